"""Which messages are meant for the bot, and which only look so: replies to a game, or to another user."""

import re
from dataclasses import dataclass
from enum import Enum

from telegram import Message
from telegram.constants import ChatType, MessageEntityType

from store.text.folding import words_of
from store.text.vocabulary import vocabulary

SIGNS_OF_GAMES = ("🎲", "🏁")  # that the messages of a game begin with
_OTHERS = (MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION)


class Way(Enum):
    """How a text reaches the bot."""

    PRIVATE = "private"
    MENTION = "mention"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Address:
    """A text that reaches the bot: *text* without its mention, and the *way*."""

    text: str
    way: Way


def address_of(message: Message, username: str) -> Address | None:
    """The text of *message* as it reaches the bot *username*; None when it is not meant for it.

    A reply in a group that mentions another user is meant for them.
    """
    text, mentioned = without_mention(message.text or "", username)
    if message.chat.type == ChatType.PRIVATE:
        return Address(text, Way.PRIVATE)
    if mentioned:
        return Address(text, Way.MENTION)
    answered = message.reply_to_message and message.reply_to_message.from_user
    if not answered or answered.username != username:
        return None
    others = any(entity.type in _OTHERS for entity in message.entities)
    return None if others or "@" in text else Address(text, Way.REPLY)


def without_mention(text: str, username: str) -> tuple[str, bool]:
    """*text* without the bot's ``@username``, and whether it was mentioned: not in an e-mail address."""
    pattern = rf"(?<![\w.@-])@{re.escape(username)}\b(?!\.\w)"
    rest, mentions = re.subn(pattern, " ", text, flags=re.IGNORECASE)
    return " ".join(rest.split()) if mentions else text, bool(mentions)


def is_reply_to_a_game(message: Message) -> bool:
    """Whether *message* replies to a question of a game, or to its first or last message."""
    replied = message.reply_to_message
    return replied is not None and (
        replied.poll is not None or (replied.text or "").startswith(SIGNS_OF_GAMES)
    )


def word_of_game(text: str) -> str | None:
    """The command that *text* stands for while a game is on, ``skip`` or ``stop``; None for other text."""
    said = words_of(text)
    return next(
        (command for command, words in vocabulary("game").items() if said in map(words_of, words)), None
    )
