"""How long the loop is busy with something, and how much is begun in one of its turns."""

import asyncio
import itertools
import time
from collections import Counter
from typing import Any

import pytest

from bot.edge.pace import Busy, Pace


class Failed(Exception):
    pass


async def test_only_what_keeps_the_loop_busy_counts() -> None:
    noted: list[float] = []

    async def work() -> str:
        time.sleep(0.02)  # noqa: ASYNC251 - it is to block
        await asyncio.sleep(0.2)
        time.sleep(0.03)  # noqa: ASYNC251
        return "done"

    assert await Busy(work(), noted.append) == "done"
    (busy,) = noted
    assert 0.05 <= busy < 0.2


async def test_errors_pass_through_it_both_ways() -> None:
    noted: list[float] = []
    loop = asyncio.get_running_loop()
    failing: asyncio.Future[Any] = loop.create_future()
    loop.call_soon(failing.set_exception, Failed("outer"))

    async def work() -> None:
        with pytest.raises(Failed, match="outer"):
            await failing
        raise Failed("inner")

    with pytest.raises(Failed, match="inner"):
        await Busy(work(), noted.append)
    assert len(noted) == 1


async def test_a_cancellation_reaches_the_work() -> None:
    seen: list[str] = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            seen.append("cancelled")
            await asyncio.sleep(0)
            seen.append("cleaned up")
            raise

    async def outer() -> None:
        await Busy(work(), lambda _: seen.append("noted"))

    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert seen == ["cancelled", "cleaned up", "noted"]


async def test_a_timeout_inside_and_around_it() -> None:
    async def work() -> str:
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(60)
        except TimeoutError:
            return "inside"
        return "never"

    assert await Busy(work(), lambda _: None) == "inside"
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await Busy(asyncio.sleep(60), lambda _: None)


async def turns_of(pace: Pace, number: int) -> list[int]:
    """In which turn of the loop each of so many pieces of work begins."""
    turn, begun = 0, [-1] * number

    async def begin(place: int) -> None:
        await pace.turn()
        begun[place] = turn

    tasks = [asyncio.create_task(begin(place)) for place in range(number)]
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0)
        turn += 1
    return begun


async def test_what_takes_long_begins_one_in_a_turn() -> None:
    begun = await turns_of(Pace(), 5)
    assert [later - earlier for earlier, later in itertools.pairwise(begun)] == [1] * 4


async def test_what_takes_little_begins_together_in_its_order() -> None:
    pace = Pace()
    for _ in range(100):
        pace.note(0.0003)
    begun = await turns_of(pace, 20)
    assert begun == sorted(begun)
    assert sorted(Counter(begun).values()) == [6, 7, 7]
    for _ in range(100):
        pace.note(0.004)
    assert len(set(await turns_of(pace, 5))) == 5


async def test_who_is_cancelled_holds_up_nobody() -> None:
    pace, done = Pace(), []

    async def begin(place: int) -> None:
        await pace.turn()
        done.append(place)

    tasks = [asyncio.create_task(begin(place)) for place in range(4)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[2].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert done == [1, 3]
