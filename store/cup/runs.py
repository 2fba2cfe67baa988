"""Cup runs: a club's ties in an edition and its outcome, and records of matches played, won and lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.rounds import FINAL, THIRD_PLACE, NamedRound
from store.cup.ties import Side, Tie


class Outcome(StrEnum):
    """The outcome of an edition for a club."""

    WINNER = "winner"
    RUNNER_UP = "runner-up"
    OUT = "out"  # knocked out in the round it reached
    THROUGH = "through"  # won its last known tie; nothing later is known
    REPLACED = "replaced"  # won its last tie, but the other club played on
    UNKNOWN = "unknown"  # it is not known how its last known tie ended


@dataclass(frozen=True, slots=True)
class Run:
    """A club's ties in one edition, in order of play, and its outcome.

    *name* is the club's name in that edition. Without ties only the *outcome* is known.
    """

    edition: Label
    club: str
    name: str
    ties: tuple[Tie, ...]
    outcome: Outcome

    @property
    def last(self) -> Tie | None:
        """Its last tie, not counting the third-place match if it has others; None without ties."""
        return _last(self.ties) if self.ties else None

    @property
    def reached(self) -> NamedRound | None:
        """The round of its :attr:`last` tie; None without ties."""
        return self.last.round if self.last else None

    @property
    def derived(self) -> bool:
        """Whether the club that went through is inferred in any of its ties."""
        return any(tie.known_derived for tie in self.ties)

    @property
    def knocked_out_by(self) -> Side | None:
        """The club that knocked it out, None when it was not knocked out or when that is not known."""
        return self.last.winner if self.last and self.last.advanced != self.club else None


@dataclass(frozen=True, slots=True)
class ClubRecord:
    """Totals over matches with a known score; a shoot-out counts as a draw.

    *played* does not include *walkovers* and matches *without_score*.
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
    """How far a club got in an edition, without its ties: *ties* is their number, *round* the name of the
    round it reached.

    *in_final* says that it reached the final, won or lost; *derived* that the club that went through is
    inferred in any of its ties; *record* has its totals.
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
    """The run of *club*, called *name*, from its *ties* in the edition, in order of play.

    *finished* is the outcome for the winner and the runner-up, which may be known without ties, else None.
    """
    return Run(edition, club, name, tuple(ties), finished or outcome_of(ties, club))


def outcome_of(ties: Sequence[Tie], club: str) -> Outcome:
    """The outcome for *club* by its *ties* in an edition only, in order of play."""
    last = _last(ties)
    if last.advanced is None:
        return Outcome.UNKNOWN
    if last.round.code == FINAL:
        return Outcome.WINNER if last.advanced == club else Outcome.RUNNER_UP
    if last.advanced == club:
        return Outcome.REPLACED if last.replaced else Outcome.THROUGH
    return Outcome.OUT


def finishes_of(edition: Edition) -> dict[str, Outcome]:
    """The outcomes for the winner and the runner-up of *edition*, by club id."""
    finished = ((edition.runner_up, Outcome.RUNNER_UP), (edition.winner, Outcome.WINNER))
    return {side.club: outcome for side, outcome in finished if side}


def _last(ties: Sequence[Tie]) -> Tie:
    return next((tie for tie in reversed(ties) if tie.round.code != THIRD_PLACE), ties[-1])


def record_of(ties: Sequence[Tie], club: str) -> ClubRecord:
    """The totals of *club* over its *ties*."""
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
