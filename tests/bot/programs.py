"""The program as a process of its own: how to start it, and what it says."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from pkgutil import resolve_name

PROGRAM = "from bot.cli import main; main(prog_name='kubok')"
KUBOK = [sys.executable, "-c", PROGRAM]
Start = Callable[..., "subprocess.Popen[str]"]


def patched(constants: dict[str, object], program: str = PROGRAM) -> str:
    """*program* with other values for *constants*, by their dotted names.

    :raises AttributeError: here, and not in the process, when there is none of that name.
    """
    lines = []
    for name, value in constants.items():
        resolve_name(name)
        lines.append(f"import {name.rpartition('.')[0]}\n{name} = {value!r}\n")
    return "".join(lines) + program


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
