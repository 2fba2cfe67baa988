"""Refusals of the Bot API, recognised by the wording of the error, and what follows from each.

The wordings are those of the Bot API server, https://github.com/tdlib/telegram-bot-api, and of reports about
bots. An error that is not in the table is taken for a fault of the request; a ``Forbidden``, for a
chat that is gone.
"""

from enum import Enum, auto
from typing import NamedTuple

from telegram.error import Forbidden, TelegramError

ANY = ""


class Follows(Enum):
    """What follows from a refusal."""

    QUIET = auto()  # the request has been fulfilled already, or is of no more use
    GONE = auto()  # the chat accepts nothing from the bot: nobody to notify, a game there ends
    NO_POLLS = auto()  # the chat accepts no polls from the bot: a game there ends, and says so
    UNQUOTED = auto()  # the message replied to is not there: sent once more as no reply
    LATER = auto()  # sent once more, when the chat allows the bot to write again
    OURS = auto()  # the request is wrong: the author and the owners are notified


class Refusal(NamedTuple):
    """A row of the table: the *method*, *words* of the error in lower case, and what follows."""

    method: str
    words: str
    follows: Follows


TABLE = (
    # An edit without changes (a button pressed twice), an old callback query, a message deleted meanwhile.
    Refusal("editMessageText", "message is not modified", Follows.QUIET),
    Refusal("editMessageText", "message to edit not found", Follows.QUIET),
    Refusal("editMessageText", "message can't be edited", Follows.QUIET),
    Refusal("editMessageText", "message_id_invalid", Follows.QUIET),
    Refusal("editMessageMedia", "message is not modified", Follows.QUIET),
    Refusal("editMessageMedia", "message to edit not found", Follows.QUIET),
    Refusal("editMessageMedia", "message can't be edited", Follows.QUIET),
    Refusal("editMessageMedia", "message_id_invalid", Follows.QUIET),
    Refusal("answerCallbackQuery", "query is too old", Follows.QUIET),
    Refusal("answerCallbackQuery", "query_id_invalid", Follows.QUIET),
    # A poll that cannot be stopped closes by itself.
    Refusal("stopPoll", ANY, Follows.QUIET),
    # The message replied to has been deleted.
    Refusal("sendMessage", "message to be replied not found", Follows.UNQUOTED),
    Refusal("sendMessage", "message to reply not found", Follows.UNQUOTED),
    Refusal("sendMessage", "replied message not found", Follows.UNQUOTED),
    Refusal("sendMessage", "reply_message_id_invalid", Follows.UNQUOTED),
    # Slow mode: the number of seconds follows these words.
    Refusal(ANY, "slowmode_wait", Follows.LATER),
    # Only polls are refused: "not enough rights to send polls to the chat", CHAT_SEND_POLL_FORBIDDEN, "polls
    # can't be sent to channel direct messages chats".
    Refusal("sendPoll", "rights to send polls", Follows.NO_POLLS),
    Refusal("sendPoll", "send_poll_forbidden", Follows.NO_POLLS),
    Refusal("sendPoll", "polls can't be sent", Follows.NO_POLLS),
    Refusal("sendPoll", "direct messages", Follows.NO_POLLS),
    # The bot may not write to the chat, or the chat no longer exists.
    *(
        Refusal(ANY, words, Follows.GONE)
        for words in (
            *("chat not found", "user not found", "peer_id_invalid", "chat_id_invalid", "channel_private"),
            *("channel_invalid", "not a member", "was kicked", "was blocked", "user_is_blocked"),
            *("deactivated", "is_deleted", "rights", "_forbidden", "chat_restricted", "chat is restricted"),
            *("is restricted", "admin_required", "banned_in_channel", "thread not found", "topic_"),
            *("topic closed", "topic not found", "paid_messages_required", "payment_required"),
            *(
                "chat_guest_send_forbidden",
                "privacy_premium_required",
                "bot can't initiate",
                "bots can't send",
            ),
        )
    ),
)


def follows_from(method: str, error: TelegramError) -> Follows:
    """What follows from the *error* of a request of *method*."""
    words = error.message.lower()
    for row in TABLE:
        if row.method in (ANY, method) and row.words in words:
            return row.follows
    return Follows.GONE if isinstance(error, Forbidden) else Follows.OURS
