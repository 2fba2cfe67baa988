"""The card of the table of clubs by cups won."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.coverage import Totals, missing_years
from store.archive.titles import ClubTitles, CupsApart, cups_apart, title_table
from store.cup.labels import Label


@dataclass(frozen=True, slots=True)
class TitlesCard:
    """The table of titles in *rows*; *disputed* are cups that are counted in two ways, *unknown* the editions
    whose winner is not known, and *missing* the years without an edition in the archive."""

    competition: str | None
    totals: Totals
    rows: list[ClubTitles]
    apart: bool
    disputed: Sequence[CupsApart]
    unknown: list[Label]
    missing: list[Label]


def titles_card(archive: Archive, *, apart: bool) -> TitlesCard:
    """The card of the whole table, with *apart* counted as some sources do."""
    disputed = cups_apart(archive)
    rows = archive.once(title_table, apart=apart and bool(disputed))
    unknown, missing = archive.unknown_winners, missing_years(archive.labels)
    return TitlesCard(archive.competition, archive.totals, rows, apart, disputed, unknown, missing)
