"""Inbox: updates persisted before they are acknowledged, so that none is lost when the bot is killed.

The id of a handled update is kept for a while, without its content, to detect a second delivery.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from store.chats.database import Chats

_HANDLED = ""  # the content of a handled update
_NAMES = ("last_name", "username")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pending update: its id, its *content* as JSON, and ``tries``, the number of attempts to handle it."""

    id: int
    content: str
    tries: int


class Inbox:
    """The inbox in *chats*.

    Every method raises :class:`sqlite3.Error` when it fails.
    """

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def write(
        self,
        new: Iterable[tuple[int, str]] = (),
        handled: Iterable[int] = (),
        old: Iterable[int] = (),
    ) -> None:
        """In one transaction: delete *old* ids; insert *new* updates, (id, content) each; erase the content
        of those *handled*. A pending update with the id of a new one is left as it is; a handled one is
        replaced, as the new update is a different one."""
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
        """Remove deleted data from the write-ahead log, if there may be any; whether it is gone."""
        return self._chats.scrub() if self._chats.to_scrub else True

    def waiting(self) -> list[Waiting]:
        """The pending updates, oldest first."""
        sql = "SELECT id, content, tries FROM inbox WHERE content != '' ORDER BY id"
        return [Waiting(**row) for row in self._chats.rows(sql)]

    def handled(self) -> list[int]:
        """The ids of handled updates that are still stored."""
        return [row["id"] for row in self._chats.rows("SELECT id FROM inbox WHERE content = '' ORDER BY id")]

    def content(self, update: int) -> str:
        """The content of a pending update, empty when it is not stored, or was handled."""
        row = self._chats.row("SELECT content FROM inbox WHERE id = ?", update)
        return str(row["content"]) if row else _HANDLED

    def begin(self, updates: Sequence[int]) -> None:
        """Count one more attempt to handle each of *updates*."""
        with self._chats.atomic():
            self._chats.each(
                "UPDATE inbox SET tries = tries + 1 WHERE id = ?", ((update,) for update in updates)
            )

    def unbegin(self, updates: Sequence[int]) -> None:
        """Uncount an attempt for each of *updates*, whose handling was interrupted on purpose."""
        with self._chats.atomic():
            self._chats.each(
                "UPDATE inbox SET tries = tries - 1 WHERE id = ? AND tries > 0",
                ((update,) for update in updates),
            )


def handled_with(chats: Chats, update: int) -> None:
    """Mark an update as handled, in the same transaction as its changes.

    This makes handling idempotent: an update that is delivered again, also after a crash, changes nothing.
    """
    sql = "INSERT INTO inbox VALUES (?, '', 0) ON CONFLICT (id) DO UPDATE SET content = ''"
    chats.write(sql, update)


def forget_names(chats: Chats, user: int) -> None:
    """Erase the name of *user* from pending updates."""
    for row in chats.rows("SELECT id, content FROM inbox WHERE content LIKE ?", f"%{user}%"):
        content = json.loads(row["content"])
        _forget_in(content, user)
        chats.write(
            "UPDATE inbox SET content = ? WHERE id = ?",
            json.dumps(content),
            row["id"],
        )


def _forget_in(value: Any, user: int) -> None:
    """Erase the names in all nested objects with this id and a first name: the user, or their chat."""
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
