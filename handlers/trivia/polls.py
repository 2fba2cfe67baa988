"""The polls of a game: when they are certainly closed, so that no vote can be in flight."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from telegram import Bot

from handlers.telegram.delivery import ONCE, options_of, stop_orphan, stop_quiz
from handlers.trivia.timing import Arrivals
from store.chats.doubts import message_before, voids_before
from store.chats.games import Games
from store.chats.models import AskedQuestion, Place, Sent

logger = logging.getLogger(__name__)

_ARRIVING, _LONGEST_ARRIVING = 0.1, 1.0  # seconds until the next check for votes in flight
_MANY_LOOKS = 50
_SEARCHED = 10  # messages that may be orphaned polls
_LONGEST_SEARCH = 1.0  # seconds that a game waits for the search for orphaned polls


class Polls:
    """The polls of a game, by the clock *now* in seconds, stopped through *bot*.

    A poll sent since the program started is closed when its open period has passed. A stored deadline may
    be of a clock that has been adjusted since, so Telegram is asked to stop any other poll.
    """

    def __init__(self, bot: Bot, now: Callable[[], float], arrivals: Arrivals) -> None:
        self._bot = bot
        self._now = now
        self._arrivals = arrivals
        self._ours: dict[str, float] = {}  # by poll: when its open period ends
        self._over: dict[str, float] = {}  # by poll: when it was certainly closed
        self._stopping: dict[str, asyncio.Task[None]] = {}
        self._searching: set[asyncio.Task[None]] = set()
        self._looks = 0

    def sent(self, sent: Sent) -> None:
        """Note the poll and the deadline of a question that was sent."""
        self._ours[sent.poll] = sent.deadline

    def stop(self, place: Place, question: AskedQuestion) -> asyncio.Task[None] | None:
        """The task that stops the poll of *question*; None when its message is not known."""
        if question.poll is None or question.message is None:
            return None
        if question.poll not in self._stopping:
            stopping = self._stop(place, question.poll, question.message)
            self._stopping[question.poll] = asyncio.create_task(stopping)
        return self._stopping[question.poll]

    async def _stop(self, place: Place, poll: str, message: int) -> None:
        stopped = await stop_quiz(self._bot, place, message)
        now = self._now()
        self._over[poll] = now if stopped else max(now, self._ours.get(poll, now))

    async def stop_orphans(self, games: Games, asked: AskedQuestion, message: int) -> None:
        """As :func:`handlers.trivia.orphans.stop_orphans`, continued in the background if it takes long."""
        if voids_before(games.chats, asked):
            searching = asyncio.create_task(stop_orphans(self._bot, games, asked, message))
            self._searching.add(searching)
            searching.add_done_callback(self._found)
            await asyncio.wait((searching,), timeout=_LONGEST_SEARCH)

    def _found(self, searching: asyncio.Task[None]) -> None:
        self._searching.discard(searching)
        if not searching.cancelled() and (error := searching.exception()):
            logger.warning("polls that may have been sent were not looked for to the end: %s", error)

    def patience(self) -> float:
        """Seconds until the next check whether all votes have arrived, longer after many checks."""
        self._looks += 1
        return _ARRIVING if self._looks < _MANY_LOOKS else _LONGEST_ARRIVING

    async def have_all_votes(self, place: Place, questions: Sequence[AskedQuestion]) -> bool:
        """Whether no vote on *questions*, which are closed, can still be in flight."""
        for question in reversed(questions):
            end = self.end_of(question)
            if end is None and (stopping := self.stop(place, question)):
                await asyncio.wait((stopping,), timeout=_ARRIVING)
                end = self.end_of(question)
            if end is None or not self._arrivals.have_come(end, question.poll):
                return False
        return True

    def end_of(self, question: AskedQuestion) -> float | None:
        """When the poll of the closed *question* ended; None when that is unknown until it is stopped."""
        poll, ours = question.poll, self._ours.get(question.poll or "")
        if poll is None or question.deadline is None:
            return question.closed
        if poll in self._over:
            return self._over[poll]
        if ours is not None and ours <= self._now():
            return ours
        return None if question.message is not None else max(question.deadline, question.closed or 0)


async def stop_orphans(bot: Bot, games: Games, asked: AskedQuestion, message: int) -> None:
    """Stop the polls that *asked*, sent as *message*, took the place of, if they had been sent after all, and
    count the votes on them.

    Telegram did not say which messages they are: some between the last known one and the new one.

    :raises sqlite3.Error: when a poll that is found cannot be stored.
    """
    ONCE.set(True)
    voids = voids_before(games.chats, asked)
    place = games.game(asked.game).place
    first = max(message_before(games.chats, place.chat, message) + 1, message - _SEARCHED)
    for number in range(message - 1, first - 1, -1):
        poll = await stop_orphan(bot, place, number)
        for void in voids if poll else ():
            if poll and (void.question, void.options) == (poll.question, options_of(poll)):
                games.sent(void, poll.id, number, void.asked + void.seconds)
                logger.info("question %s of game %s had been sent after all", void.number, void.game)
