"""Sending answers: as a new message, as a reply in groups, or by editing a message in place."""

import logging
from contextvars import ContextVar
from typing import Any

from telegram import Bot, CallbackQuery, Chat, InputMediaPhoto, Message, Poll
from telegram.constants import ChatType, ParseMode, PollType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from handlers.core.answers import Answer, Button
from handlers.telegram.errors import UNREADABLE, CannotSend, refusal_of
from handlers.telegram.markup import markup_of
from handlers.telegram.refusals import Follows, follows_from
from store.chats.models import Place, Quiz

logger = logging.getLogger(__name__)

# Whether the rate limiter sends a request before other answers: games, which have deadlines, and buttons.
URGENT: ContextVar[bool] = ContextVar("urgent", default=False)
# Whether the rate limiter sends a request after all others: what nobody waits for.
BULK: ContextVar[bool] = ContextVar("bulk", default=False)
# Whether a request that fails in transit is not retried.
ONCE: ContextVar[bool] = ContextVar("once", default=False)
# Whether the result of a request is read; the rate limiter need not make a message of any other.
READ: ContextVar[bool] = ContextVar("read", default=False)
HIDDEN = True  # whether nobody sees how others have answered as long as a question is open
_GLANCE = 80  # characters that are read before a notification is gone
NO_PREVIEW = {"is_disabled": True}


def _content(answer: Answer, bot: Bot, chat: Chat | None = None) -> dict[str, Any]:
    """The parameters that all ways of sending *answer* through *bot* have in common; *chat* is where it goes,
    as far as that is known."""
    return {
        "text": answer.text,
        "parse_mode": ParseMode.HTML,
        "api_kwargs": {"reply_markup": markup_of(answer, bot, chat), "link_preview_options": NO_PREVIEW},
    }


async def send(message: Message, answer: Answer) -> bool:
    """Answer *message* in the same chat and topic, as a reply in groups; whether the chat accepts it.

    When the chat has migrated, the answer is sent to the new chat.
    """
    quote = message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)
    place = Place(message.chat.id, (message.message_thread_id or 0) if message.is_topic_message else 0)
    try:
        await message.reply_text(
            **_content(answer, message.get_bot(), message.chat),
            do_quote=quote,
            allow_sending_without_reply=True,
        )
    except ChatMigrated as moved:
        return await answer_in(message.get_bot(), Place(moved.new_chat_id), answer)
    except (BadRequest, Forbidden) as error:
        if follows_from("sendMessage", error) is Follows.UNQUOTED:
            return await answer_in(message.get_bot(), place, answer)
        # Blocked, muted or removed meanwhile: nobody to notify.
        logger.info("not sent to chat %s: %s", place.chat, refusal_of("sendMessage", error))
        return False
    return True


async def answer_in(bot: Bot, place: Place, answer: Answer) -> bool:
    """Send *answer* as a new message that is no reply, to the new chat when that of *place* has migrated;
    whether the chat accepts it."""
    try:
        try:
            await send_to(bot, place, answer)
        except ChatMigrated as moved:
            await send_to(bot, Place(moved.new_chat_id), answer)
    except CannotSend as error:
        logger.info("not sent to chat %s: %s", place.chat, error)
        return False
    return True


async def send_to(bot: Bot, place: Place, answer: Answer, *, silent: bool = False) -> None:
    """Send *answer* as a new message that is no reply to another one, *silent* without a sound.

    :raises CannotSend: when the chat does not accept it.
    :raises telegram.error.TelegramError: when it is not known whether it does.
    """
    try:
        await bot.send_message(
            place.chat,
            **_content(answer, bot),
            message_thread_id=place.topic or None,
            disable_notification=silent or None,
        )
    except (BadRequest, Forbidden) as error:
        raise refusal_of("sendMessage", error) from None


async def prompt_in(bot: Bot, place: Place, prompt: Answer) -> tuple[int, int] | None:
    """Send *prompt*, which has a placeholder, as a new message, to the new chat when that of *place* has
    migrated; the ids of the chat and the message, None when the chat does not accept it.

    It is sent once: a second one could not be told from the first.

    :raises telegram.error.TelegramError: when it is not known whether the chat accepts it.
    """
    read, once = READ.set(True), ONCE.set(True)
    try:
        try:
            message = await bot.send_message(
                place.chat, **_content(prompt, bot), message_thread_id=place.topic or None
            )
        except ChatMigrated as moved:
            message = await bot.send_message(moved.new_chat_id, **_content(prompt, bot))
    except (BadRequest, Forbidden) as error:
        logger.info("not sent to chat %s: %s", place.chat, refusal_of("sendMessage", error))
        return None
    except UNREADABLE:
        raise TelegramError("the server sent a message that cannot be read") from None
    finally:
        READ.reset(read)
        ONCE.reset(once)
    return message.chat.id, message.id


async def send_quiz(
    bot: Bot,
    place: Place,
    quiz: Quiz,
    description: str = "",
    *,
    silent: bool = False,
    media: InputMediaPhoto | None = None,
    explained: InputMediaPhoto | None = None,
    button: Button | None = None,
) -> tuple[Poll, int]:
    """Send a *quiz* poll with a *description* and a picture (*media*), and one beside its explanation
    (*explained*), and a *button*, *silent* without a sound; returns the poll and the id of the message.

    Its options are in another order for each user, so that nobody answers by place, and in a group its
    results are hidden until it closes (:data:`HIDDEN`).

    :raises CannotSend: when the chat does not accept it.
    :raises telegram.error.TelegramError: when it is not known whether it does.
    """
    try:
        message = await bot.send_poll(
            place.chat,
            quiz.question,
            quiz.options,
            type=PollType.QUIZ,
            is_anonymous=False,
            correct_option_ids=quiz.correct,  # type: ignore[arg-type]  # each is 0 to 9
            allows_multiple_answers=len(quiz.correct) > 1 or None,
            explanation=quiz.explanation,
            open_period=quiz.seconds,
            protect_content=True,
            shuffle_options=True,
            hide_results_until_closes=(HIDDEN and not place.private) or None,
            description=description or None,
            disable_notification=silent or None,
            media=media,
            explanation_media=explained,
            message_thread_id=place.topic or None,
            api_kwargs={"reply_markup": markup_of(Answer("", ((button,),)), bot)} if button else None,
        )
    except (BadRequest, Forbidden) as error:
        raise refusal_of("sendPoll", error) from None
    except UNREADABLE:
        raise TelegramError("the server sent a message that cannot be read") from None
    if message.poll is None:
        raise TelegramError("the server sent a message without its poll")
    return message.poll, message.id


async def stop_quiz(bot: Bot, place: Place, message: int) -> bool:
    """Stop a poll before its open period ends; False when that failed, and it closes by itself.

    True also when the poll cannot be stopped, such as one that is closed already."""
    try:
        await bot.stop_poll(place.chat, message)
    except (TelegramError, *UNREADABLE) as error:
        logger.info("the poll %s in chat %s was not stopped: %s", message, place.chat, error)
        return isinstance(error, BadRequest | Forbidden)
    return True


async def stop_orphan(bot: Bot, place: Place, message: int) -> Poll | None:
    """Stop the poll that *message* may be, and return it; None when it is no open poll."""
    try:
        return await bot.stop_poll(place.chat, message)
    except (TelegramError, *UNREADABLE) as error:
        logger.debug("message %s in chat %s is no open poll: %s", message, place.chat, error)
        return None


def options_of(poll: Poll) -> tuple[str, ...]:
    """The texts of the options of *poll*."""
    return tuple(option.text for option in poll.options)


async def edit(query: CallbackQuery, answer: Answer) -> bool:
    """Edit the message whose button was pressed into *answer*; whether the chat accepts it.

    For a message that is too old to be edited, a new one is sent.
    """
    message = query.message
    if message is None:
        return False
    try:
        if isinstance(message, Message) and message.is_accessible:
            await message.edit_text(**_content(answer, query.get_bot(), message.chat))
        else:
            await query.get_bot().send_message(
                message.chat.id, **_content(answer, query.get_bot(), message.chat)
            )
    except ChatMigrated as moved:
        return await answer_in(query.get_bot(), Place(moved.new_chat_id), answer)
    except (BadRequest, Forbidden) as error:
        logger.info("not edited in chat %s: %s", message.chat.id, refusal_of("editMessageText", error))
        return False
    return True


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Answer a callback query, which stops the button's spinner; *text* is shown as a notification, one that
    takes longer to read until it is dismissed.

    When Telegram does not take it in time, what the button was pressed for goes on.
    """
    try:
        await query.answer(text, show_alert=True if text and len(text) > _GLANCE else None)
    except BadRequest as error:
        logger.debug("not acknowledged: %s", refusal_of("answerCallbackQuery", error))
    except TelegramError as error:
        logger.info("not acknowledged: %s", error.message)
