"""Errors of the Bot API: how long to back off, and which of them are refusals by a chat."""

import re

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from handlers.telegram.refusals import Follows, follows_from

# Raised by PTB for a response of the server that does not follow the Bot API.
UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, OSError)


_SLOW_MODE = re.compile(r"SLOWMODE_WAIT_(\d{1,6})", re.IGNORECASE)


_SLOWEST = 30  # seconds of slow mode, where the error does not say how many


class CannotSend(Exception):
    """Raised when a chat does not accept a message; *polls* says that it accepts no polls from the bot."""

    def __init__(self, error: TelegramError, *, polls: bool = False) -> None:
        super().__init__(error.message)
        self.polls = polls


def is_unreached(error: BaseException) -> bool:
    """Whether *error* says that Telegram was not reached, or that its answer did not arrive."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)  # which PTB counts as one


def seconds_of(error: RetryAfter) -> float:
    """Seconds for which Telegram asks to back off."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def slow_mode_of(error: TelegramError) -> int | None:
    """Seconds for which slow mode prevents the bot from writing, None when *error* is another one."""
    found = _SLOW_MODE.search(error.message)
    return int(found[1]) if found else None


def refusal_of(method: str, error: BadRequest | Forbidden) -> CannotSend:
    """*error* as a refusal by a chat.

    :raises telegram.error.BadRequest: when it is none, but the request was wrong.
    :raises telegram.error.RetryAfter: when the chat accepts the request later.
    """
    follows = follows_from(method, error)
    if follows is Follows.OURS:
        raise error
    if follows is Follows.LATER:
        raise RetryAfter(slow_mode_of(error) or _SLOWEST)
    return CannotSend(error, polls=follows is Follows.NO_POLLS)
