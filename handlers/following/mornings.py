"""What comes in the morning: the day of a club that is followed, and what was played on the day."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.blocks import tie_block
from handlers.core.command import Ask, Author, Services
from handlers.core.links import number_buttons, numbered, tie_of
from handlers.cup.today import EVERY_MORNING, read_day, today
from handlers.telegram.delivery import ONCE, send_to
from handlers.telegram.errors import CannotSend
from handlers.telegram.languages import with_language
from store.archive.days import PlayedOn, great_days_of, how_many_on
from store.cup.ties import Tie, TieKey
from store.cup.values import Day
from store.preferences.settings import zone_of
from store.schedule.due import Due, What, latest_at, next_at
from store.schedule.mornings import APART, MINUTE, Mornings, end_mornings, mornings_of, note

logger = logging.getLogger(__name__)

_LATEST = 12 * 3_600.0  # seconds after nine in which a message of the day may still come
_LOOKS_AHEAD = 31  # days, after which the archive is looked at again
_MOST_TIES = 4  # of a message


class _Morning(ABC):
    """What is common to the messages of mornings of *services*, sent through *bot*."""

    what: What
    farthest = (_LOOKS_AHEAD + 1) * 86_400.0

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot

    def unfinished(self) -> list[int]:
        """Chats whose message may not have been sent: none, one too few is better than one twice."""
        return []

    def _zone(self, chat: int) -> ZoneInfo:
        return zone_of(self._services.chats, chat, self._services.timezone)

    def next(self, chat: int, now: float) -> float | None:
        """The next morning in *chat* with something to tell, or to look again; None when nothing is
        wanted."""
        wants, zone = mornings_of(self._services.chats, chat), self._zone(chat)
        if wants is None or not self._is_wanted(wants):
            return None
        at = now
        for _ in range(_LOOKS_AHEAD):
            at = next_at(at, MINUTE, zone)
            if self._has_something(wants, _day(at, zone)):
                break
        return at

    async def do(self, due: Due) -> float | None:
        """Send the message of the day, if it is still the morning for it and there is one.

        :raises telegram.error.TelegramError: when the chat is to be asked again later.
        """
        chats, now = self._services.chats, self._services.clock()
        wants, zone = mornings_of(chats, due.chat), self._zone(due.chat)
        if wants is None or not self._is_wanted(wants):
            return None
        day = _day(now, zone)
        nine = latest_at(now, MINUTE, zone)
        if _day(nine, zone) == day and nine <= now < nine + _LATEST and self._has_something(wants, day):
            author = with_language(self._services, Author(wants.place))
            before = wants.told if self.what is What.CLUBS else wants.shown
            note(chats, due.chat, self.what, day)
            ONCE.set(True)
            try:
                await send_to(self._bot, wants.place, self._answer(wants, day, author), silent=True)
            except (RetryAfter, ChatMigrated):  # it was not sent
                note(chats, due.chat, self.what, before)
                raise
            except CannotSend as error:
                logger.info("chat %s is told nothing more in the morning: %s", due.chat, error)
                end_mornings(chats, due.chat)
                return None
        return self.next(due.chat, self._services.clock())

    @abstractmethod
    def _is_wanted(self, wants: Mornings) -> bool:
        """Whether the chat wants such messages."""

    @abstractmethod
    def _has_something(self, wants: Mornings, day: date) -> bool:
        """Whether there is a message for a *day*."""

    @abstractmethod
    def _answer(self, wants: Mornings, day: date, author: Author) -> Answer:
        """The message of a *day*."""


class ClubDays(_Morning):
    """Tells chats of the finals, semi-finals and matches of many goals of clubs that they follow, on their
    days, at most once a week; not where everything that was played on a day is told anyway."""

    what = What.CLUBS

    def _is_wanted(self, wants: Mornings) -> bool:
        return bool(wants.clubs)

    def _has_something(self, wants: Mornings, day: date) -> bool:
        told = wants.told if wants.told and wants.told <= day else None  # not by a clock that ran ahead
        soon = told is not None and day - told < timedelta(APART)
        return not soon and not wants.today and bool(self._played(wants, day))

    def _played(self, wants: Mornings, day: date) -> list[PlayedOn]:
        archive, found = self._services.archive, dict[TieKey, PlayedOn]()
        for club in wants.clubs:
            days = archive.once(great_days_of, club=club)
            found |= {one.tie: one for one in days.get(Day.of(day), ())}
        return sorted(found.values(), key=lambda one: (-one.year, one.tie.round, one.tie.number))

    def _answer(self, wants: Mornings, day: date, author: Author) -> Answer:
        ask = Ask(Call("follow"), self._services, author)
        played = self._played(wants, day)
        ties = ask.archive.ties({one.tie for one in played[:_MOST_TIES]})
        shown = [ties[one.tie] for one in played[:_MOST_TIES]]
        blocks = [tie_block(ask, tie, [tie.edition, tie.round]) for tie in shown]
        numbers = numbered(tie_of(tie.key) for tie in shown)
        clubs = [club for found in wants.clubs if (club := ask.archive.club(found)) and _is_in(found, shown)]
        text = ask.texts.render("following/follow", "day", clubs=clubs, blocks=blocks, day=Day.of(day))
        links = (
            Button(ask.texts.gettext("The day"), Call("today", day=Day.of(day))),
            Button(ask.texts.gettext("Following …"), Call("follow")),
        )
        return Answer(text, (*number_buttons(numbers), links))


class EveryDay(_Morning):
    """Tells chats each morning what was played on the day, if anything was."""

    what = What.TODAY

    def _is_wanted(self, wants: Mornings) -> bool:
        return wants.today

    def _has_something(self, wants: Mornings, day: date) -> bool:
        shown = wants.shown if wants.shown and wants.shown <= day else None
        return shown != day and how_many_on(self._services.archive, [Day.of(day)]) > 0

    def _answer(self, _wants: Mornings, day: date, author: Author) -> Answer:
        ask = Ask(Call("today", day=Day.of(day)), self._services, author)
        answer = today(ask, read_day(ask))
        off = Button(ask.texts.gettext("No more"), Call("settings", "today off"), style=Style.ENDS)
        others = (row for row in answer.buttons if row[0].call != EVERY_MORNING)
        return Answer(answer.text, (*others, (off,)), call=answer.call)


def _day(at: float, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, zone).date()


def _is_in(club: str, ties: Sequence[Tie]) -> bool:
    return any(club in (tie.home.club, tie.away.club) for tie in ties)
