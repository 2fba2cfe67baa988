"""Assembly of the bot for Telegram, each part built from those before it."""

import asyncio
from dataclasses import dataclass
from math import inf

from telegram import Update
from telegram.ext import ApplicationBuilder, ExtBot, TypeHandler

from bot.edge.application import ServingApplication
from bot.edge.arrivals import Arrivals
from bot.edge.inflight import Discarded, InFlight
from bot.edge.processor import LONGEST_QUEUE, ChatProcessor, is_status
from bot.edge.rate_limiter import RateLimiter
from bot.edge.transport import Transport
from bot.health.wellness import Contact, Wellness
from bot.settings import Settings
from bot.telegram_time import TelegramTime
from bot.timers import LoopTimers
from bot.tuning import Tuning
from handlers.answering import Answering
from handlers.core.command import Services
from handlers.dispatch import Dispatcher
from handlers.failures import Failures, Owners
from handlers.inline.cards import Cards
from handlers.missing.replies import PromptReplies
from handlers.pictures.illustrated import Illustrated
from handlers.pictures.painter import Painter
from handlers.schedule.scheduler import Scheduler
from handlers.schedule.works import scheduler_of
from handlers.telegram.application import AnyApplication
from handlers.telegram.photos import Photos
from handlers.throttle import Throttle
from handlers.trivia.host import Host
from store.chats.inbox import Inbox

_API = "https://api.telegram.org"
_CONCURRENT = 1_000  # concurrent updates, most of them waiting for rate limits or the network
_CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class Edge:
    """The application, the host of its games, the scheduler, and the components between them and Telegram."""

    application: AnyApplication
    host: Host
    scheduler: Scheduler
    processor: ChatProcessor
    inflight: InFlight
    arrivals: Arrivals
    time: TelegramTime
    owners: Owners
    requests: Transport
    polling: Transport
    tuning: Tuning
    contact: Contact
    wellness: Wellness
    cards: Cards
    painter: Painter


def build_telegram(services: Services, settings: Settings, token: str, tuning: Tuning | None = None) -> Edge:
    """Build the bot for Telegram, or for the Bot API server in *settings*."""
    tuning = tuning or Tuning()
    time = TelegramTime(services.clock)
    requests, polling = (
        Transport(most, settings.secrets, time.told, tuning.read_timeout) for most in (_CONNECTIONS, 1)
    )
    server = settings.api_url or _API
    bot = ExtBot(
        token,
        f"{server}/bot",
        f"{server}/file/bot",
        request=requests,
        get_updates_request=polling,
        rate_limiter=RateLimiter(
            settings.rate_limit, time.sent, tuning.burst, tuning.first_wait, services.health.requests
        ),
    )
    owners = Owners(bot, settings.owners, services.steady)
    failures = Failures(services, owners)
    queue: asyncio.Queue[object] = asyncio.Queue()
    arrivals = Arrivals(services.steady)
    inflight = InFlight(bot, queue, Inbox(services.chats), arrivals, tuning.inflight)

    def age(update: Update) -> float:
        message = update.effective_message
        return time.now() - message.date.timestamp() if message else 0.0

    replies = PromptReplies(services, owners.send)

    def matters(update: Update) -> bool:
        message = update.message
        return is_status(update, settings.owners) or bool(message and replies.matters(message))

    processor = ChatProcessor(
        _CONCURRENT,
        LONGEST_QUEUE if settings.rate_limit else inf,
        services.clock,
        age,
        matters,
        services.health,
        inflight.finish,
        failures.on_delay,
    )

    async def on_discarded(discarded: Discarded, _context: object) -> None:
        await failures.note(discarded.update, discarded)
        inflight.finish(discarded.update)

    builder = ApplicationBuilder().application_class(ServingApplication).bot(bot).update_queue(queue)
    application: AnyApplication = builder.updater(None).job_queue(None).concurrent_updates(processor).build()
    application.add_handler(TypeHandler(Discarded, on_discarded))
    timers = LoopTimers(application, services.steady)
    painter = Painter()
    photos = Photos(services.chats, painter.draw, services.clock)
    sends = Illustrated(services, bot, photos).send
    host = Host(services, bot, timers, None, tuning.pause, arrivals, tuning.in_doubt, sends)
    scheduler = scheduler_of(services, bot, timers, arrivals)
    throttle = Throttle() if settings.rate_limit else None
    answering = Answering(services, settings.owners)
    contact = Contact()
    wellness = Wellness(services, inflight, contact, tuning.serving, settings.data)
    cards = Cards(services, answering)
    Dispatcher(services, answering, host, photos, scheduler, failures, replies, throttle, cards).add_to(
        application
    )
    return Edge(
        application,
        host,
        scheduler,
        processor,
        inflight,
        arrivals,
        time,
        owners,
        requests,
        polling,
        tuning,
        contact,
        wellness,
        cards,
        painter,
    )
