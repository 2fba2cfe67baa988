"""The list of all clubs, or of those of an edition."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from store.archive.archive import Archive
from store.archive.titles import title_table
from store.cup.clubs import Club
from store.cup.labels import Label
from store.text.folding import fold


class Order(StrEnum):
    """The order of a list of clubs."""

    TITLES = "titles"
    NAME = "name"
    CITY = "city"


ORDERS = frozenset(order.value for order in Order)


@dataclass(frozen=True, slots=True)
class ClubLine:
    """A line of the list: a club, the number of cups that it *won*, and of finals that it *lost*."""

    club: Club
    won: int
    lost: int


@dataclass(frozen=True, slots=True)
class Sorting:
    """The keys that sort clubs by their *name* and by their *city*, in the *language* that shows them."""

    name: Callable[[Club], Any] = field(default=lambda club: fold(club.name), compare=False)
    city: Callable[[Club], Any] = field(default=lambda club: fold(club.city), compare=False)
    language: str = ""

    def key(self, order: Order) -> Callable[[ClubLine], Any]:
        """The key that sorts lines in this *order*."""
        keys: dict[Order, Callable[[ClubLine], Any]] = {
            Order.TITLES: lambda line: (-line.won, -line.lost, self.name(line.club)),
            Order.NAME: lambda line: self.name(line.club),
            Order.CITY: lambda line: (not line.club.city, self.city(line.club), self.name(line.club)),
        }
        return keys[order]


def club_lines(
    archive: Archive, order: Order, edition: Label | None = None, sorting: Sorting | None = None
) -> list[ClubLine]:
    """Every club of the archive, or of the *edition*, in this *order*."""
    entrants = set(archive.edition(edition).entrants) if edition else None
    lines = archive.once(_in_order, order=order, sorting=sorting or Sorting())
    return [line for line in lines if entrants is None or line.club.id in entrants]


def _in_order(archive: Archive, order: Order, sorting: Sorting) -> list[ClubLine]:
    """Every club in this *order*."""
    titles = {row.club: row for row in archive.once(title_table, apart=False)}
    lines = [
        ClubLine(club, len(row.won) if row else 0, len(row.lost) if row else 0)
        for club in archive.clubs()
        for row in (titles.get(club.id),)
    ]
    return sorted(lines, key=sorting.key(order))
