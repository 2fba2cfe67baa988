"""Who is who: ``clubs.toml`` and ``players.toml``.

Which names are one club (or one man), with the source of each claim. Both files are
optional: a name that no registry knows stands for a club, or a player, of its own.
"""

import re

from store.cup.clubs import Apart, ClubName, RegisteredClub
from store.cup.labels import parse_label
from store.cup.players import RegisteredPlayer
from store.seedfiles.toml import Table, TomlFile
from store.text.folding import key_as_written
from store.text.vocabulary import LANGUAGES

_ID = re.compile(r"[a-z][a-z0-9-]{0,24}")  # two of them fit into a button of Telegram's


def load_clubs(file: TomlFile) -> list[RegisteredClub]:
    """The identities of a ``clubs.toml``.

    :raises store.seedfiles.problems.UnreadableFile: for the first that is not as it should be.
    """
    clubs = []
    written: dict[tuple[str, str], str] = {}
    for table in file.tables():
        club = _club(table)
        for edition, names in club.editions.items():
            for name in names:
                other = written.setdefault((edition, key_as_written(name)), club.id)
                if other != club.id:
                    raise table.problem(f"'{name}' of {edition} is '{other}' too", "one club")
        clubs.append(club)
    return clubs


def _club(table: Table) -> RegisteredClub:
    _check_id(table)
    sources = table.texts("sources")
    club = RegisteredClub(
        id=table.name,
        name=table.text("name"),
        registered=True,
        city=table.text("city", ""),
        city_then=table.text("city_then", ""),
        city_names=table.texts("city_names"),
        founded=table.text("founded", ""),
        dissolved=table.text("dissolved", ""),
        note=table.text("note", ""),
        not_to_mistake=table.text("not_to_mistake", ""),
        confidence=table.text("confidence", ""),
        sources=sources,
        editions=_editions(table),
        apart=tuple(map(_apart, table.list("apart"))),
        names=tuple(_name(entry, sources) for entry in table.list("names")),
        line=tuple(_name(entry, sources, dated=True) for entry in table.list("line")),
    )
    counted = [edition for apart in club.apart for edition in apart.editions]
    if len(set(counted)) < len(counted) or any(apart.name == club.name for apart in club.apart):
        raise table.problem(f"'apart' of '{table.name}'", "each edition once, for another name than its own")
    table.done()
    return club


def _check_id(table: Table) -> None:
    if not _ID.fullmatch(table.name):
        raise table.problem(f"the id '{table.name}'", "up to 25 small letters, digits and hyphens")


def _apart(table: Table) -> Apart:
    labels = table.texts("editions")
    try:
        editions = tuple(parse_label(label).id for label in labels)
    except ValueError:
        raise table.problem("'editions' of 'apart'", "a list such as 1993 or 1996-97") from None
    apart = Apart(table.text("name"), editions, table.texts("sources"))
    if not (apart.editions and apart.sources):
        raise table.problem(f"'{apart.name}' in '{table.name}'", "its 'editions' and 'sources'")
    table.done()
    return apart


def _editions(table: Table) -> dict[str, tuple[str, ...]]:
    editions = {}
    for label, names in table.table("editions").items():
        try:
            edition = parse_label(label).id
        except ValueError:
            raise table.problem(f"'{label}' in 'editions'", "an edition such as 1993 or 1996-97") from None
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            raise table.problem(f"the names of {label}", "a list of texts")
        editions[edition] = tuple(names)
    return editions


def _name(table: Table, sources: tuple[str, ...], *, dated: bool = False) -> ClubName:
    name = ClubName(
        name=table.text("name"),
        language=table.text("language", "en"),
        since=table.number("from"),
        until=table.number("to"),
        verified=table.flag("verified", True),
        sources=table.texts("sources") or sources,
    )
    if dated and name.since is None:
        raise table.problem(f"'{name.name}' in the line of names", "the year 'from' which it was borne")
    if name.language not in LANGUAGES:
        raise table.problem(f"the language '{name.language}'", "en, ru or kk")
    table.done()
    return name


def load_players(file: TomlFile) -> list[RegisteredPlayer]:
    """The men of a ``players.toml``.

    :raises store.seedfiles.problems.UnreadableFile: for the first that is not as it should be.
    """
    players = []
    for table in file.tables():
        _check_id(table)
        appearances = []
        for entry in table.list("appearances"):
            try:
                edition = parse_label(entry.text("edition")).id
            except ValueError:
                raise table.problem(f"'edition' of '{table.name}'", "such as 1993 or 1996-97") from None
            club, names = entry.text("club"), entry.texts("names")
            entry.done()
            appearances += [(edition, club, name) for name in names]
        players.append(
            RegisteredPlayer(
                id=table.name,
                name=table.text("name"),
                russian=table.text("russian", ""),
                confidence=table.text("confidence", ""),
                sources=table.texts("sources"),
                appearances=tuple(appearances),
            )
        )
        table.done()
    return players
