"""The overview card of an edition."""

from dataclasses import dataclass

from store.archive.archive import Archive
from store.cards.tree import drawn_tables, tree_of
from store.cup.editions import Edition, EditionScorer
from store.cup.labels import Label

_TOP_SCORERS = 5


@dataclass(frozen=True, slots=True)
class SeasonCard:
    """An *edition* with the first of its top scorers (*leaders*), how many *more* there are, and whether a
    table or a late round of it can be *pictured*."""

    edition: Edition
    leaders: list[EditionScorer]
    more: int
    pictured: bool


def season_card(archive: Archive, label: Label) -> SeasonCard:
    """The card of the edition *label*."""
    edition = archive.edition(label)
    leaders = edition.leaders
    more, pictured = max(0, len(leaders) - _TOP_SCORERS), bool(drawn_tables(edition) or tree_of(edition))
    return SeasonCard(edition, leaders[:_TOP_SCORERS], more, pictured)
