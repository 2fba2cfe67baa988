"""Leaderboards: the points of users over the games of a chat, or of all chats."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from store.chats.database import Chats
from store.chats.points import Standing

KEPT = 100 * 86_400.0  # seconds after its end that a game is kept whose table was shown; boards need 31 days
_AT_ONCE = 5  # games deleted in one go, which takes a few milliseconds

_NEVER = 1e12  # seconds since 1970
EVERYWHERE = 0  # stands for all chats; no chat has this id


class Span(StrEnum):
    """The period that a board covers: this week from Monday on, this month, or all time."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"

    def since(self, now: float, zone: ZoneInfo) -> float | None:
        """The start of the period, in seconds since 1970, in the time zone *zone*; None for all time."""
        if self is Span.ALL:
            return None
        today = datetime.fromtimestamp(now, zone).date()
        first = today - timedelta(today.weekday()) if self is Span.WEEK else today.replace(day=1)
        return datetime.combine(first, time(), zone).timestamp()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A user's row on a board, over several games; equal points share a *place*. *wins* counts games with
    at least two players, *streak* is the longest."""

    place: int
    user: int
    name: str
    points: int
    games: int
    wins: int
    right: int
    answered: int
    streak: int

    @property
    def share(self) -> float:
        """The percentage of right answers among those given."""
        return 100 * self.right / self.answered if self.answered else 0.0


def board(chats: Chats, chat: int, since: float | None = None, until: float = _NEVER) -> list[BoardRow]:
    """The leaderboard of *chat*, most points first, those with its own questions left out: over games that
    ended at *since* or later, which must not be longer ago than games are kept (:data:`KEPT`), and before
    *until*, by default over all time. Users whose data was deleted are left out."""
    sums = _TOTALS if since is None else _RECENT
    sql = f"""
        WITH sums AS ({sums})
        SELECT RANK() OVER (ORDER BY points DESC) AS place, s.user, COALESCE(p.name, '') AS name, points,
            games, wins, "right", answered, streak
        FROM sums s LEFT JOIN people p USING (user) ORDER BY points DESC, wins DESC, "right" DESC, s.user
    """  # noqa: S608 - one of two texts of this module
    since_too = () if since is None else (since, until)
    return [BoardRow(**row) for row in chats.rows(sql, chats.cup, chat, *since_too)]


_TOTALS = "SELECT * FROM totals WHERE cup = ? AND chat = ?"
_OF_THE_CUP = "g.mode NOT IN ('own', 'hosted')"  # games ``g`` whose points count
_RECENT = f"""
    SELECT s.user, SUM(s.points) AS points, COUNT(*) AS games, SUM(s.won) AS wins, SUM(s."right") AS "right",
        SUM(s.answered) AS answered, MAX(s.streak) AS streak
    FROM standings s JOIN games g USING (game)
    WHERE s.user > 0 AND g.cup = ? AND g.chat = ? AND g.ended >= ? AND g.ended < ?
        AND {_OF_THE_CUP} GROUP BY s.user
"""  # noqa: S608 - a condition of this module


def row_of(chats: Chats, chat: int, user: int) -> tuple[BoardRow | None, int]:
    """The row of *user* on the all-time board of *chat*, or of all chats with :data:`EVERYWHERE`, None when
    there is none; and the number of rows on that board."""
    sql = """
        SELECT 1 + (SELECT COUNT(*) FROM totals WHERE cup = t.cup AND chat = t.chat AND points > t.points)
            AS place, t.user, COALESCE(p.name, '') AS name, t.points, t.games, t.wins, t."right", t.answered,
            t.streak
        FROM totals t LEFT JOIN people p USING (user) WHERE t.cup = ? AND t.chat = ? AND t.user = ?
    """
    row = chats.row(sql, chats.cup, chat, user)
    of = chats.rows("SELECT COUNT(*) AS number FROM totals WHERE cup = ? AND chat = ?", chats.cup, chat)
    return BoardRow(**row) if row else None, int(of[0]["number"])


def add_to_totals(chats: Chats, cup: int, chat: int, standings: Iterable[Standing]) -> None:
    """Add the *standings* of a game in *chat* to the totals of its users, for that chat and for all chats."""
    chats.each(
        """
        INSERT INTO totals VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?)
        ON CONFLICT (cup, chat, user) DO UPDATE SET points = points + excluded.points, games = games + 1,
            wins = wins + excluded.wins, "right" = "right" + excluded."right",
            answered = answered + excluded.answered, streak = MAX(streak, excluded.streak)
        """,
        (
            (cup, where, row.user, row.points, int(row.won), row.right, row.answered, row.streak)
            for row in standings
            if row.user > 0
            for where in (chat, EVERYWHERE)
        ),
    )


def reset_board(chats: Chats, chat: int) -> None:
    """Delete the games of a chat whose tables have been shown, with their answers, and all its totals; the
    totals over all chats are computed again."""
    with chats.atomic():
        users = chats.rows("SELECT user FROM totals WHERE cup = ? AND chat = ?", chats.cup, chat)
        chats.write("DELETE FROM games WHERE cup = ? AND chat = ? AND told", chats.cup, chat)
        for table in ("totals", "daily_streaks", "seasons"):
            chats.write(f"DELETE FROM {table} WHERE cup = ? AND chat = ?", chats.cup, chat)  # noqa: S608
        # Games whose table has yet to be shown are kept.
        chats.write(
            f"""
            INSERT INTO totals
            SELECT g.cup, g.chat, s.user, SUM(s.points), COUNT(*), SUM(s.won), SUM(s."right"),
                SUM(s.answered), MAX(s.streak)
            FROM standings s JOIN games g USING (game)
            WHERE g.cup = ? AND g.chat = ? AND s.user > 0 AND {_OF_THE_CUP} GROUP BY s.user
            """,  # noqa: S608 - a condition of this module
            chats.cup,
            chat,
        )
        for row in users:
            key = (chats.cup, row["user"])
            chats.write("DELETE FROM totals WHERE cup = ? AND user = ? AND chat = 0", *key)
            chats.write(
                """
                INSERT INTO totals
                SELECT cup, 0, user, SUM(points), SUM(games), SUM(wins), SUM("right"), SUM(answered),
                    MAX(streak)
                FROM totals WHERE cup = ? AND user = ? GROUP BY user
                """,
                *key,
            )


def prune(chats: Chats, now: float) -> bool:
    """Delete some of the games that ended longer than :data:`KEPT` before *now*; whether there may be more.

    Their questions, answers and standings are deleted with them (foreign keys). The all-time totals of
    boards and ``/me`` stay (``totals``), and so do the counts of questions asked in a chat (``asked``).

    :raises sqlite3.Error: when ``chats.db`` cannot be written.
    """
    sql = """
        DELETE FROM games WHERE game IN (
            SELECT game FROM games WHERE told AND ended < ? ORDER BY ended LIMIT ?
        )
    """
    return chats.write(sql, now - KEPT, _AT_ONCE) == _AT_ONCE
