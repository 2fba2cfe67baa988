"""Interfaces of what the host of games works with: timers, votes in flight, and how a question is sent."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol

from telegram import Bot

from handlers.core.answers import Button
from handlers.telegram.delivery import send_quiz
from store.chats.models import AskedQuestion, Game, NewQuestion

GoOn = Callable[[int], Coroutine[Any, Any, None]]  # advances a game, by its id


class Timers(Protocol):
    """Timers that advance games, one per game: setting one replaces the one before."""

    def set(self, game: int, at: float, go_on: GoOn) -> None:
        """Have *go_on* called with *game* when the clock says *at*."""

    def cancel(self, game: int) -> None:
        """Cancel the timer of *game*."""

    async def settle(self) -> None:
        """Advance every game whose timer is due, and wait until that is done."""


class Arrivals(Protocol):
    """Says whether all votes that users have given have arrived."""

    def have_come(self, until: float, poll: str | None) -> bool:
        """Whether every vote on *poll* that Telegram accepted until a time has been counted; if not, they are
        requested soon."""


class AtOnce:
    """The arrivals where every vote is delivered at the moment in which it is given."""

    def have_come(self, _until: float, _poll: str | None) -> bool:
        """Always True."""
        return True


Sends = Callable[[Game, AskedQuestion, NewQuestion, str, Button | None], Awaitable[tuple[str, int]]]
"""Sends a question of a game with a description and a button; returns the ids of the poll and the message.

:raises CannotSend: when the chat does not accept it.
:raises telegram.error.TelegramError: when it is not known whether it does.
"""


async def send_plain(
    bot: Bot,
    game: Game,
    asked: AskedQuestion,
    _new: NewQuestion,
    description: str,
    button: Button | None = None,
) -> tuple[str, int]:
    """Send a question without a picture, as :data:`Sends` does."""
    poll, message = await send_quiz(bot, game.place, asked.quiz, description, button=button)
    return poll.id, message
