"""A Bot API server that hands out updates to a bot in a process of its own, for benchmarks."""

import asyncio
import itertools
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.terminal.offline import ITSELF
from tests.benchmarks.edge import TOKEN


class UpdateServer:
    """Hands out what is pushed, in order; answers to other methods are made by :meth:`result`."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._waiting: dict[int, dict[str, Any]] = {}
        self._news = asyncio.Event()

    def push(self, update: dict[str, Any]) -> int:
        """Have an update for the bot; its number."""
        number = next(self._numbers)
        self._waiting[number] = {"update_id": number, **update}
        self._news.set()
        return number

    def acknowledged(self, number: int) -> None:
        """Called once the bot has acknowledged an update."""

    def result(self, _method: str, _parameters: Any) -> Any:
        """The result of a method, in small letters."""
        return True

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request as the Bot API does."""
        parameters, method = await request.post(), request.match_info["method"].lower()
        if method == "getupdates":
            result: Any = await self._updates(int(str(parameters.get("offset", 0))))
        elif method == "getme":
            result = ITSELF
        elif method == "getmyname":
            result = {"name": "Kubok"}
        else:
            result = self.result(method, parameters)
        return web.json_response({"ok": True, "result": result})

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        for number in [number for number in self._waiting if number < offset]:
            del self._waiting[number]
            self.acknowledged(number)
        if not self._waiting:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), 10)
            except TimeoutError:
                return []
        return list(itertools.islice(self._waiting.values(), 100))


@asynccontextmanager
async def bot_at(server: UpdateServer, folder: str, **settings: str) -> AsyncIterator[None]:
    """Context manager in which a bot with the data *folder* and these *settings* runs at *server*."""
    application = web.Application()
    application.router.add_route("*", "/bot{token}/{method}", server.handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    chosen = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{runner.addresses[0][1]}",
        "KUBOK_DATA": folder,
        "KUBOK_LOG_LEVEL": "WARNING",
        **settings,
    }
    program = "from bot.start import main; main()"
    bot = await asyncio.create_subprocess_exec(sys.executable, "-c", program, env=os.environ | chosen)
    try:
        yield
    finally:
        bot.terminate()
        await bot.wait()
        await runner.cleanup()
