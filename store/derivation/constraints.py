"""Numbers of goals as constraints: each entry between two bounds, which sums narrow.

Nothing between the bounds is ever picked.
"""

from dataclasses import dataclass

from store.cup.ties import Basis, Goals
from store.seedfiles.season import Scorer


@dataclass(slots=True)
class Entry:
    """A name on a scorers' line while its bounds are worked out; *match* is the line of the match."""

    match: int
    side: int
    scorer: Scorer
    club: str
    player: str
    low: int
    high: int
    basis: Basis
    counted: bool = True

    def goals(self) -> Goals:
        """The entry as the archive keeps it."""
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


@dataclass(slots=True)
class Sum:
    """That the goals of *entries* are together exactly, or at most, *total*."""

    entries: list[Entry]
    total: int
    exact: bool = True

    def narrow(self) -> bool:
        """Narrow each entry by the bounds of the others; whether anything changed.

        :raises Contradiction: when no numbers within the bounds have this sum.
        """
        low, high = sum(entry.low for entry in self.entries), sum(entry.high for entry in self.entries)
        if low > self.total or (self.exact and high < self.total):
            raise Contradiction
        changed = False
        for entry in self.entries:
            most = min(entry.high, self.total - (low - entry.low))
            least = max(entry.low, self.total - (high - entry.high)) if self.exact else entry.low
            if (least, most) != (entry.low, entry.high):
                low, high = low + least - entry.low, high + most - entry.high
                entry.low, entry.high = least, most
                changed = True
        return changed


class Contradiction(Exception):
    """Claims that cannot all be true."""
