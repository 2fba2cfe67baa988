"""The program as a process of its own, and a Bot API server for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.programs import PROGRAM, Start
from tests.bot.server import TOKEN, BotApi, bot_api


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """This process's environment without settings of ours, data in a folder of the test."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KUBOK", "TELEGRAM", "WEBHOOK"))
    }
    return {**kept, "KUBOK_DATA": str(tmp_path / "data"), "COLUMNS": "200"}


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path, ours_path: Path) -> Iterator[Start]:
    """Start the program in the background, its output in ``tmp_path/output``."""
    processes = []
    shutil.copytree(ours_path.parent, tmp_path / "data")  # which each start would make anew

    def begin(code: str = PROGRAM, **settings: str) -> "subprocess.Popen[str]":
        with (tmp_path / "output").open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-c", code],
                env={**environment, "TELEGRAM_BOT_TOKEN": TOKEN, **settings},
                cwd=tmp_path,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                text=True,
            )
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def api() -> Iterator[BotApi]:
    with bot_api() as server:
        yield server
