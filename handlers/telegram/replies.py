"""Replies to updates: to a message by a new one, to a callback query by editing the button's message."""

from dataclasses import replace
from typing import Protocol

from markupsafe import Markup
from telegram import Bot, CallbackQuery, Message
from telegram.constants import MessageLimit

from handlers.core.answers import Answer
from handlers.telegram.articles import answer_guest
from handlers.telegram.delivery import acknowledge, answer_in, edit, send
from handlers.wording.texts import short
from store.chats.models import Place

_END_OF_QUOTE = "</blockquote>"
LONGEST_NOTICE = 200  # characters of a notification, https://core.telegram.org/bots/api#answercallbackquery


class Reply(Protocol):
    """Sends answers to the chat of an update; *sent* is whether the chat has accepted one."""

    sent: bool

    async def say(self, answer: Answer) -> None:
        """Answer with a new message."""

    async def change(self, answer: Answer) -> None:
        """Edit the message whose button was pressed into *answer*; without a button, send a new message."""

    async def refuse(self, answer: Answer) -> None:
        """Say why there is no answer."""

    async def done(self) -> None:
        """Finish the reply: nothing more is sent."""


class MessageReply:
    """The reply to a *message*: always a new message."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self.sent = False

    async def say(self, answer: Answer) -> None:
        """Answer with a new message."""
        self.sent |= await send(self._message, fitting(answer))

    change = refuse = say

    async def done(self) -> None:
        """Nothing is left to do."""


class GuestReply:
    """The reply to a guest *message*: the first answer, as there can be no second one."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self._answered = False
        self.sent = False

    async def say(self, answer: Answer) -> None:
        """Answer, unless that was done before."""
        if not self._answered:
            self._answered = True
            self.sent = await answer_guest(self._message, fitting(answer))

    change = refuse = say

    async def done(self) -> None:
        """Nothing is left to do."""


class ButtonReply:
    """The reply to the callback *query* of a button in a *place*: an edit of its message, a new message, or a
    notification. The query is answered once, before anything else is sent, to stop the button's spinner."""

    def __init__(self, bot: Bot, query: CallbackQuery, place: Place) -> None:
        self._bot = bot
        self.query = query
        self._place = place
        self._spinning = True
        self.sent = False

    async def say(self, answer: Answer) -> None:
        """Answer with a new message."""
        await self._stop_spinner()
        self.sent |= await answer_in(self._bot, self._place, fitting(answer))

    async def change(self, answer: Answer) -> None:
        """Edit the message of the button into *answer*."""
        await self._stop_spinner()
        self.sent |= await edit(self.query, fitting(answer))

    async def refuse(self, answer: Answer) -> None:
        """Say why there is no answer, in a notification."""
        text = Markup(answer.text).striptags()  # noqa: S704 - it is HTML
        await self._stop_spinner(short(text, LONGEST_NOTICE))
        self.sent = True

    async def done(self) -> None:
        """Stop the spinner unless it was stopped before."""
        await self._stop_spinner()

    async def _stop_spinner(self, notice: str | None = None) -> None:
        if self._spinning:
            self._spinning = False
            await acknowledge(self.query, notice)


def fitting(answer: Answer) -> Answer:
    """*answer* truncated by whole lines to the length of one message, which only abnormal data need.

    No tag but that of a quote spans lines, so the rest is valid HTML. Telegram counts fewer characters, as it
    leaves out tags.
    """
    if _units(answer.text) <= MessageLimit.MAX_TEXT_LENGTH:
        return answer
    lines = str(answer.text).split("\n")
    while _units("\n".join(lines)) + len(_END_OF_QUOTE) > MessageLimit.MAX_TEXT_LENGTH:
        lines = [*lines[:-2], "…"]
    text = "\n".join(lines)
    return replace(
        answer, text=text + _END_OF_QUOTE * (text.count("<blockquote") - text.count(_END_OF_QUOTE))
    )


def _units(text: str) -> int:
    """The length of *text* in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
