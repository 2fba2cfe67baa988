"""An edition of the cup as the archive returns it, and its scorers.

All frozen; goals are integers, clubs and players are identified by id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from store.cup.findings import Fact, Finding, FindingKind
from store.cup.labels import Label
from store.cup.rounds import FINAL, NamedRound, RoundKind
from store.cup.tables import GroupTable
from store.cup.ties import Goals, Known, Match, Side, Tie
from store.cup.values import MatchStatus


@dataclass(frozen=True, slots=True)
class EditionScorer:
    """A player's goals in an edition: settled when *low* equals *high*.

    *high* None means that not all scorers of the edition are known, so that the player may have
    more. *official* marks a player in the edition's own list of top scorers, *disputed* one of
    these whose matches add up to fewer goals.
    """

    player: str
    name: str
    club: Side
    low: int
    high: int | None
    official: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class FilePart:
    """One of several files of an edition, which count their lines together: *before* are those before its
    first."""

    path: str
    before: int


def place_of(parts: Sequence[FilePart], line: int) -> tuple[str, int]:
    """The file of a line that is counted through *parts*, empty without them, and its number in that file."""
    part = next((part for part in reversed(parts) if part.before < line), None)
    return (part.path, line - part.before) if part else ("", line)


@dataclass(frozen=True, slots=True)
class Bye:
    """A club that went through a round without a match, or *played* one of which nothing else is known."""

    round: NamedRound
    side: Side
    played: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the cup as far as it is known.

    *whole* is False when its file begins late in the cup or ends before the final. *first_ever*
    says that the infobox names a next season and no previous one. *teams_claimed* and *matches_claimed* are
    the infobox's numbers of clubs and of matches played, *sources* the sources that it names for the file.
    *entrants* maps each club's id to its names in this file, the canonical one first. *byes* are in order of
    play, and so are the clubs whose tie in a round is not known, *tables* those of its groups. *parts* are
    its files when it has several, of which *path* is the first.
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
    scorers: Sequence[EditionScorer]
    sources: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    byes: tuple[Bye, ...] = ()
    tables: tuple[GroupTable, ...] = ()
    parts: tuple[FilePart, ...] = ()
    matches_claimed: int | None = None

    def place_of(self, line: int) -> tuple[str, int]:
        """The file of a line of the edition if it has several, else empty, and the line's number in its
        file."""
        return place_of(self.parts, line)

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """The findings that are contradictions, without the supplement's doubts."""
        return tuple(finding for finding in self.findings if not finding.kind.is_doubt)

    @property
    def final(self) -> Tie | None:
        """The final, None when it is not in the file."""
        return next((tie for tie in self.ties if tie.round.code == FINAL), None)

    @property
    def final_group(self) -> GroupTable | None:
        """The table of the group that decided in place of a final, None without one."""
        groups = (table for table in self.tables if table.round.kind is RoundKind.FINAL_GROUP)
        return next(groups, None)

    @property
    def several_finals(self) -> list[Tie]:
        """The ties that are called the final when there is more than one of them."""
        lines = {finding.line for finding in self.findings if finding.kind is FindingKind.FINALS}
        if not lines:
            return []
        return [tie for tie in self.ties if tie.matches[0].line in lines]

    @property
    def played(self) -> list[Match]:
        """Every match with a score."""
        return [match for tie in self.ties for match in tie.played]

    @property
    def is_drawn(self) -> bool:
        """Whether nothing more than a draw is known of it."""
        matches = [match for tie in self.ties for match in tie.matches]
        fixtures = all(match.status is MatchStatus.FIXTURE for match in matches)
        return bool(matches) and fixtures and self.winner is None

    @property
    def ties_due(self) -> int | None:
        """The number of ties that it had, when it was a knock-out throughout: one fewer than clubs. None with
        groups, and when the number of clubs is not known."""
        return self.teams_claimed - 1 if self.teams_claimed and not self.tables else None

    @property
    def scorers_known(self) -> bool:
        """Whether it is known whole with a name for every goal."""
        return self.whole and all(match.scorers_known for tie in self.ties for match in tie.played)

    @property
    def matches_known(self) -> int:
        """The number of matches that were played, whether their scores are known or not."""
        return self.matches_played + self.without_score

    @property
    def matches_played(self) -> int:
        """The number of matches with a score."""
        return len(self.played)

    @property
    def ties_known(self) -> int:
        """The number of its ties, without the matches of groups."""
        return len(self.eliminations)

    @property
    def without_score(self) -> int:
        """The number of matches that were played but whose score is not known."""
        return sum(match.unknown_score for tie in self.ties for match in tie.matches)

    @property
    def goals(self) -> int:
        """The number of goals in all matches with a score."""
        return sum(match.score.total for match in self.played if match.score)

    @property
    def walkovers(self) -> int:
        """The number of matches that were walkovers."""
        return sum(match.walkover for tie in self.ties for match in tie.matches)

    def doubted(self, kind: FindingKind, tie: Tie | None) -> list[Fact]:
        """The facts of *tie*, or of the whole edition if None, that findings of *kind* are about."""
        lines = {match.line for match in tie.matches} if tie else {0}
        facts = [
            fact
            for finding in self.findings
            if finding.kind == kind and finding.line in lines
            for fact in finding.facts
        ]
        return list(dict.fromkeys(facts))

    def table_of(self, round_: NamedRound) -> GroupTable | None:
        """The table of a group, None of another round."""
        return next((table for table in self.tables if table.round == round_), None)

    @property
    def knock_outs(self) -> list[Tie]:
        """The ties of its knock-out rounds."""
        return [tie for tie in self.ties if tie.is_knock_out]

    @property
    def eliminations(self) -> list[Tie]:
        """Its ties, those for third place included, without the matches of groups."""
        return [tie for tie in self.ties if not tie.round.has_table]

    @property
    def names_scorers(self) -> bool:
        """Whether a scorer of it is known."""
        return bool(self.scorers)

    @property
    def bounds_of_scorers(self) -> list[tuple[int, int | None]]:
        """The bounds of the goals of each of :attr:`scorers`."""
        return [(scorer.low, scorer.high) for scorer in self.scorers]

    @property
    def marked_scorers(self) -> list[EditionScorer]:
        """The scorers of which more is to be said than a number of goals: official ones, and those whose
        number is not settled or disputed."""
        return [row for row in self.scorers if row.official or row.disputed or row.low != row.high]

    @property
    def entries(self) -> list[Goals]:
        """The first entry of goals under each name as the file writes it, in order of play."""
        found: dict[tuple[str, str], Goals] = {}
        for goals in (goals for tie in self.ties for match in tie.matches for goals in match.goals):
            found.setdefault((goals.written, goals.name), goals)
        return list(found.values())

    @property
    def written_otherwise(self) -> list[Goals]:
        """Those of :attr:`entries` whose full name does not end with the one written."""
        return [goals for goals in self.entries if not f" {goals.name}".endswith(f" {goals.written}")]

    @property
    def leaders(self) -> list[EditionScorer]:
        """The official top scorers, else all who may have scored most, if the scorers of all goals are
        known."""
        official = [scorer for scorer in self.scorers if scorer.official]
        if official or not self.scorers_known:
            return official
        best = max((scorer.low for scorer in self.scorers), default=0)
        return [row for row in self.scorers if row.high is None or row.high >= best]

    @property
    def own_goals(self) -> list[tuple[Goals, Match]]:
        """The own goals in it, each with its match."""
        return own_goals_in(self.ties)

    def with_ties(self, ties: Iterable[Tie]) -> "Edition":
        """The edition with these *ties* instead of its own, and without tables."""
        parts = {part.name: getattr(self, part.name) for part in fields(Edition)}
        return Edition(**{**parts, "ties": tuple(ties), "tables": ()})

    def ties_of_club(self, club: str) -> list[Tie]:
        """The ties of a club, in order of play."""
        return [tie for tie in self.ties if club in (tie.home.club, tie.away.club)]

    def clubs_in(self, round_: NamedRound) -> set[str]:
        """The clubs that are known to have been in a round of knock-outs."""
        played = {side.club for tie in self.ties_of(round_) for side in (tie.home, tie.away)}
        return played | {bye.side.club for bye in self.byes if bye.round == round_}

    def ties_of(self, round_: NamedRound) -> Sequence[Tie]:
        """The ties of a round, in the order of the file."""
        return [tie for tie in self.ties if tie.round == round_]

    def tie(self, round_: NamedRound, number: int) -> Tie | None:
        """The tie of this *number* in a round, None when there is none."""
        return next((tie for tie in self.ties_of(round_) if tie.number == number), None)

    @property
    def marked_ties(self) -> list[Tie]:
        """The ties of which something is inferred, disputed, or known between bounds only."""
        return [
            tie
            for tie in self.ties
            if tie.known_derived
            or any(
                goals.worked_out or not goals.counted or goals.low != goals.high
                for match in tie.matches
                for goals in match.goals
            )
        ]


def own_goals_in(ties: Iterable[Tie]) -> list[tuple[Goals, Match]]:
    """The own goals in *ties*, each with its match."""
    return [
        (goals, match)
        for tie in ties
        for match in tie.played
        for goals in match.goals
        if goals.own_goal and goals.counted
    ]
