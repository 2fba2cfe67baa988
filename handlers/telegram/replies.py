"""How an answer is given: as a reply to a message, or in the place of one whose button was pressed."""

from dataclasses import replace
from typing import Protocol

from markupsafe import Markup
from telegram import Bot, CallbackQuery, Message
from telegram.constants import MessageLimit

from handlers.core.answers import Answer
from handlers.core.texts import short
from handlers.telegram.delivery import acknowledge, answer_in, edit, send
from store.chats.models import Place

LONGEST_NOTICE = 200  # characters over the chat, https://core.telegram.org/bots/api#answercallbackquery


class Reply(Protocol):
    """The way back to who asked."""

    async def say(self, answer: Answer) -> None:
        """Answer with a new message."""

    async def change(self, answer: Answer) -> None:
        """Answer in the place of the message whose button was pressed, where one was."""

    async def refuse(self, answer: Answer) -> None:
        """Say why there is no answer."""

    async def done(self) -> None:
        """Nothing more comes."""


class MessageReply:
    """The reply to a *message*: always a new one."""

    def __init__(self, message: Message) -> None:
        self._message = message

    async def say(self, answer: Answer) -> None:
        """Answer with a new message."""
        await send(self._message, fitting(answer))

    change = refuse = say

    async def done(self) -> None:
        """Nothing is left to do."""


class ButtonReply:
    """The reply to a button that was pressed in a *place*: a change of its message, a new one, or a notice
    over the chat. The button's spinner is stopped once, before anything else is sent."""

    def __init__(self, bot: Bot, query: CallbackQuery, place: Place) -> None:
        self._bot = bot
        self._query = query
        self._place = place
        self._spinning = True

    async def say(self, answer: Answer) -> None:
        """Answer with a new message."""
        await self._stop_spinner()
        await answer_in(self._bot, self._place, fitting(answer))

    async def change(self, answer: Answer) -> None:
        """Answer in the place of the message."""
        await self._stop_spinner()
        await edit(self._query, fitting(answer))

    async def refuse(self, answer: Answer) -> None:
        """Say why there is no answer, in a notice."""
        text = Markup(answer.text).striptags()  # noqa: S704 - it is HTML
        await self._stop_spinner(short(text, LONGEST_NOTICE))

    async def done(self) -> None:
        """Stop the spinner if nothing did."""
        await self._stop_spinner()

    async def _stop_spinner(self, notice: str | None = None) -> None:
        if self._spinning:
            self._spinning = False
            await acknowledge(self._query, notice)


def fitting(answer: Answer) -> Answer:
    """*answer* cut to a message by whole lines, which only data beyond all measure needs.

    No tag reaches over a line's end, so what is left is whole. Telegram counts less, without the tags.
    """
    lines = answer.text.split("\n")
    while len("\n".join(lines).encode("utf-16-le")) // 2 > MessageLimit.MAX_TEXT_LENGTH:
        lines = [*lines[:-2], "…"]
    return replace(answer, text="\n".join(lines))
