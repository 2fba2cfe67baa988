"""The parser of ``supplement.toml``, which adds facts from other sources to the season files.

Every entry names its sources. It never overrides a season file: where the two differ, the file is
followed and the difference is a finding. It also has doubts about facts: sources disagree, only one
source has it, it was inferred, or it is not known.
"""

from dataclasses import dataclass

from store.cup.additions import EditionNote, TieAddition
from store.cup.findings import Doubt, FindingKind
from store.seedfiles.entries import entry_of
from store.seedfiles.problems import Problem, UnreadableFile
from store.seedfiles.toml import Table, TomlFile, read_tables

# The kinds of doubts by the name of their array of tables.
_DOUBTS = {
    "conflicts": FindingKind.CONFLICT,
    "one_source": FindingKind.ONE_SOURCE,
    "worked_out": FindingKind.WORKED_OUT,
    "unknown": FindingKind.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Supplement:
    """The entries of the supplement by kind, each in the order of the file."""

    ties: tuple[TieAddition, ...] = ()
    notes: tuple[EditionNote, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def load_supplement(file: TomlFile) -> Supplement:
    """The entries of a ``supplement.toml``.

    :raises store.seedfiles.problems.UnreadableFile: for invalid entries.
    """
    entries = read_tables(file.arrays("ties", "notes", *_DOUBTS), _entry)
    return Supplement(
        ties=tuple(entry for entry in entries if isinstance(entry, TieAddition)),
        notes=tuple(entry for entry in entries if isinstance(entry, EditionNote)),
        doubts=tuple(entry for entry in entries if isinstance(entry, Doubt)),
    )


def _entry(table: Table) -> TieAddition | EditionNote | Doubt:
    if table.name == "ties":
        return _tie(table)
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
