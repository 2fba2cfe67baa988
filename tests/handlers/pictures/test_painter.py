"""Drawing in a process of its own: it is the same picture, and nothing that happens there stops the bot."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from handlers.canvas.drawing import draw
from handlers.canvas.palette import Look
from handlers.canvas.sheet import Sheet
from handlers.pictures.painter import NotDrawn, Painter

LOOK = Look(dark=False)


def sheet(text: str) -> Sheet:
    found = Sheet()
    found.text(64, 64, text, 48)
    return found


def process() -> bytes:
    """The id of the process that draws."""
    return b"%d" % os.getpid()


def wrong() -> bytes:
    raise ValueError("no such colour")


def die() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def settings() -> bytes:
    return " ".join(os.environ).encode()


@contextmanager
def painting(**seconds: float) -> Iterator[Painter]:
    painter = Painter(**seconds)
    try:
        yield painter
    finally:
        painter.close()


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def is_dead(number: int) -> bool:
    """Whether a process has ended, though nothing has waited for it yet."""
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


async def test_it_is_the_same_picture_drawn_elsewhere() -> None:
    with painting() as painter:
        work = partial(draw, sheet("Қайрат – Ордабасы 2:1"), LOOK)
        assert await painter.draw(work) == work()
        first, second = await asyncio.gather(painter.draw(process), painter.draw(process))
        assert first == second != process()
        assert is_running(int(first))
    await until(lambda: not is_running(int(first)))


async def test_an_error_there_is_an_error_here() -> None:
    with painting() as painter:
        one = await painter.draw(process)
        with pytest.raises(NotDrawn, match="no such colour"):
            await painter.draw(wrong)
        assert await painter.draw(process) == one


async def test_a_process_that_was_ended_is_replaced() -> None:
    with painting() as painter:
        one = await painter.draw(process)
        os.kill(int(one), signal.SIGKILL)
        await until(lambda: is_dead(int(one)))
        assert await painter.draw(process) != one


async def test_what_is_being_drawn_when_it_ends_is_not_drawn() -> None:
    with painting() as painter:
        await painter.draw(process)
        with pytest.raises(NotDrawn, match="ended"):
            await painter.draw(die)
        assert await painter.draw(process)


async def test_a_drawing_has_an_end() -> None:
    with painting(longest=4.0) as painter:
        with pytest.raises(NotDrawn, match="ended"):
            await painter.draw(partial(time.sleep, 60))  # type: ignore[arg-type]
        assert await painter.draw(process)


async def test_it_ends_when_there_is_nothing_to_draw() -> None:
    with painting(idle=0.1) as painter:
        one = await painter.draw(process)
        await until(lambda: not is_running(int(one)))
        assert await painter.draw(process) != one


async def test_it_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    monkeypatch.setenv("KUBOK_DATA", "/data")
    with painting() as painter:
        told = (await painter.draw(settings)).decode().split()
    assert "PATH" in told
    assert [name for name in told if name.startswith(("TELEGRAM", "KUBOK"))] == []


async def until(reached: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end
        await asyncio.sleep(0.02)
