"""Interfaces of what the host of games waits for: timers, and votes in flight."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

GoOn = Callable[[int], Coroutine[Any, Any, None]]  # advances a game, by its id


class Timers(Protocol):
    """Timers that advance games, one per game: setting one replaces the one before."""

    def set(self, game: int, at: float, go_on: GoOn) -> None:
        """Have *go_on* called with *game* when the clock says *at*."""

    def cancel(self, game: int) -> None:
        """Cancel the timer of *game*."""

    async def settle(self) -> None:
        """Advance every game whose timer is due, and wait until that is done."""


class Arrivals(Protocol):
    """Says whether all votes that users have given have arrived."""

    def have_come(self, until: float, poll: str | None) -> bool:
        """Whether every vote on *poll* that Telegram accepted until a time has been counted; if not, they are
        requested soon."""


class AtOnce:
    """The arrivals where every vote is delivered at the moment in which it is given."""

    def have_come(self, _until: float, _poll: str | None) -> bool:
        """Always True."""
        return True
