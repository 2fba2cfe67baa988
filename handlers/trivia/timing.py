"""What the host of games waits for: the time at which something is due, and votes that are on their way."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

GoOn = Callable[[int], Coroutine[Any, Any, None]]  # with a game, by its id


class Timers(Protocol):
    """Wakes the host for a game; the last time that was set for it replaces those before."""

    def set(self, game: int, at: float, go_on: GoOn) -> None:
        """Have *go_on* called with *game* when the clock says *at*."""

    def cancel(self, game: int) -> None:
        """Leave the game as it is."""

    async def settle(self) -> None:
        """Go on with every game for which it is time, and wait until that is done."""


class Arrivals(Protocol):
    """Knows whether all votes have arrived that people gave."""

    def have_come(self, until: float, poll: str | None) -> bool:
        """Whether every vote on *poll* that Telegram took up to a time has been counted; by asking, one wants
        to have them soon."""


class AtOnce:
    """Where votes are handed over in the moment in which they are given."""

    def have_come(self, _until: float, _poll: str | None) -> bool:
        """They have."""
        return True
