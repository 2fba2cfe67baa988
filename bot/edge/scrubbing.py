"""Removing deleted data from the write-ahead log, again and again while another program keeps it open."""

import asyncio

from store.chats.inbox import Inbox


class Scrubbing:
    """Scrubs the log of *inbox*; after a failure the next attempt is made in *again* seconds, none before: a
    program that replicates the database keeps the log open for hours."""

    def __init__(self, inbox: Inbox, again: float) -> None:
        self._inbox = inbox
        self._again = again
        self._timer: asyncio.TimerHandle | None = None

    def do(self) -> None:
        """Scrub the log if there may be deleted data in it, unless an attempt is due later.

        :raises sqlite3.Error: when the database is damaged.
        """
        if self._timer is None:
            self._attempt()

    def _attempt(self) -> None:
        self._timer = None
        if not self._inbox.scrub():
            self._timer = asyncio.get_running_loop().call_later(self._again, self._attempt)

    def stop(self) -> None:
        """Make no more attempts."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
