from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.app import build_offline
from handlers.answers import Services
from handlers.texts import Texts
from store.archive import Archive
from store.importer import import_seeds
from store.names import ClubIndex
from tests.double import StrictTelegram, Talk

Talking = Callable[[Archive], AbstractAsyncContextManager[Talk]]


def services_of(archive: Archive, texts: Texts | None = None) -> Services:
    clubs = ClubIndex(archive.clubs(), archive.names_in_editions())
    return Services(archive, clubs, texts or Texts(), "0.0")


@asynccontextmanager
async def talking(archive: Archive, texts: Texts | None = None) -> AsyncIterator[Talk]:
    """A talk with the bot about what is in *archive*."""
    telegram = StrictTelegram()
    async with build_offline(services_of(archive, texts), telegram) as application:
        yield Talk(application, telegram)


@pytest.fixture
async def bot(ours: Archive) -> AsyncIterator[Talk]:
    """A talk about our seeds."""
    async with talking(ours) as talk:
        yield talk


def archive_of(folder: Path, **files: str) -> Archive:
    """An archive of season files, by name without ``.txt``."""
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    assert import_seeds(folder, folder / "archive.db").problems == []
    return Archive(folder / "archive.db")
