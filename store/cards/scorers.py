"""The top scorers of an edition, or of all editions."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from store.archive.archive import Archive
from store.archive.coverage import Totals
from store.archive.players import AllTimeScorer, all_time_scorers
from store.cup.editions import Edition, EditionScorer
from store.cup.labels import Label

Row = EditionScorer | AllTimeScorer
Order = Callable[[Row], Any]
Ranked = tuple[int, bool, Row]  # rank, whether it is the first row of that rank, row


@dataclass(frozen=True, slots=True)
class ScorerSigns:
    """The first row with each of the signs that need explaining, None for no row."""

    between: Row | None
    open: Row | None
    disputed: Row | None


@dataclass(frozen=True, slots=True)
class AllTimeCard:
    """A page of *rows* of the all-time table; *without* are the editions without any known scorer."""

    competition: str | None
    totals: Totals
    rows: list[Ranked]
    without: list[Label]


def ranked(
    edition: Edition, first: int = 0, count: int | None = None, order: Order | None = None
) -> list[Ranked]:
    """The scorers of *edition* with ranks, so many from the index *first* on, by default all; equal numbers
    share a rank, and are in this *order*, by default that of their surnames in the season file."""
    bounds = edition.bounds_of_scorers
    ranks = [1] * len(bounds)
    for place in range(1, len(bounds)):
        ranks[place] = ranks[place - 1] if bounds[place] == bounds[place - 1] else place + 1
    end = len(bounds) if count is None else min(first + count, len(bounds))
    start, stop = first, end
    if order and first < end:  # it may change who of a rank is among them
        start, stop = ranks[first] - 1, bisect_right(ranks, ranks[end - 1])
    some = enumerate(edition.scorers[start:stop], start)
    rows: list[Ranked] = [(ranks[place], ranks[place] == place + 1, scorer) for place, scorer in some]
    return in_order(rows, order)[first - start : end - start]


def in_order(rows: Sequence[Ranked], order: Order | None) -> list[Ranked]:
    """*rows* with those of each rank in this *order*; as they are without one."""
    if order is None:
        return list(rows)
    found: list[Ranked] = []
    for _, of_rank in groupby(rows, key=itemgetter(0)):
        same = list(of_rank)
        scorers = sorted((row for _, _, row in same), key=order)
        found += [(rank, first, row) for (rank, first, _), row in zip(same, scorers, strict=True)]
    return found


def all_time_card(archive: Archive, first: int, count: int) -> AllTimeCard:
    """The card of *count* rows of the all-time table, from the index *first* on."""
    table = all_time_scorers(archive, first, count)
    rows: list[Ranked] = [
        (row.rank, row.rank == place, row) for place, row in enumerate(table, start=first + 1)
    ]
    return AllTimeCard(archive.competition, archive.totals, rows, archive.without_scorers)


def signs_of_scorers(shown: Sequence[Row]) -> ScorerSigns:
    """The signs of the rows *shown*."""
    return ScorerSigns(
        between=next((row for row in shown if row.high not in (None, row.low)), None),
        open=next((row for row in shown if row.high is None and not _is_unnumbered(row)), None),
        disputed=next((row for row in shown if row.disputed), None),
    )


def _is_unnumbered(row: Row) -> bool:
    """Whether the row, without upper bound, is an official top scorer's whose total is not known."""
    return isinstance(row, EditionScorer) and row.official
