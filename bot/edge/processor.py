"""The order in which updates are handled."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Coroutine
from contextlib import nullcontext
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from telegram import Message, Update
from telegram.ext import BaseUpdateProcessor

from bot.edge.application import NotWritten
from bot.edge.retries import Retries
from handlers.core.health import Health

logger = logging.getLogger(__name__)

Line = tuple[str, int | str]

TOO_LATE = 120.0  # seconds after which a message is not answered any more
LONGEST_LINE = 100  # texts of a chat; at 20 answers a minute those behind would be too late anyway
_NEVER_WAIT = ("vote", "poll")  # for Telegram, and so for nobody who does
_TELLING = 3.0  # seconds after which it is told that this takes long
_UNBOUNDED = 1_000_000  # what waits is bounded by what is taken in


class ChatProcessor(BaseUpdateProcessor):
    """Handles what happens in one chat in order, and what happens in different chats side by side, at most
    *hands* updates at a time; what waits in a chat's line takes no hand.

    A text whose *age* in seconds is too much when its turn has come is passed over, for whoever asked has
    gone, and so is one behind a line of more than *longest*; one that *matters* never is. What could not be
    written down is handled again until it can be; meanwhile it holds up nothing. *on_delay* is called once
    with an update for which that takes long, and why, *on_finished* with every update that has been handled
    or passed over; *health* counts them, by *clock*.
    """

    def __init__(
        self,
        hands: int,
        longest: float,
        clock: Callable[[], float],
        age: Callable[[Update], float],
        matters: Callable[[Update], bool],
        health: Health,
        on_finished: Callable[[Update], None],
        on_delay: Callable[[Update, BaseException], Coroutine[Any, Any, None]],
    ) -> None:
        super().__init__(_UNBOUNDED)
        self._hands = asyncio.Semaphore(hands)
        self._longest = longest
        self._clock = clock
        self._age = age
        self._matters = matters
        self._pulse = health
        self._on_finished = on_finished
        self._on_delay = on_delay
        self._waiting: Counter[Line] = Counter()
        self._lines: WeakValueDictionary[Line, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._telling: set[asyncio.Task[None]] = set()
        self._retries = Retries()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await *coroutine* when it is the turn of *update*."""
        task = asyncio.current_task()
        if task is None or not isinstance(update, Update):
            await coroutine
            return
        self._tasks.add(task)
        line, given_up = line_of(update), False
        self._waiting[line] += 1
        try:
            if text_of(update) and self._waiting[line] > self._longest and not self._matters(update):
                self._pulse.skipped += 1
            else:
                await self._until_written(update, line, coroutine)
        except asyncio.CancelledError:
            given_up = True
            raise
        finally:
            self._tasks.discard(task)
            self._waiting[line] -= 1
            if not self._waiting[line]:
                del self._waiting[line]
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # if it was not its turn
            if not given_up:
                self._pulse.latest = self._clock()
                self._on_finished(update)

    async def _until_written(self, update: Update, line: Line, coroutine: Awaitable[Any]) -> None:
        """Await *coroutine*, and handle the update again while what it does cannot be written down.

        Those that wait for it are tried in the order in which they came.
        """
        try:
            await self._in_turn(update, line, partial(_the_same, coroutine))
            return
        except NotWritten as error:
            again, reason = error.again, error.__cause__ or error
        place = self._retries.join()
        telling = asyncio.get_running_loop().call_later(_TELLING, self._tell, update, reason)
        try:
            while True:
                await place.turn()
                try:
                    await self._in_turn(update, line, again, again=True)
                    return
                except NotWritten as error:
                    logger.debug("update %s is handled again: %s", update.update_id, error)
                    place.failed()
        finally:
            telling.cancel()
            place.leave()

    def _tell(self, update: Update, reason: BaseException) -> None:
        task = asyncio.get_running_loop().create_task(self._on_delay(update, reason))
        self._telling.add(task)
        task.add_done_callback(self._told)

    def _told(self, task: asyncio.Task[None]) -> None:
        self._telling.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("what takes long could not be told", exc_info=error)

    async def _in_turn(
        self, update: Update, line: Line, handle: Callable[[], Awaitable[Any]], *, again: bool = False
    ) -> None:
        lock = self._lines.setdefault(line, asyncio.Lock())
        async with lock, nullcontext() if line[0] in _NEVER_WAIT else self._hands:
            late = not again and text_of(update) and self._age(update) > TOO_LATE
            if late and not self._matters(update):
                if not self._pulse.skipped:  # once: there may be thousands, or the clock is wrong
                    logger.info("messages of more than %.0f s ago are passed over", TOO_LATE)
                self._pulse.skipped += 1
            else:
                await handle()
                self._pulse.handled += 1

    def give_up(self) -> None:
        """Break off what is being handled; it is not finished."""
        for task in self._tasks:
            task.cancel()


def _the_same(coroutine: Awaitable[Any]) -> Awaitable[Any]:
    return coroutine


def text_of(update: Update) -> Message | None:
    """The message with a text that *update* is, None when it is anything else."""
    message = update.message or update.channel_post
    return message if message and message.text is not None else None


def is_status(update: Update, owners: Collection[int]) -> bool:
    """Whether *update* is an owner's ``/status``, which is answered whatever else is wrong."""
    message, user = text_of(update), update.effective_user
    return bool(message and user and user.id in owners and (message.text or "").startswith("/status"))


def line_of(update: Update) -> Line:
    """What an update has to wait behind: its chat. A vote, which never waits for Telegram, only behind other
    votes of that person, anything else without a chat behind that of its user."""
    if update.poll_answer:
        voter = update.poll_answer.user or update.poll_answer.voter_chat
        return "vote", voter.id if voter else 0
    if update.poll:
        return "poll", update.poll.id
    if chat := update.effective_chat:
        return "chat", chat.id
    user = update.effective_user
    return "user", user.id if user else 0
