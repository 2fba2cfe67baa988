"""The tables of groups: one row for a group's table, and one for each club in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from store.archive.rows.table import Columns, Table, flag, plain, score, side
from store.cup.editions import Edition
from store.cup.rounds import NamedRound, RoundKind
from store.cup.tables import GroupTable, TableRow
from store.sqlite import Row

_ROUND: Columns = (("edition", "TEXT NOT NULL"), ("round", "INTEGER NOT NULL"))
_IN_ROUND = ("FOREIGN KEY (edition, round) REFERENCES rounds ON DELETE CASCADE",)

GROUPS = Table(
    "groups",
    primary=("edition", "round"),
    key=_ROUND,
    fields=(plain("win", "INTEGER NOT NULL"), flag("stated"), flag("given"), flag("complete")),
    constraints=_IN_ROUND,
)

STANDINGS = Table(
    "standings",
    primary=("edition", "round", "number"),
    key=(*_ROUND, ("number", "INTEGER NOT NULL")),
    fields=(
        plain("place", "INTEGER NOT NULL"),
        flag("shared"),
        side("side"),
        plain("played", "INTEGER NOT NULL"),
        plain("won", "INTEGER NOT NULL"),
        plain("drawn", "INTEGER NOT NULL"),
        plain("lost", "INTEGER NOT NULL"),
        score("goals", "goals_for", "goals_against"),
        plain("points", "INTEGER NOT NULL"),
        plain("deducted", "INTEGER NOT NULL"),
        flag("went_on"),
    ),
    constraints=_IN_ROUND,
    indexes=("CREATE INDEX standings_by_club ON standings (side)",),
)


def table_rows(edition: Edition) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows of the tables of an edition's groups."""
    key = edition.label.id
    yield GROUPS, [GROUPS.row(table, edition=key, round=table.round.number) for table in edition.tables]
    yield (
        STANDINGS,
        [
            STANDINGS.row(row, edition=key, round=table.round.number, number=number)
            for table in edition.tables
            for number, row in enumerate(table.rows, start=1)
        ],
    )


def group_table_of(row: Row, standings: Sequence[Row]) -> GroupTable:
    """The table of a row of ``groups`` joined with ``rounds``, with its rows of ``standings``."""
    round_ = NamedRound(row["round"], row["name"], row["code"], RoundKind(row["kind"]))
    rows = tuple(TableRow(**STANDINGS.values(standing)) for standing in standings)
    return GroupTable(round=round_, rows=rows, **GROUPS.values(row))
