"""Own questions: sent in private, checked, played in their chat and shown in no other; a quiz night."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.offline import Refusal
from bot.terminal.sent import SentMessage, SentPoll
from store.archive.archive import Archive
from store.chats.boards import EVERYWHERE, board
from store.chats.database import Chats
from tests.double import BASIC_GROUP, CHANNEL, GROUP, texts
from tests.handlers.trivia.quizzing import PAUSE, Evening, evening

HOST = {"id": 10, "type": "private", "first_name": "P10"}
FILE = """\
Who owns the whistle?
+ Dana
- Oleg
! She bought it.

Which two are brothers?
+ Aset
+ Marat
- Timur

What is the bus called?
- Bolt
+ Comet
"""
SECRETS = ("whistle", "Dana", "brothers", "Comet", "bought")


@pytest.fixture
async def night(ours: Archive) -> AsyncIterator[Evening]:
    async with evening(ours) as begun:
        begun.talk.telegram.admins.add(10)
        yield begun


def latest(night: Evening) -> SentMessage:
    return list(night.talk.telegram.messages.values())[-1]


async def send_file(
    night: Evening,
    content: bytes,
    user: int = 10,
    chat: dict[str, Any] | None = None,
    size: int | None = None,
) -> list[SentMessage]:
    """What comes when somebody sends a file, in the private chat unless *chat* says otherwise."""
    night.talk.telegram.files["questions"] = ("questions.txt", content)
    document = {"file_id": "questions", "file_unique_id": "q", "file_size": size or len(content)}
    private = {"id": user, "type": "private", "first_name": f"P{user}"}
    message = night.talk.message(
        "", chat or private, **{"from": {**night.talk.message("")["from"], "id": user}}
    )
    del message["text"]
    night.talk.telegram.take_changed()
    return await night.talk.update({"message": {**message, "document": document}})


async def bring(night: Evening, content: str = FILE) -> None:
    """Bring questions for the group, by the link that /questions has there."""
    (shown,) = await night.say("/questions")
    (button,) = (
        button for row in shown.sent["reply_markup"]["inline_keyboard"] for button in row if "url" in button
    )
    parameter = button["url"].partition("?start=")[2]
    (asked,) = await night.say(f"/start {parameter}", chat=HOST)
    assert "Send me the questions for the group" in asked.html
    (kept,) = await send_file(night, content.encode())
    assert kept.html.startswith("✅ 3 questions are kept; nobody else sees them.")


async def test_from_the_group_to_the_private_chat_and_back(night: Evening) -> None:
    (shown,) = await night.say("/questions")
    assert "an admin sends them to me in private" in shown.html
    await bring(night)
    (shown,) = await night.say("/questions")
    assert "This chat has 3 questions of its own." in shown.html
    assert texts(shown) == ["With a host", "By the clock", "Send questions", "Delete"]
    assert "Own questions" in texts(await night.begin("/trivia"))


async def test_by_the_clock(night: Evening) -> None:
    await bring(night)
    begun = await night.begin("/trivia own 10s")
    assert begun.html.startswith("🎲 <b>Own questions</b> · 3 questions · 10 s each")
    assert night.poll.question == "1/3 · Who owns the whistle?"
    assert night.poll.explanation == "She bought it."
    await night.vote(11)
    await night.vote(12, right=False)
    await night.next()
    assert night.poll.question == "2/3 · Which two are brothers?"
    assert night.poll.sent["allows_multiple_answers"] is True
    await night.vote(11)
    await night.vote(12)
    await night.next()
    assert night.poll.explanation == ""
    await night.vote(11)
    await night.vote(12)
    await night.next()
    assert latest(night).html.startswith("🏁 <b>Own questions</b> · 3 questions\n\n🥇 <b>P11</b>")
    assert "Share" not in texts(latest(night))
    assert board(night.chats, GROUP["id"]) == board(night.chats, EVERYWHERE) == []
    assert board(night.chats, GROUP["id"], 0.0) == []
    assert night.chats.rows("SELECT * FROM tallies") == []


async def test_a_quiz_night_with_a_host(night: Evening) -> None:
    await bring(night)
    (shown,) = await night.say("/questions")
    await night.press(shown, "With a host")
    assert "The host, P10, brings the next question with the button" in latest(night).html
    await night.time.go_by(PAUSE)
    assert (
        next(text for row in night.poll.sent["reply_markup"]["inline_keyboard"] for text in row)["text"]
        == "Next"
    )
    await night.vote(11)
    await night.vote(12)
    await night.time.go_by(600)  # the host talks
    assert len(night.polls) == 1
    assert await night.say("/next", 11)
    assert latest(night).html == "Only the host, or an admin, brings the next question."
    assert await night.say("/next") == []
    assert len(night.polls) == 2
    await night.say("/next")  # though it is still open
    await night.time.go_by(PAUSE)
    assert night.polls[1].closed
    assert len(night.polls) == 3
    await night.vote(11)
    await night.vote(12, right=False)
    await night.time.go_by(30)
    assert latest(night).html.startswith("🏁 <b>Quiz night</b> · 3 questions")
    assert "🏆 P11 wins." in latest(night).html


async def test_the_button_below_a_poll(night: Evening) -> None:
    await bring(night)
    await night.begin("/trivia host")
    await night.vote(11)
    await night.time.go_by(60)
    poll = night.poll
    message = {"message_id": poll.id, "date": 1, "chat": GROUP, "text": "…"}
    query = {"id": "1", "chat_instance": "1", "data": "2next", "message": message}
    for user, polls in ((11, 1), (10, 2)):
        sender = {"id": user, "is_bot": False, "first_name": "P"}
        await night.talk.update({"callback_query": {**query, "from": sender}})
        await night.time.go_by(1)
        assert len(night.polls) == polls


async def test_a_host_who_leaves(night: Evening) -> None:
    await bring(night)
    await night.begin("/trivia host")
    await night.vote(11)
    await night.time.go_by(1_800)
    assert len(night.polls) == 1
    await night.time.go_by(60)
    assert "The host has brought no question for a while" in latest(night).html
    (told,) = await night.say("/next")
    assert "No game is on here." in told.html


async def test_next_elsewhere(night: Evening) -> None:
    await night.begin("/trivia 2")
    (told,) = await night.say("/next")
    assert told.html == "Questions come by themselves in this game; /skip skips one."


async def test_wrong_lines_are_named_and_nothing_is_kept(night: Evening) -> None:
    await bring(night)
    await night.say("/start questions-1001", chat=HOST)
    (told,) = await send_file(night, b"Who?\n+ A\n+ B\n\n- C\n???\n+ A\n- A\n")
    assert told.html == (
        "4 lines are wrong, so nothing is kept:\n\n"
        "Line 1: a question without a wrong answer: - begins it.\n"
        "Line 5: an answer without a question right above it.\n"
        "Line 6: a question without a word.\n"
        "Line 8: “A” is both right and wrong."
    )
    assert "3 questions" in (await night.say("/questions"))[0].html  # those from before


async def test_very_many_wrong_lines_fit_into_a_message(night: Evening) -> None:
    (told,) = await send_file(night, b"+ <b>&\n\n" * 2_000)
    assert told.html.startswith("2000 lines are wrong, so nothing is kept:")
    assert told.html.endswith("… and 1975 more")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Кто?\n+ A\n- Б\n".encode("cp1251"), "Line 1: these are no letters in UTF-8"),
        (b"", "Line 1: there is no question in it."),
        (b"\x89PNG\r\n\x1a\n", "Line 1: these are no letters in UTF-8"),
    ],
)
async def test_files_of_something_else(night: Evening, content: bytes, why: str) -> None:
    (told,) = await send_file(night, content)
    assert why in told.html


async def test_a_large_file_is_not_fetched(night: Evening) -> None:
    (told,) = await send_file(night, b"x", size=10_000_000)
    assert "larger than 100 kB" in told.html
    assert "getFile" not in [method for method, _ in night.talk.telegram.calls]


async def test_a_file_that_cannot_be_fetched(night: Evening) -> None:
    night.talk.telegram.refusals["getFile"] = Refusal("Bad Request: wrong file_id")
    (told,) = await send_file(night, FILE.encode())
    assert told.html == "I could not fetch the file. Send it once more."


async def test_a_message_in_place_of_a_file_for_oneself(night: Evening) -> None:
    (kept,) = await night.say(FILE, chat=HOST)
    assert kept.html.startswith("✅ 3 questions are kept")
    (changed,) = await night.press(kept, "Play")
    assert changed.html.startswith("🎲 <b>Own questions</b>")
    await night.time.go_by(PAUSE)
    assert night.poll.question == "1/3 · Who owns the whistle?"
    assert "has no questions of its own yet" in (await night.say("/trivia own"))[0].html  # the group


async def test_nobody_but_an_admin_sends_or_deletes_them(night: Evening) -> None:
    await bring(night)
    other = {"id": 11, "type": "private", "first_name": "P11"}
    (told,) = await night.say("/start questions-1001", 11, other)
    assert told.html == "Only an admin of the group can send or delete its questions."
    (told,) = await night.say("/questions off", 11)
    assert told.html == "Only an admin of the group can send or delete its questions."
    await night.say("/start questions-1001", chat=HOST)
    night.talk.telegram.admins.clear()  # meanwhile
    (told,) = await send_file(night, FILE.encode())
    assert told.html == "Only an admin of the group can send or delete its questions."


async def test_deleting(night: Evening) -> None:
    await bring(night)
    (shown,) = await night.say("/questions")
    (asked,) = await night.press(shown, "Delete")
    assert asked.html == "Delete the 3 questions of this chat?"
    (deleted,) = await night.press(asked, "Delete them")
    assert deleted.html == "This chat has no questions of its own any more."
    assert night.chats.rows("SELECT * FROM own_questions") == []


async def test_a_link_is_good_for_an_hour(night: Evening) -> None:
    await night.say("/start questions-1001", chat=HOST)
    await night.time.go_by(3_601)
    await send_file(night, FILE.encode())
    assert [row["chat"] for row in night.chats.rows("SELECT DISTINCT chat FROM own_questions")] == [10]


async def test_in_a_group_files_and_lists_are_left_alone(night: Evening) -> None:
    assert await send_file(night, FILE.encode(), chat=GROUP) == []
    assert await night.say(FILE) == []
    (told,) = await night.say("/start questions-1001")
    assert "Send questions in the private chat" in told.html
    (told,) = await night.say("/questions", chat=CHANNEL)
    assert "In a channel" in told.html


async def test_no_other_chat_sees_any_of_it(night: Evening) -> None:
    await bring(night)
    await night.begin("/trivia own")
    await night.vote(11)
    await night.vote(12)
    for chat in (BASIC_GROUP, {"id": 12, "type": "private", "first_name": "P12"}):
        before = len(night.talk.telegram.calls)
        for text in ("/questions", "/trivia own", "/trivia 50", "/top", "/me", "/settings", "whistle"):
            await night.say(text, 12, chat)
        for _ in range(8):  # questions of the cup
            await night.vote(12)
            await night.time.go_by(25)
        await night.say("/stop", 12, chat)
        await night.time.go_by(20)
        sent = [
            str(parameters)
            for _, parameters in night.talk.telegram.calls[before:]
            if parameters.get("chat_id") == chat["id"]
        ]
        assert sent
        assert not [secret for secret in SECRETS for text in sent if secret in text]


async def test_they_move_with_the_group(night: Evening) -> None:
    await bring(night)
    await night.begin("/trivia own")
    await night.vote(11)
    await night.talk.update(
        {"message": {**night.talk.message("", GROUP), "migrate_to_chat_id": -2002, "text": None}}
    )
    await night.time.go_by(40)
    assert night.poll.chat == -2002
    assert night.poll.question == "2/3 · Which two are brothers?"
    (shown,) = await night.say("/questions", chat={**GROUP, "id": -2002})
    assert "3 questions" in shown.html


async def test_another_file_in_the_middle_of_a_game(night: Evening) -> None:
    await bring(night)
    await night.begin("/trivia own")
    await night.vote(11)
    await night.say("/start questions-1001", chat=HOST)
    await send_file(night, b"Who sings?\n+ Me\n- You\n")
    await night.time.go_by(25)
    assert night.poll.question == "2/3 · Who sings?"
    await night.vote(11)
    await night.time.go_by(30)
    assert "There are no more questions of this kind." in latest(night).html


async def test_forgetting_deletes_those_of_the_private_chat(night: Evening) -> None:
    await night.say("/start questions-1001", chat=HOST)
    await night.say(
        FILE.replace("Who owns", "Who has"), 11, {"id": 11, "type": "private", "first_name": "P11"}
    )
    for user in (10, 11):
        chat = {"id": user, "type": "private", "first_name": "P"}
        (asked,) = await night.say("/forgetme", user, chat)
        await night.press(asked, "Forget me", user)
    for table in ("own_questions", "uploads"):
        assert night.chats.rows(f"SELECT * FROM {table}") == []


async def test_a_second_tap_on_next_skips_nothing(night: Evening) -> None:
    await bring(night)
    await night.begin("/trivia host")
    old = night.poll
    await night.vote(11)
    await night.time.go_by(60)
    for _ in range(2):
        await _tap_next(night, old)
    assert len(night.polls) == 2
    assert not night.poll.closed
    assert night.talk.telegram.calls[-1][1]["text"] == "The game has gone on from here already."
    await night.say("/stop")
    await night.time.go_by(10)
    await night.begin("/trivia host")  # another night
    await _tap_next(night, old)
    assert not night.poll.closed


async def _tap_next(night: Evening, poll: SentPoll) -> None:
    (data,) = (
        button["callback_data"] for row in poll.sent["reply_markup"]["inline_keyboard"] for button in row
    )
    message = {"message_id": poll.id, "date": 1, "chat": GROUP, "text": "…"}
    sender = {"id": 10, "is_bot": False, "first_name": "P"}
    query = {"id": "1", "chat_instance": "1", "data": data, "message": message, "from": sender}
    await night.talk.update({"callback_query": query})
    await night.time.go_by(1)


async def test_a_clock_that_is_set_right_between_two_questions(ours: Archive, tmp_path: Path) -> None:
    path = tmp_path / "chats.db"
    async with evening(ours, Chats.open(path)) as first:
        first.talk.telegram.admins.add(10)
        await bring(first)
        first.time.now += 7_200
        await first.begin("/trivia host")
        await first.vote(11)
        await first.time.go_by(30)
    first.time.now -= 7_200
    async with evening(ours, Chats.open(path), first) as second:
        second.host.resume()
        await second.time.go_by(60)
        assert len(second.polls) == 1  # nothing comes without the host
        await second.say("/next")
        await second.time.go_by(5)
        assert len(second.polls) == 2


async def test_a_link_of_a_group_that_has_become_a_supergroup(night: Evening) -> None:
    refusal = Refusal("Bad Request: group chat was upgraded", migrate_to_chat_id=-1001)
    night.talk.telegram.refusals["getChatAdministrators"] = refusal
    (asked,) = await night.say("/start questions-5", chat=HOST)
    assert "for the group" in asked.html
    await send_file(night, FILE.encode())
    assert [row["chat"] for row in night.chats.rows("SELECT DISTINCT chat FROM own_questions")] == [-1001]
