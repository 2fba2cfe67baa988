"""Boards: how people have done over all games of a chat, or everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from store.chats.database import Chats


class Span(StrEnum):
    """Which games a board counts: those of this week from Monday on, of this month, or all."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"

    def since(self, now: float, zone: ZoneInfo) -> float:
        """When it began, in seconds since 1970, for people in the time zone *zone*."""
        today = datetime.fromtimestamp(now, zone).date()
        first = {
            Span.WEEK: today - timedelta(today.weekday()),
            Span.MONTH: today.replace(day=1),
            Span.ALL: date(1970, 1, 2),
        }[self]
        return datetime.combine(first, time(), zone).timestamp()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One's points over several games; those with as many share a *place*. *wins* counts games that at
    least two played, *streak* is the best."""

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
        """The share of right answers among those given, in per cent."""
        return 100 * self.right / self.answered if self.answered else 0.0


def board(chats: Chats, chat: int | None, since: float = 0.0) -> list[BoardRow]:
    """Everybody who has played in *chat*, everywhere for None, in games that ended at *since* or later;
    most points first. Those who have been forgotten are left out."""
    sql = """
        WITH sums AS (
            SELECT s.user, COALESCE(p.name, '') AS name, SUM(s.points) AS points, COUNT(*) AS games,
                SUM(s.won) AS wins, SUM(s."right") AS "right", SUM(s.answered) AS answered,
                MAX(s.streak) AS streak
            FROM standings s JOIN games g USING (game) LEFT JOIN people p USING (user)
            WHERE s.user > 0 AND (? IS NULL OR g.chat = ?) AND g.ended >= ? GROUP BY s.user
        )
        SELECT RANK() OVER (ORDER BY points DESC) AS place, * FROM sums
        ORDER BY points DESC, wins DESC, "right" DESC, user
    """
    return [BoardRow(**row) for row in chats.rows(sql, chat, chat, since)]


def row_of(rows: Iterable[BoardRow], user: int) -> BoardRow | None:
    """The row of *user*, None when there is none."""
    return next((row for row in rows if row.user == user), None)


def reset_board(chats: Chats, chat: int) -> None:
    """Delete the games of a chat of which the table has been shown, with their answers."""
    chats.write("DELETE FROM games WHERE chat = ? AND told", chat)
