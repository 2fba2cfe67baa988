"""Opening what the bot answers from: the archive, brought up to date, and what chats did."""

import gc
import logging
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bot.settings import Settings
from bot.telegram_time import steady
from handlers.core.command import Services
from handlers.core.texts import Texts
from store.archive.archive import Archive
from store.chats.database import Chats, ChatsUnusable
from store.importing.refresh import bring_up_to_date
from store.importing.report import ImportReport
from store.importing.seal import is_current
from store.seedfiles.folder import CannotWrite, Progress

logger = logging.getLogger(__name__)

_GARBAGE = (10_000, 20, 20)  # when Python looks for garbage: less often than by default, see gc.set_threshold


@dataclass(frozen=True, slots=True)
class Kubok:
    """The archive and what chats did, opened, what answers from them, and what the import did."""

    services: Services
    report: ImportReport

    def close(self) -> None:
        """Let go of both files."""
        self.services.archive.close()
        self.services.chats.close()


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
    freeze_heap()
    return Kubok(services, report)


def freeze_heap() -> None:
    """Move what is in memory out of the garbage collector's reach, so that no answer waits for it."""
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
