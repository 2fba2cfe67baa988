"""Long polling: fetching updates, and acknowledging those that were handled."""

import asyncio
import json
import logging
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.intake import Content, Intake, is_update
from bot.transport import Transport
from handlers.sender import seconds_of

logger = logging.getLogger(__name__)

_BATCH = 100  # updates that Telegram shows at most
_LONG = 30  # seconds that Telegram waits for an update
_OVERLAP = 0.05  # seconds until more is fetched beside what is being handled
_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0  # seconds between tries after a failure
_NO_ROOM = 5.0  # seconds to hope that what is in hand can be kept after all
_LAST_WORD = 2.0  # seconds that acknowledging may take at the end


class Polling:
    """Fetches updates of the kinds *wanted* for *bot* through *transport*, and gives them to *intake*."""

    def __init__(self, bot: Bot, transport: Transport, intake: Intake, wanted: Iterable[str]) -> None:
        self._url = f"{bot.base_url}/getUpdates"
        self._transport = transport
        self._intake = intake
        self._wanted = json.dumps(list(wanted))
        self._fetched: dict[int, None] = {}  # ids that are not acknowledged, in their order
        self._next = 0

    async def run(self) -> None:
        """Fetch without end.

        :raises telegram.error.Conflict: when another program fetches with the same token.
        :raises telegram.error.InvalidToken: when the server refuses the token.
        """
        await self._intake.resume()
        # Among the first is what was being handled when the bot ended.
        await self._intake.resume(await self._fetch(_LONG))
        while True:
            updates = await self._fetch(_LONG if self._intake.all_safe else 0)
            self._intake.take(updates)
            await self._intake.settle(_OVERLAP)
            # A full batch hides what is behind it until all of it is acknowledged.
            if not self._intake.keep(0 if len(updates) == _BATCH else None):
                await asyncio.sleep(_NO_ROOM)
            await self._intake.room()

    async def acknowledge(self) -> None:
        """Tell Telegram of what was handled last, if it can be told."""
        try:
            await asyncio.wait_for(self._ask(0), _LAST_WORD)
        except (TelegramError, TimeoutError) as error:
            logger.debug("what was handled last was not acknowledged: %s", error)

    async def _fetch(self, seconds: int) -> list[Content]:
        """The updates that are not acknowledged, waiting for one up to *seconds*; tries until it is told."""
        wait = _FIRST_WAIT
        while True:
            try:
                return await self._ask(seconds)
            except (Conflict, InvalidToken):
                raise
            except TimedOut:
                logger.info("fetching updates timed out, trying again")
                pause = 0.0
            except RetryAfter as error:
                pause = seconds_of(error)
            except TelegramError as error:
                logger.warning("fetching updates failed, trying again in %.1f s: %s", wait, error.message)
                pause, wait = wait, min(wait * 2, _LONGEST_WAIT)
            await asyncio.sleep(pause)

    async def _ask(self, seconds: int) -> list[Content]:
        parameters = {
            "offset": self._offset(),
            "timeout": seconds,
            "limit": _BATCH,
            "allowed_updates": self._wanted,
        }
        # Not the bot's method, which fails for all when it cannot read one of them.
        reading = seconds + (self._transport.read_timeout or 0)
        url = f"{self._url}?{urlencode(parameters)}"
        result: Any = await self._transport.post(url, read_timeout=reading)
        if not isinstance(result, list) or not all(map(is_update, result)):
            raise NetworkError("the server's answer has no updates")
        self._fetched.update(dict.fromkeys(content["update_id"] for content in result))
        return result

    def _offset(self) -> int:
        """The first id that is not to be acknowledged."""
        for number in list(self._fetched):
            if not self._intake.is_safe(number):
                return number
            del self._fetched[number]
            self._next = number + 1
        return self._next
