"""Following clubs, and this day at nine: a year of it, outages, chats that are left, and what ends it."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.terminal.offline import Refusal
from bot.terminal.sent import SentMessage
from store.archive.archive import Archive
from store.archive.days import how_many_on
from store.cup.values import Day, MatchStatus
from store.schedule.mornings import mornings_of
from tests.double import FORUM, GROUP, buttons_of, texts
from tests.handlers.conftest import ZONE
from tests.handlers.trivia.quizzing import Evening, evening

DAY, HOUR = 86_400.0, 3_600.0
PRIVATE = {"id": 11, "type": "private", "first_name": "P11"}


@pytest.fixture
async def night(ours: Archive) -> AsyncIterator[Evening]:
    """A group whose admin is 10; it is noon."""
    async with evening(ours) as begun:
        begun.talk.telegram.admins = {10}
        yield begun


def local(night: Evening) -> datetime:
    return datetime.fromtimestamp(night.time.now, ZONE)


async def until(night: Evening, hour: int, days: int = 0) -> None:
    """Let the clock be at an *hour* of a day, *days* after today, and the scheduler look at it."""
    at = datetime.combine(local(night).date() + timedelta(days), datetime.min.time(), ZONE)
    night.time.now = (at + timedelta(hours=hour)).timestamp() + 30
    await night.scheduler.serve(0)


async def mornings(night: Evening, days: int, hour: int = 9) -> dict[date, list[SentMessage]]:
    """What comes by itself in so many mornings from tomorrow on."""
    found: dict[date, list[SentMessage]] = {}
    for _ in range(days):
        night.talk.telegram.take_changed()
        await until(night, hour, 1)
        if came := night.talk.telegram.take_changed():
            found[local(night).date()] = came
    return found


def great_days(archive: Archive, club: str) -> dict[tuple[int, int], int]:
    """How many ties each day of the year tells of *club*, worked out from the editions."""
    found: dict[tuple[int, int], set[Any]] = {}
    for label in archive.labels:
        for tie in archive.edition(label).ties:
            for match in tie.matches:
                when = match.date
                sides = {match.home.club, match.away.club}
                if not when or not when.exact or match.status is not MatchStatus.PLAYED or club not in sides:
                    continue
                if tie.round.code in ("F", "SF") or (match.score and match.score.total >= 5):
                    found.setdefault((when.month or 0, when.day or 0), set()).add(tie.key)
    return {day: len(ties) for day, ties in found.items()}


async def follow(night: Evening, text: str = "/follow Kairat", **more: Any) -> SentMessage:
    (answer,) = await night.say(text, **more)
    return answer


async def test_a_year_of_a_club(night: Evening, ours: Archive) -> None:
    shown = await follow(night)
    assert shown.html.startswith(
        "⭐ <b>Following</b>\n\nFollowed here: Kairat.\nOn the anniversaries of its finals"
    )
    great, told = great_days(ours, "kairat"), date.min
    expected = []
    for number in range(1, 367):
        day = local(night).date() + timedelta(number)
        if (day.month, day.day) in great and day - told >= timedelta(7):
            expected.append(day)
            told = day
    came = await mornings(night, 366)
    assert len(expected) > 12
    assert list(came) == expected
    assert all(len(messages) == 1 for messages in came.values())
    for day, (message,) in came.items():
        assert message.chat == GROUP["id"]
        assert "On this day: Kairat" in message.html
        assert message.html.count("Kairat") > min(great[day.month, day.day], 4)
        assert message.sent["disable_notification"] is True


async def test_what_it_looks_like(night: Evening) -> None:
    await follow(night)
    came = await mornings(night, 120)
    (message,) = came[date(2026, 11, 22)] if date(2026, 11, 22) in came else next(iter(came.values()))
    assert message.html.startswith("⭐ <b>On this day: Kairat</b> · ")
    assert texts(message)[-2:] == ["The day", "Following …"]
    (following,) = await night.press(message, "Following …")
    assert "Followed here: Kairat." in following.html


async def test_none_twice_however_often_the_bot_is_started(night: Evening) -> None:
    await follow(night)
    came = await mornings(night, 60)
    for hour in (10, 12, 20):
        night.scheduler.resume()
        await until(night, hour)
        assert night.talk.telegram.take_changed() == []
    assert came


async def first_day(night: Evening) -> int:
    """How many days from now the next great day of Kairat is."""
    great = great_days(night.services.archive, "kairat")
    days = (local(night).date() + timedelta(number) for number in range(1, 367))
    return next(number for number, day in enumerate(days, start=1) if (day.month, day.day) in great)


async def test_late_on_the_same_day_but_not_after_it(night: Evening) -> None:
    await follow(night)
    days = await first_day(night)
    await until(night, 15, days)  # the bot was away in the morning
    assert len(night.talk.telegram.take_changed()) == 1


@pytest.mark.parametrize("hour", [21, 23, 24 + 0, 24 + 9, 24 + 15])
async def test_nothing_is_late_after_an_outage(night: Evening, hour: int) -> None:
    """The bot was away from before nine on the day until the evening, or the day after."""
    await follow(night)
    days = await first_day(night)
    great = great_days(night.services.archive, "kairat")
    after = local(night).date() + timedelta(days + 1)
    assert (after.month, after.day) not in great
    night.talk.telegram.take_changed()
    await until(night, hour, days)
    assert night.talk.telegram.take_changed() == []
    assert night.chats.rows("SELECT told FROM mornings") == [{"told": None}]


async def test_a_message_that_may_have_been_lost_is_not_sent_again(night: Evening) -> None:
    await follow(night)
    days = await first_day(night)
    night.talk.telegram.refusals["sendMessage"] = Refusal("Bad Gateway", 502)
    await until(night, 9, days)
    night.time.now += 2 * HOUR
    await night.scheduler.serve(0)
    assert night.talk.telegram.take_changed() == []


async def test_flooding_is_waited_out(night: Evening) -> None:
    await follow(night)
    days = await first_day(night)
    night.talk.telegram.refusals["sendMessage"] = Refusal("Too Many Requests", 429, retry_after=60)
    await until(night, 9, days)
    assert night.talk.telegram.take_changed() == []
    night.time.now += 120
    await night.scheduler.serve(0)
    assert len(night.talk.telegram.take_changed()) == 1


async def test_who_blocks_the_bot_is_told_nothing_more(night: Evening) -> None:
    await follow(night, user=11, chat=PRIVATE)
    await night.say("/settings today on", 11, PRIVATE)
    night.talk.telegram.refusals["sendMessage"] = Refusal("Forbidden: bot was blocked by the user", 403)
    await mornings(night, 40)
    for table in ("mornings", "follows", "due"):
        assert night.chats.rows(f"SELECT * FROM {table}") == []
    assert await mornings(night, 40) == {}


async def test_a_group_that_throws_the_bot_out(night: Evening) -> None:
    await follow(night)
    me = {"id": 1, "is_bot": True, "first_name": "Kubok"}
    change = {
        "chat": GROUP,
        "from": night.talk.message("")["from"],
        "date": 1,
        "old_chat_member": {"status": "member", "user": me},
        "new_chat_member": {"status": "left", "user": me},
    }
    await night.talk.update({"my_chat_member": change})
    assert mornings_of(night.chats, GROUP["id"]) is None
    assert await mornings(night, 60) == {}


async def test_a_group_that_becomes_a_supergroup(night: Evening) -> None:
    await follow(night)
    await night.say("/settings today on")
    await night.talk.update(
        {"message": {**night.talk.message("", GROUP), "migrate_to_chat_id": -2002, "text": None}}
    )
    came = await mornings(night, 20)
    assert {message.chat for messages in came.values() for message in messages} == {-2002}


async def test_this_day_at_nine(night: Evening, ours: Archive) -> None:
    (shown,) = await night.say("/today", 11, PRIVATE)
    (settings,) = await night.press(shown, "Every morning", 11)
    assert "On this day, at nine: <b>on</b>" in settings.html
    came = await mornings(night, 30)
    played = {
        (match.date.month, match.date.day)
        for label in ours.labels
        for tie in ours.edition(label).ties
        for match in tie.matches
        if match.date and match.date.exact and match.was_begun
    }
    days = [date(2026, 8, 8) + timedelta(number) for number in range(1, 31)]
    assert list(came) == [day for day in days if (day.month, day.day) in played]
    assert all(len(messages) == 1 for messages in came.values())
    (message,) = next(iter(came.values()))
    assert message.html.startswith("📅")
    (settings,) = await night.press(message, "No more", 11)
    assert "On this day, at nine: <b>off</b>" in settings.html
    assert await mornings(night, 10) == {}
    assert night.chats.rows("SELECT * FROM due") == []


async def test_whoever_wants_every_day_is_not_told_of_clubs_too(night: Evening) -> None:
    await follow(night)
    await night.say("/settings today on")
    came = await mornings(night, 60)
    assert all(len(messages) == 1 for messages in came.values())
    assert not any("⭐" in message.html for messages in came.values() for message in messages)


async def test_settings_show_and_end_each(night: Evening) -> None:
    await follow(night)
    await follow(night, "/follow Tobol")
    await night.say("/daily 12:00")
    await night.say("/settings today on")
    (settings,) = await night.say("/settings")
    assert "On this day, at nine: <b>on</b>" in settings.html
    assert "Question of the day: <b>12:00</b>\nFollowing: <b>Kairat, Tobol</b>" in settings.html
    (following,) = await night.press(settings, "Following")
    assert texts(following) == ["✕ Kairat", "✕ Tobol"]
    (following,) = await night.press(following, "✕ Kairat")
    assert texts(following) == ["✕ Tobol"]
    (following,) = await night.press(following, "✕ Tobol")
    assert "No club is followed here." in following.html
    (settings,) = await night.say("/settings")
    (choices,) = await night.press(settings, "On this day, at nine")
    (settings,) = await night.press(choices, "off")
    assert "On this day, at nine: <b>off</b>" in settings.html
    (shown,) = await night.press(settings, "Question of the day")
    await night.press(shown, "Switch off")
    for table in ("mornings", "follows", "due", "daily"):
        assert night.chats.rows(f"SELECT * FROM {table}") == []


async def test_only_admins_choose_for_a_group(night: Evening) -> None:
    refused = await follow(night, user=11)
    assert refused.html == "Only an admin chooses which clubs are followed here."
    (shown,) = await night.say("/follow", 11)
    assert "No club is followed here. An admin chooses one:" in shown.html
    (card,) = await night.say("/club Kairat", 10)
    (came,) = await night.press(card, "Follow")
    assert came.id != card.id  # the card stays
    assert "Followed here: Kairat." in came.html
    assert await night.press(came, "✕ Kairat", 11) == []


async def test_in_a_topic_and_in_ones_own_time_zone(night: Evening) -> None:
    more = {"message_thread_id": 7, "is_topic_message": True}
    await night.say("/follow Kairat", chat=FORUM, **more)
    await night.say("/settings timezone UTC", chat=FORUM, **more)
    days = await first_day(night)
    await until(night, 10, days)
    assert night.talk.telegram.take_changed() == []
    await until(night, 14)  # nine in UTC
    (message,) = night.talk.telegram.take_changed()
    assert message.sent["message_thread_id"] == 7


async def test_ten_clubs_and_no_more(night: Evening) -> None:
    names = iter(["Kairat", "Astana", "Tobol", "Zhenis", "Aktobe", "Kaisar", "Ordabasy", "Atyrau", "Dostyk"])
    for name in [*names, "Irtysh Pavlodar"]:
        shown = await follow(night, f"/follow {name}")
        assert name in shown.html
    assert len(night.chats.rows("SELECT * FROM follows")) == 10
    refused = await follow(night, "/follow Taraz")
    assert refused.html == "10 clubs at most can be followed here; leave another one first."
    assert "Followed here" in (await follow(night, "/follow Tobol")).html  # it is already
    assert len(night.chats.rows("SELECT * FROM follows")) == 10


async def test_what_is_no_club(night: Evening) -> None:
    refused = await follow(night, "/follow Barcelona")
    assert "Barcelona" in refused.html
    assert night.chats.rows("SELECT * FROM follows") == []


async def test_all_at_once(night: Evening) -> None:
    await follow(night)
    await follow(night, "/follow Tobol")
    off = await follow(night, "/follow off")
    assert "No club is followed here." in off.html
    assert buttons_of(off) == {}


async def test_forgetting(night: Evening) -> None:
    await follow(night, user=11, chat=PRIVATE)
    await night.say("/settings today on", 11, PRIVATE)
    (asked,) = await night.say("/forgetme", 11, PRIVATE)
    await night.press(asked, "Forget me", 11)
    tables = night.chats.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '!_%' ESCAPE '!'"
    )
    for table in tables:
        for row in night.chats.rows(f"SELECT * FROM [{table['name']}]"):
            assert 11 not in row.values(), table
    assert await mornings(night, 30) == {}


async def test_a_day_whose_clocks_go_forward(night: Evening, ours: Archive) -> None:
    """The last Sunday of March in Berlin, on which the archive has matches in 2027."""
    await night.say("/settings timezone Europe/Berlin")
    await night.say("/settings today on")
    zone = ZoneInfo("Europe/Berlin")
    for day in (27, 28, 29):
        night.time.now = datetime(2027, 3, day, 9, 0, 30, tzinfo=zone).timestamp()
        night.talk.telegram.take_changed()
        await night.scheduler.serve(0)
        came = len(night.talk.telegram.take_changed())
        assert came == (how_many_on(ours, [Day(3, day)]) > 0), day


async def test_a_club_that_left_the_archive_takes_no_room(night: Evening) -> None:
    await follow(night)
    night.chats.write("UPDATE follows SET club = 'gone'")
    shown = await follow(night, "/follow Tobol")
    assert "Followed here: Tobol." in shown.html
    assert [row["club"] for row in night.chats.rows("SELECT club FROM follows")] == ["tobol"]
