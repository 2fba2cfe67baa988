"""How long pictures take, and what memory: the first ones, and two hundred.

    python -m tests.benchmarks.pictures

It has two hundred of the pictures of all editions, clubs and tables in three languages made as the bot does,
laid out in this process and drawn by another, while something wants to be done every millisecond, as votes
do: printed is how long that waited, with and without pictures, and this process's memory before and after.
Then it lays out and draws others in this process, one after the other, and prints the time for the first of
each kind, and the quantiles of all.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.settings import packaged_seeds
from handlers.core.answers import Call
from handlers.core.command import NOBODY, Ask, Services
from handlers.pictures.commands import picture_of
from handlers.pictures.painter import Painter
from handlers.wording.texts import texts_of
from store.archive.archive import Archive
from store.chats.database import Chats
from store.importing.importer import import_seeds

_MOST = 200


def cards(archive: Archive) -> Iterator[Call]:
    """The cards of all editions and clubs that have pictures."""
    for label in archive.labels:
        yield from (Call(name, edition=label) for name in ("final", "season", "scorers"))
    yield from (Call("club", clubs=(club.id,)) for club in archive.clubs())
    yield from (Call("titles"), Call("scorers", word="all"))


def memory() -> float:
    """The resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS"))


async def waits(services: Services, calls: Sequence[tuple[Call, str]]) -> list[float]:
    """How long each thing that was due waited, in seconds, while the pictures of *calls* were made."""
    found: list[float] = []
    ended = asyncio.Event()

    async def wanted() -> None:
        while not ended.is_set():
            due = time.perf_counter() + 0.001
            await asyncio.sleep(0.001)
            found.append(time.perf_counter() - due)

    async def made(some: Sequence[tuple[Call, str]]) -> None:
        for call, language in some:
            picture = await picture_of(Ask(call, services, replace(NOBODY, language=language)), dark=False)
            if picture:
                await painter.draw(picture.draw)

    painter = Painter()
    watching = asyncio.create_task(wanted())
    await asyncio.gather(made(calls[::2]), made(calls[1::2]), asyncio.sleep(1))
    ended.set()
    await watching
    painter.close()
    return sorted(found)


def main() -> None:
    """Measure, and print the results."""
    with TemporaryDirectory() as folder:
        import_seeds(packaged_seeds(), Path(folder) / "archive.db")
        archive = Archive(Path(folder) / "archive.db")
        zone, chats = ZoneInfo("Asia/Almaty"), Chats.in_memory()
        services = Services.of(archive, chats, texts_of(archive), "", time.time, zone)
        for label in archive.labels:  # as in a bot that has answered for a while
            archive.edition(label)
        for _ in services.texts("en").compile_each():
            pass
        calls = [(call, language) for language in ("en", "ru", "kk") for call in cards(archive)]
        calls.sort(key=lambda one: hash(one))
        before, first, times = memory(), dict[str, float](), list[float]()
        loop = asyncio.new_event_loop()
        for said, some in (("without", []), ("with", calls[:_MOST])):
            late = loop.run_until_complete(waits(services, some))
            shown = f"p99 {late[int(len(late) * 0.99)] * 1000:.0f} ms, at most {late[-1] * 1000:.0f} ms"
            print(
                f"{said} pictures, what is due waits {shown}; memory {memory():.0f} MB, before {before:.0f}"
            )

        def made(call: Call, language: str) -> bool:
            began = time.thread_time()
            ask = Ask(call, services, replace(NOBODY, language=language))
            picture = loop.run_until_complete(picture_of(ask, dark=False))
            if picture is None:
                return False
            picture.draw()
            times.append(time.thread_time() - began)
            first.setdefault(call.command, times[-1])
            return True

        for _ in islice(filter(lambda one: made(*one), calls[_MOST:]), _MOST):
            pass
        times.sort()
        print(", ".join(f"{kind} first {seconds * 1000:.0f} ms" for kind, seconds in first.items()))
        for share in (0.5, 0.9, 0.99, 1.0):
            print(f"p{share * 100:.0f} {times[min(int(share * len(times)), len(times) - 1)] * 1000:.0f} ms")


if __name__ == "__main__":
    main()
