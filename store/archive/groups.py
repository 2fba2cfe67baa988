"""Tables of groups and byes, queried without loading whole editions."""

from collections.abc import Iterator
from typing import Any

from store.archive.coverage import labels_where
from store.archive.rows.editions import round_of
from store.archive.rows.tables import group_table_of
from store.cup.labels import Label
from store.cup.rounds import NamedRound
from store.cup.tables import GroupTable
from store.sqlite import Asks, Row

_GROUPS = """
    SELECT g.*, r.name, r.code, r.kind, e.first_year, e.last_year
    FROM groups g JOIN rounds r USING (edition, round) JOIN editions e USING (edition)
    WHERE {where} ORDER BY e.first_year, e.last_year, g.round
"""
_STANDINGS = """
    SELECT s.* FROM groups g JOIN standings s USING (edition, round)
    WHERE {where} ORDER BY s.edition, s.round, s.number
"""


def tables_where(archive: Asks, where: str, parameters: dict[str, Any]) -> Iterator[tuple[Label, GroupTable]]:
    """The tables of groups that satisfy *where*, an SQL condition on ``groups g``, with their editions, in
    order of play."""
    standings: dict[tuple[str, int], list[Row]] = {}
    for row in archive.query(_STANDINGS.format(where=where), parameters):
        standings.setdefault((row["edition"], row["round"]), []).append(row)
    for row in archive.query(_GROUPS.format(where=where), parameters):
        table = group_table_of(row, standings[row["edition"], row["round"]])
        yield Label(row["first_year"], row["last_year"]), table


def tables_of_club(archive: Asks, club: str) -> dict[Label, tuple[GroupTable, ...]]:
    """The tables of the groups that *club* was in, by edition."""
    tables: dict[Label, tuple[GroupTable, ...]] = {}
    where = "(g.edition, g.round) IN (SELECT edition, round FROM standings WHERE side = :club)"
    for label, table in tables_where(archive, where, {"club": club}):
        tables[label] = (*tables.get(label, ()), table)
    return tables


def byes_of_club(archive: Asks, club: str, *, played: bool) -> dict[Label, tuple[NamedRound, ...]]:
    """The rounds that *club* went through without a match, or those that it *played* a match in of which
    nothing else is known, by edition."""
    sql = """
        SELECT r.*, e.first_year, e.last_year
        FROM byes b JOIN rounds r USING (edition, round) JOIN editions e USING (edition)
        WHERE b.side = ? AND b.played = ? ORDER BY b.edition, b.number
    """
    byes: dict[Label, tuple[NamedRound, ...]] = {}
    for row in archive.query(sql, [club, int(played)]):
        label = Label(row["first_year"], row["last_year"])
        byes[label] = (*byes.get(label, ()), round_of(row))
    return byes


def with_groups(archive: Asks) -> list[Label]:
    """The editions that have a group, oldest first."""
    return labels_where(archive, "EXISTS (SELECT 1 FROM groups g WHERE g.edition = e.edition)")


def some_group(archive: Asks) -> str:
    """The label of the first group of the latest edition that has one, as an example; empty without any."""
    editions = with_groups(archive)
    if not editions:
        return ""
    _, table = next(tables_where(archive, "g.edition = :edition", {"edition": editions[-1].id}))
    return table.round.label.title()
