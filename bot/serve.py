"""Serving on Telegram: reaching the server, polling or webhook, a clean stop on a signal."""

import asyncio
import logging
import signal
from urllib.parse import urlsplit

from telegram import BotCommand
from telegram.constants import UpdateType
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError

from bot.app import AnyApplication
from bot.settings import Settings, Webhook
from handlers.table import COMMANDS
from handlers.texts import Texts

logger = logging.getLogger(__name__)

_UPDATES = [UpdateType.MESSAGE, UpdateType.CHANNEL_POST, UpdateType.CALLBACK_QUERY]
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0  # seconds between tries to reach the server


class CannotServe(Exception):
    """Serving is not possible with these settings; the text says why in one sentence."""


async def serve(application: AnyApplication, settings: Settings, texts: Texts) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is being handled.

    :raises CannotServe: when the server refuses the token, or the webhook cannot be opened.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        if await _reach(application, settings, stop):
            await _run(application, settings, texts, stop)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
        await application.shutdown()


async def _reach(application: AnyApplication, settings: Settings, stop: asyncio.Event) -> bool:
    """Introduce the bot to the server, trying until it is there; False when told to stop before."""
    server = urlsplit(settings.api_url or "https://api.telegram.org").netloc
    wait = _FIRST_WAIT
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            raise CannotServe(
                f"{server} refuses the token in TELEGRAM_BOT_TOKEN: is it the one from BotFather?"
            ) from None
        except BadRequest as error:
            raise CannotServe(f"{server} refuses the bot: {error.message}") from None
        except (NetworkError, TelegramError) as error:
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


async def _run(application: AnyApplication, settings: Settings, texts: Texts, stop: asyncio.Event) -> None:
    await _publish_commands(application, texts)
    await application.start()
    try:
        await _listen(application, settings.webhook)
        logger.info("serving as @%s", application.bot.username)
        await stop.wait()
        logger.info("stopping")
    finally:
        if application.updater and application.updater.running:
            await application.updater.stop()
        await application.stop()


async def _publish_commands(application: AnyApplication, texts: Texts) -> None:
    """Put the command table into Telegram's menu; without it the bot works all the same."""
    commands = [BotCommand(command.name, texts.gettext(command.summary)) for command in COMMANDS]
    try:
        await application.bot.set_my_commands(commands)
    except TelegramError as error:
        logger.warning("the command menu was not published: %s", error.message)


async def _listen(application: AnyApplication, webhook: Webhook | None) -> None:
    updater = application.updater
    if updater is None:
        raise CannotServe("this application has no connection to Telegram")
    if webhook is None:
        await updater.start_polling(
            allowed_updates=_UPDATES, bootstrap_retries=-1, error_callback=_log_polling_error
        )
        return
    try:
        await updater.start_webhook(
            listen=webhook.listen,
            port=webhook.port,
            url_path=urlsplit(webhook.url).path.lstrip("/"),
            webhook_url=webhook.url,
            secret_token=webhook.secret,
            allowed_updates=_UPDATES,
            bootstrap_retries=-1,
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
