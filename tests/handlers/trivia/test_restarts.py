"""What was going on when the bot was killed goes on when it is started again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.offline import Refusal
from bot.terminal.sent import SentMessage, describe
from store.archive.archive import Archive
from store.chats.boards import board
from store.chats.database import Chats
from store.own_questions.kept import keep
from store.own_questions.parse import OwnQuestion
from tests.double import GROUP
from tests.handlers.trivia.quizzing import Evening, evening

Begin = Callable[..., AbstractAsyncContextManager[Evening]]


@pytest.fixture
def begin(ours: Archive, tmp_path: Path) -> Begin:
    """An evening whose chats are kept in a file."""

    def begin(before: Evening | None = None) -> AbstractAsyncContextManager[Evening]:
        return evening(ours, Chats.open(tmp_path / "chats.db"), before)

    return begin


class Killed(BaseException):
    """Stands for SIGKILL: nothing of the program's runs after it."""


async def killed_around(night: Evening, method: str, *, sent: bool, text: str = "") -> None:
    """Let time go by, or somebody write *text*, until the bot calls *method*, and kill it there: after
    Telegram has done it, or before."""
    telegram = night.talk.telegram
    call = telegram.call

    def killing(name: str, parameters: dict[str, Any]) -> Any:
        if name == method:
            telegram.call = call  # type: ignore[method-assign]
            if sent:
                call(name, parameters)
            raise Killed
        return call(name, parameters)

    telegram.call = killing  # type: ignore[method-assign]
    with pytest.raises(Killed):
        await (night.say(text) if text else night.time.go_by(600))


def tables(night: Evening) -> list[SentMessage]:
    return [message for message in night.talk.telegram.messages.values() if "🏁" in message.html]


async def test_others_have_their_seconds_though_the_bot_was_killed(begin: Begin) -> None:
    async with begin() as first:
        await first.begin("/trivia 3 20s")
        for _ in range(2):
            await first.vote(11)
            await first.vote(12)
            await first.time.go_by(2)
            if len(first.polls) == 1:
                await first.next()
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(2)
        assert not second.poll.closed
        await second.time.go_by(1)
        assert second.poll.closed


async def test_an_open_question_keeps_its_deadline(begin: Begin) -> None:
    async with begin() as first:
        await first.begin("/trivia 2")
        await first.vote(11)
        await first.time.go_by(15)
    async with begin(first) as second:
        second.host.resume()
        await second.vote(11, right=False)  # he has answered
        await second.vote(12)
        await second.time.go_by(4.9)
        await second.vote(13)
        assert len(second.polls) == 1
        await second.time.go_by(3.1)
        assert len(second.polls) == 2
        await second.vote(11)
        await second.time.go_by(30)
        assert [(row.user, row.points) for row in board(second.chats, GROUP["id"])] == [
            (11, 30),
            (12, 13),
            (13, 11),
        ]


async def test_a_question_that_expired_meanwhile_is_closed(begin: Begin) -> None:
    async with begin() as first:
        await first.begin("/trivia 2")
    first.time.now += 3600
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(0)
        await second.vote(11)  # before the end, and told when the bot was there again
        await second.time.go_by(2)
        await second.time.go_by(3)
        assert len(second.polls) == 2  # within five seconds
        await second.vote(11)
        await second.time.go_by(30)
        assert "P11 30 points" in tables(second)[0].html


async def test_an_answer_that_comes_much_later_counts_while_the_game_is_on(begin: Begin) -> None:
    async with begin() as first:
        await first.begin("/trivia 2")
        await first.vote(11)
    first.time.now += 3600
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(2.5)
        await second.vote(12)
        await second.time.go_by(600)
        assert "P12 13 points" in tables(second)[0].html


async def test_a_clock_that_was_ahead_delays_nothing(begin: Begin) -> None:
    async with begin() as first:
        await first.begin("/trivia 2")
        await first.vote(11)
    first.time.now -= 3600  # it is set right while the bot is away
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(24)
        assert len(second.polls) == 2
    second.time.now -= 3600
    async with begin(second) as third:
        third.host.resume()
        await third.time.go_by(30)
        assert "P11" in tables(third)[0].html


@pytest.mark.parametrize("sent", [False, True])
async def test_killed_around_sending_a_question(begin: Begin, sent: bool) -> None:
    async with begin() as first:
        await first.begin("/trivia 2")
        await first.vote(11)
        await killed_around(first, "sendPoll", sent=sent)
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(5)
        assert len(second.polls) == (3 if sent else 2)
        assert len({poll.question for poll in second.polls}) == len(second.polls)
        await second.vote(11)
        await second.time.go_by(30)
        assert "1. P11 30 points · 2 of 2 right" in tables(second)[0].html
        assert "2 questions" in tables(second)[0].html


async def test_killed_after_sending_a_question_that_people_answer(begin: Begin) -> None:
    async with begin() as first:
        await first.begin("/trivia 2")
        await first.vote(11)
        await killed_around(first, "sendPoll", sent=True)
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(1)
        await second.vote(11)
        await second.talk.update({"poll": describe(second.poll)})
        await second.time.go_by(30)
        assert len(second.polls) == 2
        assert "1. P11 30 points · 2 of 2 right" in tables(second)[0].html


async def test_answers_given_while_the_bot_was_away_to_a_question_it_never_knew_was_sent(
    begin: Begin,
) -> None:
    async with begin() as first:
        await first.say("/trivia 1")
        await killed_around(first, "sendPoll", sent=True)
    first.time.now += 3600
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(1)
        await second.talk.update({"poll": describe(second.poll)})
        await second.vote(11)
        await second.time.go_by(30)
        assert "1. P11 15 points · 1 of 1 right" in tables(second)[0].html


@pytest.mark.parametrize("sent", [False, True])
async def test_killed_around_showing_the_table(begin: Begin, sent: bool) -> None:
    async with begin() as first:
        await first.begin("/trivia 1")
        await first.vote(11)
        await first.vote(12)
        await killed_around(first, "sendMessage", sent=sent)
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(5)
        assert len(tables(second)) == (2 if sent else 1)
        assert len({table.html for table in tables(second)}) == 1
        assert [row.games for row in board(second.chats, GROUP["id"])] == [1, 1]
    async with begin(second) as third:
        third.host.resume()
        await third.time.go_by(600)
        assert len(tables(third)) == (2 if sent else 1)


async def test_killed_while_stopping(begin: Begin) -> None:
    async with begin() as first:
        await first.begin("/trivia 5")
        await first.vote(11)
        await killed_around(first, "stopPoll", sent=False, text="/stop")
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(5)
        assert [table.html.endswith("Stopped early: nobody wins.") for table in tables(second)] == [True]
        assert len(second.polls) == 1


async def test_an_edition_that_is_gone_from_the_archive(begin: Begin, early: Archive) -> None:
    async with begin() as first:
        await first.begin("/trivia 3 2008")
        await first.vote(11)
        path = first.chats.rows("PRAGMA database_list")[0]["file"]
    async with evening(early, Chats.open(Path(path)), first) as second:
        second.host.resume()
        await second.time.go_by(600)
        assert tables(second)[0].html.endswith("There are no more questions of this kind.")


PLAYS = {  # how each mode is begun, and which users answer each question, rightly or not
    "/trivia marathon": {11: False, 12: False},
    "/trivia teams 3": {11: True, 12: False},
    "/trivia duel 3": {10: True, 11: False},
    "/trivia quick": {11: True, 12: False},
}


async def begun(night: Evening, text: str) -> None:
    for user, club in ((11, "Kairat"), (12, "Tobol")):
        await night.say(f"/me {club}", user)
    (message,) = await night.say(text)
    if "duel" in text:
        await night.press(message, "Accept", 11)


@contextmanager
def killed_at(night: Evening, point: int, *, sent: bool) -> Iterator[None]:
    """Context manager in which the bot is killed at its call of this number, after Telegram has carried that
    out or before, unless it makes fewer."""
    telegram = night.talk.telegram
    call, calls = telegram.call, iter(range(1, 1_000))

    def killing(name: str, parameters: dict[str, Any]) -> Any:
        if next(calls) == point:
            if sent:
                call(name, parameters)
            raise Killed
        return call(name, parameters)

    telegram.call = killing  # type: ignore[method-assign]
    with suppress(Killed):
        yield
        assert tables(night)
    telegram.call = call  # type: ignore[method-assign]


async def played(night: Evening, play: dict[int, bool]) -> None:
    """Let a game go on to its table, everybody answering."""
    for _ in range(12):
        if tables(night):
            return
        if night.polls and not night.poll.closed:
            for user, right in play.items():
                if user not in night.poll.votes:
                    await night.vote(user, right)
        await night.time.go_by(12)


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("point", range(1, 8))
@pytest.mark.parametrize("text", PLAYS)
async def test_killed_at_any_point_of_any_mode(begin: Begin, text: str, point: int, sent: bool) -> None:
    async with begin() as first:
        await begun(first, text)
        with killed_at(first, point, sent=sent):
            await played(first, PLAYS[text])
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(8)
        await played(second, PLAYS[text])
        assert len({table.html for table in tables(second)}) == 1
        ended = second.chats.rows("SELECT ending, told, mode FROM games")
        assert [(row["ending"], row["told"]) for row in ended] == [("played", 1)]
        rows = second.chats.rows("SELECT user, answered FROM standings")
        assert {row["user"] for row in rows} == set(PLAYS[text])


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("point", range(1, 7))
async def test_a_quiz_night_killed_at_any_point(begin: Begin, point: int, sent: bool) -> None:
    """The host asks for each question, after a kill once more."""
    own = [OwnQuestion(f"Question {number}?", ("Yes", "No"), (0,)) for number in range(3)]
    async with begin() as first:
        keep(first.chats, GROUP["id"], own)
        await first.say("/trivia host")
        with killed_at(first, point, sent=sent):
            await _hosted(first)
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(8)
        await _hosted(second)
        assert len({table.html for table in tables(second)}) == 1
        ended = second.chats.rows("SELECT ending, told FROM games")
        assert [(row["ending"], row["told"]) for row in ended] == [("played", 1)]
        asked = dict.fromkeys(poll.question for poll in second.polls)
        assert list(asked) == [f"{number + 1}/3 · Question {number}?" for number in range(3)]


async def _hosted(night: Evening) -> None:
    """Let a quiz night go on to its table, everybody answering."""
    for _ in range(12):
        if tables(night):
            return
        if night.polls and not night.poll.closed:
            for user in (11, 12):
                if user not in night.poll.votes:
                    await night.vote(user)
        await night.time.go_by(30)
        if not tables(night):
            await night.say("/next")
        await night.time.go_by(5)


async def test_a_taken_challenge_goes_on_with_its_questions(begin: Begin) -> None:
    async with begin() as first:
        chats = [{"id": user, "type": "private", "first_name": "P"} for user in (10, 11)]
        await first.begin("/trivia duel 3", chat=chats[0])
        for _ in range(3):
            await first.vote(10)
            await first.next()
        token = first.chats.rows("SELECT token FROM games")[0]["token"]
        (invited,) = await first.say(f"/start duel-{token}", 11, chats[1])
        await first.press(invited, "Accept", 11)
        await first.time.go_by(3)
        await first.vote(11)
        await killed_around(first, "sendPoll", sent=False)
    async with begin(first) as second:
        second.host.resume()
        await second.time.go_by(8)
        await second.vote(11)
        await second.next()
        await second.vote(11)
        await second.time.go_by(30)
        questions = [poll.question for poll in second.polls]
        assert questions[3:] == questions[:3]
        assert [table.html.count("A draw!") for table in tables(second)] == [0, 1]


async def test_nothing_to_resume(begin: Begin) -> None:
    async with begin() as night:
        night.host.resume()
        assert night.time.timers == {}


async def test_a_poll_of_before_is_stopped_before_a_game_is_counted(begin: Begin) -> None:
    """The clock has gone ahead meanwhile: Telegram may still take votes."""
    async with begin() as first:
        await first.begin("/trivia 1")
        await first.vote(11)
    first.time.now += 15  # of which ten are the clock's alone
    async with begin(first) as second:
        second.poll.closes += 60
        second.host.resume()
        await second.time.go_by(1)
        assert not second.poll.closed
        await second.vote(12)
        await second.time.go_by(10)
        assert second.poll.closed
        assert "P12 13 points" in tables(second)[0].html


async def test_a_poll_of_before_that_cannot_be_stopped_delays_nothing(begin: Begin) -> None:
    async with begin() as first:
        await first.begin("/trivia 1")
        await first.vote(11)
    first.time.now += 60
    async with begin(first) as second:
        second.talk.telegram.refusals["stopPoll"] = Refusal("Bad Request: message can't be found")
        second.host.resume()
        await second.time.go_by(5)
        assert "P11" in tables(second)[0].html


async def test_a_poll_that_had_been_sent_is_waited_for_though_the_clock_went_ahead(begin: Begin) -> None:
    """Until when Telegram takes votes is not told by a clock that was set, nor by Telegram's own."""
    async with begin() as first:
        await first.say("/trivia 1")
        await killed_around(first, "sendPoll", sent=True, text="")
    first.time.now += 3600
    async with begin(first) as second:
        second.host.resume()
        news = {**describe(second.poll), "open_period": 20, "close_date": int(second.time.now) - 3590}
        await second.talk.update({"poll": news})
        await second.time.go_by(9)
        await second.vote(12)
        await second.time.go_by(60)
        assert "P12" in tables(second)[0].html
