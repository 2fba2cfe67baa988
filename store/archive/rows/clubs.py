"""Clubs and players as rows of the archive, both ways."""

import json
from collections.abc import Iterable
from typing import Any

from store.cup.clubs import Apart, Club, ClubName, RegisteredClub
from store.cup.players import RegisteredPlayer
from store.sqlite import Row, dump


def club_of(row: Row, names: Iterable[Row]) -> Club:
    """The club of a row of ``clubs`` with its rows of ``club_names``."""
    known: dict[str, list[ClubName]] = {"line": [], "name": []}
    for name in names:
        sources = tuple(json.loads(name["sources"]))
        fields = (name["name"], name["language"], name["since"], name["until"], bool(name["verified"]))
        known[name["kind"]].append(ClubName(*fields, sources))
    return Club(
        id=row["club"],
        name=row["name"],
        registered=bool(row["registered"]),
        city=row["city"],
        city_then=row["city_then"],
        city_names=tuple(json.loads(row["city_names"])),
        founded=row["founded"],
        dissolved=row["dissolved"],
        note=row["note"],
        not_to_mistake=row["not_to_mistake"],
        apart=tuple(
            Apart(name, tuple(editions), tuple(sources))
            for name, editions, sources in json.loads(row["apart"])
        ),
        names=tuple(known["name"]),
        line=tuple(known["line"]),
    )


def club_rows(club: RegisteredClub) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of a registered club, and those of its names."""
    row = {
        "club": club.id,
        "name": club.name,
        "registered": 1,
        "city": club.city,
        "city_then": club.city_then,
        "city_names": dump(club.city_names),
        "founded": club.founded,
        "dissolved": club.dissolved,
        "note": club.note,
        "not_to_mistake": club.not_to_mistake,
        "confidence": club.confidence,
        "sources": dump(club.sources),
        "apart": dump([[apart.name, apart.editions, apart.sources] for apart in club.apart]),
    }
    names = [
        {
            "club": club.id,
            "kind": kind,
            "number": number,
            "name": known.name,
            "language": known.language,
            "since": known.since,
            "until": known.until,
            "verified": int(known.verified),
            "sources": dump(known.sources),
        }
        for kind, group in (("line", club.line), ("name", club.names))
        for number, known in enumerate(group, start=1)
    ]
    return row, names


def player_row(player: RegisteredPlayer) -> dict[str, Any]:
    """The row of a registered man."""
    return {
        "player": player.id,
        "name": player.name,
        "russian": player.russian,
        "confidence": player.confidence,
        "sources": dump(player.sources),
    }
