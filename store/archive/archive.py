"""Queries of the archive, which return dataclasses, on a read-only connection.

Results are cached: the file of an open archive never changes, see :mod:`store.importing.importer`.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from store.archive.coverage import PLAYED, Totals, labels_where, totals_of
from store.archive.editions import LARGE, LargeEdition, edition_of
from store.archive.rows.clubs import club_of
from store.archive.rows.ties import goals_of, match_of, tie_of
from store.archive.titles import TitleCount
from store.cup.clubs import Club
from store.cup.editions import Edition
from store.cup.labels import Label, find_labels
from store.cup.ties import Match, Tie, TieKey
from store.sqlite import SIZE, Row, named

_TIES = """
    SELECT t.*, r.name AS round_name, r.code, r.kind, e.first_year, e.last_year
    FROM ties t
    JOIN rounds r USING (edition, round)
    JOIN editions e USING (edition)
    WHERE {where}
    ORDER BY e.first_year, e.last_year, t.round, t.tie
"""
_MATCHES = """
    SELECT m.* FROM ties t JOIN matches m USING (edition, round, tie)
    WHERE {where} ORDER BY m.edition, m.round, m.tie, m.leg
"""
_GOALS = """
    SELECT g.* FROM ties t JOIN goals g USING (edition, round, tie)
    WHERE {where} ORDER BY g.edition, g.round, g.tie, g.leg, g.number
"""


_T = TypeVar("_T")


class EditionNotFound(Exception):
    """No edition matches the text *asked*; *known* are all editions of the archive."""

    def __init__(self, asked: str, known: list[Label]) -> None:
        super().__init__(asked)
        self.asked = asked
        self.known = known


class SeveralEditions(Exception):
    """The text *asked* matches several editions, *labels*, oldest first."""

    def __init__(self, asked: str, labels: list[Label]) -> None:
        super().__init__(asked)
        self.asked = asked
        self.labels = labels


class ArchiveUnreadable(sqlite3.DatabaseError):
    """The file of the archive cannot be read any more."""


class EmptyArchive(Exception):
    """The archive has no edition."""


_PAGES = 256  # kB of SQLite's cache; the system has the pages too
_EDITIONS = 64  # size of the cache
_MOST_TIES = 8_000  # in it at most, unless these are of few editions; one takes some 2 kB
_FEWEST = 4  # editions in it


class Archive:
    """The imported archive, on a read-only connection: for the thread that opened it, to be closed."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        self.query(f"PRAGMA cache_size = -{_PAGES}")
        # Frequent queries are cached: while the archive is open, nothing in it changes.
        rows = self.query("SELECT edition, COUNT(*) AS ties FROM ties GROUP BY edition")
        self._ties_of = {str(row["edition"]): int(row["ties"]) for row in rows}
        kept = _MOST_TIES // max(self._ties_of.values(), default=1)
        self.edition = lru_cache(min(max(kept, _FEWEST), _EDITIONS))(self._edition)
        self._known: dict[tuple[object, ...], Any] = {}  # what was worked out once
        self.labels = labels_where(self, "TRUE")
        self.by_id = {label.id: label for label in self.labels}

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """The rows of a query, for modules of this package that query more than one edition.
        :raises ArchiveUnreadable: when the file cannot be read any more.
        """
        try:
            cursor = self._connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except sqlite3.Error as error:
            raise ArchiveUnreadable(str(error)) from error

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one after the other, for those that are too many to be held at once.

        :raises ArchiveUnreadable: when the file cannot be read any more.
        """
        try:
            yield from self._connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise ArchiveUnreadable(str(error)) from error

    def once(self, work_out: Callable[..., _T], **arguments: Any) -> _T:
        """What *work_out* returns for this archive, in which nothing changes; it is called once."""
        key = work_out, *arguments.items()
        if key not in self._known:
            self._known[key] = work_out(self, **arguments)
        known: _T = self._known[key]
        return known

    def size(self) -> int:
        """The size of the file, in bytes.

        :raises sqlite3.Error: when the file cannot be read.
        """
        return int(self.query(SIZE)[0]["size"])

    @cached_property
    def latest(self) -> Label:
        """The newest edition whose final, or winner, is known, else the newest held, else the newest.

        :raises EmptyArchive: when there is no edition.
        """
        if not self.labels:
            raise EmptyArchive
        sql = """
            SELECT first_year, last_year FROM editions e
            ORDER BY winner IS NULL AND NOT EXISTS (
                SELECT 1 FROM rounds r JOIN matches m USING (edition, round)
                WHERE r.edition = e.edition AND r.code = 'F' AND m.status != 'fixture'
            ), held DESC, first_year DESC, last_year DESC LIMIT 1
        """
        row = self.query(sql)[0]
        return Label(row["first_year"], row["last_year"])

    def find_edition(self, text: str) -> Label:
        """The edition that matches *text* as typed by a user; the latest for the empty string.

        An edition of one year (2001) goes before those that have it as one of two (2000–01).

        :raises EditionNotFound: when none matches.
        :raises SeveralEditions: when several match.
        :raises EmptyArchive: when there is no edition.
        """
        if not text:
            return self.latest
        if not self.labels:
            raise EmptyArchive
        found = find_labels(text, self.labels)
        if not found:
            raise EditionNotFound(text, self.labels)
        of_one_year = [label for label in found if label.first == label.last]
        if len(found) > 1 and len(of_one_year) != 1:
            raise SeveralEditions(text, found)
        return found[0] if len(found) == 1 else of_one_year[0]

    def neighbours(self, label: Label) -> tuple[Label | None, Label | None]:
        """The editions before and after *label*, None at the ends."""
        place = self.labels.index(label)
        before = self.labels[place - 1] if place else None
        after = self.labels[place + 1] if place + 1 < len(self.labels) else None
        return before, after

    def _edition(self, label: Label) -> Edition:
        """The edition *label*, which must be one of :attr:`labels`."""
        row = self.query("SELECT * FROM editions WHERE edition = ?", [label.id])[0]
        if self._ties_of.get(label.id, 0) >= LARGE:
            return LargeEdition.of(self, row)
        return edition_of(self, row)

    def ties_where(self, where: str, parameters: dict[str, Any], *, goals: bool = True) -> list[Tie]:
        """The ties that satisfy *where*, an SQL condition on ``ties t``, in order of play; without
        scorers when *goals* is False."""
        scorers: dict[tuple[str, int, int, int], list[Any]] = {}
        for row in self.query(_GOALS.format(where=where), parameters) if goals else ():
            scorers.setdefault((*_tie_key(row), row["leg"]), []).append(goals_of(row))
        matches: dict[tuple[str, int, int], list[Match]] = {}
        for row in self.query(_MATCHES.format(where=where), parameters):
            scored = tuple(scorers.get((*_tie_key(row), row["leg"]), ()))
            matches.setdefault(_tie_key(row), []).append(match_of(row, scored))
        rows = self.query(_TIES.format(where=where), parameters)
        return [tie_of(row, tuple(matches[_tie_key(row)])) for row in rows]

    def titles(self, label: Label) -> TitleCount | None:
        """The number of cups that the winner of *label* had won by then, including it; None if uncertain."""
        sql = "SELECT titles, titles_apart, apart_name, apart_own FROM editions WHERE edition = ?"
        number, apart, name, own = self.query(sql, [label.id])[0].values()
        return None if number is None else TitleCount(number, apart, name, bool(own))

    def club(self, club: str) -> Club | None:
        """The club with the id *club*, None when there is none."""
        return self._clubs.get(club)

    def clubs_of(self, tie: Tie) -> list[Club]:
        """The clubs that played *tie*, home first."""
        return [club for side in (tie.home, tie.away) if (club := self.club(side.club))]

    def clubs(self) -> list[Club]:
        """All clubs, sorted by id."""
        return list(self._clubs.values())

    @cached_property
    def _clubs(self) -> dict[str, Club]:
        names: dict[str, list[Row]] = {}
        for row in self.query("SELECT * FROM club_names ORDER BY club, kind, number"):
            names.setdefault(row["club"], []).append(row)
        rows = self.query("SELECT * FROM clubs ORDER BY club")
        return {row["club"]: club_of(row, names.get(row["club"], ())) for row in rows}

    def names_in_editions(self) -> list[tuple[Label, str, str]]:
        """Every (edition, club id, name) of the season files, oldest edition first."""
        sql = """
            SELECT edition, n.club, n.name
            FROM entrants n JOIN editions e USING (edition)
            ORDER BY e.first_year, e.last_year, n.place, n.number
        """
        same: dict[str, str] = {}  # the ids and names, each of which is one object in all editions
        return [
            (self.by_id[edition], same.setdefault(club, club), same.setdefault(name, name))
            for edition, club, name in self.rows(sql)
        ]

    def some_club(self) -> str:
        """The name of a club for examples: the latest winner, else any club; empty when there is none."""
        sql = """
            SELECT COALESCE(winner_name, (SELECT name FROM entrants n WHERE n.edition = e.edition)) AS name
            FROM editions e WHERE name IS NOT NULL
            ORDER BY winner_name IS NULL, first_year DESC, last_year DESC LIMIT 1
        """
        return next((str(row["name"]) for row in self.query(sql)), "")

    def some_pair(self) -> tuple[str, ...]:
        """The names of two clubs for examples: winner and runner-up of the latest edition with both known,
        else empty."""
        sql = """
            SELECT winner_name, runner_up_name FROM editions
            WHERE winner IS NOT NULL AND runner_up IS NOT NULL
            ORDER BY first_year DESC, last_year DESC LIMIT 1
        """
        return next((tuple(row.values()) for row in self.query(sql)), ())

    def ties_of_club(self, club: str, editions: Sequence[Label]) -> list[Tie]:
        """The ties of *club* in these *editions*, in order of play, without scorers."""
        marks, keys = named(label.id for label in editions)
        where = f"+t.edition IN ({marks}) AND (t.home = :club OR t.away = :club)"  # by the clubs' indexes
        return self.ties_where(where, {"club": club, **keys}, goals=False)

    def tie(self, key: TieKey) -> Tie:
        """The tie with this *key*, which must exist."""
        return self.ties([key])[key]

    def ties(self, keys: Collection[TieKey]) -> dict[TieKey, Tie]:
        """The ties with these *keys*, which must all exist, by key."""
        if not keys:
            return {}
        parameters: dict[str, str | int] = {}
        for place, key in enumerate(keys):
            parameters |= {f"e{place}": key.edition.id, f"r{place}": key.round, f"t{place}": key.number}
        one = "(t.edition = :e{0} AND t.round = :r{0} AND t.tie = :t{0})"
        where = " OR ".join(one.format(place) for place in range(len(keys)))
        return {tie.key: tie for tie in self.ties_where(where, parameters)}

    def ties_between(self, one: str, other: str) -> list[Tie]:
        """All ties between two clubs, by their ids, oldest first."""
        where = "(t.home = :one AND t.away = :other) OR (t.home = :other AND t.away = :one)"
        return self.ties_where(where, {"one": one, "other": other})

    @cached_property
    def totals(self) -> Totals:
        """The totals of the archive: numbers of editions, clubs, ties, matches and goals."""
        return totals_of(self, self.labels)

    @cached_property
    def without_scorers(self) -> list[Label]:
        """The editions held without any known scorer, oldest first."""
        scorer = "SELECT 1 FROM edition_scorers s WHERE s.edition = e.edition"
        return labels_where(self, f"{PLAYED} AND NOT EXISTS ({scorer})")

    @cached_property
    def unknown_winners(self) -> list[Label]:
        """The editions held whose winner is not known, oldest first."""
        return labels_where(self, f"{PLAYED} AND winner IS NULL")

    @cached_property
    def unknown_finalists(self) -> list[Label]:
        """The editions held whose finalists are not both known, oldest first."""
        finalists = "winner IS NULL OR runner_up IS NULL"
        both = "EXISTS (SELECT 1 FROM rounds r WHERE r.edition = e.edition AND r.code IN ('F', 'FG'))"
        return labels_where(self, f"{PLAYED} AND ({finalists}) AND NOT {both}")

    @cached_property
    def competition(self) -> str | None:
        """The name of the cup in the latest edition's file, None when there is no edition."""
        rows = self.query("SELECT competition FROM editions ORDER BY first_year DESC, last_year DESC LIMIT 1")
        return str(rows[0]["competition"]) if rows else None

    @cached_property
    def winners(self) -> list[tuple[str, str, int]]:
        """Id, name and number of cups won of every winning club, most cups first."""
        sql = """
            SELECT c.club, c.name, COUNT(*) AS cups FROM editions e JOIN clubs c ON c.club = e.winner
            WHERE e.held GROUP BY c.club ORDER BY cups DESC, c.name
        """
        return [(row["club"], row["name"], row["cups"]) for row in self.query(sql)]


def _tie_key(row: Row) -> tuple[str, int, int]:
    return row["edition"], row["round"], row["tie"]
