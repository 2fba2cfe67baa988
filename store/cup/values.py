"""Value types for facts of a match: dates, scores and minutes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class MatchStatus(StrEnum):
    """Whether a match was played, and what stands in the place of its result when it does not count."""

    PLAYED = "played"
    WALKOVER = "walkover"  # not played; won by the club named first
    AWARDED = "awarded"  # its result was set by a ruling
    ABANDONED = "abandoned"  # not played to its end
    ANNULLED = "annulled"  # played, and struck from the record
    CANCELLED = "cancelled"  # not played
    FIXTURE = "fixture"  # drawn; not played yet, or nothing more is known


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as it is known: *day*, or *day* and *month*, may be missing."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def exact(self) -> date | None:
        """The full date, None when only the month or the year is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        """ISO 8601 to the precision known: ``1993-11-08``, ``2012-11`` or ``2012``."""
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)

    @classmethod
    def of(cls, text: str) -> "PartialDate":
        """The date parsed from *text*, the format of :meth:`__str__`."""
        return cls(*(int(part) for part in text.split("-")))


@dataclass(frozen=True, slots=True)
class Score:
    """Goals, or penalties scored, of the side named first and of the other."""

    home: int
    away: int

    @property
    def level(self) -> bool:
        """Whether both sides have the same number."""
        return self.home == self.away

    @property
    def turned(self) -> "Score":
        """The score with the sides swapped."""
        return Score(self.away, self.home)

    @property
    def total(self) -> int:
        """The sum of both sides."""
        return self.home + self.away


@dataclass(frozen=True, slots=True)
class Minute:
    """The minute of a goal: ``45+2'`` is minute 45 with stoppage time 2."""

    minute: int
    stoppage: int = 0
    penalty: bool = False

    def __str__(self) -> str:
        return f"{self.minute}+{self.stoppage}" if self.stoppage else str(self.minute)


LEAP_YEAR = 2024  # has every day of the year


_DAYS = 366


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day of the year: month and day."""

    month: int
    day: int

    @classmethod
    def of(cls, when: date) -> "Day":
        """The day of the year of a date."""
        return cls(when.month, when.day)

    def __str__(self) -> str:
        """In the format of ISO 8601 without a year: ``--05-08``."""
        return f"--{self.month:02}-{self.day:02}"

    @classmethod
    def parse(cls, text: str) -> "Day":
        """The day parsed from *text*, the format of :meth:`__str__`.

        :raises ValueError: when there is no such day.
        """
        return cls.of(date.fromisoformat(f"{LEAP_YEAR}{text[1:]}"))

    @property
    def number(self) -> int:
        """The ordinal of the day in a leap year, from 1."""
        return self.in_leap_year.timetuple().tm_yday

    @property
    def in_leap_year(self) -> date:
        """The day as a date in a leap year."""
        return date(LEAP_YEAR, self.month, self.day)

    def days_to(self, other: "Day") -> int:
        """The number of days between the two, the shorter way round the year."""
        apart = abs(self.number - other.number)
        return min(apart, _DAYS - apart)


class Bounded(Protocol):
    """A number of goals, known exactly or between bounds; *high* None means no upper bound."""

    @property
    def low(self) -> int: ...  # noqa: D102
    @property
    def high(self) -> int | None: ...  # noqa: D102
