"""Updates that wait for their handling longer than Telegram is to keep them.

Each stays until it has been handled, so that a bot that is killed finds it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from store.chats.database import Chats


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update by its id: its *content* as JSON, and how often its handling has begun."""

    id: int
    content: str
    tries: int


class Inbox:
    """The waiting updates of *chats*."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats

    def keep(self, updates: Iterable[tuple[int, str]]) -> None:
        """Keep *updates*, (id, content) each, all or none. One that is kept already stays as it is."""
        with self._chats.atomic():
            for update, content in updates:
                sql = "INSERT INTO inbox VALUES (?, ?, 0) ON CONFLICT (id) DO NOTHING"
                self._chats.write(sql, update, content)

    def waiting(self) -> list[Waiting]:
        """What is kept, oldest first."""
        return [
            Waiting(**row) for row in self._chats.rows("SELECT id, content, tries FROM inbox ORDER BY id")
        ]

    def begin(self, update: int) -> int:
        """Note that the handling of an update begins; how often it has begun before."""
        self._chats.write("UPDATE inbox SET tries = tries + 1 WHERE id = ?", update)
        row = self._chats.row("SELECT tries FROM inbox WHERE id = ?", update)
        return int(row["tries"]) - 1 if row else 0

    def unbegin(self, update: int) -> None:
        """The handling of an update was broken off on purpose: it does not count."""
        self._chats.write("UPDATE inbox SET tries = tries - 1 WHERE id = ? AND tries > 0", update)

    def drop(self, update: int) -> None:
        """Let go of an update."""
        self._chats.write("DELETE FROM inbox WHERE id = ?", update)
