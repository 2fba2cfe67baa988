"""Reports: what users reply to prompts, kept in ``chats.db`` and copied to a file for the owners."""

import json
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from store.chats.database import Chats, keep_private
from store.chats.models import Person
from store.reports.prompts import Prompt, Prompts, Subject
from store.sqlite import Row

logger = logging.getLogger(__name__)

LONGEST_REPORT = 1_000  # characters
_COLUMNS = "id, user, name, at, edition, round, tie, about, text"
KEPT = 365 * 86_400.0  # seconds that a report is kept


@dataclass(frozen=True, slots=True)
class Report:
    """What *author* replied about *subject*, *at* a time in seconds since 1970. *id* is that of the reply."""

    id: str
    author: Person
    at: float
    subject: Subject
    text: str


class Reports:
    """The reports in *chats*, their copy in the file *path*, and the *prompts* that they reply to.

    They are *open* when there are owners to read them; without a path they never are.
    """

    def __init__(self, chats: Chats, path: Path | None = None, *, is_open: bool = False) -> None:
        self.prompts = Prompts(chats)
        self.open = is_open and path is not None
        self._chats = chats
        self._path = path

    def add(self, report: Report, prompt: Prompt) -> None:
        """Keep *report*, a reply to *prompt*, and count it; one with its id is kept and counted only once.

        :raises sqlite3.Error: when it cannot be kept.
        """
        subject = report.subject
        with self._chats.atomic():
            new = self._chats.write(
                f"INSERT OR IGNORE INTO reports ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                report.id,
                report.author.id,
                report.author.name,
                report.at,
                subject.edition,
                subject.round,
                subject.tie,
                subject.about,
                report.text.encode("utf-8", "replace").decode(),
            )
            if new:
                self.prompts.count_reply(prompt.id)
        self.copy()

    def forget(self, user: int) -> None:
        """Delete the reports of *user*, and their copies.

        :raises sqlite3.Error: when they cannot be deleted.
        """
        if self._chats.write("DELETE FROM reports WHERE user = ?", user):
            self.copy()

    def prune(self, now: float) -> None:
        """Delete reports that are older than :data:`KEPT`, and copy the others again.

        :raises sqlite3.Error: when they cannot be deleted.
        """
        self.prompts.prune(now)
        self._chats.write("DELETE FROM reports WHERE at < ?", now - KEPT)
        self.copy()

    def copy(self) -> None:
        """Write all reports to the file, each a line of JSON, oldest first, in place of what it had.

        That it cannot be written is only logged: the next report, or the next pruning, writes it again.
        """
        if self._path is None:
            return
        rows = self._chats.rows(f"SELECT {_COLUMNS} FROM reports ORDER BY arrival")  # noqa: S608
        if not rows and not self._path.exists():
            return
        new = self._path.with_suffix(".new")
        try:
            new.unlink(missing_ok=True)
            keep_private(new)
            with new.open("w", encoding="utf-8") as file:
                file.writelines(_line(row) for row in rows)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
        except OSError as error:
            logger.warning("%s is written later: %s", self._path, error.strerror or error)


def _line(row: Row) -> str:
    at = datetime.fromtimestamp(row["at"], UTC).isoformat(timespec="seconds")
    return json.dumps({**row, "at": at}, ensure_ascii=False) + "\n"
