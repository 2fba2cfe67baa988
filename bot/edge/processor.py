"""Update processor: sequential within a chat, concurrent between chats."""

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
from bot.edge.pace import Busy, Pace
from bot.edge.retries import Retries
from handlers.core.health import Health

logger = logging.getLogger(__name__)

Key = tuple[str, int | str]

TOO_LATE = 120.0  # seconds after which a message is no longer answered
LONGEST_QUEUE = 100  # updates of a chat; at 20 answers a minute, texts after these would be too late anyway
_NEVER_WAIT = ("vote", "poll")  # for a request to Telegram, and so not for a slot either
_UNBOUNDED = 1_000_000  # no limit here: updates in memory are limited by InFlight


class ChatProcessor(BaseUpdateProcessor):
    """Update processor that handles updates in order for each serialisation key (:func:`key_of`), and
    concurrently for different keys: at most *slots* at a time, besides votes and polls. An update that waits
    for others of its key takes no slot. Updates that arrive together are begun at a :class:`Pace`, so
    that the answer to the first does not wait until all others have been worked out.

    A text whose *age* in seconds is above :data:`TOO_LATE` in its turn is skipped, since its author no longer
    waits, and so is one with which more than *longest* updates of its key wait; one that *matters* never is.
    An update whose changes could not be committed is retried until they are, and meanwhile blocks no other.
    *on_delay* is called once with an update for which that takes *delay* seconds, and the reason;
    *on_finished* with every update handled or skipped; the counters of *health* are updated, by *clock*.
    """

    def __init__(
        self,
        slots: int,
        longest: float,
        clock: Callable[[], float],
        age: Callable[[Update], float],
        matters: Callable[[Update], bool],
        health: Health,
        on_finished: Callable[[Update], None],
        on_delay: Callable[[Update, BaseException], Coroutine[Any, Any, None]],
        delay: float = 3.0,
    ) -> None:
        self._delay = delay
        super().__init__(_UNBOUNDED)
        self._slots = asyncio.Semaphore(slots)
        self._pace = Pace()
        self._longest = longest
        self._clock = clock
        self._age = age
        self._matters = matters
        self._health = health
        self._on_finished = on_finished
        self._on_delay = on_delay
        self._waiting: Counter[Key] = Counter()
        self._locks: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._reporting: set[asyncio.Task[None]] = set()
        self._retries = Retries()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await *coroutine*, which handles *update*, in its turn."""
        task = asyncio.current_task()
        if task is None or not isinstance(update, Update):
            await coroutine
            return
        self._tasks.add(task)
        key, cancelled = key_of(update), False
        self._waiting[key] += 1
        try:
            if text_of(update) and self._waiting[key] > self._longest and not self._matters(update):
                self._health.skipped += 1
            else:
                await self._until_written(update, key, coroutine)
        except asyncio.CancelledError:
            cancelled = True
            raise
        finally:
            self._tasks.discard(task)
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key]
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # if it was not awaited
            if not cancelled:
                self._health.latest = self._clock()
                self._on_finished(update)

    async def _until_written(self, update: Update, key: Key, coroutine: Awaitable[Any]) -> None:
        """Await *coroutine*, and retry the update while its changes cannot be committed.

        Updates are retried in the order in which they failed.
        """
        try:
            await self._in_turn(update, key, partial(_the_same, coroutine))
            return
        except NotWritten as error:
            again, reason = error.again, error.__cause__ or error
        place = self._retries.join()
        telling = asyncio.get_running_loop().call_later(self._delay, self._tell, update, reason)
        try:
            while True:
                await place.turn()
                try:
                    await self._in_turn(update, key, again, again=True)
                    return
                except NotWritten as error:
                    logger.debug("update %s is handled again: %s", update.update_id, error)
                    place.failed()
        finally:
            telling.cancel()
            place.leave()

    def _tell(self, update: Update, reason: BaseException) -> None:
        task = asyncio.get_running_loop().create_task(self._on_delay(update, reason))
        self._reporting.add(task)
        task.add_done_callback(self._told)

    def _told(self, task: asyncio.Task[None]) -> None:
        self._reporting.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("what takes long could not be told", exc_info=error)

    async def _in_turn(
        self, update: Update, key: Key, handle: Callable[[], Awaitable[Any]], *, again: bool = False
    ) -> None:
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock, nullcontext() if key[0] in _NEVER_WAIT else self._slots:
            late = not again and text_of(update) and self._age(update) > TOO_LATE
            if late and not self._matters(update):
                if not self._health.skipped:  # logged once: there may be thousands, or the clock is wrong
                    logger.info("messages of more than %.0f s ago are passed over", TOO_LATE)
                self._health.skipped += 1
            else:
                if key[0] not in _NEVER_WAIT:
                    await self._pace.turn()
                busy: list[float] = []
                await Busy(handle(), busy.append)
                self._health.work.note(busy[0])
                self._pace.note(busy[0])
                self._health.handled += 1

    def cancel(self) -> None:
        """Cancel all updates that are handled or wait; *on_finished* is not called with them."""
        for task in self._tasks:
            task.cancel()


def _the_same(coroutine: Awaitable[Any]) -> Awaitable[Any]:
    return coroutine


def text_of(update: Update) -> Message | None:
    """The text message, channel post or guest message in *update*, None for any other update."""
    message = update.message or update.channel_post or update.guest_message
    return message if message and message.text is not None else None


def is_status(update: Update, owners: Collection[int]) -> bool:
    """Whether *update* is ``/status`` by one of the *owners*, which is never skipped."""
    message, user = text_of(update), update.effective_user
    return bool(message and user and user.id in owners and (message.text or "").startswith("/status"))


def key_of(update: Update) -> Key:
    """Serialisation key of an update: the chat id. Poll answers, which never wait for Telegram, use the
    voter's id, polls their own id, anything else without a chat the user's id; so do guest messages, whose
    chat may have the id of another one."""
    if update.poll_answer:
        voter = update.poll_answer.user or update.poll_answer.voter_chat
        return "vote", voter.id if voter else 0
    if update.poll:
        return "poll", update.poll.id
    if (chat := update.effective_chat) and not update.guest_message:
        return "chat", chat.id
    user = update.effective_user
    return "user", user.id if user else 0
