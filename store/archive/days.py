"""Ties by the day of the year on which they were played, and the nearest days with a tie."""

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

_MANY_GOALS = 5  # in a match

# SQL expressions on ``matches``, written as in the index ``matches_by_day``, so that SQLite uses it.
_DAY, _YEAR_OF = "substr(date, 6)", "substr(date, 1, 4)"
_PLAYED = "length(date) = 10 AND status IN ('played', 'abandoned', 'annulled')"


@dataclass(frozen=True, slots=True)
class PlayedOn:
    """A *tie* with a match that was played on *day* in *year*."""

    day: Day
    year: int
    tie: TieKey

    @property
    def date(self) -> date:
        """The calendar date."""
        return date(self.year, self.day.month, self.day.day)


def ties_on(archive: Archive, days: Sequence[Day], first: int = 0, count: int = -1) -> list[PlayedOn]:
    """The ties with a match played on one of *days* in any year, sorted by day, latest year first.

    *count* of them from index *first* on, by default all. Matches that were not played and those with an
    incomplete date are left out.
    """
    sql = f"""
        SELECT DISTINCT edition, round, tie, {_DAY} AS day, CAST({_YEAR_OF} AS INTEGER) AS year FROM matches
        WHERE {_PLAYED} AND {_DAY} IN (SELECT value FROM json_each(?))
        ORDER BY day, year DESC, edition, round, tie LIMIT ? OFFSET ?
    """  # noqa: S608 - of this module alone
    rows = archive.query(sql, [_dates(days), count, first])
    return [PlayedOn(_day_of(row), row["year"], tie_key_of(row)) for row in rows]


def great_days_of(archive: Archive, club: str) -> dict[Day, list[PlayedOn]]:
    """The days of the year on which *club*, by its id, played a final, a semi-final, or a match of five goals
    or more, with these, latest year first."""
    sql = f"""
        SELECT DISTINCT m.edition, m.round, m.tie, {_DAY} AS day, CAST({_YEAR_OF} AS INTEGER) AS year
        FROM ties t JOIN matches m USING (edition, round, tie) JOIN rounds r USING (edition, round)
        WHERE (t.home = :club OR t.away = :club) AND {_PLAYED} AND status = 'played'
            AND (r.code IN ('F', 'SF') OR m.home_goals + m.away_goals >= {_MANY_GOALS})
        ORDER BY day, year DESC, m.edition, m.round, m.tie
    """  # noqa: S608 - of this module alone
    found: dict[Day, list[PlayedOn]] = {}
    for row in archive.query(sql, {"club": club}):
        day = _day_of(row)
        found.setdefault(day, []).append(PlayedOn(day, row["year"], tie_key_of(row)))
    return found


def how_many_on(archive: Archive, days: Sequence[Day]) -> int:
    """The number of ties that :func:`ties_on` returns for *days*."""
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
    """The nearest of *days*, which are sorted, to *day*: *day* itself, or the one before or after it.

    Both when they are equally near; empty when *days* is empty.
    """
    if day in days or not days:
        return [day] if days else []
    after = bisect(days, day) % len(days)
    beside = sorted({days[after - 1], days[after]})
    least = min(map(day.days_to, beside))
    return [other for other in beside if day.days_to(other) == least]


def days_of_play(archive: Archive) -> list[Day]:
    """The days of the year on which matches were played, sorted from January on."""
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
