"""Deleted data in the write-ahead log is removed as soon as nobody reads, without trying all the time."""

import asyncio

from bot.edge.scrubbing import Scrubbing


class Log:
    """A log that is kept open by another program, until it is let go."""

    def __init__(self) -> None:
        self.open, self.tries = True, 0

    def scrub(self) -> bool:
        self.tries += 1
        return not self.open


async def test_it_is_tried_now_and_again() -> None:
    log = Log()
    scrubbing = Scrubbing(log, 0.05)  # type: ignore[arg-type]
    for _ in range(100):  # as often as something is written
        scrubbing.do()
    assert log.tries == 1
    await asyncio.sleep(0.18)
    assert 2 <= log.tries <= 4
    log.open = False
    await asyncio.sleep(0.1)
    tries = log.tries
    await asyncio.sleep(0.1)
    assert log.tries == tries
    scrubbing.do()
    assert log.tries == tries + 1


async def test_it_has_an_end() -> None:
    log = Log()
    scrubbing = Scrubbing(log, 0.01)  # type: ignore[arg-type]
    scrubbing.do()
    scrubbing.stop()
    await asyncio.sleep(0.05)
    assert log.tries == 1
