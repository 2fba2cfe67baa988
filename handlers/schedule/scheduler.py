"""The scheduler: does what is due, in order, with one timer over all chats.

What is due is on record (:mod:`store.schedule.due`), so that nothing is lost by a restart, and what was
missed meanwhile is done late. It goes out after everything that users wait for.
"""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol

from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from handlers.core.command import Services
from handlers.telegram.delivery import BULK, URGENT
from handlers.telegram.errors import seconds_of
from handlers.trivia.timing import Arrivals, AtOnce, Timers
from store.chats.database import may_pass
from store.chats.people import move_chat
from store.schedule.due import Due, What, drop_due, due_later, next_due, set_due, take_due

logger = logging.getLogger(__name__)

TIMER = 0  # the number of the scheduler's timer; games have numbers from 1 on
_LOOK = 600.0  # seconds after which the clock is looked at again, as it may have been adjusted
_AT_ONCE = 32  # of what is due, taken from the record and in flight
_LEASE = 300.0  # seconds until what was taken is due again, if it was not done
_FIRST_WAIT, _LONGEST_WAIT = 60.0, 3_600.0  # seconds until the next attempt
_ARRIVING, _LOOKS = 0.1, 100  # seconds between looks for votes in flight, and how many
_UNWRITTEN = 1.0  # seconds until a failed write is retried


class Work(Protocol):
    """What is done when something of a kind is due. It is never due more than *farthest* seconds ahead."""

    farthest: float

    async def do(self, due: Due) -> float | None:
        """Do it; when it is due next in the chat, None when never.

        :raises telegram.error.TelegramError: when it is not known whether it was done: it is done again.
        """

    def next(self, chat: int, now: float) -> float | None:
        """When it is due next in *chat* after *now*; None when it is not."""

    def unfinished(self) -> list[int]:
        """The chats in which it is not known whether the last one was done."""


class Scheduler:
    """Does the *works* of *services* when they are due, woken by *timers*."""

    def __init__(
        self,
        services: Services,
        timers: Timers,
        works: Mapping[What, Work],
        arrivals: Arrivals | None = None,
    ) -> None:
        self._arrivals = arrivals or AtOnce()
        self._services = services
        self._timers = timers
        self._works = works
        self._running = False
        self._failures: defaultdict[tuple[int, What], int] = defaultdict(int)

    def resume(self) -> None:
        """Take up what was not finished when the program ended, and wait for what is due.

        :raises sqlite3.Error: when ``chats.db`` cannot be used.
        """
        chats, now = self._services.chats, self._services.clock()
        for what, work in self._works.items():
            for chat in work.unfinished():
                set_due(chats, chat, what, now)
        self.wake()

    def wake(self) -> None:
        """Look at what is due as soon as the caller is done."""
        self._timers.set(TIMER, self._services.steady(), self.serve)

    def _wait(self) -> None:
        """Set the timer to what is due next, or to the next look at the clock."""
        at = next_due(self._services.chats)
        wait = _LOOK if at is None else min(max(at - self._services.clock(), 0.0), _LOOK)
        self._timers.set(TIMER, self._services.steady() + wait, self.serve)

    async def serve(self, _timer: int) -> None:
        """Do all that is due.

        :raises Exception: the first error that is the program's own fault, once everything else is done.
        """
        if self._running:
            return  # what is due by now is seen at the end of that
        self._running = True
        errors: list[BaseException] = []
        try:
            await self._until_arrived()
            self._mend()
            errors = await self._do_all()
            self._wait()
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
            logger.warning("what is due waits, chats.db cannot be written: %s", error)
            self._timers.set(TIMER, self._services.steady() + _UNWRITTEN, self.serve)
        finally:
            self._running = False
        if errors:
            raise errors[0]

    async def _until_arrived(self) -> None:
        """Wait until the votes given so far have arrived, for some seconds at most: they may be on what is
        over now."""
        until = self._services.steady()
        for _ in range(_LOOKS):
            if self._arrivals.have_come(until, None):
                return
            await asyncio.sleep(_ARRIVING)

    def _mend(self) -> None:
        """Set again what is due too far ahead, since the clock was wrong when that was set."""
        chats, now = self._services.chats, self._services.clock()
        for what, work in self._works.items():
            for due in due_later(chats, what, now + work.farthest):
                self._set(due, work.next(due.chat, now))

    async def _do_all(self) -> list[BaseException]:
        """Do what is due in order, some at a time; the errors of those that failed by the program's fault."""
        chats, clock = self._services.chats, self._services.clock
        window, tasks = asyncio.Semaphore(_AT_ONCE), set[asyncio.Task[None]]()
        errors: list[BaseException] = []

        def ended(task: asyncio.Task[None]) -> None:
            tasks.discard(task)
            window.release()
            if not task.cancelled() and (error := task.exception()):
                errors.append(error)

        while taken := take_due(chats, clock(), _AT_ONCE, _LEASE):
            for due in taken:
                await window.acquire()
                task = asyncio.create_task(self._do(due))
                tasks.add(task)
                task.add_done_callback(ended)
        if tasks:
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0)  # until what is called at their end has been called
        return errors

    async def _do(self, due: Due) -> None:
        URGENT.set(False)  # of the update that set the timer, perhaps
        BULK.set(True)
        try:
            await self._done(due)
        except sqlite3.Error as error:  # it is due again after the lease
            if not may_pass(error):
                raise
            logger.warning("the %s of chat %s waits: %s", due.what, due.chat, error)

    async def _done(self, due: Due) -> None:
        work, key = self._works[due.what], (due.chat, due.what)
        try:
            at = await work.do(due)
        except ChatMigrated as moved:
            move_chat(self._services.chats, due.chat, moved.new_chat_id)
            set_due(self._services.chats, moved.new_chat_id, due.what, self._services.clock())
            return
        except RetryAfter as error:
            at = self._services.clock() + seconds_of(error)
        except BadRequest:  # what no chat would accept: the bot's fault
            self._set(due, work.next(due.chat, self._services.clock()))
            raise
        except TelegramError as error:
            wait = min(_FIRST_WAIT * 2.0 ** self._failures[key], _LONGEST_WAIT)
            self._failures[key] = min(self._failures[key] + 1, 6)
            logger.warning("the %s of chat %s may not have been sent: %s", due.what, due.chat, error.message)
            self._set(due, self._services.clock() + wait)
            return
        except sqlite3.Error:
            raise
        except Exception:
            self._set(due, work.next(due.chat, self._services.clock()))
            raise
        self._failures.pop(key, None)
        self._set(due, at)

    def _set(self, due: Due, at: float | None) -> None:
        if at is None:
            drop_due(self._services.chats, due.chat, due.what)
        else:
            set_due(self._services.chats, due.chat, due.what, at)
