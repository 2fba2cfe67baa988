"""The parser of the registries, ``clubs.toml`` and ``players.toml``.

They list the names and aliases of each club (or player), with the source of each claim. Both files are
optional: a name that is in no registry is a club, or a player, of its own.
"""

import re
from dataclasses import replace

from store.cup.clubs import ClubName, RegisteredClub
from store.cup.players import RegisteredPlayer
from store.seedfiles.entries import entry_of
from store.seedfiles.problems import MOST_PROBLEMS, Problem, UnreadableFile
from store.seedfiles.toml import Table, TomlFile, read_tables
from store.text.folding import key_as_written

_ID = re.compile(r"[a-z][a-z0-9-]{0,24}")  # two of them fit into callback data


def load_clubs(file: TomlFile) -> list[RegisteredClub]:
    """The clubs of a ``clubs.toml``.

    :raises store.seedfiles.problems.UnreadableFile: for invalid entries, or when two clubs have the same
        name in an edition.
    """
    tables = list(file.tables())
    clubs = read_tables(tables, _club)
    written: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for table, club in zip(tables, clubs, strict=True):
        for edition, names in club.editions.items():
            for name in names:
                other = written.setdefault((edition, key_as_written(name)), club.id)
                if other != club.id:
                    problems.append(table.problem(f"'{name}' of {edition} is '{other}' too", "one club"))
    if problems:
        raise UnreadableFile(problems[:MOST_PROBLEMS])
    return clubs


def _club(table: Table) -> RegisteredClub:
    _check_id(table)
    club = entry_of(table, RegisteredClub, id=table.name, registered=True)
    counted = [edition for apart in club.apart for edition in apart.editions]
    if len(set(counted)) < len(counted) or any(apart.name == club.name for apart in club.apart):
        wrong = f"'{table.name}.apart'"
        raise UnreadableFile([table.problem(wrong, "each edition once, for another name than its own")])
    undated = [place for place, name in enumerate(club.line) if name.since is None]
    if undated:
        problems = [table.problem(f"no '{table.name}.line[{place}].from'", "a year") for place in undated]
        raise UnreadableFile(problems[:MOST_PROBLEMS])
    return replace(club, names=_sourced(club.names, club), line=_sourced(club.line, club))


def _sourced(names: tuple[ClubName, ...], club: RegisteredClub) -> tuple[ClubName, ...]:
    """*names*, with the club's sources where they have none of their own."""
    return tuple(name if name.sources else replace(name, sources=club.sources) for name in names)


def _check_id(table: Table) -> None:
    if not _ID.fullmatch(table.name):
        expected = "up to 25 small letters, digits and hyphens"
        raise UnreadableFile([table.problem(f"the id '{table.name}'", expected)])


def load_players(file: TomlFile) -> list[RegisteredPlayer]:
    """The players of a ``players.toml``.

    :raises store.seedfiles.problems.UnreadableFile: for invalid entries.
    """
    return read_tables(file.tables(), _player)


def _player(table: Table) -> RegisteredPlayer:
    _check_id(table)
    return entry_of(table, RegisteredPlayer, id=table.name)
