"""The cards of lists of finals, of all clubs or of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.coverage import Totals, missing_years
from store.archive.finals import CupFinal, finals_of
from store.archive.runs import runs_of_club
from store.cup.clubs import Club
from store.cup.labels import Label
from store.cup.runs import Outcome, RunRow

_ORDER = (Outcome.WINNER, Outcome.RUNNER_UP)  # others are finals whose winner is not known


@dataclass(frozen=True, slots=True)
class FinalsCard:
    """Finals in *rows*, with the outcome for the club if they are of one. *sure* says that all are known.

    *won* and *played* are the club's numbers of finals.
    """

    competition: str | None
    totals: Totals
    rows: list[tuple[Outcome | None, CupFinal]]
    sure: bool
    won: int = 0
    played: int = 0


def finals_card(archive: Archive, labels: Sequence[Label]) -> FinalsCard:
    """The card of the finals of the editions *labels*."""
    rows: list[tuple[Outcome | None, CupFinal]] = [(None, decided) for decided in finals_of(archive, labels)]
    return FinalsCard(archive.competition, archive.totals, rows, _sure(archive))


def finals_of_club(archive: Archive, club: Club) -> list[RunRow]:
    """The editions with *club* in the final: those that it won, then those that it lost, then others, newest
    first."""
    played = [run for run in runs_of_club(archive, club.id) if run.in_final]
    played.sort(key=lambda run: _ORDER.index(run.outcome) if run.outcome in _ORDER else len(_ORDER))
    return played


def club_finals_card(archive: Archive, played: Sequence[RunRow], shown: Sequence[RunRow]) -> FinalsCard:
    """The card of the finals *shown*, of all that a club has *played*."""
    decided = finals_of(archive, [run.edition for run in shown])
    rows: list[tuple[Outcome | None, CupFinal]] = [
        (run.outcome, found) for run, found in zip(shown, decided, strict=True)
    ]
    won = sum(run.outcome is Outcome.WINNER for run in played)
    return FinalsCard(archive.competition, archive.totals, rows, _sure(archive), won, len(played))


def _sure(archive: Archive) -> bool:
    return not (archive.unknown_finalists or missing_years(archive.labels))
