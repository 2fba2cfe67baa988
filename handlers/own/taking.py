"""Questions that are sent in a private chat, as a file or a message: checked, and kept for a chat."""

import logging

from telegram import Bot, Message
from telegram.error import TelegramError

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Author, Services
from handlers.telegram.authors import decides_in
from store.own_questions.kept import expected, keep
from store.own_questions.parse import WrongLines, check_size, decoded, looks_like_questions, parse

logger = logging.getLogger(__name__)

_MOST_SHOWN = 25  # lines that are wrong


def brings_questions(message: Message, author: Author) -> bool:
    """Whether *message* is meant as questions: a file in a private chat, or a text with answers."""
    if not author.place.private or author.person is None:
        return False
    return message.document is not None or looks_like_questions(message.text or "")


async def take_questions(services: Services, message: Message, author: Author, bot: Bot) -> Answer:
    """Check the questions in *message*, and keep them, or say which lines are wrong: nothing is kept then."""
    ask = Ask(Call("questions"), services, author)
    person, now = author.person, services.clock()
    group = expected(services.chats, person.id, now) if person else None
    chat = author.place.chat if group is None else await decides_in(bot, author, group)
    if chat is None:
        return Answer(ask.texts.render("own/questions", "not_yours"))
    try:
        found = parse(await _text_of(message))
    except WrongLines as error:
        return Answer(_wrong(ask, error))
    except TelegramError as error:
        logger.info("a file of questions was not fetched: %s", error.message)
        return Answer(ask.texts.render("own/questions", "not_fetched"))
    keep(services.chats, chat, found)
    buttons = () if group else ((Button(ask.texts.gettext("Play"), Call("trivia", word="own")),),)
    return Answer(
        ask.texts.render("own/questions", "kept", number=len(found), group=group is not None), buttons
    )


async def _text_of(message: Message) -> str:
    """The text of *message*, or that of its file.

    :raises WrongLines: when it is no text, or too large.
    :raises telegram.error.TelegramError: when the file cannot be fetched.
    """
    document = message.document
    if document is None:
        return message.text or ""
    check_size(document.file_size or 0)
    file = await document.get_file()
    return decoded(bytes(await file.download_as_bytearray()))


def _wrong(ask: Ask, error: WrongLines) -> str:
    """Every line that is wrong, and why, as far as a message has room."""
    texts = ask.texts
    lines = [(wrong.line, texts.say(wrong.message, **wrong.values)) for wrong in error.lines[:_MOST_SHOWN]]
    more = max(len(error.lines) - _MOST_SHOWN, 0)
    return texts.render("own/questions", "wrong", lines=lines, more=more, number=len(error.lines))
