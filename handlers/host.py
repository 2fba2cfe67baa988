"""The host of all games of trivia: asks, closes, goes on, and shows the table.

What is to be done next always follows from what ``chats.db`` says and from the clock, see
:meth:`Host.go_on`; so a game goes on after a crash like after any other pause.
"""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError
from telegram.ext import Application

from handlers.answers import Services
from handlers.questions import choice_of, quiz_of
from handlers.sender import (
    URGENT,
    CannotSend,
    options_of,
    seconds_of,
    send_quiz,
    send_to,
    stop_orphan,
    stop_quiz,
)
from handlers.standings import table_answer
from store.chats.database import may_pass
from store.chats.games import IDLE
from store.chats.models import AskedQuestion, Closing, Ending, Game, NewQuestion, Person, Vote
from store.chats.people import move_chat
from store.chats.scores import level, who_answered
from store.trivia.pool import Choice

logger = logging.getLogger(__name__)

PAUSE = 3.0  # seconds from the end of a question to the next
_IN_DOUBT = 3.0  # seconds in which it may turn out that a question was sent
_LONGEST_WAIT = 60.0  # seconds between tries to send
_UNWRITTEN = 0.25  # seconds until what could not be written down is tried again
_ARRIVING = 0.1  # seconds until it is looked again whether all votes have arrived
_ALARMING = 5.0  # seconds that nothing can be written, before owners are told
_MOST_ORPHANS = 10  # messages among which a poll is looked for of which it was not known that it was sent
_RECENT = 2  # questions; who answered one of them is playing


@dataclass(frozen=True, slots=True)
class _Sent:
    """A question that Telegram took: as which poll and message, and until when it is open."""

    asked: AskedQuestion
    poll: str
    message: int | None
    deadline: float


class Alarms(Protocol):
    """Wakes the host for a game; the last time that was set for it replaces those before."""

    def set(self, game: int, at: float) -> None:
        """Have :meth:`Host.go_on` called for *game* when the clock says *at*."""

    def cancel(self, game: int) -> None:
        """Let the game be."""

    async def settle(self) -> None:
        """Go on with every game for which it is time, and wait until that is done."""

    def attend(self, application: Application[Any, Any, Any, Any, Any, Any], host: "Host") -> None:
        """Wake *host*, its failures being those of *application*."""


class Arrivals(Protocol):
    """Knows whether all votes have arrived that people gave."""

    def have_come(self, until: float, poll: str | None) -> bool:
        """Whether every vote on *poll* that Telegram took up to a time has been counted; by asking, one wants
        to have them soon."""


class AtOnce:
    """Where votes are handed over in the moment in which they are given."""

    def have_come(self, _until: float, _poll: str | None) -> bool:
        """They have."""
        return True


class Host:
    """Leads the games of *services* through *bot*. *pause* is the time between questions in seconds."""

    def __init__(
        self,
        services: Services,
        bot: Bot,
        alarms: Alarms,
        rng: Random,
        pause: float = PAUSE,
        arrivals: Arrivals | None = None,
    ) -> None:
        self._services = services
        self._now = services.steady
        self._arrivals = arrivals or AtOnce()
        self.games = services.games
        self._bot = bot
        self._alarms = alarms
        self._rng = rng
        self._pause = pause
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._doubts: dict[int, float] = {}  # by game: when its question in doubt is given up
        self._failures: defaultdict[int, int] = defaultdict(int)  # to send, one after the other
        self._stopping: set[asyncio.Task[None]] = set()
        self._unrecorded: dict[int, _Sent] = {}  # by game: what was sent and could not be written down
        self._unwritten: float | None = None  # since when nothing can be written

    def resume(self) -> None:
        """Take up every game that is on, and every table that has not been shown.

        :raises sqlite3.Error: when ``chats.db`` cannot be used.
        """
        self.games.not_after(self._now())
        for game in self.games.unfinished():
            self.wake(game.id)

    def wake(self, game: int) -> None:
        """Go on with a game, as soon as whoever asks for it is done."""
        self._alarms.set(game, self._now())

    async def go_on(self, game: int) -> None:
        """Do what is due in a game: close a question, ask the next, show the table, or wait.

        Whatever goes wrong meanwhile, the game is taken up again in a minute, and at once when nothing could
        be written down.
        """
        URGENT.set(True)
        try:
            async with self._locks[game]:
                self._alarms.set(game, self._now() + _LONGEST_WAIT)
                while (found := self.games.find(game)) and await self._step(found):
                    pass
            found = self.games.find(game)
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
            self._alarms.set(game, self._now() + _UNWRITTEN)
            self._note_unwritten(error)
            return
        self._unwritten = None
        if found is None or found.told:
            self._let_go(game)

    def _note_unwritten(self, error: sqlite3.Error) -> None:
        """Say once that games stand still, and have owners told when it lasts.

        :raises sqlite3.Error: then, for whoever tells them.
        """
        if self._unwritten is None:
            self._unwritten = self._now()
            logger.warning("games stand still, chats.db cannot be written: %s", error)
        elif self._now() - self._unwritten > _ALARMING:
            self._unwritten = float("inf")
            raise error

    def _let_go(self, game: int) -> None:
        self._alarms.cancel(game)
        self._locks.pop(game, None)
        self._doubts.pop(game, None)
        self._failures.pop(game, None)
        self._unrecorded.pop(game, None)

    async def _step(self, game: Game) -> bool:
        """Do the next thing that is due; False when there is nothing more to do now."""
        if game.ended is not None:
            return not game.told and await self._tell(game)
        if sent := self._unrecorded.get(game.id):
            await self._record(sent)
        now = self._now()
        questions = self.games.questions(game.id)
        last = questions[-1] if questions else None
        if last and last.closed is None:
            return await self._close_when_due(game, last, now)
        due = (last.closed if last and last.closed is not None else game.began) + self._pause
        if now < due:
            self._alarms.set(game.id, due)
            return False
        if last and self._decides(game, questions):
            # What is decided now, nothing that arrives later can change.
            polls = {asked.poll for asked in questions[-IDLE:]}
            if not all(self._arrivals.have_come(last.closed or now, poll) for poll in polls):
                self._alarms.set(game.id, now + _ARRIVING)
                return False
        if ending := self._ending(game, questions):
            self.games.finish(game, ending, self._services.clock())
            return True
        return await self._ask(game, questions)

    def _decides(self, game: Game, questions: list[AskedQuestion]) -> bool:
        """Whether it is now that the game ends or goes into a shoot-out."""
        return self._ending(game, questions) is not None or _of_plan(questions) >= game.plan.questions

    async def _close_when_due(self, game: Game, question: AskedQuestion, now: float) -> bool:
        if question.deadline is None:
            # Sent or not: a crash or the network came between. Who votes shows that it was.
            given_up = self._doubts.setdefault(game.id, now + self._wait(game.id, _IN_DOUBT))
            if now < given_up:
                self._alarms.set(game.id, given_up)
                return False
            self._doubts.pop(game.id)
            self.games.close(question, Closing.VOID, now)
            return True
        if game.stopped is not None:
            await self._close(question, Closing.STOPPED)
        elif question.skipped is not None:
            await self._close(question, Closing.SKIPPED)
        elif now >= question.deadline:
            # The pause begins when it ran out; anew when the bot was away so long.
            late = now - question.deadline >= self._pause
            self.games.close(question, Closing.TIME, now if late else question.deadline)
        elif self._all_answered(game, question):
            await self._close(question, Closing.ALL_ANSWERED)
        else:
            self._alarms.set(game.id, question.deadline)
            return False
        return True

    def _all_answered(self, game: Game, question: AskedQuestion) -> bool:
        """Whether everybody who has been playing answered: the only one in a private chat, those who
        are level in a shoot-out, else whoever answered one of the questions just before."""
        answered = who_answered(self._services.chats, question)
        if game.place.private:
            return bool(answered)
        if question.shoot_out:
            playing = level(self._services.chats, game.id)
        else:
            before = [asked for asked in self.games.questions(game.id) if asked.number < question.number]
            playing = set().union(*(who_answered(self._services.chats, asked) for asked in before[-_RECENT:]))
        playing = {user for user in playing if user > 0}  # who has been forgotten cannot answer any more
        return bool(playing) and playing <= answered

    async def _close(self, question: AskedQuestion, closing: Closing) -> None:
        """Close a question before its time, in the chat too."""
        self.games.close(question, closing, self._now())
        if question.message is not None:
            stopping = stop_quiz(self._bot, self.games.game(question.game).place, question.message)
            task = asyncio.create_task(stopping)
            self._stopping.add(task)
            task.add_done_callback(self._stopping.discard)
            await asyncio.wait((task,), timeout=self._pause)  # nothing waits for it longer
            if task.done():
                task.result()

    def _ending(self, game: Game, questions: list[AskedQuestion]) -> Ending | None:
        """Why the game is over, None when another question is due."""
        if game.stopped is not None:
            return Ending.STOPPED
        if _of_plan(questions) >= game.plan.questions:
            undecided = not questions[-1].shoot_out and level(self._services.chats, game.id)
            return None if undecided else Ending.PLAYED
        latest = questions[-IDLE:]
        unanswered = (
            asked.closing is Closing.TIME and not who_answered(self._services.chats, asked)
            for asked in latest
        )
        return Ending.IDLE if len(latest) == IDLE and all(unanswered) else None

    async def _ask(self, game: Game, questions: list[AskedQuestion]) -> bool:
        new = self._new_question(game, _of_plan(questions))
        if new is None:
            self.games.finish(game, Ending.NO_MORE, self._services.clock())
            return True
        asked = self.games.ask(game, new, self._now())
        try:
            poll, message = await send_quiz(self._bot, game.place, asked)
        except ChatMigrated as moved:
            self.games.withdraw(asked)
            self.move(game.place.chat, moved.new_chat_id)
            return True
        except RetryAfter as error:
            self.games.withdraw(asked)
            self._alarms.set(game.id, self._now() + seconds_of(error))
            return False
        except CannotSend as error:
            self.games.withdraw(asked)
            self._refused(game, error)
            return True
        except BadRequest:  # a poll that no chat would take: the fault is ours
            self.games.withdraw(asked)
            self.games.finish(game, Ending.FAILED, self._services.clock())
            self.wake(game.id)
            raise
        except TelegramError as error:
            self._failures[game.id] += 1
            logger.warning("a question of game %s may not have been sent: %s", game.id, error.message)
            return True
        self._failures.pop(game.id, None)
        self._unrecorded[game.id] = sent = _Sent(asked, poll, message, self._now() + asked.seconds)
        await self._record(sent)
        return True  # everybody may have answered, and somebody stopped the game, while it was sent

    async def _record(self, sent: _Sent) -> None:
        """Write down that a question was sent, and see to one before it that may have been sent too.

        :raises sqlite3.Error: when it cannot be; it is done later.
        """
        asked = sent.asked
        self._doubts.pop(asked.game, None)
        self.games.sent(asked, sent.poll, sent.message, sent.deadline)
        self._unrecorded.pop(asked.game, None)
        self.games.drop_strays()
        await self._stop_orphans(asked, sent.message)

    async def _stop_orphans(self, asked: AskedQuestion, message: int | None) -> None:
        """Close the polls that *asked* took the place of, if they stand in the chat after all.

        Telegram did not say which messages they are: some between the last that is known and the new one.
        """
        voids = self.games.voids_before(asked)
        if not voids or message is None:
            return
        place = self.games.game(asked.game).place
        first = max(self.games.message_before(place.chat, message) + 1, message - _MOST_ORPHANS)
        for number in range(message - 1, first - 1, -1):
            poll = await stop_orphan(self._bot, place, number)
            for void in voids if poll else ():
                if poll and (void.question, void.options) == (poll.question, options_of(poll)):
                    self.games.sent(void, poll.id, number, void.asked + void.seconds)
                    logger.info("question %s of game %s had been sent after all", void.number, void.game)

    def _refused(self, game: Game, error: CannotSend) -> None:
        """End a game whose question the chat does not take."""
        logger.info("game %s ends, chat %s refuses: %s", game.id, game.place.chat, error)
        ending = Ending.NO_POLLS if error.polls else Ending.GONE
        self.games.finish(game, ending, self._services.clock(), told=not error.polls)

    def _new_question(self, game: Game, before: int) -> NewQuestion | None:
        """The next question in words, None when there is none left."""
        archive = self._services.archive
        choice = choice_of(archive, game.plan)
        if choice is None:
            return None
        asked = self.games.times_asked(game.place.chat)
        pool, had, total = self._services.pool, self.games.had(game.id), game.plan.questions
        number = before + 1 if before < total else 0
        question = pool.pick(choice, asked, had, self._rng)
        if question is None and not number:  # for a shoot-out any will do
            question = pool.pick(Choice(), asked, had, self._rng)
        if question is None:
            return None
        drawn = question.draw(self._rng)
        return quiz_of(self._services.texts, archive.competition or "", drawn, number, total)

    async def _tell(self, game: Game) -> bool:
        """Show the table of a game that has ended."""
        try:
            await send_to(self._bot, game.place, table_answer(self._services, game))
        except ChatMigrated as moved:
            self.move(game.place.chat, moved.new_chat_id)
            return True
        except RetryAfter as error:
            self._alarms.set(game.id, self._now() + seconds_of(error))
            return False
        except CannotSend as error:
            logger.info("the table of game %s is not shown: %s", game.id, error)
        except BadRequest:
            self.games.told(game)
            raise
        except TelegramError as error:
            self._failures[game.id] += 1
            logger.warning("the table of game %s may not have been sent: %s", game.id, error.message)
            self._alarms.set(game.id, self._now() + self._wait(game.id, self._pause))
            return False
        self.games.told(game)
        return False

    def _wait(self, game: int, seconds: float) -> float:
        """*seconds*, twice as many after each failure to send."""
        return float(min(seconds * 2 ** max(self._failures[game] - 1, 0), _LONGEST_WAIT))

    def on_vote(self, poll: str, person: Person, option: int, update: int | None = None) -> None:
        """An answer to a poll, which may be none of ours, by the *update* with that id.

        :raises sqlite3.Error: when it cannot be written down.
        """
        vote = Vote(poll, person, option, self._now(), update)
        if self.games.by_poll(poll) is None:
            if self.games.in_doubt():
                self.games.set_aside(vote)
            return
        question = self.games.answer(vote)
        if question and self._all_answered(self.games.game(question.game), question):
            self.wake(question.game)

    def on_poll(self, poll: str, question: str, options: tuple[str, ...], closes: float | None) -> None:
        """News of a poll of ours, which closes at a time, if that is known.

        If it is one that was sent and not recorded, it is recorded now.
        """
        if self.games.by_poll(poll) is not None:
            return
        for asked in self.games.in_doubt():
            if (asked.question, asked.options) == (question, options):
                closes = asked.asked + asked.seconds if closes is None else closes
                self.games.sent(asked, poll, None, max(closes, self._now()))
                self.games.drop_strays()
                self._doubts.pop(asked.game, None)
                self.wake(asked.game)
                return

    def gone(self, chat: int) -> None:
        """The bot is no longer in *chat*: its games end quietly."""
        for game in self.games.unfinished(chat):
            self.games.finish(game, Ending.GONE, self._services.clock(), told=True)
            self.games.told(game)
            self._let_go(game.id)

    def move(self, old: int, new: int) -> None:
        """The group *old* has become the supergroup *new*."""
        move_chat(self._services.chats, old, new)
        logger.info("chat %s is now %s", old, new)


def _of_plan(questions: list[AskedQuestion]) -> int:
    """How many of *questions* count among those that are to be asked: not one that another replaced."""
    return sum(asked.closing is not Closing.REPLACED for asked in questions)
