"""Retry queue for updates whose changes could not be committed: first in, first out."""

import asyncio
from collections import deque

_FIRST_WAIT, _LONGEST_WAIT = 0.05, 0.5  # seconds between attempts of the first
_LONGEST_TRY = 1.0  # seconds that the next waits for an attempt, which has committed by then


class Place:
    """A place in the retry queue."""

    def __init__(self) -> None:
        self._turn = asyncio.Event()
        self.tried = asyncio.Event()
        self.gone = False

    async def turn(self) -> None:
        """Wait until the next attempt may begin."""
        await self._turn.wait()
        self._turn.clear()

    def give(self) -> None:
        """Have the next attempt begin."""
        self.tried.clear()
        self._turn.set()

    def failed(self) -> None:
        """Note that the attempt failed: it stays in the queue."""
        self.tried.set()

    def leave(self) -> None:
        """Leave the queue: the changes are committed, or the update is no longer to be retried."""
        self.gone = True
        self.tried.set()


class Retries:
    """Queue of updates to retry: the first with exponential back-off, the others once it has committed."""

    def __init__(self) -> None:
        self._places: deque[Place] = deque()
        self._trying: asyncio.Task[None] | None = None

    def join(self) -> Place:
        """Append a place to the queue, and return it."""
        place = Place()
        self._places.append(place)
        if self._trying is None or self._trying.done():
            self._trying = asyncio.get_running_loop().create_task(self._try())
        return place

    async def _try(self) -> None:
        wait = _FIRST_WAIT
        await asyncio.sleep(wait)
        while self._places:
            place = self._places[0]
            if not place.gone:
                place.give()
                try:
                    async with asyncio.timeout(_LONGEST_TRY):
                        await place.tried.wait()
                except TimeoutError:
                    # It has committed, and waits for the network; should it fail after all, it is last.
                    self._places.rotate(-1)
                    continue
            if place.gone:
                self._places.popleft()
                wait = _FIRST_WAIT
            else:
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
