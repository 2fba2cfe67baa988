"""Titles: cups won and finals lost by each club, in the two ways in which sources count them.

A cup counts for the club under any of its former names. Where some sources count one separately, for a
club of another name, ``clubs.toml`` says so, and it can be counted either way.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from store.archive.coverage import BY_GROUP
from store.cup.labels import Label, parse_label
from store.sqlite import Asks, Row, dump
from store.text.folding import fold_club


@dataclass(frozen=True, slots=True)
class TitleCount:
    """The number of cups that a club had won by an edition. *apart* is the number by the other way of
    counting, None when there is none: without the cups counted for *name*, or these alone where this
    edition is one of them (*own*)."""

    number: int
    apart: int | None = None
    name: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class ClubTitles:
    """The editions that a club *won*, and those of which it *lost* the final, oldest first.

    *name* is the club's name today, or the name for which some sources count these cups separately.
    Clubs with equal numbers of both share a *rank*.
    """

    rank: int
    club: str
    name: str
    won: tuple[Label, ...]
    lost: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class CupsApart:
    """Cups *won* by a *club* that some sources count separately, for a club called *counted_for*.

    *club* is an id, *name* the club's name today.
    """

    club: str
    name: str
    counted_for: str
    won: tuple[Label, ...]


TITLES = """
    CREATE TABLE titles (
        apart INTEGER NOT NULL,
        place INTEGER NOT NULL,
        rank INTEGER NOT NULL,
        club TEXT NOT NULL REFERENCES clubs,
        name TEXT NOT NULL,
        won TEXT NOT NULL,
        lost TEXT NOT NULL,
        PRIMARY KEY (apart, place)
    ) STRICT, WITHOUT ROWID
"""


def title_table(archive: Asks, *, apart: bool) -> list[ClubTitles]:
    """Every club that won or lost a final, sorted by cups won, then by finals lost, most first.

    With *apart*, the cups that some sources count for another name are separate rows.
    """
    rows = archive.query("SELECT * FROM titles WHERE apart = ? ORDER BY place", [int(apart)])
    return list(map(_titles_of, rows))


def _titles_of(row: Row) -> ClubTitles:
    return ClubTitles(row["rank"], row["club"], row["name"], _labels(row["won"]), _labels(row["lost"]))


def titles_of_club(archive: Asks, club: str) -> ClubTitles | None:
    """The finals that *club* won and lost, None without any."""
    rows = archive.query("SELECT * FROM titles WHERE apart = 0 AND club = ?", [club])
    return _titles_of(rows[0]) if rows else None


def _labels(editions: str) -> tuple[Label, ...]:
    return tuple(map(parse_label, json.loads(editions)))


def title_rows(archive: Asks) -> Iterator[dict[str, Any]]:
    """The rows of the table ``titles``, by both ways of counting."""
    clubs = {row["club"]: row for row in archive.query("SELECT club, name, apart FROM clubs")}
    ways: tuple[dict[tuple[str, str], str], ...] = ({}, _apart(clubs.values()))
    for apart, elsewhere in enumerate(ways):
        finals: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        for row in archive.query(_FINALISTS):
            for place, club in enumerate((row["winner"], row["runner_up"])):
                if club is not None:
                    won_apart = None if place else elsewhere.get((club, row["edition"]))
                    name = won_apart or str(clubs[club]["name"])
                    finals.setdefault((club, name), ([], []))[place].append(row["edition"])
        order = sorted(finals.items(), key=lambda row: (-len(row[1][0]), -len(row[1][1]), row[0][1]))
        counts = [(len(won), len(lost)) for _, (won, lost) in order]
        for place, ((club, name), (won, lost)) in enumerate(order, start=1):
            yield {
                "apart": apart,
                "place": place,
                "rank": counts.index((len(won), len(lost))) + 1,
                "club": club,
                "name": name,
                "won": dump(won),
                "lost": dump(lost),
            }


def cups_apart(archive: Asks) -> list[CupsApart]:
    """The cups that sources count in two ways, without those that the club did not win."""
    clubs = archive.query("SELECT club, name, apart FROM clubs WHERE apart != '[]' ORDER BY club")
    won = {(row["edition"], row["winner"]) for row in archive.query(_FINALISTS)} if clubs else set()
    return [
        CupsApart(row["club"], row["name"], name, labels)
        for row in clubs
        for name, editions, _ in json.loads(row["apart"])
        if (labels := tuple(parse_label(edition) for edition in editions if (edition, row["club"]) in won))
    ]


_FINALISTS = f"""
    SELECT edition, first_year, last_year, winner,
        CASE WHEN NOT {BY_GROUP} THEN runner_up END AS runner_up  -- of a final
    FROM editions e
    WHERE held ORDER BY first_year, last_year
"""  # noqa: S608 - of this package alone


def _apart(clubs: Iterable[Row]) -> dict[tuple[str, str], str]:
    """The name for which some sources count a cup, by the winner's id and the edition's id."""
    return {
        (row["club"], edition): name
        for row in clubs
        for name, editions, _ in json.loads(row["apart"])
        for edition in editions
    }


def title_counts(archive: Asks) -> Iterator[tuple[str, TitleCount]]:
    """The number of cups that the winner of each edition had won by then, by the edition's id, oldest first.

    Uncertain ones are left out: when the winner of an edition since the first ever is not known, or when
    another winner shares a word of the name and the two are not both in the registry.
    """
    elsewhere = _apart(archive.query("SELECT club, apart FROM clubs WHERE apart != '[]'"))
    won: dict[str, int] = {}
    counted_apart: dict[tuple[str, str | None], int] = {}
    names: dict[str, list[str]] = {}  # by club: the names that its cups are counted for separately
    bearers: dict[str, set[str]] = {}  # by word of a name: the winners with it
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
        if name and name not in names.setdefault(club, []):
            names[club].append(name)
        counted_apart[club, name] = counted_apart.get((club, name), 0) + 1
        registered[club] = bool(row["registered"])
        alike: set[str] = set()
        for word in fold_club(row["winner_name"]).split():
            alike |= bearers.setdefault(word, set())
            bearers[word].add(club)
        if all(other == club or (registered[club] and registered[other]) for other in alike):
            apart = counted_apart[club, name] if club in names else None
            called = name or ", ".join(names.get(club, ())) or None
            yield row["edition"], TitleCount(won[club], apart, called, own=name is not None)


_WINNERS = """
    SELECT e.edition, e.first_year, e.last_year, e.held, e.winner, e.winner_name, e.first_ever, c.registered
    FROM editions e LEFT JOIN clubs c ON c.club = e.winner ORDER BY e.first_year, e.last_year
"""
