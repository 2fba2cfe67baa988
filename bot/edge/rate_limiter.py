"""Rate limiter: throttles requests to Telegram's limits, and retries them where that does no harm.

The limits are those of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this:
about 30 messages a second, one a second in a chat except for short bursts, 20 a minute in a group.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from handlers.core.health import Requests
from handlers.telegram.delivery import BULK, ONCE, READ, URGENT
from handlers.telegram.errors import is_unreached, seconds_of, slow_mode_of

logger = logging.getLogger(__name__)

_MESSAGES = ("send", "forward", "copy")  # prefixes of the methods that send messages to a chat
_EDITS = ("edit",)
# Messages in a group at once, and how many more are allowed each minute: together Telegram's 20.
_GROUP_BURST, _GROUP_MORE = 8, 12
_TENTH = 0.1  # second, whose share of the rate may be sent at once
_MANY_CHATS = 512  # chats with limiters, from which idle limiters are dropped
_MOST_IN_FLIGHT = 4  # concurrent requests in a chat
_HOLD_BACKS = 3  # how often one request backs off because Telegram asks to
_LONGEST_HOLD_BACK = 120.0  # seconds
# Methods retried after network errors. Sent twice is no worse than never for an answer, an edit, the end of
# a spinner. Not ``sendPoll``, which the host of a game retries itself.
_REPEATED = frozenset(
    {
        *("sendMessage", "editMessageText", "sendPhoto", "editMessageMedia", "answerCallbackQuery"),
        *("answerGuestQuery", "stopPoll"),
    }
)
# Methods whose result the bot does not read, unless it says so, so that PTB need not build a Message of it.
_NOT_READ = frozenset({"sendMessage", "editMessageText"})
_LONGEST_WAIT = 16.0  # seconds between attempts
_PATIENCE = 120.0  # seconds after which an answer is too late

Request = Callable[..., Coroutine[Any, Any, Any]]


class _Turns:
    """Priority queue of waiters that releases *rate* of them a second."""

    def __init__(self, rate: float) -> None:
        burst = max(rate * _TENTH, 1.0)
        self._limiter = AsyncLimiter(burst, burst / rate)
        self._queues: tuple[deque[asyncio.Future[None]], ...] = (deque(), deque(), deque())
        self._giving: asyncio.Task[None] | None = None

    async def wait(self, order: int) -> None:
        """Wait for a turn, before all waiters of a higher *order*: 0, 1 or 2."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queues[order].append(turn)
        if self._giving is None or self._giving.done():
            self._giving = asyncio.create_task(self._give())
        await turn

    async def _give(self) -> None:
        """Release waiters until the queue is empty."""
        while any(self._queues):
            await self._limiter.acquire()
            while waiting := next(filter(None, self._queues), None):
                turn = waiting.popleft()
                if not turn.done():  # it may have been cancelled
                    turn.set_result(None)
                    break


@dataclass(slots=True)
class _Attempts:
    """What one request has been through: attempts end at *until*, by the event loop's clock; the next *wait*
    after a network error is in seconds."""

    until: float
    wait: float
    hold_backs: int = 0


class RateLimiter(BaseRateLimiter[None]):
    """Limits messages to *rate* a second over all chats and to Telegram's limits in each; 0 for no limits.

    Games and buttons have priority over other answers (:data:`handlers.telegram.delivery.URGENT`), and these
    over what nobody waits for (:data:`handlers.telegram.delivery.BULK`). A chat in
    which Telegram asks to back off, or in which requests hang, does not delay others. *told* is called with
    the dates of messages sent, in seconds since 1970. *burst* messages go to a chat at once, before it is one
    a second; *first_wait* is in seconds, before a request is retried after a network error. *requests* are
    counted, each attempt by itself.
    """

    def __init__(
        self,
        rate: float,
        told: Callable[[float], None] = lambda _: None,
        burst: int = 5,
        first_wait: float = 0.5,
        requests: Requests | None = None,
    ) -> None:
        self._requests = requests or Requests()
        self._burst = burst
        self._first_wait = first_wait
        self._told = told
        self._latest = 0  # date that *told* was called with
        self._overall = _Turns(rate) if rate else None
        self._in_flight: WeakValueDictionary[int | str, asyncio.Semaphore] = WeakValueDictionary()
        self._chats: dict[int | str, tuple[AsyncLimiter, ...]] = {}
        self._held: dict[int | str, float] = {}  # end of the back-off, by the event loop's clock

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Request,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Make a Bot API request in its turn, and return its result; True for those in :data:`_NOT_READ`
        whose result is not read.

        :raises telegram.error.TelegramError: when it fails and retries are exhausted or of no use.
        """
        chat = data.get("chat_id")
        attempts = _Attempts(asyncio.get_running_loop().time() + _PATIENCE, self._first_wait)
        while True:
            with self._waiting():
                await self._turn(endpoint, chat)
            try:
                async with self._of_those_in_flight(chat):
                    result = await callback(*args, **kwargs)
            except TelegramError as error:
                self._requests.made[endpoint, _outcome(error)] += 1
                await self._back_off(error, endpoint, chat, attempts)
                continue
            self._requests.made[endpoint, "done"] += 1
            if endpoint.startswith(_MESSAGES) and isinstance(result, dict):
                self._note_date(result.get("date"))
            return result if READ.get() or endpoint not in _NOT_READ else True

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        self._requests.waiting += 1
        try:
            yield
        finally:
            self._requests.waiting -= 1

    async def _back_off(
        self, error: TelegramError, endpoint: str, chat: int | str | None, attempts: _Attempts
    ) -> None:
        """Wait before the next of *attempts*, or have the chat wait, as *error* asks for.

        :raises telegram.error.TelegramError: *error*, when there is no next attempt.
        """
        asked = _asked_by(error)
        if asked is not None:
            attempts.hold_backs += 1
            if attempts.hold_backs > _HOLD_BACKS or asked > _LONGEST_HOLD_BACK:
                raise error
            logger.info("Telegram asks to hold back %s s in chat %s", asked, chat)
            if chat is None:
                with self._waiting():
                    await asyncio.sleep(asked)
            else:
                self._hold(chat, asked)
            return
        now, wait = asyncio.get_running_loop().time(), attempts.wait
        if not is_unreached(error) or endpoint not in _REPEATED or ONCE.get() or now + wait > attempts.until:
            raise error
        logger.info("%s failed, trying again in %.1f s: %s", endpoint, wait, error.message)
        await asyncio.sleep(wait)
        attempts.wait = min(wait * 2, _LONGEST_WAIT)

    def _hold(self, chat: int | str, seconds: float) -> None:
        end = asyncio.get_running_loop().time() + seconds
        self._held[chat] = max(self._held.get(chat, end), end)

    def _note_date(self, date: object) -> None:
        if isinstance(date, int) and date != self._latest:
            self._latest = date
            self._told(date)

    async def _turn(self, endpoint: str, chat: int | str | None) -> None:
        """Wait until a request may be made."""
        if chat is None:
            return
        while chat in self._held:
            left = self._held[chat] - asyncio.get_running_loop().time()
            if left <= 0:
                del self._held[chat]
                break
            await asyncio.sleep(left)
        if self._overall is None or not endpoint.startswith(_MESSAGES + _EDITS):
            return
        if endpoint.startswith(_MESSAGES):
            for limiter in self._of_chat(chat):
                await limiter.acquire()
        urgent = URGENT.get() or endpoint.startswith(_EDITS)
        await self._overall.wait(0 if urgent else 2 if BULK.get() else 1)

    def _of_those_in_flight(self, chat: int | str | None) -> AbstractAsyncContextManager[object]:
        """The semaphore that limits concurrent requests in a chat."""
        if chat is None:
            return nullcontext()
        return self._in_flight.setdefault(chat, asyncio.Semaphore(_MOST_IN_FLIGHT))

    def _of_chat(self, chat: int | str) -> tuple[AsyncLimiter, ...]:
        limiters = self._chats.get(chat)
        if limiters is None:
            if len(self._chats) >= _MANY_CHATS:
                self._chats = {key: kept for key, kept in self._chats.items() if not _idle(kept)}
            burst = AsyncLimiter(self._burst, self._burst)
            group = isinstance(chat, str) or chat < 0
            a_minute = AsyncLimiter(_GROUP_BURST, _GROUP_BURST / _GROUP_MORE * 60)
            limiters = (a_minute, burst) if group else (burst,)
            self._chats[chat] = limiters
        return limiters


def _asked_by(error: TelegramError) -> float | None:
    """Seconds that *error* asks to wait, None when it asks for none."""
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    return slow_mode_of(error) if isinstance(error, BadRequest | Forbidden) else None


def _outcome(error: TelegramError) -> str:
    """What became of a request that failed with *error*, in one word."""
    if _asked_by(error) is not None:
        return "held_back"
    return "unreached" if is_unreached(error) else "refused"


def _idle(limiters: tuple[AsyncLimiter, ...]) -> bool:
    return all(limiter.has_capacity(limiter.max_rate) for limiter in limiters)
