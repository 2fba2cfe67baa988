"""Updates that were taken in: kept before they are handled, so that a bot that is killed finds them again.

One that was handled stays for a while without its content, so that it is known when it comes again.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from store.chats.database import Chats

_HANDLED = ""  # the content of an update that was handled
_NAMES = ("last_name", "username")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update by its id: its *content* as JSON, and how often its handling has begun."""

    id: int
    content: str
    tries: int


class Inbox:
    """The updates that *chats* keeps.

    Everything here raises :class:`sqlite3.Error` when it cannot be done.
    """

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def write(
        self,
        new: Iterable[tuple[int, str]] = (),
        handled: Iterable[int] = (),
        old: Iterable[int] = (),
    ) -> None:
        """In one commit: forget *old* ids; keep *new* updates, (id, content) each; let go of the content of
        those *handled*. One that is kept already stays as it is; for one that was handled it is another."""
        with self._chats.atomic():
            self._chats.each("DELETE FROM inbox WHERE id = ?", ((update,) for update in old))
            self._chats.each(
                """
                INSERT INTO inbox VALUES (?, ?, 0)
                ON CONFLICT (id) DO UPDATE SET content = excluded.content, tries = 0 WHERE content = ''
                """,
                new,
            )
            self._chats.each(
                "UPDATE inbox SET content = ? WHERE id = ?", ((_HANDLED, update) for update in handled)
            )

    def scrub(self) -> bool:
        """Take out of the file's log what was deleted, if that matters; whether that is done."""
        return self._chats.scrub() if self._chats.to_scrub else True

    def waiting(self) -> list[Waiting]:
        """What was not handled yet, oldest first."""
        sql = "SELECT id, content, tries FROM inbox WHERE content != '' ORDER BY id"
        return [Waiting(**row) for row in self._chats.rows(sql)]

    def handled(self) -> list[int]:
        """The ids of updates that were handled, as far as they are remembered."""
        return [row["id"] for row in self._chats.rows("SELECT id FROM inbox WHERE content = '' ORDER BY id")]

    def content(self, update: int) -> str:
        """The content of an update that is kept, empty when it is not, or was handled."""
        row = self._chats.row("SELECT content FROM inbox WHERE id = ?", update)
        return str(row["content"]) if row else _HANDLED

    def begin(self, updates: Sequence[int]) -> None:
        """Note that the handling of *updates* begins once more."""
        with self._chats.atomic():
            self._chats.each(
                "UPDATE inbox SET tries = tries + 1 WHERE id = ?", ((update,) for update in updates)
            )

    def unbegin(self, updates: Sequence[int]) -> None:
        """The handling of *updates* was broken off on purpose: it does not count."""
        with self._chats.atomic():
            self._chats.each(
                "UPDATE inbox SET tries = tries - 1 WHERE id = ? AND tries > 0",
                ((update,) for update in updates),
            )


def handled_with(chats: Chats, update: int) -> None:
    """Note, in the transaction in which it changes something, that an update was handled.

    However often it comes again, also after a crash, it changes nothing a second time.
    """
    sql = "INSERT INTO inbox VALUES (?, '', 0) ON CONFLICT (id) DO UPDATE SET content = ''"
    chats.write(sql, update)


def forget_names(chats: Chats, user: int) -> None:
    """Take the name of *user* out of the updates that wait."""
    for row in chats.rows("SELECT id, content FROM inbox WHERE content LIKE ?", f"%{user}%"):
        content = json.loads(row["content"])
        _forget_in(content, user)
        chats.write(
            "UPDATE inbox SET content = ? WHERE id = ?",
            json.dumps(content),
            row["id"],
        )


def _forget_in(value: Any, user: int) -> None:
    """Do so in what an update has somewhere: whatever has this id and a name is that person or his chat."""
    if isinstance(value, dict):
        if value.get("id") == user and "first_name" in value:
            value["first_name"] = ""
            for name in _NAMES:
                value.pop(name, None)
        for inner in value.values():
            _forget_in(inner, user)
    elif isinstance(value, list):
        for inner in value:
            _forget_in(inner, user)
