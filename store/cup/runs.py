"""A club's way through its ties: how far it came, and what it has played, won and lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.rounds import FINAL, THIRD_PLACE, NamedRound
from store.cup.ties import Side, Tie


class Outcome(StrEnum):
    """How an edition ended for a club."""

    WINNER = "winner"
    RUNNER_UP = "runner-up"
    OUT = "out"  # in the round it reached
    THROUGH = "through"  # its last known tie; what came then is not known
    REPLACED = "replaced"  # through its last tie, but the other club played on
    UNKNOWN = "unknown"  # nothing says how its last known tie ended


@dataclass(frozen=True, slots=True)
class Run:
    """A club's ties in one edition, in order of play, and how it ended there.

    *name* is what it was called there. Without a tie only the *outcome* is known.
    """

    edition: Label
    club: str
    name: str
    ties: tuple[Tie, ...]
    outcome: Outcome

    @property
    def last(self) -> Tie | None:
        """Its last tie, a match for third place apart; None without a tie."""
        return _last(self.ties) if self.ties else None

    @property
    def reached(self) -> NamedRound | None:
        """The last round it played in, a match for third place apart; None without a tie."""
        return self.last.round if self.last else None

    @property
    def derived(self) -> bool:
        """Whether who went through in one of its ties was worked out."""
        return any(tie.known_derived for tie in self.ties)

    @property
    def knocked_out_by(self) -> Side | None:
        """Who was too much for it, None for the winner and where it is not known."""
        return self.last.winner if self.last and self.last.advanced != self.club else None


@dataclass(frozen=True, slots=True)
class ClubRecord:
    """Totals over matches with a known score; a shoot-out counts as a draw.

    *walkovers* and matches *without_score* are not among those *played*.
    """

    played: int
    won: int
    drawn: int
    lost: int
    goals_for: int
    goals_against: int
    walkovers: int
    without_score: int = 0


@dataclass(frozen=True, slots=True)
class RunRow:
    """How far a club came in an edition, without its ties: *ties* is their number, *round* the name of the
    round it reached.

    *in_final* says that it was in the final, whoever won; *derived* that how far it came was worked out;
    *record* is what it won and lost.
    """

    edition: Label
    name: str
    outcome: Outcome
    round: str | None
    in_final: bool
    ties: int
    record: ClubRecord
    derived: bool


def run_of(edition: Label, club: str, name: str, ties: Sequence[Tie], finished: Outcome | None) -> Run:
    """The way of *club*, called *name*, by its *ties* of the edition, in order of play.

    *finished* is for the winner and the runner-up, who are known without a tie too.
    """
    return Run(edition, club, name, tuple(ties), finished or outcome_of(ties, club))


def outcome_of(ties: Sequence[Tie], club: str) -> Outcome:
    """How the edition of *ties*, all of *club* and in order of play, ended for it, by the ties alone."""
    last = _last(ties)
    if last.advanced is None:
        return Outcome.UNKNOWN
    if last.round.code == FINAL:
        return Outcome.WINNER if last.advanced == club else Outcome.RUNNER_UP
    if last.advanced == club:
        return Outcome.REPLACED if last.replaced else Outcome.THROUGH
    return Outcome.OUT


def finishes_of(edition: Edition) -> dict[str, Outcome]:
    """How it ended for the winner and the runner-up of *edition*, by id."""
    finished = ((edition.runner_up, Outcome.RUNNER_UP), (edition.winner, Outcome.WINNER))
    return {side.club: outcome for side, outcome in finished if side}


def _last(ties: Sequence[Tie]) -> Tie:
    return next((tie for tie in reversed(ties) if tie.round.code != THIRD_PLACE), ties[-1])


def record_of(ties: Sequence[Tie], club: str) -> ClubRecord:
    """The totals of *ties*, all of *club*, oldest first."""
    scores = [
        match.score if match.home.club == club else match.score.turned
        for tie in ties
        for match in tie.matches
        if match.score
    ]
    return ClubRecord(
        played=len(scores),
        won=sum(score.home > score.away for score in scores),
        drawn=sum(score.level for score in scores),
        lost=sum(score.home < score.away for score in scores),
        goals_for=sum(score.home for score in scores),
        goals_against=sum(score.away for score in scores),
        walkovers=sum(tie.walkover for tie in ties),
        without_score=sum(not (match.score or match.walkover) for tie in ties for match in tie.matches),
    )
