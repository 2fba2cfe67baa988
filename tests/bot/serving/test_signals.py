"""A signal ends the bot after what it has begun, also where the event loop takes none, as on Windows."""

import signal
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
