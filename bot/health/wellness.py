"""What the bot needs to be well, looked at for ``/healthz`` and ``kubok health``."""

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.health.beats import end_beats, write_beat
from bot.telegram_time import running
from bot.tuning import ServingTimes
from handlers.core.command import Services

logger = logging.getLogger(__name__)

_ROOM = 1_000_000  # bytes on the disk without which nothing more can be kept
_AT_ONCE = 1.0  # seconds for which it holds that something could be written, or not
_TRIES, _BETWEEN = 3, 0.1  # to write, while another program does; seconds

Report = dict[str, bool | float | None]


@dataclass(slots=True)
class Contact:
    """When Telegram last answered as it should (*heard*), and last *refused*, because another program fetches
    the updates or has set a webhook; in seconds of the monotonic clock."""

    heard: float | None = None
    refused: float | None = None


class Work(Protocol):
    """The updates in flight."""

    def __len__(self) -> int: ...

    def age(self) -> float: ...  # noqa: D102


class Wellness:
    """Looks at what the bot needs: that updates flow, that there is *contact* with Telegram, that databases
    can be read and written in the folder *data*, and that the clock is right."""

    def __init__(
        self, services: Services, inflight: Work, contact: Contact, times: ServingTimes, data: Path
    ) -> None:
        self._services = services
        self._inflight = inflight
        self._contact = contact
        self._times = times
        self._data = data
        self._tried: tuple[float, bool] | None = None  # when it was last tried to write, and whether it was

    async def report(self) -> Report:
        """What is so, of which nothing is False when the bot is well."""
        services, health, now = self._services, self._services.health, running()
        heard, refused = self._contact.heard, self._contact.refused
        return {
            "updates_flow": self._inflight.age() < self._times.stuck,
            "telegram_answers": heard is not None and now - heard < self._times.silence,
            "no_other_program": refused is None or now - refused > self._times.silence,
            "archive_answers": _answers(services.archive.size),
            "chats_answer": _answers(services.chats.size),
            "chats_written": await self._is_written(),
            "clock_right": not health.clock_ahead,
            "seconds_since_an_update": None
            if health.latest is None
            else round(services.clock() - health.latest, 1),
            "in_hand": len(self._inflight),
            "clock_ahead_seconds": round(health.clock_ahead),
        }

    async def _is_written(self) -> bool:
        if self._tried is None or running() - self._tried[0] > _AT_ONCE:
            self._tried = running(), await self._can_write()
        return self._tried[1]

    async def _can_write(self) -> bool:
        if not _has_room(self._data):
            return False
        for _ in range(_TRIES):
            if self._services.chats.can_be_written():
                return True
            await asyncio.sleep(_BETWEEN)
        return False

    async def beat(self) -> None:
        """Write a report into the file at each beat; runs until cancelled, and removes the file then."""
        try:
            while True:
                report = await self.report()
                try:
                    write_beat(self._data, report, self._times.beat)
                except OSError as error:
                    logger.warning("how the bot is cannot be written to %s: %s", self._data, error.strerror)
                await asyncio.sleep(self._times.beat)
        finally:
            end_beats(self._data)


def _has_room(data: Path) -> bool:
    """Whether the disk of the folder *data* has room for what is to be kept."""
    try:
        return shutil.disk_usage(data).free >= _ROOM
    except OSError:  # the folder is gone
        return False


def _answers(size: Callable[[], int]) -> bool:
    try:
        return size() > 0
    except sqlite3.Error:
        return False
