"""Whether everything that people did up to a moment has arrived.

A vote carries no time. Telegram takes none after a poll has closed, so one that arrives was in time; but a
game can only be counted once none can be on its way any more: when Telegram has been asked for updates
after the end, has handed out all it had, and the votes among them are counted.
"""

import asyncio
from collections import Counter
from collections.abc import Callable

_LONGEST_BACKLOG = 60.0  # seconds of fetching without end after which what is missing is not waited for


class Arrivals:
    """What is known of it, by *clock* in seconds.

    Where fetching goes on for a minute and brings more all the time, what is missing is not waited for.

    Who takes updates in notes each time that all have arrived; a game asks, and thereby wants it noted soon,
    which *on_wanted* is called for.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.on_wanted: Callable[[], None] | None = None
        self._all_until = float("-inf")
        self._backlog: float | None = None  # since when more was there than could be fetched at once
        self._wanted_until = float("-inf")
        self._wanted = asyncio.Event()
        self._votes: Counter[str] = Counter()  # that have arrived and are not counted, by poll

    def vote_came(self, poll: str) -> None:
        """A vote arrived."""
        self._votes[poll] += 1

    def vote_counted(self, poll: str) -> None:
        """A vote that arrived has been handled."""
        self._votes[poll] -= 1
        if self._votes[poll] <= 0:
            del self._votes[poll]

    def all_came(self, until: float) -> None:
        """Everything that Telegram had at a time has arrived."""
        self._all_until, self._backlog = max(self._all_until, until), None
        if self._all_until >= self._wanted_until:
            self._wanted.clear()

    def more_is_there(self, until: float) -> None:
        """There was more at a time than could be fetched at once."""
        if self._backlog is None:
            self._backlog = until
        elif until - self._backlog > _LONGEST_BACKLOG:
            self.all_came(until - _LONGEST_BACKLOG)

    def have_come(self, until: float, poll: str | None) -> bool:
        """Whether every vote on *poll* that Telegram took up to a time has been counted."""
        if self._all_until < until:
            self._wanted_until = max(self._wanted_until, until)
            if self.on_wanted and not self._wanted.is_set():
                self.on_wanted()
            self._wanted.set()
            return False
        return poll is None or poll not in self._votes

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for what has not arrived."""
        return self._wanted.is_set()

    async def wanted(self) -> None:
        """Wait until somebody does."""
        await self._wanted.wait()
