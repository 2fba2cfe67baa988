"""The bracket of an edition: pairing legs to ties, the codes of rounds, and the clubs that went through."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from store.cup.rounds import FINAL, NamedRound, round_code
from store.cup.ties import Known, Match, Side, aggregate_of, shoot_out_of
from store.seedfiles.season import RoundSection


class _HasClubs(Protocol):
    @property
    def home(self) -> Side: ...
    @property
    def away(self) -> Side: ...


_Paired = TypeVar("_Paired", bound=_HasClubs)


def name_rounds(sections: Sequence[RoundSection], ties: Sequence[int]) -> list[NamedRound]:
    """The rounds of a file with their codes; *ties* is how many each of *sections* has.

    A round with an unknown name gets the code of its position (``R3`` for the third), or that of the
    final when it is the last one with ties, has one tie, and no other round is called the final.
    """
    last = max((index for index, number in enumerate(ties) if number), default=0)
    named: list[NamedRound] = []
    has_final = any(round_code(section.name) == FINAL for section in sections)
    for index, section in enumerate(sections):
        code = round_code(section.name)
        if code is None:
            is_final = index == last and ties[index] == 1 and not has_final
            code = FINAL if is_final else f"R{index + 1}"
        named.append(NamedRound(index + 1, section.name, code))
    return named


def pair_legs(matches: Iterable[_Paired]) -> list[list[_Paired]]:
    """The matches of one round grouped into ties: those between the same two clubs."""
    pairs: dict[frozenset[str], list[_Paired]] = {}
    for match in matches:
        pairs.setdefault(frozenset((match.home.club, match.away.club)), []).append(match)
    return list(pairs.values())


@dataclass(frozen=True, slots=True)
class Decision:
    """Which club went through in a tie, how that is known, and whether the other club played on instead."""

    advanced: str | None = None
    known: Known | None = None
    replaced: bool = False


def decide(legs: Sequence[Match], stated: str | None = None) -> Decision:
    """The club that went through by *legs* alone, if they decide the tie.

    Rules, in order: the club *stated* in the file (``Advanced:``); a walkover, in which the club
    named first goes through; a shoot-out; the score, over two legs the aggregate.
    """
    if stated:
        return Decision(stated, Known.STATED)
    walkover = next((leg for leg in legs if leg.walkover), None)
    if walkover:
        return Decision(walkover.home.club, Known.WALKOVER)
    home, away = legs[0].home.club, legs[0].away.club
    if shoot_out := shoot_out_of(legs):
        added = any(leg.shoot_out_added for leg in legs)
        known = Known.SUPPLEMENT if added else Known.SHOOT_OUT
        return Decision(home if shoot_out.home > shoot_out.away else away, known)
    aggregate = aggregate_of(legs)
    if aggregate and not aggregate.level:
        known = Known.AGGREGATE if len(legs) > 1 else Known.SCORE
        return Decision(home if aggregate.home > aggregate.away else away, known)
    return Decision()


def decide_by_others(
    decided: Decision, clubs: Set[str], added: str | None, later: Set[str], champion: str | None
) -> Decision:
    """The decision of a tie between *clubs*: *decided* by its own legs, or else by other evidence.

    Rules, in order: the club that went through by the supplement (*added*); the only one of the
    two that plays in a *later* round; in the final, the *champion* of the infobox. A tie decided by its
    legs is marked as replaced when its loser plays in a *later* round and its winner does not.
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
