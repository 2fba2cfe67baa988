"""Serving on Telegram: start-up, receiving updates by polling or webhook, clean shutdown on a signal."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from telegram.constants import UpdateType
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.edge.polling import Polling
from bot.health.systemd import READY, STOPPING, feed_watchdog, notify
from bot.serving.beside import Beside
from bot.serving.build import Edge
from bot.settings import Settings, Webhook
from bot.telegram_time import running
from bot.tuning import ServingTimes
from handlers.core.command import Services
from handlers.telegram.errors import UNREADABLE

if TYPE_CHECKING:
    from bot.health.pages import Pages
    from bot.health.site import Site

logger = logging.getLogger(__name__)

_UPDATES = [
    UpdateType.MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.GUEST_MESSAGE,
    UpdateType.POLL,
    UpdateType.POLL_ANSWER,
    UpdateType.MY_CHAT_MEMBER,
]
_REFUSED = "{server} refuses the token in TELEGRAM_BOT_TOKEN: is it the one from BotFather?"
_CONFLICT = "another program is fetching updates with the token in TELEGRAM_BOT_TOKEN; only one can"
_STOPPING = 1.0  # seconds for background tasks at shutdown


class _Impatient(ThreadPoolExecutor):
    """Executor that is not waited for at the end: the event loop looks up names of hosts in it, which takes
    long when name servers are silent."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End without waiting for what is done."""
        super().shutdown(wait=False, cancel_futures=True)


class CannotServe(Exception):
    """Raised when serving is not possible with these settings; the text says why in one sentence."""


async def serve(edge: Edge, settings: Settings, services: Services) -> None:
    """Serve until SIGTERM or SIGINT, then finish the updates in flight.

    :raises CannotServe: when the server refuses the token, at start-up or later, or the webhook, when a
        port cannot be listened on, or when another program fetches the updates.
    """
    stop = asyncio.Event()
    asyncio.get_running_loop().set_default_executor(_Impatient())
    application = edge.application
    # Without the user name and password that the URL may have.
    server = urlsplit(settings.api_url or "https://api.telegram.org").netloc.rpartition("@")[2]
    site = _metrics_site(edge, settings, services)
    # Not when Telegram is reached, which a machine that starts would wait for: see the bot's health for that.
    notify(READY)
    watchdog = asyncio.create_task(feed_watchdog())
    with _signals_set(stop):
        try:
            await _start(site)
            if await _until_reached(application.initialize, server, stop, edge.tuning.serving):
                await _run(edge, settings, services, server, stop)
        except InvalidToken:
            raise CannotServe(_REFUSED.format(server=server)) from None
        except Conflict:
            raise CannotServe(_CONFLICT) from None
        finally:
            watchdog.cancel()
            edge.painter.close()
            if site:
                await site.stop()
            await application.shutdown()
            for transport in (edge.requests, edge.polling):  # left open by one that is not initialized
                await transport.shutdown()


@contextlib.contextmanager
def _signals_set(stop: asyncio.Event) -> Iterator[None]:
    """Context manager in which SIGTERM and SIGINT set *stop*."""
    loop, numbers = asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)
    before: dict[signal.Signals, Any] = {}
    try:
        for number in numbers:
            loop.add_signal_handler(number, stop.set)
    except NotImplementedError:  # on Windows
        for number in numbers:
            before[number] = signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    try:
        yield
    finally:
        for number in numbers:
            if number in before:
                signal.signal(number, before[number])
            else:
                loop.remove_signal_handler(number)


def _pages(edge: Edge, services: Services) -> "Pages":
    from bot.health.pages import Pages  # here, since it takes memory that polling does not need

    return Pages(services, edge.inflight, edge.wellness)


def _metrics_site(edge: Edge, settings: Settings, services: Services) -> "Site | None":
    if settings.metrics is None:
        return None
    from bot.health.site import Site

    return Site(settings.metrics.listen, settings.metrics.port, _pages(edge, services).handlers)


async def _start(site: "Site | None") -> None:
    """Start listening at *site*, if there is one.

    :raises CannotServe: when its address cannot be listened on.
    """
    if site is None:
        return
    try:
        await site.start()
    except UnicodeError:  # of a name that is none
        raise CannotServe(f"cannot listen on {site.address}: there is no such host") from None
    except OSError as error:
        number = error.errno or 0  # asyncio's own text repeats the address; that of a name has no such number
        why = os.strerror(number) if number > 0 else error.strerror or error
        raise CannotServe(f"cannot listen on {site.address}: {why}") from None


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
    beside = Beside(edge, services)
    try:
        if settings.webhook is None:
            await _poll(edge, server, stop, beside)
        else:
            await _listen(edge, settings.webhook, services, server, stop, beside)
    finally:
        await beside.end()
        # It waits for all background tasks of the application, even for a back-off of a minute. A task that
        # is cancelled is resumed after the next start.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(application.stop(), _STOPPING)


async def _poll(edge: Edge, server: str, stop: asyncio.Event, beside: Beside) -> None:
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
    beside.begin()
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
    beside: Beside,
) -> None:
    """Receive updates over a webhook until *stop* is set, and finish those in flight.

    :raises CannotServe: when the port cannot be listened on.
    """
    # Imported here, since it takes memory that polling does not need.
    from bot.edge.webhook import Listener, watch_arrivals, watch_webhook

    bot = edge.application.bot
    site = Listener(hook, edge.inflight, _pages(edge, services).handlers, edge.time.sent).site
    edge.inflight.load()
    await _start(site)
    try:
        await _unless_stopped(edge.inflight.resume(), stop)
        setting = partial(bot.set_webhook, hook.url, secret_token=hook.secret, allowed_updates=_UPDATES)
        if await _until_reached(setting, server, stop, edge.tuning.serving):
            beside.begin()
            beside.do(watch_webhook(bot, edge.contact, edge.tuning.serving.silence / 3))
            await _unless_stopped(watch_arrivals(bot, edge.arrivals), stop)
    finally:
        await site.stop()
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
