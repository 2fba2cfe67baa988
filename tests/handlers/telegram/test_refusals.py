"""Refusals of Telegram, and what follows from each."""

import pytest
from telegram.error import BadRequest, Forbidden

from handlers.telegram.errors import slow_mode_of
from handlers.telegram.refusals import TABLE, Follows, follows_from

REFUSALS = [
    ("sendMessage", "Forbidden: bot was blocked by the user", Follows.GONE),
    ("sendMessage", "Forbidden: something new", Follows.GONE),
    ("sendMessage", "Bad Request: chat not found", Follows.GONE),
    ("sendMessage", "Bad Request: user not found", Follows.GONE),
    ("sendMessage", "Bad Request: PEER_ID_INVALID", Follows.GONE),
    ("sendPoll", "CHAT_ID_INVALID", Follows.GONE),
    ("sendMessage", "CHANNEL_PRIVATE", Follows.GONE),
    ("sendPoll", "CHANNEL_PRIVATE", Follows.GONE),
    ("sendMessage", "USER_IS_BLOCKED", Follows.GONE),
    ("sendPoll", "USER_BANNED_IN_CHANNEL", Follows.GONE),
    ("sendMessage", "Bad Request: chat is restricted", Follows.GONE),
    ("sendMessage", "CHAT_RESTRICTED", Follows.GONE),
    ("sendMessage", "PAID_MESSAGES_REQUIRED", Follows.GONE),
    ("sendMessage", "ALLOW_PAYMENT_REQUIRED_12", Follows.GONE),
    ("sendMessage", "Bad Request: not enough rights to send text messages to the chat", Follows.GONE),
    ("sendMessage", "Bad Request: TOPIC_CLOSED", Follows.GONE),
    ("sendPoll", "Bad Request: message thread not found", Follows.GONE),
    ("sendPoll", "Bad Request: not enough rights to send polls to the chat", Follows.NO_POLLS),
    ("sendPoll", "CHAT_SEND_POLL_FORBIDDEN", Follows.NO_POLLS),
    ("sendPoll", "Bad Request: polls can't be sent to channel direct messages chats", Follows.NO_POLLS),
    ("sendPoll", "POLL_ANSWERS_INVALID", Follows.OURS),
    ("sendMessage", "REPLY_MESSAGE_ID_INVALID", Follows.UNQUOTED),
    ("sendMessage", "Bad Request: message to be replied not found", Follows.UNQUOTED),
    ("sendMessage", "SLOWMODE_WAIT_10", Follows.LATER),
    ("sendPoll", "SLOWMODE_WAIT_3", Follows.LATER),
    ("stopPoll", "Bad Request: poll can't be stopped", Follows.QUIET),
    ("stopPoll", "whatever comes", Follows.QUIET),
    ("editMessageText", "Bad Request: message is not modified: specified new", Follows.QUIET),
    ("sendMessage", "Bad Request: message is not modified: specified new", Follows.OURS),
    ("answerCallbackQuery", "Bad Request: query is too old and response timeout expired", Follows.QUIET),
    ("sendMessage", "Bad Request: message is too long", Follows.OURS),
    ("sendMessage", "BUTTON_DATA_INVALID", Follows.OURS),
]


@pytest.mark.parametrize(("method", "words", "follows"), REFUSALS)
def test_what_follows_from_a_refusal(method: str, words: str, follows: Follows) -> None:
    kind = Forbidden if words.startswith("Forbidden") else BadRequest
    assert follows_from(method, kind(words)) is follows


def test_every_row_is_written_as_it_is_compared() -> None:
    assert all(row.words == row.words.lower() for row in TABLE)
    assert {row.follows for row in TABLE} == set(Follows) - {Follows.OURS}


def test_slow_mode() -> None:
    assert slow_mode_of(BadRequest("SLOWMODE_WAIT_30")) == 30
    assert slow_mode_of(BadRequest("message is too long")) is None
