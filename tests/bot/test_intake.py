"""What is acknowledged when, and what a bot that is killed finds again."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken

from bot import intake as module
from bot import polling as polling_module
from bot.intake import Content, GivenUp, Intake
from bot.polling import Polling
from store.chats.database import Chats
from store.chats.inbox import Inbox, Waiting
from tests.bot.server import TOKEN

PATIENCE = 0.05


@pytest.fixture
def chats() -> Iterator[Chats]:
    with closing(Chats.in_memory()) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", PATIENCE)


def content(number: int) -> Content:
    return {"update_id": number}


class Bench:
    """An intake whose updates a test handles; *given_up* are those that it gave up."""

    def __init__(self, chats: Chats) -> None:
        self.inbox = Inbox(chats)
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.given_up: list[int] = []
        self.intake = Intake(Bot(TOKEN), self.queue, self.inbox, self._give_up)

    def _give_up(self, update: Update, reason: GivenUp) -> None:
        assert str(update.update_id) in str(reason)
        self.given_up.append(update.update_id)

    def finish(self, *numbers: int) -> None:
        for number in numbers:
            self.intake.finish(Update(number))

    def queued(self) -> list[int]:
        return [self.queue.get_nowait().update_id for _ in range(self.queue.qsize())]

    def kept(self) -> list[int]:
        return [waiting.id for waiting in self.inbox.waiting()]

    async def handle_all(self) -> list[int]:
        """Finish what comes for a while; the ids in their order."""
        done = []
        while True:
            try:
                update = await asyncio.wait_for(self.queue.get(), 0.1)
            except TimeoutError:
                return done
            done.append(update.update_id)
            self.finish(update.update_id)


@pytest.fixture
def bench(chats: Chats) -> Bench:
    return Bench(chats)


async def test_what_is_handled_may_be_acknowledged(bench: Bench) -> None:
    bench.intake.take(map(content, (5, 6, 5)))
    bench.intake.take(map(content, (5, 6, 7)))  # fetched again beside the work
    assert bench.queued() == [5, 6, 7]
    assert not bench.intake.is_safe(5)
    bench.finish(5)
    assert bench.intake.is_safe(5)
    assert not bench.intake.all_safe
    bench.finish(6, 7)
    assert bench.intake.all_safe
    bench.intake.take([content(6)])  # sent once more
    assert (bench.queued(), bench.kept(), len(bench.intake)) == ([], [], 0)


async def test_what_takes_long_is_kept_until_it_is_handled(bench: Bench) -> None:
    bench.intake.take(map(content, (5, 6)))
    bench.intake.keep()
    assert bench.kept() == []
    await bench.intake.settle(PATIENCE)
    bench.finish(6)
    bench.intake.keep()
    assert bench.kept() == [5]
    assert bench.intake.is_safe(5)
    assert bench.intake.all_safe
    assert (len(bench.intake), bench.intake.age() >= PATIENCE) == (1, True)
    bench.finish(5)
    assert (bench.kept(), len(bench.intake)) == ([], 0)


async def test_what_cannot_be_kept_is_not_acknowledged(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_updates: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    bench.intake.take([content(5)])
    monkeypatch.setattr(bench.inbox, "keep", full)
    bench.intake.keep(0)
    assert not bench.intake.is_safe(5)
    assert not await bench.intake.handle(content(6))
    assert "1 updates could not be kept: database or disk is full" in caplog.text


async def test_what_cannot_be_dropped_is_finished_all_the_same(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(_update: int) -> None:
        raise sqlite3.OperationalError("database is locked")

    bench.intake.take([content(5)])
    bench.intake.keep(0)
    monkeypatch.setattr(bench.inbox, "drop", locked)
    bench.finish(5)
    assert (len(bench.intake), bench.kept()) == (0, [5])
    assert "update 5 could not be dropped: database is locked" in caplog.text


async def test_the_next_start_finds_what_was_kept(bench: Bench, chats: Chats) -> None:
    bench.intake.take(map(content, (5, 6, 7)))
    bench.intake.keep(0)
    bench.finish(6)
    again = Bench(chats)
    handling = asyncio.create_task(again.handle_all())
    await again.intake.resume([content(7), content(8)])
    assert await handling == [5, 7, 8]
    assert again.kept() == []


async def test_one_after_the_other_at_first_but_what_takes_long_holds_up_nobody(bench: Bench) -> None:
    resuming = asyncio.create_task(bench.intake.resume(map(content, (1, 2, 3))))
    await asyncio.sleep(0.01)
    assert bench.queued() == [1]
    bench.finish(1)
    await asyncio.sleep(0.01)
    assert bench.queued() == [2]
    await asyncio.sleep(2 * PATIENCE)
    assert bench.queued() == [3]
    bench.finish(3)
    await resuming
    assert bench.inbox.waiting() == [Waiting(2, json.dumps(content(2)), 1)]


async def test_an_update_that_kills_the_bot_is_given_up(chats: Chats) -> None:
    Inbox(chats).keep([(5, json.dumps(content(5))), (6, json.dumps(content(6)))])
    for _ in range(3):
        killed = Bench(chats)
        resuming = asyncio.create_task(killed.intake.resume())
        await asyncio.sleep(0.01)
        assert killed.queued() == [5]  # and there it ends
        resuming.cancel()
        assert killed.given_up == []
    last = Bench(chats)
    handling = asyncio.create_task(last.handle_all())
    await last.intake.resume()
    assert (last.given_up, await handling, last.kept()) == ([5], [6], [])


async def test_what_comes_by_a_webhook_is_counted_too(chats: Chats) -> None:
    for _ in range(3):
        killed = Bench(chats)
        handling = asyncio.create_task(killed.intake.handle(content(5)))
        await asyncio.sleep(0.01)
        assert killed.queued() == [5]  # and there it ends
        handling.cancel()
    last = Bench(chats)
    assert await last.intake.handle(content(5))
    assert (last.given_up, last.queued(), last.kept()) == ([5], [], [])


async def test_no_more_is_taken_by_a_webhook_than_fits(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    assert [await bench.intake.handle(content(number)) for number in range(4)] == [True, True, False, False]
    assert bench.kept() == [0, 1]


async def test_who_died_beside_another_is_not_given_up(chats: Chats) -> None:
    """5 waits for the network when 6 kills the bot, each time."""
    Inbox(chats).keep([(5, json.dumps(content(5))), (6, json.dumps(content(6)))])
    for _ in range(2):
        killed = Bench(chats)
        resuming = asyncio.create_task(killed.intake.resume())
        await asyncio.sleep(module._ALONE + 0.02)
        resuming.cancel()
    last = Bench(chats)
    resuming = asyncio.create_task(last.intake.resume())
    await asyncio.sleep(module._ALONE + 0.02)
    assert last.queued() == [5]  # alone this time
    last.finish(5)
    await asyncio.sleep(0.01)
    assert last.queued() == [6]
    last.finish(6)
    await resuming
    assert last.given_up == []


async def test_what_is_left_on_purpose_was_not_begun(bench: Bench) -> None:
    resuming = asyncio.create_task(bench.intake.resume([content(5)]))
    await asyncio.sleep(0.01)
    bench.intake.take([content(6)])
    bench.intake.let_go()
    resuming.cancel()
    assert bench.inbox.waiting() == [Waiting(5, json.dumps(content(5)), 0)]


async def test_an_inbox_that_cannot_be_used_stops_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(bench.inbox, "keep", full)
    await bench.intake.resume([content(5)])
    assert bench.queued() == [5]
    assert not bench.intake.is_safe(5)
    assert not await bench.intake.handle(content(6))
    assert "disk is full" in caplog.text


async def test_what_cannot_be_read_is_passed_over(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bad = {"update_id": 5, "message": {"nonsense": True}}
    chat = {"id": 1, "type": "private"}
    far = {"update_id": 8, "message": {"message_id": 1, "date": 10**17, "chat": chat}}
    unknown = {"update_id": 6, "of_a_kind_that_nobody_knows": {"x": [1]}}
    bench.intake.take([bad, unknown, far])
    assert bench.queued() == [6]
    assert bench.intake.is_safe(5)
    assert "update 5 is of no known shape" in caplog.text
    await bench.intake.resume([{**bad, "update_id": 7}])
    assert bench.kept() == []


async def test_no_more_is_taken_than_fits(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 3)
    bench.intake.take(map(content, range(3)))
    waiting = asyncio.create_task(bench.intake.room())
    await asyncio.sleep(0.02)
    assert not waiting.done()
    bench.finish(1)
    await asyncio.wait_for(waiting, 1)


async def test_emptying(bench: Bench) -> None:
    bench.intake.take(map(content, (1, 2)))
    asyncio.get_running_loop().call_later(0.02, bench.finish, 1, 2)
    await bench.intake.empty(5)
    assert len(bench.intake) == 0
    bench.intake.take([content(3)])
    await bench.intake.empty(0.02)
    assert len(bench.intake) == 1


async def test_ids_are_remembered_for_a_while_only(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 10)
    for number in range(100):
        bench.intake.take([content(number)])
        bench.finish(number)
    assert list(bench.intake._recent) == list(range(90, 100))


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


async def test_polling_acknowledges_what_was_handled(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.4)
    server = Server(range(10, 12))
    polling = Polling(Bot(TOKEN), server, bench.intake, ["message"])  # type: ignore[arg-type]
    running = asyncio.create_task(polling.run())
    await until(lambda: bench.queue.qsize())
    bench.finish(*bench.queued())  # the first are handled one after the other
    await until(lambda: bench.queue.qsize())
    bench.finish(*bench.queued())
    await until(lambda: server.asked[-1]["offset"] == "12")
    for number in (12, 13, 14):
        server.push(number)
    await until(lambda: bench.queue.qsize() == 3)
    assert bench.queued() == [12, 13, 14]
    bench.finish(13)
    await until(lambda: len(server.asked) > 4)
    assert {call["offset"] for call in server.asked[3:]} == {"12"}  # 13 is done, 12 is not
    assert server.asked[-1]["timeout"] == "0"  # more may come beside it
    server.push(15)
    await until(lambda: bench.queue.qsize())
    await until(lambda: bench.kept() == [12, 14] or bench.kept() == [12, 14, 15])
    await until(lambda: server.asked[-1]["offset"] in ("15", "16"))
    bench.finish(12, 14, 15)
    await until(lambda: server.asked[-1]["offset"] == "16")
    running.cancel()
    await polling.acknowledge()
    assert server.updates == []


async def test_a_busy_chat_hides_nobody(bench: Bench) -> None:
    server = Server(range(1, 501))
    polling = Polling(Bot(TOKEN), server, bench.intake, [])  # type: ignore[arg-type]
    bench.intake.finish(Update(0))
    running = asyncio.create_task(polling.run())
    seen: set[int] = set()

    def last_is_there() -> bool:
        seen.update(bench.queued())
        return 500 in seen

    await asyncio.sleep(0)
    async with asyncio.timeout(30):
        while not last_is_there():
            await asyncio.sleep(0.01)
            bench.finish(*[number for number in seen if number <= 100])  # those of the careful start
    assert len(bench.intake) == 400  # none of the others is handled, and the last one is there all the same
    running.cancel()


@pytest.mark.parametrize("answer", [{}, None, [{}], ["x"], [{"update_id": "1"}]])
async def test_an_answer_without_updates(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    monkeypatch.setattr(polling_module, "_FIRST_WAIT", 0.01)
    server = Server(range(1, 2))
    server.answers = [answer]
    running = asyncio.create_task(Polling(Bot(TOKEN), server, bench.intake, []).run())  # type: ignore[arg-type]
    await until(lambda: bench.queue.qsize())
    running.cancel()


@pytest.mark.parametrize("error", [Conflict("other"), InvalidToken("no")])
async def test_polling_ends_when_it_is_no_use(bench: Bench, error: Exception) -> None:
    server = Server()
    server.answers = [[], error]
    with pytest.raises(type(error)):
        await Polling(Bot(TOKEN), server, bench.intake, []).run()  # type: ignore[arg-type]


async def test_an_inbox_survives(tmp_path: Path) -> None:
    with closing(Chats.open(tmp_path / "chats.db")) as chats:
        Inbox(chats).keep([(2, "b"), (1, "a")])
        Inbox(chats).keep([(1, "other")])
        assert Inbox(chats).begin(2) == 0
        assert Inbox(chats).begin(3) == 0
    with closing(Chats.open(tmp_path / "chats.db")) as chats:
        assert Inbox(chats).waiting() == [Waiting(1, "a", 0), Waiting(2, "b", 1)]
        Inbox(chats).drop(1)
        assert Inbox(chats).begin(2) == 1
        assert Inbox(chats).waiting() == [Waiting(2, "b", 2)]
    assert b"other" not in (tmp_path / "chats.db").read_bytes()
