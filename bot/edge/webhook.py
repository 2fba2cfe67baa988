"""Serving over a webhook: an aiohttp server that receives updates, and the health check ``/healthz``.

PTB's server is not used: it responds before an update has been handled, and allows no other routes.
"""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError
from yarl import URL

from bot.edge.arrivals import Arrivals
from bot.edge.contents import date_of, is_update
from bot.edge.inflight import InFlight
from bot.health.wellness import Contact, Wellness
from bot.settings import Webhook
from bot.telegram_time import running
from handlers.telegram.errors import UNREADABLE

logger = logging.getLogger(__name__)

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
_HEALTH = "/healthz"
_LARGEST = 8 * 2**20  # bytes of an update
_LOOK_AGAIN, _PENDING = 0.2, 1.0  # seconds between checks for updates pending at Telegram
_ON_THEIR_WAY = 2.0  # seconds in transit, assumed where the server cannot report pending updates
_CLOSING = 2.0  # seconds for open requests at shutdown


class Listener:
    """HTTP listener of the webhook *hook*; it responds 200 once *inflight* has handled an update or stored it
    in the inbox, since Telegram resends an update after any other status.

    *sent* is called with the date of each new message.
    """

    def __init__(
        self,
        hook: Webhook,
        inflight: InFlight,
        wellness: Wellness,
        sent: Callable[[float], None] = lambda _date: None,
    ) -> None:
        self._sent = sent
        self._hook = hook
        self._inflight = inflight
        self._wellness = wellness
        application = web.Application(client_max_size=_LARGEST)
        # Compared as a raw string: aiohttp's routes have a pattern syntax.
        self._path = URL(hook.url).raw_path
        application.router.add_route("*", "/{path:.*}", self._route)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=_CLOSING)

    async def start(self) -> None:
        """Start listening.

        :raises OSError: when the address cannot be listened on.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._hook.listen, self._hook.port).start()
        except OSError:
            await self._runner.cleanup()
            raise

    async def stop(self) -> None:
        """Stop listening, and finish open requests."""
        await self._runner.cleanup()

    async def _route(self, request: web.Request) -> web.Response:
        ways = {("POST", self._path): self._update, ("GET", _HEALTH): self._health}
        ways[("HEAD", _HEALTH)] = self._health
        path = request.rel_url.raw_path
        if way := ways.get((request.method, path)):
            return await way(request)
        allowed = [method for method, known in ways if known == path]
        if allowed:
            raise web.HTTPMethodNotAllowed(request.method, allowed)
        raise web.HTTPNotFound

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

    async def _health(self, _request: web.Request) -> web.Response:
        answer = await self._wellness.report()
        well = all(value is not False for value in answer.values())
        return web.json_response(answer, status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)


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
