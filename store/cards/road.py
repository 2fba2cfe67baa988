"""The card of a club's run in an edition."""

from dataclasses import dataclass

from store.cards.legend import Signs, signs_of
from store.cup.editions import Edition
from store.cup.runs import Run, run_in


@dataclass(frozen=True, slots=True)
class RoadCard:
    """The *run* of a club in an *edition*, and that of the club it was *beaten_by*."""

    edition: Edition
    run: Run
    beaten_by: Run | None
    signs: Signs


def road_card(edition: Edition, club: str) -> RoadCard:
    """The card of the run of *club*, which must have taken part, in *edition*."""
    run = _run_in(edition, club)
    beaten_by = run.knocked_out_by
    return RoadCard(edition, run, _run_in(edition, beaten_by.club) if beaten_by else None, signs_of(run.ties))


def _run_in(edition: Edition, club: str) -> Run:
    return run_in(edition, club, edition.ties_of_club(club))
