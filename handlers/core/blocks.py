"""Rendering of ties and of tables as blocks of a message."""

from collections.abc import Sequence

from handlers.core.command import Ask
from store.cup.editions import Edition
from store.cup.findings import FindingKind
from store.cup.tables import GroupTable
from store.cup.ties import Tie

_MOST_ROWS = 36  # of a table in one block, of which a page has whole ones: those of a league phase


def tie_block(
    ask: Ask, tie: Tie, heading: Sequence[object], edition: Edition | None = None, *, dated: bool = True
) -> str:
    """A tie below its *heading* and, if *dated*, its date, with the facts on which sources conflict, if its
    *edition* is given."""
    disputed = edition.doubted(FindingKind.CONFLICT, tie) if edition else []
    return ask.texts.render("parts/tie", "tie", tie=tie, heading=heading, disputed=disputed, dated=dated)


def table_blocks(ask: Ask, table: GroupTable, *, named: bool = False) -> list[str]:
    """The *table* of a group, *named* by a heading or not; one of very many clubs is several blocks."""
    rows = [table.rows[place : place + _MOST_ROWS] for place in range(0, len(table.rows), _MOST_ROWS)]
    return [ask.texts.render("parts/table", "table", table=table, rows=some, named=named) for some in rows]
