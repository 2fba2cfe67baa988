"""Tables of groups: their rows, ranked by points."""

from dataclasses import dataclass

from store.cup.rounds import NamedRound
from store.cup.ties import Side
from store.cup.values import Score


@dataclass(frozen=True, slots=True)
class TableRow:
    """A club's row in a group's table.

    *points* are those after any *deducted* ones. *place* counts from 1; *shared* says that the order of the
    clubs with this place is not known. *went_on* says that the club played in a later round.
    """

    side: Side
    played: int
    won: int
    drawn: int
    lost: int
    goals: Score
    points: int
    deducted: int = 0
    place: int = 0
    shared: bool = False
    went_on: bool = False


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The table of a group, its *rows* from the first to the last.

    *given* says that it is a source's, of which not all matches are known. *complete* says that every club's
    number of matches is the same and all their scores are known. *win* is the points for a win, *stated* in
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
        return not (self.stated or self.given)

    def row_of(self, club: str) -> TableRow | None:
        """The row of the club with this id, None if it is not in the table."""
        return next((row for row in self.rows if row.side.club == club), None)

    @property
    def first(self) -> TableRow | None:
        """The row of the club that is first by points alone, None when several have as many, or before the
        end."""
        if not self.rows or not self.complete:
            return None
        most = max(row.points for row in self.rows)
        first = [row for row in self.rows if row.points == most]
        return first[0] if len(first) == 1 else None

    @property
    def second(self) -> TableRow | None:
        """The row of the club that is second by points alone, behind one that is first, else None."""
        others = [row for row in self.rows if row != self.first]
        if self.first is None or not others:
            return None
        most = max(row.points for row in others)
        second = [row for row in others if row.points == most]
        return second[0] if len(second) == 1 else None
