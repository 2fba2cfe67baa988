"""The card of matches played on a day of the year."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.days import PlayedOn, ties_on
from store.cup.ties import Tie
from store.cup.values import Day


@dataclass(frozen=True, slots=True)
class DayCard:
    """A page of ties that were *played*, each with the day."""

    competition: str | None
    played: list[tuple[PlayedOn, Tie]]


def day_card(archive: Archive, days: Sequence[Day], first: int, count: int) -> DayCard:
    """The card of *count* ties on these *days*, from the index *first* on."""
    found = ties_on(archive, days, first, count)
    ties = archive.ties({played.tie for played in found})
    played = [(one, ties[one.tie]) for one in found]
    return DayCard(archive.competition, played)
