"""The screen of the terminal chat."""

import asyncio
from io import StringIO

from rich.console import Console

from bot.terminal.build import build_offline
from bot.terminal.client import OfflineChat
from bot.terminal.console import Screen
from bot.terminal.offline import CHAT, OfflineTelegram
from store.archive.archive import Archive
from tests.handlers.conftest import services_of


class _Jammed(StringIO):
    """A terminal that takes nothing the first time."""

    jammed = True

    def write(self, text: str) -> int:
        if self.jammed:
            self.jammed = False
            raise BlockingIOError
        return super().write(text)


async def test_what_comes_by_itself_is_shown_though_it_failed_once(early: Archive) -> None:
    failures: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context["exception"]))
    telegram, terminal = OfflineTelegram(), _Jammed()
    program = build_offline(services_of(early), telegram)
    person = OfflineChat(program.application, telegram, program.timers.settle)
    watching = asyncio.create_task(Screen(person, telegram, Console(file=terminal)).watch())
    for text in ("first", "second"):
        await program.application.bot.send_message(CHAT["id"], text)
        await asyncio.sleep(0.01)
    watching.cancel()
    assert [type(failure) for failure in failures] == [BlockingIOError]
    assert "second" in terminal.getvalue()
