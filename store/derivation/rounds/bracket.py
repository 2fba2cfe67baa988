"""The club that went through in a tie: by its own matches, or by other evidence."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from store.cup.ties import Known, Match, aggregate_of, deciding, shoot_out_of
from store.cup.values import MatchStatus


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file or the supplement states of a tie.

    The club that *advanced*, the one that won the *lots*, whether *away_goals* count, and whether the ties of
    its round have two *legs*.
    """

    advanced: str | None = None
    lots: str | None = None
    away_goals: bool = False
    legs: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Which club went through in a tie, how that is known, and whether the other club played on instead."""

    advanced: str | None = None
    known: Known | None = None
    replaced: bool = False


def decide(matches: Sequence[Match], stated: Stated = Stated()) -> Decision:
    """The club that went through by the *matches* of a tie alone, if they decide it.

    Rules, in order: the club stated in the file (``Advanced:``); a walkover, in which the club
    named first goes through, unless each club is named first in one; a shoot-out; the result of the
    last replay, else the score, over two legs the aggregate; goals scored away, where they count; lots.
    One leg alone decides nothing.
    """
    if stated.advanced:
        return Decision(stated.advanced, Known.STATED)
    legs = deciding(matches)
    given = {leg.home.club for leg in legs if leg.walkover}
    if given:
        return Decision(next(iter(given)), Known.WALKOVER) if len(given) == 1 else Decision()
    home, away = matches[0].home.club, matches[0].away.club
    if shoot_out := shoot_out_of(matches):
        added = any(leg.shoot_out_added for leg in legs)
        known = Known.SUPPLEMENT if added else Known.SHOOT_OUT
        return Decision(home if shoot_out.home > shoot_out.away else away, known)
    aggregate = aggregate_of(matches)
    if stated.legs and len(legs) == 1 and not legs[0].replay:
        return Decision(stated.lots, Known.LOTS) if stated.lots else Decision()
    if aggregate and not aggregate.level:
        return Decision(home if aggregate.home > aggregate.away else away, _known_by(legs))
    if aggregate and stated.away_goals and (scored_away := _by_away_goals(legs)):
        return Decision(scored_away, Known.AWAY_GOALS)
    return Decision(stated.lots, Known.LOTS) if stated.lots else Decision()


def _known_by(legs: Sequence[Match]) -> Known:
    if len(legs) > 1:
        return Known.AGGREGATE
    if legs[0].status is MatchStatus.AWARDED:
        return Known.AWARDED
    return Known.REPLAY if legs[0].replay else Known.SCORE


def _by_away_goals(legs: Sequence[Match]) -> str | None:
    """The club with more goals away from home in two *legs*, None when both have as many."""
    if len(legs) != 2 or legs[0].home.club == legs[1].home.club:
        return None
    away = {leg.away.club: leg.result.away for leg in legs if leg.result}
    best = max(away.values(), default=0)
    first = [club for club, goals in away.items() if goals == best]
    return first[0] if len(away) == 2 and len(first) == 1 else None


def decide_by_others(
    decided: Decision, clubs: Set[str], added: str | None, later: Set[str], champion: str | None
) -> Decision:
    """The decision of a tie between *clubs*: *decided* by its own matches, or else by other evidence.

    Rules, in order: the club that went through by the supplement (*added*); the only one of the
    two that plays in a *later* round; in the final, the *champion* of the infobox. A tie decided by its
    matches is marked as replaced when its loser plays in a *later* round and its winner does not.
    """
    still_in = clubs & later
    if decided.advanced:
        return replace(decided, replaced=still_in == clubs - {decided.advanced})
    if added:
        return Decision(added, Known.SUPPLEMENT)
    if len(still_in) == 1:
        return Decision(next(iter(still_in)), Known.NEXT_ROUND)
    if champion in clubs:
        return Decision(champion, Known.INFOBOX)
    return Decision()
