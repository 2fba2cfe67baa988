"""The card of the cup's records."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.coverage import Totals, missing_years
from store.archive.records import Holder, Record, records_of
from store.archive.titles import CupsApart, cups_apart
from store.cup.labels import Label
from store.cup.ties import Tie


@dataclass(frozen=True, slots=True)
class RecordsCard:
    """A page of records with their holders (*held*), and the tie if the record is of one. *ways* are cups
    that are counted in two ways."""

    competition: str | None
    totals: Totals
    held: list[tuple[Record, Holder, Tie | None]]
    unsettled: bool
    ways: Sequence[CupsApart]
    unknown: list[Label]
    missing: list[Label]


def records_card(archive: Archive, first: int, count: int) -> RecordsCard:
    """The card of *count* records, from the index *first* on."""
    held = records_of(archive, first, count)
    ties = archive.ties({holder.tie for _, holder in held if holder.tie})
    return RecordsCard(
        competition=archive.competition,
        totals=archive.totals,
        held=[(record, holder, ties[holder.tie] if holder.tie else None) for record, holder in held],
        unsettled=not all(record.settled for record, _ in held),
        ways=cups_apart(archive),
        unknown=archive.unknown_winners,
        missing=missing_years(archive.labels),
    )
