"""Copies of ``chats.db`` in the data folder: a replica's, and those that were replaced by a backup."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from packaging.version import Version

from bot.doctor.findings import Finding, doubtful
from store.chats.backup import put_aside_before

_KEPT = 7 * 86_400.0  # seconds for which copies may have what users have had deleted, as /privacy says
_OF_LITESTREAM = ".{}-litestream"  # its folder beside a database
_TWO_PROGRAMS = Version("3.51.3")  # mended: https://sqlite.org/wal.html#walresetbug


def check_copies(chats: Path) -> Iterator[Finding]:
    """What is doubtful about copies beside *chats*."""
    for path in put_aside_before(chats, time.time() - _KEPT):
        yield doubtful(
            f"{path} is older than seven days, and has what users have had deleted since.",
            f"rm {quote(str(path))}*",
        )
    if chats.with_name(_OF_LITESTREAM.format(chats.name)).exists() and _version() < _TWO_PROGRAMS:
        yield doubtful(
            f"SQLite {_version()} can, very rarely, damage a database that two programs write at the same "
            "moment, such as Kubok and Litestream.",
            f"Keep nightly backups beside the replica, or use a Python with SQLite {_TWO_PROGRAMS} or later.",
        )


def _version() -> Version:
    return Version(sqlite3.sqlite_version)
