"""The button "I know", and replies to its prompt."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.offline import Refusal
from bot.terminal.sent import SentMessage
from handlers.throttle import BURST, Throttle
from store.archive.archive import Archive
from store.reports.reports import LONGEST_REPORT
from tests.double import BOT_USER, CHANNEL, GROUP, Talk, person, texts
from tests.handlers.conftest import NOW, talking

OWNER, FAN, OTHER = 77, 11, 12
PRIVATE = {"id": FAN, "type": "private", "first_name": "P11"}
TIE = "2results;e1995;r1;t1"
DAY = 86_400.0


def buttons(message: SentMessage) -> dict[str, str]:
    return dict(button for row in message.buttons for button in row)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


class Asked:
    """A talk about all our editions with a bot that has an owner, and the file of reports."""

    def __init__(self, talk: Talk, path: Path, clock: Clock) -> None:
        self.talk = talk
        self.path = path
        self.clock = clock

    async def know(
        self, data: str = "2know;e1995;r1;t1", chat: dict[str, Any] = PRIVATE, user: int = FAN
    ) -> SentMessage:
        """The prompt for a user who presses "I know"."""
        message = (await self.talk.say("/privacy", chat, **{"from": person(user)}))[0]
        (prompt,) = await self.talk.press(message, data, person(user))
        return prompt

    async def reply(
        self,
        to: SentMessage,
        text: str,
        chat: dict[str, Any] = PRIVATE,
        user: int = FAN,
        **more: Any,
    ) -> list[SentMessage]:
        """What comes when a user replies to a message of the bot."""
        replied = {"message_id": to.id, "date": 1, "chat": chat, "from": BOT_USER, "text": "…"}
        return await self.talk.say(text, chat, **{"from": person(user), "reply_to_message": replied, **more})

    @property
    def kept(self) -> list[dict[str, Any]]:
        lines = self.path.read_bytes().split(b"\n")[:-1] if self.path.exists() else []
        return [json.loads(line) for line in lines]


@asynccontextmanager
async def knowing(archive: Archive, path: Path) -> AsyncIterator[Asked]:
    clock = Clock()
    async with talking(archive, owners=[OWNER], reports=path, clock=clock) as talk:
        yield Asked(talk, path, clock)


@pytest.fixture
async def asked(ours: Archive, tmp_path: Path) -> AsyncIterator[Asked]:
    async with knowing(ours, tmp_path / "reports.jsonl") as begun:
        yield begun


async def test_a_report(asked: Asked) -> None:
    (edition,) = await asked.talk.say("/missing 1995", PRIVATE, **{"from": person(FAN)})
    assert texts(edition)[:3] == ["1", "The edition", "I know"]
    (tie,) = await asked.talk.press(edition, dict(edition.buttons[0])["1"], person(FAN))
    assert "I know" in texts(tie)
    (prompt,) = await asked.talk.press(tie, buttons(tie)["I know"], person(FAN))
    assert prompt.html == (
        "✍️ <b>Kazakhstan Cup 1995, Round of 16: Tobol – Ansat</b>\n\n"
        "Reply to this message with what you know, and where it can be read or who told you.\n"
        "<i>Your reply goes to the owners of this bot with your name and id: /privacy</i>"
    )
    assert prompt.sent["reply_markup"] == {
        "force_reply": True,
        "selective": True,
        "input_field_placeholder": "Score, date, scorers … and the source",
    }
    told, thanks = await asked.reply(
        prompt, "2:1 в Костанае,\nгазета <Спорт> № 30", date=int(NOW), message_id=900
    )
    assert asked.kept == [
        {
            "user": FAN,
            "name": "P11",
            "id": "11/900",
            "at": "2026-08-08T07:00:00+00:00",
            "edition": "1995",
            "round": 1,
            "tie": 1,
            "about": "Kazakhstan Cup 1995, Round of 16: Tobol – Ansat",
            "text": "2:1 в Костанае,\nгазета <Спорт> № 30",
        }
    ]
    assert told.chat == OWNER
    assert told.html == (
        "✍️ <b>Kazakhstan Cup 1995, Round of 16: Tobol – Ansat</b>\n"
        "2:1 в Костанае,\nгазета &lt;Спорт&gt; № 30\n"
        '<i><a href="tg://user?id=11">P11</a> (11), 1995/1/1; kept in reports.jsonl</i>'
    )
    assert thanks.html == (
        "Thank you! It is kept for the owners: Kazakhstan Cup 1995, Round of 16: Tobol – Ansat.\n"
        "What has a source will be added with it. To add something, reply to the same message again."
    )


async def test_an_edition_without_a_tie(asked: Asked) -> None:
    prompt = await asked.know("2know;e2010")
    assert "<b>Kazakhstan Cup 2010</b>" in prompt.html
    await asked.reply(prompt, "Lashyn 1–0 Vostok")
    ((edition, round_, tie),) = [(row["edition"], row["round"], row["tie"]) for row in asked.kept]
    assert (edition, round_, tie) == ("2010", None, None)
    # A tie that the season files do not have any more.
    prompt = await asked.know("2know;e1995;r1;t9")
    assert "<b>Kazakhstan Cup 1995</b>" in prompt.html


async def test_the_final_asks_too(asked: Asked) -> None:
    (final,) = await asked.talk.say("/final 1995", PRIVATE, **{"from": person(FAN)})
    (prompt,) = await asked.talk.press(final, buttons(final)["I know"], person(FAN))
    assert "Final: Yelimay – " in prompt.html


async def test_only_a_reply_to_the_prompt_by_who_was_asked_is_taken(asked: Asked) -> None:
    prompt = await asked.know(chat=GROUP)
    assert prompt.html.startswith('✍️ <a href="tg://user?id=11">P11</a>: <b>')
    (refused,) = await asked.reply(prompt, "2–1", GROUP, user=OTHER)
    assert refused.html == "I asked somebody else here. Press “I know” yourself, and I take your reply too."
    another = (await asked.talk.say("/final", GROUP))[0]
    await asked.reply(another, "2–1", GROUP)
    await asked.talk.say("2–1", GROUP, **{"from": person(FAN)})
    forged = {"message_id": prompt.id, "date": 1, "chat": GROUP, "from": person(OTHER), "text": "…"}
    await asked.talk.say("2–1", GROUP, **{"from": person(FAN), "reply_to_message": forged})
    assert asked.kept == []
    assert [call for method, call in asked.talk.telegram.calls if call.get("chat_id") == OWNER] == []
    await asked.reply(prompt, "2–1", GROUP)
    assert [row["text"] for row in asked.kept] == ["2–1"]


async def test_a_command_is_no_report(asked: Asked) -> None:
    prompt = await asked.know()
    (answer,) = await asked.reply(prompt, "/final 1993")
    assert "<b>Dostyk</b> 4–2 Taraz" in answer.html
    assert asked.kept == []


async def test_what_is_too_long_is_not_cut(asked: Asked) -> None:
    prompt = await asked.know()
    (answer,) = await asked.reply(prompt, "x" * (LONGEST_REPORT + 1))
    assert answer.html == "That is too long for me: at most 1000 letters, please."
    assert asked.kept == []
    await asked.reply(prompt, "x" * LONGEST_REPORT)
    assert len(asked.kept) == 1


async def test_three_replies_to_a_prompt_and_ten_prompts_a_day(asked: Asked) -> None:
    prompt = await asked.know()
    answers = [(await asked.reply(prompt, f"reply {number}"))[-1].html for number in range(5)]
    assert [row["text"] for row in asked.kept] == ["reply 0", "reply 1", "reply 2"]
    assert ["reply to the same message again" in answer for answer in answers[:3]] == [True, True, False]
    assert set(answers[3:]) == {"That is enough about this one. Press “I know” again for more."}
    for _ in range(9):
        await asked.know()
    message = (await asked.talk.say("/privacy", PRIVATE))[0]
    assert await asked.talk.press(message, TIE.replace("results", "know"), person(FAN)) == []
    assert asked.talk.telegram.notices == ["That is enough for today: at most 10 a day."]
    await asked.know(user=OTHER)
    asked.clock.now += DAY
    await asked.know()


async def test_a_prompt_is_good_for_a_week(asked: Asked) -> None:
    prompt = await asked.know()
    asked.clock.now += 8 * DAY
    await asked.reply(prompt, "2–1")
    assert asked.kept == []


async def test_an_update_that_comes_twice_is_kept_and_counted_once(asked: Asked) -> None:
    prompt = await asked.know()
    for _ in range(4):
        await asked.reply(prompt, "2–1", message_id=901)
    await asked.reply(prompt, "3–1")
    assert [row["text"] for row in asked.kept] == ["2–1", "3–1"]


async def test_a_picture_with_a_caption(asked: Asked) -> None:
    prompt = await asked.know(chat=GROUP)
    replied = {"message_id": prompt.id, "date": 1, "chat": GROUP, "from": BOT_USER, "text": "…"}
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    picture = {
        **asked.talk.message("", GROUP),
        "from": person(FAN),
        "reply_to_message": replied,
        "photo": photo,
    }
    del picture["text"]
    (answer,) = await asked.talk.update({"message": picture})
    assert answer.html == "I can keep text alone: write it, or send the picture with a caption."
    await asked.talk.update({"message": {**picture, "caption": "Sport, 8 May 1995"}})
    assert [row["text"] for row in asked.kept] == ["Sport, 8 May 1995"]
    other = {**picture, "reply_to_message": {**replied, "message_id": 1}}
    assert await asked.talk.update({"message": other}) == []


async def test_an_anonymous_admin_is_not_named(asked: Asked) -> None:
    message = (await asked.talk.say("/privacy", GROUP))[0]
    asked.talk.telegram.admins = {FAN}
    asked.talk.telegram.anonymous = True
    assert await asked.talk.press(message, "2know;e1995", person(FAN)) == []
    told = "Only a user who writes under a name can be asked, no chat or channel."
    assert asked.talk.telegram.notices == [told]
    asked.talk.telegram.anonymous = False
    prompt = await asked.know(chat=GROUP)
    as_group = {"sender_chat": GROUP, "from": {**person(1), "is_bot": True}}
    replied = {"message_id": prompt.id, "date": 1, "chat": GROUP, "from": BOT_USER, "text": "…"}
    (answer,) = await asked.talk.say("2–1", GROUP, **as_group, reply_to_message=replied)
    assert answer.html.startswith("I asked somebody else here.")
    assert asked.kept == []


async def test_a_copy_that_cannot_be_written_is_written_later(asked: Asked) -> None:
    prompt = await asked.know()
    asked.path.mkdir()
    thanks = (await asked.reply(prompt, "2–1"))[-1]
    assert thanks.html.startswith("Thank you!")
    asked.path.rmdir()
    await asked.reply(prompt, "3–1")
    assert [row["text"] for row in asked.kept] == ["2–1", "3–1"]


async def test_forgetting(asked: Asked) -> None:
    for user, text in ((FAN, "mine\u2028of two lines"), (OTHER, "another's")):
        prompt = await asked.know(chat=GROUP, user=user)
        await asked.reply(prompt, text, GROUP, user=user)
    before = asked.kept
    (sure,) = await asked.talk.say("/forgetme", GROUP, **{"from": person(FAN)})
    await asked.talk.press(sure, dict(sure.buttons[0])["Forget me"], person(FAN))
    assert [row["text"] for row in before] == ["mine\u2028of two lines", "another's"]
    assert [row["text"] for row in asked.kept] == ["another's"]
    assert "mine" not in asked.path.read_text("utf-8")
    assert "P11" not in asked.path.read_text("utf-8")


async def test_without_owners_nobody_is_asked(ours: Archive, tmp_path: Path) -> None:
    async with talking(ours) as talk:
        for text in ("/missing 1995", "/final 1995"):
            assert "I know" not in texts(await talk.ask(text))
        (tie,) = await talk.press(await talk.ask("/privacy"), TIE)
        assert "I know" not in texts(tie)
        assert (await talk.ask("/know 1995")).html == "Nobody reads reports here."


async def test_a_channel_is_not_asked(asked: Asked) -> None:
    (answer,) = await asked.talk.update({"channel_post": asked.talk.message("/know 1995", CHANNEL)})
    assert answer.html == ("Only a user who writes under a name can be asked, no chat or channel.")


async def test_a_chat_that_takes_no_messages(asked: Asked) -> None:
    message = (await asked.talk.say("/privacy", GROUP))[0]
    refusal = Refusal("Bad Request: not enough rights to send text messages to the chat")
    asked.talk.telegram.refusals["sendMessage"] = refusal
    assert await asked.talk.press(message, "2know;e1995", person(FAN)) == []


async def test_refused_replies_are_throttled_and_reports_are_not(ours: Archive, tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "reports.jsonl"
    async with talking(ours, owners=[OWNER], reports=path, clock=clock, throttle=Throttle()) as talk:
        asked = Asked(talk, path, clock)
        prompt = await asked.know(chat=GROUP)
        answers = [await asked.reply(prompt, "2–1", GROUP, user=OTHER) for _ in range(BURST + 10)]
        assert len([answer for answer in answers if answer]) == BURST + 1  # the last says to wait
        for _ in range(BURST):
            await asked.talk.say("/final", GROUP, **{"from": person(FAN)})
        await asked.reply(prompt, "3–1", GROUP)
        assert [row["text"] for row in asked.kept] == ["3–1"]
