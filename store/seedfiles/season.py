"""A parsed season file: the content of its lines, nothing inferred.

Line numbers count from 1 and are excluded from comparisons, so that a file written from a
:class:`SeasonFile` is parsed to an equal one.
"""

from dataclasses import dataclass, field

from store.cup.additions import Translation
from store.cup.facts import MatchFacts
from store.cup.labels import Label
from store.cup.values import MatchStatus, Minute, PartialDate, Score


@dataclass(frozen=True, slots=True)
class Scorer:
    """A scorer in a side's line of scorers.

    *minutes* are those in the line; *count* is the number in brackets, ``(2)``; *penalty* is a ``(pen.)``
    without a minute. Without minutes and count, the line does not say how many goals they scored.
    """

    name: str
    minutes: tuple[Minute, ...] = ()
    count: int | None = None
    own_goal: bool = False
    penalty: bool = False

    @property
    def stated(self) -> int | None:
        """The number of the player's goals in the line, None when it does not say."""
        return len(self.minutes) or self.count


@dataclass(frozen=True, slots=True)
class MatchLine(MatchFacts):
    """The line of a match with the details indented below it.

    *score* is None where the line has none. *half_time* and *full_time* are the scores at half-time and after
    90 minutes. *replay* says that the line calls it a replay, *lots* is the club that won the drawing of
    lots. *home_others* and *away_others* say that the line does not name all scorers of the side.
    """

    home: str
    away: str
    score: Score | None
    date: PartialDate | None = None
    status: MatchStatus = MatchStatus.PLAYED
    extra_time: bool = False
    shoot_out: Score | None = None
    half_time: Score | None = None
    full_time: Score | None = None
    replay: bool = False
    lots: str | None = None
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
class GivenRow:
    """A row of a group's table as a source gives it: matches *played*, *won*, *drawn* and *lost*, *goals* for
    and against (None when the source has none), and *points*."""

    club: str
    played: int
    won: int
    drawn: int
    lost: int
    goals: Score | None
    points: int
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RoundSection:
    """A heading of a round and the matches below it, in the order of the file.

    *byes* are the clubs that went through without a match, *table* the rows of a group's table, *clubs* those
    it is said to have, whatever its matches.
    """

    name: str
    matches: tuple[MatchLine, ...] = ()
    byes: tuple[str, ...] = ()
    table: tuple[GivenRow, ...] = ()
    clubs: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def names(self) -> tuple[tuple[str, int], ...]:
        """The names of clubs in it, each with its line, in the order of the file; may repeat."""
        played = [(name, match.line) for match in self.matches for name in (match.home, match.away)]
        rows = [(row.club, row.line) for row in self.table]
        return (*played, *rows, *((name, self.line) for name in (*self.byes, *self.clubs)))


@dataclass(slots=True)
class SectionDraft:
    """A section as far as its lines have been read."""

    name: str
    line: int
    matches: list[MatchLine] = field(default_factory=list)
    byes: list[str] = field(default_factory=list)
    table: list[GivenRow] = field(default_factory=list)
    clubs: list[str] = field(default_factory=list)

    def whole(self) -> RoundSection:
        """The section, when all of it has been read."""
        lists = tuple(self.matches), tuple(self.byes), tuple(self.table), tuple(self.clubs)
        return RoundSection(self.name, *lists, self.line)


@dataclass(frozen=True, slots=True)
class Claim:
    """A line ``- Key: value`` of the infobox, as written."""

    key: str
    value: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Leader:
    """A top scorer in a claim ``Scoring Leader``; *club* and *goals* are None where the line has none."""

    name: str
    club: str | None
    goals: int | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SeasonFile:
    """A season file as written. *translations* are those of its notes and its summary, *left_out* counts
    lines by kind that say what has no place here. *line* is the one in which the edition begins."""

    label: Label
    competition: str
    claims: tuple[Claim, ...] = ()
    summary: tuple[str, ...] = ()
    rounds: tuple[RoundSection, ...] = ()
    left_out: tuple[tuple[str, int], ...] = field(default=(), compare=False)
    translations: tuple[Translation, ...] = ()
    line: int = field(default=1, compare=False)

    def claim(self, key: str) -> Claim | None:
        """The first claim with this *key*, case-insensitive, that has a value; None without one."""
        key = key.casefold()
        return next((claim for claim in self.claims if claim.key.casefold() == key and claim.value), None)

    def values(self, key: str) -> tuple[str, ...]:
        """The values of all claims with this *key*, case-insensitive, in the order of the file."""
        key = key.casefold()
        return tuple(claim.value for claim in self.claims if claim.key.casefold() == key and claim.value)

    @property
    def held(self) -> bool:
        """False for an edition whose infobox says ``Status: not held``."""
        status = self.claim("Status")
        return status is None or status.value.casefold() != "not held"
