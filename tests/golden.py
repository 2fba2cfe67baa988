"""A golden record of behaviour, for those who change code and mean to change no answer.

``python -m tests.golden FILE`` writes what the bot answers about the cup that comes with it, about a long
one that is made up, and about none: to every command over all editions, rounds, clubs, pairs, players, days
and pages, to texts that are no command, in private, in a group and in a channel, and in four games of trivia.
Each answer stands there with its buttons' labels and, behind each label of a private chat, a digest of the
answer that the button gives, whatever its data are. Run before and after: the two files are the same, or show
what changed.
"""

import asyncio
import hashlib
import os
import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.settings import packaged_seeds
from bot.terminal.build import Program, build_offline
from bot.terminal.client import OfflineChat
from bot.terminal.offline import OfflineTelegram
from handlers.commands import COMMANDS
from handlers.core.command import Services
from handlers.telegram.application import Context
from handlers.wording.texts import texts_of
from store.archive.archive import Archive
from store.archive.players import players_of
from store.chats.database import Chats
from store.importing.importer import import_seeds
from store.text.vocabulary import vocabulary
from tests.double import CHANNEL, GROUP, StrictTelegram, Talk, texts
from tests.store.generate import write_cup

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime.combine(date(2026, 8, 8), time(12), ZONE).timestamp()
QUERIES = Path(__file__).parent / "store" / "search" / "club_queries.txt"
_LEAP_YEAR = date(2024, 1, 1)
_GAMES = ("/trivia 50", "/trivia 30 hard", "/trivia 1993 easy", "/trivia 40 medium")


@asynccontextmanager
async def running(archive: Archive, telegram: OfflineTelegram) -> AsyncIterator[Program]:
    """The program with *archive*, with nothing said before to *telegram*."""
    services = Services.of(
        archive, Chats.in_memory(), texts_of(archive), "0.0", lambda: NOW, ZONE, lambda: NOW
    )
    program = build_offline(services, telegram, rng=Random(1))
    program.application.add_error_handler(_fail)
    async with program.application:
        yield program
    services.chats.close()


@asynccontextmanager
async def chatting(archive: Archive) -> AsyncIterator[tuple[OfflineTelegram, OfflineChat]]:
    """A private chat about *archive*."""
    telegram = OfflineTelegram(lambda: NOW)
    async with running(archive, telegram) as program:
        yield telegram, OfflineChat(program.application, telegram, program.timers.settle)


async def elsewhere(archive: Archive) -> AsyncIterator[str]:
    """What a group and a channel are answered: each word of each command, as a command and as talk."""
    words = [w for c in COMMANDS for w in (f"/{c.name}", *sorted(vocabulary("commands").get(c.name, ())))]
    for kind, chat in (("message", GROUP), ("channel_post", CHANNEL)):
        telegram = StrictTelegram(lambda: NOW)
        async with running(archive, telegram) as program:
            talk_there = Talk(program, telegram)
            for word in words:
                for argument in ("", " 1993", " 5", " x", " Kairat"):
                    text = f"{word}{argument}" if word[0] == "/" else f"@kubok_bot {word}{argument}"
                    answers = await talk_there.update({kind: talk_there.message(text, chat)})
                    shown = "\n".join(f"{answer.html} {texts(answer)}" for answer in answers)
                    yield f"=== {chat['type']}: {text}\n{shown}\n\n"
                    if kind == "message":
                        await talk_there.say("/stop", GROUP)


async def _fail(_update: object, context: Context) -> None:
    """End the program: an answer that fails is none to compare."""
    traceback.print_exception(context.error)
    os._exit(1)


def questions(archive: Archive) -> Iterator[str]:
    """Every command that answers, about everything there is."""
    names = [command.name for command in COMMANDS if command.answer]
    clubs, players = archive.clubs(), players_of(archive)
    for name in names:
        yield f"/{name}"
        for argument in (
            *archive.labels,
            "Kairat",
            "Volgin",
            "final",
            "all",
            "nonsense",
            "1993 Kairat",
            "%",
            "1",
        ):
            yield f"/{name} {argument}"
    for label in archive.labels:
        yield from (f"/results {label} {round_.name}" for round_ in archive.edition(label).rounds)
    for label, _, name in archive.names_in_editions():
        yield from (f"/{command} {name} {label}" for command in ("results", "road", "club", "final"))
    for club in clubs:
        names_of = {club.name, *(known.name for known in (*club.line, *club.names))}
        yield from (
            f"/{command} {name}" for name in sorted(names_of) for command in ("club", "finals", "h2h")
        )
    yield from (f"/h2h {one.name} - {other.name}" for one, other in combinations(clubs, 2))
    for player in players:
        yield from (f"/player {name}" for name in sorted({player.name, *player.names}))
    yield from (f"/today {_LEAP_YEAR + timedelta(days):%d.%m}" for days in range(366))
    yield from (f"/club {query}" for query in queries())
    yield from (
        "/trivia x",
        "/trivia 99s",
        "/trivia 5 5",
        "/trivia 1850",
        "/help trivia",
        "/nothing",
        "/skip",
    )


def queries() -> Iterator[str]:
    """What people type for a club."""
    lines = QUERIES.read_text("utf-8").splitlines()
    yield from (query for line in lines if line and line[0] not in "#[" for query in line.split(", "))


def talk(archive: Archive) -> Iterator[str]:
    """Texts that are no command: what calls a command, alone and beside arguments; names, days, rubbish."""
    for command in COMMANDS:
        for word in (command.name, *sorted(vocabulary("commands").get(command.name, ()))):
            yield from (word, f"{word} 1993", f"Кайрат {word}", f"{word} Kairat Fosfor", f"{word} Волгин?")
    yield from map(str, archive.labels)
    yield from queries()
    for words in ("кто взял кубок в {}?", "who scored most in {}", "semi {}", "Kairat {}", "{} Kairat Taraz"):
        yield from (words.format(label) for label in archive.labels)
    yield from (
        "8 мая",
        "08.11",
        "=)",
        "?",
        "x",
        "1",
        "Kairat - Taraz",
        "Kairat or Kaisar?",
        "кто такой Волгин",
    )


async def record(archive: Archive) -> AsyncIterator[str]:
    """The record, piece by piece."""
    async with chatting(archive) as (telegram, chat):
        waiting: list[tuple[str, str, list[list[tuple[str, str]]]]] = []
        behind: dict[str, tuple[str, list[list[tuple[str, str]]]]] = {}  # by a button's data: what it answers
        told: set[str] = set()

        async def press(data: str) -> tuple[str, list[list[tuple[str, str]]]]:
            if data not in behind:
                telegram.notices.clear()
                (*_, shown) = await chat.press(data) or (None,)
                notices = "".join(f"\n({notice})" for notice in telegram.notices)
                behind[data] = (shown.html + notices, shown.buttons) if shown else (notices, [])
                # What was there before must not be what is there after: Telegram refuses such an edit.
                await chat.say("/about")
            return behind[data]

        async def shown(title: str, text: str, rows: list[list[tuple[str, str]]]) -> str:
            lines = [f"=== {title}", text]
            for row in rows:
                labels = []
                for label, data in row:
                    answer = await press(data)
                    labels.append(f"[{label} {_digest(answer)}]")
                    key = _digest(answer)
                    if key not in told:
                        told.add(key)
                        waiting.append((f"{title} > {label}", *answer))
                lines.append(" ".join(labels))
            return "\n".join(lines) + "\n\n"

        for question in (*questions(archive), *talk(archive)):
            for message in await chat.say(question):
                yield await shown(question, message.html, message.buttons)
        while waiting:
            yield await shown(*waiting.pop(0))
    async for piece in elsewhere(archive):
        yield piece
    for game in _GAMES:
        async with chatting(archive) as (telegram, chat):
            changed = await chat.say(game)
            while polls := telegram.take_polls():
                for poll in polls:
                    lines = (f"=== {game}: {poll.question}", poll.options, poll.correct, poll.explanation)
                    yield "\n".join(map(str, lines)) + "\n\n"
                    chosen = poll.choice(right=len(poll.question) % 2 == 0)
                    changed = await chat.vote(poll, *chosen) or changed
            yield "".join(f"=== {game}: the end\n{message.html}\n\n" for message in changed)


def _digest(answer: tuple[str, list[list[tuple[str, str]]]]) -> str:
    text, rows = answer
    labels = [[label for label, _ in row] for row in rows]
    return hashlib.sha256(f"{text}{labels}".encode()).hexdigest()[:8]


async def main(target: Path) -> None:
    """Write the record to *target*."""
    with TemporaryDirectory() as name, target.open("w", encoding="utf-8") as file:
        folder, pieces = Path(name), 0
        (folder / "none").mkdir()
        (folder / "long").mkdir()
        write_cup(folder / "long", editions=60, clubs=16)
        for seeds in (packaged_seeds(), folder / "long", folder / "none"):
            import_seeds(seeds, folder / f"{seeds.name}.db")
            archive = Archive(folder / f"{seeds.name}.db")
            file.write(f"##### {seeds.name}\n\n")
            async for piece in record(archive):
                file.write(piece)
                pieces += 1
            archive.close()
    print(f"{pieces} answers in {target}")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
