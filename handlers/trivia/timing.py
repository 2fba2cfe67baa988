"""What the host of games waits for: the time at which something is due, and votes that are on their way."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from telegram.ext import Application

GoOn = Callable[[int], Awaitable[None]]  # with a game, by its id


class Alarms(Protocol):
    """Wakes the host for a game; the last time that was set for it replaces those before."""

    def set(self, game: int, at: float) -> None:
        """Have *game* gone on with when the clock says *at*."""

    def cancel(self, game: int) -> None:
        """Let the game be."""

    async def settle(self) -> None:
        """Go on with every game for which it is time, and wait until that is done."""

    def attend(self, application: Application[Any, Any, Any, Any, Any, Any], go_on: GoOn) -> None:
        """Call *go_on* with games, its failures being those of *application*."""


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
