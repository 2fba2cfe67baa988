"""From lines to ties: which lines belong together, which round is the final, who went through."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from store.cup.labels import Label
from store.cup.rounds import FINAL, THIRD_PLACE, NamedRound, round_code
from store.cup.ties import Known, Match, Side, Tie
from store.cup.values import Score
from store.seedfiles.season import RoundSection


def name_rounds(sections: Sequence[RoundSection], ties: Sequence[int]) -> list[NamedRound]:
    """The rounds of a file with their codes; *ties* is how many each of *sections* has.

    A round whose name no table knows has the code of its place (``R3`` for the third), and
    is the final when it is the last one and has one tie.
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


def pair_legs(matches: Iterable[Match]) -> list[list[Match]]:
    """The matches of one round, those between the same two clubs together."""
    pairs: dict[frozenset[str], list[Match]] = {}
    for match in matches:
        pairs.setdefault(frozenset((match.home.club, match.away.club)), []).append(match)
    return list(pairs.values())


def make_tie(
    edition: Label, round_: NamedRound, number: int, legs: Sequence[Match], stated: str | None
) -> Tie:
    """The tie of *legs*, decided as far as the lines themselves do.

    Rules, in order: the club that *stated* (``Advanced:``) names; a walkover, in which the
    club first named goes through; a shoot-out; the score, over two legs the aggregate.
    """
    home, away = legs[0].home, legs[0].away
    tie = Tie(edition, round_, number, home, away, tuple(legs), None, None)
    if stated:
        return replace(tie, advanced=stated, known=Known.STATED)
    walkover = next((match for match in legs if match.walkover), None)
    if walkover:
        return replace(tie, advanced=walkover.home.club, known=Known.WALKOVER)
    if tie.shoot_out:
        added = any(match.shoot_out_added for match in legs)
        known = Known.SUPPLEMENT if added else Known.SHOOT_OUT
        return replace(tie, advanced=_ahead(tie.shoot_out, home, away), known=known)
    aggregate = tie.aggregate
    if aggregate and not aggregate.level:
        known = Known.AGGREGATE if len(legs) > 1 else Known.SCORE
        return replace(tie, advanced=_ahead(aggregate, home, away), known=known)
    return tie


def _ahead(score: Score, home: Side, away: Side) -> str:
    return home.club if score.home > score.away else away.club


def decide_level(tie: Tie, added: str | None, later: Set[str], champion: str | None) -> Tie:
    """*tie* decided by other evidence, when its own lines leave it open.

    Rules, in order: the club that the supplement says went through (*added*); the only one
    of the two that plays in a *later* round; in the final, the *champion* of the infobox. A tie that
    is decided says whether its loser plays in a *later* round instead of its winner.
    """
    clubs = {tie.home.club, tie.away.club}
    if tie.advanced:
        return replace(tie, replaced=clubs & later == clubs - {tie.advanced})
    if added:
        return replace(tie, advanced=added, known=Known.SUPPLEMENT)
    still_in = clubs & later
    if len(still_in) == 1:
        return replace(tie, advanced=still_in.pop(), known=Known.NEXT_ROUND)
    if tie.round.code == FINAL and champion in clubs:
        return replace(tie, advanced=champion, known=Known.INFOBOX)
    return tie


def clubs_after(ties: Iterable[Tie], round_: NamedRound) -> set[str]:
    """The clubs that play after *round_*, in rounds that only its winners reach."""
    return {
        side.club
        for tie in ties
        if tie.round.number > round_.number and tie.round.code != THIRD_PLACE
        for side in (tie.home, tie.away)
    }
