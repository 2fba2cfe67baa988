"""Playing trivia in tests: several people, and a clock that the test sets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from random import Random
from typing import Any

from bot.terminal.build import Program, build_offline
from bot.terminal.sent import SentMessage, SentPoll
from handlers.core.command import Services
from handlers.trivia.host import PAUSE
from handlers.trivia.timing import Arrivals, GoOn
from handlers.wording.texts import Texts
from store.archive.archive import Archive
from store.chats.database import Chats
from store.chats.models import AskedQuestion
from tests.double import GROUP, StrictTelegram, Talk, person
from tests.handlers.conftest import NOW, services_of


class FakeTime:
    """A clock and the timers by it: nothing happens until :meth:`go_by`."""

    def __init__(self) -> None:
        self.now = NOW
        self.timers: dict[int, tuple[float, GoOn]] = {}

    def __call__(self) -> float:
        return self.now

    def set(self, game: int, at: float, go_on: GoOn) -> None:
        self.timers[game] = at, go_on

    def cancel(self, game: int) -> None:
        self.timers.pop(game, None)

    async def settle(self) -> None:
        await self.go_by(0)

    async def go_by(self, seconds: float) -> None:
        """Let *seconds* go by, every alarm ringing when it is due."""
        end = self.now + seconds
        while due := sorted((at, game) for game, (at, _) in self.timers.items() if at <= end):
            at, game = due[0]
            self.now = max(at, self.now)
            _, go_on = self.timers.pop(game)
            await go_on(game)
        self.now = end


class Evening:
    """A group in which trivia is played; everybody is known by a user id from 10 on."""

    def __init__(
        self, talk: Talk, time: FakeTime, program: Program, chats: Chats, services: Services
    ) -> None:
        self.services = services
        self.talk = talk
        self.scheduler = program.scheduler
        self.time = time
        self.host = program.host
        self.chats = chats

    @property
    def polls(self) -> list[SentPoll]:
        """Every poll sent, first to last."""
        return list(self.talk.telegram.polls.values())

    @property
    def poll(self) -> SentPoll:
        """The latest poll."""
        return self.polls[-1]

    async def say(
        self, text: str, user: int = 10, chat: dict[str, Any] | None = None, **more: Any
    ) -> list[SentMessage]:
        """What comes when somebody writes *text*, in the group unless *chat* says otherwise."""
        message = {"from": person(user), **more}
        self.talk.telegram.take_changed()  # what came by itself before
        return await self.talk.say(text, chat or GROUP, **message)

    async def press(self, message: SentMessage, text: str, user: int = 10) -> list[SentMessage]:
        """What comes when somebody presses the button *text* of *message*."""
        data = dict(button for row in message.buttons for button in row)[text]
        self.talk.telegram.take_changed()
        return await self.talk.press(message, data, person(user))

    async def vote(
        self, voter: int, right: bool = True, poll: SentPoll | None = None, **more: Any
    ) -> dict[str, Any]:
        """Let somebody answer the latest poll, or *poll*; the update that told of it."""
        poll = poll or self.poll
        poll.votes[voter] = chosen = poll.choice(right=right)
        answer = {"poll_id": poll.poll, "user": person(voter), "option_ids": list(chosen)}
        update = {"poll_answer": {**answer, "option_persistent_ids": list(map(str, chosen)), **more}}
        await self.talk.update(update)
        return update

    async def begin(self, text: str = "/trivia 3", **more: Any) -> SentMessage:
        """Start a game, up to its first question; the announcement."""
        (announced,) = await self.say(text, **more)
        await self.time.go_by(PAUSE)
        return announced

    async def next(self) -> None:
        """Let time go by up to the next question, or the table."""
        before = len(self.polls), len(self.talk.telegram.messages)
        for _ in range(600):
            await self.time.go_by(1)
            if (len(self.polls), len(self.talk.telegram.messages)) != before:
                return
        raise AssertionError("nothing comes")

    async def table(self, seconds: float = 600) -> str:
        """The table, once the game has ended by itself."""
        before = len(self.talk.telegram.messages)
        await self.time.go_by(seconds)
        return list(self.talk.telegram.messages.values())[before].html

    def questions(self) -> list[AskedQuestion]:
        """What was asked in the latest game."""
        game = self.chats.rows("SELECT MAX(game) AS game FROM games")[0]["game"]
        return self.host.games.questions(game)


@asynccontextmanager
async def evening(
    archive: Archive,
    chats: Chats | None = None,
    before: Evening | None = None,
    seed: int = 1,
    arrivals: Arrivals | None = None,
    texts: Texts | None = None,
) -> AsyncIterator[Evening]:
    """An evening of trivia about *archive*; *chats* is what is remembered, by default nothing.

    *before* is one whose bot was killed: time and Telegram go on from there.
    """
    time = FakeTime()
    time.now = before.time.now if before else NOW
    telegram = before.talk.telegram if before else StrictTelegram(time)
    telegram.clock = time
    with closing(chats or Chats.in_memory()) as kept:
        services = services_of(archive, texts, chats=kept, clock=time)
        program = build_offline(services, telegram, time, Random(seed), PAUSE, arrivals=arrivals)
        async with program.application:
            yield Evening(Talk(program, telegram), time, program, kept, services)


async def play(night: Evening, *right: int, wrong: tuple[int, ...] = (), **more: object) -> None:
    """A game of one question."""
    await night.begin("/trivia 1", **more)
    for user in right:
        await night.vote(user)
    for user in wrong:
        await night.vote(user, right=False)
    await night.time.go_by(30)
