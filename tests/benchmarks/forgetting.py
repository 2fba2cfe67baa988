"""How long what a user has had deleted stays in a replica of ``chats.db``, with an hour in a second.

A database is used and scrubbed as by the bot, and replicated with the configuration in ``deploy``, its times
divided by 3,600 (a second at least); Litestream is started anew once a day, as by its unit. A name is stored,
deleted, and looked for in every file until it is in none. (Litestream compresses pages, but letters that
were not there before stay as they are.)

    python -m tests.benchmarks.forgetting
"""

import asyncio
import os
import re
import secrets
import shutil
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.edge.scrubbing import Scrubbing
from bot.tuning import InFlightLimits
from store.chats.database import Chats
from store.chats.inbox import Inbox
from store.chats.models import Person
from store.chats.people import forget, remember

DEPLOY = Path(__file__).parents[2] / "deploy"
_USER = 5
_DAY = 24.0  # seconds that a day takes
_AWAY = 3.0  # seconds for which Litestream is away when it is started anew; longer than between two scrubs
_BEFORE = 1.3 * _DAY  # seconds after which the name is deleted
_LONGEST = 10 * _DAY
_SHORTER = """
levels: [{interval: 1s}, {interval: 2s}]
l0-retention: 1s
l0-retention-check-interval: 1s
"""


class Litestream:
    """Litestream for a database in *data*, started anew once a day."""

    def __init__(self, folder: Path) -> None:
        text = (DEPLOY / "litestream.yml").read_text()
        self._configuration = folder / "litestream.yml"
        self._configuration.write_text(re.sub(r"(\d+)h$", r"\1s", text, flags=re.MULTILINE) + _SHORTER)
        self._environment = os.environ | {"DATA": str(folder / "data"), "REPLICA": str(folder / "replica")}
        beside = Path(sys.executable).with_name("litestream")
        self._program = str(beside) if beside.exists() else shutil.which("litestream")

    async def run(self) -> None:
        """Run it until cancelled."""
        if self._program is None:
            raise SystemExit("Litestream is not installed: pip install -e '.[replica]'")
        command = [self._program, "replicate", "-config", str(self._configuration), "-log-level", "error"]
        while True:
            process = await asyncio.create_subprocess_exec(*command, env=self._environment)
            try:
                await asyncio.sleep(_DAY)
            finally:
                process.terminate()
            await process.wait()
            await asyncio.sleep(_AWAY)


async def use(chats: Chats, forgotten: asyncio.Event, name: str) -> None:
    """Write something each second, as health checks do, scrub after each write, and have the user deleted."""
    scrubbing, began = Scrubbing(Inbox(chats), InFlightLimits().scrub_again), time.monotonic()
    while True:
        if not forgotten.is_set():
            remember(chats, Person(_USER, name))
            if time.monotonic() - began > _BEFORE:
                forget(chats, _USER)
                forgotten.set()
        chats.can_be_written()
        if chats.to_scrub:
            scrubbing.do()
        await asyncio.sleep(1)


async def measure(folder: Path) -> None:
    """Print, in hours, when the name was last in each kind of file."""
    name, forgotten = secrets.token_hex(12), asyncio.Event()
    with closing(Chats.open(folder / "data" / "chats.db")) as chats:
        tasks = [asyncio.create_task(Litestream(folder).run())]
        await asyncio.sleep(2)
        tasks.append(asyncio.create_task(use(chats, forgotten, name)))
        await forgotten.wait()
        began, last = (
            time.monotonic(),
            dict.fromkeys(("chats.db", "its log", "Litestream's files", "the replica"), 0.0),
        )
        found = {""}
        while found and time.monotonic() - began < _LONGEST:
            await asyncio.sleep(0.2)
            found = set(map(kind_of, files_with(folder, name.encode())))
            last |= dict.fromkeys(found, time.monotonic() - began)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for kind, hours in last.items():
        print(f"{kind}: {hours:.0f} hours ({hours / 24:.1f} days){' and longer' if kind in found else ''}")


def files_with(folder: Path, text: bytes) -> list[Path]:
    """The files below *folder* that have *text* in them."""
    found = []
    for path in folder.rglob("*"):
        try:
            if path.is_file() and text in path.read_bytes():
                found.append(path.relative_to(folder))
        except FileNotFoundError:  # deleted meanwhile
            continue
    return found


def kind_of(path: Path) -> str:
    """What a file is, by its path below the folder."""
    if path.parts[0] == "replica":
        return "the replica"
    if len(path.parts) > 2:
        return "Litestream's files"
    return "chats.db" if path.name == "chats.db" else "its log"


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        asyncio.run(measure(Path(temporary)))
