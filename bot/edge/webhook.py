"""Serving over a webhook: receiving updates over HTTP.

PTB's server is not used: it responds before an update has been handled, and allows no other routes.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError
from yarl import URL

from bot.edge.arrivals import Arrivals
from bot.edge.contents import date_of, is_update
from bot.edge.inflight import InFlight
from bot.health.site import Handler, Site
from bot.health.wellness import Contact
from bot.settings import Webhook
from bot.telegram_time import running
from handlers.telegram.errors import UNREADABLE

logger = logging.getLogger(__name__)

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
_LARGEST = 8 * 2**20  # bytes of an update
_LOOK_AGAIN, _PENDING = 0.2, 1.0  # seconds between checks for updates pending at Telegram
_ON_THEIR_WAY = 2.0  # seconds in transit, assumed where the server cannot report pending updates


class Listener:
    """Listener of the webhook *hook*, with *pages* beside it; it responds 200 once *inflight* has handled an
    update or stored it in the inbox, since Telegram resends an update after any other status.

    *sent* is called with the date of each new message.
    """

    def __init__(
        self,
        hook: Webhook,
        inflight: InFlight,
        pages: Mapping[tuple[str, str], Handler],
        sent: Callable[[float], None] = lambda _date: None,
    ) -> None:
        self._sent = sent
        self._hook = hook
        self._inflight = inflight
        path = URL(hook.url).raw_path
        self.site = Site(hook.listen, hook.port, {**pages, ("POST", path): self._update}, _LARGEST)

    async def _update(self, request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), self._hook.secret.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            content: Any = json.loads(await request.read())
        except (ValueError, RecursionError):  # the latter for JSON nested too deeply
            content = None
        if not is_update(content):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if (date := date_of(content)) and self._inflight.is_new(content["update_id"]):
            self._sent(date)
        done = await self._inflight.handle(content)
        return web.Response(status=HTTPStatus.OK if done else HTTPStatus.SERVICE_UNAVAILABLE)


async def watch_webhook(bot: Bot, contact: Contact, pause: float) -> None:
    """Look, with a *pause* in seconds between, whether Telegram answers, and still has the webhook of the
    first time; runs until cancelled."""
    first: str | None = None
    while True:
        try:
            info = await bot.get_webhook_info()
        except (BadRequest, *UNREADABLE):  # a server that does not report it
            contact.heard = running()
        except TelegramError as error:
            logger.debug("Telegram does not say what the webhook is: %s", error.message)
        else:
            contact.heard = running()
            first = info.url if first is None else first
            if info.url != first:
                contact.refused = running()
        await asyncio.sleep(pause)


async def watch_arrivals(bot: Bot, arrivals: Arrivals) -> None:
    """Report to *arrivals*, when wanted, whether updates are pending at Telegram; runs until cancelled."""
    while True:
        await arrivals.wanted()
        began, pause = arrivals.clock(), _LOOK_AGAIN
        try:
            if (await bot.get_webhook_info()).pending_update_count:
                arrivals.more_is_there(began)
                pause = _PENDING
            else:
                arrivals.all_came(began)
        except (BadRequest, InvalidToken, *UNREADABLE):  # a server that does not report it
            arrivals.all_came(began - _ON_THEIR_WAY)
        except TelegramError:
            pause = _PENDING
        await asyncio.sleep(pause)
