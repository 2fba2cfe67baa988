"""What systemd is told of a bot that it has started."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.health.systemd import notify, watchdog_seconds
from tests.bot.programs import Start, free_port
from tests.bot.server import QUICK_KUBOK, BotApi


@pytest.fixture
def manager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[socket.socket]:
    """The socket of systemd."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiving:
        receiving.bind(str(tmp_path_factory.mktemp("run") / "notify"))
        receiving.settimeout(20)
        yield receiving


def told(manager: socket.socket) -> str:
    return manager.recv(100).decode()


def test_a_bot_that_systemd_has_started(api: BotApi, start: Start, manager: socket.socket) -> None:
    process = start(
        QUICK_KUBOK,
        TELEGRAM_API_URL=api.url,
        NOTIFY_SOCKET=manager.getsockname(),
        WATCHDOG_USEC="300000",
    )
    assert told(manager) == "READY=1"
    assert [told(manager) for _ in range(5)] == ["WATCHDOG=1"] * 5
    os.kill(process.pid, signal.SIGSTOP)
    time.sleep(0.2)
    manager.setblocking(False)
    with suppress(BlockingIOError):
        while told(manager):  # before
            pass
    time.sleep(0.5)
    with pytest.raises(BlockingIOError):
        told(manager)
    manager.settimeout(20)
    os.kill(process.pid, signal.SIGCONT)
    assert told(manager) == "WATCHDOG=1"
    process.terminate()
    while (said := told(manager)) == "WATCHDOG=1":
        pass
    assert said == "STOPPING=1"
    assert process.wait(10) == 0


def test_one_that_does_not_reach_telegram_is_started_and_alive(start: Start, manager: socket.socket) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    start(TELEGRAM_API_URL=nowhere, NOTIFY_SOCKET=manager.getsockname(), WATCHDOG_USEC="300000")
    assert [told(manager) for _ in range(4)] == ["READY=1", *["WATCHDOG=1"] * 3]


def test_an_address_of_the_abstract_namespace(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0kubok-test")
        monkeypatch.setenv("NOTIFY_SOCKET", "@kubok-test")
        notify("READY=1")
        assert told(manager) == "READY=1"


def test_nobody_wants_to_know(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    assert caplog.messages == []
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/notify")
    notify("READY=1")
    assert caplog.messages == ["systemd cannot be told READY=1: No such file or directory"]


@pytest.mark.parametrize(
    ("environment", "seconds"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "120000000"}, 120.0),
        ({"WATCHDOG_USEC": "500000", "WATCHDOG_PID": str(os.getpid())}, 0.5),
        ({"WATCHDOG_USEC": "500000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
    ],
)
def test_whether_it_is_watched(environment: dict[str, str], seconds: float | None) -> None:
    assert watchdog_seconds(environment) == seconds
