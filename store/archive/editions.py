"""Editions read from the archive: at once, or, of very many ties, each part when it is first asked for."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, Protocol, TypeVar, overload

from store.archive.groups import tables_where
from store.archive.rows.editions import EDITIONS, bye_of, edition_scorer_of, finding_of, round_of
from store.archive.rows.ties import goals_of
from store.cup.editions import Bye, Edition, EditionScorer, own_goals_in
from store.cup.findings import Finding
from store.cup.labels import Label
from store.cup.rounds import FINAL, NamedRound
from store.cup.tables import GroupTable
from store.cup.ties import Goals, Match, Tie
from store.sqlite import Asks, Row

LARGE = 100
"""The number of ties from which on an edition is large."""

_COUNTS = """
    SELECT
        COUNT(DISTINCT CASE WHEN r.kind NOT IN ('group', 'league phase', 'final group') THEN
            m.round || '/' || m.tie END) AS ties,
        COALESCE(SUM(m.home_goals IS NOT NULL), 0) AS played,
        COALESCE(SUM(m.home_goals + m.away_goals), 0) AS goals,
        COALESCE(SUM(m.status = 'played' AND m.home_goals IS NULL), 0) AS without_score,
        COALESCE(SUM(m.status = 'walkover'), 0) AS walkovers,
        COALESCE(SUM(m.status = 'fixture'), 0) AS fixtures,
        COUNT(*) AS matches
    FROM matches m JOIN rounds r USING (edition, round) WHERE m.edition = ?
"""
_WITHOUT_SCORER = """
    SELECT 1 FROM matches m WHERE m.edition = ? AND m.home_goals IS NOT NULL AND (
        m.home_others OR m.away_others
        OR (m.home_goals AND NOT EXISTS (
            SELECT 1 FROM goals g WHERE (g.edition, g.round, g.tie, g.leg, g.side)
            = (m.edition, m.round, m.tie, m.leg, 0)))
        OR (m.away_goals AND NOT EXISTS (
            SELECT 1 FROM goals g WHERE (g.edition, g.round, g.tie, g.leg, g.side)
            = (m.edition, m.round, m.tie, m.leg, 1)))
    ) LIMIT 1
"""


class _Archive(Asks, Protocol):
    """The archive, as far as it is asked here."""

    def ties_where(self, where: str, parameters: dict[str, Any], *, goals: bool = True) -> list[Tie]:
        """The ties that satisfy a condition."""

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one after the other."""


_MARKED = """
    SELECT g.round, g.tie FROM goals g WHERE g.edition = :edition AND (
        NOT g.counted OR g.low != g.high OR (g.basis IN ('arithmetic', 'leaders') AND g.high > 1))
"""
_ENTRIES = """
    SELECT * FROM (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY written, name ORDER BY round, tie, leg, number) AS nth
        FROM goals WHERE edition = :edition AND {where}
    ) WHERE nth = 1 ORDER BY round, tie, leg, number
"""
_OTHERWISE = "substr(' ' || name, -length(written) - 1) != ' ' || written"

_T = TypeVar("_T")


class _Part(Sequence[_T]):
    """A part of an edition, of a known *size*: a slice of it is read between two places; all of it when
    something goes through it, and then kept."""

    def __init__(self, size: int, read: Callable[[int, int], Sequence[_T]]) -> None:
        self._size, self._read = size, read

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> _T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[_T]: ...
    def __getitem__(self, place: int | slice) -> _T | Sequence[_T]:
        if isinstance(place, int) or "_whole" in vars(self):
            return self._whole[place]
        places = range(self._size)[place]
        return self._read(places.start, places.stop)[:: places.step]

    def __iter__(self) -> Iterator[_T]:
        return iter(self._whole)

    @cached_property
    def _whole(self) -> Sequence[_T]:
        return self._read(0, self._size)


def rounds_of(archive: Asks, label: Label) -> tuple[NamedRound, ...]:
    """The rounds of the edition *label*, in order of play."""
    rows = archive.query("SELECT * FROM rounds WHERE edition = ? ORDER BY round", [label.id])
    return tuple(map(round_of, rows))


def entrants_of(archive: Asks, label: Label) -> dict[str, tuple[str, ...]]:
    """The names of the clubs in the edition *label*, by their ids."""
    names: dict[str, tuple[str, ...]] = {}
    sql = "SELECT club, name FROM entrants WHERE edition = ? ORDER BY place, number"
    for row in archive.query(sql, [label.id]):
        names[row["club"]] = (*names.get(row["club"], ()), row["name"])
    return names


def scorers_of(archive: Asks, label: Label, where: str = "TRUE") -> tuple[EditionScorer, ...]:
    """The scorers of the edition *label*, most goals first, that satisfy *where*, trusted SQL."""
    sql = f"SELECT * FROM edition_scorers WHERE edition = :edition AND {where} ORDER BY place"  # noqa: S608
    return tuple(edition_scorer_of(row) for row in archive.query(sql, {"edition": label.id}))


def byes_of(archive: Asks, label: Label, rounds: Sequence[NamedRound]) -> tuple[Bye, ...]:
    """The byes in the edition *label*, of which these are the *rounds*."""
    by_number = {found.number: found for found in rounds}
    rows = archive.query("SELECT * FROM byes WHERE edition = ? ORDER BY number", [label.id])
    return tuple(bye_of(row, by_number) for row in rows)


def findings_of(archive: Asks, label: Label) -> tuple[Finding, ...]:
    """The findings about the edition *label*."""
    sql = "SELECT * FROM findings WHERE edition = ? ORDER BY number"
    return tuple(map(finding_of, archive.query(sql, [label.id])))


def group_tables_of(archive: Asks, label: Label) -> tuple[GroupTable, ...]:
    """The tables of the groups of the edition *label*."""
    return tuple(table for _, table in tables_where(archive, "g.edition = :edition", {"edition": label.id}))


def edition_of(archive: _Archive, row: Row) -> Edition:
    """The edition of a *row* of ``editions``, all of it at once."""
    values = EDITIONS.values(row)
    label = values["label"]
    rounds = rounds_of(archive, label)
    return Edition(
        entrants=entrants_of(archive, label),
        rounds=rounds,
        byes=byes_of(archive, label, rounds),
        tables=group_tables_of(archive, label),
        ties=tuple(archive.ties_where("t.edition = :edition", {"edition": label.id})),
        scorers=scorers_of(archive, label),
        findings=findings_of(archive, label),
        **values,
    )


class LargeEdition(Edition):
    """An edition of which each part is read when it is first asked for, and what counts its matches is
    counted in the archive: most messages need few of its ties."""

    _archive: _Archive

    @classmethod
    def of(cls, archive: _Archive, row: Row) -> "LargeEdition":
        """The edition of a *row* of ``editions``."""
        edition = cls.__new__(cls)
        for name, value in EDITIONS.values(row).items():
            object.__setattr__(edition, name, value)
        object.__setattr__(edition, "_archive", archive)
        return edition

    @cached_property
    def entrants(self) -> dict[str, tuple[str, ...]]:
        """As :attr:`Edition.entrants`; the others alike."""
        return entrants_of(self._archive, self.label)

    @cached_property
    def rounds(self) -> tuple[NamedRound, ...]:  # noqa: D102
        return rounds_of(self._archive, self.label)

    @cached_property
    def byes(self) -> tuple[Bye, ...]:  # noqa: D102
        return byes_of(self._archive, self.label, self.rounds)

    @cached_property
    def tables(self) -> tuple[GroupTable, ...]:  # noqa: D102
        return group_tables_of(self._archive, self.label)

    @cached_property
    def ties(self) -> tuple[Tie, ...]:  # noqa: D102
        return tuple(self._archive.ties_where("t.edition = :edition", {"edition": self.label.id}))

    @cached_property
    def scorers(self) -> Sequence[EditionScorer]:  # noqa: D102
        return _Part(len(self.bounds_of_scorers), self._scorers_between)

    def _scorers_between(self, first: int, end: int) -> Sequence[EditionScorer]:
        return scorers_of(self._archive, self.label, f"place > {first} AND place <= {end}")

    @property
    def bounds_of_scorers(self) -> list[tuple[int, int | None]]:  # noqa: D102
        sql = "SELECT low, high FROM edition_scorers WHERE edition = ? ORDER BY place"
        return list(self._archive.rows(sql, [self.label.id]))

    @property
    def marked_scorers(self) -> list[EditionScorer]:  # noqa: D102
        return list(scorers_of(self._archive, self.label, "(official OR disputed OR high IS NOT low)"))

    @property
    def entries(self) -> list[Goals]:  # noqa: D102
        return self._entries("TRUE")

    @property
    def written_otherwise(self) -> list[Goals]:  # noqa: D102
        return self._entries(_OTHERWISE)

    def _entries(self, where: str) -> list[Goals]:
        rows = self._archive.query(_ENTRIES.format(where=where), {"edition": self.label.id})
        return list(map(goals_of, rows))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:  # noqa: D102
        return findings_of(self._archive, self.label)

    def ties_of(self, round_: NamedRound) -> Sequence[Tie]:  # noqa: D102
        number = round_.number
        if round_ not in self.rounds:
            return ()
        if number not in self._of_round:
            between = partial(self._ties_between, number)
            self._of_round[number] = _Part(self._ties_in.get(number, 0), between)
        return self._of_round[number]

    def _ties_between(self, number: int, first: int, end: int) -> list[Tie]:
        where = "t.edition = :edition AND t.round = :round AND t.tie > :first AND t.tie <= :end"
        values = {"edition": self.label.id, "round": number, "first": first, "end": end}
        return self._archive.ties_where(where, values)

    @cached_property
    def _of_round(self) -> dict[int, Sequence[Tie]]:
        """The ties of the rounds that were asked for, by their numbers."""
        return {}

    @cached_property
    def _ties_in(self) -> dict[int, int]:
        """How many ties each round has, by its number."""
        sql = "SELECT round, COUNT(*) FROM ties WHERE edition = ? GROUP BY round"
        return dict(self._archive.rows(sql, [self.label.id]))

    def tie(self, round_: NamedRound, number: int) -> Tie | None:  # noqa: D102
        known = round_ in self.rounds and 0 < number <= self._ties_in.get(round_.number, 0)
        return self._ties_between(round_.number, number - 1, number)[0] if known else None

    @property
    def marked_ties(self) -> list[Tie]:  # noqa: D102
        inferred = "t.known IN ('next round', 'infobox')"
        where = f"t.edition = :edition AND ({inferred} OR (t.round, t.tie) IN ({_MARKED}))"
        return self._archive.ties_where(where, {"edition": self.label.id})

    def ties_of_club(self, club: str) -> list[Tie]:  # noqa: D102
        where = "+t.edition = :edition AND (t.home = :club OR t.away = :club)"  # by the indexes of clubs
        return self._archive.ties_where(where, {"edition": self.label.id, "club": club})

    @property
    def names_scorers(self) -> bool:  # noqa: D102
        sql = "SELECT 1 FROM edition_scorers WHERE edition = ? LIMIT 1"
        return bool(self._archive.query(sql, [self.label.id]))

    @property
    def leaders(self) -> list[EditionScorer]:  # noqa: D102
        official = scorers_of(self._archive, self.label, "official")
        if official or not self.scorers_known:
            return list(official)
        best = "(SELECT MAX(low) FROM edition_scorers WHERE edition = :edition)"
        return list(scorers_of(self._archive, self.label, f"COALESCE(high >= {best}, TRUE)"))

    @property
    def own_goals(self) -> list[tuple[Goals, Match]]:  # noqa: D102
        own = "SELECT round, tie FROM goals WHERE edition = :edition AND own_goal"
        where = f"t.edition = :edition AND (t.round, t.tie) IN ({own})"
        return own_goals_in(self._archive.ties_where(where, {"edition": self.label.id}))

    @property
    def final(self) -> Tie | None:  # noqa: D102
        ties = (tie for found in self.rounds if found.code == FINAL for tie in self.ties_of(found))
        return next(ties, None)

    @cached_property
    def _counts(self) -> Row:
        return self._archive.query(_COUNTS, [self.label.id])[0]

    @property
    def is_drawn(self) -> bool:  # noqa: D102
        counts = self._counts
        return counts["matches"] > 0 and counts["matches"] == counts["fixtures"] and self.winner is None

    @cached_property
    def scorers_known(self) -> bool:  # noqa: D102
        return self.whole and not self._archive.query(_WITHOUT_SCORER, [self.label.id])

    @property
    def ties_known(self) -> int:  # noqa: D102
        return int(self._counts["ties"])

    @property
    def matches_played(self) -> int:  # noqa: D102
        return int(self._counts["played"])

    @property
    def without_score(self) -> int:  # noqa: D102
        return int(self._counts["without_score"])

    @property
    def goals(self) -> int:  # noqa: D102
        return int(self._counts["goals"])

    @property
    def walkovers(self) -> int:  # noqa: D102
        return int(self._counts["walkovers"])
