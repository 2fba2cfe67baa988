"""The one way to send: a new message, a reply in groups, or an edit in place."""

import logging
from contextvars import ContextVar
from typing import Any

from telegram import Bot, CallbackQuery, Message, Poll
from telegram.constants import ChatType, ParseMode, PollType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from handlers.core.answers import Answer
from handlers.core.callback_data import encode
from handlers.telegram.errors import UNREADABLE, CannotSend, refusal_of
from handlers.telegram.refusals import Follows, follows_from
from store.chats.models import AskedQuestion, Place

logger = logging.getLogger(__name__)

# Whether what is sent goes before the answers of others: games, whose questions have their time, and buttons.
URGENT: ContextVar[bool] = ContextVar("urgent", default=False)
# Whether what fails on its way is not tried again.
ONCE: ContextVar[bool] = ContextVar("once", default=False)
_NO_PREVIEW = {"is_disabled": True}


def keyboard(answer: Answer) -> dict[str, Any] | None:
    """The buttons of *answer* as the Bot API takes them, None when there are none."""
    rows = [
        [{"text": button.text, "callback_data": encode(button.call)} for button in row]
        for row in answer.buttons
    ]
    return {"inline_keyboard": rows} if rows else None


def _content(answer: Answer) -> dict[str, Any]:
    """What every way of sending *answer* has in common.

    Buttons go as they are: PTB's classes for them take longer than all else about a message.
    """
    return {
        "text": answer.text,
        "parse_mode": ParseMode.HTML,
        "api_kwargs": {"reply_markup": keyboard(answer), "link_preview_options": _NO_PREVIEW},
    }


async def send(message: Message, answer: Answer) -> None:
    """Answer *message*: in the same chat and topic, as a reply in groups.

    In a chat that has become another one it is answered there.
    """
    quote = message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    place = Place(message.chat.id, (message.message_thread_id or 0) if message.is_topic_message else 0)
    try:
        await message.reply_text(**_content(answer), do_quote=quote, allow_sending_without_reply=True)
    except ChatMigrated as moved:
        await answer_in(message.get_bot(), Place(moved.new_chat_id), answer)
    except (BadRequest, Forbidden) as error:
        if follows_from("sendMessage", error) is Follows.UNQUOTED:
            await answer_in(message.get_bot(), place, answer)
        else:  # blocked, muted or thrown out meanwhile: nobody to tell
            logger.info("not sent to chat %s: %s", place.chat, refusal_of("sendMessage", error))


async def answer_in(bot: Bot, place: Place, answer: Answer) -> None:
    """Answer with a new message of its own, in the new chat if *place* has become another."""
    try:
        try:
            await send_to(bot, place, answer)
        except ChatMigrated as moved:
            await send_to(bot, Place(moved.new_chat_id), answer)
    except CannotSend as error:
        logger.info("not sent to chat %s: %s", place.chat, error)


async def send_to(bot: Bot, place: Place, answer: Answer) -> None:
    """Send *answer* to a place of its own accord.

    :raises CannotSend: when the chat does not take it.
    :raises telegram.error.TelegramError: when it is not known whether it does.
    """
    try:
        await bot.send_message(place.chat, **_content(answer), message_thread_id=place.topic or None)
    except (BadRequest, Forbidden) as error:
        raise refusal_of("sendMessage", error) from None


async def send_quiz(bot: Bot, place: Place, asked: AskedQuestion) -> tuple[str, int]:
    """Send a question as a quiz poll; the ids of poll and message.

    :raises CannotSend: when the chat does not take it.
    :raises telegram.error.TelegramError: when it is not known whether it does.
    """
    try:
        message = await bot.send_poll(
            place.chat,
            asked.question,
            asked.options,
            type=PollType.QUIZ,
            is_anonymous=False,
            correct_option_ids=[asked.correct],  # type: ignore[list-item]  # it is 0 to 3
            explanation=asked.explanation,
            open_period=asked.seconds,
            protect_content=True,
            message_thread_id=place.topic or None,
        )
    except (BadRequest, Forbidden) as error:
        raise refusal_of("sendPoll", error) from None
    except UNREADABLE:
        raise TelegramError("the server sent a message that cannot be read") from None
    if message.poll is None:
        raise TelegramError("the server sent a message without its poll")
    return message.poll.id, message.id


async def stop_quiz(bot: Bot, place: Place, message: int) -> bool:
    """Close a poll before its time; whether it is closed, or cannot be. Otherwise it closes by itself."""
    try:
        await bot.stop_poll(place.chat, message)
    except (TelegramError, *UNREADABLE) as error:
        logger.info("the poll %s in chat %s was not stopped: %s", message, place.chat, error)
        return isinstance(error, BadRequest | Forbidden)
    return True


async def stop_orphan(bot: Bot, place: Place, message: int) -> Poll | None:
    """Close a poll of which it is not known whether it is there; None when there is none that was open."""
    try:
        return await bot.stop_poll(place.chat, message)
    except (TelegramError, *UNREADABLE) as error:
        logger.debug("message %s in chat %s is no open poll: %s", message, place.chat, error)
        return None


def options_of(poll: Poll) -> tuple[str, ...]:
    """The answers that can be chosen in *poll*."""
    return tuple(option.text for option in poll.options)


async def edit(query: CallbackQuery, answer: Answer) -> None:
    """Put *answer* in the place of the message whose button was pressed.

    A message too old to be edited is answered by a new one.
    """
    message = query.message
    if message is None:
        return
    try:
        if isinstance(message, Message) and message.is_accessible:
            await message.edit_text(**_content(answer))
        else:
            await query.get_bot().send_message(message.chat.id, **_content(answer))
    except ChatMigrated as moved:
        await answer_in(query.get_bot(), Place(moved.new_chat_id), answer)
    except (BadRequest, Forbidden) as error:
        logger.info("not edited in chat %s: %s", message.chat.id, refusal_of("editMessageText", error))


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Stop the button's spinner, showing *text* as a short notice when given."""
    try:
        await query.answer(text)
    except BadRequest as error:
        logger.debug("not acknowledged: %s", refusal_of("answerCallbackQuery", error))
