"""A tie once derived: its matches, whose goals they were, and who went through.

All frozen; goals are whole numbers, clubs and players are told apart by id, and every
club stands under the name it bore in the match at hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from store.cup.facts import MatchFacts
from store.cup.labels import Label
from store.cup.rounds import FINAL, THIRD_PLACE, NamedRound
from store.cup.values import Minute, PartialDate, Score


class Known(StrEnum):
    """How it is known who went through in a tie, or who won the cup."""

    SCORE = "score"
    SHOOT_OUT = "shoot-out"
    WALKOVER = "walkover"
    AGGREGATE = "aggregate"
    STATED = "stated"  # the season file says it outright
    SUPPLEMENT = "supplement"
    NEXT_ROUND = "next round"
    INFOBOX = "infobox"

    @property
    def derived(self) -> bool:
        """Whether it follows from something else than the tie itself."""
        return self in (Known.NEXT_ROUND, Known.INFOBOX)


class Basis(StrEnum):
    """How a scorer's number of goals in a match is known."""

    FILE = "file"  # minutes or a number in the season file
    SUPPLEMENT = "supplement"
    ARITHMETIC = "arithmetic"  # as many names as goals, or one name for all of them
    LEADERS = "leaders"  # follows from the edition's top scorers
    OPEN = "open"  # bounds only
    NONE = "none"  # named on a side that scored no goal


@dataclass(frozen=True, slots=True)
class Side:
    """A club under the name it bore at the time."""

    club: str
    name: str


@dataclass(frozen=True, slots=True)
class Goals:
    """One name on a side's scorers' line and the goals that were his.

    *low* and *high* are equal when the number is settled. *club* is the one he played for:
    the other side for an own goal, which counts for no scorer's table. *counted* is False
    for a name on a side that scored nothing.
    """

    side: int  # 0 home, 1 away: whose goals these are
    player: str
    name: str
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
        """Whether a number of more than one goal follows from something else than the line."""
        return self.basis in (Basis.ARITHMETIC, Basis.LEADERS) and self.high > 1


@dataclass(frozen=True, slots=True)
class Match(MatchFacts):
    """A match of a tie: the only one, or a leg.

    *score* is None for a *walkover*, which was not played and which the club first named won, and
    where it is not known. *others* says of each side whether it is not known whose all its goals were.
    *shoot_out_added* says that the shoot-out comes from the supplement.
    """

    line: int
    home: Side
    away: Side
    score: Score | None
    date: PartialDate | None = None
    walkover: bool = False
    extra_time: bool = False
    shoot_out: Score | None = None
    shoot_out_added: bool = False
    notes: tuple[str, ...] = ()
    goals: tuple[Goals, ...] = ()
    others: tuple[bool, bool] = (False, False)

    @property
    def margin(self) -> int:
        """By how many goals it was won, 0 for a draw and without a score."""
        return abs(self.score.home - self.score.away) if self.score else 0

    @property
    def scorers_by_side(self) -> list[tuple[Side, list[Goals], bool]]:
        """Each side with whose goals are its own, in the order of the file, and whether that is not all."""
        return [
            (club, [goals for goals in self.goals if goals.side == side], self.others[side])
            for side, club in enumerate((self.home, self.away))
        ]


def first_between(matches: Iterable[Match]) -> Goals | None:
    """The first entry in *matches* whose number is known between bounds only, None when there is none.

    Sides of which not all scorers are known are left out: that is what is said of these.
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


@dataclass(frozen=True, slots=True, order=True)
class TieKey:
    """Which tie: its edition, the number of its round, and its own number there; in order of play."""

    edition: Label
    round: int
    number: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two clubs in a round of an edition, with one match or several legs.

    *advanced* is the id of the club that went through (in the final: won the cup), None when
    nothing says which; *known* says how that is known. *replaced* says that the other one played on
    in its stead.
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
        """Which tie it is."""
        return TieKey(self.edition, self.round.number, self.number)

    @property
    def is_for_third_place(self) -> bool:
        """Whether nobody goes through in it."""
        return self.round.code == THIRD_PLACE

    @property
    def is_final(self) -> bool:
        """Whether the cup was won in it."""
        return self.round.code == FINAL

    @property
    def walkover(self) -> bool:
        """Whether a walkover decided it."""
        return any(match.walkover for match in self.matches)

    @property
    def played(self) -> list[Match]:
        """Its matches with a score."""
        return [match for match in self.matches if match.score]

    @property
    def aggregate(self) -> Score | None:
        """Goals over all its matches, home first as in the first match.

        None when none was played, and when the score of one is not known.
        """
        if any(match.score is None and not match.walkover for match in self.matches):
            return None
        scores = [
            match.score.turned if match.home.club != self.home.club else match.score
            for match in self.matches
            if match.score
        ]
        if not scores:
            return None
        return Score(sum(score.home for score in scores), sum(score.away for score in scores))

    @property
    def won_on_penalties(self) -> Score | None:
        """The penalties with the winner's first, None unless they are what decided it."""
        if self.shoot_out is None or self.advanced is None:
            return None
        won = self.for_winner(self.shoot_out)
        return won if won.home > won.away else None

    @property
    def shoot_out(self) -> Score | None:
        """The penalties that decided it, home first as in the first match."""
        for match in self.matches:
            if match.shoot_out:
                turned = match.home.club != self.home.club
                return match.shoot_out.turned if turned else match.shoot_out
        return None

    @property
    def known_derived(self) -> bool:
        """Whether who went through follows from something else than the tie itself."""
        return self.known is not None and self.known.derived

    def side(self, club: str) -> Side:
        """The side of the tie that *club* is."""
        return self.home if self.home.club == club else self.away

    def opponent(self, club: str) -> Side:
        """The side of the tie that *club* is not."""
        return self.away if self.home.club == club else self.home

    @property
    def winner(self) -> Side | None:
        """The side that went through, None when unknown."""
        return self.side(self.advanced) if self.advanced else None

    def for_winner(self, score: Score) -> Score:
        """*score*, home first as in the first match, with the side that went through first."""
        return score.turned if self.advanced == self.away.club else score

    @property
    def loser(self) -> Side | None:
        """The side that did not, None when unknown."""
        return self.opponent(self.advanced) if self.advanced else None
