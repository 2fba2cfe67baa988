"""Questions of which it is not known whether they were sent, votes on polls that nobody knows yet, and times
that were written down by a clock that was wrong.
"""

from store.chats.database import Chats
from store.chats.inbox import handled_with
from store.chats.models import AskedQuestion, Person, Vote
from store.chats.rows import question_of


def in_doubt(chats: Chats) -> list[AskedQuestion]:
    """The questions of games that are on of which it is not known whether they were sent."""
    sql = """
        SELECT q.* FROM questions q JOIN games g USING (game)
        WHERE q.poll IS NULL AND g.ended IS NULL ORDER BY game, number
    """
    return [question_of(row) for row in chats.rows(sql)]


def set_aside(chats: Chats, vote: Vote) -> None:
    """Keep an answer to a poll that may turn out to be ours."""
    sql = "INSERT OR IGNORE INTO strays VALUES (?, ?, ?, ?, ?)"
    with chats.atomic():
        chats.write(sql, vote.poll, vote.person.id, vote.person.name, vote.option, vote.at)
        if vote.update is not None:
            handled_with(chats, vote.update)


def take_strays(chats: Chats, poll: str) -> list[Vote]:
    """The answers set aside for *poll*, in the order in which they came; they are no longer kept."""
    rows = chats.rows("SELECT * FROM strays WHERE poll = ? ORDER BY rowid", poll)
    chats.write("DELETE FROM strays WHERE poll = ?", poll)
    return [Vote(poll, Person(row["user"], row["name"]), row["option"], row["at"]) for row in rows]


def drop_strays(chats: Chats) -> None:
    """Forget the answers to polls that are nobody's, unless one of them may still turn out to be ours."""
    if not in_doubt(chats):
        chats.write("DELETE FROM strays")


def voids_before(chats: Chats, question: AskedQuestion) -> list[AskedQuestion]:
    """The questions that were given up just before *question*, of which no poll is known."""
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
    """The latest message in a chat before *message* that is known to be a question, 0 for none."""
    sql = """
        SELECT COALESCE(MAX(message), 0) AS message FROM questions JOIN games USING (game)
        WHERE chat = ? AND message < ?
    """
    return int(chats.rows(sql, chat, message)[0]["message"])


def not_after(chats: Chats, now: float) -> None:
    """Let nothing of the games that are on be later than *now* or due later than that allows: the clock
    may have been ahead when it was written down."""
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
