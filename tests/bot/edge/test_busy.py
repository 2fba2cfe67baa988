"""How long the loop is busy with something is counted, and nothing else changes."""

import asyncio
import time
from typing import Any

import pytest

from bot.edge.busy import Busy


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
