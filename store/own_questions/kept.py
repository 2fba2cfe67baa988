"""The own questions of chats, and who is about to send some for which chat."""

import json
from collections.abc import Sequence

from store.chats.database import Chats
from store.own_questions.parse import OwnQuestion

OPEN = 3_600.0  # seconds for which questions that a user sends are for the chat that was named


def own_questions_of(chats: Chats, chat: int) -> list[OwnQuestion]:
    """The questions of *chat*, in the order of its file."""
    sql = "SELECT content FROM own_questions WHERE (cup, chat) = (?, ?) ORDER BY number"
    return [_read(row["content"]) for row in chats.rows(sql, chats.cup, chat)]


def how_many(chats: Chats, chat: int) -> int:
    """The number of questions of *chat*."""
    sql = "SELECT COUNT(*) AS number FROM own_questions WHERE (cup, chat) = (?, ?)"
    return int(chats.rows(sql, chats.cup, chat)[0]["number"])


def keep(chats: Chats, chat: int, questions: Sequence[OwnQuestion]) -> None:
    """Let these be the questions of *chat*, in place of those it had."""
    with chats.atomic():
        chats.write("DELETE FROM own_questions WHERE (cup, chat) = (?, ?)", chats.cup, chat)
        for number, asked in enumerate(questions, start=1):
            content = {name: getattr(asked, name) for name in OwnQuestion.__slots__}
            values = (chats.cup, chat, number, json.dumps(content, ensure_ascii=False))
            chats.write("INSERT INTO own_questions VALUES (?, ?, ?, ?)", *values)


def _read(content: str) -> OwnQuestion:
    values = json.loads(content)
    return OwnQuestion(**values | {name: tuple(values[name]) for name in ("answers", "right")})


def expect(chats: Chats, user: int, chat: int, now: float) -> None:
    """Note that questions which *user* sends soon are for *chat*."""
    chats.write("DELETE FROM uploads WHERE at <= ?", now - OPEN)
    chats.write("INSERT OR REPLACE INTO uploads VALUES (?, ?, ?)", user, chat, now)


def expected(chats: Chats, user: int, now: float) -> int | None:
    """The chat that questions which *user* sends are for; None when none was named of late."""
    row = chats.row("SELECT chat FROM uploads WHERE user = ? AND at > ?", user, now - OPEN)
    return row["chat"] if row else None
