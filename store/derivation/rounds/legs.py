"""Legs and replays: which matches of the same two clubs in a round are which."""

from collections.abc import Sequence
from enum import Enum

from store.cup.values import MatchStatus
from store.seedfiles.season import MatchLine

_VOID = (MatchStatus.ABANDONED, MatchStatus.ANNULLED, MatchStatus.CANCELLED)


class Repeated(Enum):
    """Why clubs meet more than once in a round."""

    NOT = "not"  # no two clubs do
    LEGS = "legs"
    REPLAYS = "replays"
    OPEN = "open"  # the round alone does not say


def _is_level(match: MatchLine) -> bool:
    """Whether *match* ended level and nothing in its line decides it."""
    decided = match.shoot_out or match.lots or match.advanced
    return match.score is not None and match.score.level and not decided


def valid(matches: Sequence[MatchLine]) -> list[MatchLine]:
    """The *matches* that count: not those that were abandoned, annulled or cancelled."""
    return [match for match in matches if match.status not in _VOID]


def repeated_in(pairs: Sequence[Sequence[MatchLine]]) -> Repeated:
    """Why clubs meet more than once in a round, *pairs* being its matches by the two clubs.

    Rule: a round is of replays when only clubs whose first match was level meet again, and no match that was
    not repeated is level. Where all clubs met twice, it is of replays only if a first match had extra time,
    or was at the same home as the second; of a single tie the round alone does not say. A match marked as a
    replay is one; behind two others, by which the round is told, it is a play-off.
    """
    counted = [valid(pair) for pair in pairs]
    first = [[match for match in matches if not match.replay] for matches in counted]
    if any(len(one) < 2 and len(one) < len(matches) for one, matches in zip(first, counted, strict=True)):
        return Repeated.REPLAYS
    several = [matches for matches in first if len(matches) > 1]
    single = [matches[0] for matches in first if len(matches) == 1]
    if not several:
        return Repeated.NOT
    if not all(_is_level(match) for matches in several for match in matches[:-1]):
        return Repeated.LEGS
    if single:
        return Repeated.LEGS if any(map(_is_level, single)) else Repeated.REPLAYS
    if any(matches[0].extra_time or matches[0].home == matches[1].home for matches in several):
        return Repeated.REPLAYS
    return Repeated.OPEN if len(several) == 1 else Repeated.LEGS


def settle(rounds: Sequence[Repeated]) -> list[Repeated]:
    """Why clubs meet again in each of an edition's *rounds*, the open ones by the others.

    Rule: as the other rounds are; of legs where these do not say.
    """
    rule = Repeated.LEGS
    if Repeated.LEGS not in rounds and any(kind in rounds for kind in (Repeated.NOT, Repeated.REPLAYS)):
        rule = Repeated.REPLAYS
    return [rule if kind is Repeated.OPEN else kind for kind in rounds]


def replays_among(matches: Sequence[MatchLine], kind: Repeated) -> set[int]:
    """The line numbers of the replays among the *matches* of two clubs in a round.

    Those that are marked, and by the *kind* of the round all but the first; of more than two legs those
    behind the second, which are play-offs.
    """
    counted = valid(matches)
    first = {Repeated.REPLAYS: 1, Repeated.LEGS: 2}.get(kind, len(counted))
    return {match.line for match in counted if match.replay} | {match.line for match in counted[first:]}
