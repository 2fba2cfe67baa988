"""The order in which is tried again what could not be written down: as it came."""

import asyncio
from collections import deque

_FIRST_WAIT, _LONGEST_WAIT = 0.05, 0.5  # seconds until the first is tried again
_LONGEST_TRY = 1.0  # seconds that the next waits for one that is being tried, and is written by then


class Place:
    """A place among those that wait."""

    def __init__(self) -> None:
        self._turn = asyncio.Event()
        self.tried = asyncio.Event()
        self.gone = False

    async def turn(self) -> None:
        """Wait until it is one's turn to try."""
        await self._turn.wait()
        self._turn.clear()

    def give(self) -> None:
        """It is its turn."""
        self.tried.clear()
        self._turn.set()

    def failed(self) -> None:
        """It could not be written: the place is kept."""
        self.tried.set()

    def leave(self) -> None:
        """It has been written, or is not wanted any more."""
        self.gone = True
        self.tried.set()


class Retries:
    """Those that wait to be tried again. The first is tried now and then, the others once it has been
    written."""

    def __init__(self) -> None:
        self._places: deque[Place] = deque()
        self._trying: asyncio.Task[None] | None = None

    def join(self) -> Place:
        """A place behind the others."""
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
                    # It has been written, and waits for the network; should it fail after all, it is last.
                    self._places.rotate(-1)
                    continue
            if place.gone:
                self._places.popleft()
                wait = _FIRST_WAIT
            else:
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
