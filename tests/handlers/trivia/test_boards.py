"""``/top``, ``/me``, ``/privacy`` and ``/forgetme``, and the rules."""

import re
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from store.archive.archive import Archive
from store.chats import points
from store.chats.boards import EVERYWHERE, board
from tests.double import CHANNEL, FORUM, GROUP, texts
from tests.handlers.conftest import ZONE
from tests.handlers.trivia.quizzing import Evening, evening

PRIVATE = {"id": 11, "type": "private", "first_name": "P11"}


@pytest.fixture
async def night(ours: Archive) -> AsyncIterator[Evening]:
    async with evening(ours) as begun:
        yield begun


async def play(night: Evening, *right: int, wrong: tuple[int, ...] = (), **more: object) -> None:
    """A game of one question."""
    await night.begin("/trivia 1", **more)
    for user in right:
        await night.vote(user)
    for user in wrong:
        await night.vote(user, right=False)
    await night.time.go_by(30)


def at(night: Evening, *when: int) -> None:
    night.time.now = datetime(*when, tzinfo=ZONE).timestamp()  # type: ignore[misc]


async def test_boards_of_week_month_and_all_time(night: Evening) -> None:
    at(night, 2026, 6, 30, 23, 59, 50)  # the game ends in July, by the clock of Almaty
    await play(night, 11, 12)
    at(night, 2026, 7, 26, 12)  # a Sunday
    await play(night, 12, 11)
    at(night, 2026, 7, 27, 0, 1)
    await play(night, 13)
    at(night, 2026, 7, 29)
    (week,) = await night.say("/top week")
    assert week.html == "🏅 <b>Best of this week</b>\n\n1. <b>P13</b> 15 · 1 game"
    assert texts(week) == ["This month", "All time"]
    (month,) = await night.press(week, "This month")
    assert month.id == week.id
    assert month.html == (
        "🏅 <b>Best of this month</b>\n\n"
        "1. <b>P11</b> 28 · 2 games · 1 won\n"
        "1. <b>P12</b> 28 · 2 games · 1 won\n"
        "3. P13 15 · 1 game"
    )
    at(night, 2026, 8, 1)
    (month,) = await night.say("/top month")
    assert month.html.endswith("No game has ended in this time. /trivia starts one.")
    assert (await night.say("/top"))[0].html == (await night.say("/top ALL"))[0].html


async def test_a_board_is_of_its_chat(night: Evening) -> None:
    await play(night, 11)
    (board_of_forum,) = await night.say("/top", chat=FORUM)
    assert board_of_forum.html == "🏅 <b>Best of all time</b>\n\nNo game has ended yet. /trivia starts one."


async def test_a_long_board_is_paged(night: Evening) -> None:
    await play(night, *range(100, 120))
    (first,) = await night.say("/top")
    assert first.html.count("\n") == 16
    (second,) = await night.press(first, "2/2 ›")
    assert second.html.startswith("🏅 <b>Best of all time</b>\n\n4. P115 10 · 1 game\n")


async def test_a_board_that_is_none(night: Evening) -> None:
    (refused,) = await night.say("/top decade")
    assert refused.html.startswith("“decade” is none of week, month and all.")


async def test_me(night: Evening) -> None:
    (nothing,) = await night.say("/me", user=11)
    assert nothing.html == "<b>P11</b> · in this chat\n\nYou have not finished a game yet."
    await play(night, 11, 12)
    await play(night, 12, wrong=(11,))
    await play(night, 11, chat=FORUM)
    (here,) = await night.say("/me", user=11)
    assert here.html == (
        "<b>P11</b> · in this chat\n\n"
        "Place: 2 of 2\nPoints: 15\nGames: 2, won 1\nRight: 1 of 2, 50 %\nBest streak: 1"
    )
    (everywhere,) = await night.say("/me", user=11, chat=PRIVATE)
    assert everywhere.html.startswith(
        "<b>P11</b> · in all chats\n\nPlace: 1 of 2\nPoints: 30\nGames: 3, won 1"
    )
    (nobody,) = await night.say("/me", sender_chat=CHANNEL)
    assert nobody.html == "You write as a chat, so I cannot tell who you are."


async def test_only_admins_empty_the_board(night: Evening) -> None:
    await play(night, 11, 12)
    await night.begin("/trivia 2")
    await night.vote(11)
    (asked,) = await night.say("/top reset", user=11)
    assert asked.html == (
        "Empty the board of this chat? All games and points here are deleted, for everybody.\n"
        "An admin has to confirm."
    )
    assert await night.press(asked, "Empty the board", user=11) == []
    assert night.talk.telegram.notices == ["Only an admin can empty the board."]
    assert len(board(night.chats, GROUP["id"])) == 2
    night.talk.telegram.admins = {12}
    (done,) = await night.press(asked, "Empty the board", user=12)
    assert done.html == "The board is empty."
    assert board(night.chats, GROUP["id"]) == []
    await night.time.go_by(600)  # the game that is on is not lost
    assert [row.user for row in board(night.chats, GROUP["id"])] == [11]


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
    assert done.html == "Done: nothing of you is kept."
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
    assert "1. <b>someone</b> 15 points" in told
    assert "2. P12 13 points" in told
    (me,) = await night.say("/me", user=987_654_321)
    assert me.html.endswith("You have not finished a game yet.")


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


async def test_privacy_in_five_lines(night: Evening) -> None:
    (told,) = await night.say("/privacy")
    assert len(re.findall(r"^\d\. ", told.html, re.MULTILINE)) == 5
    assert told.html.count("\n") == 6


async def test_the_rules_show_what_answers_are_worth(night: Evening) -> None:
    (rules,) = await night.say("/help trivia")
    assert f"A right answer: {points.RIGHT} points. The first right ones get 5, 3, 1 more." in rules.html
    assert "From 3 right answers in a row on: 2 more for each." in rules.html
    assert "or 3 players." in rules.html
    (begun,) = await night.press(rules, "Play")
    assert begun.html.startswith("🎲 <b>Trivia</b> · 10 questions")
    assert (await night.say("/help scorers"))[0].html.startswith("<b>What you can ask</b>")


async def test_a_quiz_by_its_name_in_talk(night: Evening) -> None:
    (begun,) = await night.say("викторина", chat=PRIVATE, user=11)
    assert begun.html.startswith("🎲 <b>Trivia</b>")
    (board_shown,) = await night.say("топ", chat=PRIVATE, user=11)
    assert board_shown.html.startswith("🏅")
