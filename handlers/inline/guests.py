"""Guest mode: what is answered to a message that names the bot in a chat it is not in.

Such a message gets one answer, and nothing else can be sent there: no second message, no poll, nothing for a
button. The id of the chat may be that of another chat, so nothing is stored under it.
"""

from telegram import Message

from handlers.answering import Answering
from handlers.commands import COMMANDS
from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Author, Services
from handlers.core.deep_links import CARDS
from handlers.inline.cards import for_elsewhere, private_chat
from handlers.talk.addressing import without_mention
from handlers.talk.free_text import Meaning, meaning_of

_ANYWHERE = CARDS | {"about", "help", "privacy", "start"}


class Guests:
    """Answers guest messages with *answering*."""

    def __init__(self, services: Services, answering: Answering) -> None:
        self._services = services
        self._answering = answering

    def answer(self, message: Message, author: Author) -> Answer:
        """The one answer to *message*, whose buttons are links: to what it asks, to the message that it
        replies to if it says nothing itself, else a greeting."""
        ask = Ask(Call("start"), self._services, author)
        username = message.get_bot().username
        text, replied = _text_of(message, username), message.reply_to_message
        if not text and replied and (replied.from_user is None or replied.from_user.username != username):
            text = _text_of(replied, username)
        return for_elsewhere(ask, self._answer(text, ask))

    def _answer(self, text: str, ask: Ask) -> Answer:
        if not text:
            return self._answering.answer(ask.call, ask.author)
        meaning = self._meaning(text, ask)
        if meaning is None:
            return self._answering.hint(ask.author)
        if meaning.call.command not in _ANYWHERE:
            return _not_here(ask)
        answer = self._answering.answer(meaning.meant, ask.author)
        return self._answering.noting(answer, meaning.left, ask.author)

    def _meaning(self, text: str, ask: Ask) -> Meaning | None:
        """What *text* stands for: the parameter of a deep link, a command, or a question."""
        if opened := self._services.links.call_of(text):
            return Meaning(opened)
        name, _, argument = text.removeprefix("/").partition(" ")
        if text.startswith("/") and self._answering.command(name.casefold(), ask.author):
            return Meaning(Call(name.casefold(), argument.strip()))
        return meaning_of(text.removeprefix("/"), self._services, COMMANDS)


def _text_of(message: Message, username: str) -> str:
    """The text of *message*, or below its picture, without the bot's name, also behind a command."""
    text, _ = without_mention(message.text or message.caption or "", username)
    command, _, argument = text.partition(" ")
    name, _, of = command.partition("@")
    return f"{name} {argument}".strip() if of.casefold() == username.casefold() else text.strip()


def _not_here(ask: Ask) -> Answer:
    group = Button(ask.texts.gettext("Add to a group"), ask.call, "startgroup=trivia")
    return Answer(ask.texts.render("core/replies", "not_as_guest"), ((private_chat(ask),), (group,)))
