"""How long votes wait for pictures: a vote every 20 ms, without, with the first, and with more of them.

    python -m tests.benchmarks.votes

A Bot API server hands out votes to a bot in a process of its own, and buttons "Picture" of all editions and
clubs, five a second. Printed is how long it takes from a vote being there to the bot acknowledging it, which
it does once it is kept: the median, and the longest of them.
"""

import asyncio
import itertools
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp import web

from bot.settings import packaged_seeds
from bot.terminal.offline import ITSELF
from bot.terminal.sent import described_photo
from handlers.core.answers import Call
from handlers.core.callback_data import encode
from store.archive.archive import Archive
from store.importing.importer import import_seeds
from tests.benchmarks.edge import TOKEN
from tests.benchmarks.pictures import cards

_SETTLED = 25.0  # seconds after the start until the bot has built what later answers need
_SECONDS = 30.0  # that are measured
_FIRST = 5.0  # seconds in which what draws is loaded, and the first picture made
_VOTE, _PICTURE, _NEVER = 0.02, 0.2, 3_600.0  # seconds between two


class Server:
    """Hands out votes and pressed buttons, and notes when they are acknowledged."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.photos = 0
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[dict[str, Any], float]] = {}  # updates, and when votes came
        self._news = asyncio.Event()

    def push(self, update: dict[str, Any], *, counts: bool = False) -> None:
        """Have an update for the bot."""
        number = next(self._numbers)
        self._waiting[number] = {"update_id": number, **update}, time.monotonic() if counts else 0.0
        self._news.set()

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request as the Bot API does."""
        parameters, method = await request.post(), request.match_info["method"].lower()
        result: Any = True
        if method == "getupdates":
            result = await self._updates(int(str(parameters.get("offset", 0))))
        elif method == "getme":
            result = ITSELF
        elif method == "getmyname":
            result = {"name": "Kubok"}
        elif method == "sendphoto":
            self.photos += 1
            chat = {"id": int(str(parameters["chat_id"])), "type": "private", "first_name": "P"}
            result = {
                "message_id": 10**6,
                "date": 1,
                "chat": chat,
                "photo": described_photo(str(self.photos)),
            }
        return web.json_response({"ok": True, "result": result})

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        now = time.monotonic()
        for number in [number for number in self._waiting if number < offset]:
            _, came = self._waiting.pop(number)
            self.waits += [now - came] if came else []
        if not self._waiting:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), 10)
            except TimeoutError:
                return []
        return [update for update, _ in itertools.islice(self._waiting.values(), 100)]


async def every(seconds: float, push: Any) -> None:
    """Call *push* with 0, 1, 2 … every so many seconds."""
    for number in itertools.count():
        push(number)
        await asyncio.sleep(seconds)


async def main() -> None:
    """Measure, and print how long votes waited."""
    with TemporaryDirectory() as folder:
        import_seeds(packaged_seeds(), Path(folder) / "archive.db")
        archive = Archive(Path(folder) / "archive.db")
        pictured = [
            encode(Call("picture", edition=card.edition, clubs=card.clubs, word=card.command))
            for card in cards(archive)
        ]
        server, application = Server(), web.Application()
        application.router.add_route("*", "/bot{token}/{method}", server.handle)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()

        def vote(number: int) -> None:
            user = {"id": 10 + number % 50, "is_bot": False, "first_name": "P"}
            answer = {"poll_id": "1", "user": user, "option_ids": [0], "option_persistent_ids": ["0"]}
            server.push({"poll_answer": answer}, counts=True)

        def press(number: int) -> None:
            user = {"id": 1000 + number, "is_bot": False, "first_name": "P"}
            chat = {"id": user["id"], "type": "private", "first_name": "P"}
            message = {"message_id": 5, "date": 1, "chat": chat, "text": "…"}
            query = {"id": str(number), "from": user, "chat_instance": "1", "message": message}
            server.push({"callback_query": query | {"data": pictured[number % len(pictured)]}})

        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": f"http://127.0.0.1:{runner.addresses[0][1]}",
        }
        settings |= {"KUBOK_DATA": folder, "KUBOK_LOG_LEVEL": "WARNING", "TELEGRAM_RATE_LIMIT": "0"}
        program = "from bot.start import main; main()"
        bot = await asyncio.create_subprocess_exec(sys.executable, "-c", program, env=os.environ | settings)
        try:
            await asyncio.sleep(_SETTLED)
            phases = (("no", _NEVER, _SECONDS), ("the first", _NEVER, _FIRST), ("more", _PICTURE, _SECONDS))
            for said, pause, seconds in phases:
                server.waits.clear()
                tasks = [asyncio.create_task(every(_VOTE, vote))]
                if said != "no":
                    tasks.append(asyncio.create_task(every(pause, press)))
                await asyncio.sleep(seconds)
                for task in tasks:
                    task.cancel()
                waits = sorted(server.waits)
                middle, last = waits[len(waits) // 2], waits[-1]
                late = waits[int(len(waits) * 0.99)]
                shown = f"p50 {middle * 1000:.0f} ms, p99 {late * 1000:.0f} ms, at most {last * 1000:.0f} ms"
                print(f"{said} pictures ({server.photos} sent so far): {len(waits)} votes, {shown}")
        finally:
            bot.terminate()
            await bot.wait()
            await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
