"""The host of all games of trivia: asks, closes, goes on, and shows the table.

What is to be done next always follows from what ``chats.db`` says and from the clock, see
:meth:`Host.go_on`; so a game goes on after a crash like after any other pause.
"""

import asyncio
import logging
from collections import defaultdict
from random import Random
from typing import Any, Protocol

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError
from telegram.ext import Application

from handlers.answers import Services
from handlers.questions import choice_of, quiz_of
from handlers.sender import CannotSend, seconds_of, send_quiz, send_to, stop_quiz
from handlers.standings import table_answer
from store.chats.games import IDLE
from store.chats.models import AskedQuestion, Closing, Ending, Game, NewQuestion, Person, Vote
from store.chats.people import move_chat
from store.chats.scores import level, who_answered
from store.trivia.pool import Choice

logger = logging.getLogger(__name__)

PAUSE = 3.0  # seconds from the end of a question to the next, longer than late answers are waited for
_IN_DOUBT = 3.0  # seconds in which it may turn out that a question was sent
_LONGEST_WAIT = 60.0  # seconds between tries to send
_RECENT = 2  # questions; who answered one of them is playing


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


class Host:
    """Leads the games of *services* through *bot*. *pause* is the time between questions in seconds."""

    def __init__(
        self, services: Services, bot: Bot, alarms: Alarms, rng: Random, pause: float = PAUSE
    ) -> None:
        self._services = services
        self.games = services.games
        self._bot = bot
        self._alarms = alarms
        self._rng = rng
        self._pause = pause
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._doubts: dict[int, float] = {}  # by game: when its question in doubt is given up
        self._failures: defaultdict[int, int] = defaultdict(int)  # to send, one after the other

    def resume(self) -> None:
        """Take up every game that is on, and every table that has not been shown.

        Questions that ran out meanwhile close now, so that answers which waited for the bot still count.
        """
        now = self._services.clock()
        for game in self.games.unfinished():
            for asked in self.games.questions(game.id)[-1:]:
                if asked.deadline is not None and asked.deadline <= now:
                    self.games.close(asked, Closing.TIME, now)
            self.wake(game.id)

    def wake(self, game: int) -> None:
        """Go on with a game, as soon as whoever asks for it is done."""
        self._alarms.set(game, self._services.clock())

    async def go_on(self, game: int) -> None:
        """Do what is due in a game: close a question, ask the next, show the table, or wait.

        Whatever goes wrong meanwhile, the game is taken up again in a minute.
        """
        async with self._locks[game]:
            self._alarms.set(game, self._services.clock() + _LONGEST_WAIT)
            while (found := self.games.find(game)) and await self._step(found):
                pass
        found = self.games.find(game)
        if found is None or found.told:
            self._let_go(game)

    def _let_go(self, game: int) -> None:
        self._alarms.cancel(game)
        self._locks.pop(game, None)
        self._doubts.pop(game, None)
        self._failures.pop(game, None)

    async def _step(self, game: Game) -> bool:
        """Do the next thing that is due; False when there is nothing more to do now."""
        if game.ended is not None:
            return not game.told and await self._tell(game)
        now = self._services.clock()
        questions = self.games.questions(game.id)
        last = questions[-1] if questions else None
        if last and last.closed is None:
            return await self._close_when_due(game, last, now)
        due = (last.closed if last and last.closed is not None else game.began) + self._pause
        if now < due:
            self._alarms.set(game.id, due)
            return False
        if ending := self._ending(game, questions):
            self.games.finish(game, ending, now)
            return True
        return await self._ask(game, questions)

    async def _close_when_due(self, game: Game, question: AskedQuestion, now: float) -> bool:
        if question.deadline is None:
            # Sent or not: a crash or the network came between. Who votes shows that it was.
            given_up = self._doubts.setdefault(game.id, now + self._wait(game.id, _IN_DOUBT))
            if now < given_up:
                self._alarms.set(game.id, given_up)
                return False
            self._doubts.pop(game.id)
            self.games.close(question, Closing.VOID, now)
            self.games.drop_strays()
            return True
        if game.stopped is not None:
            await self._close(question, Closing.STOPPED)
        elif question.skipped is not None:
            await self._close(question, Closing.SKIPPED)
        elif now >= question.deadline:
            self.games.close(question, Closing.TIME, now)
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
        self.games.close(question, closing, self._services.clock())
        if question.message is not None:
            await stop_quiz(self._bot, self.games.game(question.game).place, question.message)

    def _ending(self, game: Game, questions: list[AskedQuestion]) -> Ending | None:
        """Why the game is over, None when another question is due."""
        if game.stopped is not None:
            return Ending.STOPPED
        if len(questions) >= game.plan.questions:
            undecided = not questions[-1].shoot_out and level(self._services.chats, game.id)
            return None if undecided else Ending.PLAYED
        latest = questions[-IDLE:]
        unanswered = (
            asked.closing is Closing.TIME and not who_answered(self._services.chats, asked)
            for asked in latest
        )
        return Ending.IDLE if len(latest) == IDLE and all(unanswered) else None

    async def _ask(self, game: Game, questions: list[AskedQuestion]) -> bool:
        new = self._new_question(game, len(questions))
        if new is None:
            self.games.finish(game, Ending.NO_MORE, self._services.clock())
            return True
        asked = self.games.ask(game, new, self._services.clock())
        try:
            poll, message = await send_quiz(self._bot, game.place, asked)
        except ChatMigrated as moved:
            self.games.withdraw(asked)
            self.move(game.place.chat, moved.new_chat_id)
            return True
        except RetryAfter as error:
            self.games.withdraw(asked)
            self._alarms.set(game.id, self._services.clock() + seconds_of(error))
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
        self._sent(asked, poll, message, self._services.clock() + asked.seconds)
        return True  # everybody may have answered, and somebody stopped the game, while it was sent

    def _sent(self, asked: AskedQuestion, poll: str, message: int | None, deadline: float) -> None:
        self._doubts.pop(asked.game, None)
        self.games.sent(asked, poll, message, deadline)
        self.games.drop_strays()

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
            self._alarms.set(game.id, self._services.clock() + seconds_of(error))
            return False
        except CannotSend as error:
            logger.info("the table of game %s is not shown: %s", game.id, error)
        except BadRequest:
            self.games.told(game)
            raise
        except TelegramError as error:
            self._failures[game.id] += 1
            logger.warning("the table of game %s may not have been sent: %s", game.id, error.message)
            self._alarms.set(game.id, self._services.clock() + self._wait(game.id, self._pause))
            return False
        self.games.told(game)
        return False

    def _wait(self, game: int, seconds: float) -> float:
        """*seconds*, twice as many after each failure to send."""
        return float(min(seconds * 2 ** max(self._failures[game] - 1, 0), _LONGEST_WAIT))

    def on_vote(self, poll: str, person: Person, option: int) -> None:
        """An answer to a poll, which may be none of ours."""
        vote = Vote(poll, person, option, self._services.clock())
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
                self._sent(asked, poll, None, max(closes, self._services.clock()))
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
