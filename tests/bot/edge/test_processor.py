"""Which update is handled when."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest
from telegram import Update

from bot.edge.application import NotWritten
from bot.edge.processor import LONGEST_QUEUE, TOO_LATE, ChatProcessor, is_status, key_of
from handlers.core.health import Health
from tests.double import GROUP, person

NOW = 1_700_000_000


def message(
    number: int, chat: dict[str, Any], text: str | None = "/final", date: int = NOW, user: int = 7
) -> Update:
    content: dict[str, Any] = {"message_id": number, "date": date, "chat": chat, "from": person(user)}
    return Update.de_json({"update_id": number, "message": {**content, "text": text}}, None)


def private(user: int) -> dict[str, Any]:
    return {"id": user, "type": "private", "first_name": "P"}


def vote(number: int, user: int, poll: str = "p") -> Update:
    answer = {"poll_id": poll, "user": person(user), "option_ids": [0], "option_persistent_ids": ["0"]}
    return Update.de_json({"update_id": number, "poll_answer": answer}, None)


def age(update: Update) -> float:
    return NOW - update.effective_message.date.timestamp() if update.effective_message else 0.0


async def nothing(_update: Update, _error: BaseException) -> None:
    """Nobody is told that it takes long."""


def order(
    slots: int,
    health: Health,
    on_finished: Callable[[Update], object] = lambda _: None,
    on_delay: Callable[[Update, BaseException], Coroutine[Any, Any, None]] = nothing,
    age: Callable[[Update], float] = age,
    delay: float = 3.0,
) -> ChatProcessor:
    matters = partial(is_status, owners=[77])
    return ChatProcessor(
        slots, LONGEST_QUEUE, lambda: NOW, age, matters, health, on_finished, on_delay, delay
    )


class Work:
    """Handles updates, each until it is let go; notes what began and what was finished."""

    def __init__(self, slots: int) -> None:
        self.health = Health(0)
        self.order = order(slots, self.health, lambda update: self.finished.append(update.update_id))
        self.begun: list[int] = []
        self.finished: list[int] = []
        self._go: dict[int, asyncio.Event] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def give(self, *updates: Update) -> None:
        for update in updates:
            self._go[update.update_id] = asyncio.Event()
            work = self.order.process_update(update, self._handle(update.update_id))
            self._tasks.append(asyncio.create_task(work))
        await self.settle()

    async def _handle(self, number: int) -> None:
        self.begun.append(number)
        await self._go[number].wait()

    async def let_go(self, *numbers: int) -> None:
        for number in numbers:
            self._go[number].set()
        await self.settle()

    async def settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)

    async def done(self) -> list[BaseException | None]:
        return await asyncio.gather(*self._tasks, return_exceptions=True)


async def test_a_chat_in_order_and_chats_side_by_side() -> None:
    work = Work(slots=10)
    await work.give(message(1, GROUP), message(2, GROUP), message(3, private(5)), vote(4, 5), vote(5, 6))
    assert work.begun == [4, 5, 1, 3]  # votes at once, one message in each turn of the loop
    await work.let_go(2, 3)
    assert (work.begun, work.finished) == ([4, 5, 1, 3], [3])
    await work.let_go(1, 4, 5)
    await work.done()
    assert (work.begun[-1], work.finished) == (2, [3, 1, 4, 5, 2])
    assert work.health.handled == 5


async def test_the_first_answer_is_sent_before_the_last_is_worked_out() -> None:
    done: list[str] = []

    async def handle(number: int) -> None:
        done.append(f"begun {number}")
        asyncio.get_running_loop().call_soon(done.append, f"sent {number}")

    processor = order(10, Health(0))
    updates = [message(number, private(number)) for number in range(1, 6)]
    await asyncio.gather(*(processor.process_update(update, handle(update.update_id)) for update in updates))
    assert [line for line in done if line.startswith("begun")] == [
        f"begun {number}" for number in range(1, 6)
    ]
    assert all(done.index(f"sent {number}") < done.index(f"begun {number + 2}") for number in range(1, 4))


async def test_who_waits_in_a_line_takes_no_hand() -> None:
    work = Work(slots=2)
    await work.give(*(message(number, GROUP) for number in range(1, 50)), message(50, private(5)))
    assert work.begun == [1, 50]
    await work.give(message(51, private(6)))
    assert work.begun == [1, 50]  # two slots are full
    await work.let_go(50)
    assert work.begun == [1, 50, 51]
    await work.let_go(*range(1, 52))
    await work.done()
    assert [number for number in work.finished if number < 50] == list(range(1, 50))


async def test_votes_need_no_hand() -> None:
    work = Work(slots=1)
    await work.give(message(1, private(5)), message(2, private(6)), vote(3, 7), vote(4, 7), vote(5, 8))
    assert work.begun == [3, 5, 1]  # one after the other of one person all the same
    await work.let_go(*range(1, 6))
    await work.done()


async def test_a_line_that_is_too_long() -> None:
    work = Work(slots=2)
    await work.give(*(message(number, GROUP) for number in range(1, 131)), message(131, private(5)))
    assert work.begun == [1, 131]
    assert work.finished == list(range(101, 131))
    assert work.health.skipped == 30
    await work.give(message(132, GROUP, text=None))
    await work.let_go(*range(1, 133))
    await work.done()
    assert work.finished[-1] == 132
    assert not work.order._waiting


async def test_nothing_is_kept_of_chats_that_are_quiet() -> None:
    work = Work(slots=4)
    await work.give(*(message(number, private(number)) for number in range(1, 200)))
    await work.let_go(*range(1, 200))
    await work.done()
    gc.collect()
    assert len(work.order._locks) == 0
    assert not work.order._tasks


async def test_too_late_is_passed_over_and_finished() -> None:
    work = Work(slots=4)
    await work.give(message(1, GROUP, date=NOW - 121), vote(2, 5))
    assert (work.begun, work.finished) == ([2], [1])
    assert (work.health.skipped, work.health.handled) == (1, 0)
    await work.let_go(2)
    await work.done()


async def test_a_failure_is_finished_and_the_next_one_handled() -> None:
    finished: list[int] = []
    chats = order(2, Health(0), lambda update: finished.append(update.update_id))

    async def fail() -> None:
        raise RuntimeError

    async def work() -> None:
        return None

    with pytest.raises(RuntimeError):
        await chats.process_update(message(1, GROUP), fail())
    await chats.process_update(message(2, GROUP), work())
    assert finished == [1, 2]


async def test_what_is_given_up_is_not_finished() -> None:
    work = Work(slots=4)
    await work.give(message(1, GROUP), message(2, GROUP))
    work.order.cancel()
    assert [type(error) for error in await work.done()] == [asyncio.CancelledError] * 2
    assert work.finished == []


async def handled_at(update: Update) -> bool:
    work = Work(slots=4)
    await work.give(update)
    await work.let_go(update.update_id)
    await work.done()
    return work.begun == [update.update_id]


@pytest.mark.parametrize(
    ("update", "late"),
    [
        (message(1, GROUP, date=NOW - int(TOO_LATE)), False),
        (message(1, GROUP, date=NOW - int(TOO_LATE) - 1), True),
        (message(1, GROUP, text=None, date=NOW - 1000), False),
        (message(1, private(77), "/status", date=NOW - 1000, user=77), False),
        (message(1, private(77), "/final", date=NOW - 1000, user=77), True),
        (message(1, private(78), "/status", date=NOW - 1000, user=78), True),
        (vote(1, 5), False),
    ],
)
async def test_what_is_too_late(update: Update, late: bool) -> None:
    assert await handled_at(update) is not late


async def test_what_could_not_be_written_is_handled_again_and_holds_up_nothing() -> None:
    log: list[str] = []
    chats = order(2, Health(0), lambda update: log.append(f"finished {update.update_id}"))
    written = asyncio.Event()

    async def handle(update: Update) -> None:
        log.append(f"handling {update.update_id}")
        if update.update_id == 1 and not written.is_set():
            raise NotWritten(partial(handle, update))

    first, second = message(1, GROUP), message(2, GROUP)
    waiting = asyncio.create_task(chats.process_update(first, handle(first)))
    await asyncio.sleep(0.01)
    await chats.process_update(second, handle(second))
    assert log == ["handling 1", "handling 2", "finished 2"]
    written.set()
    await asyncio.wait_for(waiting, 2)
    assert log[-2:] == ["handling 1", "finished 1"]


async def test_those_that_wait_are_handled_in_their_order() -> None:
    done: list[int] = []
    chats = order(2, Health(0))
    written = asyncio.Event()

    async def handle(update: Update) -> None:
        if not written.is_set():
            raise NotWritten(partial(handle, update))
        done.append(update.update_id)

    votes = [vote(number, number) for number in range(1, 21)]
    waiting = []
    for update in votes:
        waiting.append(asyncio.create_task(chats.process_update(update, handle(update))))
        await asyncio.sleep(0.01)
    written.set()
    await asyncio.wait_for(asyncio.gather(*waiting), 2)
    assert done == list(range(1, 21))


async def test_one_that_takes_long_once_it_is_written_holds_up_nothing() -> None:
    done: list[int] = []
    chats = order(2, Health(0))
    tries: list[int] = []

    async def handle(update: Update) -> None:
        tries.append(update.update_id)
        if tries.count(update.update_id) < 2:
            raise NotWritten(partial(handle, update))
        if update.update_id == 1:
            await asyncio.sleep(1.5)
        done.append(update.update_id)

    updates = [vote(1, 1), vote(2, 2)]
    waiting = [asyncio.create_task(chats.process_update(update, handle(update))) for update in updates]
    await asyncio.wait_for(asyncio.gather(*waiting), 5)
    assert done == [2, 1]
    assert tries == [1, 2, 1, 2]


async def test_what_was_begun_in_time_is_never_too_late() -> None:
    ages = [0.0]
    finished: list[int] = []
    chats = order(2, Health(0), lambda update: finished.append(update.update_id), age=lambda _: ages[0])
    tries: list[int] = []

    async def handle(update: Update) -> None:
        tries.append(update.update_id)
        if len(tries) < 2:
            ages[0] = TOO_LATE + 1
            raise NotWritten(partial(handle, update))

    update = message(1, GROUP)
    await asyncio.wait_for(chats.process_update(update, handle(update)), 2)
    assert (tries, finished) == ([1, 1], [1])


async def test_that_it_takes_long_is_told_beside() -> None:
    told: list[int] = []
    written = asyncio.Event()

    async def tell(update: Update, error: BaseException) -> None:
        told.append(update.update_id)
        raise RuntimeError

    async def handle(update: Update) -> None:
        if not written.is_set():
            raise NotWritten(partial(handle, update))

    chats = order(2, Health(0), on_delay=tell, delay=0.01)
    update = vote(1, 1)
    waiting = asyncio.create_task(chats.process_update(update, handle(update)))
    await asyncio.sleep(0.1)
    written.set()
    await asyncio.wait_for(waiting, 2)
    assert told == [1]


async def test_what_cannot_be_written_at_all_is_given_up_only_on_purpose() -> None:
    finished: list[int] = []
    chats = order(2, Health(0), lambda update: finished.append(update.update_id))

    async def fail(update: Update) -> None:
        raise NotWritten(partial(fail, update))

    update = vote(1, 5)
    waiting = asyncio.create_task(chats.process_update(update, fail(update)))
    await asyncio.sleep(0.2)
    chats.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    assert finished == []


def test_locks() -> None:
    query = {"id": "1", "from": person(7), "query": "x", "offset": ""}
    assert key_of(Update.de_json({"update_id": 1, "inline_query": query}, None)) == ("user", 7)
    assert key_of(message(1, GROUP)) == ("chat", GROUP["id"])
    assert key_of(vote(1, 5)) == ("vote", 5)
    assert key_of(Update.de_json({"update_id": 1}, None)) == ("user", 0)
