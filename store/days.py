"""Ties by the day of the year they were played on, and days as people type them."""

import json
import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

from store.archive import Archive
from store.letters import nominatives
from store.rows import Row, tie_key_of
from store.text import words_of
from store.ties import TieKey

_LANGUAGES = ("en", "ru", "kk")
_NUMBERS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*\d{2,4})?\.?")  # 08.11, 8/11/1993
_ISO = re.compile(r"(?:\d{4}|-)-(\d{1,2})-(\d{1,2})")  # 1992-05-08, --05-08
_SHORTEST_MONTH = 3  # letters of a month's name that tell it
_YEAR = 2024  # a leap year: the days of the year that there are
_DAYS = 366

# Of a match; in the words of the index on them.
_DAY, _YEAR_OF, _PLAYED = "substr(date, 6)", "substr(date, 1, 4)", "length(date) = 10 AND NOT walkover"


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day of the year."""

    month: int
    day: int

    @classmethod
    def of(cls, when: date) -> "Day":
        """The day that *when* is."""
        return cls(when.month, when.day)

    def __str__(self) -> str:
        """As ISO 8601 writes a day of any year: ``--05-08``."""
        return f"--{self.month:02}-{self.day:02}"

    @property
    def number(self) -> int:
        """Its place in a leap year, from 1."""
        return self.in_leap_year.timetuple().tm_yday

    @property
    def in_leap_year(self) -> date:
        """It, in some leap year."""
        return date(_YEAR, self.month, self.day)

    def days_to(self, other: "Day") -> int:
        """How many days they are apart, the shorter way round the year."""
        apart = abs(self.number - other.number)
        return min(apart, _DAYS - apart)


def parse_day(text: str) -> Day | None:
    """The day of the year written as *text*: ``8 May``, ``8 мая``, ``8 мамыр``, ``08.05``, ``1992-05-08``.

    None when it is no day.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _day(int(found[2]), int(found[1]))
    if found := _NUMBERS.fullmatch(text):
        return _day(int(found[1]), int(found[2]))
    for form in (text, *nominatives(text.casefold())):
        if day := _in_words(words_of(form)):
            return day
    return None


def _in_words(words: Sequence[str]) -> Day | None:
    """The day of which *words* name the month and write the number."""
    months = [month for word in words if (month := _month(word))]
    numbers = [
        int(number[1]) for word in words if (number := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word))
    ]
    return _day(numbers[0], months[0]) if len(months) == len(numbers) == 1 else None


def _day(day: int, month: int) -> Day | None:
    try:
        return Day.of(date(_YEAR, month, day))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The number of a month by its names in full in every language that is read."""
    names = {"jule": 7}  # as season files write July
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for month, name in Locale.parse(language).months[context]["wide"].items():
                names[name.casefold()] = month
    return names


def _month(word: str) -> int | None:
    """The month that *word*, or only its beginning, names."""
    if word in _months():
        return _months()[word]
    fitting = {month for name, month in _months().items() if name.startswith(word)}
    return fitting.pop() if len(word) >= _SHORTEST_MONTH and len(fitting) == 1 else None


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
    return Day(*map(int, row["day"].split("-")))


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
