"""The head-to-head card of two clubs."""

from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.coverage import Totals
from store.archive.h2h import Meetings, meetings_of
from store.cards.legend import called_otherwise
from store.cup.clubs import Club
from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.ties import Tie


@dataclass(frozen=True, slots=True)
class PairCard:
    """The *ties* of two clubs in an *edition* or in all, their summary *meetings*, None without ties, and
    the names that the clubs were *called* in them."""

    ties: list[Tie]
    meetings: Meetings | None
    edition: Edition | None
    called: list[tuple[str, Club]]
    totals: Totals


def pair_card(archive: Archive, one: Club, other: Club, label: Label | None) -> PairCard:
    """The card of *one* against the *other*, in the edition *label* or in all."""
    ties = [tie for tie in archive.ties_between(one.id, other.id) if label in (None, tie.edition)]
    return PairCard(
        ties=ties,
        meetings=meetings_of(ties, one.id, other.id) if ties else None,
        edition=archive.edition(label) if label else None,
        called=called_otherwise(ties, [one, other]),
        totals=archive.totals,
    )
