"""Has pictures drawn by another process: while Pillow draws, nothing else runs in its process for some 30 ms
at a time, and votes would wait. It ends when it has had nothing to draw for a while."""

import asyncio
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from handlers.canvas.worker import HEADER
from handlers.pictures.commands import in_a_thread

_PRIVATE = ("TELEGRAM_", "KUBOK_")  # settings, such as the token


class NotDrawn(Exception):
    """Raised when a picture could not be drawn, with what is known of why."""


class Painter:
    """Draws one picture at a time, in *longest* seconds at most, in another process: it is started for the
    first one, and ends after *idle* seconds without any."""

    def __init__(self, idle: float = 60.0, longest: float = 30.0) -> None:
        self._idle = idle
        self._longest = longest
        self._process: subprocess.Popen[bytes] | None = None
        self._ends: asyncio.TimerHandle | None = None
        self._lock = asyncio.Lock()

    async def draw(self, work: Callable[[], bytes]) -> bytes:
        """The result of *work*, which can be pickled.

        :raises NotDrawn: when it raises something, takes too long, or the process ends meanwhile.
        """
        async with self._lock:
            self._end_after(self._longest)
            try:
                return await in_a_thread(partial(self._drawn, pickle.dumps(work)))
            finally:
                self._end_after(self._idle)

    def close(self) -> None:
        """End the process. The next picture starts another one."""
        if self._ends:
            self._ends.cancel()
        process = self._process
        if process and self._lock.locked():
            process.kill()  # who waits for it does the rest
        elif process:
            _end(process)
            self._process = None

    def _end_after(self, seconds: float) -> None:
        if self._ends:
            self._ends.cancel()
        self._ends = asyncio.get_running_loop().call_later(seconds, self.close)

    def _drawn(self, work: bytes) -> bytes:
        if self._process and self._process.poll() is not None:
            _end(self._process)
            self._process = None
        process = self._process = self._process or _started()
        if process.stdin is None or process.stdout is None:
            raise NotDrawn("there are no pipes")
        try:
            process.stdin.write(HEADER.pack(False, len(work)) + work)
            process.stdin.flush()
            failed, length = HEADER.unpack(process.stdout.read(HEADER.size))
            result = process.stdout.read(length)
        except (OSError, ValueError, struct.error) as error:
            self._process = None
            raise NotDrawn(f"the process that draws has ended: {_end(process)}") from error
        if failed or len(result) < length:
            raise NotDrawn(result.decode(errors="replace"))
        return result


def _end(process: "subprocess.Popen[bytes]") -> int:
    """End *process*, close its pipes, and return its status."""
    process.kill()
    with suppress(OSError), process:  # what was not read goes nowhere
        pass
    return process.returncode


def _started() -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_PRIVATE)}
    return subprocess.Popen(
        [sys.executable, "-m", "handlers.canvas.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
