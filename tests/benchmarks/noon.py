"""The question of the day in thousands of chats at once: its order, how long it takes, and who waits.

    python -m tests.benchmarks.noon [CHATS [RATE]]

By default 10,000 chats are due in the same minute, once with the default rate limit and once without one. A
Bot API server takes the polls, and hands out a command of another chat every half second. Printed are the
seconds until the last poll, beside those that the limit allows, whether they came in order, and how long the
commands waited for their answers: the median, the 99th percentile and the longest.
"""

import asyncio
import itertools
import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.settings import packaged_seeds
from store.archive.archive import Archive
from store.chats.database import Chats
from store.chats.models import Place
from store.importing.importer import import_seeds
from store.schedule import daily
from tests.benchmarks.updates import UpdateServer, bot_at

CHATS, RATE = 10_000, 30
_COMMAND = 0.5  # seconds between two commands
_READY = 40.0  # seconds until all are due, in which the bot starts and settles
_ASKERS = 1_000_000  # ids of users who ask, from here on


class Server(UpdateServer):
    """Takes polls and answers, and hands out commands."""

    def __init__(self) -> None:
        super().__init__()
        self.polls: list[tuple[int, float]] = []  # by chat: when each came
        self.waits: list[float] = []
        self._asked: dict[int, float] = {}
        self._askers = itertools.count(_ASKERS)

    def ask(self) -> None:
        """Have a command of another chat."""
        number = next(self._askers)
        user = {"id": number, "is_bot": False, "first_name": "P"}
        chat = {"id": number, "type": "private", "first_name": "P"}
        command = {"type": "bot_command", "offset": 0, "length": 6}
        message = {"message_id": 1, "date": int(time.time()), "chat": chat, "from": user}
        self._asked[number] = time.monotonic()
        self.push({"message": {**message, "text": f"/final {1992 + number % 30}", "entities": [command]}})

    def result(self, method: str, parameters: Any) -> Any:
        """The result of a method, in small letters."""
        if method == "sendpoll":
            return self._poll(parameters)
        if method != "sendmessage":
            return True
        chat = int(str(parameters["chat_id"]))
        if chat in self._asked:
            self.waits.append(time.monotonic() - self._asked.pop(chat))
        return {"message_id": 2, "date": int(time.time()), "chat": {"id": chat, "type": "private"}}

    def _poll(self, parameters: Any) -> dict[str, Any]:
        chat = int(str(parameters["chat_id"]))
        self.polls.append((chat, time.monotonic()))
        options = [
            {"text": option["text"], "voter_count": 0, "persistent_id": str(place)}
            for place, option in enumerate(json.loads(str(parameters["options"])))
        ]
        poll = {"id": f"p{chat}", "question": str(parameters["question"]), "options": options}
        flags = dict.fromkeys(("is_closed", "is_anonymous", "allows_multiple_answers"), False)
        more = {"total_voter_count": 0, "type": "quiz", "allows_revoting": False, "members_only": False}
        described = {"id": chat, "type": "supergroup", "title": "Fans"}
        sent = {"message_id": 1, "date": int(time.time()), "chat": described}
        return {**sent, "poll": {**poll, **flags, **more}}


def subscribe(folder: Path, chats: int) -> float:
    """Have so many chats due at one time, which is returned, in seconds since 1970."""
    import_seeds(packaged_seeds(), folder / "archive.db")
    archive = Archive(folder / "archive.db")
    kept = Chats.open(folder / "chats.db", archive.competition)
    due = (int((time.time() + _READY) // 60) + 1) * 60.0
    with kept.atomic():
        for number in range(chats):
            # The time of day in the usual zone, which is UTC here.
            daily.begin(kept, Place(-1_000_000 - number), int(due // 60) % 1440, due)
    kept.close()
    archive.close()
    return due


async def measure(chats: int, rate: int) -> None:
    """Measure one run, and print it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        due = subscribe(folder, chats)
        server = Server()
        async with bot_at(server, name, TELEGRAM_RATE_LIMIT=str(rate), KUBOK_TIMEZONE="UTC"):
            await asyncio.sleep(due - time.time())
            began, patience = time.monotonic(), 3 * chats / (rate or 100) + 60
            while len(server.polls) < chats and time.monotonic() < began + patience:
                server.ask()
                await asyncio.sleep(_COMMAND)
            await asyncio.sleep(2)
        report(server, chats, rate, began)


def report(server: Server, chats: int, rate: int, began: float) -> None:
    """Print what was measured of a run that *began* then."""
    took = max(at for _, at in server.polls) - began
    asked = [chat for chat, _ in server.polls]
    place = {chat: number for number, chat in enumerate(sorted(asked))}
    moved = max(abs(place[chat] - number) for number, chat in enumerate(asked))
    waits = sorted(server.waits)
    allowed = f", the limit allows {chats / rate:.0f} s" if rate else ""
    print(
        f"{len(asked)} of {chats} chats ({len(set(asked))} different), limit {rate or 'none'}: "
        f"{took:.1f} s{allowed}; at most {moved} places out of order; {len(waits)} commands: "
        f"median {1000 * waits[len(waits) // 2]:.0f} ms, p99 {1000 * waits[int(len(waits) * 0.99)]:.0f} ms, "
        f"longest {1000 * waits[-1]:.0f} ms"
    )


async def main() -> None:
    """Measure with the limits that are asked for."""
    chats = int(sys.argv[1]) if len(sys.argv) > 1 else CHATS
    for rate in [int(sys.argv[2])] if len(sys.argv) > 2 else [RATE, 0]:
        await measure(chats, rate)


if __name__ == "__main__":
    asyncio.run(main())
