"""The end of a season: a card with the winner of the month."""

import logging

from telegram import Bot

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Author, Services
from handlers.telegram.delivery import send_to
from handlers.telegram.errors import CannotSend
from handlers.telegram.languages import with_language
from handlers.trivia.table import MEDALS, NEW_MESSAGE, shown_name
from store.chats.models import Place
from store.cup.values import PartialDate
from store.preferences.settings import settings_of, zone_of
from store.schedule.due import Due
from store.schedule.seasons import end_of_season, end_season, has_begun

logger = logging.getLogger(__name__)

_SHOWN = 3  # users on the card


class Seasons:
    """Ends the seasons of the chats of *services*, and says through *bot* who won."""

    farthest = 33 * 86_400.0  # from the first of a month to noon of the first of the next

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot

    def unfinished(self) -> list[int]:
        """Chats in which a card may not have been sent: none, one too few is better than one twice."""
        return []

    def next(self, chat: int, now: float) -> float | None:
        """When the season of *chat* ends; None when no game has begun one."""
        chats = self._services.chats
        zone = zone_of(chats, chat, self._services.timezone)
        return end_of_season(now, zone) if has_begun(chats, chat, now, zone) else None

    async def do(self, due: Due) -> float | None:
        """End a season, and say who won it, if there is a winner; when the next one ends, None when no game
        has begun it yet.

        :raises telegram.error.TelegramError: when it is not known whether the card was sent.
        """
        services, chats = self._services, self._services.chats
        zone = zone_of(chats, due.chat, services.timezone)
        month, rows = end_season(chats, due.chat, due.at, zone)
        if not rows:
            return self.next(due.chat, services.clock())
        place = Place(due.chat, settings_of(chats, due.chat).topic or 0)
        texts = services.texts(with_language(services, Author(place)).language)
        text = texts.render(
            "trivia/boards",
            "season",
            month=PartialDate(month.year, month.month),
            medals=MEDALS,
            rows=[(row, shown_name(texts, row.name)) for row in rows[:_SHOWN]],
            winners=[shown_name(texts, row.name) for row in rows if row.place == 1],
        )
        buttons = (
            Button(texts.gettext("Play"), Call("trivia")),
            Button(texts.gettext("Board"), Call("top", word=NEW_MESSAGE)),
        )
        try:
            await send_to(self._bot, place, Answer(text, (buttons,)), silent=True)
        except CannotSend as error:
            logger.info("the winner of chat %s is not told: %s", due.chat, error)
        return self.next(due.chat, services.clock())
