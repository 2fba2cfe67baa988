"""Talking to the bot in a terminal, or through a pipe."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.app import build_offline
from bot.markup import plain, styled
from bot.offline import OfflineChat, OfflineTelegram, SentMessage
from handlers.answers import Services

_PROMPT = "> "


async def ask(services: Services, question: str) -> str:
    """The bot's answer to one message as plain text, its buttons in brackets below it."""
    telegram = OfflineTelegram()
    async with build_offline(services, telegram) as application:
        messages = await OfflineChat(application, telegram).say(question)
    return "\n\n".join(_plain(message) for message in messages)


def _plain(message: SentMessage) -> str:
    rows = [" ".join(f"[ {text} ]" for text, _ in row) for row in message.buttons]
    return "\n".join((plain(message.html), *([""] if rows else []), *rows))


async def chat(services: Services, history: Path) -> int:
    """Chat until the input ends; how many lines were answered.

    A number presses that button of the last message. What was typed in a terminal is kept in
    the file *history*.
    """
    telegram = OfflineTelegram()
    console = Console(highlight=False, soft_wrap=True)
    answered = 0
    async with build_offline(services, telegram) as application:
        person = OfflineChat(application, telegram)
        async for line in _lines(history):
            if not sys.stdin.isatty():
                console.print(Text(f"{_PROMPT}{line}", "bold cyan"))
            choices = person.choices
            pressed = _number(line)
            if 0 < pressed <= len(choices):
                messages = await person.press(choices[pressed - 1][1])
            else:
                messages = await person.say(line)
            _show(console, messages, telegram)
            answered += 1
    return answered


def _number(line: str) -> int:
    """The number of a button that *line* is, 0 when it is none."""
    return int(line) if line.isdecimal() and len(line) <= 3 else 0


def _show(console: Console, messages: list[SentMessage], telegram: OfflineTelegram) -> None:
    for notice in telegram.notices:
        console.print(Text(notice, "italic"))
    telegram.notices.clear()
    for message in messages:
        console.print(styled(message.html))
        number = 0
        for row in message.buttons:
            line = Text()
            for text, _ in row:
                number += 1
                line.append(f" {number} ", "reverse").append(f" {text}  ")
            console.print(line)
        console.print()


async def _lines(history: Path) -> AsyncIterator[str]:
    """What is typed, line by line without blank ones, until the end of the input or Ctrl-D."""
    if not sys.stdin.isatty():
        while line := await asyncio.to_thread(sys.stdin.buffer.readline):
            if text := line.decode(errors="replace").strip():
                yield text
        return
    # Only a terminal needs it, and it takes a tenth of a second.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            line = await session.prompt_async(_PROMPT)
        except EOFError:
            return
        except KeyboardInterrupt:  # clears the line, as in a shell
            continue
        if line.strip():
            yield line.strip()
