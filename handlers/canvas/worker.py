"""Drawing in a process of its own: ``python -m handlers.canvas.worker``.

It reads calls from standard input, pickled, and writes what they return, or the traceback of their error, to
standard output; before each stand its length in bytes, and whether it is an error. It ends with its input.
"""

import os
import pickle
import signal
import struct
import sys
import traceback
from contextlib import suppress
from typing import BinaryIO

HEADER = struct.Struct(">?I")
_NICE = 10  # it gives way to whatever answers


def main(calls: BinaryIO, results: BinaryIO) -> None:
    """Draw until there is nothing more to read."""
    while header := calls.read(HEADER.size):
        try:
            failed, result = False, pickle.loads(calls.read(HEADER.unpack(header)[1]))()  # noqa: S301 - the bot's
        except Exception:  # noqa: BLE001 - the bot raises it again
            failed, result = True, traceback.format_exc().encode()
        results.write(HEADER.pack(failed, len(result)) + result)
        results.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the bot ends it
    with suppress(OSError, AttributeError):
        os.nice(_NICE)
    main(sys.stdin.buffer, sys.stdout.buffer)
