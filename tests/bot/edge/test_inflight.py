"""What is acknowledged when, and what a bot that is killed finds again."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken

from bot.edge.arrivals import Arrivals
from bot.edge.contents import Content
from bot.edge.inflight import Discarded, InFlight
from bot.edge.polling import Polling
from bot.health.wellness import Contact
from bot.tuning import InFlightLimits, PollingTimes
from store.chats.database import Chats
from store.chats.inbox import Inbox, Waiting, handled_with
from tests.bot.server import TOKEN
from tests.double import person


@pytest.fixture
def chats() -> Iterator[Chats]:
    with closing(Chats.in_memory()) as opened:
        yield opened


QUICK = InFlightLimits(patience=0.05, storing=0.04, retry_later=0.03, batching=0.01)


def content(number: int) -> Content:
    return {"update_id": number}


def vote(number: int, poll: str = "p") -> Content:
    answer = {"poll_id": poll, "user": person(7), "option_ids": [0]}
    return {"update_id": number, "poll_answer": answer}


class Flaky(Inbox):
    """An inbox that cannot be written while *error* is set."""

    error: Exception | None = None

    def write(self, *more: Any, **named: Any) -> None:
        if self.error:
            raise self.error
        super().write(*more, **named)

    def begin(self, *more: Any) -> None:
        if self.error:
            raise self.error
        super().begin(*more)


FULL = sqlite3.OperationalError("database or disk is full")


class Bench:
    """Updates in flight that a test handles; *discarded* are poison updates."""

    def __init__(self, chats: Chats, limits: InFlightLimits = QUICK) -> None:
        self.inbox = Flaky(chats)
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.discarded: list[int] = []
        self.arrivals = Arrivals(time.monotonic)
        self.inflight = InFlight(Bot(TOKEN), self.queue, self.inbox, self.arrivals, limits)

    async def take(self, *numbers: int) -> None:
        await self.inflight.take(map(content, numbers))

    async def resume(self) -> None:
        self.inflight.load()
        await self.inflight.resume()

    def finish(self, *numbers: int) -> None:
        for number in numbers:
            self.inflight.finish(Update(number))

    def queued(self) -> list[int]:
        taken = [self.queue.get_nowait() for _ in range(self.queue.qsize())]
        for discarded in (item for item in taken if isinstance(item, Discarded)):
            assert str(discarded.update.update_id) in str(discarded)
            self.discarded.append(discarded.update.update_id)
        return [update.update_id for update in taken if isinstance(update, Update)]

    def kept(self) -> list[int]:
        return [waiting.id for waiting in self.inbox.waiting()]


@pytest.fixture
def bench(chats: Chats) -> Bench:
    return Bench(chats)


async def test_what_arrives_is_kept_and_may_be_acknowledged_before_it_is_handled(bench: Bench) -> None:
    await bench.take(5, 6, 5)
    await bench.take(5, 6, 7)  # fetched again beside the work
    assert (bench.queued(), bench.kept()) == ([5, 6, 7], [5, 6, 7])
    assert bench.inflight.all_safe
    assert len(bench.inflight) == 3
    bench.finish(5, 6, 7)
    await asyncio.sleep(0.03)
    assert (bench.kept(), bench.inbox.handled(), len(bench.inflight)) == ([], [5, 6, 7], 0)
    await bench.take(6)  # sent once more
    assert (bench.queued(), bench.kept(), len(bench.inflight)) == ([], [], 0)


async def test_what_cannot_be_kept_is_handled_and_not_acknowledged_before(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.inbox.error = FULL
    await bench.take(5, 6)
    assert bench.queued() == [5, 6]
    assert not bench.inflight.is_safe(5)
    bench.finish(5)
    assert bench.inflight.is_safe(5)
    assert not bench.inflight.all_safe
    assert caplog.text.count("chats.db cannot be written, trying again: database or disk is full") == 1
    bench.inbox.error = None  # there is room again
    await asyncio.sleep(0.1)
    assert bench.inflight.all_safe
    assert bench.kept() == [6]
    bench.finish(6)
    await asyncio.sleep(0.03)
    assert (bench.kept(), bench.inbox.handled()) == ([], [6])


async def test_nothing_waits_once_it_is_known_that_nothing_can_be_written(chats: Chats) -> None:
    bench = Bench(chats, replace(QUICK, storing=0.3, retry=0.001))
    bench.inbox.error = FULL
    taking = asyncio.create_task(bench.take(5))
    await asyncio.sleep(0.05)
    assert bench.queued() == []
    bench.inbox.error = None
    await taking
    assert bench.queued() == [5]
    bench.inbox.error = FULL
    await bench.take(6)
    known = time.monotonic()
    await bench.take(7)
    assert bench.queued() == [6, 7]
    assert time.monotonic() - known < 0.2


async def test_a_moment_is_waited_for(bench: Bench) -> None:
    bench.inbox.error = sqlite3.OperationalError("database is locked")
    taking = asyncio.create_task(bench.take(5))
    await asyncio.sleep(0.01)
    bench.inbox.error = None
    await taking
    assert (bench.kept(), bench.inflight.all_safe) == ([5], True)


async def test_the_next_start_finds_what_was_not_handled(bench: Bench, chats: Chats) -> None:
    await bench.take(5, 6, 7)
    bench.finish(6)
    await asyncio.sleep(0.03)
    again = Bench(chats)
    again.inflight.load()
    await again.take(6, 7, 8)  # Telegram sends again what was not acknowledged
    assert again.queued() == [8]
    await again.inflight.resume()
    assert again.queued() == [5, 7]
    again.finish(5, 7, 8)
    await asyncio.sleep(0.03)
    assert (again.kept(), again.inbox.handled()) == ([], [5, 6, 7, 8])


async def test_side_by_side_the_first_time_and_one_after_the_other_the_second(chats: Chats) -> None:
    Inbox(chats).write([(number, json.dumps(content(number))) for number in (1, 2, 3)])
    killed = Bench(chats)
    await killed.resume()
    assert killed.queued() == [1, 2, 3]
    again = Bench(chats)
    resuming = asyncio.create_task(again.resume())
    await asyncio.sleep(0.01)
    assert again.queued() == [1]
    again.finish(1)
    await asyncio.sleep(0.01)
    assert again.queued() == [2]
    again.finish(2)
    await asyncio.sleep(0.01)
    again.finish(*again.queued())
    await resuming
    await asyncio.sleep(0.03)
    assert again.kept() == []


async def test_an_update_that_kills_the_bot_is_discarded(chats: Chats) -> None:
    Inbox(chats).write([(number, json.dumps(content(number))) for number in (5, 6)])
    for life in range(3):
        killed = Bench(chats)
        resuming = asyncio.create_task(killed.resume())
        await asyncio.sleep(0.01)
        assert killed.queued() == ([5] if life else [5, 6])  # and there it ends
        resuming.cancel()
        assert killed.discarded == []
    last = Bench(chats)
    resuming = asyncio.create_task(last.resume())
    await asyncio.sleep(0.01)
    assert (last.queued(), last.discarded) == ([], [5])
    last.finish(5)
    await asyncio.sleep(0.01)
    assert last.queued() == [6]
    last.finish(6)
    await resuming
    await asyncio.sleep(0.03)
    assert last.kept() == []


async def test_what_a_webhook_sends_again_at_once_is_not_handled_beside_what_was_kept(chats: Chats) -> None:
    for life in range(4):
        killed = Bench(chats)
        killed.inflight.load()
        handled = await killed.inflight.handle(content(5))
        assert handled  # it is kept, since the first time
        resuming = asyncio.create_task(killed.inflight.resume())
        await asyncio.sleep(0.01)
        assert killed.queued() == [5], life  # and there it ends
        resuming.cancel()
    last = Bench(chats, replace(QUICK, alone=0.01))
    await last.resume()
    assert (last.queued(), last.discarded, last.kept()) == ([], [5], [5])
    last.finish(5)
    await asyncio.sleep(0.03)
    assert last.kept() == []


async def test_that_an_update_is_discarded_is_told_also_when_that_kills_the_bot(
    chats: Chats, caplog: pytest.LogCaptureFixture
) -> None:
    Inbox(chats).write([(5, json.dumps(content(5)))])
    Inbox(chats).begin([5] * 3)
    hasty = replace(QUICK, alone=0.01)
    for _ in range(3):
        killed = Bench(chats, hasty)
        await killed.resume()
        assert (killed.queued(), killed.discarded, killed.kept()) == ([], [5], [5])
    last = Bench(chats, hasty)
    await last.resume()
    await asyncio.sleep(0.03)
    assert (last.queued(), last.discarded, last.kept()) == ([], [], [])
    assert "update 5 is discarded, and nobody was told" in caplog.text


async def test_who_died_beside_another_is_not_discarded(chats: Chats) -> None:
    """5 waits for the network when 6 kills the bot."""
    Inbox(chats).write([(number, json.dumps(content(number))) for number in (5, 6)])
    await Bench(chats).resume()  # side by side
    for _ in range(2):
        killed = Bench(chats)
        resuming = asyncio.create_task(killed.resume())
        await asyncio.sleep(0.01)
        assert killed.queued() == [5]  # alone, for a while
        resuming.cancel()
        Inbox(chats).unbegin([5])  # it was told to stop meanwhile
    last = Bench(chats)
    resuming = asyncio.create_task(last.resume())
    await asyncio.sleep(0.01)
    assert last.queued() == [5]
    last.finish(5)
    await asyncio.sleep(0.01)
    assert last.queued() == [6]
    last.finish(6)
    await resuming
    assert last.discarded == []


async def test_what_is_left_on_purpose_was_not_begun(bench: Bench, chats: Chats) -> None:
    Inbox(chats).write([(5, json.dumps(content(5)))])
    await bench.resume()
    await bench.take(6)
    bench.inflight.close()
    assert bench.inbox.waiting() == [
        Waiting(5, json.dumps(content(5)), 0),
        Waiting(6, json.dumps(content(6)), 0),
    ]


async def test_a_start_while_nothing_can_be_written(chats: Chats, caplog: pytest.LogCaptureFixture) -> None:
    Inbox(chats).write([(5, json.dumps(content(5)))])
    bench = Bench(chats)
    bench.inbox.error = FULL
    await bench.resume()
    assert bench.queued() == [5]
    assert "what is begun cannot be noted" in caplog.text


async def test_what_cannot_be_read_is_passed_over(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bad = {"update_id": 5, "message": {"nonsense": True}}
    chat = {"id": 1, "type": "private"}
    far = {"update_id": 8, "message": {"message_id": 1, "date": 10**17, "chat": chat}}
    unknown = {"update_id": 6, "of_a_kind_that_nobody_knows": {"x": [1]}}
    await bench.inflight.take([bad, unknown, far])
    assert bench.queued() == [6]
    assert "update 5 is of no known shape" in caplog.text
    await asyncio.sleep(0.03)
    assert bench.kept() == [6]


async def test_votes_of_older_servers_are_read(bench: Bench) -> None:
    await bench.inflight.take([vote(5)])
    update = bench.queue.get_nowait()
    assert update.poll_answer.option_persistent_ids == ("0",)


async def test_what_does_not_fit_into_memory_waits_on_the_disk(chats: Chats) -> None:
    bench = Bench(chats, replace(QUICK, in_memory=3))
    await bench.take(*range(8))
    await bench.inflight.take([vote(8), content(9)])
    assert bench.queued() == [0, 1, 2, 8]  # votes wait for nothing
    assert bench.inflight.all_safe
    bench.finish(1)
    await asyncio.sleep(0)
    assert bench.queued() == [3]
    bench.finish(0, 2, 8)
    await asyncio.sleep(0)
    assert bench.queued() == [4, 5]
    bench.finish(3, 4, 5)
    await asyncio.sleep(0)
    assert bench.queued() == [6, 7, 9]
    bench.finish(6, 7, 9)
    await asyncio.sleep(0.03)
    assert (bench.kept(), len(bench.inflight)) == ([], 0)


async def test_what_cannot_be_kept_is_refused_to_a_webhook_when_it_is_too_much(chats: Chats) -> None:
    bench = Bench(chats, replace(QUICK, in_memory=2))
    bench.inbox.error = FULL
    assert [await bench.inflight.handle(content(number)) for number in range(4)] == [False] * 4
    assert bench.queued() == [0, 1]
    bench.finish(0)
    assert await bench.inflight.handle(content(0))  # sent again, it has been handled
    bench.inbox.error = None
    assert await bench.inflight.handle(content(5))
    assert bench.kept() == [1, 5]


async def test_votes_have_come_when_they_are_counted(bench: Bench) -> None:
    now = time.monotonic()
    assert not bench.arrivals.have_come(now, "p")
    assert bench.arrivals.is_wanted
    await bench.inflight.take([vote(1), vote(2, "q")])
    bench.arrivals.all_came(now - 1)
    assert bench.arrivals.is_wanted
    bench.arrivals.all_came(now)
    assert not bench.arrivals.is_wanted
    assert not bench.arrivals.have_come(now, "p")
    bench.finish(1)
    assert bench.arrivals.have_come(now, "p")
    assert not bench.arrivals.have_come(now, "q")
    assert bench.arrivals.have_come(now, None)


def test_a_backlog_without_end_is_not_waited_for() -> None:
    arrivals = Arrivals(time.monotonic)
    for at in range(0, 61, 10):
        arrivals.more_is_there(at)
        assert not arrivals.have_come(0.0, None)
    arrivals.more_is_there(61)
    assert arrivals.have_come(1.0, None)
    assert not arrivals.have_come(1.1, None)


async def test_ids_that_telegram_counts_anew_are_other_updates(bench: Bench, chats: Chats) -> None:
    await bench.take(5, 6)
    bench.finish(5, 6)
    await bench.take(5)  # sent again, since it was not acknowledged
    bench.queued()
    bench.inflight.acknowledged(7)
    await bench.take(5)
    assert bench.queued() == [5]
    bench.finish(5)
    bench.inflight.close()
    again = Bench(chats)
    again.inflight.load()
    assert bench.inbox.handled() == []


async def test_what_the_program_before_handled_is_known_until_everything_has_come(chats: Chats) -> None:
    Inbox(chats).write([(5, "x"), (6, "x"), (7, "x")], handled=[5, 6, 7])
    bench = Bench(chats)
    bench.inflight.load()
    await bench.take(5)
    assert bench.queued() == []
    bench.inflight.all_came()
    await bench.take(6)
    assert bench.queued() == [6]
    assert bench.kept() == [6]
    bench.finish(6)
    bench.inflight.acknowledged(8)
    bench.inflight.close()
    assert bench.inbox.handled() == []


async def test_emptying(bench: Bench) -> None:
    await bench.take(1, 2)
    asyncio.get_running_loop().call_later(0.02, bench.finish, 1, 2)
    await bench.inflight.empty(5)
    assert len(bench.inflight) == 0
    await bench.take(3)
    await bench.inflight.empty(0.02)
    assert len(bench.inflight) == 1


async def test_an_older_update_holds_up_nothing(bench: Bench) -> None:
    await bench.take(1)  # it waits for a picture
    await bench.take(2, 3)
    asyncio.get_running_loop().call_later(0.02, bench.finish, 2, 3)
    async with asyncio.timeout(5):
        await bench.inflight.empty(60, latest=True)
    assert len(bench.inflight) == 1
    await bench.take()
    async with asyncio.timeout(5):
        await bench.inflight.empty(60, latest=True)


async def test_ids_are_remembered_for_a_while_only(chats: Chats) -> None:
    bench = Bench(chats, replace(QUICK, remembered=10))
    for number in range(100):
        await bench.take(number)
        bench.finish(number)
    await asyncio.sleep(0.03)
    assert bench.inbox.handled() == list(range(90, 100))


class Server:
    """getUpdates of Telegram: hands out what is not acknowledged. *answers* come first, one each call."""

    read_timeout = 1.0

    def __init__(self, numbers: range = range(0)) -> None:
        self.updates = list(map(content, numbers))
        self.answers: list[object] = []
        self.asked: list[dict[str, str]] = []
        self.news = asyncio.Event()

    def push(self, number: int) -> None:
        self.updates.append(content(number))
        self.news.set()

    async def post(self, url: str, **_: Any) -> Any:
        parameters = dict(pair.split("=") for pair in url.partition("?")[2].split("&"))
        self.asked.append(parameters)
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        self.updates = [update for update in self.updates if update["update_id"] >= int(parameters["offset"])]
        if not self.updates and parameters["timeout"] != "0":
            self.news.clear()
            await self.news.wait()
        return self.updates[: int(parameters["limit"])]


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - of the program under test there is no event
            await asyncio.sleep(0.005)


def polling(bench: Bench, server: Server, times: PollingTimes | None = None) -> Polling:
    given = (bench.inflight, bench.arrivals, ["message"], Contact())
    return Polling(Bot(TOKEN), server, *given, times=times)  # type: ignore[arg-type]


async def test_polling_acknowledges_what_is_kept_or_was_handled(bench: Bench) -> None:
    server = Server(range(10, 12))
    running = asyncio.create_task(polling(bench, server).run())
    await until(lambda: bench.queue.qsize())
    assert bench.queued() == [10, 11]
    await until(lambda: server.asked[-1]["offset"] == "12")  # though nobody has handled them
    bench.inbox.error = FULL
    for number in (12, 13, 14):
        server.push(number)
    await until(lambda: bench.queue.qsize() == 3)
    bench.finish(13)
    await until(lambda: len(server.asked) > 4)
    assert server.asked[-1]["offset"] == "12"  # 13 is done, 12 is not
    assert server.asked[-1]["timeout"] == "0"  # more may come beside it
    bench.finish(12)
    await until(lambda: server.asked[-1]["offset"] == "14")
    bench.inbox.error = None
    await until(lambda: server.asked[-1]["offset"] == "15")
    assert bench.kept() == [10, 11, 14]
    running.cancel()


async def test_a_busy_chat_hides_nobody(bench: Bench) -> None:
    server = Server(range(1, 501))
    running = asyncio.create_task(polling(bench, server).run())
    await until(lambda: bench.queue.qsize() == 500)
    running.cancel()


async def test_fetching_is_not_waited_for_when_somebody_has_to_know(bench: Bench) -> None:
    server = Server()
    running = asyncio.create_task(polling(bench, server).run())
    await until(lambda: server.asked)
    assert server.asked[-1]["timeout"] == "30"
    now = time.monotonic()
    assert not bench.arrivals.have_come(now, None)
    await until(lambda: bench.arrivals.have_come(now, None))
    assert time.monotonic() - now < 1
    assert server.asked[1]["timeout"] == "0"
    await until(lambda: server.asked[-1]["timeout"] == "30")
    running.cancel()


async def test_a_full_batch_is_not_everything(bench: Bench) -> None:
    server = Server(range(1, 151))
    now = time.monotonic()
    running = asyncio.create_task(polling(bench, server).run())
    await until(lambda: bench.queue.qsize() == 100)
    assert not bench.arrivals.have_come(now, None)
    await until(lambda: bench.queue.qsize() == 150)
    await until(lambda: bench.arrivals.have_come(now, None))
    running.cancel()


@pytest.mark.parametrize("answer", [{}, None, [{}], ["x"], [{"update_id": "1"}]])
async def test_an_answer_without_updates(bench: Bench, answer: object) -> None:
    server = Server(range(1, 2))
    server.answers = [answer]
    running = asyncio.create_task(polling(bench, server, PollingTimes(first_wait=0.01)).run())
    await until(lambda: bench.queue.qsize())
    running.cancel()


@pytest.mark.parametrize("error", [Conflict("other"), InvalidToken("no")])
async def test_polling_ends_when_it_is_refused_for_long(
    bench: Bench, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    times = PollingTimes(refusals=0.1, between_refusals=0.03)
    server = Server()
    server.answers = [[], *[error] * 3, [], *[error] * 100]
    with pytest.raises(type(error)):
        await polling(bench, server, times).run()
    assert len(server.asked) in range(6, 12)  # that it was answered in between does not matter
    assert caplog.text.count("fetching updates was refused, trying again") == len(server.asked) - 3


async def test_votes_handled_from_memory_leave_nothing_behind(bench: Bench, chats: Chats) -> None:
    bench.inbox.error = FULL
    await bench.inflight.take([vote(5), vote(6)])
    handled_with(chats, 5)
    handled_with(chats, 6)
    bench.finish(5, 6)
    bench.inbox.error = None
    bench.inflight.acknowledged(7)
    bench.inflight.close()
    assert chats.rows("SELECT * FROM inbox") == []


async def test_an_inbox_survives(tmp_path: Path) -> None:
    with closing(Chats.open(tmp_path / "chats.db")) as chats:
        Inbox(chats).write([(2, "b"), (1, "a"), (4, "secret")])
        Inbox(chats).write([(1, "other")], handled=[4])
        Inbox(chats).begin([2, 3])
    with closing(Chats.open(tmp_path / "chats.db")) as chats:
        assert Inbox(chats).waiting() == [Waiting(1, "a", 0), Waiting(2, "b", 1)]
        assert Inbox(chats).handled() == [4]
        Inbox(chats).write(handled=[1], old=[4])
        Inbox(chats).begin([2])
        assert Inbox(chats).waiting() == [Waiting(2, "b", 2)]
        Inbox(chats).unbegin([2])
        assert Inbox(chats).waiting() == [Waiting(2, "b", 1)]
        assert (Inbox(chats).content(2), Inbox(chats).content(1), Inbox(chats).content(9)) == ("b", "", "")
    assert b"other" not in (tmp_path / "chats.db").read_bytes()
    assert b"secret" not in (tmp_path / "chats.db").read_bytes()
