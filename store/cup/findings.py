"""Findings: contradictions and doubts, that is, which facts are not certain, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from store.text.translatable import N_


class Fact(StrEnum):
    """A fact of an edition or of a tie that can be doubted; the value is its name in files and messages."""

    MATCH = N_("the whole match")
    DATE = N_("date")
    VENUE = N_("venue")
    ATTENDANCE = N_("attendance")
    REFEREE = N_("referee")
    SCORE = N_("score")
    EXTRA_TIME = N_("extra time")
    SHOOT_OUT = N_("shoot-out")
    SCORERS = N_("scorers")
    WINNER = N_("winner")
    RUNNER_UP = N_("runner-up")
    MINUTES = N_("minutes of goals")
    HOME_SIDE = N_("home side")
    HOLDERS = N_("holders")
    NAMES = N_("names of clubs")
    TEAMS = N_("number of clubs")
    MATCHES = N_("number of matches")
    WALKOVERS = N_("walkovers")
    TOP_SCORERS = N_("top scorers")
    SEMI_FINALS = N_("semi-finals")
    ANNULLED = N_("annulled final")


class FindingKind(StrEnum):
    """The kind of a finding: a contradiction, in a season file or with other sources, or another doubt."""

    TEAMS = "teams"
    MATCHES = "matches"
    GOALS = "goals"
    YEAR = "year"
    WINNER = "winner"
    RUNNER_UP = "runner-up"
    BRACKET = "bracket"
    GHOST_SCORER = "ghost scorer"
    MORE_NAMES = "more names"
    FEWER_GOALS = "fewer goals"
    LEADER_UNKNOWN = "leader unknown"
    LEADER_TOTAL = "leader total"
    ABOVE_LEADER = "above leader"
    NOT_LEADING = "not leading"
    DATE = "date"
    PLAYED_ON = "played on"
    ADVANCED = "advanced"
    LEADER_TWICE = "leader twice"
    LEADER_OF_SEVERAL = "leader of several"
    TWICE_IN_ROUND = "twice in round"
    SHOOT_OUT = "shoot-out"
    HALF_TIME = "half-time"
    BOTH_WALKOVERS = "both walkovers"
    FINALS = "finals"
    TABLE = "table"
    TABLE_ROW = "table row"
    TABLE_SUMS = "table sums"
    TWO_GROUPS = "two groups"
    APART = "apart"
    MATCH_TWICE = "match twice"
    DEDUCTED = "deducted"
    STATED_TWICE = "stated twice"
    EXTRA_TIME = "extra time"
    SAME_CLUB = "same club"
    NAME_OF_SEVERAL = "name of several"
    ADDITION_DIFFERS = "addition differs"
    ADDITION_LOST = "addition lost"
    CONFLICT = "conflict"  # the sources disagree; the value of the season file is shown
    ONE_SOURCE = "one source"
    WORKED_OUT = "worked out"  # inferred from the sources
    UNKNOWN = "unknown"  # not known, for facts that a season file cannot mark as unknown, such as extra time

    @property
    def is_doubt(self) -> bool:
        """Whether it is the supplement's remark on the certainty of a fact, not a contradiction."""
        return self in DOUBTS


DOUBTS = (FindingKind.CONFLICT, FindingKind.ONE_SOURCE, FindingKind.WORKED_OUT, FindingKind.UNKNOWN)
"""The reasons why a fact is not certain."""


Value = str | int | tuple[str, ...]
"""A value in the message about a finding: a text, a number, or several texts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction or a doubt at *line* of the season file (0: about the whole edition).

    *data* holds the values for the message about it, by placeholder name. A doubt is about *facts*, by
    *sources*.
    """

    kind: FindingKind
    line: int = 0
    data: Mapping[str, Value] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about *facts* of an edition, in the words of *text*, by *sources*.

    About the match of *home* and *away* in a *round* when these are given; about all matches of the *ties* of
    a round, two clubs each, or of the whole round when only that is given; else about the whole edition.
    """

    kind: FindingKind
    edition: str
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]
    text: str = ""
    round: str = ""
    home: str = ""
    away: str = ""
    ties: tuple[tuple[str, str], ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The clubs of its match, or of its ties; empty for a whole round or edition."""
        return ((self.home, self.away),) if self.home else self.ties

    def is_about(self, home: str, away: str) -> bool:
        """Whether it is about the match of these clubs in its round."""
        if self.home:
            return (self.home, self.away) == (home, away)
        return not self.ties or any({home, away} == set(tie) for tie in self.ties)
