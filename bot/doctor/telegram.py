"""Telegram: whether it can be reached, knows the token, and sends updates to this bot."""

import time
from collections.abc import Iterator
from typing import Any
from warnings import catch_warnings, simplefilter

from telegram import Bot
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.warnings import PTBUserWarning

from bot.doctor.findings import Finding, doubtful, good, wrong
from bot.doctor.machine import wrong_clock
from bot.edge.transport import Transport
from bot.logs import mask
from bot.settings import Settings
from bot.telegram_time import WRONG

TELEGRAM = "https://api.telegram.org"
_LATELY = 3_600.0  # seconds in which an error of Telegram's with the webhook is worth a word
_MANY = 100  # updates that wait
_SWITCHES = (  # fields of getMe, https://core.telegram.org/bots/api#user
    ("can_join_groups", "The bot cannot be added to groups.", "@BotFather, /setjoingroups, Enable."),
    ("supports_inline_queries", "The bot has no inline mode.", "@BotFather, /setinline."),
    (
        "supports_guest_queries",
        "The bot cannot be asked in chats that it is not in.",
        "@BotFather, the bot's settings, guest mode.",
    ),
)
_FROM_BOTFATHER = "Copy it from @BotFather again: /mybots, API Token."


async def check_telegram(settings: Settings, token: str) -> list[Finding]:
    """Ask the Bot API server about the *token*, the webhook and the owners; nothing is changed there."""
    dates: list[float] = []
    request = Transport(1, settings.secrets, dates.append)
    server = settings.api_url or TELEGRAM
    bot = Bot(token, f"{server}/bot", f"{server}/file/bot", request=request)
    await request.initialize()
    try:
        return await _ask(bot, settings, dates)
    finally:
        await request.shutdown()


async def _ask(bot: Bot, settings: Settings, dates: list[float]) -> list[Finding]:
    try:
        me = await _call(bot, "getMe")
    except (InvalidToken, EndPointNotFound):  # of a token that was revoked, and of one that never was one
        server = "The server of TELEGRAM_API_URL" if settings.api_url else "Telegram"
        return [wrong(f"{server} does not know the bot of TELEGRAM_BOT_TOKEN.", _FROM_BOTFATHER)]
    except TelegramError as error:
        return [_unreachable(settings, error)]
    found = [good(f"Telegram knows the bot: @{me.get('username', '?')}.")]
    if dates and abs(ahead := time.time() - dates[-1]) > WRONG:
        found.append(wrong_clock(f"{abs(ahead):.0f} seconds {'ahead' if ahead > 0 else 'behind'}"))
    for switch, off, do in _SWITCHES:
        if me.get(switch) is False:
            found.append(doubtful(off, do))
    try:
        found += _about_webhook(settings, await _call(bot, "getWebhookInfo"))
        for owner in settings.owners:
            found += await _about_owner(bot, owner)
    except TelegramError as error:
        found.append(doubtful(f"Telegram did not tell more: {_said(error, settings)}.", "Try again."))
    return found


async def _call(bot: Bot, method: str, **parameters: object) -> dict[str, Any]:
    """The answer as it is: that of another server may lack what PTB's classes need."""
    with catch_warnings():
        simplefilter("ignore", PTBUserWarning)
        answer = await bot.do_api_request(method, parameters)
    return answer if isinstance(answer, dict) else {}


def _unreachable(settings: Settings, error: TelegramError) -> Finding:
    """That the server does not answer: of one's own that is a mistake, of Telegram's perhaps the network."""
    said = _said(error, settings)
    if settings.api_url:
        return wrong(
            f"The Bot API server of TELEGRAM_API_URL does not answer: {said}.",
            "Start it, or correct the address; the token was not checked.",
        )
    if isinstance(error, NetworkError):
        return doubtful(
            f"Telegram cannot be reached: {said}.",
            "Look at the network; a proxy is taken from HTTPS_PROXY. The token was not checked.",
        )
    return wrong(f"Telegram refuses: {said}.", _FROM_BOTFATHER)


def _about_webhook(settings: Settings, info: dict[str, Any]) -> Iterator[Finding]:
    """What Telegram says of the webhook of the bot, or of another program's."""
    url, hook = str(info.get("url") or ""), settings.webhook
    if url and not hook:
        yield doubtful(
            "Telegram sends the bot's updates to a webhook, while Kubok is set to fetch them.",
            "One token, one program: end the other one. When Kubok starts, it takes the webhook away.",
        )
    elif hook and url and url != hook.url:
        yield wrong(
            "Telegram sends the bot's updates to another address than WEBHOOK_URL.",
            "One token, one program: end the other one, and start Kubok again.",
        )
    said, when = info.get("last_error_message"), info.get("last_error_date")
    if hook and said and isinstance(when, int) and time.time() - when < _LATELY:
        yield wrong(
            f"Telegram could not deliver updates: {mask(str(said), settings.secrets)}.",
            "Look at what is in front of the bot: its certificate, its port, and the path it passes on.",
        )
    waiting = info.get("pending_update_count")
    if isinstance(waiting, int) and waiting > _MANY:
        yield doubtful(f"{waiting} updates wait at Telegram.", "Start the bot; if it runs, look at its log.")


async def _about_owner(bot: Bot, owner: int) -> list[Finding]:
    try:
        chat = await _call(bot, "getChat", chat_id=owner)
    except (BadRequest, Forbidden):
        return [
            wrong(
                f"The bot cannot write to the owner {owner} of KUBOK_OWNERS.",
                "Let that person press Start in the bot; the number is the one @userinfobot tells.",
            )
        ]
    if chat.get("type", "private") != "private":
        return [wrong(f"{owner} of KUBOK_OWNERS is no person.", "Give the user id of a person.")]
    return []


def _said(error: TelegramError, settings: Settings) -> str:
    return mask(error.message, settings.secrets).rstrip(".")
