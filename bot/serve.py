"""Serving on Telegram: reaching the server, polling or webhook, a clean stop on a signal."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram import BotCommand
from telegram.constants import UpdateType
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.app import Program
from bot.application import AnyApplication
from bot.settings import Settings, Webhook
from handlers.table import COMMANDS
from handlers.texts import Texts

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
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0  # seconds between tries to reach the server


class CannotServe(Exception):
    """Serving is not possible with these settings; the text says why in one sentence."""


class PollingRequest(HTTPXRequest):
    """What updates are fetched with; calls *on_refused* when the server refuses the token.

    PTB ends its polling then, without a word to anybody.
    """

    def __init__(self) -> None:
        super().__init__()
        self.on_refused: Callable[[], None] = lambda: None

    async def do_request(self, *arguments: Any, **more: Any) -> tuple[int, bytes]:
        """The server's answer, as :meth:`telegram.request.BaseRequest.do_request` has it."""
        status, body = await super().do_request(*arguments, **more)
        if status == HTTPStatus.UNAUTHORIZED:
            self.on_refused()
        return status, body


async def serve(program: Program, polling: PollingRequest, settings: Settings, texts: Texts) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is being handled.

    :raises CannotServe: when the server refuses the token, at first or later, or the webhook.
    """
    stop, refused = asyncio.Event(), asyncio.Event()
    application, loop = program.application, asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    # Without a name and password that the address may have.
    server = urlsplit(settings.api_url or "https://api.telegram.org").netloc.rpartition("@")[2]
    try:
        if await _until_reached(application.initialize, server, stop):

            def refuse() -> None:
                refused.set()
                stop.set()

            polling.on_refused = refuse
            await _run(program, settings, texts, server, stop)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
        await application.shutdown()
    if refused.is_set():
        raise CannotServe(_REFUSED.format(server=server))


async def _until_reached(action: Callable[[], Awaitable[object]], server: str, stop: asyncio.Event) -> bool:
    """Do *action*, trying until the server is there; False when told to stop before.

    :raises CannotServe: when the server is there and refuses.
    """
    wait = _FIRST_WAIT
    while not stop.is_set():
        try:
            await action()
        except InvalidToken:
            raise CannotServe(_REFUSED.format(server=server)) from None
        except BadRequest as error:
            raise CannotServe(f"{server} refuses the bot: {error.message}") from None
        except TelegramError as error:
            logger.warning("cannot reach %s (%s), trying again in %.0f s", server, error.message, wait)
            await _wait(stop, wait)
            wait = min(wait * 2, _LONGEST_WAIT)
        else:
            return True
    return False


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def _run(program: Program, settings: Settings, texts: Texts, server: str, stop: asyncio.Event) -> None:
    application = program.application
    await _publish_commands(application, texts)
    await application.start()
    updater = application.updater
    try:
        if await _until_reached(lambda: _listen(application, settings.webhook), server, stop):
            program.host.resume()
            logger.info("serving as @%s", application.bot.username)
            await stop.wait()
        logger.info("stopping")
    finally:
        try:
            if updater and updater.running:
                await updater.stop()
        except TelegramError as error:  # of the polling that has ended by itself
            logger.debug("polling had ended: %s", error.message)
        finally:
            await application.stop()


async def _publish_commands(application: AnyApplication, texts: Texts) -> None:
    """Put the command table into Telegram's menu; without it the bot works all the same."""
    commands = [BotCommand(command.name, texts.gettext(command.summary)) for command in COMMANDS]
    try:
        await application.bot.set_my_commands(commands)
    except TelegramError as error:
        logger.warning("the command menu was not published: %s", error.message)


async def _listen(application: AnyApplication, webhook: Webhook | None) -> None:
    """Begin to take updates.

    :raises CannotServe: when the webhook's port cannot be listened on.
    :raises telegram.error.TelegramError: when the server cannot be told.
    """
    updater = application.updater
    if updater is None:
        raise CannotServe("this application has no connection to Telegram")
    if webhook is None:
        await updater.start_polling(allowed_updates=_UPDATES, error_callback=_log_polling_error)
        return
    try:
        await updater.start_webhook(
            listen=webhook.listen,
            port=webhook.port,
            url_path=urlsplit(webhook.url).path.lstrip("/"),
            webhook_url=webhook.url,
            secret_token=webhook.secret,
            allowed_updates=_UPDATES,
        )
    except OSError as error:
        raise CannotServe(
            f"cannot listen on {webhook.listen}:{webhook.port}: {error.strerror or error}"
        ) from None


def _log_polling_error(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        logger.warning("another program is fetching updates with this token: %s", error.message)
    else:
        logger.warning("fetching updates failed, trying again: %s", error.message)
