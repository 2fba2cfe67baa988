"""The HTTP server that Telegram sends updates to, and that says whether the bot is well.

Not PTB's, which answers before an update has been handled and has no place for anything else.
"""

import hmac
import secrets
import sqlite3
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.intake import Intake, is_update
from bot.settings import Webhook
from handlers.answers import Services

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
_HEALTH = "/healthz"
_LARGEST = 8 * 2**20  # bytes of an update
_STUCK = 600.0  # seconds after which an update that is still in hand shows that nothing moves
_CLOSING = 2.0  # seconds for requests at the end


class Listener:
    """Listens as *hook* says, and answers 200 once *intake* has handled an update or put it in the inbox:
    Telegram sends again what was not answered so.

    *secret* is what Telegram has to be told to send along; where none is set it is made up.
    """

    def __init__(self, hook: Webhook, intake: Intake, services: Services) -> None:
        self._hook = hook
        self._intake = intake
        self._services = services
        self.secret = hook.secret or secrets.token_urlsafe()
        application = web.Application(client_max_size=_LARGEST)
        application.router.add_post(urlsplit(hook.url).path or "/", self._update)
        application.router.add_get(_HEALTH, self._health)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=_CLOSING)

    async def start(self) -> None:
        """Begin to listen.

        :raises OSError: when that is not possible there.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._hook.listen, self._hook.port).start()
        except OSError:
            await self._runner.cleanup()
            raise

    async def stop(self) -> None:
        """Answer what is being handled, and listen no more."""
        await self._runner.cleanup()

    async def _update(self, request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), self.secret.encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            content: Any = await request.json()
        except ValueError:
            content = None
        if not is_update(content):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        done = await self._intake.handle(content)
        return web.Response(status=HTTPStatus.OK if done else HTTPStatus.SERVICE_UNAVAILABLE)

    async def _health(self, _request: web.Request) -> web.Response:
        latest = self._services.pulse.latest
        answer = {
            "updates_flow": self._intake.age() < _STUCK,
            "archive_answers": _answers(self._services.archive.size),
            "chats_answer": _answers(self._services.chats.size),
            "seconds_since_an_update": None if latest is None else round(self._services.clock() - latest, 1),
            "in_hand": len(self._intake),
        }
        well = all(value is not False for value in answer.values())
        return web.json_response(answer, status=HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE)


def _answers(size: Callable[[], int]) -> bool:
    try:
        return size() > 0
    except sqlite3.Error:
        return False
