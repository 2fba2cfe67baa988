"""The one way to send: a new message, a reply in groups, or an edit in place."""

import logging
from typing import Any

from telegram import Bot, CallbackQuery, Message, Poll
from telegram.constants import ChatType, ParseMode, PollType
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from handlers.answers import Answer
from store.chats.models import AskedQuestion, Place

logger = logging.getLogger(__name__)

# What Telegram refuses without harm, by the words it uses: an edit that changes nothing (a
# button pressed twice), a button pressed long ago, a message deleted meanwhile.
_HARMLESS = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "poll has already been closed",
    "message with poll to stop not found",
)
# What a chat refuses that the bot may not write to, or that is no longer there.
_REFUSING = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "not a member",
    "was kicked",
    "deactivated",
    "rights",
    "_forbidden",
    "chat_restricted",
    "admin_required",
    "thread not found",
    "topic_",
)
_NO_PREVIEW = {"is_disabled": True}


class CannotSend(Exception):
    """A chat does not take what was sent to it; *polls* says that it takes no polls from the bot."""

    def __init__(self, error: TelegramError) -> None:
        super().__init__(error.message)
        # "not enough rights to send polls to the chat", CHAT_SEND_POLL_FORBIDDEN
        self.polls = "poll" in error.message.lower()


def seconds_of(error: RetryAfter) -> float:
    """For how long Telegram asks to hold back."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def _refusal(error: BadRequest | Forbidden) -> CannotSend:
    """The refusal of a chat that *error* is.

    :raises telegram.error.BadRequest: when it is none, but what was sent is wrong.
    """
    words = error.message.lower()
    if isinstance(error, BadRequest) and not any(refusing in words for refusing in _REFUSING):
        raise error
    return CannotSend(error)


def keyboard(answer: Answer) -> dict[str, Any] | None:
    """The buttons of *answer* as the Bot API takes them, None when there are none."""
    rows = [
        [{"text": button.text, "callback_data": button.call.encode()} for button in row]
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
    """Answer *message*: in the same chat and topic, as a reply in groups."""
    quote = message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    try:
        await message.reply_text(**_content(answer), do_quote=quote, allow_sending_without_reply=True)
    except (BadRequest, Forbidden) as error:  # blocked, muted or thrown out meanwhile: nobody to tell
        logger.info("not sent to chat %s: %s", message.chat.id, _refusal(error))


async def send_to(bot: Bot, place: Place, answer: Answer) -> None:
    """Send *answer* to a place of its own accord.

    :raises CannotSend: when the chat does not take it.
    :raises telegram.error.TelegramError: when it is not known whether it does.
    """
    try:
        await bot.send_message(place.chat, **_content(answer), message_thread_id=place.topic or None)
    except (BadRequest, Forbidden) as error:
        raise _refusal(error) from None


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
        raise _refusal(error) from None
    if message.poll is None:
        raise TelegramError("the server sent a message without its poll")
    return message.poll.id, message.id


async def stop_quiz(bot: Bot, place: Place, message: int) -> None:
    """Close a poll before its time. Where that fails it closes by itself, and answers no longer count."""
    try:
        await bot.stop_poll(place.chat, message)
    except BadRequest as error:
        _only_harmless(error)
    except TelegramError as error:
        logger.info("the poll %s in chat %s was not stopped: %s", message, place.chat, error.message)


async def stop_orphan(bot: Bot, place: Place, message: int) -> Poll | None:
    """Close a poll of which it is not known whether it is there; None when there is none that was open."""
    try:
        return await bot.stop_poll(place.chat, message)
    except TelegramError as error:
        logger.debug("message %s in chat %s is no open poll: %s", message, place.chat, error.message)
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
    except BadRequest as error:
        _only_harmless(error)
    except Forbidden as error:
        logger.info("not edited in chat %s: %s", message.chat.id, error.message)


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Stop the button's spinner, showing *text* as a short notice when given."""
    try:
        await query.answer(text)
    except BadRequest as error:
        _only_harmless(error)


def _only_harmless(error: BadRequest) -> None:
    if not any(words in error.message.lower() for words in _HARMLESS):
        raise error
    logger.debug("passed over: %s", error.message)
