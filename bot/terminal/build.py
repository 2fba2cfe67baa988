"""The bot put together against a Telegram inside the process."""

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
from handlers.telegram.application import AnyApplication
from handlers.throttle import Throttle
from handlers.trivia.host import Host
from handlers.trivia.timing import Timers


@dataclass(frozen=True, slots=True)
class Program:
    """An application that answers, the host of its games, and what wakes the host."""

    application: AnyApplication
    host: Host
    timers: Timers


def build_offline(
    services: Services,
    telegram: OfflineTelegram,
    timers: Timers | None = None,
    rng: Random | None = None,
    pause: float = 0.0,
    throttle: Throttle | None = None,
    owners: Collection[int] = (),
) -> Program:
    """The program against *telegram*, where nobody waits between two questions, or for having asked too much,
    unless *pause* (in seconds) and *throttle* say so."""
    builder = ApplicationBuilder().token(OFFLINE_TOKEN).updater(None).job_queue(None)
    application = builder.request(telegram).get_updates_request(telegram).build()
    timers = timers or LoopTimers(application, services.steady)
    host = Host(services, application.bot, timers, rng, pause)
    failures = Failures(services, Owners(application.bot, owners, services.steady))
    Dispatcher(services, Answering(services, owners), host, failures, throttle).add_to(application)
    return Program(application, host, timers)
