"""What is known of an edition or of a club, and what the archive answers with.

All frozen; goals are whole numbers, clubs and players are told apart by id.
"""

from dataclasses import dataclass

from store.cup.findings import Fact, Finding, FindingKind
from store.cup.labels import Label
from store.cup.rounds import FINAL, NamedRound
from store.cup.ties import Known, Match, Side, Tie


@dataclass(frozen=True, slots=True)
class EditionScorer:
    """A player's goals in an edition: settled when *low* equals *high*.

    *high* None means that not all scorers of the edition are known, so that he may have
    more. *official* marks those whom the edition's own list of top scorers names, *disputed*
    those of them whose matches don't give as many.
    """

    player: str
    name: str
    club: Side
    low: int
    high: int | None
    official: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the cup as far as it is known.

    *whole* is False when its file begins late in the cup or ends before the final. *first_ever*
    says that the infobox names a next season and no previous one. *teams_claimed* is the infobox's
    number, *sources* what it says that the file was made from. *entrants* maps each club's id to its
    names in this file, the proper one first.
    """

    label: Label
    competition: str
    path: str
    held: bool
    reason: str | None
    summary: tuple[str, ...]
    whole: bool
    first_ever: bool
    teams_claimed: int | None
    entrants: dict[str, tuple[str, ...]]
    rounds: tuple[NamedRound, ...]
    ties: tuple[Tie, ...]
    winner: Side | None
    winner_known: Known | None
    runner_up: Side | None
    scorers: tuple[EditionScorer, ...]
    sources: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """The findings without what the supplement says of how well facts are known."""
        return tuple(finding for finding in self.findings if not finding.kind.is_doubt)

    @property
    def final(self) -> Tie | None:
        """The final, None when the file has none."""
        return next((tie for tie in self.ties if tie.round.code == FINAL), None)

    @property
    def played(self) -> list[Match]:
        """Every match with a score."""
        return [match for tie in self.ties for match in tie.played]

    @property
    def without_score(self) -> int:
        """Matches that were played, with a score that is not known."""
        return sum(not (match.score or match.walkover) for tie in self.ties for match in tie.matches)

    @property
    def goals(self) -> int:
        """Goals of all matches played."""
        return sum(match.score.total for match in self.played if match.score)

    @property
    def walkovers(self) -> int:
        """Ties decided by a walkover."""
        return sum(tie.walkover for tie in self.ties)

    def doubted(self, kind: FindingKind, tie: Tie | None) -> list[Fact]:
        """The facts of *tie*, or of the whole edition without one, that findings of *kind* are about."""
        lines = {match.line for match in tie.matches} if tie else {0}
        facts = [
            fact
            for finding in self.findings
            if finding.kind == kind and finding.line in lines
            for fact in finding.facts
        ]
        return list(dict.fromkeys(facts))

    def ties_of(self, round_: NamedRound) -> list[Tie]:
        """The ties of one round, in the order of the file."""
        return [tie for tie in self.ties if tie.round == round_]
