"""Where the parts are put together."""

import gc
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from typing import Any

from telegram.ext import AIORateLimiter, Application, ApplicationBuilder
from telegram.request import BaseRequest

from bot.offline import OFFLINE_TOKEN, OfflineTelegram
from bot.settings import Settings
from handlers.answers import Services
from handlers.dispatch import Dispatcher
from handlers.texts import Texts
from store.archive import Archive
from store.importer import Progress, import_seeds
from store.report import ImportReport

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
_SENDING_RETRIES = 3  # of a message that Telegram asks to hold back


@dataclass(frozen=True, slots=True)
class Kubok:
    """The archive, opened, what answers from it, and what the import before it did."""

    services: Services
    report: ImportReport

    def close(self) -> None:
        """Let go of the archive."""
        self.services.archive.close()


def open_kubok(settings: Settings, progress: Progress | None = None) -> Kubok:
    """Import what has changed, and open the archive.

    :raises store.importer.ImportFailed: when seeds or archive cannot be used at all.
    """
    report = import_seeds(settings.seeds, settings.archive, progress)
    archive = Archive(settings.archive)

    def today() -> date:
        return datetime.now(settings.timezone).date()

    services = Services.of(archive, Texts(), version("kubok"), today)
    settle()
    return Kubok(services, report)


def settle() -> None:
    """Have what is in memory stay there for good: no answer has to wait until it is looked through."""
    gc.collect()
    gc.freeze()


def build_offline(services: Services, telegram: OfflineTelegram) -> AnyApplication:
    """The application against a Telegram inside the process."""
    builder = ApplicationBuilder().token(OFFLINE_TOKEN).updater(None)
    application = builder.request(telegram).get_updates_request(telegram).build()
    Dispatcher(services).add_to(application)
    return application


def build_telegram(
    services: Services, settings: Settings, token: str, polling: BaseRequest
) -> AnyApplication:
    """The application against Telegram, or the Bot API server of the settings.

    *polling* is what updates are fetched with.
    """
    builder = ApplicationBuilder().token(token).get_updates_request(polling)
    if settings.api_url:
        builder = builder.base_url(f"{settings.api_url}/bot").base_file_url(f"{settings.api_url}/file/bot")
    if settings.rate_limit:
        # The limiter takes no rate below one: so many seconds a message instead.
        rate, seconds = max(settings.rate_limit, 1.0), max(1 / settings.rate_limit, 1.0)
        limiter = AIORateLimiter(
            overall_max_rate=rate, overall_time_period=seconds, max_retries=_SENDING_RETRIES
        )
        builder = builder.rate_limiter(limiter)  # type: ignore[arg-type]
    application: AnyApplication = builder.build()
    Dispatcher(services, settings.owners).add_to(application)
    return application
