"""The machine: versions, data of time zones, the clock, the port to listen on."""

import sqlite3
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from socket import AI_PASSIVE, SOCK_STREAM, create_server, getaddrinfo
from zoneinfo import ZoneInfo

from packaging.requirements import Requirement
from packaging.version import Version

from bot.doctor.findings import Finding, good, wrong
from bot.settings import Metrics, Webhook

_SQLITE = Version("3.37")  # the first with STRICT tables
_AGAIN = "Run the README's set-up command again: pip install -e ."
_SINCE_MARCH_2024 = datetime(2024, 6, 1, tzinfo=UTC)  # when all of Kazakhstan had gone to UTC+5
_DAY = 86_400.0


def check_versions() -> Iterator[Finding]:
    """The versions of Kubok, Python, SQLite, and of the packages that Kubok needs."""
    yield good(f"Kubok {version('kubok')}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}.")
    if Version(sqlite3.sqlite_version) < _SQLITE:
        yield wrong(
            f"SQLite {sqlite3.sqlite_version} is too old.", f"Use a Python with SQLite {_SQLITE} or later."
        )
    for needs in map(Requirement, requires("kubok") or ()):
        if needs.marker is None or needs.marker.evaluate({"extra": ""}):
            yield from check_package(needs)


def check_package(needs: Requirement) -> Iterator[Finding]:
    """Whether the installed version of a package is one that is needed."""
    try:
        installed = version(needs.name)
    except PackageNotFoundError:
        yield wrong(f"The package {needs.name} is not installed.", _AGAIN)
    else:
        if not needs.specifier.contains(installed, prereleases=True):
            yield wrong(f"{needs.name} {installed} is installed; Kubok needs {needs.specifier}.", _AGAIN)


def check_zone(almaty: ZoneInfo) -> Finding:
    """Whether the data of time zones, here of *almaty*, has Kazakhstan's change of 2024."""
    if _SINCE_MARCH_2024.astimezone(almaty).utcoffset() != timedelta(hours=5):
        return wrong(
            "The data of time zones is from before 2024: Kazakhstan has UTC+5 since.", "pip install -U tzdata"
        )
    return good("The data of time zones is recent.")


def check_clock(now: float | None = None) -> Iterator[Finding]:
    """Whether the clock, *now* in seconds since 1970, is not behind what the program was made at."""
    made = Path(__file__).stat().st_mtime
    if (time.time() if now is None else now) < made - _DAY:
        yield wrong_clock("behind: the program is from a later day")


def wrong_clock(how: str) -> Finding:
    """That the clock is ahead or *behind*."""
    return wrong(f"The clock of this machine is {how}.", "timedatectl set-ntp true")


def check_port(where: Webhook | Metrics, settings: str) -> Finding:
    """Whether the bot can listen *where* the settings with that prefix say; not while it does."""
    address = f"{where.listen}:{where.port}"
    try:
        family, *_, found = getaddrinfo(where.listen, where.port, type=SOCK_STREAM, flags=AI_PASSIVE)[0]
        create_server(found, family=family).close()
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "there is no such host"
        return wrong(
            f"Nothing can listen on {address}: {why}.",
            f"Set {settings}_PORT to a free port, and {settings}_LISTEN to an address of this machine.",
        )
    return good(f"{address} is free to listen on.")
