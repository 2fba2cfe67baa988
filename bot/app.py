"""Opening the databases: the archive, brought up to date with the season files, and that of chats."""

import gc
import logging
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bot.settings import Settings
from bot.telegram_time import steady
from handlers.core.command import Services
from handlers.wording.texts import texts_of
from store.archive.archive import Archive
from store.chats.database import Chats, ChatsUnusable
from store.importing.refresh import bring_up_to_date
from store.importing.report import ImportReport
from store.importing.seal import is_current
from store.reports.reports import Reports
from store.seedfiles.folder import CannotWrite, Progress

logger = logging.getLogger(__name__)

_GARBAGE = (10_000, 20, 20)  # thresholds of the garbage collector, above the defaults: see gc.set_threshold


@dataclass(frozen=True, slots=True)
class Kubok:
    """The services on both opened databases, and the report of the import."""

    services: Services
    report: ImportReport

    def close(self) -> None:
        """Close both databases."""
        self.services.archive.close()
        self.services.chats.close()


def open_kubok(
    settings: Settings,
    chats: Path | None = None,
    progress: Progress | None = None,
    busy: float = 5.0,
    *,
    apart: bool = False,
) -> Kubok:
    """Import changed season files, and open the archive and the database *chats*; None for one in memory.

    The import is in a process of its own if it is to be *apart*, as for a bot that goes on for months. A lock
    of another process on *chats* is waited for up to *busy* seconds.

    :raises store.seedfiles.folder.ImportFailed: when seeds or archive cannot be used at all.
    :raises store.chats.database.ChatsUnusable: when *chats* cannot be opened.
    """
    try:
        report = bring_up_to_date(settings.seeds, settings.archive, progress, settings.cup, apart=apart)
    except CannotWrite as error:
        if not is_current(settings.archive):
            raise
        logger.warning("%s; what was read before is served", error)
        report = ImportReport()
    archive = Archive(settings.archive)
    try:
        kept = Chats.open(chats, archive.competition, busy) if chats else Chats.in_memory()
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
        archive,
        kept,
        texts_of(archive, settings.data / "templates"),
        version("kubok"),
        time.time,
        settings.timezone,
        steady(time.time),
        Reports(kept, settings.reports, is_open=bool(settings.owners) and chats == settings.chats),
    )
    freeze_heap()
    return Kubok(services, report)


def freeze_heap() -> None:
    """Move live objects out of reach of the collector (``gc.freeze``) and raise its thresholds, so that no
    answer waits for a collection."""
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
