"""A soak test: the whole program as a process, many groups that play, and everything that goes wrong.

Run by ``.venv/bin/python -m tests.benchmarks.soak``; ``--minutes``, ``--games``, ``--people``, ``--seed`` and
``--calm`` change what is simulated.

The Bot API server is in this process, and it is the authority that Telegram is: a poll is open until its time
is over or it is stopped, and a vote that was cast while it was open is written into a ledger of its own and
handed out as an update. So is who asks ``/final 1993`` in a private chat, five times a second. In each group
somebody starts another game a few seconds after the table of the last, until 90 seconds before the end. Every
thirtieth request (``--failing``) fails: the connection is broken off before or after the request was carried
out, a proxy answers, half an answer comes, or the bot is asked to hold back.

Faults, unless ``--calm``: the bot is killed about every minute and started again a second or two later; its
database is locked for 8 seconds every two minutes; its disk is full once, for 20 seconds, in which no file
can be written beyond its first page; its clock (``time.time`` and nothing else) goes wrong by up to an hour.
In runs of a few minutes all that comes closer together.

At the end the ledger is compared with ``chats.db``. Votes are LOST that no answer stands for, though their
poll is on record, or though it was neither stopped nor asked anew after its record was lost; DOUBLED that
more than one answer stands for; WRONG are answers that differ from the vote, and those that nobody gave.
Apart are votes in shoot-outs, in which only those who are level at the top count, in games that somebody
stopped, and votes that the bot has not acknowledged, which Telegram would still have.

A question is late by the time since three seconds after the one before it ended, which is when the server
closed that, or was first asked to. What is still missing at the end is as late as it is by then. Outages last
from the end of the bot until five seconds after the next one's first request for updates, and while the
database is locked or the disk full; three seconds more belong to each, and so does a question that failed to
be sent. The exit code is 1 when a vote is lost, doubled or wrong, the database is damaged, the bot took more
than ten seconds to stop, questions outside outages were a second late (p99), or memory grew by more than 30 %
after the first minute of a life. The folder of such a run, with the log and ``chats.db``, is kept, and
``--details`` names a file for what was lost, wrong or late, in seconds since the beginning.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from math import ceil, inf, nan
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.settings import packaged_seeds
from bot.terminal.offline import OfflineTelegram, Refusal
from bot.terminal.sent import SentPoll, describe
from store.importing.importer import import_seeds
from tests.benchmarks.edge import resident

TOKEN = "123456:token-of-the-soak-test"
OWNER = 7
QUESTIONS, SECONDS, PAUSE = 8, 10, 3.0  # of a game; with the pauses it lasts less than two minutes
FAULTS = ("dropped", "answer lost", "html", "cut", "hold back")  # of requests, in turn
CLOCKS = (30, -30, 3600, -3600, 0)  # seconds that the bot's clock is ahead, in turn
NO_NEW_GAME = 90.0  # seconds at the end
_ASK_AGAIN = 60.0  # seconds after which a game that was asked for should be on
_TABLES = 120.0  # seconds that the last tables are waited for
_RECOVERY, _ALLOWANCE = 5.0, 3.0  # seconds, after a start and after each outage
_LONGEST_STOP, _LATEST, _GROWTH = 10.0, 1.0, 1.3  # the limits: seconds, seconds, and times as much memory
_PAGE = 4096  # bytes that a full disk still takes in each file
_ASKED_EACH = 0.2  # seconds
_JSON = frozenset(("chat_id", "message_id", "reply_markup", "options", "correct_option_ids", "open_period"))
_PLACE = re.compile(r"(\d+)/\d+ · ")

KUBOK = """
import os, time

true_time, state = time.time, [0.0, 0.0]

def wrong_time():
    now = time.monotonic()
    if now >= state[0]:
        with open(os.environ["SOAK_CLOCK"]) as file:
            state[:] = now + 0.1, float(file.read())
    return true_time() + state[1]

time.time = wrong_time
from bot.start import main
main()
"""


@dataclass(slots=True)
class Poll:
    """A poll as the server knows it. *number* is its place in *game*, which is one of its chat's; one that is
    no number of the game's is a shoot-out. Times are by the monotonic clock, as everywhere here."""

    sent: SentPoll
    game: tuple[int, int]
    number: int
    at: float
    closed: float = inf
    stopping: float = inf  # when the server was first asked to close it

    @property
    def ended(self) -> float:
        """When its time was over for whoever plays."""
        return min(self.closed, self.stopping)


@dataclass(slots=True)
class Vote:
    """A vote that was cast while its poll was open, and the update that tells of it."""

    poll: str
    user: int
    options: tuple[int, ...]
    at: float
    update: int


@dataclass
class Ledger:
    """What truly happened: polls by their id, votes, when updates were acknowledged, when people in private
    chats asked and saw the answer, and when requests failed, by method and chat."""

    polls: dict[str, Poll] = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)
    acknowledged: dict[int, float] = field(default_factory=dict)
    asked: dict[int, float] = field(default_factory=dict)
    answered: dict[int, float] = field(default_factory=dict)
    failed: defaultdict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    fetches: list[float] = field(default_factory=list)
    tables: int = 0
    notices: int = 0  # to the owner
    _latest: dict[int, Poll] = field(default_factory=dict)  # by chat

    def add(self, sent: SentPoll) -> Poll:
        """Write down a poll. One with the number 1 begins a game, unless it is asked anew."""
        place = _PLACE.match(sent.question)
        number = int(place[1]) if place else QUESTIONS + 1
        game = 1
        if before := self._latest.get(sent.chat):
            game = before.game[1] + (number == 1 and before.number != 1)
        poll = Poll(sent, (sent.chat, game), number, time.monotonic())
        self._latest[sent.chat] = self.polls[sent.poll] = poll
        return poll

    def is_last(self, poll: Poll) -> bool:
        """Whether none came after it in its chat."""
        return self._latest[poll.sent.chat] is poll

    def games(self) -> Iterator[list[Poll]]:
        """The polls of each game, in their order."""
        games: defaultdict[tuple[int, int], list[Poll]] = defaultdict(list)
        for poll in self.polls.values():
            games[poll.game].append(poll)
        yield from games.values()


class Telegram(OfflineTelegram):
    """Describes chats as what they are, and polls with the time at which they close."""

    def __init__(self) -> None:
        super().__init__(time.monotonic)
        self._methods |= {
            "getChatAdministrators": lambda _: [],
            "deleteWebhook": lambda _: True,
            "getWebhookInfo": lambda _: {"url": "", "pending_update_count": 0},
        }

    def chat_of(self, chat_id: int) -> dict[str, Any]:
        return group_chat(chat_id) if chat_id < 0 else private_chat(chat_id)

    def _send_poll(self, parameters: dict[str, Any]) -> dict[str, Any]:
        message = super()._send_poll(parameters)
        return {**message, "poll": self.described(self.polls[message["message_id"]])}

    def _stop_poll(self, parameters: dict[str, Any]) -> dict[str, Any]:
        poll = self.polls.get(parameters["message_id"])
        if poll and not self.is_open(poll):
            poll.closed = True  # by itself
        return super()._stop_poll(parameters)

    def described(self, poll: SentPoll) -> dict[str, Any]:
        """*poll* as Telegram describes one that closes by itself."""
        period = poll.sent["open_period"]
        closes = int(time.time() + poll.closes - self.clock())
        return {**describe(poll), "open_period": period, "close_date": closes}


class Server:
    """The Bot API over HTTP. *watch* is called with every message and poll that came to stand in a chat."""

    def __init__(self, ledger: Ledger, failing: int) -> None:
        self.telegram = Telegram()
        self.ledger = ledger
        self.watch: Callable[[str, int, Any], None] = lambda *_: None
        self.requests = 0
        self.faults: Counter[str] = Counter()
        self._failing = failing
        self._queue: deque[tuple[int, str]] = deque()  # updates by their id, as JSON
        self._numbers = itertools.count(1)
        self._before = (0, -inf)  # the offset of the last request for updates, and when that began
        self._waiting: asyncio.Future[bool] | None = None

    @property
    def left(self) -> int:
        """How many updates have not been acknowledged."""
        return len(self._queue)

    def push(self, content: dict[str, Any]) -> int:
        """Hand out an update; its id."""
        number = next(self._numbers)
        self._queue.append((number, json.dumps({"update_id": number, **content})))
        self._wake(news=True)
        return number

    def _wake(self, *, news: bool) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(news)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request as the Bot API does, or fail on the way."""
        method = request.match_info["method"]
        given = dict(parse_qsl(await request.text()))
        parameters: dict[str, Any] = {
            key: json.loads(value) if key in _JSON else value for key, value in given.items()
        }
        sent = self.telegram.polls.get(parameters["message_id"]) if method == "stopPoll" else None
        if sent and sent.chat == parameters["chat_id"]:
            poll = self.ledger.polls[sent.poll]
            poll.stopping = min(poll.stopping, time.monotonic())
        fault = self._fault(method, parameters.get("chat_id", 0))
        if fault == "html":
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        if fault == "hold back":
            status, body = refused(Refusal("Too Many Requests: retry after 1", 429, retry_after=1))
        elif fault == "dropped":
            status, body = 500, ""
        else:
            status, body = await self._answer(method, parameters)
        if fault in ("dropped", "answer lost") and request.transport:
            request.transport.abort()
        if fault == "cut":
            body = body[: len(body) // 2]
        return web.Response(status=status, text=body, content_type="application/json")

    def _fault(self, method: str, chat: int) -> str | None:
        self.requests += 1
        if not self._failing or self.requests % self._failing:
            return None
        fault = FAULTS[self.faults.total() % len(FAULTS)]
        self.faults[fault] += 1
        self.ledger.failed[method, chat].append(time.monotonic())
        return fault

    async def _answer(self, method: str, parameters: dict[str, Any]) -> tuple[int, str]:
        try:
            if method == "getUpdates":
                return 200, f'{{"ok":true,"result":[{",".join(await self._updates(parameters))}]}}'
            result = self.telegram.call(method, parameters)
        except Refusal as refusal:
            return refused(refusal)
        if method in ("sendMessage", "sendPoll"):
            self.watch(method, parameters["chat_id"], result["message_id"])
        elif method == "stopPoll":
            self.ledger.polls[result["id"]].closed = time.monotonic()
        return 200, json.dumps({"ok": True, "result": result})

    async def _updates(self, parameters: dict[str, Any]) -> list[str]:
        """What is not acknowledged, once there is something or the time to wait is over.

        :raises Refusal: when meanwhile somebody else asks.
        """
        offset, now = int(parameters.get("offset", 0)), time.monotonic()
        seconds = int(parameters.get("timeout", 0))
        if self._before[0] == offset and seconds < 3 and now < self._before[1] + 3:
            seconds = 3
        self._before = (offset, now)
        self.ledger.fetches.append(now)
        while self._queue and self._queue[0][0] < offset:
            self.ledger.acknowledged[self._queue.popleft()[0]] = now
        self._wake(news=False)
        if not self._queue and seconds:
            self._waiting = waiting = asyncio.get_running_loop().create_future()
            with contextlib.suppress(TimeoutError):
                if not await asyncio.wait_for(waiting, seconds):
                    raise Refusal("Conflict: terminated by other getUpdates request", 409)
        limit = int(parameters.get("limit", 100))
        return [update for _, update in itertools.islice(self._queue, limit)]


@dataclass
class Group:
    """A group. *due* is when somebody asks for a game, *asked* when somebody did and it is not on yet."""

    id: int
    people: list[int]
    due: float = inf
    asked: float = inf
    playing: bool = False


class Crowd:
    """People who start games in groups and vote there, and others who ask in private chats."""

    def __init__(self, server: Server, games: int, people: int, rng: random.Random) -> None:
        self._server = server
        self._ledger = server.ledger
        self._rng = rng
        self._visitors = itertools.count(1_000_000)
        users = range(1000, 1000 + people)
        self._groups = {
            -number: Group(-number, [*users[number - 1 :: games]]) for number in range(1, games + 1)
        }
        server.watch = self._on_news

    @property
    def playing(self) -> set[int]:
        """The chats where a game is on."""
        return {group.id for group in self._groups.values() if group.playing}

    @property
    def asking(self) -> set[int]:
        """The chats where a game was asked for and may still begin."""
        since = time.monotonic() - _ASK_AGAIN
        return {group.id for group in self._groups.values() if since < group.asked < inf}

    async def act(self, seconds: float) -> None:
        """Start games, first spread over a minute, and ask in private, until the time is over."""
        loop, now = asyncio.get_running_loop(), time.monotonic()
        end, last = now + seconds, now + max(seconds - NO_NEW_GAME, seconds / 2)
        for place, group in enumerate(self._groups.values()):
            group.due = now + min(60.0, seconds / 2) * place / len(self._groups)
        asks = now
        while (now := time.monotonic()) < end:
            for group in self._groups.values():
                if group.due <= min(now, last) or group.asked + _ASK_AGAIN <= now:
                    self._say(f"/trivia {QUESTIONS} {SECONDS}s", group.people[0], group_chat(group.id))
                    group.due, group.asked = inf, now
            while asks <= now:
                loop.call_later(self._rng.uniform(0, _ASKED_EACH), self._ask)
                asks += _ASKED_EACH
            await asyncio.sleep(_ASKED_EACH / 2)

    def _ask(self) -> None:
        """Have somebody ask who has not asked before, so that it is certain to what an answer belongs."""
        visitor = next(self._visitors)
        self._ledger.asked[visitor] = time.monotonic()
        self._say("/final 1993", visitor, private_chat(visitor))

    def _say(self, text: str, user: int, chat: dict[str, Any]) -> None:
        entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        message = {"message_id": self._server.telegram.next_id(), "date": int(time.time()), "text": text}
        message |= {"chat": chat, "from": person(user), "entities": [entity]}
        self._server.push({"message": message})

    def _on_news(self, method: str, chat: int, message: int) -> None:
        group = self._groups.get(chat)
        if method == "sendPoll" and group:
            group.playing, group.asked = True, inf
            self._on_poll(self._server.telegram.polls[message], group)
            return
        text = self._server.telegram.messages[message].html
        if chat == OWNER:
            self._ledger.notices += 1
        elif group is None:
            self._ledger.answered.setdefault(chat, time.monotonic())
        elif "🏁" in text:
            self._ledger.tables += 1
            group.playing, group.due = False, time.monotonic() + self._rng.uniform(3, 6)
        elif "🎲" in text:
            group.playing, group.asked = True, inf

    def _on_poll(self, sent: SentPoll, group: Group) -> None:
        """Let people vote at random moments, some in the last tenth of a second; then close the poll."""
        loop, seconds = asyncio.get_running_loop(), sent.sent["open_period"]
        poll = self._ledger.add(sent)
        for user in group.people:
            if self._rng.random() < 0.9:
                moment = self._rng.uniform(0.3, seconds)
                if self._rng.random() < 0.05:
                    moment = seconds - self._rng.uniform(0, 0.1)
                loop.call_later(moment, self._vote, sent, user)
        loop.call_later(seconds, self._close, poll)

    def _vote(self, poll: SentPoll, user: int) -> None:
        now = time.monotonic()
        if not self._server.telegram.is_open(poll):
            return
        poll.votes[user] = chosen = poll.choice(right=self._rng.random() < 0.7)
        answer: dict[str, Any] = {"poll_id": poll.poll, "user": person(user), "option_ids": list(chosen)}
        answer["option_persistent_ids"] = list(map(str, chosen))
        update = self._server.push({"poll_answer": answer})
        self._ledger.votes.append(Vote(poll.poll, user, chosen, now, update))
        self._tell_of(poll, 0.1)

    def _close(self, poll: Poll) -> None:
        poll.sent.closed = True
        poll.closed = min(poll.closed, poll.sent.closes)
        self._tell_of(poll.sent, 0.5)

    def _tell_of(self, poll: SentPoll, chance: float) -> None:
        if self._rng.random() < chance:
            self._server.push({"poll": self._server.telegram.described(poll)})


@dataclass
class Life:
    """A process of the bot's: when it began and ended, its exit code, and (time, megabytes) of its memory."""

    began: float
    ended: float = inf
    code: int | None = None
    memory: list[tuple[float, float]] = field(default_factory=list)

    def growth(self) -> float:
        """How many times its memory after a minute it needed later; 1 when it was not that old."""
        later = [megabytes for at, megabytes in self.memory if at >= self.began + 60]
        return max(later) / later[0] if later else 1.0


class Bot:
    """The program, started again whenever it ends, with all its files in *folder*."""

    def __init__(self, url: str, folder: Path, rng: random.Random) -> None:
        self.data, self.log = folder / "data", folder / "log"
        self.lives: list[Life] = []
        self.set_clock(0)
        self._folder = folder
        self._rng = rng
        self._stopping = False
        self._process: asyncio.subprocess.Process | None = None
        self._output = self.log.open("ab", buffering=0)
        given = {key: value for key, value in os.environ.items() if not key.startswith(("KUBOK", "TELEGRAM"))}
        self._environment = {
            **given,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": url,
            "TELEGRAM_RATE_LIMIT": "0",
            "KUBOK_DATA": str(self.data),
            "KUBOK_OWNERS": str(OWNER),
            "KUBOK_LOG_LEVEL": "INFO",
            "SOAK_CLOCK": str(folder / "clock"),
        }

    @property
    def pid(self) -> int | None:
        """The process, None when there is none just now."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def run(self) -> None:
        """Keep the bot running until it is to stop."""
        while not self._stopping:
            life = Life(time.monotonic())
            self.lives.append(life)
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", KUBOK),
                env=self._environment,
                cwd=self._folder,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,  # the log is written here, where the disk is never full
                stderr=asyncio.subprocess.STDOUT,
            )
            assert self._process.stdout
            while said := await self._process.stdout.read(1 << 16):
                self._output.write(said)
            life.code, life.ended = await self._process.wait(), time.monotonic()
            if not self._stopping:
                await asyncio.sleep(self._rng.uniform(1, 2))

    async def watch_memory(self) -> None:
        """Look at the bot's memory every five seconds."""
        while True:
            await asyncio.sleep(5)
            if pid := self.pid:
                with contextlib.suppress(OSError):  # it has just ended
                    self.lives[-1].memory.append((time.monotonic(), resident(pid)))

    def kill(self) -> None:
        """Have the bot gone, from one moment to the next."""
        if self._process and self.pid:
            self._process.kill()

    def set_clock(self, ahead: float) -> None:
        """Let the bot believe that it is so many seconds later than it is."""
        new = self.log.with_name("clock.new")
        new.write_text(str(ahead))
        new.replace(self.log.with_name("clock"))

    async def stop(self, running: "asyncio.Task[None]") -> float:
        """Tell the bot to stop; how many seconds that took."""
        self._stopping, began = True, time.monotonic()
        if self._process and self.pid:
            self._process.terminate()
        await asyncio.wait((running,), timeout=30)
        self.kill()
        await running
        self._output.close()
        return time.monotonic() - began


@dataclass
class Outage:
    """A time in which the bot cannot work."""

    kind: str
    began: float
    ended: float = inf


class Faults:
    """What befalls *bot*; when it was locked out or its disk full is in *outages*."""

    def __init__(self, bot: Bot, rng: random.Random) -> None:
        self.outages: list[Outage] = []
        self.clocks: list[tuple[float, float]] = []  # when it was set to what
        self._bot = bot
        self._rng = rng
        self._one = asyncio.Lock()  # of a kill and a full disk, which a new process would not have

    async def run(self, seconds: float) -> None:
        """Let all of it happen in this time."""
        plan: list[tuple[float, Callable[..., Any], tuple[float, ...]]] = []
        each = min(60.0, seconds / 3)
        for number in range(1, ceil(seconds / each)):
            plan.append((each * (number + self._rng.uniform(-0.15, 0.15)), self._kill, ()))
        each = min(120.0, seconds / 2)
        for number in range(int(seconds / each)):
            plan.append((each * (number + self._rng.uniform(0.2, 0.8)), self._lock, (8.0,)))
        plan.append((seconds * 0.45, self._fill_disk, (min(20.0, seconds / 6),)))
        for place, ahead in enumerate(CLOCKS, start=1):
            plan.append((seconds * place / (len(CLOCKS) + 1), self._set_clock, (ahead,)))
        began = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            for at, happen, arguments in sorted(plan, key=lambda entry: entry[0]):
                await asyncio.sleep(began + at - time.monotonic())
                tasks.create_task(happen(*arguments))

    async def _kill(self) -> None:
        async with self._one:
            self._bot.kill()

    async def _set_clock(self, ahead: float) -> None:
        self._bot.set_clock(ahead)
        self.clocks.append((time.monotonic(), ahead))

    async def _lock(self, seconds: float) -> None:
        """Write to the database, and take long over it."""
        outage = Outage("locked", time.monotonic())
        self.outages.append(outage)
        await asyncio.to_thread(hold_lock, self._bot.data / "chats.db", seconds)
        outage.ended = time.monotonic()

    async def _fill_disk(self, seconds: float) -> None:
        async with self._one:
            await until(lambda: time.monotonic() > self._bot.lives[-1].began + _RECOVERY, 30)
            outage, pid = Outage("disk full", time.monotonic()), self._bot.pid
            if pid is None:
                return
            with contextlib.suppress(ProcessLookupError):  # it has ended of its own accord
                soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (_PAGE, hard))
                self.outages.append(outage)
                await asyncio.sleep(seconds)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
            outage.ended = time.monotonic()


def outages(lives: list[Life], fetches: list[float], others: Iterable[Outage]) -> list[Outage]:
    """The *others*, and the times between two lives until the second fetches updates; with what is allowed
    beyond that."""
    found = [Outage(other.kind, other.began, other.ended + _ALLOWANCE) for other in others]
    for before, life in itertools.pairwise(lives):
        first = next((at for at in fetches if life.began <= at <= life.ended), life.ended)
        found.append(Outage("down", before.ended, first + _RECOVERY + _ALLOWANCE))
    return sorted(found, key=lambda outage: outage.began)


class Report:
    """What came of it: *problems* are the reasons to fail, *details* are to find out why.

    *playing* are chats where a game was still on at the end, *stopped* is how long it took the bot to stop.
    """

    def __init__(
        self, ledger: Ledger, bot: Bot, faults: Faults, began: float, playing: set[int], stopped: float
    ) -> None:
        self._ledger, self._lives, self._began, self._playing = ledger, bot.lives, began, playing
        self._ended = time.monotonic() - stopped
        self._outages = outages(bot.lives, ledger.fetches, faults.outages)
        self.problems: list[str] = []
        self.details: dict[str, Any] = {
            "began": time.strftime("%H:%M:%S", time.localtime(time.time() - time.monotonic() + began)),
            "outages": [(one.kind, self._at(one.began), self._at(one.ended)) for one in self._outages],
            "clocks": [(self._at(at), ahead) for at, ahead in faults.clocks],
            "lives": [(self._at(life.began), self._at(life.ended), life.code) for life in bot.lives],
        }
        with closing(sqlite3.connect(bot.data / "chats.db")) as chats:
            chats.row_factory = sqlite3.Row
            self._sound = chats.execute("PRAGMA integrity_check").fetchone()[0]
            self._games = chats.execute("SELECT ending, told FROM games").fetchall()
            asked = chats.execute("SELECT * FROM questions JOIN games USING (game)").fetchall()
            answers = """
                SELECT poll, user, option, answers.also, "right"
                FROM answers LEFT JOIN questions USING (game, number)
            """
            self._answers = chats.execute(answers).fetchall()
        self._asked = {row["poll"]: row for row in asked if row["poll"] and row["closing"] != "void"}
        self._stopped = stopped

    def show(self) -> None:
        """Print what came of it, and find the problems."""
        self._games_and_outages()
        self._votes()
        self._lateness()
        self._private()
        self._memory()
        _line("SIGTERM", f"{self._stopped:.1f} s, exit code {self._lives[-1].code}")
        self._must(self._stopped <= _LONGEST_STOP, f"SIGTERM took {self._stopped:.1f} s")
        _line("integrity", self._sound)
        self._must(self._sound == "ok", "chats.db is damaged")

    def _must(self, holds: bool, problem: str) -> None:
        if not holds:
            self.problems.append(problem)

    def _at(self, moment: float) -> float | None:
        """Seconds since the beginning; None for what never happened."""
        return round(moment - self._began, 3) if moment < inf else None

    def _is_outage(self, began: float, ended: float) -> bool:
        return any(outage.began <= ended and began <= outage.ended for outage in self._outages)

    def _failed(self, method: str, chat: int, began: float, ended: float) -> bool:
        """Whether a request failed that wanted to put something into a chat."""
        return any(began <= at <= ended for at in self._ledger.failed.get((method, chat), ()))

    def _games_and_outages(self) -> None:
        kinds = Counter(outage.kind for outage in self._outages)
        kinds["ended by itself"] = sum(life.code != -9 for life in self._lives[:-1])
        _line("outages", _listed(kinds))
        endings = Counter(row["ending"] or "on" for row in self._games)
        tables = f"{self._ledger.tables} tables seen, {sum(row['told'] for row in self._games)} recorded"
        _line("games", f"{len(self._games)}: {_listed(endings)}; {tables}, {len(self._playing)} still on")
        _line("failures told", str(self._ledger.notices))

    def _votes(self) -> None:
        given = {(vote.poll, vote.user): vote.options for vote in self._ledger.votes}
        recorded = Counter((row["poll"], row["user"]) for row in self._answers)
        doubled = [key for key, times in recorded.items() if times > 1]
        wrong = [tuple(row) for row in self._answers if not self._is_true(row, given)]
        orphans = self._orphans()
        fates: Counter[str] = Counter()
        lost = []
        for vote in self._ledger.votes:
            asked = self._asked.get(vote.poll)
            if asked is None:
                fate = f"in orphans {orphans[vote.poll]}"
            else:
                fate = self._fate(vote, asked, (vote.poll, vote.user) in recorded)
            fates[fate] += 1
            if fate in ("LOST", "in orphans left open"):
                lost.append(self._told(vote, asked))
        kinds = _listed(Counter(orphans.values()))
        _line("polls", f"{len(self._ledger.polls)}; ORPHANS {len(orphans)}: {kinds}")
        _line("votes", f"{len(self._ledger.votes)}: {_listed(fates)}")
        results: dict[str, list[Any]] = {"LOST": lost, "DOUBLED": doubled, "WRONG": wrong}
        for name, found in results.items():
            _line(f"votes {name}", str(len(found)))
            self._must(not found, f"{len(found)} votes are {name}")
            self.details[name] = found

    def _is_true(self, row: sqlite3.Row, given: dict[tuple[str, int], tuple[int, ...]]) -> bool:
        """Whether what is recorded was given, and taken for what it is."""
        poll = self._ledger.polls.get(row["poll"])
        chosen = (row["option"], *json.loads(row["also"]))
        right = poll is not None and chosen == poll.sent.correct
        return given.get((row["poll"], row["user"])) == chosen and bool(row["right"]) == right

    def _fate(self, vote: Vote, asked: sqlite3.Row, found: bool) -> str:
        """What became of a vote whose poll is on record."""
        if asked["shoot_out"]:
            return f"{'' if found else 'not '}recorded in shoot-outs"
        if found:
            return "recorded"
        if asked["ending"] in ("stopped", "gone"):
            return "in games that were stopped"
        return "LOST" if vote.update in self._ledger.acknowledged else "not acknowledged"

    def _orphans(self) -> dict[str, str]:
        """What became of the polls that are not on record."""
        fates = {}
        for game in self._ledger.games():
            for place, poll in enumerate(game):
                if poll.sent.poll not in self._asked:
                    anew = any(later.number == poll.number for later in game[place + 1 :])
                    stopped = poll.closed < poll.sent.closes
                    fates[poll.sent.poll] = "stopped" if stopped else "asked anew" if anew else "left open"
        return fates

    def _told(self, vote: Vote, asked: sqlite3.Row | None) -> dict[str, Any]:
        """Where and when a vote was lost."""
        poll = self._ledger.polls[vote.poll]
        row = {name: asked[name] for name in ("game", "number", "closing", "ending")} if asked else None
        return {
            "poll": vote.poll,
            "chat": poll.sent.chat,
            "question": poll.sent.question,
            "row": row,
            "sent": self._at(poll.at),
            "asked to stop": self._at(poll.stopping),
            "closed": self._at(poll.closed),
            "vote": (vote.user, vote.options),
            "cast": self._at(vote.at),
            "update": vote.update,
            "acknowledged": self._at(self._ledger.acknowledged.get(vote.update, inf)),
            "in an outage": self._is_outage(vote.at, vote.at),
        }

    def _lateness(self) -> None:
        clear: list[tuple[float, int, float | None, float | None, str]] = []
        rest: list[tuple[float, int, float | None, float | None, str]] = []
        for before, then, what in self._waits():
            late, chat = then - before.ended - PAUSE, before.sent.chat
            row = (round(late, 3), chat, self._at(before.ended), self._at(then), what)
            failed = self._failed("sendPoll", chat, before.ended, then)
            (rest if failed or self._is_outage(before.ended, then) else clear).append(row)
        for name, rows in {"late": clear, "late, else": rest}.items():
            _line(f"questions {name}", _spread([row[0] for row in rows]))
            early = sum(row[0] < -0.5 for row in rows)
            _line("", f"{early} before their time, {sum(row[0] >= _LATEST for row in rows)} a second late")
            self.details[name] = sorted(rows, key=lambda row: -abs(row[0]))[:100]
        latest = _percentile([row[0] for row in clear], 99)
        self._must(not latest >= _LATEST, f"questions were {latest:.1f} s late")

    def _waits(self) -> Iterator[tuple[Poll, float, str]]:
        """The question before each, when the question was sent or the bot was stopped, and which it is."""
        for game in self._ledger.games():
            latest: dict[int, Poll] = {}
            for poll in game:
                if before := latest.get(poll.number - 1):
                    yield before, poll.at, poll.sent.question
                latest[poll.number] = poll
            if self._ledger.is_last(poll) and poll.sent.chat in self._playing:
                yield poll, self._ended, "never sent"

    def _private(self) -> None:
        waits, unanswered, in_outages = [], 0, 0
        for visitor, asked in self._ledger.asked.items():
            answered = self._ledger.answered.get(visitor)
            if self._is_outage(asked, answered or asked + _RECOVERY):
                in_outages += answered is None
            elif answered is None:
                unanswered += 1
            elif not self._failed("sendMessage", visitor, asked, answered):
                waits.append(answered - asked)
        _line("private answers", _spread(waits))
        _line("", f"unanswered {unanswered}, and {in_outages} in outages")

    def _memory(self) -> None:
        lives = [life for life in self._lives if life.memory]
        shown = ", ".join(f"{life.memory[0][1]:.0f}–{life.memory[-1][1]:.0f}" for life in lives)
        most = max((megabytes for life in lives for _, megabytes in life.memory), default=0)
        growth = max((life.growth() for life in lives), default=1)
        _line("memory, MB", f"first–last of each life: {shown}; most {most:.0f}")
        _line("", f"at most {growth - 1:.0%} more than after the first minute of a life")
        self._must(growth <= _GROWTH, f"memory grew by {growth - 1:.0%}")


def _line(name: str, text: str) -> None:
    print(f"{name:24}{text}")


def _listed(numbers: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in numbers.most_common() if number) or "none"


def _percentile(values: list[float], percent: int) -> float:
    return sorted(values)[ceil(len(values) * percent / 100) - 1] if values else nan


def _spread(seconds: list[float]) -> str:
    shown = ", ".join(f"p{percent} {_percentile(seconds, percent):.3f}" for percent in (50, 90, 99))
    return f"{shown}, max {max(seconds, default=nan):.3f} s of {len(seconds)}"


def person(user: int) -> dict[str, Any]:
    """Somebody as the Bot API describes people."""
    return {"id": user, "is_bot": False, "first_name": f"P{user}", "language_code": "en"}


def private_chat(user: int) -> dict[str, Any]:
    """The chat of the bot with somebody."""
    return {"id": user, "type": "private", "first_name": f"P{user}"}


def group_chat(number: int) -> dict[str, Any]:
    """The group with this number."""
    return {"id": number, "type": "supergroup", "title": f"Fans {-number}"}


def refused(refusal: Refusal) -> tuple[int, str]:
    """Status and body of the answer that *refusal* is."""
    told: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        told["parameters"] = refusal.parameters
    return refusal.code, json.dumps(told)


def hold_lock(path: Path, seconds: float) -> None:
    """Begin to write to a database, and do nothing for a while."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as chats:
        chats.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        chats.execute("ROLLBACK")


async def soak(given: argparse.Namespace, folder: Path) -> list[str]:
    """Simulate all of it, and print what came of it; the problems."""
    ledger, rng, seconds = Ledger(), random.Random(given.seed), given.minutes * 60
    server = Server(ledger, given.failing)
    crowd = Crowd(server, given.games, given.people, random.Random(given.seed + 1))
    application = web.Application()
    application.router.add_route("*", "/bot{token}/{method}", server.handle)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot = Bot(f"http://127.0.0.1:{runner.addresses[0][1]}", folder, rng)
    faults = Faults(bot, rng)
    running, watching = asyncio.create_task(bot.run()), asyncio.create_task(bot.watch_memory())
    try:
        await until(lambda: bool(ledger.fetches), 30)
        if not ledger.fetches:
            raise SystemExit(f"the bot does not start:\n{bot.log.read_text()}")
        began = time.monotonic()
        befalling = asyncio.create_task(faults.run(seconds)) if not given.calm else None
        await crowd.act(seconds)
        if befalling:
            await befalling
        await until(lambda: not (crowd.playing or crowd.asking), _TABLES)
        await until(lambda: not server.left, _RECOVERY)
        playing = crowd.playing
        stopped = await bot.stop(running)
    finally:
        running.cancel()
        watching.cancel()
        bot.kill()
        await runner.cleanup()
    _line("requests", f"{server.requests}; failed: {_listed(server.faults)}")
    report = Report(ledger, bot, faults, began, playing, stopped)
    report.show()
    if given.details:
        given.details.write_text(json.dumps(report.details, ensure_ascii=False, indent=1))
    return report.problems


async def until(holds: Callable[[], bool], seconds: float) -> None:
    """Wait until something holds, so many seconds at most."""
    for _ in range(int(seconds * 10)):
        if holds():
            return
        await asyncio.sleep(0.1)


def main() -> None:
    """Run the test; exit code 1 when something is not as it must be."""
    parser = argparse.ArgumentParser(description="Let many groups play while everything goes wrong.")
    parser.add_argument("--minutes", type=float, default=10, help="in which games are started")
    parser.add_argument("--games", type=int, default=100, help="groups that play at a time")
    parser.add_argument("--people", type=int, default=500, help="who play, spread over the groups")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calm", action="store_true", help="without faults, except for requests that fail")
    parser.add_argument("--failing", type=int, default=30, help="every which request fails, 0 for none")
    parser.add_argument("--details", type=Path, help="a JSON file to be written")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kubok-soak-"))
    import_seeds(packaged_seeds(), folder / "data" / "archive.db")
    problems = asyncio.run(soak(given, folder))
    if problems:
        print(f"\nFAILED: {'; '.join(problems)}\nThe log and chats.db are in {folder}.")
        raise SystemExit(1)
    shutil.rmtree(folder)
    print("\nPASSED")


if __name__ == "__main__":
    main()
