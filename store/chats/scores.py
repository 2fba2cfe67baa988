"""Scores: the standings of a game, computed from its answers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from store.chats.database import Chats
from store.chats.models import AskedQuestion, Closing, Ending, Game, Mode
from store.chats.modes import teams_of
from store.chats.points import Standing, best_streak, placed

COMPANY = 2  # players without whom a question in a group ends by its time alone
LIVES = 3  # wrong answers after which one is out of a marathon
READING = 5  # seconds before which it ends for nobody
_LATER = 1 << 30  # a number that no question has
_RECENT = 2  # questions; a user who answered one of them is playing


def right_answers(chats: Chats, question: AskedQuestion) -> int:
    """The number of right answers to a question."""
    sql = 'SELECT COUNT(*) AS number FROM answers WHERE game = ? AND number = ? AND "right"'
    return int(chats.rows(sql, question.game, question.number)[0]["number"])


def streak_before(chats: Chats, question: AskedQuestion, user: int) -> int:
    """The streak of right answers of *user* before *question*, ignoring skipped questions."""
    return _running(_answers_of(chats, question.game, user, before=question.number))


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
    rows = chats.rows(sql, user, game, before or _LATER)
    return [None if row["right"] is None else bool(row["right"]) for row in rows]


def may_answer(chats: Chats, game: Game, question: AskedQuestion, user: int) -> bool:
    """Whether an answer of *user* to *question* counts: in a shoot-out of who is level in first place, in a
    duel of the two, in a marathon of who is not out."""
    if question.shoot_out:
        return user in level(chats, game.id)
    if game.plan.mode is Mode.MARATHON:
        return lives(chats, game.id, question).get(user, LIVES) > 0
    return not game.is_of_two or user in game.pair


def lives(chats: Chats, game: int, question: AskedQuestion | None = None) -> dict[int, int]:
    """How often each player of a marathon may still be wrong, before a *question* or after all. From the
    first answer on, a question that is left unanswered counts as wrong."""
    sql = """
        SELECT p.user, SUM(CASE WHEN a.user IS NOT NULL THEN NOT a."right"
            ELSE q.closing NOT IN ('skipped', 'stopped', 'replaced') END) AS wrong
        FROM (SELECT user, MIN(number) AS first FROM answers WHERE game = ? GROUP BY user) p
        JOIN questions q ON q.game = ? AND q.number >= p.first AND q.number < ? AND q.closing IS NOT 'void'
        LEFT JOIN answers a ON a.game = q.game AND a.number = q.number AND a.user = p.user
        GROUP BY p.user
    """
    rows = chats.rows(sql, game, game, question.number if question else _LATER)
    return {row["user"]: max(LIVES - (row["wrong"] or 0), 0) for row in rows}


def first_right(chats: Chats, question: AskedQuestion) -> int | None:
    """The user who answered a question right before all others, None when nobody who is known did."""
    sql = 'SELECT user FROM answers WHERE game = ? AND number = ? AND "right" ORDER BY arrival LIMIT 1'
    row = chats.row(sql, question.game, question.number)
    return row["user"] if row and row["user"] > 0 else None


def running_streaks(chats: Chats, game: int) -> dict[int, int]:
    """The streak of right answers that each player of a game is on, ignoring skipped questions."""
    return {user: _running(_answers_of(chats, game, user)) for user in players(chats, game)}


def _running(answers: Sequence[bool | None]) -> int:
    """The number of right *answers* at their end, ignoring None."""
    streak = 0
    for right in reversed(answers):
        if right is False:
            break
        streak += right is True
    return streak


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
        due = {user for user in level(chats, game.id) if user > 0}
    elif game.is_of_two:
        due = set(game.pair)
    else:
        due = playing(chats, game.id, question)
    if game.plan.mode is Mode.MARATHON:
        left = lives(chats, game.id, question)
        due = {user for user in due if left.get(user, LIVES)}
    alone = len(answered) < COMPANY and not question.shoot_out and not game.is_of_two
    return bool(due) and due <= answered and not alone


def playing(chats: Chats, game: int, question: AskedQuestion | None) -> set[int]:
    """The active players of a game: who answered one of the two questions before *question*, or of the last
    two, without users whose data was deleted."""
    sql = """
        SELECT DISTINCT user FROM answers WHERE game = ? AND user > 0 AND number IN (
            SELECT number FROM questions WHERE game = ? AND number < ? AND closing IS NOT 'void'
            ORDER BY number DESC LIMIT ?
        )
    """
    before = question.number if question else _LATER
    return {row["user"] for row in chats.rows(sql, game, game, before, _RECENT)}


def earliest_end(game: Game, question: AskedQuestion) -> float:
    """The time before which *question*, which was sent, does not end by itself: in a group, half of the time
    for it or five seconds, whichever is shorter, as others may still be reading it, but for a shoot-out."""
    sent = (question.deadline or 0) - question.seconds
    return sent if game.place.private or question.shoot_out else sent + min(question.seconds / 2, READING)


def of_plan(questions: Iterable[AskedQuestion]) -> int:
    """How many of *questions* count towards the number planned: not those that another replaced."""
    return sum(question.closing is not Closing.REPLACED for question in questions)


def is_gone(chats: Chats, game: Game) -> bool:
    """Whether the starter of *game* no longer plays: is not known, or has answered none of the last questions
    though more have been asked."""
    sql = "SELECT COUNT(*) AS number FROM questions WHERE game = ? AND closing IS NOT 'void'"
    if game.starter is None:
        return True
    asked = int(chats.rows(sql, game.id)[0]["number"])
    return asked > _RECENT and game.starter not in playing(chats, game.id, None)


def players(chats: Chats, game: int) -> set[int]:
    """The users who have answered any question of a game."""
    sql = "SELECT DISTINCT user FROM answers WHERE game = ?"
    return {row["user"] for row in chats.rows(sql, game)}


def table(chats: Chats, game: int, *, counts: bool = False) -> list[Standing]:
    """The standings of a game, first to last; *counts* says that it can have a winner. A shoot-out decides by
    its points, and is not counted among the questions answered. Of two teams or more, all of the best won."""
    sql = """
        SELECT user, SUM(points) AS points, SUM("right" AND NOT q.shoot_out) AS "right",
            SUM(NOT q.shoot_out) AS answered,
            MIN(CASE WHEN "right" AND at > 0 AND NOT q.shoot_out
                THEN MAX(at - (q.deadline - q.seconds), 0) END) AS fastest
        FROM answers JOIN questions q USING (game, number)
        WHERE game = ? GROUP BY user ORDER BY MIN(arrival)
    """
    rows = chats.rows(sql, game)
    standings = placed(
        [Standing(**row, streak=best_streak(_answers_of(chats, game, row["user"]))) for row in rows],
        counts=counts,
    )
    teams = teams_of(chats, game)
    if len(teams) < COMPANY:
        return standings
    best = {user for team in teams if team.place == 1 and team.points for user in team.users}
    return [replace(row, won=counts and row.user in best) for row in standings]


def best_before(chats: Chats, game: Game, user: int) -> int | None:
    """The most points of *user* in an earlier game of this plan in the same chat that was played to its end;
    None without one."""
    sql = """
        SELECT MAX(s.points) AS points FROM standings s JOIN games g USING (game)
        WHERE s.user = ? AND g.chat = ? AND g.cup = ? AND g.game < ? AND g.ending = ? AND g.questions = ?
        AND g.difficulty IS ? AND g.edition IS ? AND g.mode = ?
    """
    plan = game.plan
    row = chats.row(
        sql,
        user,
        game.place.chat,
        chats.cup,
        game.id,
        Ending.PLAYED,
        plan.questions,
        plan.difficulty,
        plan.edition,
        plan.mode,
    )
    return row["points"] if row else None


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
