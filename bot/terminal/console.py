"""Console chat with the bot, in a terminal or through a pipe."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.terminal.build import build_offline
from bot.terminal.client import OfflineChat
from bot.terminal.markup import plain, styled
from bot.terminal.offline import CHAT, OfflineTelegram
from bot.terminal.sent import SentMessage, SentPoll
from handlers.core.command import Services
from handlers.wording.languages import SOURCE_LANGUAGE
from handlers.wording.texts import Texts
from store.archive.archive import Archive
from store.chats.people import language_of
from store.text.translatable import N_

_PROMPT = "> "
_ENDING = ("exit", "quit", "/exit", "/quit")
_YOU, _RIGHT, _IT_WAS = N_("You"), N_("Right."), N_("It was %(answer)s.")
_SAVED = N_("Saved as %(file)s.")
_SEVERAL = N_("Two answers are right here: type both numbers, such as 1 3.")
_NO_BUTTON = N_("No button has the number %(number)s any more.")


def in_terminal() -> bool:
    """Whether standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


async def ask(services: Services, question: str, language: str = SOURCE_LANGUAGE) -> str:
    """The bot's answer to one message of a user of *language* as plain text, its buttons in brackets below
    it."""
    telegram = OfflineTelegram()
    program = build_offline(services, telegram)
    async with program.application:
        person = OfflineChat(program.application, telegram, program.timers.settle, language)
        messages = await person.say(question)
    polls = map(_plain_poll, telegram.take_polls())
    return "\n\n".join((*map(_plain, messages), *polls))


def _plain(message: SentMessage) -> str:
    rows = [" ".join(f"[ {text} ]" for text, _ in row) for row in message.buttons]
    return "\n".join((plain(message.html), *([""] if rows else []), *rows))


def _plain_poll(poll: SentPoll) -> str:
    described = filter(None, (poll.sent.get("description"),))
    return "\n".join((*described, poll.question, *(f"( ) {option}" for option in poll.options)))


async def chat(services: Services, history: Path, language: str = SOURCE_LANGUAGE) -> int:
    """Chat in *language*, or the one chosen by ``/language``, until the end of input, and return the number
    of lines answered.

    A number answers the open question of a quiz, or presses the button of the last message with that number.
    Lines typed in a terminal are stored in the file *history*. A quiz ends with the chat.
    """
    telegram = OfflineTelegram()
    program = build_offline(services, telegram)
    answered = 0
    async with program.application:
        await program.application.start()
        program.host.gone(CHAT["id"])  # ends a quiz that an earlier chat left open
        person = OfflineChat(program.application, telegram, program.timers.settle, language)
        # Rich wraps words at the margin of a terminal; a transcript keeps its lines.
        console = Console(highlight=False, soft_wrap=not in_terminal())
        screen = Screen(person, telegram, console, partial(_texts, services, language))
        watching = asyncio.create_task(screen.watch())
        try:
            async for line in _lines(history, services.archive):
                await screen.enter(line)
                answered += 1
        finally:
            watching.cancel()
            program.host.gone(CHAT["id"])
            await program.application.stop()
    return answered


class Screen:
    """Console view of the chat: messages, numbered buttons, and the open question. *texts* returns the
    renderer of messages in its language."""

    def __init__(
        self,
        person: OfflineChat,
        telegram: OfflineTelegram,
        console: Console,
        texts: Callable[[], Texts],
    ) -> None:
        self._texts = texts
        self._person = person
        self._telegram = telegram
        self._console = console
        self._poll: SentPoll | None = None  # the latest, until its answer has been shown
        self._first = 1  # the number of the first button of the last message
        self._highest = 0  # number of a button or an option so far
        self._busy = False

    async def watch(self) -> None:
        """Show unprompted messages, such as the next question after a timeout; runs until cancelled."""
        while True:
            await self._telegram.changed.wait()
            self._telegram.changed.clear()
            if not self._busy:  # by the loop: should it fail, later ones are still shown
                asyncio.get_running_loop().call_soon(self._show, [])

    async def enter(self, line: str) -> None:
        """Answer a typed *line*."""
        if not in_terminal():
            self._console.print(Text(f"{_PROMPT}{line}", "bold cyan"))
        self._person.be_called(self._words(_YOU))  # in the language that may have been chosen meanwhile
        self._busy = True
        try:
            messages = await self._answer(line, _number(line))
        finally:
            self._busy = False
        self._show(messages)

    async def _answer(self, line: str, number: int) -> list[SentMessage]:
        poll, choices = self._poll, self._person.choices
        if poll and self._telegram.is_open(poll):
            numbers = {number} if len(poll.correct) == 1 else set(map(_number, line.split()))
            chosen = [place for place in range(len(poll.options)) if place + 1 in numbers]
            if len(chosen) == len(numbers) == len(poll.correct):
                return await self._person.vote(poll, *chosen)
            if chosen and len(chosen) == len(numbers):
                self._console.print(Text(self._words(_SEVERAL), "italic"))
                return []
        if self._first <= number < self._first + len(choices):
            return await self._person.press(choices[number - self._first][1])
        if 0 < number <= self._highest:
            self._console.print(Text(self._words(_NO_BUTTON, number=number), "italic"))
            return []
        return await self._person.say(line)

    def _show(self, messages: list[SentMessage]) -> None:
        for notice in self._telegram.notices:
            self._console.print(Text(notice, "italic"))
        self._telegram.notices.clear()
        polls = self._telegram.take_polls()
        messages = [*messages, *self._telegram.take_changed()]
        if self._poll and (self._poll.votes or polls or not self._telegram.is_open(self._poll)):
            self._show_answer(self._poll)
            self._poll = None
        for message in messages:
            self._console.print(styled(message.html))
            if message.photo:
                self._save(*self._telegram.files[message.photo])
            self._person.look_at(message)
            self._first = 1 + (len(self._poll.options) if self._poll else 0)  # lower numbers are answers
            self._show_choices(message.buttons, self._first)
        for poll in polls:
            self._poll = poll
            if described := poll.sent.get("description"):
                self._console.print(Text(described))
            self._console.print(Text(poll.question, "bold"))
            self._show_choices([[(option, "")] for option in poll.options], 1)

    def _save(self, name: str, content: bytes) -> None:
        """Write a picture to a new file of this *name* in the current folder, and say so."""
        path, number = Path(name), 1
        while path.exists():
            number += 1
            path = Path(name).with_stem(f"{Path(name).stem}-{number}")
        try:
            path.write_bytes(content)
        except OSError as error:
            said = f"{path}: {error.strerror}"
        else:
            said = self._words(_SAVED, file=path)
        self._console.print(Text(said, "italic"))

    def _show_choices(self, rows: list[list[tuple[str, str]]], number: int) -> None:
        for row in rows:
            line = Text()
            for text, _ in row:
                line.append(f" {number} ", "reverse").append(f" {text}  ")
                self._highest = max(self._highest, number)
                number += 1
            self._console.print(line)
        self._console.print()

    def _show_answer(self, poll: SentPoll) -> None:
        chosen = next(iter(poll.votes.values()), None)
        right = ", ".join(poll.options[place] for place in poll.correct)
        if chosen == poll.correct:
            told = Text(f"✓ {self._words(_RIGHT)}", "green")
        else:
            words = self._words(_IT_WAS, answer=right)
            told = Text(f"✗ {words}" if poll.votes else words, "red")
        self._console.print(told.append(f" {poll.explanation}\n", "default"))

    def _words(self, message: str, **values: object) -> str:
        return self._texts().sentence(message, **values)


def _texts(services: Services, language: str) -> Texts:
    """The renderer of messages in the language of the chat: the one chosen in it, else *language*."""
    return services.texts(language_of(services.chats, CHAT["id"]) or language)


def _number(line: str) -> int:
    """*line* as the number of a choice, 0 when it is none."""
    return int(line) if line.isdecimal() and len(line) <= 3 else 0


async def _lines(history: Path, archive: Archive) -> AsyncIterator[str]:
    """Input lines without blank ones, until the end of the input, in a terminal also until ``exit`` or Ctrl-C
    twice."""
    if sys.stdin is None:
        return
    if not in_terminal():
        while line := await asyncio.to_thread(sys.stdin.buffer.readline):
            if text := line.decode(errors="replace").strip():
                yield text
        return
    # Imported here: only a terminal needs it, and it takes a tenth of a second.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory
    from prompt_toolkit.patch_stdout import patch_stdout

    from bot.terminal.completion import ChatCompleter

    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)), completer=ChatCompleter(archive), complete_while_typing=False
    )
    interrupted = False
    while True:
        try:
            with patch_stdout(raw=True):  # questions may be shown while the user types
                line = await session.prompt_async(_PROMPT)
        except EOFError:
            return
        except KeyboardInterrupt:  # clears the line, as in a shell
            if interrupted:
                return
            interrupted = True
            continue
        interrupted = False
        if line.strip().casefold() in _ENDING:
            return
        if line.strip():
            yield "/help" if line.strip() == "?" else line.strip()
