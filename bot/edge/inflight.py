"""Updates in flight, from arrival until they may be forgotten: at-least-once processing.

Polling and webhook share one path: an update that is not fleeting is stored in the inbox of ``chats.db``,
acknowledged, handled, and its content is deleted. A bot that was killed finds unfinished updates again, and
the ids of handled ones. When nothing can be written, as another program writes or the disk is full, updates
are handled from memory, and acknowledged once they are handled or stored after all, whichever is first.

An unfinished update found at start-up may be a poison update, one that kills the bot. On the first attempt
all are handled concurrently; those attempted before, one after the other. After three attempts an update is
discarded: its author is told so, which has three attempts too, as it may have been killed without any fault.
"""

import asyncio
import json
import logging
import sqlite3
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from telegram import Bot, Update

from bot.edge.arrivals import Arrivals
from bot.edge.contents import Content, is_fleeting, read
from bot.edge.scrubbing import Scrubbing
from bot.tuning import InFlightLimits
from store.chats.inbox import Inbox, Waiting

logger = logging.getLogger(__name__)

_ATTEMPTS = 3  # to handle a poison update after restarts, and to report that it is discarded


class Discarded(Exception):
    """A poison *update*, discarded after its last attempt did not finish."""

    def __init__(self, update: Update) -> None:
        super().__init__(f"update {update.update_id} was not finished in {_ATTEMPTS} attempts after restarts")
        self.update = update


@dataclass(eq=False, slots=True)
class _Taken:
    """An update in flight *since* a time of the event loop's clock; *content* until *kept* in the inbox."""

    content: Content | None
    since: float
    kept: bool = False
    in_memory: bool = False
    poll: str | None = None  # that the vote is on
    done: asyncio.Event = field(default_factory=asyncio.Event)


class InFlight:
    """The updates in flight: those that arrived and are not finished. They are parsed for *bot* and put into
    *queue*; votes among them are reported to *arrivals*.

    When a poison update is discarded, a :class:`Discarded` is put into *queue* in its place; the update is
    in flight until it is finished, like any other.
    """

    def __init__(
        self,
        bot: Bot,
        queue: "asyncio.Queue[object]",
        inbox: Inbox,
        arrivals: Arrivals,
        limits: InFlightLimits | None = None,
    ) -> None:
        self._limits = limits or InFlightLimits()
        self._bot = bot
        self._queue = queue
        self._inbox = inbox
        self._scrubbing = Scrubbing(inbox, self._limits.scrub_again)
        self._arrivals = arrivals
        self._in_flight: dict[int, _Taken] = {}
        self._waiting: deque[int] = deque()  # in flight, but on disk only
        self._in_memory = 0  # their number in memory, without votes
        self._unkept: dict[int, _Taken] = {}
        self._handled: list[int] = []  # stored, handled, and not yet committed as handled
        self._noted: list[int] = []  # committed so, since Telegram may send them again
        self._acknowledged = 0  # the id below which it will not
        self._from_before: set[int] = set()  # ids of updates that the previous process handled
        self._recent: dict[int, None] = {}  # ids of handled updates, oldest first
        self._old: set[int] = set()  # that were removed from these
        self._left: list[Waiting] = []  # unfinished, from the previous process
        self._begun: set[int] = set()  # ids of these whose attempt has been counted
        self._timer: asyncio.TimerHandle | None = None
        self._works = True  # whether the last write succeeded
        self._latest: list[_Taken] = []

    def __len__(self) -> int:
        """The number of updates in flight."""
        return len(self._in_flight)

    @property
    def all_safe(self) -> bool:
        """Whether all updates may be acknowledged."""
        return not self._unkept

    def is_new(self, number: int) -> bool:
        """Whether no update with this id is in flight or was handled lately. An acknowledged id that arrives
        again is new: Telegram does not resend the update, but may restart its numbering."""
        if number in self._in_flight:
            return False
        return number not in self._recent or number < self._acknowledged

    def acknowledged(self, below: int) -> None:
        """Note that Telegram will not resend updates with an id *below* this."""
        self._acknowledged = below

    def all_came(self) -> None:
        """Note that Telegram has returned everything: an update that the previous process handled without
        acknowledging it has arrived again, or never will."""
        for number in self._from_before:
            self._recent.pop(number, None)
        self._from_before.clear()

    def is_safe(self, number: int) -> bool:
        """Whether the update with this id may be acknowledged."""
        return number not in self._unkept

    def age(self) -> float:
        """Seconds for which the oldest update has been in flight, 0 without one."""
        now = asyncio.get_running_loop().time()
        return max((now - taken.since for taken in self._in_flight.values()), default=0.0)

    async def take(self, contents: Iterable[Content]) -> None:
        """Store new updates in the inbox, and enqueue them.

        Updates that cannot be stored in time are handled all the same; while writes
        fail, later updates do not wait for that.
        """
        loop = asyncio.get_running_loop()
        new: dict[int, _Taken] = {}
        for content in contents:
            number = content["update_id"]
            if self.is_new(number):
                self._in_flight[number] = new[number] = _Taken(content, loop.time())
                if not is_fleeting(content):
                    self._unkept[number] = new[number]
        self._latest = list(new.values())
        if not new:
            return
        attempts = round(self._limits.storing / self._limits.retry) if self._works else 0
        while self._unkept and not self._write() and attempts:
            attempts -= 1
            await asyncio.sleep(self._limits.retry)
        for number, taken in new.items():
            self._enqueue(number, taken)

    def _enqueue(self, number: int, taken: _Taken) -> None:
        """Enqueue an update, or have it wait on disk until there is room in memory."""
        content, taken.content = taken.content, None if taken.kept else taken.content
        vote = content.get("poll_answer") if content else None
        if content is None or (taken.kept and not vote and self._in_memory >= self._limits.in_memory):
            self._waiting.append(number)
            return
        update = read(content, self._bot)
        if update is None:
            self._finish(number)
            return
        if isinstance(vote, dict):
            taken.poll = str(vote.get("poll_id"))
            self._arrivals.vote_came(taken.poll)
        else:
            taken.in_memory = True
            self._in_memory += 1
        self._queue.put_nowait(update)

    def finish(self, update: Update) -> None:
        """Note that *update* has been handled and its changes are committed."""
        self._finish(update.update_id)

    def _finish(self, number: int) -> None:
        taken = self._in_flight.pop(number, None)
        if taken is None:
            return
        self._unkept.pop(number, None)
        self._begun.discard(number)
        self._in_memory -= taken.in_memory
        if taken.poll is not None:
            self._arrivals.vote_counted(taken.poll)
        self._remember(number)
        self._from_before.discard(number)
        if taken.kept:
            self._handled.append(number)
            self._write_in(self._limits.batching)
        elif taken.poll is not None:  # committed with the vote
            self._noted.append(number)
        taken.done.set()
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._make_use_of_room)

    def _remember(self, number: int) -> None:
        self._recent[number] = None
        if len(self._recent) > self._limits.remembered:
            oldest = next(iter(self._recent))
            del self._recent[oldest]
            self._old.add(oldest)

    def _make_use_of_room(self) -> None:
        """Enqueue updates that wait on disk, as far as there is room in memory."""
        while self._waiting and self._in_memory < self._limits.in_memory:
            number = self._waiting[0]
            taken = self._in_flight[number]
            try:
                taken.content = json.loads(self._inbox.content(number) or "null")
            except sqlite3.Error as error:  # retried when another update is finished
                logger.warning("update %s cannot be read yet: %s", number, error)
                return
            self._waiting.popleft()
            if taken.content is None:
                self._finish(number)
            else:
                self._enqueue(number, taken)

    def _write(self) -> bool:
        """Commit new and handled updates to the inbox; whether it succeeded. If not, it is retried later."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        unkept = dict(self._unkept)
        new = ((number, json.dumps(taken.content)) for number, taken in unkept.items())
        known = {*self._noted, *self._handled}
        over = {number for number in known if number < self._acknowledged or number in self._old}
        try:
            self._inbox.write(new, [number for number in self._handled if number not in over], over)
        except sqlite3.Error as error:
            if self._works:
                logger.warning("chats.db cannot be written, trying again: %s", error)
            self._works = False
            self._write_in(self._limits.retry_later)
            return False
        if not self._works:
            logger.info("chats.db can be written again")
        self._works = True
        for taken in unkept.values():
            taken.kept = True
        self._unkept.clear()
        self._handled, self._noted = [], [number for number in known if number not in over]
        self._old.clear()
        self._scrubbing.do()
        return True

    def _write_in(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._write)

    async def empty(self, seconds: float, *, latest: bool = False) -> None:
        """Wait until no update is in flight, or none of those taken *latest*, *seconds* at most."""
        await _done(self._latest if latest else list(self._in_flight.values()), seconds)

    async def handle(self, content: Content) -> bool:
        """Store and enqueue an update, which Telegram resends unless acknowledged; whether it may be
        acknowledged now, because it is stored or has been handled."""
        number = content["update_id"]
        if self.is_new(number):
            if len(self._unkept) >= self._limits.in_memory:
                return False
            await self.take([content])
        if taken := self._unkept.get(number):
            await _done([taken], self._limits.patience)
        return self.is_safe(number)

    def load(self) -> None:
        """Load the updates that the previous process stored, before new ones arrive."""
        now = asyncio.get_running_loop().time()
        try:
            self._noted = self._inbox.handled()
            self._recent |= dict.fromkeys(self._noted)
            self._from_before = set(self._noted)
            self._left = self._inbox.waiting()
        except sqlite3.Error as error:
            logger.error("the inbox cannot be used: %s", error)
        for waiting in self._left:
            self._in_flight[waiting.id] = _Taken(None, now, kept=True)

    async def resume(self) -> None:
        """Handle the unfinished updates that :meth:`load` found."""
        left, self._left = self._left, []
        loop = asyncio.get_running_loop()
        limits, end = self._limits, loop.time() + self._limits.all_alone
        for waiting in left:  # attempted before, so possibly poison updates: one after the other
            if waiting.tries and self._begin([waiting]):
                taken = self._in_flight.get(waiting.id)
                if taken:
                    await _done([taken], limits.alone if loop.time() < end else limits.retry)
        self._begin([waiting for waiting in left if not waiting.tries])

    def _begin(self, left: list[Waiting]) -> bool:
        """Count an attempt of the updates that have one left and enqueue them, or that they are discarded;
        whether there is one to wait for."""
        fit = [waiting for waiting in left if waiting.tries < 2 * _ATTEMPTS]
        try:
            self._inbox.begin([waiting.id for waiting in fit])
            self._begun.update(waiting.id for waiting in fit)
        except sqlite3.Error as error:  # handled all the same, but the attempt is not counted
            logger.warning("what is begun cannot be noted: %s", error)
        for waiting in left:
            content = json.loads(waiting.content)
            if waiting.tries < _ATTEMPTS:
                taken = self._in_flight[waiting.id]
                taken.content = content
                self._enqueue(waiting.id, taken)
            elif waiting.tries < 2 * _ATTEMPTS and (update := read(content, self._bot)):
                self._queue.put_nowait(Discarded(update))
            else:
                logger.error("update %s is discarded, and nobody was told", waiting.id)
                self._finish(waiting.id)
        return bool(fit)

    def close(self) -> None:
        """Release unfinished updates on shutdown and undo their attempt count, so that a clean stop does not
        count towards the poison limit."""
        self._write()
        self._scrubbing.stop()
        if self._timer:
            self._timer.cancel()
            self._timer = None
        try:
            self._inbox.unbegin(list(self._begun))
        except sqlite3.Error as error:
            logger.warning("what was not finished counts as begun: %s", error)


async def _done(updates: Iterable[_Taken], seconds: float) -> None:
    # Not ``wait_for``, which in Python 3.11 swallows a cancellation at the moment in which the event is set.
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            for taken in updates:
                await taken.done.wait()
