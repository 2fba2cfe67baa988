"""``/privacy`` and ``/forgetme``."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.terminal.markup import plain
from store.archive.archive import Archive
from store.chats.boards import EVERYWHERE, board
from tests.double import BASIC_GROUP, FORUM
from tests.handlers.trivia.quizzing import Evening, evening, play

PRIVATE = {"id": 11, "type": "private", "first_name": "P11"}


@pytest.fixture
async def night(ours: Archive) -> AsyncIterator[Evening]:
    async with evening(ours) as begun:
        yield begun


async def test_forgetting(night: Evening) -> None:
    await play(night, 987_654_321, 12)
    await play(night, 987_654_321, 13, chat=FORUM)
    await night.begin("/trivia 2", user=987_654_321)
    await night.vote(987_654_321)
    await night.vote(12)
    (asked,) = await night.say("/forgetme", user=987_654_321)
    assert await night.press(asked, "Forget me", user=12) == []
    assert night.talk.telegram.notices == ["This button is another user's."]
    (done,) = await night.press(asked, "Forget me", user=987_654_321)
    assert done.html == "Done: nothing of you is kept. Backups may have it for seven days more."
    for table in night.chats.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in night.chats.rows(f"SELECT * FROM [{table['name']}]"):
            assert 987_654_321 not in row.values(), table
            assert "P987654321" not in row.values(), table
    assert [row.user for row in board(night.chats, EVERYWHERE)] == [12, 13]
    # Games keep their shape: who was second is second still.
    standings = night.chats.rows("SELECT game, user < 0 AS gone, place FROM standings ORDER BY game, place")
    assert [tuple(row.values()) for row in standings] == [(1, 1, 1), (1, 0, 2), (2, 1, 1), (2, 0, 2)]
    assert len(night.chats.rows("SELECT DISTINCT user FROM answers WHERE user < 0")) == 3
    assert night.chats.rows("SELECT DISTINCT option, at FROM answers WHERE user < 0") == [
        {"option": None, "at": 0.0}
    ]
    await night.time.go_by(600)
    told = list(night.talk.telegram.messages.values())[-1].html
    assert "🥇 <b>someone</b> 15 points" in told
    assert "🥈 P12 13 points" in told
    (me,) = await night.say("/me", user=987_654_321)
    assert "You have not finished a game yet." in me.html


async def test_forgetting_of_who_has_a_club_and_a_duel(night: Evening) -> None:
    user = 987_654_321
    await night.say("/me Kairat", user=user)
    await night.say("/me Tobol", user=12)
    await night.begin("/trivia teams 2", user=user)
    await night.vote(user)
    await night.vote(12)
    (asked,) = await night.say("/forgetme", user=user)
    (challenge,) = await night.say("/trivia duel", user=user, chat=FORUM)
    await night.press(challenge, "Accept", user=12)
    (other,) = await night.say("/trivia duel", user=13, chat=BASIC_GROUP)
    await night.press(other, "Accept", user=user)
    await night.press(asked, "Forget me", user=user)
    for table in night.chats.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in night.chats.rows(f"SELECT * FROM [{table['name']}]"):
            assert user not in row.values(), table
            assert f"P{user}" not in str(row.values()), table
    await night.time.go_by(60)
    tables = [message.html for message in night.talk.telegram.messages.values() if "Teams" in message.html]
    assert "🥇 <b>Kairat</b> 15 · 1 player\n🥈 Tobol 13 · 1 player\n" in tables[-1]


async def test_a_private_chat_is_forgotten_with_its_game(night: Evening) -> None:
    await play(night, 11, chat=PRIVATE)
    await night.begin("/trivia 3", chat=PRIVATE, user=11)
    await night.vote(11)
    (asked,) = await night.say("/forgetme", chat=PRIVATE, user=11)
    await night.press(asked, "Forget me", user=11)
    await night.time.go_by(600)
    for table in ("games", "questions", "answers", "standings", "asked", "people"):
        assert night.chats.rows(f"SELECT * FROM {table}") == []
    assert len(night.polls) == 2


async def test_who_is_forgotten_in_a_play_off_is_not_waited_for(night: Evening) -> None:
    await night.begin("/trivia 2")
    for first, second in ((11, 12), (12, 11)):
        await night.vote(first)
        await night.vote(second)
        await night.next()
    (asked,) = await night.say("/forgetme", user=11)
    await night.press(asked, "Forget me", user=11)
    await night.vote(12)
    assert night.poll.closed
    assert "🏆 P12 wins." in await night.table()


async def test_who_was_forgotten_can_play_again(night: Evening) -> None:
    for _ in range(2):
        await play(night, 11)
        (asked,) = await night.say("/forgetme", user=11)
        await night.press(asked, "Forget me", user=11)
    await play(night, 11)
    assert [(row.user, row.points) for row in board(night.chats, EVERYWHERE)] == [(11, 15)]


async def test_privacy_in_seven_lines(night: Evening) -> None:
    (told,) = await night.say("/privacy")
    assert re.findall(r"^(\d)\. ", plain(told.html), re.MULTILINE) == list("1234567")
    assert told.html.count("\n") == 9  # a blank one above those that are folded
