"""Scoring: the points of answers, and the standings. ``/help trivia`` shows these numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

RIGHT = 10
FIRST = (5, 3, 1)  # bonus for the first right answers, in order of arrival
STREAK_FROM = 3  # right answers in a row, from which on each has a bonus
STREAK = 2  # that bonus


def points_for(place: int, streak: int) -> int:
    """The points of a right answer, the *place*-th to arrive, from 1, and the *streak*-th in a row."""
    first = FIRST[place - 1] if place <= len(FIRST) else 0
    return RIGHT + first + (STREAK if streak >= STREAK_FROM else 0)


def best_streak(answers: Iterable[bool | None]) -> int:
    """The longest streak of right *answers*, in the order of the questions; None is ignored (skipped)."""
    best = running = 0
    for right in answers:
        running = running + 1 if right else running if right is None else 0
        best = max(best, running)
    return best


@dataclass(frozen=True, slots=True)
class Standing:
    """A user's result in a game. *user* is below 0 for a user whose data was deleted.

    *right* of the questions *answered* were right; equal points share a *place*. *fastest* is the time of the
    fastest right answer in seconds, from the question to its arrival; None when it is not known.
    """

    user: int
    points: int
    right: int
    answered: int
    streak: int
    fastest: float | None = None
    place: int = 0
    won: bool = False


def placed(standings: Sequence[Standing], *, counts: bool) -> list[Standing]:
    """*standings* by points, with places. The first with points won, if the game *counts* and two played."""
    order = sorted(standings, key=lambda row: (-row.points, -row.right, row.answered))
    points = [row.points for row in order]
    return [
        replace(
            row,
            place=points.index(row.points) + 1,
            won=counts and len(order) > 1 and row.points == points[0] > 0,
        )
        for row in order
    ]
