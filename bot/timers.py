"""Event-loop timers that advance trivia games.

PTB's job queue and its dependency APScheduler are not needed, since nothing is stored here. Deadlines are in
``chats.db``, from which :meth:`handlers.trivia.host.Host.resume` sets the timers at start-up.
"""

import asyncio
from collections.abc import Callable

from handlers.telegram.application import AnyApplication
from handlers.trivia.timing import GoOn


class LoopTimers:
    """Timers, one per game, by *clock* in seconds since 1970, that fire while *application* is running."""

    def __init__(self, application: AnyApplication, clock: Callable[[], float]) -> None:
        self._application = application
        self._clock = clock
        self._timers: dict[int, tuple[asyncio.TimerHandle, GoOn]] = {}

    def set(self, game: int, at: float, go_on: GoOn) -> None:
        """Call *go_on* with *game* when the clock reaches *at*, at once if it has passed. This replaces the
        game's timer; exceptions of *go_on* go to the application's error handlers."""
        self.cancel(game)
        loop = asyncio.get_running_loop()
        timer = loop.call_later(max(at - self._clock(), 0), self._ring, game)
        self._timers[game] = timer, go_on

    def cancel(self, game: int) -> None:
        """Cancel the timer of *game*, if there is one."""
        if found := self._timers.pop(game, None):
            found[0].cancel()

    async def settle(self) -> None:
        """Fire every timer that is due, and wait until the calls have finished."""
        now = asyncio.get_running_loop().time
        while due := [game for game, (timer, _) in self._timers.items() if timer.when() <= now()]:
            timer, go_on = self._timers.pop(due[0])
            timer.cancel()
            await go_on(due[0])

    def _ring(self, game: int) -> None:
        _, go_on = self._timers.pop(game)
        if self._application.running:
            self._application.create_task(go_on(game), name=f"game {game}")
