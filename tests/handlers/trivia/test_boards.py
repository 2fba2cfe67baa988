"""``/top`` and ``/me``, and the rules."""

from datetime import datetime

from store.chats import points
from store.chats.boards import board
from tests.double import CHANNEL, FORUM, GROUP, texts
from tests.handlers.conftest import ZONE
from tests.handlers.trivia.quizzing import Evening, play

PRIVATE = {"id": 11, "type": "private", "first_name": "P11"}


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
    assert refused.html.startswith("“decade” is none of week, month, all and daily.")


async def test_me(night: Evening) -> None:
    (nothing,) = await night.say("/me", user=11)
    assert nothing.html.startswith(
        "<b>P11</b> · in this chat\n\nYou have not finished a game yet.\nYour club"
    )
    await play(night, 11, 12)
    await play(night, 12, wrong=(11,))
    await play(night, 11, chat=FORUM)
    (here,) = await night.say("/me", user=11)
    assert here.html == (
        "<b>P11</b> · in this chat\n\n"
        "Place: 2 of 2\nPoints: 15\nGames: 2, won 1\nRight: 1 of 2, 50 %\nBest streak: 1\n"
        "Your club, for games of teams: <code>/me Tobol</code>"
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


async def test_the_rules_show_what_answers_are_worth(night: Evening) -> None:
    (rules,) = await night.say("/help trivia")
    assert f"A right answer: {points.RIGHT} points. The first right ones get 5, 3, 1 more." in rules.html
    assert "From 3 right answers in a row on: 2 more for each." in rules.html
    assert "or 3 players, all if they are fewer." in rules.html
    (begun,) = await night.press(rules, "Play")
    assert begun.html.startswith("🎲 <b>Trivia</b> · 10 questions")
    assert (await night.say("/help scorers"))[0].html.startswith("<b>/scorers [EDITION or all]</b>")


async def test_a_quiz_by_its_name_in_talk(night: Evening) -> None:
    (begun,) = await night.say("викторина", chat=PRIVATE, user=11)
    assert begun.html.startswith("🎲 <b>Trivia</b>")
    (board_shown,) = await night.say("топ", chat=PRIVATE, user=11)
    assert board_shown.html.startswith("🏅")
