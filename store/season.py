"""What the lines of a season file say, and nothing more: the result of reading one.

Line numbers count from 1 and do not take part in comparisons, so that a file written
from a :class:`SeasonFile` reads back equal to it.
"""

from dataclasses import dataclass, field
from datetime import date

from store.labels import Label


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


@dataclass(frozen=True, slots=True)
class Scorer:
    """A name on a side's scorers' line.

    *minutes* as far as given; *count* where the line says ``(2)``; *penalty* for a ``(pen.)``
    without a minute. Without minutes and count, how many goals were his is not on the line.
    """

    name: str
    minutes: tuple[Minute, ...] = ()
    count: int | None = None
    own_goal: bool = False
    penalty: bool = False

    @property
    def stated(self) -> int | None:
        """How many goals the line gives him, None when it doesn't say."""
        return len(self.minutes) or self.count


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One line of two clubs with what is indented below it.

    *score* is None for a walkover, and where it is not known. *home_others* and *away_others* say
    that the line doesn't tell whose all goals of the side were.
    """

    home: str
    away: str
    score: Score | None
    date: PartialDate | None = None
    walkover: bool = False
    extra_time: bool = False
    shoot_out: Score | None = None
    home_scorers: tuple[Scorer, ...] = ()
    away_scorers: tuple[Scorer, ...] = ()
    home_others: bool = False
    away_others: bool = False
    venue: str | None = None
    attendance: int | None = None
    referee: str | None = None
    advanced: str | None = None
    notes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)
    home_line: int = field(default=0, compare=False)
    away_line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RoundSection:
    """A ``==Round==`` and the matches below it, in the order of the file."""

    name: str
    matches: tuple[MatchLine, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """A line ``- Key: value`` of the infobox, as written."""

    key: str
    value: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Leader:
    """One of those whom ``Scoring Leader`` names; *club* and *goals* are None where the line gives none."""

    name: str
    club: str | None
    goals: int | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SeasonFile:
    """A season file as it stands."""

    label: Label
    competition: str
    claims: tuple[Claim, ...] = ()
    summary: tuple[str, ...] = ()
    rounds: tuple[RoundSection, ...] = ()

    def claim(self, key: str) -> Claim | None:
        """The first claim with this *key*, upper or lower case alike, that says anything."""
        key = key.casefold()
        return next((claim for claim in self.claims if claim.key.casefold() == key and claim.value), None)

    def values(self, key: str) -> tuple[str, ...]:
        """What all claims with this *key* say, in the order of the file."""
        key = key.casefold()
        return tuple(claim.value for claim in self.claims if claim.key.casefold() == key and claim.value)

    @property
    def held(self) -> bool:
        """False for an edition whose infobox says ``Status: not held``."""
        status = self.claim("Status")
        return status is None or status.value.casefold() != "not held"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file cannot be read: one line of it, what is wrong there, and what was expected."""

    path: str
    line: int
    wrong: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong}, expected {self.expected}"


class UnreadableFile(Exception):
    """A seed file with errors; *problems* in the order of its lines, at least one."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
