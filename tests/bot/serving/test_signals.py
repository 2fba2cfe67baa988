"""A signal ends the bot after what it has begun, also where the event loop takes none, as on Windows."""

import signal
import time
from pathlib import Path

import pytest

from tests.bot.programs import Start, output, wait_for_output
from tests.bot.server import QUICK_KUBOK, BotApi

WITHOUT_SIGNALS = """
import asyncio
def refuse(*_):
    raise NotImplementedError
asyncio.SelectorEventLoop.add_signal_handler = refuse
"""


SILENT_NAME_SERVERS = """
import socket, time
socket.getaddrinfo = lambda *_, **__: time.sleep(60)
"""


def test_name_servers_that_say_nothing_hold_up_no_end(start: Start, tmp_path: Path) -> None:
    process = start(SILENT_NAME_SERVERS + QUICK_KUBOK, TELEGRAM_API_URL="http://api.example.org")
    end = time.monotonic() + 20
    while not list((tmp_path / "data").glob("chats.db-wal")):  # it is open, and Telegram about to be asked
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(8) == 0
    assert output(tmp_path) == ""


@pytest.mark.parametrize("before", ["", WITHOUT_SIGNALS])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order(
    api: BotApi, start: Start, tmp_path: Path, before: str, number: signal.Signals
) -> None:
    process = start(before + QUICK_KUBOK, TELEGRAM_API_URL=api.url)
    wait_for_output(tmp_path, "serving as")
    api.say("/final 1993")
    api.wait_for("sendMessage")
    process.send_signal(number)
    assert process.wait(10) == 0
    assert output(tmp_path).rstrip().endswith("INFO bot.serving.serve: stopping")
    assert api.acknowledged == 1
