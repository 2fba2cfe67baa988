"""The parser of ``supplement.toml``, which adds facts from other sources to the season files.

Every entry names its sources. It never overrides a season file: where the two differ, the file is
followed and the difference is a finding. It also has doubts about facts: sources disagree, only one
source has it, it was inferred, or it is not known.
"""

from collections import Counter
from dataclasses import dataclass

from store.cup.additions import EditionNote, LineUp, TieAddition
from store.cup.findings import Doubt, FindingKind
from store.seedfiles.entries import entry_of
from store.seedfiles.problems import MOST_PROBLEMS, Problem, UnreadableFile
from store.seedfiles.toml import Table, TomlFile, read_tables

# The kinds of doubts by the name of their array of tables.
_DOUBTS = {
    "conflicts": FindingKind.CONFLICT,
    "one_source": FindingKind.ONE_SOURCE,
    "worked_out": FindingKind.WORKED_OUT,
    "unknown": FindingKind.UNKNOWN,
}


MOST_PLAYERS = 11  # who begin for a club


@dataclass(frozen=True, slots=True)
class Supplement:
    """The entries of the supplement by kind, each in the order of the file."""

    ties: tuple[TieAddition, ...] = ()
    line_ups: tuple[LineUp, ...] = ()
    notes: tuple[EditionNote, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def of_edition(self, edition: str) -> "Supplement":
        """The entries about the edition with this id."""
        return Supplement(
            tuple(entry for entry in self.ties if entry.edition == edition),
            tuple(entry for entry in self.line_ups if entry.edition == edition),
            tuple(entry for entry in self.notes if entry.edition == edition),
            tuple(entry for entry in self.doubts if entry.edition == edition),
        )


def load_supplement(file: TomlFile) -> Supplement:
    """The entries of a ``supplement.toml``.

    :raises store.seedfiles.problems.UnreadableFile: for invalid entries.
    """
    entries = read_tables(file.arrays("ties", "line_ups", "notes", *_DOUBTS), _entry)
    return Supplement(
        ties=tuple(entry for entry in entries if isinstance(entry, TieAddition)),
        line_ups=tuple(entry for entry in entries if isinstance(entry, LineUp)),
        notes=tuple(entry for entry in entries if isinstance(entry, EditionNote)),
        doubts=tuple(entry for entry in entries if isinstance(entry, Doubt)),
    )


def _entry(table: Table) -> TieAddition | LineUp | EditionNote | Doubt:
    if table.name == "ties":
        return _tie(table)
    if table.name == "line_ups":
        return _line_up(table)
    if table.name == "notes":
        return entry_of(table, EditionNote)
    return _doubt(table)


def _tie(table: Table) -> TieAddition:
    addition = entry_of(table, TieAddition)
    for key, club in (("advanced", addition.advanced), ("lots", addition.lots)):
        if club not in (None, addition.home, addition.away):
            expected = f"'{addition.home}' or '{addition.away}'"
            raise UnreadableFile([table.problem(f"'ties.{key}' is '{club}'", expected)])
    return addition


def _line_up(table: Table) -> LineUp:
    line_up = entry_of(table, LineUp)
    problems = []
    if line_up.club not in (line_up.home, line_up.away):
        expected = f"'{line_up.home}' or '{line_up.away}'"
        problems.append(table.problem(f"'line_ups.club' is '{line_up.club}'", expected))
    if len(line_up.players) > MOST_PLAYERS:
        wrong = f"{len(line_up.players)} of 'line_ups.players'"
        problems.append(table.problem(wrong, f"at most {MOST_PLAYERS}"))
    on_the_pitch, named = [*line_up.players], [*line_up.players]
    for change in line_up.substitutions:
        if change.off not in on_the_pitch or change.on in named:
            wrong = f"'{change.on}' for '{change.off}' in 'line_ups.substitutions'"
            problems.append(table.problem(wrong, "a player who was on, and one who had not been"))
        else:
            on_the_pitch.remove(change.off)
            on_the_pitch.append(change.on)
            named.append(change.on)
    named += line_up.reserves
    problems += [
        table.problem(f"'{name}' twice in 'line_ups'", "each player once")
        for name, number in Counter(named).items()
        if number > 1
    ]
    problems += [
        table.problem(f"'{booking.player}' in 'line_ups.booked'", "one of its players")
        for booking in line_up.booked
        if booking.player not in named
    ]
    if problems:
        raise UnreadableFile(problems[:MOST_PROBLEMS])
    return line_up


def _doubt(table: Table) -> Doubt:
    kind = _DOUBTS[table.name]
    doubt = entry_of(table, Doubt, kind=kind)
    problems: list[Problem] = []
    if kind is FindingKind.ONE_SOURCE and len(doubt.sources) > 1:
        problems.append(table.problem(f"{len(doubt.sources)} of '{table.name}.sources'", "one"))
    if bool(doubt.home) != bool(doubt.away) or (doubt.pairs and not doubt.round):
        problems.append(
            table.problem(f"a part of a tie in '{table.name}'", "'round', 'home' and 'away', or none")
        )
    elif doubt.home and doubt.ties:
        problems.append(table.problem(f"a match and ties in '{table.name}'", "either"))
    if problems:
        raise UnreadableFile(problems)
    return doubt
