"""Ties as blocks of a message."""

from collections.abc import Sequence

from handlers.core.command import Ask
from store.cup.editions import Edition
from store.cup.ties import Tie


def tie_block(ask: Ask, edition: Edition, tie: Tie, heading: Sequence[str]) -> str:
    """A tie of *edition* below its *heading*, with what sources do not agree on."""
    return ask.texts.render(
        "parts/tie", "tie", tie=tie, heading=heading, disputed=edition.doubted("conflict", tie)
    )
