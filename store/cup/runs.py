"""Cup runs: a club's ties in an edition and its outcome, and records of matches played, won and lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.rounds import CLUBS_IN, FINAL, NamedRound, RoundKind
from store.cup.tables import GroupTable
from store.cup.ties import Side, Tie
from store.cup.values import MatchStatus


class Outcome(StrEnum):
    """The outcome of an edition for a club."""

    WINNER = "winner"
    RUNNER_UP = "runner-up"
    OUT = "out"  # knocked out in the round it reached, or not among those that went on from its group
    THROUGH = "through"  # won its last known tie; nothing later is known
    REPLACED = "replaced"  # won its last tie, but the other club played on
    ABSENT = "absent"  # won its last tie, but was not among the clubs of the next round
    UNKNOWN = "unknown"  # it is not known how its last known tie ended


@dataclass(frozen=True, slots=True)
class Run:
    """A club's ties in one edition, in order of play, and its outcome.

    *name* is the club's name in that edition, *byes* are the rounds it went through without a match, *tables*
    those of its groups, *hidden* the rounds in which its tie is not known. Without any of these only the
    *outcome* is known.
    """

    edition: Label
    club: str
    name: str
    ties: tuple[Tie, ...]
    outcome: Outcome
    byes: tuple[NamedRound, ...] = ()
    tables: tuple[GroupTable, ...] = ()
    hidden: tuple[NamedRound, ...] = ()

    @property
    def last(self) -> Tie | None:
        """Its last tie, not counting matches for third place if it has others; None without ties."""
        return _last(self.ties) if self.ties else None

    @property
    def placed_by(self) -> Tie | None:
        """The last tie for a place behind the round that it reached, such as a match for third place, None
        when there is none or it is not known who won it."""
        reached = self.reached
        placed = [tie for tie in self.ties if tie.round.kind is RoundKind.PLACEMENT]
        last = placed[-1] if placed and reached and placed[-1].round.number > reached.number else None
        return last if last and last.advanced else None

    @property
    def reached(self) -> NamedRound | None:
        """The last round that it was in, not counting matches for third place; None without any."""
        return _reached(self.ties, (*self.byes, *self.hidden), self.tables)

    @property
    def stations(self) -> list[NamedRound]:
        """The rounds that it was in, in order of play."""
        without_ties = {*self.byes, *self.hidden, *(table.round for table in self.tables)}
        rounds = without_ties | {tie.round for tie in self.ties}
        return sorted(rounds, key=lambda found: found.number)

    def table_of(self, found: NamedRound) -> GroupTable | None:
        """The table of a round, None of one without."""
        return next((table for table in self.tables if table.round == found), None)

    @property
    def derived(self) -> bool:
        """Whether the club that went through is inferred in any of its ties."""
        return any(tie.known_derived for tie in self.ties)

    @property
    def knocked_out_by(self) -> Side | None:
        """The club that knocked it out, None when it was not knocked out or when that is not known."""
        last = self.last
        return last.winner if last and last.round == self.reached and last.advanced != self.club else None


@dataclass(frozen=True, slots=True)
class ClubRecord:
    """Totals over matches with a known score; a shoot-out counts as a draw.

    *played* does not include *walkovers*, *awarded* matches and those *without_score*.
    """

    played: int
    won: int
    drawn: int
    lost: int
    goals_for: int
    goals_against: int
    walkovers: int
    without_score: int = 0
    awarded: int = 0


@dataclass(frozen=True, slots=True)
class RunRow:
    """How far a club got in an edition, without its ties: *ties* is their number, matches of groups
    included, *rounds* that of the rounds it was in, *round* the name of the last one.

    *in_final* says that it reached the final, won or lost; *derived* that the club that went through is
    inferred in any of its ties; *record* has its totals.
    """

    edition: Label
    name: str
    outcome: Outcome
    round: str | None
    in_final: bool
    ties: int
    rounds: int
    record: ClubRecord
    derived: bool


def run_in(edition: Edition, club: str, ties: Sequence[Tie]) -> Run:
    """The run of *club* in *edition*, where *ties* are its ties, in order of play.

    The winner and the runner-up may be known without ties.
    """
    finished = {side.club: side.name for side in (edition.runner_up, edition.winner) if side}
    names = edition.entrants.get(club, ())
    byes, hidden = (
        tuple(bye.round for bye in edition.byes if bye.side.club == club and bye.played == played)
        for played in (False, True)
    )
    tables = tuple(table for table in edition.tables if any(row.side.club == club for row in table.rows))
    return Run(
        edition.label,
        club,
        names[0] if names else finished[club],
        tuple(ties),
        finishes_of(edition).get(club) or _outcome(edition, club, ties, byes, hidden, tables),
        byes,
        tables,
        hidden,
    )


def _outcome(
    edition: Edition,
    club: str,
    ties: Sequence[Tie],
    byes: Sequence[NamedRound],
    hidden: Sequence[NamedRound],
    tables: Sequence[GroupTable],
) -> Outcome:
    """The outcome for *club*, by its own ties, byes and tables; where its last tie is not known, it is out if
    all clubs of the next round are known."""
    reached = _reached(ties, (*byes, *hidden), tables)
    if reached is None:
        return Outcome.UNKNOWN
    if reached in hidden:
        return Outcome.OUT if _is_followed(edition, reached) else Outcome.UNKNOWN
    if table := next((table for table in tables if table.round == reached), None):
        over = table.round.kind is RoundKind.FINAL_GROUP and table.complete
        decided = any(row.went_on for row in table.rows) or over
        return Outcome.OUT if decided else Outcome.UNKNOWN
    if reached in byes:
        return Outcome.THROUGH
    last = _last(ties)
    if last.advanced is None:
        return Outcome.UNKNOWN
    if last.round.code == FINAL:
        return Outcome.WINNER if last.advanced == club else Outcome.RUNNER_UP
    if last.advanced != club:
        return Outcome.OUT
    if last.replaced:
        return Outcome.REPLACED
    return Outcome.ABSENT if _is_followed(edition, last.round) else Outcome.THROUGH


def _is_followed(edition: Edition, round_: NamedRound) -> bool:
    """Whether all clubs of the round behind *round_* are known."""
    following = next((one for one in edition.rounds if one.number > round_.number), None)
    return following is not None and len(edition.clubs_in(following)) == CLUBS_IN.get(following.code)


def _reached(
    ties: Sequence[Tie], byes: Sequence[NamedRound], tables: Sequence[GroupTable]
) -> NamedRound | None:
    """The last round of these, not one for third place if there are others."""
    rounds = [*(tie.round for tie in ties), *byes, *(table.round for table in tables)]
    main = [found for found in rounds if found.kind is not RoundKind.PLACEMENT]
    return max(main or rounds, key=lambda found: found.number, default=None)


def finishes_of(edition: Edition) -> dict[str, Outcome]:
    """The outcomes for the winner and the runner-up of *edition*, by club id."""
    finished = ((edition.runner_up, Outcome.RUNNER_UP), (edition.winner, Outcome.WINNER))
    return {side.club: outcome for side, outcome in finished if side}


def _last(ties: Sequence[Tie]) -> Tie:
    return next((tie for tie in reversed(ties) if tie.round.kind is not RoundKind.PLACEMENT), ties[-1])


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
        walkovers=sum(match.walkover for tie in ties for match in tie.matches),
        without_score=sum(match.unknown_score for tie in ties for match in tie.matches),
        awarded=sum(match.status is MatchStatus.AWARDED for tie in ties for match in tie.matches),
    )
