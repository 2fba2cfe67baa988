"""The legend of a card: signs next to ties and goals, and former names of clubs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.cup.clubs import Club
from store.cup.ties import Goals, Tie, first_between
from store.text.folding import fold_club


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of ties: something is *derived*, a scorer is *disputed*, or goals are known *between*
    bounds only, of which the first are an example."""

    derived: bool = False
    disputed: bool = False
    between: Goals | None = None


def signs_of(ties: Sequence[Tie]) -> Signs:
    """The signs of *ties*."""
    goals = [goals for tie in ties for match in tie.matches for goals in match.goals]
    return Signs(
        derived=any(tie.known_derived for tie in ties) or any(found.worked_out for found in goals),
        disputed=not all(found.counted for found in goals),
        between=first_between(match for tie in ties for match in tie.matches),
    )


def called_otherwise(ties: Sequence[Tie], clubs: Iterable[Club]) -> list[tuple[str, Club]]:
    """The names in *ties* that share no word with their club's name of today."""
    return [
        (name, club)
        for club in clubs
        for name in dict.fromkeys(tie.side(club.id).name for tie in ties)
        if not set(fold_club(name).split()) & set(fold_club(club.name).split())
    ]
