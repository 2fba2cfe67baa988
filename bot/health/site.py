"""An HTTP listener, for the bot's pages and its webhook.

aiohttp's routes are not used: they have a pattern syntax, and the path of a webhook may be anything.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

_CLOSING = 2.0  # seconds for open requests at shutdown
_MOST = 200  # connections; Telegram makes 40 at most, https://core.telegram.org/bots/api#setwebhook
_AT_ONCE = 40  # connections that are accepted in one turn of the event loop, before those too many are closed
_LONGEST = 60.0  # seconds of a connection, which then ends after the request that it has begun

Handler = Callable[[web.Request], Awaitable[web.Response]]


class Site:
    """Listener at *host* and *port* for HTTP requests, answered by *handlers*, by method and raw path. A body
    has *largest* bytes at most. Connections beyond two hundred are closed at once: who makes thousands, and
    says nothing, takes no file descriptors from the bot."""

    def __init__(
        self, host: str, port: int, handlers: Mapping[tuple[str, str], Handler], largest: int = 1_024
    ) -> None:
        self._host = host
        self._port = port
        self._handlers = handlers
        application = web.Application(client_max_size=largest)
        application.router.add_route("*", "/{path:.*}", self._route)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=_CLOSING)
        self._listening: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """Where it listens, as host and port."""
        return f"{self._host}:{self._port}"

    async def start(self) -> None:
        """Start listening.

        :raises OSError: when the address cannot be listened on.
        """
        await self._runner.setup()
        _without_nonsense(logging.getLogger("aiohttp.server"))
        try:
            loop = asyncio.get_running_loop()
            self._listening = await loop.create_server(
                self._protocol, self._host, self._port, backlog=_AT_ONCE
            )
        except BaseException:
            await self._runner.cleanup()
            raise

    def _protocol(self) -> asyncio.BaseProtocol:
        """The protocol of a new connection."""
        server = self._runner.server
        if server is None or len(server.connections) >= _MOST:
            return _Closed()
        connection = server()
        asyncio.get_running_loop().call_later(_LONGEST, connection.close)
        return connection

    async def stop(self) -> None:
        """Stop listening, and finish open requests."""
        if self._listening:
            self._listening.close()
        await self._runner.cleanup()

    async def _route(self, request: web.Request) -> web.Response:
        path = request.rel_url.raw_path
        method = "GET" if request.method == "HEAD" else request.method
        if handler := self._handlers.get((method, path)):
            return await handler(request)
        if allowed := [method for method, known in self._handlers if known == path]:
            raise web.HTTPMethodNotAllowed(request.method, allowed)
        raise web.HTTPNotFound


class _Closed(asyncio.Protocol):
    """A connection that is closed at once."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


def _without_nonsense(logger: logging.Logger) -> None:
    """Leave requests that are no HTTP out of the log, as who scans ports makes them."""
    if _is_sense not in logger.filters:
        logger.addFilter(_is_sense)


def _is_sense(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))
