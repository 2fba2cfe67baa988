"""Dates, scores and minutes: what facts of a match are made of."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precisely as it is known: *day*, or *day* and *month*, may be missing."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def exact(self) -> date | None:
        """The calendar day, or None when only month or year is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        """ISO 8601 to the precision known: ``1993-11-08``, ``2012-11`` or ``2012``."""
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)

    @classmethod
    def of(cls, text: str) -> "PartialDate":
        """The date that :meth:`__str__` wrote as *text*."""
        return cls(*(int(part) for part in text.split("-")))


@dataclass(frozen=True, slots=True)
class Score:
    """Goals, or scored penalties, of the side named first and of the other."""

    home: int
    away: int

    @property
    def level(self) -> bool:
        """Whether both sides have the same number."""
        return self.home == self.away

    @property
    def turned(self) -> "Score":
        """The same from the other side."""
        return Score(self.away, self.home)

    @property
    def total(self) -> int:
        """Both sides together."""
        return self.home + self.away


@dataclass(frozen=True, slots=True)
class Minute:
    """When a goal fell: ``45+2'`` is minute 45 with stoppage 2."""

    minute: int
    stoppage: int = 0
    penalty: bool = False

    def __str__(self) -> str:
        return f"{self.minute}+{self.stoppage}" if self.stoppage else str(self.minute)


LEAP_YEAR = 2024  # a leap year: the days of the year that there are


_DAYS = 366


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

    @classmethod
    def parse(cls, text: str) -> "Day":
        """The day that :meth:`__str__` wrote as *text*.

        :raises ValueError: when there is no such day.
        """
        return cls.of(date.fromisoformat(f"{LEAP_YEAR}{text[1:]}"))

    @property
    def number(self) -> int:
        """Its place in a leap year, from 1."""
        return self.in_leap_year.timetuple().tm_yday

    @property
    def in_leap_year(self) -> date:
        """It, in some leap year."""
        return date(LEAP_YEAR, self.month, self.day)

    def days_to(self, other: "Day") -> int:
        """How many days they are apart, the shorter way round the year."""
        apart = abs(self.number - other.number)
        return min(apart, _DAYS - apart)


class Bounded(Protocol):
    """A number of goals known exactly or between bounds; *high* None is open."""

    @property
    def low(self) -> int: ...  # noqa: D102
    @property
    def high(self) -> int | None: ...  # noqa: D102
