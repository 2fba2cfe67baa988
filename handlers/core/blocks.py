"""Rendering of ties as blocks of a message."""

from collections.abc import Sequence

from handlers.core.command import Ask
from store.cup.editions import Edition
from store.cup.findings import FindingKind
from store.cup.ties import Tie


def tie_block(ask: Ask, tie: Tie, heading: Sequence[object], edition: Edition | None = None) -> str:
    """A tie below its *heading*, with the facts on which sources conflict, if its *edition* is given."""
    disputed = edition.doubted(FindingKind.CONFLICT, tie) if edition else []
    return ask.texts.render("parts/tie", "tie", tie=tie, heading=heading, disputed=disputed)
