"""Long polling: fetching updates, and acknowledging those that are stored or handled."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.edge.arrivals import Arrivals
from bot.edge.contents import Content, date_of, is_update
from bot.edge.inflight import InFlight
from bot.edge.transport import Transport
from bot.health.wellness import Contact
from bot.telegram_time import running
from bot.tuning import PollingTimes
from handlers.telegram.errors import seconds_of

logger = logging.getLogger(__name__)

_BATCH = 100  # updates that Telegram returns at most
_OVERLAP = 0.03  # seconds to wait for the latest updates before more are fetched
# The same while some of them cannot be acknowledged, which Telegram then returns again.
_UNSAFE, _LONGEST_UNSAFE = 0.1, 1.0
_ABOUT_TO_COME = 0.2  # seconds until a long poll is cancelled, when a report is wanted
_ACK_TIMEOUT = 2.0  # seconds that acknowledging may take at shutdown


class Polling:
    """Fetches updates of the types *wanted* for *bot* through *transport*, passes them to *inflight*, and
    reports to *arrivals* whether all have arrived, to *contact* whether Telegram lets it.

    *sent* is called with dates of messages and the time, by the monotonic clock, after which they were
    written, if that is known.
    """

    def __init__(
        self,
        bot: Bot,
        transport: Transport,
        inflight: InFlight,
        arrivals: Arrivals,
        wanted: Iterable[str],
        contact: Contact,
        sent: Callable[[float, float | None], None] = lambda _date, _after: None,
        times: PollingTimes | None = None,
    ) -> None:
        self._times = times or PollingTimes()
        self._sent = sent
        self._url = f"{bot.base_url}/getUpdates"
        self._transport = transport
        self._inflight = inflight
        self._arrivals = arrivals
        self._contact = contact
        self._wanted = json.dumps(list(wanted))
        self._fetched: dict[int, None] = {}  # ids that are not acknowledged, in order
        self._next = 0
        self._refused: tuple[float, float] | None = None  # first and latest refusal of a series

    async def run(self) -> None:
        """Fetch updates until cancelled.

        :raises telegram.error.Conflict: when another program keeps fetching with the same token.
        :raises telegram.error.InvalidToken: when the server keeps refusing the token.
        """
        await self._inflight.resume()
        unsafe = _UNSAFE
        complete: float | None = None  # when the previous request was made, if it returned all
        while True:
            asked, (began, updates) = running(), await self._fetch()
            new = [content for content in updates if self._inflight.is_new(content["update_id"])]
            if dates := list(filter(None, map(date_of, new))):
                self._sent(max(dates), None)
                self._sent(min(dates), complete)
            complete = asked if len(updates) < _BATCH else None
            await self._inflight.take(updates)
            if len(updates) < _BATCH:
                self._inflight.all_came()
                self._arrivals.all_came(began)
            elif self._inflight.all_safe:  # else the same hundred is returned again
                self._arrivals.more_is_there(began)
            if self._inflight.all_safe:  # updates that arrive meanwhile are fetched together
                await self._inflight.empty(_OVERLAP, latest=True)  # an older one may wait for a picture
            else:
                unsafe = _UNSAFE if new else min(unsafe * 2, _LONGEST_UNSAFE)
                await self._inflight.empty(unsafe)

    async def acknowledge(self) -> None:
        """Acknowledge the updates handled last, if Telegram can be reached."""
        try:
            async with asyncio.timeout(_ACK_TIMEOUT):
                await self._ask(0)
        except (TelegramError, TimeoutError) as error:
            logger.debug("what was handled last was not acknowledged: %s", error)

    async def _fetch(self) -> tuple[float, list[Content]]:
        """Fetch unacknowledged updates, with retries until Telegram responds; the time of the request comes
        first."""
        wait = self._times.first_wait
        while True:
            now = self._arrivals.clock()
            try:
                updates = await self._ask_patiently()
                if updates is not None:
                    return now, updates
                continue
            except (Conflict, InvalidToken) as error:
                # Another program that is about to end, a proxy whose server is not up yet. Of two programs
                # that go on, each is refused only now and then, and fetches the other's updates in between.
                if self._refused is None or now - self._refused[1] > self._times.refusals:
                    self._refused = now, now
                self._refused = self._refused[0], now
                self._contact.refused = running()
                if now - self._refused[0] >= self._times.refusals:
                    raise
                logger.warning("fetching updates was refused, trying again: %s", error.message)
                pause = self._times.between_refusals
            except TimedOut:
                logger.info("fetching updates timed out, trying again")
                pause = 0.0
            except RetryAfter as error:
                pause = seconds_of(error)
            except TelegramError as error:
                logger.warning("fetching updates failed, trying again in %.1f s: %s", wait, error.message)
                pause, wait = wait, min(wait * 2, self._times.longest_wait)
            await asyncio.sleep(pause)

    async def _ask_patiently(self) -> list[Content] | None:
        """Fetch updates by long polling, or at once if a report is wanted or some cannot be acknowledged;
        None when the long poll was cancelled because a report is wanted."""
        if self._arrivals.is_wanted or not self._inflight.all_safe:
            return await self._ask(0)
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(None) as patience:
                self._arrivals.on_wanted = lambda: patience.reschedule(loop.time() + _ABOUT_TO_COME)
                return await self._ask(self._times.long_poll)
        except TimeoutError:
            return None
        finally:
            self._arrivals.on_wanted = None

    async def _ask(self, seconds: int) -> list[Content]:
        offset = self._offset()
        parameters = {
            "offset": offset,
            "timeout": seconds,
            "limit": _BATCH,
            "allowed_updates": self._wanted,
        }
        # Not ``Bot.get_updates``, which fails for all updates when it cannot parse one of them.
        reading = seconds + (self._transport.read_timeout or 0)
        url = f"{self._url}?{urlencode(parameters)}"
        result: Any = await self._transport.post(url, read_timeout=reading)
        if not isinstance(result, list) or not all(map(is_update, result)):
            raise NetworkError("the server's answer has no updates")
        self._contact.heard = running()
        self._inflight.acknowledged(offset)
        self._fetched.update(dict.fromkeys(content["update_id"] for content in result))
        return result

    def _offset(self) -> int:
        """The ``offset`` to request: the first id that is not to be acknowledged."""
        for number in list(self._fetched):
            if not self._inflight.is_safe(number):
                return number
            del self._fetched[number]
            self._next = number + 1
        return self._next
