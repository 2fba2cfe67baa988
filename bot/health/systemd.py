"""Telling systemd that the bot has started, still runs, and stops; nothing where systemd did not start it.

By sd_notify(3): a datagram to the socket in ``NOTIFY_SOCKET``. The watchdog ends a program that says nothing
for ``WATCHDOG_USEC`` microseconds.
"""

import asyncio
import logging
import os
import socket
from collections.abc import Mapping

logger = logging.getLogger(__name__)

READY, WATCHDOG, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"
_OFTEN = 3  # times that the watchdog is fed in its time


def notify(state: str) -> None:
    """Tell systemd a *state* of the program, if it wants to know."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):  # of the abstract namespace
        address = f"\0{address[1:]}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending:
            sending.sendto(state.encode(), address)
    except OSError as error:
        logger.warning("systemd cannot be told %s: %s", state, error.strerror)


def watchdog_seconds(environment: Mapping[str, str]) -> float | None:
    """Seconds after which the watchdog ends this program if it says nothing; None when it is not watched."""
    time, process = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", "")
    if not time.isdecimal() or int(time) == 0 or process not in ("", str(os.getpid())):
        return None
    return int(time) / 1_000_000


async def feed_watchdog() -> None:
    """Tell systemd, for as long as the event loop runs, that it does; until cancelled."""
    seconds = watchdog_seconds(os.environ)
    while seconds is not None:
        notify(WATCHDOG)
        await asyncio.sleep(seconds / _OFTEN)
