"""The tree of an edition's last rounds: which tie led to which, as far as it is known."""

from collections.abc import Iterable
from dataclasses import dataclass

from store.cup.editions import Edition
from store.cup.rounds import FINAL, NamedRound, RoundKind, find_round
from store.cup.tables import GroupTable
from store.cup.ties import Side, Tie

_LAST_ROUNDS = (FINAL, "SF", "QF", "R16")
_ALWAYS = 3  # rounds that are drawn whether they are known or not


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the tree: its *tie*, None where that is not known, and the clubs that are known to have been
    there, the upper one first. *bye* says that the one club had no match, *placed* that it is known whom the
    winner met next, or that there was nobody."""

    tie: Tie | None = None
    upper: Side | None = None
    lower: Side | None = None
    bye: bool = False
    placed: bool = True

    @property
    def sides(self) -> tuple[Side | None, Side | None]:
        """The upper club and the lower one."""
        return self.upper, self.lower


@dataclass(frozen=True, slots=True)
class Level:
    """A round of the tree, None where nothing of it is known, and its *places* from the top; *left* are ties
    that have none."""

    code: str
    round: NamedRound | None
    places: tuple[Place, ...]
    left: tuple[Tie, ...] = ()


def tree_of(edition: Edition) -> list[Level]:
    """The levels of the tree, the final first: down to the round of 16 where that is known, else to the
    quarter-finals. Empty for an edition without a knock-out."""
    rounds = [find_round(code, edition.rounds, whole=edition.whole) for code in _LAST_ROUNDS]
    if not any(rounds):
        return []
    deepest = _LAST_ROUNDS if rounds[-1] and len(_ties(edition, rounds[-1])) <= 8 else _LAST_ROUNDS[:_ALWAYS]
    final = edition.final
    above = [
        Place(final, final.home, final.away) if final else Place(None, edition.winner, edition.runner_up)
    ]
    levels = [Level(FINAL, rounds[0], tuple(above))]
    for code, found in list(zip(_LAST_ROUNDS, rounds, strict=True))[1 : len(deepest)]:
        level = _below(edition, code, found, above)
        above = list(level.places)
        levels.append(level)
    return levels


def drawn_tables(edition: Edition) -> list[GroupTable]:
    """The tables that a picture of the edition has: not those of a league phase, which are too long."""
    return [table for table in edition.tables if table.round.kind is not RoundKind.LEAGUE_PHASE]


def _ties(edition: Edition, found: NamedRound | None) -> list[Tie]:
    return [tie for tie in edition.ties_of(found) if tie.is_knock_out] if found else []


def _below(edition: Edition, code: str, found: NamedRound | None, above: Iterable[Place]) -> Level:
    """The places of a round, two for each *above*: where a club is known, its tie; in those that are empty,
    the ties that no place above tells the place of."""
    ties = _ties(edition, found)
    byes = {bye.side.club for bye in edition.byes if bye.round == found and not bye.played}
    places = [_place_of(side, ties, byes) for place in above for side in place.sides]
    placed = {place.tie for place in places}
    left = iter([tie for tie in ties if tie not in placed])
    for number, place in enumerate(places):
        if place == Place() and (tie := next(left, None)):
            places[number] = Place(tie, tie.home, tie.away, placed=False)
    return Level(code, found, tuple(places), tuple(left))


def _place_of(side: Side | None, ties: Iterable[Tie], byes: set[str]) -> Place:
    """The place that *side* came from."""
    if side is None:
        return Place()
    for tie in ties:
        if side.club in (tie.home.club, tie.away.club):
            return Place(tie, tie.home, tie.away)
    return Place(None, side, bye=side.club in byes)


def champion_of(levels: list[Level]) -> str | None:
    """The id of the club that won the tree, None when it is not known."""
    place = levels[0].places[0]
    if place.tie:
        return place.tie.advanced
    return place.upper.club if place.upper else None
