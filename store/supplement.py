"""What other sources add to the season files: ``supplement.toml``.

Every entry names its sources. It never changes what a season file says: where the two
differ, the file is followed and the difference is a finding. It also says how well a fact is
known: what sources do not agree on, what only one of them has, and what was worked out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from store.labels import parse_label
from store.season import MatchLine, Score
from store.text import fold
from store.toml import Table, TomlFile, is_number

_SHOOT_OUT = re.compile(r"(\d{1,2})[-–](\d{1,2})")


@dataclass(frozen=True, slots=True)
class TieAddition:
    """Facts that *sources* add to the match of *home* and *away* in a round of an edition.

    *shoot_out* counts the side first named in the season file first. *goals* maps a scorer,
    as the season file writes him, to how many of his side's goals were his.
    """

    edition: str
    round: str
    home: str
    away: str
    sources: tuple[str, ...]
    shoot_out: Score | None = None
    extra_time: bool = False
    venue: str | None = None
    attendance: int | None = None
    referee: str | None = None
    advanced: str | None = None
    note: str | None = None
    goals: dict[str, int] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class EditionNote:
    """Something about an edition that *sources* say."""

    edition: str
    text: str
    sources: tuple[str, ...]
    line: int = field(default=0, compare=False)


class DoubtKind(StrEnum):
    """Why a fact is less than certain; the name of the array of tables that says so."""

    CONFLICT = "conflicts"  # the sources do not agree; the season file holds what is shown
    ONE_SOURCE = "one_source"
    WORKED_OUT = "worked_out"  # it follows from what the sources say
    UNKNOWN = "unknown"  # what a season file cannot say is not known, such as extra time


class Fact(StrEnum):
    """What of an edition, or of one of its ties, can be doubted."""

    DATE = "date"
    VENUE = "venue"
    ATTENDANCE = "attendance"
    REFEREE = "referee"
    SCORE = "score"
    EXTRA_TIME = "extra time"
    SHOOT_OUT = "shoot-out"
    SCORERS = "scorers"
    WINNER = "winner"
    RUNNER_UP = "runner-up"
    MINUTES = "minutes of goals"
    HOME_SIDE = "home side"
    HOLDERS = "holders"
    NAMES = "names of clubs"
    TEAMS = "number of clubs"
    MATCHES = "number of matches"
    WALKOVERS = "walkovers"
    TOP_SCORERS = "top scorers"
    SEMI_FINALS = "semi-finals"
    ANNULLED = "annulled final"


@dataclass(frozen=True, slots=True)
class Doubt:
    """That *facts* of an edition are less than certain, in the words of *text*, by *sources*.

    Of the match of *home* and *away* in a *round* when these are given, else of the whole edition.
    """

    kind: DoubtKind
    edition: str
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]
    text: str = ""
    round: str = ""
    home: str = ""
    away: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Supplement:
    """All additions, in the order of the file."""

    ties: tuple[TieAddition, ...] = ()
    notes: tuple[EditionNote, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def load_supplement(file: TomlFile) -> Supplement:
    """The additions of a ``supplement.toml``.

    :raises store.season.UnreadableFile: for the first entry that is not as it should be.
    """
    ties, notes, doubts = [], [], []
    for kind, table in file.arrays("ties", "notes", *DoubtKind):
        if kind == "ties":
            ties.append(_tie(table))
        elif kind == "notes":
            notes.append(_note(table))
        else:
            doubts.append(_doubt(DoubtKind(kind), table))
    return Supplement(tuple(ties), tuple(notes), tuple(doubts))


def _edition(table: Table) -> str:
    label = table.text("edition")
    try:
        return parse_label(label).id
    except ValueError:
        raise table.problem(f"the edition '{label}'", "one such as 1993 or 1996-97") from None


def _sources(table: Table) -> tuple[str, ...]:
    sources = table.texts("sources")
    if not sources:
        raise table.problem(f"an entry of '{table.name}' without 'sources'", "at least one")
    return sources


def _tie(table: Table) -> TieAddition:
    goals = table.table("goals")
    if not all(is_number(number) and number for number in goals.values()):
        raise table.problem("'goals'", "numbers above 0 by scorer")
    addition = TieAddition(
        edition=_edition(table),
        round=table.text("round"),
        home=table.text("home"),
        away=table.text("away"),
        sources=_sources(table),
        shoot_out=_score(table),
        extra_time=table.flag("extra_time", False),
        venue=table.text("venue", "") or None,
        attendance=table.number("attendance"),
        referee=table.text("referee", "") or None,
        advanced=table.text("advanced", "") or None,
        note=table.text("note", "") or None,
        goals=goals,
        line=table.line,
    )
    if addition.advanced not in (None, addition.home, addition.away):
        raise table.problem(f"'{addition.advanced}' went through", f"'{addition.home}' or '{addition.away}'")
    table.done()
    return addition


def _score(table: Table) -> Score | None:
    written = table.text("shoot_out", "")
    if not written:
        return None
    found = _SHOOT_OUT.fullmatch(written)
    if not found or found[1] == found[2]:
        raise table.problem(f"the shoot-out '{written}'", "two different numbers such as 3-5")
    return Score(int(found[1]), int(found[2]))


def _note(table: Table) -> EditionNote:
    note = EditionNote(
        edition=_edition(table),
        text=table.text("text"),
        sources=_sources(table),
        line=table.line,
    )
    table.done()
    return note


def _doubt(kind: DoubtKind, table: Table) -> Doubt:
    doubt = Doubt(
        kind=kind,
        edition=_edition(table),
        sources=_sources(table),
        facts=tuple(_fact(table, name) for name in table.texts("facts")),
        text=table.text("text", ""),
        round=table.text("round", ""),
        home=table.text("home", ""),
        away=table.text("away", ""),
        line=table.line,
    )
    if not doubt.facts:
        raise table.problem(f"an entry of '{table.name}' without 'facts'", "at least one")
    if kind is DoubtKind.ONE_SOURCE and len(doubt.sources) > 1:
        raise table.problem(f"{len(doubt.sources)} sources of an entry of '{table.name}'", "one")
    if len({bool(part) for part in (doubt.round, doubt.home, doubt.away)}) > 1:
        raise table.problem(f"a part of a tie in '{table.name}'", "'round', 'home' and 'away', or none")
    table.done()
    return doubt


def _fact(table: Table, name: str) -> Fact:
    try:
        return Fact(name)
    except ValueError:
        raise table.problem(f"the fact '{name}'", f"one of {', '.join(Fact)}") from None


class Additions:
    """The supplement's entries for one edition, and which of them have met their match."""

    def __init__(self, edition: str, supplement: Supplement) -> None:
        self._edition = edition
        self._entries = [entry for entry in supplement.ties if entry.edition == edition]
        self._met: set[int] = set()
        self._doubts = [doubt for doubt in supplement.doubts if doubt.edition == edition]
        self._lines: dict[tuple[str, str, str], int] = {}  # of the matches there are

    def doubts(self) -> Iterator[tuple[Doubt, int]]:
        """What is doubted, with the line of the match it is of: 0 for the whole edition."""
        for doubt in self._doubts:
            if not doubt.home:
                yield doubt, 0
            elif line := self._lines.get((fold(doubt.round), doubt.home, doubt.away)):
                yield doubt, line

    def take(self, round_: str, line: MatchLine) -> TieAddition:
        """All that is added to the match of *line* in one entry; of two values the first.

        Goals count for a name that stands once on the match's lines of scorers. An entry with
        another name still adds its other facts, and is :meth:`lost`.
        """
        merged = TieAddition(self._edition, round_, line.home, line.away, ())
        self._lines.setdefault((fold(round_), line.home, line.away), line.line)
        names = [scorer.name for scorer in (*line.home_scorers, *line.away_scorers)]
        for index, entry in enumerate(self._entries):
            if (fold(entry.round), entry.home, entry.away) == (fold(round_), line.home, line.away):
                clear = {name: goals for name, goals in entry.goals.items() if names.count(name) == 1}
                if clear == entry.goals:
                    self._met.add(index)
                merged = _merge(merged, replace(entry, goals=clear))
        return merged

    def lost(self) -> list[TieAddition | Doubt]:
        """The entries whose match, or whose scorers, the season file doesn't have."""
        known = [doubt for doubt, _ in self.doubts()]
        return [
            *(entry for index, entry in enumerate(self._entries) if index not in self._met),
            *(doubt for doubt in self._doubts if doubt not in known),
        ]


def _merge(first: TieAddition, second: TieAddition) -> TieAddition:
    return replace(
        first,
        shoot_out=first.shoot_out or second.shoot_out,
        extra_time=first.extra_time or second.extra_time,
        venue=first.venue or second.venue,
        attendance=second.attendance if first.attendance is None else first.attendance,
        referee=first.referee or second.referee,
        advanced=first.advanced or second.advanced,
        note=" ".join(filter(None, (first.note, second.note))) or None,
        goals={**second.goals, **first.goals},
    )
