"""The program as a process of its own: how to start it, and what it says."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from pkgutil import resolve_name

from bot.tuning import PollingTimes, ServingTimes, Tuning

PROGRAM = "from bot.cli import main; main(prog_name='kubok')"
KUBOK = [sys.executable, "-c", PROGRAM]
Start = Callable[..., "subprocess.Popen[str]"]


QUICK = Tuning(pause=0.1, in_doubt=0.3)
"""Short waits in games."""

IMPATIENT = replace(
    QUICK,
    read_timeout=0.5,
    polling=PollingTimes(long_poll=0, first_wait=0.05, longest_wait=0.5),
    serving=ServingTimes(first_wait=0.05, longest_wait=0.5),
    first_wait=0.05,
)
"""The same, with short waits for a server that is in trouble."""


def program(tuning: Tuning, **constants: object) -> str:
    """The program with this *tuning*, and with other rules of games: IDLE and SECONDS.

    :raises AttributeError: here, and not in the process, when there is none of that name.
    """
    modules = {"IDLE": "handlers.trivia.ending", "SECONDS": "handlers.trivia.plans"}
    lines = []
    for name, value in constants.items():
        resolve_name(f"{modules[name]}.{name}")
        lines.append(f"import {modules[name]}\n{modules[name]}.{name} = {value!r}\n")
    imports = "from bot.cli import main\nfrom bot.tuning import *\n"
    return f"{''.join(lines)}{imports}main(prog_name='kubok', obj={tuning!r})"


def quick(tuning: Tuning = QUICK) -> str:
    """The program with questions of a second and games that do not end when nobody answers."""
    return program(tuning, IDLE=1000, SECONDS=range(1, 61))


def output(tmp_path: Path) -> str:
    return (tmp_path / "output").read_text()


def wait_for_output(tmp_path: Path, text: str, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while text not in output(tmp_path):
        assert time.monotonic() < end, output(tmp_path)
        time.sleep(0.05)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
