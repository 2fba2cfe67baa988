"""Errors of the Bot API: for how long to hold back, and what a chat refuses."""

import re

from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from handlers.telegram.refusals import Follows, follows_from

# What PTB raises for an answer of the server that is not as the Bot API has it.
UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, OSError)


_SLOW_MODE = re.compile(r"SLOWMODE_WAIT_(\d{1,6})", re.IGNORECASE)


_SLOWEST = 30  # seconds, where a chat of slow mode does not say how many


class CannotSend(Exception):
    """A chat does not take what was sent to it; *polls* says that it takes no polls from the bot."""

    def __init__(self, error: TelegramError, *, polls: bool = False) -> None:
        super().__init__(error.message)
        self.polls = polls


def seconds_of(error: RetryAfter) -> float:
    """For how long Telegram asks to hold back."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def slow_mode_of(error: TelegramError) -> int | None:
    """For how many seconds the bot may not write in a chat of slow mode, None when it is not that."""
    found = _SLOW_MODE.search(error.message)
    return int(found[1]) if found else None


def refusal_of(method: str, error: BadRequest | Forbidden) -> CannotSend:
    """The refusal of a chat that *error* is.

    :raises telegram.error.BadRequest: when it is none, but what was sent is wrong.
    :raises telegram.error.RetryAfter: when the chat takes it later.
    """
    follows = follows_from(method, error)
    if follows is Follows.OURS:
        raise error
    if follows is Follows.LATER:
        raise RetryAfter(slow_mode_of(error) or _SLOWEST)
    return CannotSend(error, polls=follows is Follows.NO_POLLS)
