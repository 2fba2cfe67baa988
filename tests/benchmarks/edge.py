"""What Telegram's edge of the bot costs, beside two bare echo bots.

Run by ``.venv/bin/python -m tests.benchmarks.edge``, after ``.venv/bin/pip install -e '.[bench]'`` for the
second of the echo bots.

A Bot API server in a process of its own hands out commands (``/final``, ``/club``, ``/scorers`` and
``/results`` of all editions and of clubs) from 50 people, each in a private chat, who ask again as soon as
they are answered. Kubok answers from its archive and chats.db as ever, without the limits
(``TELEGRAM_RATE_LIMIT=0``). ``forgetful`` is Kubok without its memory of answers it gave before, which is of
much use here, where 112 different things are asked. The echo bots, as simple as their documentation has
them, send back what they got. Each bot gets the same commands in turn, several rounds, once with nothing
added and once, a fifth as long, with 50 ms for every request to the server, half of it on the way there.

Printed are medians over the rounds, and Kubok's divided by each echo bot's: answers a second, seconds from
starting the process to the first answer (with an archive that is up to date), and resident memory after the
run. ``--rounds`` and ``--answers`` make it shorter or longer.
"""

import argparse
import asyncio
import itertools
import multiprocessing
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.settings import packaged_seeds
from bot.terminal.offline import BOT_USER
from store.importing.importer import import_seeds

TOKEN = "123456:token-of-the-benchmark"
PEOPLE = 50
_WARM_UP = 200  # answers that don't count
_SECONDS = 120  # that a run may take
_CLUBS = ("Kairat", "Тобол", "Zhenis", "Irtysh", "Ordabasy", "Шахтер", "Aktobe", "Taraz", "Kaisar", "Vostok")

PTB_ECHO = """
import os
from telegram.ext import ApplicationBuilder, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

application = ApplicationBuilder().token(os.environ["TELEGRAM_BOT_TOKEN"])
application = application.base_url(os.environ["TELEGRAM_API_URL"] + "/bot").build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
"""
AIOGRAM_ECHO = """
import asyncio, os
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()

@dispatcher.message()
async def echo(message: Message) -> None:
    await message.answer(message.text)

session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
asyncio.run(dispatcher.start_polling(Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=session)))
"""
KUBOK = "from bot.start import main; main()"
FORGETFUL = f"import handlers.answering; handlers.answering._LONGEST_REMEMBERED = -1; {KUBOK}"
PROGRAMS = {"kubok": KUBOK, "forgetful": FORGETFUL, "ptb": PTB_ECHO, "aiogram": AIOGRAM_ECHO}


@dataclass
class Figures:
    """What was measured in one run: seconds, answers a second, megabytes."""

    start: float
    rate: float
    memory: float


def commands() -> Iterator[str]:
    """What people ask, without end."""
    editions = itertools.cycle(sorted(path.stem for path in packaged_seeds().glob("*.txt")))
    clubs = itertools.cycle(_CLUBS)
    for edition in editions:
        yield f"/final {edition}"
        yield f"/club {next(clubs)}"
        yield f"/scorers {edition}"
        yield f"/results {edition}"


@dataclass
class Crowd:
    """The server's side: people who ask, and what came back.

    *latency* is what each request takes longer, in seconds; *wanted* how many answers count.
    """

    latency: float
    wanted: int
    first: float = 0.0  # by the monotonic clock, as the others
    began: float = 0.0
    ended: float = 0.0
    answered: int = 0
    waiting: list[dict[str, Any]] = field(default_factory=list)
    asked: dict[int, str] = field(default_factory=dict)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    replies: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)
        self._commands = commands()
        self.ask(0)

    def ask(self, person: int) -> None:
        """Have somebody ask the next thing."""
        text = next(self._commands)
        number = next(self._numbers)
        user = {"id": 1000 + person, "is_bot": False, "first_name": f"P{person}", "language_code": "en"}
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": user["id"], "type": "private", "first_name": user["first_name"]},
            "from": user,
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}],
        }
        self.asked[user["id"]] = text
        self.waiting.append({"update_id": number, "message": message})
        self.news.set()

    async def updates(self, parameters: dict[str, str]) -> list[dict[str, Any]]:
        offset, limit = int(parameters.get("offset", 0)), int(parameters.get("limit", 100))
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        if not self.waiting:
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), int(parameters.get("timeout", 0)))
            except TimeoutError:
                return []
        return self.waiting[:limit]

    def answer(self, parameters: dict[str, str]) -> dict[str, Any]:
        """Take an answer to somebody, who asks again."""
        chat, text = int(parameters["chat_id"]), parameters["text"]
        now = time.monotonic()
        if not self.answered:
            self.first = now
            for person in range(PEOPLE):
                self.ask(person)
        elif chat in self.asked:
            self.ask(chat - 1000)
        self.answered += 1
        if self.answered == _WARM_UP:
            self.began = now
        if self.answered == _WARM_UP + self.wanted:
            self.ended = now
            self.done.set()
        self.replies[self.answered] = text
        described = {"id": chat, "type": "private", "first_name": "P"}
        return {
            "message_id": 10**6 + self.answered,
            "date": int(now),
            "chat": described,
            "from": BOT_USER,
            "text": text,
        }

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request as the Bot API does."""
        if request.content_type == "application/json":
            parameters = await request.json()
        else:
            parameters = dict(await request.post())
        await asyncio.sleep(self.latency / 2)
        method = request.match_info["method"]
        result: Any = True
        if method.lower() == "getupdates":
            result = await self.updates(parameters)
        elif method.lower() == "sendmessage":
            result = self.answer(parameters)
        elif method.lower() == "getme":
            result = BOT_USER
        await asyncio.sleep(self.latency / 2)
        return web.json_response({"ok": True, "result": result})


def serve(pipe: Connection, latency: float, wanted: int) -> None:
    """Be the server: tell the port, then what was measured."""

    async def run() -> None:
        crowd = Crowd(latency, wanted)
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", crowd.handle)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        pipe.send(runner.addresses[0][1])
        await crowd.done.wait()
        pipe.send((crowd.first, wanted / (crowd.ended - crowd.began), crowd.replies))
        await asyncio.to_thread(pipe.recv)  # until the bot is gone
        await runner.cleanup()

    asyncio.run(run())


def measure(name: str, latency: float, wanted: int, folder: Path) -> Figures:
    """Run a bot against a server of its own."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, latency, wanted))
    server.start()
    url = f"http://127.0.0.1:{ours.recv()}"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KUBOK", "TELEGRAM"))}
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "TELEGRAM_RATE_LIMIT": "0"}
    with (folder / "output").open("w") as output:
        began = time.monotonic()
        bot = subprocess.Popen(
            [sys.executable, "-c", PROGRAMS[name]],
            env={**kept, **settings, "KUBOK_DATA": str(folder / "data"), "KUBOK_LOG_LEVEL": "WARNING"},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        if not ours.poll(_SECONDS):
            raise SystemExit(f"{name} did not answer:\n{(folder / 'output').read_text()}")
        first, rate, replies = ours.recv()
        memory = resident(bot.pid)
    finally:
        bot.send_signal(signal.SIGTERM)
        bot.wait()
        ours.send(None)
        server.join()
    check(name, replies)
    return Figures(first - began, rate, memory)


def check(name: str, replies: dict[int, str]) -> None:
    """Kubok's answers must be real ones.

    :raises SystemExit: when one is not.
    """
    wrong = [text for text in replies.values() if "went wrong" in text or "I know no" in text]
    if name in ("kubok", "forgetful") and wrong:
        raise SystemExit(f"kubok answered with something else: {wrong[0]}")


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds now."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else float("nan")


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description="Measure the bot beside two echo bots.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--answers", type=int, default=2500, help="in a round without latency")
    parser.add_argument("--latency", type=float, nargs="*", default=[0, 50], help="in ms")
    parser.add_argument("--bots", nargs="*", default=list(PROGRAMS))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        import_seeds(packaged_seeds(), folder / "data" / "archive.db")
        for latency in given.latency:
            wanted = given.answers // 5 if latency else given.answers
            figures: defaultdict[str, list[Figures]] = defaultdict(list)
            for _ in range(given.rounds):
                for bot in given.bots:
                    figures[bot].append(measure(bot, latency / 1000, wanted, folder))
            print(f"\n{latency:.0f} ms of latency, {given.rounds} rounds of {wanted} answers, medians")
            show(figures)


def show(figures: dict[str, list[Figures]]) -> None:
    """Print a table, and ratios below."""
    print(f"{'':18}{'answers/s':>12}{'start, s':>12}{'memory, MB':>12}")
    medians: dict[str, list[float]] = {}
    for bot, runs in figures.items():
        columns = ([run.rate for run in runs], [run.start for run in runs], [run.memory for run in runs])
        medians[bot] = [statistics.median(column) for column in columns]
        rate, start, memory = medians[bot]
        print(f"{bot:18}{rate:12.0f}{start:12.3f}{memory:12.1f}")
    for bot in [other for other in medians if other != "kubok"] if "kubok" in medians else ():
        ratios = [ours / theirs for ours, theirs in zip(medians["kubok"], medians[bot], strict=True)]
        print(f"{f'kubok / {bot}':18}" + "".join(f"{ratio:12.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
