"""All checks, in the order in which one would set the bot up."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from bot.data_folder import DataLock
from bot.doctor.findings import Finding
from bot.doctor.folders import check_data, check_seeds
from bot.doctor.machine import check_clock, check_port, check_versions, check_zone
from bot.doctor.setting import check_settings
from bot.doctor.telegram import check_telegram
from bot.settings import time_zone


def examine(file: Path) -> Iterator[Finding]:
    """What is so on this machine with the settings of the environment and of *file*, which may be none."""
    yield from check_versions()
    settings, found = check_settings(file)
    yield from found
    yield check_zone(time_zone("Asia/Almaty"))
    yield from check_clock()
    yield from check_seeds(settings)
    yield from check_data(settings)
    if settings.token:
        if not DataLock(settings.data).is_held():
            for where, prefix in ((settings.webhook, "WEBHOOK"), (settings.metrics, "KUBOK_METRICS")):
                if where:
                    yield check_port(where, prefix)
        yield from asyncio.run(check_telegram(settings, settings.token))
