"""Scores: the standings of a game, computed from its answers."""

from collections.abc import Iterable

from store.chats.database import Chats
from store.chats.models import AskedQuestion, Closing, Game
from store.chats.points import Standing, best_streak, placed

COMPANY = 2  # players without whom a question in a group ends by its time alone
READING = 5  # seconds before which it ends for nobody
_RECENT = 2  # questions; a user who answered one of them is playing


def right_answers(chats: Chats, question: AskedQuestion) -> int:
    """The number of right answers to a question."""
    sql = 'SELECT COUNT(*) AS number FROM answers WHERE game = ? AND number = ? AND "right"'
    return int(chats.rows(sql, question.game, question.number)[0]["number"])


def streak_before(chats: Chats, question: AskedQuestion, user: int) -> int:
    """The streak of right answers of *user* before *question*, ignoring skipped questions."""
    streak = 0
    for right in reversed(_answers_of(chats, question.game, user, before=question.number)):
        if right is False:
            break
        streak += right is True
    return streak


def _answers_of(chats: Chats, game: int, user: int, before: int | None = None) -> list[bool | None]:
    """Whether *user* was right, question by question; None for one skipped, stopped or replaced before.

    Any other question without an answer is wrong. Shoot-outs are left out.
    """
    sql = """
        SELECT CASE WHEN a.user IS NOT NULL THEN a."right"
            WHEN q.closing IN ('skipped', 'stopped', 'replaced') THEN NULL ELSE 0 END AS "right"
        FROM questions q
        LEFT JOIN answers a ON a.game = q.game AND a.number = q.number AND a.user = ?
        WHERE q.game = ? AND q.closing IS NOT 'void' AND NOT q.shoot_out AND q.number < ?
        ORDER BY q.number
    """
    rows = chats.rows(sql, user, game, before or 1 << 30)
    return [None if row["right"] is None else bool(row["right"]) for row in rows]


def who_answered(chats: Chats, question: AskedQuestion) -> set[int]:
    """The users who have answered a question."""
    sql = "SELECT user FROM answers WHERE game = ? AND number = ?"
    return {row["user"] for row in chats.rows(sql, question.game, question.number)}


def all_answered(chats: Chats, game: Game, question: AskedQuestion) -> bool:
    """Whether all active players have answered *question*: the only user in a private chat, those level in
    first place in a shoot-out, else all who answered one of the two questions before, if with those who have
    answered this one they are two at least: one who plays alone waits for others to join."""
    answered = who_answered(chats, question)
    if game.place.private:
        return bool(answered)
    if question.shoot_out:
        playing = level(chats, game.id)
    else:
        sql = """
            SELECT DISTINCT user FROM answers WHERE game = ? AND number IN (
                SELECT number FROM questions WHERE game = ? AND number < ? AND closing IS NOT 'void'
                ORDER BY number DESC LIMIT ?
            )
        """
        rows = chats.rows(sql, game.id, game.id, question.number, _RECENT)
        playing = {row["user"] for row in rows}
    playing = {user for user in playing if user > 0}  # without users whose data was deleted
    alone = len(answered) < COMPANY and not question.shoot_out
    return bool(playing) and playing <= answered and not alone


def earliest_end(game: Game, question: AskedQuestion) -> float:
    """The time before which *question*, which was sent, does not end by itself: in a group, half of the time
    for it or five seconds, whichever is shorter, as others may still be reading it, but for a shoot-out."""
    sent = (question.deadline or 0) - question.seconds
    return sent if game.place.private or question.shoot_out else sent + min(question.seconds / 2, READING)


def of_plan(questions: Iterable[AskedQuestion]) -> int:
    """How many of *questions* count towards the number planned: not those that another replaced."""
    return sum(question.closing is not Closing.REPLACED for question in questions)


def players(chats: Chats, game: int) -> set[int]:
    """The users who have answered any question of a game."""
    sql = "SELECT DISTINCT user FROM answers WHERE game = ?"
    return {row["user"] for row in chats.rows(sql, game)}


def table(chats: Chats, game: int, *, counts: bool = False) -> list[Standing]:
    """The standings of a game, first to last; *counts* says that it can have a winner. A shoot-out decides by
    its points, and is not counted among the questions answered."""
    sql = """
        SELECT user, SUM(points) AS points, SUM("right" AND NOT q.shoot_out) AS "right",
            SUM(NOT q.shoot_out) AS answered
        FROM answers JOIN questions q USING (game, number)
        WHERE game = ? GROUP BY user ORDER BY MIN(arrival)
    """
    rows = chats.rows(sql, game)
    return placed(
        [Standing(**row, streak=best_streak(_answers_of(chats, game, row["user"]))) for row in rows],
        counts=counts,
    )


def level(chats: Chats, game: int) -> set[int]:
    """The users level in first place, shoot-outs not counted; empty if only one is, or without points."""
    sql = """
        SELECT user, SUM(points) AS points FROM answers
        JOIN questions q USING (game, number) WHERE game = ? AND NOT q.shoot_out GROUP BY user
    """
    points = {row["user"]: row["points"] for row in chats.rows(sql, game)}
    most = max(points.values(), default=0)
    first = {user for user, number in points.items() if number == most}
    return first if most and len(first) > 1 else set()
