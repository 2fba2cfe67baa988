"""Where the parts are put together."""

import gc
import logging
import time
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from math import inf
from pathlib import Path
from random import Random

from telegram import Update
from telegram.ext import ApplicationBuilder

from bot.edge.application import AnyApplication, ServingApplication
from bot.edge.arrivals import Arrivals
from bot.edge.inflight import GivenUp, Intake
from bot.edge.processor import LONGEST_LINE, ChatOrder, is_status
from bot.edge.rate_limiter import Limits
from bot.edge.transport import Transport
from bot.settings import Settings
from bot.telegram_time import TelegramTime, steady
from bot.terminal.offline import OFFLINE_TOKEN, OfflineTelegram
from bot.timers import LoopAlarms
from handlers.core.answers import Services
from handlers.core.texts import Texts
from handlers.dispatch import Dispatcher
from handlers.failures import Owners
from handlers.throttle import Cooling
from handlers.trivia.host import Host
from handlers.trivia.timing import Alarms
from store.archive.archive import Archive
from store.chats.database import Chats, ChatsUnusable
from store.chats.inbox import Inbox
from store.importing.refresh import bring_up_to_date
from store.importing.report import ImportReport
from store.importing.seal import is_current
from store.seedfiles.folder import CannotWrite, Progress

logger = logging.getLogger(__name__)

_GARBAGE = (10_000, 20, 20)  # when Python looks for garbage: less often than by default, see gc.set_threshold
_HANDS = 1_000  # updates that are handled at a time, most of them waiting for limits or the network
_CONNECTIONS = 100


@dataclass(frozen=True, slots=True)
class Kubok:
    """The archive and what chats did, opened, what answers from them, and what the import did."""

    services: Services
    report: ImportReport

    def close(self) -> None:
        """Let go of both files."""
        self.services.archive.close()
        self.services.chats.close()


@dataclass(frozen=True, slots=True)
class Program:
    """An application that answers, the host of its games, and what wakes him."""

    application: AnyApplication
    host: Host
    alarms: Alarms


@dataclass(frozen=True, slots=True)
class Edge:
    """A program with what stands between it and Telegram."""

    program: Program
    order: ChatOrder
    intake: Intake
    arrivals: Arrivals
    time: TelegramTime
    owners: Owners
    requests: Transport
    polling: Transport


def open_kubok(settings: Settings, chats: Path | None = None, progress: Progress | None = None) -> Kubok:
    """Import what has changed, and open the archive and the file *chats*; None stands for no file.

    :raises store.seedfiles.folder.ImportFailed: when seeds or archive cannot be used at all.
    :raises store.chats.database.ChatsUnusable: when *chats* cannot.
    """
    try:
        report = bring_up_to_date(settings.seeds, settings.archive, progress)
    except CannotWrite as error:
        if not is_current(settings.archive):
            raise
        logger.warning("%s; what was read before is served", error)
        report = ImportReport()
    archive = Archive(settings.archive)
    try:
        kept = Chats.open(chats, archive.competition) if chats else Chats.in_memory()
    except ChatsUnusable:
        archive.close()
        raise
    if kept.others:
        logger.warning(
            "%s has games of %s too; they are kept apart from those of %s",
            chats,
            ", ".join(kept.others),
            archive.competition,
        )
    services = Services.of(
        archive, kept, Texts(), version("kubok"), time.time, settings.timezone, steady(time.time)
    )
    settle()
    return Kubok(services, report)


def settle() -> None:
    """Have what is in memory stay there for good: no answer has to wait until it is looked through."""
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


def build_offline(
    services: Services,
    telegram: OfflineTelegram,
    alarms: Alarms | None = None,
    rng: Random | None = None,
    pause: float = 0.0,
    cooling: Cooling | None = None,
) -> Program:
    """The program against a Telegram inside the process, where nobody waits between two questions, or for
    having asked too much."""
    builder = ApplicationBuilder().token(OFFLINE_TOKEN).updater(None).job_queue(None)
    application = builder.request(telegram).get_updates_request(telegram).build()
    alarms = alarms or LoopAlarms(services.steady)
    dispatcher = Dispatcher(services, alarms, (), rng, pause, cooling)
    return Program(application, dispatcher.add_to(application), alarms)


def build_telegram(services: Services, settings: Settings, token: str) -> Edge:
    """The program against Telegram, or the Bot API server of the settings."""
    its_time = TelegramTime(services.clock)
    requests, polling = (Transport(most, settings.secrets, its_time.told) for most in (_CONNECTIONS, 1))

    def age(update: Update) -> float:
        message = update.effective_message
        return its_time.now() - message.date.timestamp() if message else 0.0

    longest = LONGEST_LINE if settings.rate_limit else inf
    order = ChatOrder(
        _HANDS, longest, services.clock, age, partial(is_status, owners=settings.owners), services.pulse
    )
    builder = (
        ApplicationBuilder()
        .application_class(ServingApplication)
        .token(token)
        .updater(None)
        .job_queue(None)
        .concurrent_updates(order)
        .rate_limiter(Limits(settings.rate_limit, its_time.sent))
        .request(requests)
        .get_updates_request(polling)
    )
    if settings.api_url:
        builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    application: AnyApplication = builder.build()
    alarms, arrivals = LoopAlarms(services.steady), Arrivals(services.steady)
    cooling = Cooling() if settings.rate_limit else None
    dispatcher = Dispatcher(services, alarms, settings.owners, cooling=cooling, arrivals=arrivals)
    host = dispatcher.add_to(application)

    def give_up(update: Update, error: GivenUp) -> None:
        application.create_task(application.process_error(update, error))

    inbox = Inbox(services.chats)
    intake = Intake(application.bot, application.update_queue, inbox, arrivals, give_up)
    order.handle, order.on_finished = application.process_update, intake.finish
    order.on_delay = dispatcher.failures.on_delay
    program = Program(application, host, alarms)
    return Edge(program, order, intake, arrivals, its_time, dispatcher.failures.owners, requests, polling)
