"""What is due in which chat at what time, on record, so that it survives any restart.

Times are in seconds since 1970, by the machine's clock, as people's are.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from store.chats.database import Chats


class What(StrEnum):
    """The kinds of what can be due."""

    DAILY = "daily"  # the question of the day
    SEASON = "season"  # the end of a month of games
    CLUBS = "clubs"  # a day of a club that is followed
    TODAY = "today"  # what was played on a day


@dataclass(frozen=True, slots=True)
class Due:
    """What is due in a chat *at* a time."""

    chat: int
    what: What
    at: float


def set_due(chats: Chats, chat: int, what: What, at: float) -> None:
    """Let something be due in *chat*, in place of the time that it was due before."""
    sql = "INSERT INTO due VALUES (?, ?, ?, ?) ON CONFLICT (cup, chat, what) DO UPDATE SET at = excluded.at"
    chats.write(sql, chats.cup, chat, what, at)


def is_due(chats: Chats, chat: int, what: What) -> float | None:
    """When something is due in *chat*; None when it is not."""
    row = chats.row("SELECT at FROM due WHERE (cup, chat, what) = (?, ?, ?)", chats.cup, chat, what)
    return row["at"] if row else None


def drop_due(chats: Chats, chat: int, what: What) -> None:
    """Let something no longer be due in *chat*."""
    chats.write("DELETE FROM due WHERE (cup, chat, what) = (?, ?, ?)", chats.cup, chat, what)


def next_due(chats: Chats) -> float | None:
    """The time when the next is due in any chat; None when nothing is."""
    row = chats.row("SELECT MIN(at) AS at FROM due WHERE cup = ?", chats.cup)
    return row["at"] if row else None


def take_due(chats: Chats, now: float, most: int, lease: float) -> list[Due]:
    """At most so many of what is due, in order, each of which is due again only after the *lease* in seconds:
    until then, the taker sets when it is due next."""
    sql = "SELECT chat, what, at FROM due WHERE cup = ? AND at <= ? ORDER BY at, chat, what LIMIT ?"
    with chats.atomic():
        rows = chats.rows(sql, chats.cup, now, most)
        taken = [Due(row["chat"], What(row["what"]), row["at"]) for row in rows]
        chats.each(
            "UPDATE due SET at = ? WHERE (cup, chat, what) = (?, ?, ?)",
            ((now + lease, chats.cup, one.chat, one.what) for one in taken),
        )
    return taken


def due_later(chats: Chats, what: What, after: float) -> list[Due]:
    """What is due in any chat later than *after*: so far ahead that the clock was wrong when it was set."""
    sql = "SELECT chat, what, at FROM due WHERE cup = ? AND what = ? AND at > ?"
    return [Due(row["chat"], what, row["at"]) for row in chats.rows(sql, chats.cup, what, after)]


def next_at(now: float, minute: int, zone: ZoneInfo) -> float:
    """The first time after *now* at which it is so many minutes past midnight in *zone*; on a day whose
    clocks leave that time out, when it would have been."""
    day = datetime.fromtimestamp(now, zone).date()
    while True:
        at = datetime.combine(day, time(*divmod(minute, 60)), zone).timestamp()
        if at > now:
            return at
        day += timedelta(1)


def moved_to(at: float, zone: ZoneInfo, other: ZoneInfo) -> float:
    """The time at which clocks in *other* show what those in *zone* show *at* a time."""
    return datetime.fromtimestamp(at, zone).replace(tzinfo=other).timestamp()


def latest_at(now: float, minute: int, zone: ZoneInfo) -> float:
    """The latest time up to *now* at which it was so many minutes past midnight in *zone*."""
    day = datetime.fromtimestamp(now, zone).date()
    while True:
        at = datetime.combine(day, time(*divmod(minute, 60)), zone).timestamp()
        if at <= now:
            return at
        day -= timedelta(1)


def time_of(minute: int) -> str:
    """So many minutes past midnight as a time, such as ``12:00``."""
    return f"{minute // 60:02}:{minute % 60:02}"


def offset_at(at: float, zone: ZoneInfo) -> str:
    """How far *zone* is from UTC at a time, such as ``UTC+5`` or ``UTC-3:30``."""
    offset = datetime.fromtimestamp(at, zone).utcoffset() or timedelta()
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}{f':{minutes:02}' if minutes else ''}"


def day_at(at: float, zone: ZoneInfo) -> date:
    """The date *at* a time in *zone*."""
    return datetime.fromtimestamp(at, zone).date()
