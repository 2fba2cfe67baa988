"""Contradictions and doubts: which facts are less than certain, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from store.text.translatable import N_


class Fact(StrEnum):
    """What of an edition, or of one of its ties, can be doubted: its name in files and in messages."""

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
    """A contradiction, within a season file or between it and other sources, or another reason to doubt."""

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
    DATE = "date"
    PLAYED_ON = "played on"
    ADVANCED = "advanced"
    LEADER_TWICE = "leader twice"
    LEADER_OF_SEVERAL = "leader of several"
    TWICE_IN_ROUND = "twice in round"
    SHOOT_OUT = "shoot-out"
    SAME_CLUB = "same club"
    NAME_OF_SEVERAL = "name of several"
    ADDITION_DIFFERS = "addition differs"
    ADDITION_LOST = "addition lost"
    CONFLICT = "conflict"  # the sources do not agree; the season file holds what is shown
    ONE_SOURCE = "one source"
    WORKED_OUT = "worked out"  # it follows from what the sources say
    UNKNOWN = "unknown"  # what a season file cannot say is not known, such as extra time

    @property
    def is_doubt(self) -> bool:
        """Whether it is a remark of the supplement on how well a fact is known, and no contradiction."""
        return self in DOUBTS


DOUBTS = (FindingKind.CONFLICT, FindingKind.ONE_SOURCE, FindingKind.WORKED_OUT, FindingKind.UNKNOWN)
"""Why a fact is less than certain."""


Value = str | int | tuple[str, ...]
"""What the sentence about a finding says: a text, a number, or several texts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction or a doubt at *line* of the season file (0: of the whole edition).

    *data* holds what the sentence about it needs, by the names that its words use. A doubt is about *facts*,
    by *sources*.
    """

    kind: FindingKind
    line: int = 0
    data: Mapping[str, Value] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """That *facts* of an edition are less than certain, in the words of *text*, by *sources*.

    Of the match of *home* and *away* in a *round* when these are given, else of the whole edition.
    """

    kind: FindingKind
    edition: str
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]
    text: str = ""
    round: str = ""
    home: str = ""
    away: str = ""
    line: int = field(default=0, compare=False)
