"""What the bot does beside answering: games, menus, the clock, old games, indexes, reports of how it is."""

import asyncio
import gc
import logging
import sqlite3
from collections.abc import Coroutine
from functools import partial
from typing import Any

from markupsafe import Markup

from bot.serving.build import Edge
from handlers.core.command import Services
from handlers.inline.cards import Cards
from handlers.menus import publish
from handlers.talk.lexicon import build_lexicon
from handlers.wording.languages import SOURCE_LANGUAGE, languages
from handlers.wording.texts import Texts
from store.chats.boards import prune
from store.chats.database import may_pass
from store.preferences.pictures import prune_files
from store.schedule.daily import prune_days

logger = logging.getLogger(__name__)

_SETTLED = 10.0  # seconds after start-up until what later answers need is built
_BREATH = 0.1  # seconds between two steps of a background task
_PRUNING = 3_600.0  # seconds between deletions of old games
_NEW_DAY = 60.0  # seconds between looks at the date
_UNWRITTEN = 0.25  # seconds between attempts to resume games


class Beside:
    """The background tasks of the bot *edge* with these *services*."""

    def __init__(self, edge: Edge, services: Services) -> None:
        self._edge = edge
        self._services = services
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        """After the first successful connection, resume games, publish the command menus, warm up, check the
        clock, and delete old games."""
        edge, services, bot = self._edge, self._services, self._edge.application.bot
        for work in (
            _resume(edge),
            publish(bot, services, _SETTLED),
            _warm_up(services, edge.cards, bot.username),
            _watch_clock(edge, services),
            _prune(services),
            edge.wellness.beat(),
        ):
            self.do(work)
        logger.info("serving as @%s", bot.username)

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work* as one more task; an error in it is logged."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("what is done beside serving failed", exc_info=error)

    async def end(self) -> None:
        """Cancel all tasks, and wait until they have ended."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _resume(edge: Edge) -> None:
    """Resume the games and what is due, as soon as ``chats.db`` can be written."""
    while True:
        try:
            edge.host.resume()
            edge.scheduler.resume()
            return
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
            logger.warning("games cannot be taken up yet: %s", error)
        await asyncio.sleep(_UNWRITTEN)


async def _prune(services: Services) -> None:
    """Delete old games, prompts and reports in small batches, now and again; runs until cancelled."""
    while True:
        await asyncio.sleep(_PRUNING)
        try:
            more = True
            while more:
                more = prune(services.chats, services.clock())
                await asyncio.sleep(_BREATH)
            services.reports.prune(services.clock())
            prune_files(services.chats, services.clock())
            prune_days(services.chats, services.clock())
        except sqlite3.Error as error:
            logger.warning("old games are deleted later: %s", error)


async def _watch_clock(edge: Edge, services: Services) -> None:
    """Log and notify owners each time the machine's clock becomes wrong; runs until cancelled."""
    told = False
    while True:
        ahead = services.health.clock_ahead = edge.time.wrong_by()
        if ahead and not told:
            logger.warning("the machine's clock is %+.0f s off Telegram's", ahead)
            notice = partial(_clock_notice, services.texts(SOURCE_LANGUAGE), ahead)
            await edge.owners.tell("clock", notice)
        told = bool(ahead)
        await asyncio.sleep(edge.tuning.serving.clock)


def _clock_notice(texts: Texts, ahead: float, _count: int) -> Markup:
    return texts.render("core/replies", "clock_wrong", seconds=abs(ahead), ahead=ahead > 0)


async def _warm_up(services: Services, cards: Cards, username: str) -> None:
    """Build the search indexes and compile the templates in steps after the busy start-up, so that no answer
    waits for it later, and keep them out of reach of the garbage collector. Cards are kept for a day: those
    of the next are made at its beginning; runs until cancelled."""
    await asyncio.sleep(_SETTLED)
    for build in (services.club_index, services.player_index, build_lexicon, cards.beginnings):
        build()
        await asyncio.sleep(_BREATH)
    for _ in services.texts(SOURCE_LANGUAGE).compile_each():
        await asyncio.sleep(_BREATH)
    gc.freeze()
    day = services.today()
    await _prepare(cards, username)
    gc.freeze()
    while True:
        await asyncio.sleep(_NEW_DAY)
        if services.today() != day:
            day = services.today()
            await _prepare(cards, username)


async def _prepare(cards: Cards, username: str) -> None:
    for _ in cards.prepare(languages(), username):
        await asyncio.sleep(_BREATH)
