"""All checks, in the order in which one would set the bot up."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from bot.data_folder import DataLock
from bot.doctor.findings import Finding, wrong
from bot.doctor.folders import check_data, check_seeds
from bot.doctor.machine import check_clock, check_port, check_versions, check_zone
from bot.doctor.setting import check_settings
from bot.doctor.telegram import check_telegram
from bot.settings import Settings, time_zone


def examine(file: Path) -> Iterator[Finding]:
    """What is so on this machine with the settings of the environment and of *file*, which may be none."""
    settings, found = check_settings(file)
    yield from _guarded(check_versions)
    yield from found
    yield from _guarded(lambda: [check_zone(time_zone("Asia/Almaty"))])
    yield from _guarded(check_clock)
    yield from _guarded(partial(check_seeds, settings))
    yield from _guarded(partial(check_data, settings))
    if settings.token:
        yield from _guarded(partial(_check_ports, settings))
        yield from asyncio.run(check_telegram(settings, settings.token))


def _check_ports(settings: Settings) -> Iterator[Finding]:
    if DataLock(settings.data).is_held():
        return
    for where, prefix in ((settings.webhook, "WEBHOOK"), (settings.metrics, "KUBOK_METRICS")):
        if where:
            yield check_port(where, prefix)


def _guarded(check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """The findings of a *check*, and what keeps it from looking further."""
    try:
        yield from check()
    except OSError as error:
        where = f"{error.filename} cannot be looked at" if error.filename else "Something cannot be looked at"
        yield wrong(
            f"{where}: {error.strerror or error}.", "Run this as the user who runs the bot, or as root."
        )
