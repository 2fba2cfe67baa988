"""Tables of groups: their rows, ranked by points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.cup.rounds import NamedRound
from store.cup.ties import Side
from store.cup.values import Score

_WINS = (2, 3)  # points for a win, one of which holds where the source does not say


@dataclass(frozen=True, slots=True)
class TableRow:
    """A club's row in a group's table.

    *goals* is None where a source gives none. *points* are those after any *deducted* ones. *place* counts
    from 1; *shared* says that the order of the clubs with this place is not known. *went_on* says that the
    club played in a later round.
    """

    side: Side
    played: int
    won: int
    drawn: int
    lost: int
    goals: Score | None
    points: int
    deducted: int = 0
    place: int = 0
    shared: bool = False
    went_on: bool = False


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The table of a group, its *rows* from the first to the last.

    *given* says that it is a source's, of which not all matches are known. *complete* says that every club
    met every other equally often, in a league phase that all played equally often, with known results.
    *win* is the points for a win, *stated* in
    the file or by rule.
    """

    round: NamedRound
    rows: tuple[TableRow, ...]
    win: int
    stated: bool
    given: bool = False
    complete: bool = False

    @property
    def by_rule(self) -> bool:
        """Whether its points are worked out by the rule for points, which the file does not state."""
        return self.played and not (self.stated or self.given)

    @property
    def partial(self) -> bool:
        """Whether it is worked out from some matches of the group, and so says nothing of its end."""
        return self.played and not (self.given or self.complete)

    @property
    def matches_known(self) -> int:
        """The number of matches that it is worked out from."""
        return sum(row.played for row in self.rows) // 2

    @property
    def played(self) -> bool:
        """Whether a result of the group is known."""
        return any(row.played for row in self.rows)

    def row_of(self, club: str) -> TableRow | None:
        """The row of the club with this id, None if it is not in the table."""
        return next((row for row in self.rows if row.side.club == club), None)

    def _points(self) -> list[list[int]]:
        """The points of the rows; where a rule gives them, at 2 and at 3 for a win."""
        if not self.by_rule:
            return [[row.points for row in self.rows]]
        return [[win * row.won + row.drawn - row.deducted for row in self.rows] for win in _WINS]

    def _alone(self, end: Callable[[list[int]], int], rows: Sequence[int]) -> TableRow | None:
        """The one of *rows*, by their places, with the points at an *end*, however many a win is worth; None
        where several have as many, and before the end."""
        if not (self.complete and rows):
            return None
        found = set()
        for points in self._points():
            wanted = end([points[place] for place in rows])
            at_end = [place for place in rows if points[place] == wanted]
            found.add(at_end[0] if len(at_end) == 1 else None)
        place = found.pop()
        return None if found or place is None else self.rows[place]

    @property
    def first(self) -> TableRow | None:
        """The row of the club that is first by points alone, None when none is, or before the end.

        Where the points for a win are not known, it is first both at 2 and at 3.
        """
        return self._alone(max, range(len(self.rows)))

    @property
    def second(self) -> TableRow | None:
        """The row of the club that is second by points alone behind one that is first, else None."""
        if self.first is None:
            return None
        return self._alone(max, [place for place, row in enumerate(self.rows) if row != self.first])

    @property
    def last(self) -> TableRow | None:
        """The row of the club that is last by points alone, else None."""
        return self._alone(min, range(len(self.rows)))
