"""How long the event loop is busy with something, and how much is begun in one of its turns."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Generator
from functools import partial
from time import perf_counter
from typing import Any

_TURN = 0.002  # seconds for which the loop may be busy with what is begun in one turn
_WEIGHT = 0.1  # of the latest piece of work in the expected cost of the next


class Pace:
    """Lets work begin in the order in which it comes, in each turn of the event loop as much as is likely to
    be done in two milliseconds, and one piece at least: what is begun first is not answered last.

    *cost* is what a piece is expected to keep the loop busy, in seconds; it follows what they did.
    """

    def __init__(self) -> None:
        self.cost = _TURN
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def turn(self) -> None:
        """Wait until a piece of work may begin."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._begin)
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        await turn

    def note(self, seconds: float) -> None:
        """Note for how long a piece of work kept the loop busy."""
        self.cost += _WEIGHT * (seconds - self.cost)

    def _begin(self) -> None:
        left = _TURN
        while self._waiting and left > 0:
            turn = self._waiting.popleft()
            if not turn.done():  # it may have been cancelled
                turn.set_result(None)
                left -= self.cost
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._begin)


class Busy:
    """Awaitable that awaits *work*, and calls *note* with the seconds for which that kept the loop busy."""

    __slots__ = ("_note", "_work")

    def __init__(self, work: Awaitable[Any], note: Callable[[float], None]) -> None:
        self._work = work
        self._note = note

    def __await__(self) -> Generator[Any, Any, Any]:
        """Run the work step by step; returns what it returns.

        :raises BaseException: any exception that the work raises.
        """
        steps = self._work.__await__()
        step, busy = partial(steps.send, None), 0.0
        try:
            while True:
                began = perf_counter()
                try:
                    awaited = step()
                except StopIteration as end:
                    return end.value
                finally:
                    busy += perf_counter() - began
                try:
                    step = partial(steps.send, (yield awaited))
                except BaseException as error:  # noqa: BLE001 - such as a cancellation: the work deals with it
                    step = partial(steps.throw, error)
        finally:
            self._note(busy)
