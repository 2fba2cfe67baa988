"""The program as a process of its own: how to start it, and what it says."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PROGRAM = "from bot.cli import main; main(prog_name='kubok')"
KUBOK = [sys.executable, "-c", PROGRAM]
Start = Callable[..., "subprocess.Popen[str]"]


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
