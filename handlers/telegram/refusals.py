"""What Telegram refuses, told by the words it uses, and what follows.

The words are those of the Bot API server, https://github.com/tdlib/telegram-bot-api, and of reports about
bots; a refusal that is not in the table is taken for a fault of what was sent.
"""

from enum import Enum, auto
from typing import NamedTuple

from telegram.error import Forbidden, TelegramError

ANY = ""


class Follows(Enum):
    """What follows from a refusal."""

    QUIET = auto()  # what was wanted is so already, or is no longer of use
    GONE = auto()  # the chat takes nothing from the bot: nobody to tell, a game there ends
    NO_POLLS = auto()  # the chat takes no polls from the bot: a game there ends, and says so
    UNQUOTED = auto()  # what it replies to is not there: sent once more without
    LATER = auto()  # sent once more, when the chat lets the bot write again
    OURS = auto()  # what was sent is wrong: whoever asked and the owners are told


class Refusal(NamedTuple):
    """A row of the table: of which *method*, with which *words* in small letters."""

    method: str
    words: str
    follows: Follows


TABLE = (
    # An edit that changes nothing (a button pressed twice), a press of long ago, a message deleted meanwhile.
    Refusal("editMessageText", "message is not modified", Follows.QUIET),
    Refusal("editMessageText", "message to edit not found", Follows.QUIET),
    Refusal("editMessageText", "message can't be edited", Follows.QUIET),
    Refusal("editMessageText", "message_id_invalid", Follows.QUIET),
    Refusal("answerCallbackQuery", "query is too old", Follows.QUIET),
    Refusal("answerCallbackQuery", "query_id_invalid", Follows.QUIET),
    # A poll that cannot be stopped closes by itself.
    Refusal("stopPoll", ANY, Follows.QUIET),
    # What is replied to has been deleted.
    Refusal("sendMessage", "message to be replied not found", Follows.UNQUOTED),
    Refusal("sendMessage", "message to reply not found", Follows.UNQUOTED),
    Refusal("sendMessage", "replied message not found", Follows.UNQUOTED),
    Refusal("sendMessage", "reply_message_id_invalid", Follows.UNQUOTED),
    # Slow mode: the seconds stand behind.
    Refusal(ANY, "slowmode_wait", Follows.LATER),
    # Of a poll alone: "not enough rights to send polls to the chat", CHAT_SEND_POLL_FORBIDDEN, "polls can't
    # be sent to channel direct messages chats".
    Refusal("sendPoll", "rights to send polls", Follows.NO_POLLS),
    Refusal("sendPoll", "send_poll_forbidden", Follows.NO_POLLS),
    Refusal("sendPoll", "polls can't be sent", Follows.NO_POLLS),
    Refusal("sendPoll", "direct messages", Follows.NO_POLLS),
    # The bot may not write there, or nobody is there any more.
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
    """What follows from a refusal of *method*."""
    words = error.message.lower()
    for row in TABLE:
        if row.method in (ANY, method) and row.words in words:
            return row.follows
    return Follows.GONE if isinstance(error, Forbidden) else Follows.OURS
