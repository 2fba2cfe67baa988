"""The parser of the registries: ``clubs.toml``, ``players.toml``, ``places.toml`` and ``referees.toml``.

They list the names and aliases of each club (or player, place, referee), with the source of each claim. All
files are optional: a name that is in no registry is a club, or a player, of its own.
"""

import re
from dataclasses import replace

from store.cup.clubs import ClubName, RegisteredClub
from store.cup.places import Place
from store.cup.players import Referee, RegisteredPlayer
from store.seedfiles.entries import entry_of
from store.seedfiles.problems import MOST_PROBLEMS, Problem, UnreadableFile
from store.seedfiles.toml import Table, TomlFile, read_tables
from store.text.folding import key_as_written

_COLOUR = re.compile(r"#[0-9a-f]{6}")
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
    if bool(club.colours) != bool(club.colours_sources) or not all(map(_COLOUR.fullmatch, club.colours)):
        expected = "such as ['#ffd200', '#000000'], with 'colours_sources'"
        raise UnreadableFile([table.problem(f"'{table.name}.colours'", expected)])
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


def load_places(file: TomlFile) -> list[Place]:
    """The places of a ``places.toml``, cities and countries before the venues in them.

    :raises store.seedfiles.problems.UnreadableFile: for invalid entries, when a venue is in no city of the
        file, or when two cities, or two venues of a city, have the same name.
    """
    tables = list(file.tables())
    places = read_tables(tables, _place)
    cities = {place.id for place in places if not place.is_venue}
    written: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for table, place in zip(tables, places, strict=True):
        if place.is_venue and place.city not in cities:
            problems.append(table.problem(f"'{place.id}.city' is '{place.city}'", "the id of a city here"))
        for name, _ in place.named():
            other = written.setdefault((place.city, key_as_written(name)), place.id)
            if other != place.id:
                problems.append(table.problem(f"'{name}' is '{other}' too", "one place"))
    if problems:
        raise UnreadableFile(problems[:MOST_PROBLEMS])
    return sorted(places, key=lambda place: place.is_venue)


def _place(table: Table) -> Place:
    _check_id(table)
    return entry_of(table, Place, id=table.name)


def load_referees(file: TomlFile) -> list[Referee]:
    """The referees of a ``referees.toml``.

    :raises store.seedfiles.problems.UnreadableFile: for invalid entries, or when two have the same name.
    """
    tables = list(file.tables())
    referees = read_tables(tables, _referee)
    written: dict[str, str] = {}
    problems = [
        table.problem(f"'{name}' is '{other}' too", "one referee")
        for table, referee in zip(tables, referees, strict=True)
        for name in (referee.name, *referee.also)
        if (other := written.setdefault(key_as_written(name), referee.id)) != referee.id
    ]
    if problems:
        raise UnreadableFile(problems[:MOST_PROBLEMS])
    return referees


def _referee(table: Table) -> Referee:
    _check_id(table)
    return entry_of(table, Referee, id=table.name)
