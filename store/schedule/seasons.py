"""Seasons: the games of a chat in one calendar month, and who won them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from store.chats.boards import BoardRow, board
from store.chats.database import Chats
from store.schedule.due import What, is_due, next_at, set_due

_NOON = 12 * 60  # minutes
FEWEST = 2  # players of a season that has a winner


@dataclass(frozen=True, slots=True)
class Season:
    """The winner of a *month*, which is given by its first day; *name* is as last seen, empty if unknown."""

    month: date
    user: int
    name: str
    points: int
    games: int
    wins: int


def first_of(at: float, zone: ZoneInfo) -> date:
    """The first day of the month in which a time is."""
    return datetime.fromtimestamp(at, zone).date().replace(day=1)


def let_end(chats: Chats, chat: int, now: float, zone: ZoneInfo) -> bool:
    """Let the season of *chat* end at noon on the first day of the next month, unless that is due already;
    whether it was not."""
    if is_due(chats, chat, What.SEASON) is not None:
        return False
    set_due(chats, chat, What.SEASON, end_of_season(now, zone))
    return True


def end_of_season(at: float, zone: ZoneInfo) -> float:
    """When the season in which a time is ends: at noon on the first day of the next month."""
    start = datetime.combine(_next(first_of(at, zone)), time(), zone).timestamp()
    return next_at(start, _NOON, zone)


def _next(month: date) -> date:
    return (month + timedelta(31)).replace(day=1)


def end_season(chats: Chats, chat: int, at: float, zone: ZoneInfo) -> tuple[date, list[BoardRow]]:
    """Keep the winners of the month before that of a time; that month, and its board. The board is empty when
    fewer than :data:`FEWEST` played, or nobody won a point: then the season has no winner."""
    this = first_of(at, zone)
    month = (this - timedelta(1)).replace(day=1)
    since, until = (datetime.combine(day, time(), zone).timestamp() for day in (month, this))
    rows = board(chats, chat, since, until)
    if len(rows) < FEWEST or not rows[0].points:
        return month, []
    with chats.atomic():
        for row in rows:
            if row.place == 1:
                values = (chats.cup, chat, month.isoformat(), row.user, row.points, row.games, row.wins)
                chats.write("INSERT OR REPLACE INTO seasons VALUES (?, ?, ?, ?, ?, ?, ?)", *values)
    return month, rows


def has_begun(chats: Chats, chat: int, at: float, zone: ZoneInfo) -> bool:
    """Whether a game of *chat* has ended in the month in which a time is."""
    return bool(board(chats, chat, datetime.combine(first_of(at, zone), time(), zone).timestamp()))


def seasons_of(chats: Chats, chat: int, most: int) -> list[Season]:
    """The winners of the latest seasons of *chat*, at most so many, latest first."""
    sql = """
        SELECT s.month, s.user, COALESCE(p.name, '') AS name, s.points, s.games, s.wins
        FROM seasons s LEFT JOIN people p USING (user) WHERE s.cup = ? AND s.chat = ?
        ORDER BY s.month DESC, s.user LIMIT ?
    """
    rows = chats.rows(sql, chats.cup, chat, most)
    return [Season(**{**row, "month": date.fromisoformat(row["month"])}) for row in rows]
