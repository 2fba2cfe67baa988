"""Detection of votes in transit: whether all updates up to a given time have arrived.

A vote has no timestamp. Telegram accepts none after a poll has closed, so one that arrives was in time; but a
game can only be scored once no vote can be in transit any more: when Telegram has been asked for updates
after the end, has returned all it had, and the votes among them are counted.
"""

import asyncio
from collections import Counter
from collections.abc import Callable

_LONGEST_BACKLOG = 60.0  # seconds of backlog after which missing votes are no longer waited for


class Arrivals:
    """Up to which time all updates have arrived, and which votes are not counted yet, by *clock* in seconds.

    When fetching has returned more all the time for a minute, missing votes are no longer waited for.

    Polling or webhook reports each time that all updates have arrived. A game asks for it, and thereby
    requests a report soon, for which *on_wanted* is called.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.on_wanted: Callable[[], None] | None = None
        self._all_until = float("-inf")
        self._backlog: float | None = None  # since when there has been more than could be fetched at once
        self._wanted_until = float("-inf")
        self._wanted = asyncio.Event()
        self._votes: Counter[str] = Counter()  # arrived and not counted yet, by poll

    def vote_came(self, poll: str) -> None:
        """Note that a vote on *poll* has arrived."""
        self._votes[poll] += 1

    def vote_counted(self, poll: str) -> None:
        """Note that a vote on *poll* has been handled."""
        self._votes[poll] -= 1
        if self._votes[poll] <= 0:
            del self._votes[poll]

    def all_came(self, until: float) -> None:
        """Note that all updates that Telegram had at the time *until* have arrived."""
        self._all_until, self._backlog = max(self._all_until, until), None
        if self._all_until >= self._wanted_until:
            self._wanted.clear()

    def more_is_there(self, until: float) -> None:
        """Note that Telegram had more updates at the time *until* than could be fetched at once."""
        if self._backlog is None:
            self._backlog = until
        elif until - self._backlog > _LONGEST_BACKLOG:
            self.all_came(until - _LONGEST_BACKLOG)

    def have_come(self, until: float, poll: str | None) -> bool:
        """Whether every vote on *poll* that Telegram accepted up to the time *until* has been counted; if
        updates up to then may be in transit, a report is requested."""
        if self._all_until < until:
            self._wanted_until = max(self._wanted_until, until)
            if self.on_wanted and not self._wanted.is_set():
                self.on_wanted()
            self._wanted.set()
            return False
        return poll is None or poll not in self._votes

    @property
    def is_wanted(self) -> bool:
        """Whether a report is requested."""
        return self._wanted.is_set()

    async def wanted(self) -> None:
        """Wait until a report is requested."""
        await self._wanted.wait()
