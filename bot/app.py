"""Where the parts are put together."""

import gc
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

from telegram.ext import AIORateLimiter, ApplicationBuilder
from telegram.request import BaseRequest

from bot.alarms import LoopAlarms
from bot.application import AnyApplication
from bot.offline import OFFLINE_TOKEN, OfflineTelegram
from bot.settings import Settings
from handlers.answers import Services
from handlers.dispatch import Dispatcher
from handlers.host import Alarms, Host
from handlers.texts import Texts
from store.archive import Archive
from store.chats.database import Chats
from store.importer import Progress, import_seeds
from store.report import ImportReport

_SENDING_RETRIES = 3  # of a message that Telegram asks to hold back
_NO_MESSAGES = frozenset({"stopPoll", "getChatAdministrators"})


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


def open_kubok(settings: Settings, chats: Path | None = None, progress: Progress | None = None) -> Kubok:
    """Import what has changed, and open the archive and the file *chats*; None stands for no file.

    :raises store.importer.ImportFailed: when seeds or archive cannot be used at all.
    :raises store.chats.database.ChatsUnusable: when *chats* cannot.
    """
    report = import_seeds(settings.seeds, settings.archive, progress)
    kept = Chats.open(chats) if chats else Chats.in_memory()
    archive = Archive(settings.archive)
    services = Services.of(archive, kept, Texts(), version("kubok"), time.time, settings.timezone)
    settle()
    return Kubok(services, report)


class MessageLimiter(AIORateLimiter):
    """PTB's, which would count as a group's message whatever names the group."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """The result of a request, which waits for its turn if it is a message."""
        counted = {} if endpoint in _NO_MESSAGES else data
        return await super().process_request(callback, args, kwargs, endpoint, counted, rate_limit_args)


def settle() -> None:
    """Have what is in memory stay there for good: no answer has to wait until it is looked through."""
    gc.collect()
    gc.freeze()


def build_offline(
    services: Services,
    telegram: OfflineTelegram,
    alarms: Alarms | None = None,
    rng: Random | None = None,
    pause: float = 0.0,
) -> Program:
    """The program against a Telegram inside the process, where nobody waits between two questions."""
    builder = ApplicationBuilder().token(OFFLINE_TOKEN).updater(None).job_queue(None)
    application = builder.request(telegram).get_updates_request(telegram).build()
    alarms = alarms or LoopAlarms(services.clock)
    dispatcher = Dispatcher(services, alarms, (), rng, pause)
    return Program(application, dispatcher.add_to(application), alarms)


def build_telegram(services: Services, settings: Settings, token: str, polling: BaseRequest) -> Program:
    """The program against Telegram, or the Bot API server of the settings.

    *polling* is what updates are fetched with.
    """
    builder = ApplicationBuilder().token(token).job_queue(None).get_updates_request(polling)
    if settings.api_url:
        builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    if settings.rate_limit:
        # The limiter takes no rate below one: so many seconds a message instead.
        rate, seconds = max(settings.rate_limit, 1.0), max(1 / settings.rate_limit, 1.0)
        limiter = MessageLimiter(
            overall_max_rate=rate, overall_time_period=seconds, max_retries=_SENDING_RETRIES
        )
        builder = builder.rate_limiter(limiter)  # type: ignore[arg-type]
    application: AnyApplication = builder.build()
    alarms = LoopAlarms(services.clock)
    return Program(application, Dispatcher(services, alarms, settings.owners).add_to(application), alarms)
