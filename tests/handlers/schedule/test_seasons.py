"""Seasons: a month of games, its winner's card, and the list of winners."""

from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.terminal.sent import SentMessage
from store.archive.archive import Archive
from store.schedule.due import What, is_due
from store.schedule.seasons import seasons_of
from tests.double import GROUP, PERSON
from tests.handlers.conftest import ZONE
from tests.handlers.trivia.quizzing import Evening, evening, play

CHAT = GROUP["id"]
DAY = 86_400.0


@pytest.fixture
async def night(ours: Archive) -> AsyncIterator[Evening]:
    """A group at noon on 8 August 2026."""
    async with evening(ours) as begun:
        yield begun


def cards(night: Evening) -> list[SentMessage]:
    """The winners' cards."""
    return [message for message in night.talk.telegram.messages.values() if message.html.startswith("🏆 <b>")]


async def test_the_winner_of_a_month_is_told_on_the_first_of_the_next(night: Evening) -> None:
    await play(night, 11, 12, wrong=(13,))
    await play(night, 11, 12)
    due = is_due(night.chats, CHAT, What.SEASON)
    assert due is not None
    assert datetime.fromtimestamp(due, ZONE).isoformat() == "2026-09-01T12:00:00+05:00"
    night.scheduler.resume()
    await night.time.go_by(25 * DAY)
    (card,) = cards(night)
    assert card.html == (
        "🏆 <b>August 2026: P11</b>\n\n"
        "🥇 P11 30 points · 2 games · 2 won\n"
        "🥈 P12 26 points · 2 games\n"
        "🥉 P13 0 points · 1 game\n\n"
        "A new month begins: everybody starts from 0."
    )
    assert card.sent["disable_notification"] is True
    assert is_due(night.chats, CHAT, What.SEASON) is None
    (board,) = await night.say("/top")
    await night.press(board, "Winners")
    assert board.html == "🏆 <b>Winners of the months</b>\n\nAugust 2026: <b>P11</b> 30 points"


async def test_each_month_has_its_own(night: Evening) -> None:
    night.scheduler.resume()
    for first, second in ((11, 12), (12, 11), (11, 12)):
        await play(night, first, second)
        await night.time.go_by(31 * DAY)
    await night.time.go_by(31 * DAY)
    assert [card.html.split("\n")[0] for card in cards(night)] == [
        "🏆 <b>August 2026: P11</b>",
        "🏆 <b>September 2026: P12</b>",
        "🏆 <b>October 2026: P11</b>",
    ]
    assert [season.user for season in seasons_of(night.chats, CHAT, 9)] == [11, 12, 11]


async def test_who_is_level_shares_it(night: Evening) -> None:
    night.scheduler.resume()
    await play(night, 11, 12)
    await play(night, 12, 11)
    await night.time.go_by(31 * DAY)
    (card,) = cards(night)
    assert card.html.startswith("🏆 <b>August 2026: P11, P12</b>")


@pytest.mark.parametrize("players", [(11,), ()])
async def test_a_month_that_nobody_won_has_no_card(night: Evening, players: tuple[int, ...]) -> None:
    night.scheduler.resume()
    await play(night, *players, wrong=(12, 13) if not players else ())
    await night.time.go_by(31 * DAY)
    assert cards(night) == []


async def test_alone_there_are_no_seasons(night: Evening) -> None:
    await play(night, PERSON["id"], chat={"id": PERSON["id"], "type": "private"})
    assert is_due(night.chats, PERSON["id"], What.SEASON) is None


async def test_a_game_before_the_card_belongs_to_the_new_month(night: Evening) -> None:
    await play(night, 11, 12)
    night.time.now = datetime(2026, 9, 1, 9, tzinfo=ZONE).timestamp()
    await play(night, 12, 11)
    night.scheduler.resume()
    await night.time.go_by(DAY)
    assert [card.html.split("\n")[0] for card in cards(night)] == ["🏆 <b>August 2026: P11</b>"]
    await night.time.go_by(31 * DAY)
    assert [card.html.split("\n")[0] for card in cards(night)][1:] == ["🏆 <b>September 2026: P12</b>"]


async def test_a_card_that_was_due_while_the_bot_was_away(ours: Archive, night: Evening) -> None:
    await play(night, 11, 12)
    night.time.now += 40 * DAY
    async with evening(ours, night.chats, night) as later:
        later.scheduler.resume()
        await later.time.settle()
        (card,) = cards(later)
        assert card.html.startswith("🏆 <b>August 2026: P11</b>")


async def test_another_time_zone_ends_the_same_month(night: Evening) -> None:
    night.talk.telegram.admins = {10}
    await night.say("/settings timezone Asia/Seoul")
    await play(night, 11, 12)
    await night.say("/settings timezone America/New_York")
    due = is_due(night.chats, CHAT, What.SEASON)
    assert due is not None
    assert (
        datetime.fromtimestamp(due, ZoneInfo("America/New_York")).isoformat() == "2026-09-01T12:00:00-04:00"
    )
    night.scheduler.resume()
    await night.time.go_by(40 * DAY)
    assert [card.html.split("\n")[0] for card in cards(night)] == ["🏆 <b>August 2026: P11</b>"]


async def test_who_was_restricted_and_left_is_not_on_the_board(night: Evening) -> None:
    await play(night, 11, 12)
    night.talk.telegram.restricted = {11}
    (board,) = await night.say("/top")
    assert "P11" not in board.html
    assert "1. <b>P12</b>" in board.html
