"""Publishing the command menus, and what the bot says of itself where it has not been started."""

import asyncio
import logging

from telegram import Bot, BotCommand, BotCommandScope
from telegram.error import TelegramError

from handlers.about.start import description, name_of_bot
from handlers.commands import MENUS
from handlers.core.command import Services
from handlers.wording.languages import languages

logger = logging.getLogger(__name__)


async def publish(bot: Bot, services: Services, pause: float) -> None:
    """Publish the command menus, and what the bot says of itself, in every language; a failure is only
    logged. There is a *pause* (in seconds) before those in each other language than English, so that they do
    not delay the first answers."""
    try:
        for language in languages().values():
            await asyncio.sleep(0 if language.is_source else pause)
            for code in ("",) if language.is_source else (language.code, *language.also_for):
                await _publish_in(bot, services, language.code, code)
    except TelegramError as error:
        logger.warning("the command menus were not published: %s", error.message)


async def _publish_in(bot: Bot, services: Services, language: str, code: str) -> None:
    """Publish the menus, descriptions and name in *language* for users whose Telegram has this *code* of a
    language; for all others where it is empty."""
    gettext = services.texts(language).gettext
    for scope, commands in MENUS.items():
        menu = [BotCommand(command.name, gettext(command.summary)) for command in commands]
        await bot.set_my_commands(menu, BotCommandScope(scope), code)
    await bot.set_my_description(description(services, language, "description"), code)
    await bot.set_my_short_description(description(services, language, "short_description"), code)
    name = name_of_bot(services, language) if code else ""
    # Telegram lets a bot change its name a few times a day only.
    if name and (await bot.get_my_name(code)).name != name:
        await bot.set_my_name(name, code)
