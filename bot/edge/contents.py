"""Updates as the Bot API describes them, before they are PTB's."""

import logging
from typing import Any

from telegram import Bot, Update

logger = logging.getLogger(__name__)

Content = dict[str, Any]  # an update

_IDS = range(-(2**63), 2**63)  # what SQLite's integers hold
_UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, OSError)


def is_update(content: object) -> bool:
    """Whether *content* is an update at all, whatever it holds."""
    return (
        isinstance(content, dict)
        and isinstance(content.get("update_id"), int)
        and content["update_id"] in _IDS
    )


def date_of(content: Content) -> int | None:
    """When the message that an update brings was written, None when it brings none."""
    message = content.get("message") or content.get("channel_post")
    date = message.get("date") if isinstance(message, dict) else None
    return date if isinstance(date, int) else None


def read(content: Content, bot: Bot) -> Update | None:
    """The update, None when it has no shape that is known."""
    vote = content.get("poll_answer")
    if isinstance(vote, dict) and isinstance(vote.get("option_ids"), list):
        # Which servers before Bot API 9.6 don't send, and PTB cannot do without.
        vote.setdefault("option_persistent_ids", list(map(str, vote["option_ids"])))
    try:
        return Update.de_json(content, bot)
    except _UNREADABLE:
        logger.exception("update %s is of no known shape and passed over", content["update_id"])
        return None
