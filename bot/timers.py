"""Waking the host of games by the timers of the event loop.

Not PTB's job queue, which drops what is more than a second late. Nothing is kept: deadlines are in
``chats.db``, from which :meth:`handlers.trivia.host.Host.resume` sets the alarms at start.
"""

import asyncio
from collections.abc import Callable

from bot.edge.application import AnyApplication
from handlers.trivia.timing import GoOn


class LoopAlarms:
    """Alarms by *clock*, in seconds since 1970; they ring while the application is running."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._application: AnyApplication | None = None
        self._go_on: GoOn | None = None

    def attend(self, application: AnyApplication, go_on: GoOn) -> None:
        """Call *go_on* with games, its failures being those of *application*."""
        self._application, self._go_on = application, go_on

    def set(self, game: int, at: float) -> None:
        """Have the host go on with *game* when the clock says *at*, at once if it is later."""
        self.cancel(game)
        loop = asyncio.get_running_loop()
        self._timers[game] = loop.call_later(max(at - self._clock(), 0), self._ring, game)

    def cancel(self, game: int) -> None:
        """Let the game be."""
        if timer := self._timers.pop(game, None):
            timer.cancel()

    async def settle(self) -> None:
        """Go on with every game for which it is time, and wait until that is done."""
        now = asyncio.get_running_loop().time
        while due := [game for game, timer in self._timers.items() if timer.when() <= now()]:
            self.cancel(due[0])
            if self._go_on:
                await self._go_on(due[0])

    def _ring(self, game: int) -> None:
        self.cancel(game)
        if self._application and self._go_on and self._application.running:
            self._application.create_task(self._go_on(game), name=f"game {game}")
