"""A club's way through its ties: how far it came, and what it has played, won and lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.labels import Label
from store.models import Tie
from store.rounds import FINAL, THIRD_PLACE


class Outcome(StrEnum):
    """How an edition ended for a club."""

    WINNER = "winner"
    RUNNER_UP = "runner-up"
    OUT = "out"  # in the round of its last tie
    UNKNOWN = "unknown"  # it went through its last known tie, or nothing says


@dataclass(frozen=True, slots=True)
class Run:
    """A club's ties in one edition, in order of play, and how it ended there.

    *name* is what it was called there.
    """

    edition: Label
    club: str
    name: str
    ties: tuple[Tie, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ClubRecord:
    """Totals over matches played, walkovers apart; a shoot-out counts as a draw.

    *editions*, oldest first, are those the ties are of.
    """

    editions: list[Label]
    played: int
    won: int
    drawn: int
    lost: int
    goals_for: int
    goals_against: int
    walkovers: int


def runs_of(ties: Sequence[Tie], club: str, names: Mapping[Label, str]) -> list[Run]:
    """The editions of *ties*, all of *club*, newest first; *names* is what it was called in each."""
    editions: dict[Label, list[Tie]] = {}
    for tie in ties:
        editions.setdefault(tie.edition, []).append(tie)
    return [
        Run(label, club, names[label], tuple(mine), outcome_of(mine, club))
        for label, mine in sorted(editions.items(), reverse=True)
    ]


def outcome_of(ties: Sequence[Tie], club: str) -> Outcome:
    """How the edition of *ties*, all of *club* and in order of play, ended for it."""
    last = [tie for tie in ties if tie.round.code != THIRD_PLACE][-1:] or ties[-1:]
    for tie in last:
        if tie.advanced is None:
            return Outcome.UNKNOWN
        if tie.round.code == FINAL:
            return Outcome.WINNER if tie.advanced == club else Outcome.RUNNER_UP
        if tie.advanced != club:
            return Outcome.OUT
    return Outcome.UNKNOWN


def record_of(ties: Sequence[Tie], club: str) -> ClubRecord:
    """The totals of *ties*, all of *club*, oldest first."""
    scores = [
        match.score if match.home.club == club else match.score.turned
        for tie in ties
        for match in tie.matches
        if match.score
    ]
    return ClubRecord(
        editions=list(dict.fromkeys(tie.edition for tie in ties)),
        played=len(scores),
        won=sum(score.home > score.away for score in scores),
        drawn=sum(score.level for score in scores),
        lost=sum(score.home < score.away for score in scores),
        goals_for=sum(score.home for score in scores),
        goals_against=sum(score.away for score in scores),
        walkovers=sum(tie.walkover for tie in ties),
    )
