"""Assembly of the bot for the in-process fake of the Bot API."""

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from telegram.ext import ApplicationBuilder

from bot.terminal.offline import OFFLINE_TOKEN, OfflineTelegram
from bot.timers import LoopTimers
from handlers.answering import Answering
from handlers.core.command import Services
from handlers.dispatch import Dispatcher
from handlers.failures import Failures, Owners
from handlers.missing.replies import PromptReplies
from handlers.pictures.commands import in_a_thread
from handlers.pictures.illustrated import Illustrated
from handlers.schedule.scheduler import Scheduler
from handlers.schedule.works import scheduler_of
from handlers.telegram.application import AnyApplication
from handlers.telegram.photos import Photos
from handlers.throttle import Throttle
from handlers.trivia.host import Host
from handlers.trivia.timing import Arrivals, Timers


@dataclass(frozen=True, slots=True)
class Program:
    """The application, the host of its games, the scheduler, and the timers of both."""

    application: AnyApplication
    host: Host
    scheduler: Scheduler
    timers: Timers


def build_offline(
    services: Services,
    telegram: OfflineTelegram,
    timers: Timers | None = None,
    rng: Random | None = None,
    pause: float = 0.0,
    throttle: Throttle | None = None,
    owners: Collection[int] = (),
    arrivals: Arrivals | None = None,
) -> Program:
    """Build the bot for *telegram*. By default there is no *pause* (in seconds) between two questions, and no
    *throttle*, and every update has arrived once it is sent (*arrivals*)."""
    builder = ApplicationBuilder().token(OFFLINE_TOKEN).updater(None).job_queue(None)
    application = builder.request(telegram).get_updates_request(telegram).build()
    timers = timers or LoopTimers(application, services.steady)
    photos = Photos(services.chats, in_a_thread, services.clock)
    sends = Illustrated(services, application.bot, photos).send
    host = Host(services, application.bot, timers, rng, pause, arrivals, sends=sends)
    scheduler = scheduler_of(services, application.bot, timers)
    told = Owners(application.bot, owners, services.steady)
    failures, replies = Failures(services, told), PromptReplies(services, told.send)
    Dispatcher(
        services, Answering(services, owners), host, photos, scheduler, failures, replies, throttle
    ).add_to(application)
    return Program(application, host, scheduler, timers)
