"""Updates as JSON objects of the Bot API, and parsing them with PTB."""

import logging
from typing import Any

from telegram import Bot, Update

logger = logging.getLogger(__name__)

Content = dict[str, Any]  # an update, as decoded from JSON

_IDS = range(-(2**63), 2**63)  # the range of SQLite's integers
_UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, OSError)


def is_update(content: object) -> bool:
    """Whether *content* is an object with a valid ``update_id``, whatever its payload."""
    return (
        isinstance(content, dict)
        and isinstance(content.get("update_id"), int)
        and content["update_id"] in _IDS
    )


def date_of(content: Content) -> int | None:
    """Date of the message, channel post or guest message in an update, in seconds since 1970, None without
    one."""
    message = content.get("message") or content.get("channel_post") or content.get("guest_message")
    date = message.get("date") if isinstance(message, dict) else None
    return date if isinstance(date, int) else None


def is_fleeting(content: Content) -> bool:
    """Whether an update is of no use after a restart, and is not stored, as inline queries are."""
    return "inline_query" in content


def read(content: Content, bot: Bot) -> Update | None:
    """Parse an update for *bot*, None when its payload cannot be parsed."""
    vote = content.get("poll_answer")
    if isinstance(vote, dict) and isinstance(vote.get("option_ids"), list):
        # Servers before Bot API 9.6 don't send this, and PTB requires it.
        vote.setdefault("option_persistent_ids", list(map(str, vote["option_ids"])))
    try:
        return Update.de_json(content, bot)
    except _UNREADABLE:
        logger.exception("update %s is of no known shape and passed over", content["update_id"])
        return None
