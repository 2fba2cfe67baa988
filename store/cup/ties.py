"""Ties: their matches, the scorers, and the club that went through.

All frozen; goals are integers, clubs and players are identified by id, and every club has
the name that it had in that match.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.cup.facts import MatchFacts
from store.cup.labels import Label
from store.cup.rounds import FINAL, THIRD_PLACE, NamedRound, RoundKind
from store.cup.values import MatchStatus, Minute, PartialDate, Score


class Known(StrEnum):
    """How it is known which club won a tie, or the cup."""

    SCORE = "score"
    SHOOT_OUT = "shoot-out"
    WALKOVER = "walkover"
    AWARDED = "awarded"
    AGGREGATE = "aggregate"
    AWAY_GOALS = "away goals"
    REPLAY = "replay"
    LOTS = "lots"
    TABLE = "table"  # first of the final group by points
    STATED = "stated"  # in the season file explicitly
    SUPPLEMENT = "supplement"
    NEXT_ROUND = "next round"
    INFOBOX = "infobox"

    @property
    def derived(self) -> bool:
        """Whether it is inferred from something other than the tie itself."""
        return self in (Known.NEXT_ROUND, Known.INFOBOX)


class Basis(StrEnum):
    """How the number of a scorer's goals in a match is known."""

    FILE = "file"  # minutes or a number in the season file
    SUPPLEMENT = "supplement"
    ARITHMETIC = "arithmetic"  # as many names as goals, or one name for all of them
    LEADERS = "leaders"  # inferred from the edition's top scorers
    OPEN = "open"  # bounds only
    NONE = "none"  # named for a side that scored no goal


@dataclass(frozen=True, slots=True)
class Side:
    """A club under its name of the time."""

    club: str
    name: str


@dataclass(frozen=True, slots=True)
class Goals:
    """A scorer of a side in a match, with the number of goals. *name* is the fullest one known, *written* the
    one in the file.

    *low* and *high* are equal when the number is settled. *club* is the player's club: the other
    side for an own goal, which is not counted in any table of scorers. *counted* is False for a
    name listed for a side that scored no goal.
    """

    side: int  # 0 home, 1 away: the side these goals count for
    player: str
    name: str
    written: str
    club: str
    low: int
    high: int
    basis: Basis
    minutes: tuple[Minute, ...] = ()
    own_goal: bool = False
    penalty: bool = False
    counted: bool = True

    @property
    def worked_out(self) -> bool:
        """Whether it is more than one goal and the number is inferred, not given in the line of scorers."""
        return self.basis in (Basis.ARITHMETIC, Basis.LEADERS) and self.high > 1


@dataclass(frozen=True, slots=True)
class Match(MatchFacts):
    """A match of a tie, the only one, a leg or a *replay*; or a match of a group.

    *score* has the goals that count: it is None when it is not known, and for a match that was not played or
    does not count, by its *status*. *ruled* is the result that an awarded match was given, and the score
    at which another was abandoned or that was annulled. *half_time* and *full_time* are the scores at
    half-time and after 90 minutes. *others* says for each side whether some of its scorers are not known.
    *shoot_out_added* says that the shoot-out is from the supplement.
    """

    line: int
    home: Side
    away: Side
    score: Score | None
    date: PartialDate | None = None
    status: MatchStatus = MatchStatus.PLAYED
    ruled: Score | None = None
    extra_time: bool = False
    shoot_out: Score | None = None
    shoot_out_added: bool = False
    half_time: Score | None = None
    full_time: Score | None = None
    replay: bool = False
    notes: tuple[str, ...] = ()
    goals: tuple[Goals, ...] = ()
    others: tuple[bool, bool] = (False, False)

    @property
    def walkover(self) -> bool:
        """Whether it was not played, and won by the club named first."""
        return self.status is MatchStatus.WALKOVER

    @property
    def unknown_score(self) -> bool:
        """Whether it was played and its score is not known."""
        return self.status is MatchStatus.PLAYED and self.score is None

    @property
    def result(self) -> Score | None:
        """What it counts for in a tie or a table: its score, or the result that it was given by a ruling."""
        return self.ruled if self.status is MatchStatus.AWARDED else self.score

    @property
    def is_void(self) -> bool:
        """Whether it decides nothing: it was abandoned, annulled or cancelled."""
        return self.status in (MatchStatus.ABANDONED, MatchStatus.ANNULLED, MatchStatus.CANCELLED)

    @property
    def margin(self) -> int:
        """The goal difference, 0 for a draw and without a score."""
        return abs(self.score.home - self.score.away) if self.score else 0

    @property
    def scorers_known(self) -> bool:
        """Whether there is a name for every goal of its score; False without a score."""
        return (
            self.score is not None
            and not any(self.others)
            and all(
                goals == 0 or any(one.side == side for one in self.goals)
                for side, goals in enumerate((self.score.home, self.score.away))
            )
        )

    @property
    def scorers_settled(self) -> bool:
        """Whether it is known who scored every goal of its score; False without a score."""
        return self.scorers_known and all(one.low == one.high for one in self.goals if one.counted)

    @property
    def was_begun(self) -> bool:
        """Whether it was played on a day, even if it does not count or was broken off."""
        return self.status in (MatchStatus.PLAYED, MatchStatus.ABANDONED, MatchStatus.ANNULLED)

    @property
    def scorers_by_side(self) -> list[tuple[Side, list[Goals], bool]]:
        """Each side with its scorers, in the order of the file, and whether some are not known."""
        return [
            (club, [goals for goals in self.goals if goals.side == side], self.others[side])
            for side, club in enumerate((self.home, self.away))
        ]


def first_between(matches: Iterable[Match]) -> Goals | None:
    """The first scorer in *matches* whose number of goals is known only between bounds, None if none is.

    Sides with unknown scorers are left out: a message says that of them instead.
    """
    return next(
        (
            entry
            for match in matches
            for entry in match.goals
            if entry.counted and entry.low != entry.high and not match.others[entry.side]
        ),
        None,
    )


def deciding(matches: Sequence[Match]) -> list[Match]:
    """Those of a tie's *matches* that decide it: the last replay alone, else its legs; void matches never."""
    valid = [match for match in matches if not match.is_void]
    return [match for match in valid if match.replay][-1:] or valid


def aggregate_of(matches: Sequence[Match]) -> Score | None:
    """The aggregate score of the legs among *matches*, or of the last replay, the tie's home club first.

    None when none was played, and when the result of one is not known.
    """
    legs = deciding(matches)
    if any(leg.result is None and not leg.walkover for leg in legs):
        return None
    scores = [_turned(leg.result, leg, matches) for leg in legs if leg.result]
    if not scores:
        return None
    return Score(sum(score.home for score in scores), sum(score.away for score in scores))


def shoot_out_of(matches: Sequence[Match]) -> Score | None:
    """The penalties that decided *matches*, the tie's home club first; None without a shoot-out."""
    found = (_turned(leg.shoot_out, leg, matches) for leg in deciding(matches) if leg.shoot_out)
    return next(found, None)


def _turned(score: Score, leg: Match, legs: Sequence[Match]) -> Score:
    return score if leg.home.club == legs[0].home.club else score.turned


@dataclass(frozen=True, slots=True, order=True)
class TieKey:
    """The key of a tie: edition, number of the round, number within it; sorts in order of play."""

    edition: Label
    round: int
    number: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two clubs in a round of an edition, with one match, legs or replays; in a group it is one match.

    *advanced* is the id of the club that went through (in the final: won the cup), None when that is
    not known; *known* says how it is known. *replaced* says that the other club played on instead.
    """

    edition: Label
    round: NamedRound
    number: int
    home: Side
    away: Side
    matches: tuple[Match, ...]
    advanced: str | None
    known: Known | None
    replaced: bool = False

    @property
    def key(self) -> TieKey:
        """The key of the tie."""
        return TieKey(self.edition, self.round.number, self.number)

    @property
    def is_knock_out(self) -> bool:
        """Whether one of the two clubs went through, or won the cup."""
        return self.round.kind is RoundKind.KNOCK_OUT

    @property
    def is_for_third_place(self) -> bool:
        """Whether it is the third-place match, after which no club goes through."""
        return self.round.code == THIRD_PLACE

    @property
    def is_final(self) -> bool:
        """Whether it is the final."""
        return self.round.code == FINAL

    @property
    def walkover(self) -> bool:
        """Whether it was decided by a walkover."""
        return any(match.walkover for match in self.matches)

    @property
    def replayed(self) -> bool:
        """Whether a replay, or a play-off behind the legs, was needed."""
        return any(match.replay for match in self.matches)

    @property
    def unplayed(self) -> bool:
        """Whether none of its matches is known to have been played."""
        return all(match.status is MatchStatus.FIXTURE for match in self.matches)

    @property
    def played(self) -> list[Match]:
        """Its matches with a score."""
        return [match for match in self.matches if match.score]

    @property
    def aggregate(self) -> Score | None:
        """The aggregate score over all legs, see :func:`aggregate_of`."""
        return aggregate_of(self.matches)

    @property
    def won_on_penalties(self) -> Score | None:
        """The shoot-out score, the winner's first, None unless the shoot-out decided the tie."""
        if self.shoot_out is None or self.advanced is None:
            return None
        won = self.for_winner(self.shoot_out)
        return won if won.home > won.away else None

    @property
    def shoot_out(self) -> Score | None:
        """The penalties that decided it, see :func:`shoot_out_of`."""
        return shoot_out_of(self.matches)

    @property
    def known_derived(self) -> bool:
        """Whether the club that went through is inferred from something other than the tie itself."""
        return self.known is not None and self.known.derived

    def side(self, club: str) -> Side:
        """The side of *club* in the tie."""
        return self.home if self.home.club == club else self.away

    def opponent(self, club: str) -> Side:
        """The opponent of *club* in the tie."""
        return self.away if self.home.club == club else self.home

    @property
    def winner(self) -> Side | None:
        """The side that went through, None when unknown."""
        return self.side(self.advanced) if self.advanced else None

    def for_winner(self, score: Score) -> Score:
        """*score*, given with the tie's home club first, with the side that went through first."""
        return score.turned if self.advanced == self.away.club else score

    @property
    def loser(self) -> Side | None:
        """The side that did not go through, None when unknown."""
        return self.opponent(self.advanced) if self.advanced else None
