"""What ``/healthz`` and ``kubok health`` say of a bot that is well, and of one in any kind of trouble."""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from bot.health.beats import FILE, complaints
from bot.health.wellness import Contact, Wellness
from bot.telegram_time import running
from bot.tuning import ServingTimes
from store.archive.archive import Archive
from store.chats.database import Chats
from tests.bot.programs import IMPATIENT, KUBOK, Start, free_port, quick
from tests.bot.server import BotApi
from tests.bot.test_nothing_lost import full
from tests.handlers.conftest import services_of

WATCHED = quick(
    replace(
        IMPATIENT,
        serving=ServingTimes(first_wait=0.05, longest_wait=0.5, clock=0.05, beat=0.2, silence=0.8, stuck=0.8),
    )
)
HOOK = "https://example.org/hook"


class Watched:
    """A bot that fetches updates, or has them sent, and what is said of its health."""

    def __init__(
        self,
        api: BotApi,
        start: Start,
        environment: dict[str, str],
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        by: str,
    ) -> None:
        self.api, self.data, self.monkeypatch, self.by = api, folder / "data", monkeypatch, by
        self.environment, self.folder, self.port = environment, folder, free_port()
        hook = {"WEBHOOK_URL": HOOK, "WEBHOOK_PORT": str(self.port), "WEBHOOK_SECRET": "s3cret"}
        if by == "webhook":
            api.webhook = {"url": HOOK}
        self.process = start(WATCHED, TELEGRAM_API_URL=api.url, **(hook if by == "webhook" else {}))

    def said(self) -> list[str]:
        return list(complaints(self.data))

    def until(self, said: list[str]) -> None:
        """Wait until this is said, by the file, and by the server if there is one."""
        end = time.monotonic() + 20
        while self.said() != said or (self.by == "webhook" and (self.status() == 200) != (not said)):
            assert time.monotonic() < end, (self.said(), said)
            time.sleep(0.05)

    def status(self) -> int:
        return httpx.get(f"http://127.0.0.1:{self.port}/healthz", trust_env=False, timeout=5).status_code

    def command(self) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*KUBOK, "health"],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def locked(bot: Watched) -> Iterator[None]:
    with closing(sqlite3.connect(bot.data / "chats.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def moved(bot: Watched) -> Iterator[None]:
    path = bot.data / "chats.db"
    path.rename(path.with_name("elsewhere.db"))
    yield
    path.with_name("elsewhere.db").rename(path)


@contextmanager
def full_disk(bot: Watched) -> Iterator[None]:
    with full(bot.process.pid):
        yield


@contextmanager
def no_network(bot: Watched) -> Iterator[None]:
    bot.api.fault = lambda _: "dropped"
    yield
    bot.api.fault = lambda _: None


@contextmanager
def another_program(bot: Watched) -> Iterator[None]:
    """One that fetches updates in between takes the webhook away."""
    webhook = bot.api.webhook
    bot.api.webhook = {}
    bot.api.refusals["getUpdates"] = 409, "Conflict: terminated by other getUpdates request"
    answered = time.monotonic() + 0.5
    bot.api.fault = lambda _: bot.api.refusals.clear() if time.monotonic() > answered else None
    yield
    bot.api.fault, bot.api.webhook = lambda _: None, webhook
    bot.api.refusals.clear()


@contextmanager
def wrong_clock(bot: Watched) -> Iterator[None]:
    def later(_handler: object, _time: float | None = None) -> str:
        return formatdate(time.time() + 3600, usegmt=True)

    with bot.monkeypatch.context() as patch:
        patch.setattr(BaseHTTPRequestHandler, "date_time_string", later)
        yield


@contextmanager
def hanging(bot: Watched) -> Iterator[None]:
    bot.api.fault = lambda method: "no answer" if method == "sendMessage" else None
    bot.api.say("/final 1993")
    if bot.by == "webhook":
        httpx.post(
            f"http://127.0.0.1:{bot.port}/hook",
            json=bot.api.updates[-1],
            headers={"X-Telegram-Bot-Api-Secret-Token": "s3cret"},
            trust_env=False,
            timeout=10,
        )
    yield
    bot.api.fault = lambda _: None


LONG = pytest.mark.crash  # with those that take their time
UNWRITTEN = "chats.db cannot be written: it is locked or was moved, or the disk is full"
TROUBLES: dict[Callable[[Watched], object], str] = {
    locked: UNWRITTEN,
    moved: UNWRITTEN,
    full_disk: UNWRITTEN,
    no_network: "Telegram does not answer",
    another_program: "another program fetches the updates of its token",
    wrong_clock: "the clock of the machine is wrong",
    hanging: "an update has been in hand for too long",
}


@pytest.mark.parametrize("by", ["polling", pytest.param("webhook", marks=LONG)])
def test_every_trouble_is_told_and_so_is_its_end(
    api: BotApi,
    start: Start,
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    by: str,
) -> None:
    bot = Watched(api, start, environment, tmp_path, monkeypatch, by)
    bot.until([])
    for trouble, said in TROUBLES.items():
        with trouble(bot):  # type: ignore[attr-defined]
            bot.until([said])
        bot.until([])
    assert (done := bot.command()).returncode == 0, done.stderr
    assert done.stdout == "The bot is well.\n"
    os.kill(bot.process.pid, signal.SIGSTOP)  # as does a handler that never gives way
    time.sleep(1)
    (silent,) = bot.said()
    assert silent.startswith("it has not been heard of for ")
    frozen = bot.command()
    os.kill(bot.process.pid, signal.SIGCONT)
    assert (frozen.returncode, frozen.stdout) == (1, "")
    assert frozen.stderr.startswith("kubok: the bot is not well: it has not been heard of for ")
    bot.until([])
    bot.process.terminate()
    bot.process.wait(10)
    ended = bot.command()
    assert (ended.returncode, ended.stderr) == (1, f"kubok: no bot serves from {bot.data}\n")
    assert not (bot.data / FILE).exists()


class NothingInFlight:
    def age(self) -> float:
        return 0.0

    def __len__(self) -> int:
        return 0


async def test_a_disk_without_room(ours: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that was truncated needs room for any write; one that was not may need none for a while."""
    with closing(Chats.open(tmp_path / "chats.db")) as chats:
        services = services_of(ours, chats=chats)
        contact = Contact(heard=running())
        well = Wellness(services, NothingInFlight(), contact, ServingTimes(), tmp_path)  # type: ignore[arg-type]
        assert (await well.report())["chats_written"] is True
        usage = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000))
        assert (await well.report())["chats_written"] is True  # not tried again within a second
        await asyncio.sleep(1.1)
        assert (await well.report())["chats_written"] is False


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"at": 1, "every": "x"}', b"\xff" * 99])
def test_a_file_that_is_none_of_ours(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert list(complaints(tmp_path)) == [f"{tmp_path / FILE} cannot be read"]


def test_a_file_from_before_the_machine_was_started(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"at": running() + 1000, "every": 30, "report": {}}))
    assert list(complaints(tmp_path)) == ["it has not begun to serve, or its data folder was moved"]
