"""The host of trivia games: sends and closes questions, advances the games, and shows their tables.

The next step of a game always follows from ``chats.db`` and the clock, see :meth:`Host.go_on`; so a game
continues after a crash as after any other pause.
"""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from functools import partial
from math import inf
from random import Random

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from handlers.core.command import Services
from handlers.telegram.delivery import URGENT, send_to
from handlers.telegram.errors import CannotSend, seconds_of
from handlers.trivia.between import description_of
from handlers.trivia.duels import tell_challenger
from handlers.trivia.ending import decides, ending_of
from handlers.trivia.modes import next_button
from handlers.trivia.next import next_question
from handlers.trivia.polls import Polls
from handlers.trivia.table import table_answer
from handlers.trivia.timing import Arrivals, AtOnce, Sends, Timers, send_plain
from store.chats.database import may_pass
from store.chats.doubts import drop_strays, not_after
from store.chats.games import IDLE
from store.chats.models import AskedQuestion, Closing, Ending, Game, Sent
from store.chats.people import move_chat
from store.chats.scores import all_answered, earliest_end, of_plan
from store.preferences.settings import zone_of
from store.schedule.daily import end
from store.schedule.mornings import end_mornings
from store.schedule.seasons import let_end

logger = logging.getLogger(__name__)

HOST_WAITS = 1_800.0  # seconds after a question in which the host of a quiz night asks for the next
PAUSE = 3.0  # seconds from the end of a question to the next
_LONGEST_WAIT = 60.0  # seconds between attempts to send
_MOST_DOUBLINGS = 10  # of the wait, after which it has reached the longest
_UNWRITTEN = 0.25  # seconds until a failed write is retried
_ALARMING = 5.0  # seconds of failing writes before owners are notified


class Host:
    """Runs the games of *services* through *bot*. *pause* is the time between questions in seconds, by
    default :data:`PAUSE`; *in_doubt* that in which it may turn out that a question had been sent. *sends*
    sends a question, by default without a picture."""

    def __init__(
        self,
        services: Services,
        bot: Bot,
        timers: Timers,
        rng: Random | None = None,
        pause: float | None = None,
        arrivals: Arrivals | None = None,
        in_doubt: float = 3.0,
        sends: Sends | None = None,
    ) -> None:
        self._sends = sends or partial(send_plain, bot)
        self._in_doubt = in_doubt
        self._services = services
        self._now = services.steady
        self._arrivals = arrivals or AtOnce()
        self.games = services.games
        self._bot = bot
        self._timers = timers
        self._rng = rng or Random()  # noqa: S311 - no secret
        self._pause = PAUSE if pause is None else pause
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._doubts: dict[int, float] = {}  # by game: when its question in doubt is discarded
        self._failures: defaultdict[int, int] = defaultdict(int)  # consecutive ones to send, by game
        self._polls: defaultdict[int, Polls] = defaultdict(lambda: Polls(bot, self._now, self._arrivals))
        self._unrecorded: dict[int, Sent] = {}  # by game: a question that was sent and could not be stored
        self._unwritten = (0.0, -inf)  # times of the first and the latest failed write of late

    def resume(self) -> None:
        """Resume every running game, and show every table that has not been shown.

        :raises sqlite3.Error: when ``chats.db`` cannot be used.
        """
        not_after(self._services.chats, self._now())
        for game in self.games.unfinished():
            self.wake(game.id)

    def wake(self, game: int) -> None:
        """Advance a game as soon as the caller is done."""
        self._wake_at(game, self._now())

    def _wake_at(self, game: int, at: float) -> None:
        self._timers.set(game, at, self.go_on)

    async def go_on(self, game: int) -> None:
        """Advance a game: close a question, send the next, show the table, or set a timer.

        After any error the game is resumed in a minute, after a failed write in a fraction of a second.
        """
        URGENT.set(True)
        try:
            async with self._locks[game]:
                self._wake_at(game, self._now() + _LONGEST_WAIT)
                while (found := self.games.find(game)) and await self._step(found):
                    pass
            found = self.games.find(game)
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
            self._wake_at(game, self._now() + _UNWRITTEN)
            self._note_unwritten(error)
            return
        if found is None or found.told:
            self._let_go(game)

    def _note_unwritten(self, error: sqlite3.Error) -> None:
        """Log once that games are blocked by failing writes, and have owners notified when that lasts.

        :raises sqlite3.Error: when it lasts, for the error handler that notifies them.
        """
        now, (began, latest) = self._now(), self._unwritten
        if now - latest > _ALARMING:
            began = now
            logger.warning("games stand still, chats.db cannot be written: %s", error)
        self._unwritten = (began, now)
        if began < now - _ALARMING:
            self._unwritten = (inf, now)
            raise error

    def _let_go(self, game: int) -> None:
        self._timers.cancel(game)
        self._locks.pop(game, None)
        self._doubts.pop(game, None)
        self._failures.pop(game, None)
        self._unrecorded.pop(game, None)
        self._polls.pop(game, None)

    async def _step(self, game: Game) -> bool:
        """Take the next step that is due; False when nothing more is due now."""
        if game.ended is not None:
            await self._close_dropped(game)
            return not game.told and await self._tell(game)
        if sent := self._unrecorded.get(game.id):
            await self._record(sent)
        now = self._now()
        questions = self.games.questions(game.id)
        last = questions[-1] if questions else None
        if last and last.closed is None:
            return await self._close_when_due(game, last, now)
        due = (last.closed if last and last.closed is not None else game.began) + self._pause
        if last and self._waits_for_host(game, questions, now):
            return False
        if now < due:
            self._wake_at(game.id, due)
            return False
        # A vote that arrives after this decision could not change it: all must have arrived.
        if last and decides(self._services.chats, game, questions):
            polls = self._polls[game.id]
            if not await polls.have_all_votes(game.place, questions[-IDLE:]):
                self._wake_at(game.id, now + polls.patience())
                return False
        if ending := ending_of(self._services.chats, game, questions):
            self.games.finish(game, ending, self._services.clock())
            return True
        return await self._ask(game, questions, due)

    def _waits_for_host(self, game: Game, questions: list[AskedQuestion], now: float) -> bool:
        """Whether the host of a quiz night has yet to ask for what comes after *questions*, and may still."""
        until = (questions[-1].closed or now) + HOST_WAITS
        over = game.stopped is not None or of_plan(questions) >= game.plan.questions
        if over or game.goes_on_after(questions[-1]) or now >= until:
            return False
        self._wake_at(game.id, until)
        return True

    async def _close_dropped(self, game: Game) -> None:
        """Close the poll of a game that ended for another one while a question was open."""
        question = self.games.open_question(game) if game.ending is Ending.DROPPED else None
        if question and question.deadline is not None:
            await self._close(question, Closing.STOPPED)

    async def _close_when_due(self, game: Game, question: AskedQuestion, now: float) -> bool:
        if question.deadline is None:
            # In doubt whether it was sent, after a crash or network error. A vote shows that it was.
            given_up = self._doubts.setdefault(game.id, now + self._wait(game.id, self._in_doubt))
            if now < given_up:
                self._wake_at(game.id, given_up)
                return False
            self._doubts.pop(game.id)
            self.games.close(question, Closing.VOID, now)
            return True
        self._doubts.pop(game.id, None)
        if game.stopped is not None:
            await self._close(question, Closing.STOPPED)
        elif question.skipped is not None:
            await self._close(question, Closing.SKIPPED)
        elif now >= question.deadline:
            # The pause starts at the deadline; now, when the bot was away for as long as the pause.
            late = now - question.deadline >= self._pause
            self.games.close(question, Closing.TIME, now if late else question.deadline)
        else:
            everybody = all_answered(self._services.chats, game, question)
            ends = earliest_end(game, question) if everybody else question.deadline
            if now < ends:
                self._wake_at(game.id, ends)
                return False
            await self._close(question, Closing.ALL_ANSWERED)
        return True

    async def _close(self, question: AskedQuestion, closing: Closing) -> None:
        """Close a question before its deadline, and its poll in the chat."""
        self.games.close(question, closing, self._now())
        stopping = self._polls[question.game].stop(self.games.game(question.game).place, question)
        if stopping:
            await asyncio.wait((stopping,), timeout=self._pause)  # the game is delayed no longer
            if stopping.done():
                stopping.result()

    async def _ask(self, game: Game, questions: list[AskedQuestion], due: float) -> bool:
        """Send the next question of a game, which was *due* at a time; see :meth:`_step`."""
        new = next_question(self._services, game, of_plan(questions), self._rng)
        if new is None:
            self.games.finish(game, Ending.NO_MORE, self._services.clock())
            return True
        described = description_of(self._services, game, questions, shoot_out=new.shoot_out)
        asked = self.games.ask(game, new, self._now())
        try:
            poll, message = await self._sends(
                game, asked, new, described, next_button(self._services, game, asked)
            )
        except ChatMigrated as moved:
            self.games.withdraw(asked)
            self.move(game.place.chat, moved.new_chat_id)
            return True
        except RetryAfter as error:
            self.games.withdraw(asked)
            self._wake_at(game.id, self._now() + seconds_of(error))
            return False
        except CannotSend as error:
            self.games.withdraw(asked)
            self._refused(game, error)
            return True
        except BadRequest:  # a poll that no chat would accept: the bot's fault
            self.games.withdraw(asked)
            self.games.finish(game, Ending.FAILED, self._services.clock())
            self.wake(game.id)
            raise
        except TelegramError as error:
            self._failures[game.id] += 1
            logger.warning("a question of game %s may not have been sent: %s", game.id, error.message)
            return True
        self._services.health.lateness.note(self._now() - due)
        self._failures.pop(game.id, None)
        self._unrecorded[game.id] = sent = Sent(asked, poll, message, self._now() + asked.seconds)
        await self._record(sent)
        return True  # meanwhile, all may have answered, or the game been stopped

    async def _record(self, sent: Sent) -> None:
        """Store that a question was sent, and stop orphaned polls of discarded questions before it.

        :raises sqlite3.Error: when it cannot be stored; it is retried.
        """
        asked = sent.asked
        self._doubts.pop(asked.game, None)
        self.games.sent(asked, sent.poll, sent.message, sent.deadline)
        self._polls[asked.game].sent(sent)
        drop_strays(self._services.chats)
        self._unrecorded.pop(asked.game, None)
        if sent.message is not None:
            await self._polls[asked.game].stop_orphans(self.games, asked, sent.message)

    def _refused(self, game: Game, error: CannotSend) -> None:
        """End a game whose question the chat does not accept."""
        logger.info("game %s ends, chat %s refuses: %s", game.id, game.place.chat, error)
        ending = Ending.NO_POLLS if error.polls else Ending.GONE
        self.games.finish(game, ending, self._services.clock(), told=not error.polls)

    async def _tell(self, game: Game) -> bool:
        """Show the table of a game that has ended."""
        try:
            await send_to(self._bot, game.place, table_answer(self._services, game))
        except ChatMigrated as moved:
            self.move(game.place.chat, moved.new_chat_id)
            return True
        except RetryAfter as error:
            self._wake_at(game.id, self._now() + seconds_of(error))
            return False
        except CannotSend as error:
            logger.info("the table of game %s is not shown: %s", game.id, error)
        except BadRequest:
            self.games.told(game)
            raise
        except TelegramError as error:
            self._failures[game.id] += 1
            logger.warning("the table of game %s may not have been sent: %s", game.id, error.message)
            self._wake_at(game.id, self._now() + self._wait(game.id, self._pause))
            return False
        if not game.place.private:
            chats, chat = self._services.chats, game.place.chat
            let_end(chats, chat, self._services.clock(), zone_of(chats, chat, self._services.timezone))
        self.games.told(game)
        await tell_challenger(self._services, self._bot, game)
        return False

    def _wait(self, game: int, seconds: float) -> float:
        """*seconds*, doubled for each consecutive failure to send after the first, up to the longest wait."""
        doublings = min(max(self._failures[game] - 1, 0), _MOST_DOUBLINGS)
        return min(seconds * 2.0**doublings, _LONGEST_WAIT)

    def gone(self, chat: int) -> None:
        """End the games of *chat*, which the bot has left, without showing their tables, and all that comes
        there by itself."""
        for game in self.games.unfinished(chat):
            self.games.finish(game, Ending.GONE, self._services.clock(), told=True)
            self.games.told(game)
            self._let_go(game.id)
        end(self._services.chats, chat)
        end_mornings(self._services.chats, chat)

    def move(self, old: int, new: int) -> None:
        """Move the data of the group *old* to the supergroup *new* that it has migrated to."""
        move_chat(self._services.chats, old, new)
        logger.info("chat %s is now %s", old, new)
