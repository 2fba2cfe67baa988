from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.terminal.build import build_offline
from handlers.core.command import Services
from handlers.throttle import Throttle
from handlers.wording.texts import Texts, texts_of
from store.archive.archive import Archive
from store.chats.database import Chats
from store.chats.games import Games
from store.reports.reports import Reports
from tests.double import StrictTelegram, Talk

TODAY = date(2026, 8, 8)  # for everybody who talks to the bot in tests
ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime.combine(TODAY, time(12), ZONE).timestamp()
Talking = Callable[[Archive], AbstractAsyncContextManager[Talk]]


def services_of(
    archive: Archive,
    texts: Texts | None = None,
    chats: Chats | None = None,
    clock: Callable[[], float] = lambda: NOW,
    reports: Path | None = None,
) -> Services:
    kept = chats or Chats.in_memory()
    indexed = _indexed(archive)
    return replace(
        indexed,
        chats=kept,
        games=Games(kept),
        texts=(lambda _language: texts) if texts else indexed.texts,
        clock=clock,
        steady=clock,
        reports=Reports(kept, reports, is_open=reports is not None),
    )


@lru_cache(maxsize=4)
def _indexed(archive: Archive) -> Services:
    """Services for *archive*, whose names and questions are the same for all tests."""
    return Services.of(archive, Chats.in_memory(), texts_of(archive), "0.0", lambda: NOW, ZONE)


@asynccontextmanager
async def talking(
    archive: Archive,
    texts: Texts | None = None,
    owners: Collection[int] = (),
    reports: Path | None = None,
    clock: Callable[[], float] = lambda: NOW,
    throttle: Throttle | None = None,
) -> AsyncIterator[Talk]:
    """A talk with the bot about what is in *archive*."""
    telegram = StrictTelegram()
    services = services_of(archive, texts, clock=clock, reports=reports)
    program = build_offline(services, telegram, owners=owners, throttle=throttle)
    with closing(services.chats):
        async with program.application:
            yield Talk(program, telegram)


@pytest.fixture
async def bot(early: Archive) -> AsyncIterator[Talk]:
    """A talk about our first two editions, which are known whole."""
    async with talking(early) as talk:
        yield talk


@pytest.fixture
async def historian(ours: Archive) -> AsyncIterator[Talk]:
    """A talk about all our editions."""
    async with talking(ours) as talk:
        yield talk
