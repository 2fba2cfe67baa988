"""Answers as messages for chats the bot is not in: results of inline queries, answers to guest messages."""

import logging
from typing import Any

from telegram import InlineQueryResult, Message
from telegram.constants import InlineQueryResultType, ParseMode
from telegram.error import BadRequest, Forbidden

from handlers.core.answers import Answer
from handlers.telegram.delivery import NO_PREVIEW
from handlers.telegram.markup import keyboard_of
from handlers.wording.texts import plain_lines, short

logger = logging.getLogger(__name__)

_NO_PAGE = "answer"  # the id of an article that no deep link opens
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 80, 160  # characters, of which a phone shows fewer
_LINES_OF_DESCRIPTION = 2


def article_of(answer: Answer, username: str) -> dict[str, Any]:
    """*answer* by the bot of this *username* as https://core.telegram.org/bots/api#inlinequeryresultarticle;
    its id is the parameter of its deep link. A plain dict, as PTB's classes for it take longer than making
    the answer."""
    title, *more = plain_lines(answer.text, 1 + _LINES_OF_DESCRIPTION)
    return {
        "type": InlineQueryResultType.ARTICLE,
        "id": answer.parameter or _NO_PAGE,
        "title": short(title, _LONGEST_TITLE),
        "description": short("\n".join(more), _LONGEST_DESCRIPTION),
        "input_message_content": {
            "message_text": str(answer.text),
            "parse_mode": ParseMode.HTML,
            "link_preview_options": NO_PREVIEW,
        },
        "reply_markup": keyboard_of(answer, username),
    }


async def answer_guest(message: Message, answer: Answer) -> bool:
    """Answer a guest *message*, which can be done once; whether Telegram takes it.

    See https://core.telegram.org/bots/api#answerguestquery."""
    bot = message.get_bot()
    described = {name: value for name, value in article_of(answer, bot.username).items() if value}
    result = InlineQueryResult(described.pop("type"), described.pop("id"), api_kwargs=described)
    try:
        await bot.answer_guest_query(message.guest_query_id or "", result)
    except (BadRequest, Forbidden) as error:  # it is too old, or the chat does not allow it any more
        logger.info("a guest message was not answered: %s", error.message)
        return False
    return True
