"""Cups won and finals lost, club by club, in the two ways in which sources count them.

A club's cups are its own whatever it was called. Where some sources count a cup apart, for a club
of another name, ``clubs.toml`` says so, and it can be counted either way.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.labels import Label, parse_label
from store.rows import Asks, Row
from store.text import fold_club


@dataclass(frozen=True, slots=True)
class TitleCount:
    """A number of cups won; *apart* is the number by the other way of counting, None when it is the same."""

    number: int
    apart: int | None = None


@dataclass(frozen=True, slots=True)
class ClubTitles:
    """The editions that a club *won*, and those of which it *lost* the final, oldest first.

    *name* is what it is called today, or the name for which some sources count these cups *apart*.
    """

    club: str
    name: str
    won: tuple[Label, ...]
    lost: tuple[Label, ...]
    apart: bool = False


def title_table(archive: Asks, *, apart: bool) -> list[ClubTitles]:
    """Every club that has been in a final, by cups won, then by finals lost; *apart* says how to count."""
    clubs = {row["club"]: row for row in archive.query("SELECT club, name, apart FROM clubs")}
    elsewhere = _apart(clubs.values()) if apart else {}
    finals: dict[tuple[str, str, bool], tuple[list[Label], list[Label]]] = {}
    for row in archive.query(_FINALISTS):
        for place, club in enumerate((row["winner"], row["runner_up"])):
            if club is not None:
                name = elsewhere.get((club, row["edition"]))
                key = (club, name or clubs[club]["name"], name is not None)
                finals.setdefault(key, ([], []))[place].append(Label(row["first_year"], row["last_year"]))
    table = [
        ClubTitles(club, name, tuple(won), tuple(lost), own)
        for (club, name, own), (won, lost) in finals.items()
    ]
    return sorted(table, key=lambda row: (-len(row.won), -len(row.lost), row.name))


def cups_apart(archive: Asks) -> list[tuple[str, str, list[Label]]]:
    """The cups that sources count in two ways: a club's name, the name they are counted for apart, and
    the editions, those the club didn't win left out."""
    clubs = archive.query("SELECT club, name, apart FROM clubs WHERE apart != '[]' ORDER BY club")
    won = {(row["edition"], row["winner"]) for row in archive.query(_FINALISTS)} if clubs else set()
    return [
        (row["name"], name, labels)
        for row in clubs
        for name, editions, _ in json.loads(row["apart"])
        if (labels := [parse_label(edition) for edition in editions if (edition, row["club"]) in won])
    ]


_FINALISTS = """
    SELECT edition, first_year, last_year, winner, runner_up FROM editions
    WHERE held ORDER BY first_year, last_year
"""


def _apart(clubs: Iterable[Row]) -> dict[tuple[str, str], str]:
    """For whom some sources count the cup of a club and an edition, by their ids."""
    return {
        (row["club"], edition): name
        for row in clubs
        for name, editions, _ in json.loads(row["apart"])
        for edition in editions
    }


def title_counts(archive: Asks) -> Iterator[tuple[str, TitleCount]]:
    """How many cups the winner of each edition had won by then, by the edition's id, oldest first.

    Those left out are not certain: the winner of some edition from the first there was up to then is
    not known, or a club without a registry entry won one under a name like this one's.
    """
    elsewhere = _apart(archive.query("SELECT club, apart FROM clubs WHERE apart != '[]'"))
    won: dict[str, int] = {}
    counted_apart: dict[tuple[str, str | None], int] = {}
    bearers: dict[str, set[str]] = {}  # word of a winner's name: winners with such a name
    registered: dict[str, bool] = {}
    last: int | None = None
    for row in archive.query(_WINNERS):
        gap = last is not None and row["first_year"] > last + 1
        if (last is None and not row["first_ever"]) or gap or (row["held"] and row["winner"] is None):
            return
        last = row["last_year"]
        if not row["held"]:
            continue
        club = row["winner"]
        name = elsewhere.get((club, row["edition"]))
        won[club] = won.get(club, 0) + 1
        counted_apart[club, name] = counted_apart.get((club, name), 0) + 1
        registered[club] = bool(row["registered"])
        alike: set[str] = set()
        for word in fold_club(row["winner_name"]).split():
            alike |= bearers.setdefault(word, set())
            bearers[word].add(club)
        if all(other == club or (registered[club] and registered[other]) for other in alike):
            apart = counted_apart[club, name]
            yield row["edition"], TitleCount(won[club], apart if apart != won[club] else None)


_WINNERS = """
    SELECT e.edition, e.first_year, e.last_year, e.held, e.winner, e.winner_name, e.first_ever, c.registered
    FROM editions e LEFT JOIN clubs c ON c.club = e.winner ORDER BY e.first_year, e.last_year
"""
