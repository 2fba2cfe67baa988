"""How long votes wait for pictures: a vote every 20 ms, without, with the first, and with more of them.

    python -m tests.benchmarks.votes

A Bot API server hands out votes to a bot in a process of its own, and buttons "Picture" of all editions and
clubs, five a second. Printed is how long it takes from a vote being there to the bot acknowledging it, which
it does once it is kept: the median, and the longest of them.
"""

import asyncio
import itertools
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.settings import packaged_seeds
from bot.terminal.sent import described_photo
from handlers.core.answers import Call
from handlers.core.callback_data import encode
from store.archive.archive import Archive
from store.importing.importer import import_seeds
from tests.benchmarks.pictures import cards
from tests.benchmarks.updates import UpdateServer, bot_at

_SETTLED = 25.0  # seconds after the start until the bot has built what later answers need
_SECONDS = 30.0  # that are measured
_FIRST = 5.0  # seconds in which what draws is loaded, and the first picture made
_VOTE, _PICTURE, _NEVER = 0.02, 0.2, 3_600.0  # seconds between two


class Server(UpdateServer):
    """Hands out votes and pressed buttons, and notes when the votes are acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []
        self.photos = 0
        self._came: dict[int, float] = {}  # by number: when each vote came

    def push_vote(self, vote: dict[str, Any]) -> None:
        """Have a vote for the bot."""
        self._came[self.push({"poll_answer": vote})] = time.monotonic()

    def acknowledged(self, number: int) -> None:
        """Note how long a vote waited."""
        if number in self._came:
            self.waits.append(time.monotonic() - self._came.pop(number))

    def result(self, method: str, parameters: Any) -> Any:
        """The result of a method, in small letters."""
        if method != "sendphoto":
            return True
        self.photos += 1
        chat = {"id": int(str(parameters["chat_id"])), "type": "private", "first_name": "P"}
        return {"message_id": 10**6, "date": 1, "chat": chat, "photo": described_photo(str(self.photos))}


async def every(seconds: float, push: Any) -> None:
    """Call *push* with 0, 1, 2 … every so many seconds."""
    for number in itertools.count():
        push(number)
        await asyncio.sleep(seconds)


async def main() -> None:
    """Measure, and print how long votes waited."""
    with TemporaryDirectory() as folder:
        import_seeds(packaged_seeds(), Path(folder) / "archive.db")
        archive = Archive(Path(folder) / "archive.db")
        pictured = [
            encode(Call("picture", edition=card.edition, clubs=card.clubs, word=card.command))
            for card in cards(archive)
        ]
        server = Server()

        def vote(number: int) -> None:
            user = {"id": 10 + number % 50, "is_bot": False, "first_name": "P"}
            answer = {"poll_id": "1", "user": user, "option_ids": [0], "option_persistent_ids": ["0"]}
            server.push_vote(answer)

        def press(number: int) -> None:
            user = {"id": 1000 + number, "is_bot": False, "first_name": "P"}
            chat = {"id": user["id"], "type": "private", "first_name": "P"}
            message = {"message_id": 5, "date": 1, "chat": chat, "text": "…"}
            query = {"id": str(number), "from": user, "chat_instance": "1", "message": message}
            server.push({"callback_query": query | {"data": pictured[number % len(pictured)]}})

        async with bot_at(server, folder, TELEGRAM_RATE_LIMIT="0"):
            await asyncio.sleep(_SETTLED)
            phases = (("no", _NEVER, _SECONDS), ("the first", _NEVER, _FIRST), ("more", _PICTURE, _SECONDS))
            for said, pause, seconds in phases:
                server.waits.clear()
                tasks = [asyncio.create_task(every(_VOTE, vote))]
                if said != "no":
                    tasks.append(asyncio.create_task(every(pause, press)))
                await asyncio.sleep(seconds)
                for task in tasks:
                    task.cancel()
                waits = sorted(server.waits)
                middle, last = waits[len(waits) // 2], waits[-1]
                late = waits[int(len(waits) * 0.99)]
                shown = f"p50 {middle * 1000:.0f} ms, p99 {late * 1000:.0f} ms, at most {last * 1000:.0f} ms"
                print(f"{said} pictures ({server.photos} sent so far): {len(waits)} votes, {shown}")


if __name__ == "__main__":
    asyncio.run(main())
