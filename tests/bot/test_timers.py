"""Games beside each other in real time: nobody waits for what Telegram takes long to do."""

import asyncio
import time
from contextlib import closing
from random import Random
from typing import Any

from bot.terminal.build import Program, build_offline
from bot.terminal.client import OfflineChat
from bot.terminal.offline import OfflineTelegram
from store.archive.archive import Archive
from store.chats.database import Chats
from tests.handlers.conftest import services_of


class SlowTelegram(OfflineTelegram):
    """Sends a poll at once, but says so only when *said* is set."""

    def __init__(self) -> None:
        super().__init__()
        self.said = asyncio.Event()
        self.sending = asyncio.Event()

    async def do_request(self, url: str, *arguments: Any, **more: Any) -> tuple[int, bytes]:
        answer = await super().do_request(url, *arguments, **more)
        if url.endswith("/sendPoll"):
            self.sending.set()
            await self.said.wait()
        return answer


async def nothing() -> None:
    """What by itself is done is not waited for."""


async def until(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - of the program under test there is no event
            await asyncio.sleep(0.01)


async def test_nobody_waits_for_a_question_that_is_being_sent(early: Archive) -> None:
    telegram = SlowTelegram()
    with closing(Chats.in_memory()) as chats:
        services = services_of(early, chats=chats, clock=time.time)
        program: Program = build_offline(services, telegram, rng=Random(1), pause=0.05)
        async with program.application:
            await program.application.start()
            person = OfflineChat(program.application, telegram, nothing)
            await person.say("/trivia 2")
            await asyncio.wait_for(telegram.sending.wait(), 10)
            (final,) = await person.say("/final 1993")
            assert "<b>Dostyk</b> 4–2 Taraz" in final.html
            (poll,) = telegram.take_polls()
            await person.vote(poll, *poll.correct)  # before Telegram has said that it was sent
            await person.say("/stop")
            telegram.said.set()
            await until(lambda: any("🏁" in message.html for message in telegram.messages.values()))
            await program.application.stop()
        table = next(message.html for message in telegram.messages.values() if "🏁" in message.html)
        assert "1. You 15 points · 1 of 1 right" in table
        assert len(telegram.polls) == 1
        assert services.games.unfinished() == []


async def test_a_game_in_real_time(early: Archive) -> None:
    telegram = OfflineTelegram()
    with closing(Chats.in_memory()) as chats:
        services = services_of(early, chats=chats, clock=time.time)
        program = build_offline(services, telegram, rng=Random(1), pause=0.05)
        async with program.application:
            await program.application.start()
            person = OfflineChat(program.application, telegram, nothing)
            await person.say("/trivia 3")
            for number in range(1, 4):
                await until(lambda number=number: len(telegram.polls) == number)
                await person.vote(list(telegram.polls.values())[-1], 0)
            await until(lambda: any("🏁" in message.html for message in telegram.messages.values()))
            await program.application.stop()
        assert [poll.closed for poll in telegram.polls.values()] == [True] * 3


async def test_a_failure_on_its_way_is_told_and_the_game_taken_up_again(early: Archive) -> None:
    telegram = OfflineTelegram()
    rung: list[int] = []
    with closing(Chats.in_memory()) as chats:
        program = build_offline(services_of(early, chats=chats, clock=time.time), telegram)
        failures: list[Exception | None] = []

        async def note(_update: object, context: Any) -> None:
            failures.append(context.error)

        async def fail(game: int) -> None:
            rung.append(game)
            raise RuntimeError

        program.application.add_error_handler(note)
        async with program.application:
            await program.application.start()
            program.timers.set(7, time.time() + 0.05, fail)
            program.timers.set(8, time.time() + 0.05, fail)
            program.timers.cancel(8)
            await until(lambda: failures)
            await program.application.stop()
    assert rung == [7]
    assert [type(error) for error in failures] == [RuntimeError]
