"""Asking the question of the day: one poll, open until the next, described by yesterday's result."""

import logging
from datetime import date, timedelta

from telegram import Bot

from handlers.core.answers import Answer
from handlers.core.command import Author, Services
from handlers.core.writing import until_written
from handlers.daily.question import question_of
from handlers.telegram.delivery import send_quiz, send_to, stop_quiz
from handlers.telegram.errors import CannotSend
from handlers.telegram.languages import with_language
from handlers.trivia.table import shown_name
from handlers.wording.texts import Texts
from store.chats.models import Place, Quiz
from store.chats.people import names_of
from store.preferences.settings import zone_of
from store.schedule import daily
from store.schedule.daily import IDLE_DAYS, AskedDay, Daily
from store.schedule.due import Due, day_at, latest_at, next_at, time_of

logger = logging.getLogger(__name__)

_SURELY_OVER = 22 * 3_600.0  # seconds after which a poll was sent early in the day before
_GAP = 60  # seconds between the end of a poll and the next one
_SHORTEST = 600  # seconds left of a day for which nobody is asked any more
_MOST_STREAKS = 5
_SHORTEST_STREAK = 2


class Asking:
    """Asks the questions of the day of *services* through *bot*."""

    farthest = 25 * 3_600.0  # the longest day, on which clocks are put back

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot

    def unfinished(self) -> list[int]:
        """The chats of which it is not known whether they were asked."""
        return [asked.chat for asked in daily.in_doubt(self._services.chats)]

    def next(self, chat: int, now: float) -> float | None:
        """When *chat* is asked next after *now*; None when it is not."""
        chats = self._services.chats
        subscribed = daily.daily_of(chats, chat)
        zone = zone_of(chats, chat, self._services.timezone)
        return next_at(now, subscribed.minute, zone) if subscribed else None

    async def do(self, due: Due) -> float | None:
        """Ask a chat, late if the bot was away, and nothing when the day is nearly over or was asked before;
        when it is asked next.

        :raises telegram.error.TelegramError: when it is not known whether the poll was sent.
        """
        services, chats, now = self._services, self._services.chats, self._services.clock()
        subscribed, at = daily.daily_of(chats, due.chat), self.next(due.chat, now)
        if subscribed is None or at is None:
            return None
        zone = zone_of(chats, due.chat, services.timezone)
        day = day_at(latest_at(now, subscribed.minute, zone), zone)  # of the hour that may have been missed
        daily.drop_after(chats, due.chat, day)  # of a clock that ran ahead
        asked = daily.asked_on(chats, due.chat, day)
        if (asked and asked.poll) or at - now < _SHORTEST:
            return at
        language = with_language(services, Author(subscribed.place)).language
        question = question_of(services, day, language)
        if question is None:
            return at
        texts = services.texts(language)
        before = await self._closed_before(subscribed.place, day, now)
        answers = daily.answers_on(chats, before) if before else {}
        if before and subscribed.unanswered + (not answers) >= IDLE_DAYS:
            await self._give_up(subscribed, texts)
            return None
        daily.about_to_ask(chats, due.chat, day, question, language, now)
        seconds = int(at - now) - _GAP
        quiz = Quiz(question.question, question.options, question.correct, question.explanation, seconds)
        try:
            poll, message = await send_quiz(
                self._bot,
                subscribed.place,
                quiz,
                self._yesterday(subscribed.place, answers, texts),
                silent=True,
            )
        except CannotSend as error:
            await self._refused(subscribed, error, texts)
            return None

        def written() -> None:
            with chats.atomic():
                daily.sent(chats, due.chat, day, poll.id, message)
                if before:
                    daily.count_idle(chats, due.chat, answered=bool(answers))

        await until_written(written)
        return self.next(due.chat, services.clock())  # which may have been changed meanwhile

    async def _closed_before(self, place: Place, day: date, now: float) -> AskedDay | None:
        """The question of the day before *day*, None when there was none. Whichever poll was the last, it is
        closed, if it may still be open, as when the time was moved."""
        last = next(iter(daily.latest_days(self._services.chats, place.chat, 1)), None)
        if last and last.message is not None and now < last.asked + _SURELY_OVER:
            await stop_quiz(self._bot, place, last.message)
        return last if last and last.day == day - timedelta(1) else None

    def _yesterday(self, place: Place, answers: dict[int, bool], texts: Texts) -> str:
        """How the question before was answered, and who is on a streak; empty when nobody did."""
        chats = self._services.chats
        lasting = [
            row
            for row in daily.streaks(chats, place.chat)
            if row.streak >= _SHORTEST_STREAK and answers.get(row.user)
        ]
        lasting.sort(key=lambda row: (-row.streak, row.user))
        names = names_of(chats, [row.user for row in lasting[:_MOST_STREAKS]])
        shown = [(shown_name(texts, names.get(row.user)), row.streak) for row in lasting[:_MOST_STREAKS]]
        return texts.plain(
            "daily/question",
            "yesterday",
            right=sum(answers.values()),
            answered=len(answers),
            streaks=shown,
            private=place.private,
        ).strip()

    async def _give_up(self, subscribed: Daily, texts: Texts) -> None:
        """End the daily question of a chat in which nobody has answered for a week, and say so."""
        text = texts.render("daily/question", "given_up", time=time_of(subscribed.minute))
        await self._tell(subscribed, Answer(text))

    async def _refused(self, subscribed: Daily, error: CannotSend, texts: Texts) -> None:
        """End the daily question of a chat that does not accept it."""
        logger.info("chat %s has no daily question any more: %s", subscribed.place.chat, error)
        if error.polls:
            await self._tell(subscribed, Answer(texts.render("daily/question", "no_polls")))
        else:
            daily.end(self._services.chats, subscribed.place.chat)

    async def _tell(self, subscribed: Daily, answer: Answer) -> None:
        try:
            await send_to(self._bot, subscribed.place, answer, silent=True)
        except CannotSend as error:
            logger.info("chat %s is not told: %s", subscribed.place.chat, error)
        daily.end(self._services.chats, subscribed.place.chat)
