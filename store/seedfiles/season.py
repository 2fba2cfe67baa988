"""What the lines of a season file say, and nothing more: the result of reading one.

Line numbers count from 1 and do not take part in comparisons, so that a file written
from a :class:`SeasonFile` reads back equal to it.
"""

from dataclasses import dataclass, field

from store.cup.facts import MatchFacts
from store.cup.labels import Label
from store.cup.values import Minute, PartialDate, Score


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
class MatchLine(MatchFacts):
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
