"""The screen of the terminal chat."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.terminal import console
from bot.terminal.build import build_offline
from bot.terminal.client import OfflineChat
from bot.terminal.completion import ChatCompleter
from bot.terminal.console import Screen
from bot.terminal.offline import CHAT, OfflineTelegram
from handlers.wording.texts import Texts
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
    screen = Screen(person, telegram, Console(file=terminal), Texts)
    watching = asyncio.create_task(screen.watch())
    for text in ("first", "second"):
        await program.application.bot.send_message(CHAT["id"], text)
        await asyncio.sleep(0.01)
    watching.cancel()
    assert [type(failure) for failure in failures] == [BlockingIOError]
    assert "second" in terminal.getvalue()


@asynccontextmanager
async def screen_of(archive: Archive) -> AsyncIterator[tuple[Screen, StringIO]]:
    telegram, terminal = OfflineTelegram(), StringIO()
    program = build_offline(services_of(archive), telegram)
    person = OfflineChat(program.application, telegram, program.timers.settle)
    async with program.application:
        yield Screen(person, telegram, Console(file=terminal, width=40), Texts), terminal


async def test_a_number_of_buttons_that_are_gone_says_so(early: Archive) -> None:
    async with screen_of(early) as (screen, terminal):
        await screen.enter("/finals")
        await screen.enter("/privacy")
        terminal.truncate(0)
        await screen.enter("3")
        assert "No button has the number 3 any" in terminal.getvalue()
        await screen.enter("93")  # never a button: an edition
        assert "Dostyk 4–2 Taraz" in terminal.getvalue()


async def test_the_player_is_called_you_in_the_language_of_the_chat(
    early: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Also when another one is chosen in it."""
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"/language kk\n/trivia 1\n2\n1 2\n")))
    await console.chat(services_of(early), tmp_path / "history", "ru")
    table = capsys.readouterr().out.partition("🏁")[2]
    assert ("1. Сіз" in table, "Вы" in table) == (True, False)


async def test_words_are_not_broken_at_the_margin(early: Archive) -> None:
    async with screen_of(early) as (screen, terminal):
        await screen.enter("/privacy")
    words = {word for line in terminal.getvalue().splitlines() for word in line.split()}
    assert {"keep", "answers,", "everywhere,"} <= words


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("/tr", "/trivia"),
        ("/final 199", "1993"),
        ("/club Kai", "Kairat"),
        ("Spartak S", "Spartak Semey"),
        ("/h2h Kairat Dos", "Dostyk"),
        ("/club qqq", None),
        ("", None),
    ],
)
def test_tab_completes(early: Archive, typed: str, first: str | None) -> None:
    found = list(ChatCompleter(early).get_completions(Document(typed)))
    assert (found[0].text if found else None) == first


@pytest.mark.parametrize("ending", ["exit\r", "quit\r", "\x03\x03", "\x04"])
async def test_a_terminal_chat_ends(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, early: Archive, ending: str
) -> None:
    monkeypatch.setattr(console, "in_terminal", lambda: True)
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text(f"?\r{ending}")
        lines = [line async for line in console._lines(tmp_path / "history", early)]
    assert lines == ["/help"]


async def test_a_picture_is_saved_to_a_new_file(
    early: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with screen_of(early) as (screen, terminal):
        for _ in range(2):
            await screen.enter("/final 1993")
            shown = terminal.getvalue()
            number = shown[: shown.rindex("Picture")].split()[-1]
            await screen.enter(number)
    assert "Saved as final-1993.png." in terminal.getvalue()
    assert "Saved as final-1993-2.png." in terminal.getvalue()
    files = [tmp_path / name for name in ("final-1993.png", "final-1993-2.png")]
    assert [path.read_bytes()[:4] for path in files] == [b"\x89PNG"] * 2
