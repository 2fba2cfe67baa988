"""Ties by the day of the year they were played on, and days as people type them."""

import json
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.archive.archive import Archive
from store.archive.rows.ties import tie_key_of
from store.cup.ties import TieKey
from store.cup.values import Day
from store.sqlite import Row

# Of a match; in the words of the index on them.
_DAY, _YEAR_OF, _PLAYED = "substr(date, 6)", "substr(date, 1, 4)", "length(date) = 10 AND NOT walkover"


@dataclass(frozen=True, slots=True)
class PlayedOn:
    """A *tie* with a match that was played on *day* in *year*."""

    day: Day
    year: int
    tie: TieKey

    @property
    def date(self) -> date:
        """The very day."""
        return date(self.year, self.day.month, self.day.day)


def ties_on(archive: Archive, days: Sequence[Day], first: int = 0, count: int = -1) -> list[PlayedOn]:
    """The ties of which a match was played on one of these *days* of any year, day by day, latest first.

    *count* of them from the one at *first*, by default all. A match of which only the month or the year
    is known is left out, and so is a walkover.
    """
    sql = f"""
        SELECT DISTINCT edition, round, tie, {_DAY} AS day, CAST({_YEAR_OF} AS INTEGER) AS year FROM matches
        WHERE {_PLAYED} AND {_DAY} IN (SELECT value FROM json_each(?))
        ORDER BY day, year DESC, edition, round, tie LIMIT ? OFFSET ?
    """  # noqa: S608 - of this module alone
    rows = archive.query(sql, [_dates(days), count, first])
    return [PlayedOn(_day_of(row), row["year"], tie_key_of(row)) for row in rows]


def how_many_on(archive: Archive, days: Sequence[Day]) -> int:
    """How many ties :func:`ties_on` has for these *days*."""
    sql = f"""
        SELECT COUNT(*) AS ties FROM (
            SELECT DISTINCT edition, round, tie, {_DAY}, {_YEAR_OF} FROM matches
            WHERE {_PLAYED} AND {_DAY} IN (SELECT value FROM json_each(?))
        )
    """  # noqa: S608 - of this module alone
    return int(archive.query(sql, [_dates(days)])[0]["ties"])


def _dates(days: Sequence[Day]) -> str:
    return json.dumps([str(day)[2:] for day in days])


def _day_of(row: Row) -> Day:
    return Day.parse(f"--{row['day']}")


def nearest_days(day: Day, days: Sequence[Day]) -> list[Day]:
    """Of *days*, in order, those nearest to *day*: itself, or the one before or after it.

    Both when they are equally near, none when there is none.
    """
    if day in days or not days:
        return [day] if days else []
    after = bisect(days, day) % len(days)
    beside = sorted({days[after - 1], days[after]})
    least = min(map(day.days_to, beside))
    return [other for other in beside if day.days_to(other) == least]


def days_of_play(archive: Archive) -> list[Day]:
    """The days of the year on which matches were played, from January on."""
    sql = f"""
        WITH RECURSIVE days (day) AS (
            SELECT MIN({_DAY}) FROM matches WHERE {_PLAYED}
            UNION ALL
            SELECT (SELECT MIN({_DAY}) FROM matches WHERE {_PLAYED} AND {_DAY} > day)
            FROM days WHERE day IS NOT NULL
        )
        SELECT day FROM days WHERE day IS NOT NULL
    """  # noqa: S608 - of this module alone
    return list(map(_day_of, archive.query(sql)))
