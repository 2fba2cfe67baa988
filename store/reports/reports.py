"""Reports: what users reply to prompts, each a line of JSON in a file for the owners."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from store.chats.database import Chats, NotKept, keep_private
from store.chats.models import Person
from store.reports.prompts import Prompts, Subject

LONGEST_REPORT = 1_000  # characters


@dataclass(frozen=True, slots=True)
class Report:
    """What *author* replied about *subject*, *at* a time in seconds since 1970. *id* is that of the reply."""

    id: str
    author: Person
    at: float
    subject: Subject
    text: str

    @property
    def line(self) -> bytes:
        """The line of the file; it begins with the id of the user, see :meth:`Reports.forget`."""
        subject = self.subject
        line = json.dumps(
            {
                "user": self.author.id,
                "name": self.author.name,
                "id": self.id,
                "at": datetime.fromtimestamp(self.at, UTC).isoformat(timespec="seconds"),
                "edition": subject.edition,
                "round": subject.round,
                "tie": subject.tie,
                "about": subject.about,
                "text": self.text,
            },
            ensure_ascii=False,
        )
        return line.encode("utf-8", "replace")


class Reports:
    """The reports in the file *path*, and the *prompts* in *chats* that they reply to.

    They are *open* when there are owners to read them; without a path they never are.
    """

    def __init__(self, chats: Chats, path: Path | None = None, *, is_open: bool = False) -> None:
        self.prompts = Prompts(chats)
        self.open = is_open and path is not None
        self._path = path

    def add(self, report: Report) -> None:
        """Append *report* to the file; one with its id is there only once.

        :raises NotKept: when the file cannot be written.
        """
        if self._path is None:
            return
        with _or_not_kept(self._path):
            keep_private(self._path)
            written = self._path.read_bytes()
            if f'"id": {json.dumps(report.id)}, '.encode() not in written:
                # The line before may lack its end, if the program was killed while writing it.
                start = b"" if not written or written.endswith(b"\n") else b"\n"
                _write(self._path, "ab", start + report.line + b"\n")

    def forget(self, user: int) -> None:
        """Delete the reports of *user* from the file, also when they are not open any more.

        :raises NotKept: when the file cannot be written.
        """
        if self._path is None or not self._path.exists():
            return
        with _or_not_kept(self._path):
            lines = self._path.read_bytes().split(b"\n")
            left = [line for line in lines if not line.startswith(b'{"user": %d,' % user)]
            if len(left) < len(lines):
                new = self._path.with_suffix(".new")
                new.unlink(missing_ok=True)
                keep_private(new)
                _write(new, "wb", b"\n".join(left))
                new.replace(self._path)


def _write(path: Path, mode: Literal["ab", "wb"], data: bytes) -> None:
    """Write *data* to the file, and make sure that it is on the disk.

    :raises OSError: when that fails.
    """
    with path.open(mode) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _or_not_kept(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotKept(f"cannot write {path}: {error.strerror or error}") from None
