"""What other sources add to the season files: ``supplement.toml``.

Every entry names its sources. It never changes what a season file says: where the two
differ, the file is followed and the difference is a finding. It also says how well a fact is
known: what sources do not agree on, what only one of them has, and what was worked out.
"""

import re
from dataclasses import dataclass
from typing import Any

from store.cup.additions import EditionNote, TieAddition
from store.cup.facts import MATCH_FACTS
from store.cup.findings import Doubt, Fact, FindingKind
from store.cup.labels import parse_label
from store.cup.values import Score
from store.seedfiles.toml import Table, TomlFile, is_number

# The arrays of tables that say how well facts are known.
_DOUBTS = {
    "conflicts": FindingKind.CONFLICT,
    "one_source": FindingKind.ONE_SOURCE,
    "worked_out": FindingKind.WORKED_OUT,
    "unknown": FindingKind.UNKNOWN,
}
_SHOOT_OUT = re.compile(r"(\d{1,2})[-–](\d{1,2})")


@dataclass(frozen=True, slots=True)
class Supplement:
    """All additions, in the order of the file."""

    ties: tuple[TieAddition, ...] = ()
    notes: tuple[EditionNote, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def load_supplement(file: TomlFile) -> Supplement:
    """The additions of a ``supplement.toml``.

    :raises store.seedfiles.problems.UnreadableFile: for the first entry that is not as it should be.
    """
    ties, notes, doubts = [], [], []
    for kind, table in file.arrays("ties", "notes", *_DOUBTS):
        if kind == "ties":
            ties.append(_tie(table))
        elif kind == "notes":
            notes.append(_note(table))
        else:
            doubts.append(_doubt(_DOUBTS[kind], table))
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
        **_facts(table),
        advanced=table.text("advanced", "") or None,
        note=table.text("note", "") or None,
        goals=goals,
        line=table.line,
    )
    if addition.advanced not in (None, addition.home, addition.away):
        raise table.problem(f"'{addition.advanced}' went through", f"'{addition.home}' or '{addition.away}'")
    table.done()
    return addition


def _facts(table: Table) -> dict[str, Any]:
    return {
        name: table.number(name) if kind is int else table.text(name, "") or None
        for name, kind in MATCH_FACTS.items()
    }


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


def _doubt(kind: FindingKind, table: Table) -> Doubt:
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
    if kind is FindingKind.ONE_SOURCE and len(doubt.sources) > 1:
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
