"""Recovery of uncertain data: questions that may not have been sent, stray votes (which arrived before
their poll was recorded), and times stored while the clock was wrong.
"""

import json

from store.chats.database import Chats
from store.chats.inbox import handled_with
from store.chats.models import AskedQuestion, Person, Vote, question_of


def in_doubt(chats: Chats) -> list[AskedQuestion]:
    """The questions of running games of which it is not known whether they were sent."""
    sql = """
        SELECT q.* FROM questions q JOIN games g USING (game)
        WHERE q.poll IS NULL AND g.ended IS NULL ORDER BY game, number
    """
    return [question_of(row) for row in chats.rows(sql)]


def set_aside(chats: Chats, vote: Vote) -> None:
    """Store a stray vote: on a poll that may turn out to be a question of a game."""
    sql = "INSERT OR IGNORE INTO strays VALUES (?, ?, ?, ?, ?, ?)"
    first, *also = vote.options
    with chats.atomic():
        chats.write(sql, vote.poll, vote.person.id, vote.person.name, first, vote.at, json.dumps(also))
        if vote.update is not None:
            handled_with(chats, vote.update)


def take_strays(chats: Chats, poll: str) -> list[Vote]:
    """Remove and return the stray votes for *poll*, in order of arrival."""
    rows = chats.rows("SELECT * FROM strays WHERE poll = ? ORDER BY rowid", poll)
    chats.write("DELETE FROM strays WHERE poll = ?", poll)
    return [
        Vote(
            poll,
            Person(row["user"], row["name"]),
            (row["option"], *json.loads(row["also"])),
            row["at"],
        )
        for row in rows
    ]


def may_be_ours(chats: Chats) -> bool:
    """Whether a poll that is not known may be one of the bot: a question is :func:`in_doubt`, or that of a
    day."""
    of_a_day = chats.row("SELECT 1 FROM daily_polls WHERE cup = ? AND poll IS NULL LIMIT 1", chats.cup)
    return of_a_day is not None or bool(in_doubt(chats))


def drop_strays(chats: Chats) -> None:
    """Discard all stray votes, unless they may be on a poll of the bot."""
    if not may_be_ours(chats):
        chats.write("DELETE FROM strays")


def voids_before(chats: Chats, question: AskedQuestion) -> list[AskedQuestion]:
    """The void questions directly before *question* whose poll is not known."""
    sql = """
        SELECT * FROM questions WHERE game = ? AND closing = 'void' AND poll IS NULL AND number < ?
            AND number > (
                SELECT COALESCE(MAX(number), 0) FROM questions
                WHERE game = ? AND number < ? AND closing IS NOT 'void'
            )
    """
    key = (question.game, question.number)
    return [question_of(row) for row in chats.rows(sql, *key, *key)]


def message_before(chats: Chats, chat: int, message: int) -> int:
    """The id of the last message before *message* in a chat that is known to be a question, 0 for none."""
    sql = """
        SELECT COALESCE(MAX(message), 0) AS message FROM questions JOIN games USING (game)
        WHERE chat = ? AND message < ?
    """
    return int(chats.rows(sql, chat, message)[0]["message"])


def not_after(chats: Chats, now: float) -> None:
    """Clamp starts and closing times of running games to *now*, and deadlines to *now* plus the question's
    seconds: the clock may have been ahead when they were stored."""
    on = "game IN (SELECT game FROM games WHERE ended IS NULL)"
    with chats.atomic():
        chats.write("UPDATE games SET began = ? WHERE began > ? AND ended IS NULL", now, now)
        chats.write(f"UPDATE questions SET closed = ? WHERE closed > ? AND {on}", now, now)  # noqa: S608
        chats.write(
            f"UPDATE questions SET deadline = ? + seconds "  # noqa: S608
            f"WHERE deadline > ? + seconds AND closed IS NULL AND {on}",
            now,
            now,
        )
