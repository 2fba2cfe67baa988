"""The question of the day, over days: with kills, a missed noon, another time zone, lost rights."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime
from itertools import pairwise

import pytest

from bot.terminal.offline import Refusal
from bot.terminal.sent import SentMessage, SentPoll
from handlers.telegram.delivery import BULK, URGENT
from store.archive.archive import Archive
from store.schedule import daily
from store.schedule.due import What, is_due
from tests.double import FORUM, GROUP, PERSON
from tests.handlers.conftest import ZONE
from tests.handlers.trivia.quizzing import Evening, evening

DAY, HOUR = 86_400.0, 3_600.0
PRIVATE = {"id": PERSON["id"], "type": "private"}
CHAT = GROUP["id"]


@pytest.fixture
async def night(ours: Archive) -> AsyncIterator[Evening]:
    """A group whose admin is 10; it is noon."""
    async with evening(ours) as begun:
        begun.talk.telegram.admins = {10}
        yield begun


async def begin(night: Evening, text: str = "/daily 18:00", **more: object) -> SentMessage:
    (answer,) = await night.say(text, **more)
    return answer


def local(night: Evening) -> datetime:
    return datetime.fromtimestamp(night.time.now, ZONE)


def questions(night: Evening, chat: int = CHAT) -> list[SentPoll]:
    """The polls of days in a chat."""
    return [poll for poll in night.polls if poll.chat == chat]


async def test_a_question_a_day_at_its_hour(night: Evening) -> None:
    answer = await begin(night)
    assert answer.html.startswith(
        "📅 <b>Question of the day</b>\n\nEvery day at 18:00, UTC+5: one question, open until the next."
    )
    await night.time.go_by(6 * HOUR - 1)
    assert night.polls == []
    await night.time.go_by(2)
    assert night.poll.question.startswith("Question of the day · ")
    assert night.poll.sent["disable_notification"] is True
    assert 23 * HOUR < night.poll.sent["open_period"] < DAY
    for number in range(2, 8):
        await night.vote(11)
        await night.time.go_by(DAY)
        assert len(night.polls) == number
    assert len({poll.question for poll in night.polls}) == 7


async def test_yesterday_and_streaks_are_said_with_the_next_one(night: Evening) -> None:
    await begin(night)
    told = []
    for right, wrong in (((11, 12), (13,)), ((11, 12), ()), ((11,), (12,)), ((), ())):
        await night.time.go_by(DAY)
        told.append(night.poll.sent.get("description"))
        for user in right:
            await night.vote(user)
        for user in wrong:
            await night.vote(user, right=False)
    await night.time.go_by(DAY)
    assert told == [
        None,
        "Yesterday: 2 of 3 right.",
        "Yesterday: 2 of 2 right. 🔥 P11: 2 in a row. 🔥 P12: 2 in a row.",
        "Yesterday: 1 of 2 right. 🔥 P11: 3 in a row.",
    ]
    assert "description" not in night.poll.sent  # nobody answered
    await night.vote(11)
    await night.time.go_by(DAY)
    assert night.poll.sent["description"] == "Yesterday: 1 of 1 right."  # the streak was broken


async def test_alone(night: Evening) -> None:
    await begin(night, user=PERSON["id"], chat=PRIVATE)
    await night.time.go_by(DAY)
    await night.vote(PERSON["id"])
    await night.time.go_by(DAY)
    assert night.poll.sent["description"] == "Yesterday: right. ✅"
    await night.vote(PERSON["id"])
    await night.time.go_by(DAY)
    assert night.poll.sent["description"] == "Yesterday: right. ✅ 🔥 2 in a row."
    await night.vote(PERSON["id"], right=False)
    await night.time.go_by(DAY)
    assert night.poll.sent["description"] == "Yesterday: wrong. ❌"


async def test_all_chats_of_a_language_have_the_same(night: Evening) -> None:
    places = [GROUP, {**GROUP, "id": -1005}, PRIVATE]
    for hour, place in zip((13, 15, 23), places, strict=True):
        await begin(night, f"/daily {hour}", user=10 if place is not PRIVATE else PERSON["id"], chat=place)
    await night.time.go_by(12 * HOUR)
    asked = {(poll.question, tuple(poll.options), poll.correct) for poll in night.polls}
    assert len(night.polls) == 3
    assert len(asked) == 1


async def test_only_admins_change_it_in_a_group(night: Evening) -> None:
    assert (await begin(night, user=11)).html == "Only an admin can change the question of the day."
    shown = await begin(night, "/daily", user=11)
    assert "An admin chooses a time:" in shown.html
    await begin(night)
    assert (await begin(night, "/daily off", user=11)).html.startswith("Only an admin")
    assert (await begin(night, "/daily выкл")).html == "The question of the day is off here."
    await night.time.go_by(3 * DAY)
    assert night.polls == []


@pytest.mark.parametrize(
    ("typed", "minute"),
    [("9", 540), ("09:05", 545), ("9.05", 545), ("0", 0), ("23 59", 1439)],
)
async def test_times_as_people_write_them(night: Evening, typed: str, minute: int) -> None:
    await begin(night, f"/daily {typed}")
    found = daily.daily_of(night.chats, CHAT)
    assert found is not None
    assert found.minute == minute


@pytest.mark.parametrize("typed", ["24", "12:60", "noon-ish", "-1", "99999"])
async def test_what_is_no_time(night: Evening, typed: str) -> None:
    assert (await begin(night, f"/daily {typed}")).html == (
        f"“{typed}” is no time of day. For example: <code>/daily 12:00</code>"
    )
    assert daily.daily_of(night.chats, CHAT) is None


async def test_times_by_button(night: Evening) -> None:
    shown = await begin(night, "/daily")
    await night.press(shown, "21:00")
    assert "Every day at 21:00" in shown.html
    await night.press(shown, "Switch off")
    assert shown.html == "The question of the day is off here."


async def test_a_week_without_an_answer_ends_it(night: Evening) -> None:
    await begin(night)
    await night.time.go_by(DAY)
    await night.vote(11)
    await night.time.go_by(6 * DAY)
    assert len(night.polls) == 7
    await night.time.go_by(DAY)
    assert len(night.polls) == 8  # six had none: the seventh may still get one
    before = len(night.talk.telegram.messages)
    await night.time.go_by(5 * DAY)
    assert len(night.polls) == 8
    (told,) = list(night.talk.telegram.messages.values())[before:]
    assert told.html.startswith("Nobody has answered the question of the day for a week, so it ends here.")
    assert is_due(night.chats, CHAT, What.DAILY) is None


async def test_an_answer_now_and_then_keeps_it(night: Evening) -> None:
    await begin(night)
    for _ in range(3):
        await night.time.go_by(6 * DAY)
        await night.vote(11, right=False)
    await night.time.go_by(DAY)
    assert daily.daily_of(night.chats, CHAT) is not None


async def test_a_missed_noon_is_made_up_for_on_the_same_day(ours: Archive, night: Evening) -> None:
    await begin(night)
    before = night.polls
    night.time.now += 8 * HOUR  # the machine was off until 20:00
    async with evening(ours, night.chats, night) as later:
        later.time.now = night.time.now
        later.scheduler.resume()
        await later.time.settle()
        assert len(later.polls) == len(before) + 1
        assert later.poll.sent["open_period"] == 22 * HOUR - 60
        await later.time.go_by(22 * HOUR - 1)
        assert len(later.polls) == len(before) + 1
        await later.time.go_by(2)
        assert len(later.polls) == len(before) + 2


async def test_days_that_were_missed_altogether_are_not_asked(ours: Archive, night: Evening) -> None:
    await begin(night)
    await night.time.go_by(DAY)
    await night.vote(11)
    night.time.now += 4 * DAY
    async with evening(ours, night.chats, night) as later:
        later.scheduler.resume()
        await later.time.settle()
        assert len(later.polls) == 2
        await later.vote(11)
        await later.time.go_by(DAY)
        # The streak goes on: what was not asked could not be answered.
        assert later.poll.sent["description"] == "Yesterday: 1 of 1 right. 🔥 P11: 2 in a row."


async def test_a_kill_between_sending_and_writing(ours: Archive, night: Evening) -> None:
    """The poll is not known to have been sent: it is sent again, once."""
    await begin(night)
    night.talk.telegram.outages["sendPoll"] = Refusal("Bad Gateway", 502)
    await night.time.go_by(6 * HOUR + 1)
    assert night.polls == []
    del night.talk.telegram.outages["sendPoll"]
    async with evening(ours, night.chats, night) as later:
        later.scheduler.resume()
        await later.time.settle()
        assert len(later.polls) == 1
        async with evening(ours, later.chats, later) as again:
            again.scheduler.resume()
            await again.time.go_by(HOUR)
            assert len(again.polls) == 1


async def test_an_outage_is_waited_out(night: Evening) -> None:
    await begin(night)
    night.talk.telegram.outages["sendPoll"] = Refusal("Bad Gateway", 502)
    await night.time.go_by(9 * HOUR)
    del night.talk.telegram.outages["sendPoll"]
    assert night.polls == []
    await night.time.go_by(HOUR)
    assert len(night.polls) == 1
    await night.time.go_by(20 * HOUR)
    assert len(night.polls) == 2


async def test_a_vote_before_the_poll_is_known_counts(night: Evening) -> None:
    await begin(night)
    night.talk.telegram.outages["sendPoll"] = Refusal("Bad Gateway", 502)
    await night.time.go_by(6 * HOUR + 1)
    question = daily.question_of(night.chats, local(night).date(), "en")
    assert question is not None
    (option,) = question.correct
    vote = {"poll_id": "p", "user": {"id": 11, "first_name": "P11", "is_bot": False}, "option_ids": [option]}
    await night.talk.update({"poll_answer": {**vote, "option_persistent_ids": [str(option)]}})
    poll = {"id": "p", "question": question.question, "total_voter_count": 1, "is_closed": False}
    options = [
        {"text": text, "voter_count": 0, "persistent_id": str(place)}
        for place, text in enumerate(question.options)
    ]
    kind = {"is_anonymous": False, "type": "quiz", "allows_multiple_answers": False, "options": options}
    more = {"allows_revoting": False, "members_only": False, "correct_option_ids": [option]}
    await night.talk.update({"poll": {**poll, **kind, **more}})
    del night.talk.telegram.outages["sendPoll"]
    await night.time.go_by(HOUR)
    assert night.polls == []  # it was sent, as the vote shows: not again
    assert [row.right for row in daily.streaks(night.chats, CHAT)] == [1]


async def test_a_clock_that_ran_ahead(ours: Archive, night: Evening) -> None:
    await begin(night)
    night.time.now += 9 * DAY
    async with evening(ours, night.chats, night) as wrong:
        wrong.scheduler.resume()
        await wrong.time.settle()
        assert len(wrong.polls) == 1
        wrong.time.now -= 9 * DAY
        async with evening(ours, wrong.chats, wrong) as right:
            right.scheduler.resume()
            await right.time.go_by(6 * HOUR + 1)
            assert len(right.polls) == 2


async def test_a_clock_that_is_put_back_a_little_asks_nothing_twice(ours: Archive, night: Evening) -> None:
    await begin(night)
    await night.time.go_by(6 * HOUR + 1)
    night.time.now -= 600
    async with evening(ours, night.chats, night) as back:
        back.scheduler.resume()
        await back.time.go_by(2 * HOUR)
        assert len(back.polls) == 1
        await back.time.go_by(DAY)
        assert len(back.polls) == 2


async def test_another_time_zone(night: Evening) -> None:
    await begin(night)
    (answer,) = await night.say("/settings timezone Europe/Berlin")
    assert "Time zone: <b>UTC+2, now 09:00</b>" in answer.html
    await night.time.go_by(6 * HOUR + 1)
    assert night.polls == []
    await night.time.go_by(3 * HOUR)
    assert len(night.polls) == 1
    await night.say("/settings timezone Asia/Almaty")  # where it is 21:00 of the same day
    await night.time.go_by(20 * HOUR)
    assert len(night.polls) == 1
    await night.time.go_by(2 * HOUR)
    assert len(night.polls) == 2


async def test_clocks_that_go_forward_and_back(night: Evening) -> None:
    await night.say("/settings timezone Europe/Berlin")
    night.time.now = datetime.fromisoformat("2027-03-27T12:00+00:00").timestamp()
    await begin(night, "/daily 2:30")
    at = []
    for _ in range(3):
        before = len(night.polls)
        while len(night.polls) == before:
            await night.time.go_by(600)
        await night.vote(11)
        at.append(night.time.now)
    gaps = [later - earlier for earlier, later in pairwise(at)]
    assert all(22 * HOUR < gap < 26 * HOUR for gap in gaps)


async def test_a_chat_that_blocks_the_bot_is_asked_no_more(night: Evening) -> None:
    await begin(night)
    night.talk.telegram.outages["sendPoll"] = Refusal(
        "Forbidden: bot was kicked from the supergroup chat", 403
    )
    await night.time.go_by(DAY)
    assert daily.daily_of(night.chats, CHAT) is None
    del night.talk.telegram.outages["sendPoll"]
    await night.time.go_by(3 * DAY)
    assert night.polls == []


async def test_a_chat_that_takes_no_polls_is_told(night: Evening) -> None:
    await begin(night)
    night.talk.telegram.outages["sendPoll"] = Refusal(
        "Bad Request: not enough rights to send polls to the chat"
    )
    await night.time.go_by(6 * HOUR + 1)
    assert "I may not send polls here" in list(night.talk.telegram.messages.values())[-1].html
    assert daily.daily_of(night.chats, CHAT) is None


async def test_a_bot_that_leaves_asks_no_more(night: Evening) -> None:
    await begin(night)
    night.host.gone(CHAT)
    await night.time.go_by(2 * DAY)
    assert night.polls == []


async def test_a_group_that_becomes_a_supergroup(night: Evening) -> None:
    await begin(night)
    await night.time.go_by(6 * HOUR + 1)
    await night.vote(11)
    night.host.move(CHAT, -1009)
    await night.time.go_by(DAY)
    assert [poll.chat for poll in night.polls] == [CHAT, -1009]
    assert night.poll.sent["description"] == "Yesterday: 1 of 1 right."


async def test_it_stays_in_its_topic(night: Evening) -> None:
    await begin(night, chat=FORUM, message_thread_id=7, is_topic_message=True)
    await night.time.go_by(DAY)
    assert night.poll.sent["message_thread_id"] == 7


async def test_ones_own_days_can_be_copied_without_the_answers(night: Evening) -> None:
    await begin(night)
    for right in (True, True, None, False, True):
        await night.time.go_by(DAY)
        if right is not None:
            await night.vote(11, right=right)
    shown = await begin(night, "/daily", user=11)
    assert "Yours: 🟩🟩⬜🟥🟩" in shown.html
    (copy,) = (
        button["copy_text"]["text"]
        for row in shown.sent["reply_markup"]["inline_keyboard"]
        for button in row
        if "copy_text" in button
    )
    assert copy == "Kazakhstan Cup · question of the day\n🟩🟩⬜🟥🟩"
    assert "Yours" not in (await begin(night, "/daily", user=15)).html


async def test_the_board_of_days(night: Evening) -> None:
    await begin(night)
    for _ in range(3):
        await night.time.go_by(DAY)
        await night.vote(12)
        await night.vote(11, right=False)
    (board,) = await night.say("/top daily")
    assert board.html == (
        "📅 <b>Question of the day</b>\n\n1. <b>P12</b> 3 of 3 right · 🔥 3 in a row\n2. P11 0 of 3 right"
    )
    night.talk.telegram.left = {12}
    night.time.now += DAY
    (board,) = await night.say("/top daily")
    assert "P12" not in board.html
    assert "1. <b>P11</b>" in board.html


async def test_forgetting_and_emptying(night: Evening) -> None:
    await begin(night)
    await night.time.go_by(DAY)
    await night.vote(11)
    await night.vote(12)
    (asked,) = await night.say("/forgetme", 11)
    await night.press(asked, "Forget me", 11)
    assert [row.user for row in daily.streaks(night.chats, CHAT)] == [12]
    (asked,) = await night.say("/top reset")
    await night.press(asked, "Empty the board")
    assert daily.streaks(night.chats, CHAT) == []
    assert daily.daily_of(night.chats, CHAT) is not None


async def test_a_game_goes_on_beside_it(night: Evening) -> None:
    await begin(night, "/daily 12:01")
    await night.begin("/trivia 3")
    await night.vote(11)
    await night.time.go_by(60)
    of_day = next(poll for poll in night.polls if poll.question.startswith("Question of the day"))
    await night.vote(11, poll=of_day)
    assert [row.right for row in daily.streaks(night.chats, CHAT)] == [1]
    assert "1 of 1 right" in await night.table()


async def test_a_record_that_is_locked_for_a_moment_asks_nothing_twice(
    night: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(night)
    failed: list[int] = []
    sent = daily.sent

    def locked(*values: object) -> None:
        if len(failed) < 2:
            failed.append(1)
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        sent(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(daily, "sent", locked)
    await night.time.go_by(7 * HOUR)
    assert len(failed) == 2
    assert len(night.polls) == 1
    await night.vote(11)
    assert [row.right for row in daily.streaks(night.chats, CHAT)] == [1]


async def test_a_time_that_is_changed_while_it_is_asked(night: Evening) -> None:
    await begin(night)
    await night.time.go_by(6 * HOUR + 1)
    await begin(night, "/daily 21:00")
    await night.time.go_by(3 * HOUR)
    assert len(night.polls) == 1  # this day has had one
    await night.time.go_by(DAY)
    assert len(night.polls) == 2
    assert local(night).hour == 21


async def test_alone_it_is_in_the_language_that_one_asks_in(night: Evening) -> None:
    """Also before any is chosen."""
    writer = {**PERSON, "language_code": "ru"}
    await night.talk.say("/daily 18:00", PRIVATE, **{"from": writer})
    await night.time.go_by(DAY)
    assert night.poll.question.startswith("Вопрос дня · ")


async def test_days_of_a_clock_that_ran_ahead_end_nothing(ours: Archive, night: Evening) -> None:
    await begin(night)
    night.time.now += 30 * DAY
    async with evening(ours, night.chats, night) as wrong:
        wrong.scheduler.resume()
        await wrong.time.settle()
        wrong.time.now -= 30 * DAY
        async with evening(ours, wrong.chats, wrong) as right:
            right.scheduler.resume()
            for _ in range(9):
                await right.time.go_by(DAY)
                await right.vote(11)
            assert daily.daily_of(right.chats, CHAT) is not None
            assert [(row.right, row.streak) for row in daily.streaks(right.chats, CHAT)] == [(9, 9)]


async def test_yesterday_is_yesterday(night: Evening) -> None:
    await begin(night)
    await night.time.go_by(DAY)
    await night.vote(11)
    await begin(night, "/daily off")
    await night.time.go_by(9 * DAY)
    await begin(night)
    await night.time.go_by(DAY)
    assert "description" not in night.poll.sent


async def test_a_time_moved_to_earlier_closes_what_is_open_and_breaks_no_streak(night: Evening) -> None:
    await begin(night)
    for _ in range(3):
        await night.time.go_by(DAY)
        await night.vote(11)
    await night.time.go_by(8 * HOUR)
    await night.vote(11)
    await begin(night, "/daily 9:00")
    await night.time.go_by(DAY)
    earlier, latest = night.polls[-2:]
    assert earlier.closed
    await night.vote(12, poll=latest)
    await night.vote(11, poll=latest)
    await night.vote(12, poll=earlier)  # which Telegram took in time, and which arrives late
    rows = {row.user: (row.right, row.streak) for row in daily.streaks(night.chats, CHAT)}
    assert rows == {11: (5, 5), 12: (2, 1)}


async def test_what_comes_by_itself_is_not_urgent(night: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though a button was pressed for it."""
    seen: list[tuple[bool, bool]] = []
    call = night.talk.telegram.call

    def noting(method: str, parameters: dict[str, object]) -> object:
        if method == "sendPoll":
            seen.append((URGENT.get(), BULK.get()))
        return call(method, parameters)

    monkeypatch.setattr(night.talk.telegram, "call", noting)
    await begin(night)
    token = URGENT.set(True)
    await night.time.go_by(DAY)
    URGENT.reset(token)
    assert seen == [(False, True)]


async def test_a_group_that_was_played_in_before_it_was_known_to_have_moved(night: Evening) -> None:
    for chat in (CHAT, -1009):
        await begin(night, chat={**GROUP, "id": chat})
    for _ in range(3):
        await night.time.go_by(DAY)
        for poll in night.polls[-2:]:
            if poll.chat == CHAT or len(night.polls) == 6:
                await night.vote(11, poll=poll)
    night.host.move(CHAT, -1009)
    assert [(row.answered, row.right, row.best) for row in daily.streaks(night.chats, -1009)] == [(4, 4, 3)]
