"""An HTTP listener, for the bot's pages and its webhook.

aiohttp's routes are not used: they have a pattern syntax, and the path of a webhook may be anything.
"""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

_CLOSING = 2.0  # seconds for open requests at shutdown

Handler = Callable[[web.Request], Awaitable[web.Response]]


class Site:
    """Listener at *host* and *port* for HTTP requests, answered by *handlers*, by method and raw path. A body
    has *largest* bytes at most."""

    def __init__(
        self, host: str, port: int, handlers: Mapping[tuple[str, str], Handler], largest: int = 1_024
    ) -> None:
        self._host = host
        self._port = port
        self._handlers = handlers
        application = web.Application(client_max_size=largest)
        application.router.add_route("*", "/{path:.*}", self._route)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=_CLOSING)

    @property
    def address(self) -> str:
        """Where it listens, as host and port."""
        return f"{self._host}:{self._port}"

    async def start(self) -> None:
        """Start listening.

        :raises OSError: when the address cannot be listened on.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError:
            await self._runner.cleanup()
            raise

    async def stop(self) -> None:
        """Stop listening, and finish open requests."""
        await self._runner.cleanup()

    async def _route(self, request: web.Request) -> web.Response:
        path = request.rel_url.raw_path
        method = "GET" if request.method == "HEAD" else request.method
        if handler := self._handlers.get((method, path)):
            return await handler(request)
        if allowed := [method for method, known in self._handlers if known == path]:
            raise web.HTTPMethodNotAllowed(request.method, allowed)
        raise web.HTTPNotFound
