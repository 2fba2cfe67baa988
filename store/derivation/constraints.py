"""Constraint solver for numbers of goals: exact lower and upper bounds under constraints on their sums.

Every entry is one addend of a side's goals in a match, and at most of one player's goals in the edition. So
all constraints together are a flow from sides to players, and the bounds of each number follow from a
maximum flow: see "feasible circulation with lower bounds", R. K. Ahuja, T. L. Magnanti and J. B. Orlin,
*Network Flows*, 1993, section 6.7.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from store.cup.ties import Basis, Goals
from store.seedfiles.season import Scorer

Bounds = tuple[int, int]
"""The lower and the upper bound of a number of goals."""


@dataclass(slots=True, eq=False)
class Entry:
    """A scorer in a line of scorers, with bounds still being narrowed; *match* is the line of the match."""

    match: int
    side: int
    scorer: Scorer
    club: str
    player: str
    low: int
    high: int
    basis: Basis = Basis.OPEN
    counted: bool = True

    def goals(self) -> Goals:
        """The entry as an immutable value, once its bounds are final."""
        scorer = self.scorer
        return Goals(
            side=self.side,
            player=self.player,
            name=scorer.name,
            club=self.club,
            low=self.low,
            high=self.high,
            basis=self.basis,
            minutes=scorer.minutes,
            own_goal=scorer.own_goal,
            penalty=scorer.penalty,
            counted=self.counted,
        )


@dataclass(frozen=True, slots=True)
class Sum:
    """A constraint: the goals of *entries* sum to *least* to *most*, None for no upper bound."""

    entries: Sequence[Entry]
    least: int = 0
    most: int | None = None


class Contradiction(Exception):
    """The constraints are infeasible: no numbers within the bounds satisfy them."""


def narrow(sides: Sequence[Sum], players: Sequence[Sum] = ()) -> list[Bounds]:
    """Narrow the bounds of each entry to those feasible; return the bounds of each sum of *players*.

    An entry is in one sum of *sides*, and in at most one of *players*.

    :raises Contradiction: when the constraints are infeasible; then no entry is changed.
    """
    network = _Network()
    of_player: dict[Entry, int] = {}
    totals: list[tuple[int, int | None]] = []  # settled goals, and the edge of the unsettled ones
    for total in players:
        entries, settled, bounds = _open(total)
        edge = None
        if entries:
            node = network.node()
            of_player |= dict.fromkeys(entries, node)
            edge = network.edge(node, _SINK, *bounds)
        totals.append((settled, edge))
    edges: list[tuple[Entry, int]] = []
    for side in sides:
        entries, _, bounds = _open(side)
        if entries:
            node = network.node()
            network.edge(_SOURCE, node, *bounds)
            for entry in entries:
                edge = network.edge(node, of_player.get(entry, _SINK), entry.low, entry.high)
                edges.append((entry, edge))
    network.settle()
    for entry, edge in edges:
        entry.low, entry.high = network.bounds(edge)
    found = [(settled, network.bounds(edge) if edge is not None else (0, 0)) for settled, edge in totals]
    return [(settled + low, settled + high) for settled, (low, high) in found]


def _open(total: Sum) -> tuple[list[Entry], int, Bounds]:
    """The unsettled entries of a sum, the goals of the settled ones, and the bounds left for the unsettled.

    :raises Contradiction: when the unsettled ones cannot satisfy the sum.
    """
    entries = [entry for entry in total.entries if entry.low < entry.high]
    settled = sum(entry.low for entry in total.entries if entry.low == entry.high)
    every = sum(entry.high for entry in entries)
    least = max(total.least - settled, 0)
    most = every if total.most is None else min(total.most - settled, every)
    if least > every or most < 0:
        raise Contradiction
    return entries, settled, (least, most)


_SOURCE, _SINK = 0, 1


class _Network:
    """A flow network with a lower and an upper bound on each edge; an edge from sink to source closes it."""

    def __init__(self) -> None:
        self._leaving: list[list[int]] = [[], []]  # outgoing edges by node
        self._heads: list[int] = []  # by edge; ``edge ^ 1`` is the reverse of ``edge``
        self._room: list[int] = []  # residual capacity by edge
        self._lows: list[int] = []
        self._needed: list[int] = [0, 0]  # by node: lower bounds of incoming minus outgoing edges

    def node(self) -> int:
        """Add a node and return its number."""
        self._leaving.append([])
        self._needed.append(0)
        return len(self._leaving) - 1

    def edge(self, tail: int, head: int, low: int, high: int) -> int:
        """Add an edge from *tail* to *head* with a flow of *low* to *high*, and return its number.

        :raises Contradiction: when *low* is greater than *high*.
        """
        if low > high:
            raise Contradiction
        for leaves, enters, room in ((tail, head, high - low), (head, tail, 0)):
            self._leaving[leaves].append(len(self._heads))
            self._heads.append(enters)
            self._room.append(room)
            self._lows.append(low)
        self._needed[head] += low
        self._needed[tail] -= low
        return len(self._heads) - 2

    def settle(self) -> None:
        """Find a feasible flow, which satisfies all bounds.
        :raises Contradiction: when there is none.
        """
        if not self._heads:
            return
        every = sum(self._room) + sum(self._lows)
        self.edge(_SINK, _SOURCE, 0, every)
        first, last = self.node(), self.node()
        wanted = 0
        for node, needed in enumerate(self._needed[:first]):
            if needed > 0:
                self.edge(first, node, 0, needed)
                wanted += needed
            elif needed < 0:
                self.edge(node, last, 0, -needed)
        if self._push(first, last, wanted) < wanted:
            raise Contradiction
        for edge in (*self._leaving[first], *self._leaving[last]):
            self._room[edge] = self._room[edge ^ 1] = 0

    def bounds(self, edge: int) -> Bounds:
        """The least and the greatest feasible flow through *edge*."""
        tail, head = self._heads[edge ^ 1], self._heads[edge]
        more, less = self._room[edge], self._room[edge ^ 1]
        flow = self._lows[edge] + less
        found = []
        for start, end, most in ((tail, head, less), (head, tail, more)):
            before = self._room.copy()
            self._room[edge] = self._room[edge ^ 1] = 0  # by other paths only
            found.append(self._push(start, end, most))
            self._room = before
        return flow - found[0], flow + found[1]

    def _push(self, start: int, end: int, most: int) -> int:
        """Augment the flow from *start* to *end* by as much as possible up to *most*; return by how much."""
        pushed = 0
        while pushed < most and (path := self._path(start, end)):
            amount = min(most - pushed, *(self._room[edge] for edge in path))
            for edge in path:
                self._room[edge] -= amount
                self._room[edge ^ 1] += amount
            pushed += amount
        return pushed

    def _path(self, start: int, end: int) -> list[int]:
        """The edges of a shortest augmenting path from *start* to *end*, empty when there is none."""
        reached: dict[int, int] = {start: -1}
        waiting = deque([start])
        while waiting and end not in reached:
            for edge in self._leaving[waiting.popleft()]:
                if self._room[edge] and self._heads[edge] not in reached:
                    reached[self._heads[edge]] = edge
                    waiting.append(self._heads[edge])
        path = []
        while end in reached and end != start:
            path.append(reached[end])
            end = self._heads[reached[end] ^ 1]
        return path
