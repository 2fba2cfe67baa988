"""Constraint solver for numbers of goals: exact lower and upper bounds under constraints on their sums.

Every entry is one addend of a side's goals in a match, and at most of one player's goals in the edition. So
all constraints together are a flow from sides to players, and the bounds of each number follow from a
maximum flow: see "feasible circulation with lower bounds", R. K. Ahuja, T. L. Magnanti and J. B. Orlin,
*Network Flows*, 1993, section 6.7.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from store.cup.ties import Basis, Goals
from store.derivation.scorers.network import SINK, SOURCE, Contradiction, Network
from store.seedfiles.season import Scorer

MOST_EXACT = 150  # entries that depend on each other
MOST_NUMBERS = 30  # of goals of a leader that are tried

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

    def goals(self, name: str) -> Goals:
        """The entry as an immutable value under the player's *name*, once its bounds are final."""
        scorer = self.scorer
        return Goals(
            side=self.side,
            player=self.player,
            name=name,
            written=scorer.name,
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


def narrow(sides: Sequence[Sum], players: Sequence[Sum] = ()) -> list[Bounds]:
    """Narrow each entry to the least and the most it can be, and return the same of each sum of *players*.

    An entry is in one sum of *sides*, and in one of *players* at most. Sums that have no entry in common
    are solved apart. Bounds are exact as long as no more than :data:`MOST_EXACT` entries depend on each
    other; of more they may be wider than need be, and a contradiction may not be noticed.

    :raises Contradiction: when no numbers between the bounds have these sums; then nothing is narrowed.
    """
    entries = [entry for side in sides for entry in side.entries]
    before = [(entry.low, entry.high) for entry in entries]
    unsettled = _unsettled(sides)
    if not unsettled:
        return _settled(sides, players)
    try:
        while True:
            totals = _narrow_once(sides, players)
            left = _unsettled(sides)
            # Only sums of very many entries are not exact at once; settled entries may part them.
            if unsettled <= MOST_EXACT or left == unsettled:
                return totals
            unsettled = left
    except Contradiction:
        restore(entries, before)
        raise


def _narrow_once(sides: Sequence[Sum], players: Sequence[Sum]) -> list[Bounds]:
    totals: list[Bounds] = [(0, 0)] * len(players)
    _settled([side for side in sides if not _unsettled([side])], ())
    for side_places, player_places in components(sides, players):
        entries, found = bounds_of(
            [sides[one] for one in side_places], [players[one] for one in player_places]
        )
        for entry, (low, high) in entries:
            entry.low, entry.high = low, high
        for place, bounds in zip(player_places, found, strict=True):
            totals[place] = bounds
    return totals


def _unsettled(sides: Sequence[Sum]) -> int:
    return sum(entry.low < entry.high for side in sides for entry in side.entries)


def restore(entries: Sequence[Entry], bounds: Sequence[Bounds]) -> None:
    """Give *entries* these *bounds*."""
    for entry, (low, high) in zip(entries, bounds, strict=True):
        entry.low, entry.high = low, high


def components(sides: Sequence[Sum], players: Sequence[Sum]) -> list[tuple[list[int], list[int]]]:
    """The places of *sides* and of *players* that depend on each other by an entry that is not settled.

    Sides whose entries are all settled, which :func:`narrow` has seen by themselves, are left out.
    """
    of_player = {
        entry: place
        for place, total in enumerate(players)
        for entry in total.entries
        if entry.low < entry.high
    }
    beside: list[set[int]] = [set() for _ in players]  # by player: sides with an entry of that player
    for place, side in enumerate(sides):
        for entry in side.entries:
            if entry in of_player:
                beside[of_player[entry]].add(place)
    mine = [{of_player[entry] for entry in side.entries if entry in of_player} for side in sides]
    found: list[tuple[list[int], list[int]]] = []
    seen: set[int] = set()
    for first in range(len(sides)):
        if first in seen or not _unsettled([sides[first]]):
            continue
        seen.add(first)
        group, of_group, waiting = [first], set(mine[first]), [first]
        while waiting:
            for player in mine[waiting.pop()]:
                of_group.add(player)
                for other in beside[player] - seen:
                    seen.add(other)
                    group.append(other)
                    waiting.append(other)
        found.append((sorted(group), sorted(of_group)))
    return [*found, *(([], [place]) for place in range(len(players)) if not beside[place])]


def bounds_of(
    sides: Sequence[Sum], players: Sequence[Sum]
) -> tuple[list[tuple[Entry, Bounds]], list[Bounds]]:
    """The bounds of the entries of *sides* that are not settled, and of each of *players*, for sums that
    depend on each other.

    :raises Contradiction: when there are none.
    """
    unsettled = _unsettled(sides)
    if not unsettled:
        return [], _settled(sides, players)
    if unsettled > MOST_EXACT:
        return _propagate(sides, players)
    network, edges, totals = _network(sides, players)
    network.settle()
    entries = [(entry, network.bounds(edge)) for entry, edge in edges]
    found = [(settled, network.bounds(edge) if edge is not None else (0, 0)) for settled, edge in totals]
    return entries, [(settled + low, settled + high) for settled, (low, high) in found]


def _settled(sides: Sequence[Sum], players: Sequence[Sum]) -> list[Bounds]:
    """The bounds of each of *players*, when all entries are settled.

    :raises Contradiction: when a sum is another one.
    """
    for side in sides:
        _open(side)
    numbers = [_open(total)[1] for total in players]
    return [(number, number) for number in numbers]


def _network(
    sides: Sequence[Sum], players: Sequence[Sum]
) -> tuple[Network, list[tuple[Entry, int]], list[tuple[int, int | None]]]:
    """The network of the sums, the edge of each entry, and for each of *players* the goals that are settled
    and the edge of the others."""
    network = Network()
    of_player: dict[Entry, int] = {}
    totals: list[tuple[int, int | None]] = []
    for total in players:
        entries, settled, bounds = _open(total)
        edge = None
        if entries:
            node = network.node()
            of_player |= dict.fromkeys(entries, node)
            edge = network.edge(node, SINK, *bounds)
        totals.append((settled, edge))
    edges: list[tuple[Entry, int]] = []
    for side in sides:
        entries, _, bounds = _open(side)
        if entries:
            node = network.node()
            network.edge(SOURCE, node, *bounds)
            for entry in entries:
                edge = network.edge(node, of_player.get(entry, SINK), entry.low, entry.high)
                edges.append((entry, edge))
    return network, edges, totals


def _propagate(
    sides: Sequence[Sum], players: Sequence[Sum]
) -> tuple[list[tuple[Entry, Bounds]], list[Bounds]]:
    """The same sum by sum, again and again until nothing changes: not exact, but linear in the entries."""
    low = {entry: entry.low for total in (*sides, *players) for entry in total.entries}
    high = {entry: entry.high for entry in low}
    changed = True
    while changed:
        changed = False
        for total in (*sides, *players):
            least, most = sum(map(low.get, total.entries)), sum(map(high.get, total.entries))  # type: ignore[arg-type]
            if least > (most if total.most is None else total.most) or most < total.least:
                raise Contradiction
            for entry in total.entries:
                up = high[entry] if total.most is None else min(high[entry], total.most - least + low[entry])
                down = max(low[entry], total.least - most + high[entry])
                if (down, up) != (low[entry], high[entry]):
                    least, most = least + down - low[entry], most + up - high[entry]
                    low[entry], high[entry] = down, up
                    changed = True
    entries = [(entry, (low[entry], high[entry])) for side in sides for entry in side.entries]
    return entries, [
        (sum(low[entry] for entry in total.entries), sum(high[entry] for entry in total.entries))
        for total in players
    ]


def is_possible(sides: Sequence[Sum], players: Sequence[Sum]) -> bool:
    """Whether there are numbers between the bounds that have these sums, as far as :func:`narrow` knows."""
    entries = [entry for side in sides for entry in side.entries]
    before = [(entry.low, entry.high) for entry in entries]
    try:
        narrow(sides, players)
    except Contradiction:
        return False
    restore(entries, before)
    return True


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


def limits_of(total: Sum) -> Bounds:
    """The limits of a sum as far as they bind it."""
    every = sum(entry.high for entry in total.entries)
    return total.least, every if total.most is None else min(total.most, every)


def led_by(leaders: Sequence[str], sums: Mapping[str, Sum]) -> Iterator[Mapping[str, Sum]]:
    """*sums* for each number of goals that *leaders* may have, and no other player more.

    Where that may be any of more than :data:`MOST_NUMBERS`, it is only known to be no less than others have.
    """
    least = max(sum(entry.low for entry in total.entries) for total in sums.values())
    most = min(sum(entry.high for entry in sums[leader].entries) for leader in leaders)
    if most - least >= MOST_NUMBERS:
        yield {**sums, **{leader: replace(sums[leader], least=least) for leader in leaders}}
        return
    for number in range(least, most + 1):
        yield {
            player: Sum(
                total.entries,
                number if player in leaders else total.least,
                number if player in leaders or total.most is None else min(total.most, number),
            )
            for player, total in sums.items()
        }
