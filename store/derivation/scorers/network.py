"""Flow through a network whose edges have lower and upper bounds.

See "feasible circulation with lower bounds", R. K. Ahuja, T. L. Magnanti and J. B. Orlin, *Network Flows*,
1993, section 6.7.
"""

from collections import deque


class Contradiction(Exception):
    """The constraints are infeasible: no numbers within the bounds satisfy them."""


SOURCE, SINK = 0, 1


class Network:
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
        self.edge(SINK, SOURCE, 0, every)
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

    def bounds(self, edge: int) -> tuple[int, int]:
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
