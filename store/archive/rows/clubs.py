"""The tables of clubs, club names, and of registered players, places and referees."""

from collections.abc import Iterable
from typing import Any

from store.archive.rows.table import Table, as_json, flag, plain
from store.cup.clubs import Apart, Club, ClubName
from store.cup.places import PlaceName
from store.sqlite import Row

CLUBS = Table(
    "clubs",
    primary=("club",),
    fields=(
        plain("id", "TEXT", "club"),
        plain("name", "TEXT NOT NULL"),
        flag("registered"),
        plain("city", "TEXT NOT NULL"),
        as_json("city_names"),
        plain("founded", "TEXT NOT NULL"),
        plain("dissolved", "TEXT NOT NULL"),
        plain("note", "TEXT NOT NULL"),
        plain("not_to_mistake", "TEXT NOT NULL"),
        plain("confidence", "TEXT NOT NULL"),
        plain("second_team_of", "TEXT NOT NULL"),
        as_json("sources"),
        as_json("colours"),
        as_json("colours_sources"),
        as_json(
            "apart",
            lambda groups: [[apart.name, apart.editions, apart.sources] for apart in groups],
            lambda rows: tuple(
                Apart(name, tuple(editions), tuple(sources)) for name, editions, sources in rows
            ),
        ),
    ),
)

CLUB_NAMES = Table(
    "club_names",
    primary=("club", "kind", "number"),
    key=(
        ("club", "TEXT NOT NULL REFERENCES clubs ON DELETE CASCADE"),
        ("kind", "TEXT NOT NULL CHECK (kind IN ('line', 'name'))"),
        ("number", "INTEGER NOT NULL"),
    ),
    fields=(
        plain("name", "TEXT NOT NULL"),
        plain("language", "TEXT NOT NULL"),
        as_json("of"),
        plain("since", "INTEGER"),
        plain("until", "INTEGER"),
        flag("verified"),
        as_json("sources"),
    ),
)

_IN_EVERY_LANGUAGE = (
    plain("name", "TEXT NOT NULL"),
    plain("russian", "TEXT NOT NULL"),
    plain("kazakh", "TEXT NOT NULL"),
    flag("formed"),
)
"""A player's, place's or referee's name, and whether no source was seen for a form of it."""

PLAYERS = Table(
    "players",
    primary=("player",),
    fields=(
        plain("id", "TEXT", "player"),
        *_IN_EVERY_LANGUAGE,
        as_json("also"),
        plain("confidence", "TEXT NOT NULL"),
        as_json("sources"),
    ),
)

PLACES = Table(
    "places",
    primary=("place",),
    fields=(
        plain("id", "TEXT", "place"),
        *_IN_EVERY_LANGUAGE,
        plain("city", "TEXT NOT NULL"),
        as_json(
            "former",
            lambda names: [
                [known.name, known.russian, known.kazakh, known.since, known.until] for known in names
            ],
            lambda rows: tuple(PlaceName(*row) for row in rows),
        ),
        as_json("also"),
        as_json("sources"),
    ),
)

REFEREES = Table(
    "referees",
    primary=("referee",),
    fields=(
        plain("id", "TEXT", "referee"),
        *_IN_EVERY_LANGUAGE,
        as_json("also"),
        as_json("sources"),
    ),
)

FACT_NAMES = Table(
    "fact_names",
    primary=("fact", "text"),
    fields=(
        plain("fact", "TEXT NOT NULL"),
        plain("text", "TEXT NOT NULL"),
        plain("entry", "TEXT NOT NULL"),
        plain("russian", "TEXT NOT NULL"),
        plain("kazakh", "TEXT NOT NULL"),
    ),
)


def club_of(row: Row, names: Iterable[Row]) -> Club:
    """The club of a row of ``clubs`` with its rows of ``club_names``."""
    known: dict[str, list[ClubName]] = {"line": [], "name": []}
    for name in names:
        known[name["kind"]].append(ClubName(**CLUB_NAMES.values(name)))
    return Club(names=tuple(known["name"]), line=tuple(known["line"]), **CLUBS.values(row))


def name_rows(club: Club) -> list[dict[str, Any]]:
    """The rows of ``club_names`` for *club*."""
    return [
        CLUB_NAMES.row(known, club=club.id, kind=kind, number=number)
        for kind, group in (("line", club.line), ("name", club.names))
        for number, known in enumerate(group, start=1)
    ]
