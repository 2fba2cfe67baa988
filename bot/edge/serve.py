"""Serving on Telegram: start-up, receiving updates by polling or webhook, clean shutdown on a signal."""

import asyncio
import contextlib
import gc
import logging
import signal
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from telegram.constants import UpdateType
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.edge.build import Edge
from bot.edge.polling import Polling
from bot.health.systemd import READY, STOPPING, feed_watchdog, notify
from bot.settings import Settings, Webhook
from bot.telegram_time import running
from bot.tuning import ServingTimes
from handlers.core.command import Services
from handlers.menus import publish
from handlers.talk.lexicon import build_lexicon
from handlers.telegram.errors import UNREADABLE
from handlers.trivia.host import Host
from handlers.wording.languages import SOURCE_LANGUAGE
from handlers.wording.texts import Texts
from store.chats.boards import prune
from store.chats.database import may_pass

logger = logging.getLogger(__name__)

_UPDATES = [
    UpdateType.MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.CALLBACK_QUERY,
    UpdateType.POLL,
    UpdateType.POLL_ANSWER,
    UpdateType.MY_CHAT_MEMBER,
]
_REFUSED = "{server} refuses the token in TELEGRAM_BOT_TOKEN: is it the one from BotFather?"
_CONFLICT = "another program is fetching updates with the token in TELEGRAM_BOT_TOKEN; only one can"
_SETTLED = 10.0  # seconds after start-up until what later answers need is built
_BREATH = 0.2  # seconds between two steps of a background task
_PRUNING = 3_600.0  # seconds between deletions of old games
_UNWRITTEN = 0.25  # seconds between attempts to resume games
_STOPPING = 1.0  # seconds for background tasks at shutdown


class CannotServe(Exception):
    """Raised when serving is not possible with these settings; the text says why in one sentence."""


async def serve(edge: Edge, settings: Settings, services: Services) -> None:
    """Serve until SIGTERM or SIGINT, then finish the updates in flight.

    :raises CannotServe: when the server refuses the token, at start-up or later, or the webhook, when the
        port cannot be listened on, or when another program fetches the updates.
    """
    stop = asyncio.Event()
    application, loop = edge.application, asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    # Without the user name and password that the URL may have.
    server = urlsplit(settings.api_url or "https://api.telegram.org").netloc.rpartition("@")[2]
    try:
        if await _until_reached(application.initialize, server, stop, edge.tuning.serving):
            await _run(edge, settings, services, server, stop)
    except InvalidToken:
        raise CannotServe(_REFUSED.format(server=server)) from None
    except Conflict:
        raise CannotServe(_CONFLICT) from None
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
        await application.shutdown()
        for transport in (edge.requests, edge.polling):  # left open by an application that is not initialized
            await transport.shutdown()


async def _until_reached(
    action: Callable[[], Awaitable[object]], server: str, stop: asyncio.Event, times: ServingTimes
) -> bool:
    """Run *action*, with retries and back-off until the server is reached; False when *stop* is set first.

    :raises CannotServe: when the server refuses the request, or does not respond as a Bot API server.
    :raises telegram.error.InvalidToken: when it refuses the token.
    """
    wait = times.first_wait
    while not stop.is_set():
        try:
            return await _unless_stopped(action(), stop)
        except InvalidToken:
            raise
        except BadRequest as error:
            raise CannotServe(f"{server} refuses the bot: {error.message}") from None
        except UNREADABLE as error:
            raise CannotServe(f"{server} does not answer as a Bot API server does: {error}") from None
        except TelegramError as error:
            logger.warning("cannot reach %s (%s), trying again in %.0f s", server, error.message, wait)
            await _unless_stopped(asyncio.sleep(wait), stop)
            wait = min(wait * 2, times.longest_wait)
    return False


async def _unless_stopped(action: Awaitable[object], stop: asyncio.Event) -> bool:
    """Await *action*, or cancel it when *stop* is set; whether it finished.

    :raises BaseException: any exception that *action* raises.
    """
    doing, stopping = asyncio.ensure_future(action), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
        done = doing.done()
        if done:
            doing.result()
        return done
    finally:
        left: set[asyncio.Future[Any]] = {doing, stopping}
        while left:
            for task in left:
                task.cancel()
            _, left = await asyncio.wait(left, timeout=_STOPPING)


async def _run(edge: Edge, settings: Settings, services: Services, server: str, stop: asyncio.Event) -> None:
    application = edge.application
    edge.contact.heard = running()
    logger.info(
        "Kubok %s as @%s: %s, %s editions, data in %s, %s, owners: %s",
        services.version,
        application.bot.username,
        services.archive.competition or "no cup",
        len(services.archive.labels),
        settings.data.absolute(),
        "webhook" if settings.webhook else "polling",
        ", ".join(map(str, settings.owners)) or "none",
    )
    await application.start()
    beside: set[asyncio.Task[None]] = set()
    try:
        if settings.webhook is None:
            await _poll(edge, services, server, stop, beside)
        else:
            await _listen(edge, settings.webhook, services, server, stop, beside)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        # It waits for all background tasks of the application, even for a back-off of a minute. A task that
        # is cancelled is resumed after the next start.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(application.stop(), _STOPPING)


def _begin(edge: Edge, services: Services, beside: set[asyncio.Task[None]]) -> None:
    """Resume games and publish the command menus after the first successful connection; warm up,
    check the clock and delete old games. Each is a background task in *beside*."""
    application = edge.application
    for doing in (
        _resume(edge.host),
        publish(application.bot, services, _SETTLED),
        _warm_up(services),
        _watch_clock(edge, services),
        _prune(services),
        edge.wellness.beat(),
        feed_watchdog(),
    ):
        task = asyncio.create_task(doing)
        beside.add(task)
        task.add_done_callback(partial(_ended, beside))
    notify(READY)
    logger.info("serving as @%s", application.bot.username)


def _ended(beside: set[asyncio.Task[None]], task: asyncio.Task[None]) -> None:
    beside.discard(task)
    if not task.cancelled() and (error := task.exception()):
        logger.error("what is done beside serving failed", exc_info=error)


async def _resume(host: Host) -> None:
    """Resume the games, as soon as ``chats.db`` can be written."""
    while True:
        try:
            host.resume()
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


async def _warm_up(services: Services) -> None:
    """Build the search indexes and compile the templates in steps after the busy start-up, so that no answer
    waits for it later, and keep them out of reach of the garbage collector."""
    await asyncio.sleep(_SETTLED)
    for build in (services.club_index, services.player_index, build_lexicon):
        build()
        await asyncio.sleep(_BREATH)
    for _ in services.texts(SOURCE_LANGUAGE).compile_each():
        await asyncio.sleep(_BREATH)
    gc.freeze()


async def _poll(
    edge: Edge, services: Services, server: str, stop: asyncio.Event, beside: set[asyncio.Task[None]]
) -> None:
    """Fetch updates until *stop* is set, finish those in flight, and acknowledge them."""
    bot = edge.application.bot
    if not await _until_reached(bot.delete_webhook, server, stop, edge.tuning.serving):
        return
    edge.inflight.load()
    polling = Polling(
        bot,
        edge.polling,
        edge.inflight,
        edge.arrivals,
        _UPDATES,
        edge.contact,
        edge.time.sent,
        edge.tuning.polling,
    )
    _begin(edge, services, beside)
    try:
        await _unless_stopped(polling.run(), stop)
    finally:
        await _finish(edge)
        await polling.acknowledge()
        edge.inflight.close()


async def _listen(
    edge: Edge,
    hook: Webhook,
    services: Services,
    server: str,
    stop: asyncio.Event,
    beside: set[asyncio.Task[None]],
) -> None:
    """Receive updates over a webhook until *stop* is set, and finish those in flight.

    :raises CannotServe: when the port cannot be listened on.
    """
    # Imported here, since it takes memory that polling does not need.
    from bot.edge.webhook import Listener, watch_arrivals, watch_webhook

    bot = edge.application.bot
    listener = Listener(hook, edge.inflight, edge.wellness, edge.time.sent)
    edge.inflight.load()
    try:
        await listener.start()
    except OSError as error:
        raise CannotServe(f"cannot listen on {hook.listen}:{hook.port}: {error.strerror or error}") from None
    try:
        await _unless_stopped(edge.inflight.resume(), stop)
        setting = partial(bot.set_webhook, hook.url, secret_token=hook.secret, allowed_updates=_UPDATES)
        if await _until_reached(setting, server, stop, edge.tuning.serving):
            _begin(edge, services, beside)
            watch = watch_webhook(bot, edge.contact, edge.tuning.serving.silence / 3)
            beside.add(asyncio.create_task(watch))
            await _unless_stopped(watch_arrivals(bot, edge.arrivals), stop)
    finally:
        await listener.stop()
        await _finish(edge)
        edge.inflight.close()


async def _finish(edge: Edge) -> None:
    """Finish the updates in flight; those that take too long are left to the next start."""
    notify(STOPPING)
    logger.info("stopping")
    await edge.inflight.empty(edge.tuning.serving.finishing)
    if len(edge.inflight):
        logger.warning("%s updates are left to the next start", len(edge.inflight))
        edge.processor.cancel()
