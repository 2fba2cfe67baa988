"""Groups, topics, channels, edits, buttons pressed twice: how the bot behaves in a chat."""

import logging
from typing import Any

import pytest

from bot.terminal.offline import Refusal
from handlers.answering import Answering
from store.archive.archive import Archive
from tests.double import BASIC_GROUP, CHANNEL, FORUM, GROUP, Talk, buttons_of, person
from tests.handlers.conftest import talking


def sent(bot: Talk, method: str = "sendMessage") -> list[dict[str, Any]]:
    return [parameters for name, parameters in bot.telegram.calls if name == method]


async def test_a_group_gets_a_reply(bot: Talk) -> None:
    message = bot.message("/final 1993", GROUP)
    await bot.update({"message": message})
    (parameters,) = sent(bot)
    assert parameters["chat_id"] == GROUP["id"]
    assert parameters["reply_parameters"] == {
        "message_id": message["message_id"],
        "allow_sending_without_reply": True,
    }


async def test_a_topic_gets_the_answer_in_the_topic(bot: Talk) -> None:
    await bot.say("/final", FORUM, message_thread_id=77, is_topic_message=True)
    assert sent(bot)[0]["message_thread_id"] == 77


async def test_a_private_chat_gets_no_quote(bot: Talk) -> None:
    await bot.say("/final")
    assert "reply_parameters" not in sent(bot)[0]


async def test_a_channel_post_is_answered(bot: Talk) -> None:
    (message,) = await bot.update({"channel_post": bot.message("/final 93", CHANNEL)})
    assert message.chat == CHANNEL["id"]


async def test_an_anonymous_admin_is_answered(bot: Talk) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    (message,) = await bot.say("/final", GROUP, sender_chat=GROUP, **{"from": anonymous})
    assert message.html.startswith("🏆")


@pytest.mark.parametrize("text", ["/final@kubok_bot 1993", "/final@Kubok_Bot 1993", "/Final 1993"])
async def test_commands_to_us(bot: Talk, text: str) -> None:
    (message,) = await bot.say(text, GROUP)
    assert "1993" in message.html


@pytest.mark.parametrize(
    "text", ["/final@otherbot 1993", "/unknown", "hello", "final 1993", "see /final 1993"]
)
async def test_what_is_not_for_us_in_a_group(bot: Talk, text: str) -> None:
    assert await bot.say(text, GROUP) == []


async def test_an_unknown_command_to_us_by_name(bot: Talk) -> None:
    (message,) = await bot.say("/foo@kubok_bot", GROUP)
    assert message.html.startswith("I don't know /foo.")


@pytest.mark.parametrize("kind", ["edited_message", "edited_channel_post"])
async def test_an_edited_message_is_not_asked_again(bot: Talk, kind: str) -> None:
    message = bot.message("/final 1993", CHANNEL if "channel" in kind else None, edit_date=5)
    assert await bot.update({kind: message}) == []


async def test_a_button_edits_in_place(bot: Talk) -> None:
    message = await bot.ask("/final 1993")
    (changed,) = await bot.press(message, message.buttons[0][0][1])
    assert changed is message
    assert "1992" in changed.html
    assert [name for name, _ in bot.telegram.calls[-2:]] == ["answerCallbackQuery", "editMessageText"]


async def test_a_button_pressed_twice(bot: Talk) -> None:
    message = await bot.ask("/final 1993")
    data = message.buttons[0][0][1]
    await bot.press(message, data)
    assert await bot.press(message, data) == []  # "message is not modified"
    assert bot.failures == []


@pytest.mark.parametrize("data", ["final:1993", "0|final|1993|0", "1|nothing|x|0", "1|final|1993|9x"])
async def test_an_old_button(bot: Talk, data: str) -> None:
    message = await bot.ask("/final 1993")
    before = message.html
    assert await bot.press(message, data) == []
    assert message.html == before
    assert bot.telegram.notices == ["This button is from an earlier version. Ask again, please."]


async def test_a_button_of_an_edition_that_is_gone(bot: Talk) -> None:
    message = await bot.ask("/final 1993")
    (changed,) = await bot.press(message, "1|final|1985|0")
    assert changed.html.startswith("1992 to 1993 are known; 1985 is not.\nThe nearest: 1992")


@pytest.mark.parametrize("page", [1, 999_999])
async def test_a_page_that_is_gone(bot: Talk, page: int) -> None:
    message = await bot.ask("/final 1993")
    (changed,) = await bot.press(message, f"1|finals||{page}")
    assert "1992 · <b>Kairat</b> 5–1 Fosfor" in changed.html


@pytest.mark.parametrize(
    ("method", "description"),
    [
        (
            "answerCallbackQuery",
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        ("editMessageText", "Bad Request: message to edit not found"),
        ("editMessageText", "Bad Request: message is not modified: specified new message content"),
        ("editMessageText", "Bad Request: not enough rights to send text messages to the chat"),
    ],
)
async def test_what_telegram_refuses_without_harm(bot: Talk, method: str, description: str) -> None:
    message = await bot.ask("/final 1993")
    bot.telegram.refusals[method] = Refusal(description)
    await bot.press(message, message.buttons[0][0][1])
    assert bot.failures == []


async def test_a_message_too_old_to_edit_is_answered_anew(bot: Talk) -> None:
    message = await bot.ask("/final 1993")
    gone = {"message_id": message.id, "date": 0, "chat": bot.telegram.chat_of(2)}
    query = {"id": "7", "chat_instance": "1", "data": "1|final|1992|0", "message": gone}
    (new,) = await bot.update({"callback_query": {**query, "from": bot.message("x")["from"]}})
    assert new.id != message.id
    assert "1992" in new.html


async def test_a_button_of_an_inline_message(bot: Talk) -> None:
    query = {"id": "7", "chat_instance": "1", "data": "1|final|1992|0", "inline_message_id": "abc"}
    assert await bot.update({"callback_query": {**query, "from": bot.message("x")["from"]}}) == []
    assert bot.failures == []


async def test_being_blocked_is_no_failure(bot: Talk) -> None:
    bot.telegram.refusals["sendMessage"] = Refusal("Forbidden: bot was blocked by the user", 403)
    assert await bot.say("/final") == []
    assert bot.failures == []


async def test_anything_unexpected_gets_one_friendly_line(
    bot: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(Answering, "answer", fail)
    bot.forgiving = True
    with caplog.at_level(logging.ERROR):
        (message,) = await bot.say("/final")
    assert message.html.startswith("Something went wrong on my side. It has been noted as ")
    reference = message.html.removesuffix(".").rsplit(" ", 1)[1]
    assert reference in caplog.text
    assert "a secret detail" in caplog.text
    assert "secret" not in message.html


async def test_owners_are_told_of_each_kind_of_failure_once(
    early: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(Answering, "answer", fail)
    async with talking(early, owners=(42,)) as bot:
        bot.forgiving = True
        for _ in range(3):
            await bot.say("/final")
        told = [parameters["text"] for parameters in sent(bot) if parameters["chat_id"] == 42]
    assert len(told) == 1
    assert "RuntimeError" in told[0]
    assert "secret" not in told[0]


async def test_an_owner_who_cannot_be_told_keeps_nobody_else_from_it(
    early: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Answering, "answer", fail)
    async with talking(early, owners=(41, 42)) as bot:
        bot.forgiving = True
        call = bot.telegram.call

        def refuse_first(method: str, parameters: dict[str, Any]) -> Any:
            if parameters.get("chat_id") in (2, 41):
                raise Refusal("Forbidden: bot was blocked by the user", 403)
            return call(method, parameters)

        monkeypatch.setattr(bot.telegram, "call", refuse_first)
        (told,) = await bot.say("/final")
    assert told.chat == 42


async def test_a_bold_command(bot: Talk) -> None:
    message = bot.message("/final 1993")
    message["entities"].insert(0, {"type": "bold", "offset": 0, "length": 11})
    (answer,) = await bot.update({"message": message})
    assert answer.html.startswith("🏆 <b>Dostyk</b> 4–2 Taraz")


async def test_a_failing_button_answers_with_a_notice(bot: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    message = await bot.ask("/final 1993")
    bot.telegram.refusals["editMessageText"] = Refusal("Bad Request: something new")
    bot.forgiving = True
    await bot.press(message, message.buttons[0][0][1])
    assert bot.telegram.notices[-1].startswith("Something went wrong on my side.")


@pytest.mark.parametrize(
    "content",
    [
        {"message": {"message_id": 1, "date": 0, "chat": {"id": 2, "type": "private"}, "sticker": None}},
        {
            "poll_answer": {
                "poll_id": "1",
                "option_ids": [0],
                "option_persistent_ids": [],
                "user": {"id": 2, "is_bot": False, "first_name": "x"},
            }
        },
        {"something_new": {"id": 1}},
    ],
)
async def test_other_updates_are_passed_over(bot: Talk, content: dict[str, Any]) -> None:
    assert await bot.update(content) == []


MOVED = Refusal(
    "Bad Request: group chat was upgraded to a supergroup chat", 400, migrate_to_chat_id=GROUP["id"]
)


async def test_a_group_that_has_become_a_supergroup_is_answered_there(bot: Talk) -> None:
    bot.telegram.refusals["sendMessage"] = MOVED
    (answer,) = await bot.say("/final 1993", BASIC_GROUP)
    assert (answer.chat, "<b>Dostyk</b> 4–2 Taraz" in answer.html) == (GROUP["id"], True)
    assert "reply_parameters" not in sent(bot)[-1]  # what was asked has another id there
    assert bot.failures == []


async def test_a_button_in_a_group_that_has_become_a_supergroup(bot: Talk) -> None:
    (message,) = await bot.say("/final 1993", BASIC_GROUP)
    bot.telegram.refusals["editMessageText"] = MOVED
    (answer,) = await bot.press(message, message.buttons[0][0][1])
    assert (answer.chat, "1992" in answer.html) == (GROUP["id"], True)


async def test_admins_of_a_group_that_has_become_a_supergroup(bot: Talk) -> None:
    bot.telegram.admins = {2}
    bot.telegram.refusals["getChatAdministrators"] = MOVED
    (answer,) = await bot.say("/top reset yes", BASIC_GROUP)
    assert answer.html == "The board is empty."


async def test_a_command_that_was_deleted_meanwhile_is_answered_without_a_quote(bot: Talk) -> None:
    bot.telegram.refusals["sendMessage"] = Refusal("Bad Request: REPLY_MESSAGE_ID_INVALID")
    (answer,) = await bot.say("/final 1993", FORUM, message_thread_id=77, is_topic_message=True)
    assert "<b>Dostyk</b> 4–2 Taraz" in answer.html
    assert sent(bot)[-1]["message_thread_id"] == 77
    assert "reply_parameters" not in sent(bot)[-1]


@pytest.mark.parametrize("text", ["/final 1993", "/trivia 2 10s", "/stop", "Our bot @kubok_bot answers"])
async def test_a_channels_post_that_comes_again_in_its_group_is_passed_over(bot: Talk, text: str) -> None:
    forwarded = {"is_automatic_forward": True, "sender_chat": CHANNEL}
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    assert await bot.say(text, GROUP, **forwarded, **{"from": telegram}) == []


async def test_direct_messages_of_a_channel_are_answered_but_have_no_quiz(bot: Talk) -> None:
    direct = {"id": -1009, "type": "supergroup", "title": "News", "is_direct_messages": True}
    topic = {"direct_messages_topic": {"topic_id": 5}}
    (answer,) = await bot.say("/final 1993", direct, **topic)
    assert "<b>Dostyk</b> 4–2 Taraz" in answer.html
    assert sent(bot)[-1]["direct_messages_topic_id"] == 5
    (refused,) = await bot.say("/trivia", direct, **topic)
    assert refused.html.startswith("In a channel answers would be anonymous.")


async def test_an_admin_who_is_hidden_may_press_what_he_was_offered(bot: Talk) -> None:
    hidden = {"sender_chat": GROUP, "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}
    (question,) = await bot.say("/top reset", GROUP, **hidden)
    await bot.press(question, buttons_of(question)["Empty the board"], person(12))
    assert question.html.startswith("Empty the board")
    assert bot.telegram.notices[-1] == "Only an admin can empty the board."
    bot.telegram.unlisted = {11}  # whom the list of admins leaves out
    await bot.press(question, buttons_of(question)["Empty the board"], person(11))
    assert question.html == "The board is empty."
    await bot.say("/trivia", GROUP)
    (refused,) = await bot.say("/trivia", GROUP, **hidden)
    await bot.press(refused, buttons_of(refused)["Stop it"], person(11))
    assert bot.telegram.notices[-1] == "Only an admin can empty the board."  # no other since
