"""Whole games of trivia, with several people and a clock that the test sets."""

from typing import Any

import pytest
from telegram.error import BadRequest

from bot.terminal.offline import Refusal
from bot.terminal.sent import describe
from handlers.trivia import host as host_module
from store.archive.archive import Archive
from store.chats.boards import EVERYWHERE, board
from store.chats.models import Closing
from tests.double import CHANNEL, FORUM, GROUP, StrictTelegram, person, texts
from tests.handlers.trivia.quizzing import Evening, evening

PRIVATE = {"id": 10, "type": "private", "first_name": "P10"}
ANONYMOUS = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}, "sender_chat": GROUP}
FORBIDDEN = Refusal("Forbidden: bot was kicked from the supergroup chat", 403)
MOVED = Refusal("Bad Request: group chat was upgraded", migrate_to_chat_id=GROUP["id"])
FLOODED = Refusal("Too Many Requests: retry after 30", 429, retry_after=30)
NO_POLLS = Refusal("Bad Request: not enough rights to send polls to the chat")


async def test_a_whole_game(night: Evening) -> None:
    announced = await night.begin("/trivia 3 15s")
    assert announced.html == (
        "🎲 <b>Trivia</b> · 3 questions · 15 s each\n"
        "Everybody here plays: tap an answer. A right one wins 10 points, the first ones win more, and so "
        "does a streak."
    )
    assert night.poll.question.startswith("1/3 · ")
    assert night.poll.sent["open_period"] == 15
    await night.vote(11)
    await night.vote(12)
    await night.vote(13, right=False)
    await night.time.go_by(15)
    assert len(night.polls) == 1
    await night.time.go_by(3)
    assert night.poll.question.startswith("2/3 · ")
    await night.vote(12)
    await night.vote(11)
    await night.vote(13)
    # Everybody who is playing has answered: the poll is closed after some seconds, in which others may join,
    # and the next one comes in a moment.
    await night.time.go_by(4)
    assert not night.poll.closed
    await night.time.go_by(1)
    assert night.poll.closed
    await night.time.go_by(3)
    assert night.poll.question.startswith("3/3 · ")
    await night.vote(11)
    await night.vote(12)
    await night.vote(13)
    assert await night.table() == (
        "🏁 <b>Trivia</b> · 3 questions\n\n"
        "🥇 <b>P11</b> 45 points · 3 of 3 right · 3 in a row\n"
        "🥈 P12 43 points · 3 of 3 right · 3 in a row\n"
        "🥉 P13 22 points · 2 of 3 right · 2 in a row\n\n"
        "⚡ Fastest right answer: P11, 0.0 s.\n"
        "🏆 P11 wins."
    )
    assert night.time.timers == {}


async def test_points_for_speed_and_rows(night: Evening) -> None:
    await night.begin("/trivia 5")
    for _ in range(5):
        for user in (11, 12, 13, 14):
            await night.vote(user)
        await night.next()
    rows = board(night.chats, GROUP["id"])
    # 10 a question, 5, 3, 1 and 0 for speed, 2 more from the third on.
    assert [(row.user, row.points) for row in rows] == [(11, 81), (12, 71), (13, 61), (14, 56)]


async def test_a_wrong_or_missing_answer_ends_a_row_and_a_skipped_question_does_not(night: Evening) -> None:
    await night.begin("/trivia 5")
    for number in range(5):
        if number == 2:
            await night.say("/skip")
        else:
            await night.vote(11)
            await night.vote(12, right=number != 1)
        await night.next()
    shown = list(night.talk.telegram.messages.values())[-1].html
    assert "🥇 <b>P11</b> 64 points · 4 of 4 right · 4 in a row\n" in shown
    assert "🥈 P12 39 points · 3 of 4 right · 2 in a row\n" in shown


async def test_a_tie_is_played_off(night: Evening) -> None:
    await night.begin("/trivia 2")
    for first, second in ((11, 12), (12, 11)):
        await night.vote(first)
        await night.vote(second)
        await night.vote(13, right=False)
        await night.time.go_by(23)
    assert night.poll.question.startswith("Shoot-out · ")
    await night.vote(13)  # is not level with them
    await night.vote(12)
    await night.vote(11)
    assert await night.table() == (
        "🏁 <b>Trivia</b> · 2 questions\n\n"
        "🥇 <b>P12</b> 43 points · 2 of 2 right · 2 in a row\n"
        "🥈 P11 41 points · 2 of 2 right · 2 in a row\n"
        "3. P13 0 points · 0 of 2 right\n\n"
        "⚡ Fastest right answer: P11, 0.0 s.\n"
        "🏆 P12 wins."
    )


async def test_a_play_off_that_nobody_gets_right_is_shared(night: Evening) -> None:
    await night.begin("/trivia 2")
    for first, second in ((11, 12), (12, 11)):
        await night.vote(first)
        await night.vote(second)
        await night.time.go_by(23)
    await night.vote(11, right=False)
    await night.vote(12, right=False)
    shown = await night.table()
    assert "🏆 P11, P12 share the first place." in shown
    assert len(night.polls) == 3


async def test_late_votes(night: Evening) -> None:
    """Telegram took them in time, however late they arrive."""
    await night.begin("/trivia 2")
    await night.vote(11)
    await night.time.go_by(22)
    await night.vote(12)
    await night.time.go_by(0.1)
    await night.vote(13)
    await night.time.go_by(0.9)
    late = night.polls[0]
    await night.vote(14, poll=late)
    await night.vote(11)
    await night.vote(12)
    shown = await night.table()
    assert "P11</b> 30 points" in shown
    assert "P12 26 points" in shown
    assert "P13 11 points" in shown
    assert "P14 10 points" in shown
    await night.vote(15, poll=late)
    assert "P15" not in (await night.say("/top"))[0].html  # the game is over


class Slow:
    """Votes on their way: what has arrived is what *arrived* says."""

    def __init__(self) -> None:
        self.arrived = 0.0
        self.wanted: list[float] = []

    def have_come(self, until: float, _poll: str | None) -> bool:
        self.wanted.append(until)
        return until <= self.arrived


async def test_nothing_is_decided_before_all_votes_have_arrived(ours: Archive) -> None:
    slow = Slow()
    async with evening(ours, arrivals=slow) as night:
        await night.begin("/trivia 2")
        await night.vote(11)
        await night.time.go_by(23)
        assert len(night.polls) == 2  # between questions nothing is decided
        assert slow.wanted == []
        ended = night.time.now + 20
        await night.time.go_by(100)
        assert "🏁" not in "".join(message.html for message in night.talk.telegram.messages.values())
        assert max(slow.wanted) == ended
        await night.vote(12, poll=night.polls[0])
        await night.vote(11)
        await night.vote(12)
        slow.arrived = ended
        shown = await night.table(1)
        assert "P11</b> 30 points" in shown
        assert "P12 26 points" in shown


async def test_a_game_is_not_idle_while_votes_are_on_their_way(ours: Archive) -> None:
    slow = Slow()
    async with evening(ours, arrivals=slow) as night:
        await night.begin("/trivia 3")
        await night.time.go_by(60)
        assert len(night.polls) == 2
        await night.vote(11, poll=night.polls[1])
        slow.arrived = night.time.now
        await night.time.go_by(1)
        assert len(night.polls) == 3


async def test_voters_as_no_client_has_them(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.vote(11, user={"id": 11, "is_bot": False, "first_name": ""})
    await night.vote(12, user={"id": 2**70, "is_bot": False, "first_name": "Far"})
    await night.vote(13, user={"id": 2**62, "is_bot": False, "first_name": "Near"})
    shown = await night.table()
    assert "someone 15" in shown.replace("<b>", "").replace("</b>", "")
    assert "Near 13" in shown
    assert "Far" not in shown


async def test_only_the_first_vote_of_people_on_polls_of_ours_counts(night: Evening) -> None:
    await night.begin("/trivia 1")
    update = await night.vote(11, right=False)
    await night.talk.update(update)
    await night.vote(11)
    await night.talk.update({"poll_answer": {**update["poll_answer"], "option_ids": []}})
    await night.vote(12, user={"id": 12, "is_bot": True, "first_name": "Bot"})
    await night.vote(13, voter_chat=CHANNEL)
    await night.vote(14, poll_id="somebody else's")
    assert await night.table() == ("🏁 <b>Trivia</b> · 1 question\n\n1. P11 0 points · 0 of 1 right")


async def test_nobody_answers(night: Evening) -> None:
    await night.begin("/trivia 10")
    shown = await night.table()
    assert shown == (
        "🏁 <b>Trivia</b> · 2 questions\n\nNobody answered.\n\n"
        "Two questions in a row had no answer, so the game is over."
    )
    assert len(night.polls) == 2


async def test_two_questions_in_a_row_without_an_answer_end_a_game(night: Evening) -> None:
    await night.begin("/trivia 10")
    await night.vote(11)
    await night.vote(12)
    shown = await night.table()
    assert len(night.polls) == 3
    assert shown.endswith("🏆 P11 wins.\nTwo questions in a row had no answer, so the game is over.")


async def test_one_game_at_a_time(night: Evening) -> None:
    await night.begin()
    (refused,) = await night.say("/trivia", user=11)
    assert refused.html == "A game is on here already."
    assert await night.press(refused, "Stop it", user=11) == []
    assert night.talk.telegram.notices == ["Only the person who started it, or an admin, can stop it."]
    await night.press(refused, "Stop it", user=10)
    assert night.poll.closed
    shown = await night.table()
    assert shown == "🏁 <b>Trivia</b> · 1 question\n\nNobody answered."
    await night.begin()
    assert len(night.polls) == 2


async def test_stop(night: Evening) -> None:
    await night.begin()
    await night.vote(11)
    await night.vote(12)
    (refused,) = await night.say("/stop", user=11)
    assert refused.html == "Only the person who started it, or an admin, can stop it."
    assert await night.say("/stop", user=10) == []
    await night.vote(13)  # within two seconds
    shown = await night.table(3)
    assert "🥇 P11 15 points" in shown
    assert "🥉 P13 11 points" in shown
    assert shown.endswith("Stopped early: nobody wins.")
    assert [row.wins for row in board(night.chats, GROUP["id"])] == [0, 0, 0]
    (off,) = await night.say("/stop", user=10)
    assert (off.html, texts(off)) == ("No game is on here.", ["Play"])


async def test_stop_before_the_first_question(night: Evening) -> None:
    await night.say("/trivia")
    await night.say("/stop")
    assert "Nobody answered." in await night.table()
    assert night.polls == []


@pytest.mark.parametrize("command", ["/skip", "/stop"])
async def test_admins_decide_like_who_began(night: Evening, command: str) -> None:
    await night.begin()
    night.talk.telegram.admins = {11}
    assert await night.say(command, user=11) == []
    assert night.poll.closed


@pytest.mark.parametrize("command", ["/skip", "/stop"])
async def test_an_anonymous_admin_posts_as_the_chat(night: Evening, command: str) -> None:
    await night.begin()
    (refused,) = await night.say(command, **{**ANONYMOUS, "sender_chat": CHANNEL})
    assert any(who in refused.html for who in ("who began the game", "who started it"))
    assert await night.say(command, **ANONYMOUS) == []
    assert night.poll.closed


async def test_a_game_begun_by_an_anonymous_admin(night: Evening) -> None:
    await night.begin(**ANONYMOUS)
    (refused,) = await night.say("/stop", user=11)
    assert refused.html.startswith("Only the person who started it")
    assert await night.say("/stop", **ANONYMOUS) == []


async def test_three_players_skip(night: Evening) -> None:
    await night.begin()
    for user in (11, 12, 13):
        await night.vote(user, right=False)
    (refused,) = await night.say("/skip", user=14)
    assert "by 3 players who have answered" in refused.html
    (first,) = await night.say("/skip", user=11)
    assert first.html == "Skip? 1 of 3 players."
    assert await night.say("/skip", user=11) == []
    assert await night.say("/skip", user=12) == []
    assert not night.poll.closed
    assert await night.say("/skip", user=13) == []
    assert night.poll.closed
    (refused,) = await night.say("/skip")
    assert refused.html == "No question is open now."
    await night.time.go_by(3)
    assert night.poll.question.startswith("2/3 · ")


async def test_skipped_questions_do_not_end_a_game(night: Evening) -> None:
    await night.begin("/trivia 4")
    for _ in range(4):
        await night.say("/skip")
        await night.time.go_by(3)
    assert "4 questions" in list(night.talk.telegram.messages.values())[-1].html


async def test_topics_have_games_of_their_own(night: Evening) -> None:
    for topic in (5, 6):
        await night.begin(chat=FORUM, message_thread_id=topic, is_topic_message=True)
    assert [poll.sent["message_thread_id"] for poll in night.polls] == [5, 6]
    one, other = night.polls
    await night.vote(11, poll=one)
    await night.vote(12, poll=other)
    await night.say("/stop", chat=FORUM, message_thread_id=5, is_topic_message=True)
    assert (one.closed, other.closed) == (True, False)
    await night.time.go_by(3)
    told = list(night.talk.telegram.messages.values())[-1]
    assert told.sent["message_thread_id"] == 5
    assert "P11 15 points" in told.html
    assert "P12" not in told.html
    (again,) = await night.press(told, "Another round")
    assert again.sent["message_thread_id"] == 5


async def test_two_chats_at_once(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.begin("/trivia 1", chat=PRIVATE)
    one, other = night.polls
    await night.vote(10, poll=other)
    await night.vote(11, poll=one)
    await night.time.go_by(60)
    tables = {m.chat: m.html for m in night.talk.telegram.messages.values() if "🏁" in m.html}
    assert "P11 15" in tables[GROUP["id"]]
    assert "P10 15" in tables[PRIVATE["id"]]


async def test_alone_in_a_private_chat(night: Evening) -> None:
    await night.begin("/trivia 2", chat=PRIVATE)
    await night.vote(10)
    assert night.poll.closed  # nobody else is waited for
    await night.time.go_by(3)
    await night.vote(10)
    shown = await night.table(3)
    assert shown == "🏁 <b>Trivia</b> · 2 questions\n\n1. P10 30 points · 2 of 2 right · 2 in a row"
    assert [row.wins for row in board(night.chats, 10)] == [0]


async def test_another_round_and_the_board(night: Evening) -> None:
    await night.begin("/trivia 1 hard 1993 30s")
    await night.vote(11)
    await night.time.go_by(60)
    told = list(night.talk.telegram.messages.values())[-1]
    before = told.html
    (shown,) = await night.press(told, "Board", user=11)
    assert shown.html == "🏅 <b>Best of all time</b>\n\n1. <b>P11</b> 15 · 1 game"
    (again,) = await night.press(told, "Another round", user=12)
    assert again.html.startswith("🎲 <b>Trivia</b> · 1993 · hard · 1 question · 30 s each")
    assert told.html == before  # the table stays
    assert await night.press(told, "Another round", user=13) == []
    assert night.talk.telegram.notices == ["A game is on here already."]


async def test_a_chat_gets_no_question_twice_until_all_were_asked(night: Evening) -> None:
    for _ in range(2):
        await night.begin("/trivia 50 2008", chat=PRIVATE)
        while not [m for m in night.talk.telegram.messages.values() if "🏁" in m.html]:
            await night.vote(10, right=False)
            await night.time.go_by(3)
        for message in night.talk.telegram.messages.values():
            message.html = message.html.replace("🏁", "")
    keys = [row["key"] for row in night.chats.rows("SELECT key FROM questions ORDER BY game, number")]
    half = len(keys) // 2
    assert half > 5
    assert len(set(keys[:half])) == half
    assert set(keys[:half]) == set(keys[half:])


async def test_fewer_questions_than_wanted(night: Evening) -> None:
    announced = await night.begin("/trivia 50 2000-01")
    assert "There are no more of this kind." in announced.html


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("0", "A game has 1 to 50 questions; “0” is no edition either."),
        ("51", "A game has 1 to 50 questions; “51” is no edition either."),
        ("60", "A game has 1 to 50 questions; “60” is no edition either."),
        ("100", "A game has 1 to 50 questions; “100” is no edition either."),
        ("5 7", "“7” is one too many: say each thing once."),
        ("9s", "A question can be open for 10 to 60 seconds, not “9s”."),
        ("61s", "A question can be open for 10 to 60 seconds, not “61s”."),
        ("1985", "1992 to 2026 are known; 1985 is not.\nThe nearest: 1992"),
        ("2020", "I have no questions about 2020.\nI only ask what is settled."),
        ("2005 easy banana", "I can't read “banana” in /trivia."),
        ("1997", "1996–97 Kairat · 1997–98 Irtysh\nWhich edition is “1997”?"),
    ],
)
async def test_what_cannot_be_read(night: Evening, asked: str, answer: str) -> None:
    (refused,) = await night.say(f"/trivia {asked}")
    assert refused.html.startswith(answer)
    await night.time.go_by(30)
    assert night.polls == []


@pytest.mark.parametrize(
    ("asked", "announced"),
    [
        ("", "10 questions · 20 s each"),
        ("15 hard", "hard · 15 questions · 20 s each"),
        ("30s easy 5", "easy · 5 questions · 30 s each"),
        ("93", "1993 · 10 questions · 20 s each"),
        ("5 20 s", "5 questions · 20 s each"),
        ("1996-97 3", "1996–97 · 3 questions · 20 s each"),
        ("СЛОЖНЫЕ 3 10с", "hard · 3 questions · 10 s each"),
    ],
)
async def test_what_is_read(night: Evening, asked: str, announced: str) -> None:
    (answer,) = await night.say(f"/trivia {asked}")
    assert answer.html.startswith(f"🎲 <b>Trivia</b> · {announced}")


async def test_an_edition_that_has_to_be_asked_for(night: Evening) -> None:
    (asked,) = await night.say("/trivia 1997 2 15s")
    assert texts(asked) == ["1996–97", "1997–98"]
    (announced,) = await night.press(asked, "1996–97")
    assert announced.html.startswith("🎲 <b>Trivia</b> · 1996–97 · 2 questions · 15 s each")


@pytest.mark.parametrize(
    "text",
    ["/trivia", "/trivia nonsense", "@kubok_bot quiz", "@kubok_bot викторина 5", "@kubok_bot quiz 1993"],
)
async def test_a_channel_is_no_place_to_play(night: Evening, text: str) -> None:
    (refused,) = await night.talk.update({"channel_post": night.talk.message(text, CHANNEL)})
    assert refused.html.startswith("In a channel answers would be anonymous.")


async def test_an_edited_command_starts_nothing(night: Evening) -> None:
    await night.talk.update({"edited_message": {**night.talk.message("/trivia", GROUP), "edit_date": 1}})
    await night.time.go_by(30)
    assert night.polls == []


async def test_the_same_command_twice(night: Evening) -> None:
    update = {"message": night.talk.message("/trivia 1", GROUP)}
    await night.talk.update(update)
    (refused,) = await night.talk.update(update)
    assert refused.html == "A game is on here already."
    await night.time.go_by(10)
    assert len(night.polls) == 1


async def test_the_right_to_send_polls_is_missing(night: Evening) -> None:
    night.talk.telegram.refusals["sendPoll"] = NO_POLLS
    await night.begin()
    told = list(night.talk.telegram.messages.values())[-1].html
    assert told == (
        "🏁 <b>Trivia</b>\n\n"
        "I may not send polls here. An admin can allow it in the group's permissions: Polls."
    )
    assert night.time.timers == {}


@pytest.mark.parametrize("method", ["sendPoll", "sendMessage"])
async def test_thrown_out(night: Evening, method: str) -> None:
    await night.begin("/trivia 1")
    await night.vote(11)
    if method == "sendPoll":
        await night.time.go_by(600)
        await night.begin("/trivia 1")
    night.talk.telegram.refusals[method] = FORBIDDEN
    sent = len(night.talk.telegram.calls)
    await night.time.go_by(600)
    assert len(night.talk.telegram.calls) <= sent + 1
    assert night.time.timers == {}


async def test_a_bot_that_is_removed_ends_the_game_quietly(night: Evening) -> None:
    await night.begin()
    await night.vote(11)
    sent = len(night.talk.telegram.calls)
    bot = {"id": 1, "is_bot": True, "first_name": "Kubok", "username": "kubok_bot"}
    change = {
        "chat": GROUP,
        "from": person(10),
        "date": 0,
        "old_chat_member": {"status": "member", "user": bot},
        "new_chat_member": {"status": "left", "user": bot},
    }
    await night.talk.update({"my_chat_member": change})
    await night.time.go_by(600)
    assert len(night.talk.telegram.calls) == sent
    assert night.host.games.unfinished() == []
    assert [row.points for row in board(night.chats, GROUP["id"])] == [15]


OLD = {"id": -5, "type": "group", "title": "Old fans"}


def migrated(night: Evening) -> dict[str, Any]:
    message = night.talk.message("", OLD)
    del message["text"]
    return {"message": {**message, "migrate_to_chat_id": GROUP["id"]}}


async def test_a_group_becomes_a_supergroup(night: Evening) -> None:
    await night.begin("/trivia 2", chat=OLD)
    await night.vote(11)
    await night.talk.update(migrated(night))
    await night.talk.update(migrated(night))
    await night.time.go_by(23)
    assert night.poll.chat == GROUP["id"]
    await night.vote(11)
    await night.time.go_by(30)
    assert "P11 30 points" in list(night.talk.telegram.messages.values())[-1].html
    assert [row.user for row in board(night.chats, GROUP["id"])] == [11]
    assert board(night.chats, OLD["id"]) == []


@pytest.mark.parametrize("method", ["sendPoll", "sendMessage"])
async def test_a_group_that_has_become_one_unnoticed(night: Evening, method: str) -> None:
    await night.begin("/trivia 2", chat=OLD)
    for _ in range(2):
        await night.vote(11)
        if (method == "sendMessage") == night.poll.question.startswith("2/2"):
            night.talk.telegram.refusals[method] = MOVED
        await night.time.go_by(23)
    shown = list(night.talk.telegram.messages.values())[-1]
    assert shown.chat == GROUP["id"]
    assert "P11 30 points" in shown.html


async def test_a_question_of_which_nobody_knows_whether_it_was_sent(night: Evening) -> None:
    await night.begin()
    lost = lose_the_answer(night)
    await night.vote(11)
    await night.vote(12)
    await night.time.go_by(23)
    assert len(lost) == 1
    orphan = night.poll
    # Nobody answers it: another question takes its place, and it is looked for and closed.
    await night.time.go_by(3)
    assert len(night.polls) == 3
    assert night.poll.question.startswith("2/3 · ")
    assert night.poll.question != orphan.question
    assert orphan.closed
    assert not night.poll.closed
    assert [question.closing for question in night.questions()] == [Closing.TIME, Closing.REPLACED, None]
    await night.vote(11, poll=orphan)  # which was on its way
    await night.vote(11)
    await night.vote(12)
    await night.time.go_by(8)
    assert night.poll.question.startswith("3/3 · ")
    assert "P11</b> 47 points · 3 of 3 right" in await night.table()


async def test_an_answer_shows_that_a_question_was_sent(night: Evening) -> None:
    await night.begin("/trivia 2")
    lose_the_answer(night)
    await night.vote(11)
    await night.time.go_by(23)
    orphan = night.poll
    await night.vote(12, poll=orphan)  # the answer comes before the news of the poll
    await night.talk.update({"poll": describe(orphan)})
    await night.talk.update({"poll": describe(orphan)})
    await night.vote(11, poll=orphan)
    shown = await night.table()
    assert len(night.polls) == 2
    assert "🥇 <b>P11</b> 28 points · 2 of 2 right" in shown
    assert "🥈 P12 15 points · 1 of 1 right" in shown


def lose_the_answer(night: Evening) -> list[dict[str, Any]]:
    """Let the next poll be sent without the bot hearing of it."""
    telegram: StrictTelegram = night.talk.telegram
    call, lost = telegram.call, []

    def once(method: str, parameters: dict[str, Any]) -> Any:
        result = call(method, parameters)
        if method == "sendPoll" and not lost:
            lost.append(result)
            raise Refusal("Internal Server Error", 500)
        return result

    telegram.call = once  # type: ignore[method-assign]
    return lost


async def test_a_server_that_is_down_for_a_while(night: Evening) -> None:
    await night.begin("/trivia 2")
    await night.vote(11)
    telegram = night.talk.telegram
    call, tries = telegram.call, []

    def down(method: str, parameters: dict[str, Any]) -> Any:
        if method == "sendPoll":
            tries.append(night.time.now)
            raise Refusal("Bad Gateway", 502)
        return call(method, parameters)

    telegram.call = down  # type: ignore[method-assign]
    await night.time.go_by(600)
    assert 5 < len(tries) < 16  # at longer and longer intervals
    telegram.call = call  # type: ignore[method-assign]
    await night.time.go_by(60)
    assert night.poll.question.startswith("2/2 · ")


async def test_flooding_is_waited_out(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.vote(11)
    night.talk.telegram.refusals["sendMessage"] = FLOODED
    await night.time.go_by(23 + 29)
    assert not [m for m in night.talk.telegram.messages.values() if "🏁" in m.html]
    await night.time.go_by(1)
    assert [m for m in night.talk.telegram.messages.values() if "🏁" in m.html]


async def test_no_more_than_twenty_messages_a_minute(night: Evening) -> None:
    call, sent = night.talk.telegram.call, []

    def noting(method: str, parameters: dict[str, Any]) -> Any:
        if method.startswith("send"):
            sent.append(night.time.now)
        return call(method, parameters)

    night.talk.telegram.call = noting  # type: ignore[method-assign]
    await night.begin("/trivia 50 10s")
    for _ in range(50):
        await night.vote(11)  # at once, and nobody else plays
        await night.time.go_by(0.5)
        await night.next()
    assert len(sent) == 52
    assert max(sum(0 <= other - one < 60 for other in sent) for one in sent) <= 20


async def test_names_are_escaped_and_cut(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.vote(11, user={**person(11), "first_name": "<b>&" + "x" * 60})
    await night.vote(12, user={**person(12), "first_name": "\u200b"})
    shown = await night.table()
    assert f"🥇 <b>&lt;b&gt;&amp;{'x' * 19}…</b> 15 points" in shown
    assert "🥈 someone 13 points" in shown


async def test_an_answer_that_is_quicker_than_the_news_that_the_question_was_sent(night: Evening) -> None:
    telegram = night.talk.telegram
    request = telegram.do_request

    async def slow(url: str, *arguments: Any, **more: Any) -> tuple[int, bytes]:
        answer = await request(url, *arguments, **more)
        if url.endswith("sendPoll"):
            await night.vote(11)
        return answer

    telegram.do_request = slow  # type: ignore[method-assign]
    await night.begin("/trivia 1")
    assert "1. P11 15 points" in await night.table()
    assert night.chats.rows("SELECT * FROM strays") == []


async def test_sixty_players(night: Evening) -> None:
    await night.begin("/trivia 1")
    for user in range(100, 160):
        await night.vote(user, user={**person(user), "first_name": "&" * 64})
    shown = await night.table()
    assert shown.count("10 points") == 17
    assert "… and 40 more" in shown


async def test_a_game_is_taken_up_again_after_a_failure(
    night: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    await night.say("/trivia 1")
    with monkeypatch.context() as broken:
        broken.setattr(host_module, "next_question", fail)
        with pytest.raises(RuntimeError):
            await night.time.go_by(3)
    await night.time.go_by(60)
    assert len(night.polls) == 1


@pytest.mark.parametrize(
    "refusal", [Refusal("Bad Gateway", 502), Refusal("Bad Request: not enough rights to send text")]
)
async def test_a_game_whose_announcement_fails_is_played(night: Evening, refusal: Refusal) -> None:
    night.talk.forgiving = True
    night.talk.telegram.refusals["sendMessage"] = refusal
    await night.say("/trivia 1")
    await night.time.go_by(3)
    assert len(night.polls) == 1


async def test_a_tie_is_played_off_though_the_last_questions_had_no_answer(night: Evening) -> None:
    await night.begin("/trivia 4")
    for first, second in ((11, 12), (12, 11)):
        await night.vote(first)
        await night.vote(second)
        await night.next()
    await night.time.go_by(46)
    assert night.poll.question.startswith("Shoot-out · ")
    await night.vote(11)
    await night.vote(12)
    assert "🏆 P11 wins." in await night.table()


async def test_all_questions_without_an_answer_are_simply_over(night: Evening) -> None:
    await night.begin("/trivia 2")
    assert await night.table() == "🏁 <b>Trivia</b> · 2 questions\n\nNobody answered."


async def test_a_table_that_waits_is_not_lost_with_the_board(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.vote(11)
    night.talk.telegram.refusals["sendMessage"] = FLOODED
    await night.time.go_by(24)
    night.talk.telegram.admins = {11}
    (asked,) = await night.say("/top reset", user=11)
    await night.press(asked, "Empty the board", user=11)
    await night.time.go_by(30)
    assert "P11 15 points" in list(night.talk.telegram.messages.values())[-1].html


async def test_a_table_that_telegram_refuses_for_a_day_is_shown_the_day_after(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.vote(11)
    night.talk.telegram.outages["sendMessage"] = Refusal("Bad Gateway", 502)
    await night.time.go_by(26 * 3600)
    del night.talk.telegram.outages["sendMessage"]
    assert "P11 15 points" in await night.table(seconds=60)


async def test_names_are_no_links(night: Evening) -> None:
    await night.begin("/trivia 1")
    await night.vote(11, user={**person(11), "first_name": "@everyone t.me/x"})
    await night.vote(12, user={**person(12), "first_name": "\u3164"})
    shown = await night.table()
    assert "@\u2060everyone t.\u2060me/\u2060x" in shown
    assert "🥈 someone" in shown


async def test_a_game_in_words(night: Evening) -> None:
    (begun,) = await night.say("викторина 5 лёгкие", chat=PRIVATE)
    assert begun.html.startswith("🎲 <b>Trivia</b> · easy · 5 questions")


async def test_a_question_that_was_not_sent_is_not_used_up(night: Evening) -> None:
    await night.begin("/trivia 50 2000-01")
    number = int(next(iter(night.talk.telegram.messages.values())).html.split(" question")[0].split()[-1])
    await night.vote(11)
    night.talk.telegram.refusals["sendPoll"] = FLOODED
    for _ in range(number):
        await night.vote(11)
        await night.time.go_by(53)
    assert len(night.polls) == number


async def test_a_poll_that_no_chat_would_take_ends_the_game_and_is_a_failure(night: Evening) -> None:
    night.talk.telegram.refusals["sendPoll"] = Refusal("Bad Request: POLL_ANSWERS_INVALID")
    await night.say("/trivia 2")
    with pytest.raises(BadRequest):
        await night.time.go_by(3)
    await night.time.go_by(60)
    assert (
        "Something went wrong on my side, so the game is over."
        in list(night.talk.telegram.messages.values())[-1].html
    )
    assert night.time.timers == {}


async def test_a_play_off_when_all_questions_of_the_choice_were_asked(night: Evening) -> None:
    await night.begin("/trivia 2 1993 easy")
    for first, second in ((11, 12), (12, 11)):
        await night.vote(first)
        await night.vote(second)
        await night.next()
    assert night.poll.question.startswith("Shoot-out · ")


async def test_answers_are_tallied_for_the_chat_and_for_all_without_names(night: Evening) -> None:
    await night.begin("/trivia 1")
    key = night.questions()[0].key
    await night.vote(11)
    await night.vote(12, right=False)
    await night.vote(12)  # one answer each
    games = night.host.games
    assert games.tallies(EVERYWHERE) == games.tallies(GROUP["id"]) == {key: (2, 1)}
    (asked,) = await night.say("/forgetme", 11)
    await night.press(asked, "Forget me", 11)
    assert games.tallies(EVERYWHERE) == {key: (2, 1)}
    night.host.move(GROUP["id"], -1009)
    assert games.tallies(-1009) == {key: (2, 1)}
    assert games.tallies(GROUP["id"]) == {}
