"""Writing what has happened already, such as that a message was sent, though ``chats.db`` may be locked."""

import asyncio
import sqlite3
from collections.abc import Callable

from store.chats.database import may_pass

_WAITS = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)  # seconds between attempts


async def until_written(write: Callable[[], None]) -> None:
    """Call *write* until it succeeds, for a few seconds.

    :raises sqlite3.Error: when it does not, or what it raises does not pass by itself.
    """
    for wait in _WAITS:
        try:
            write()
            return
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
        await asyncio.sleep(wait)
    write()
