"""Answering inline queries by pages of cards, see https://core.telegram.org/bots/inline."""

import logging
from dataclasses import dataclass
from time import perf_counter

from telegram import InlineQuery, InlineQueryResultsButton
from telegram.error import BadRequest

from handlers.core.command import Author, Services
from handlers.core.deep_links import FROM_ELSEWHERE
from handlers.inline.cards import Cards
from handlers.inline.shelf import Card
from handlers.telegram.authors import person_of
from handlers.telegram.languages import with_language
from store.chats.models import Place

logger = logging.getLogger(__name__)

BUDGET = 0.001  # seconds after which a page gets no more cards: what people type comes letter by letter
MOST = 6  # results of a page, as many as a phone shows; Telegram allows 50, but these take long to be sent
_CACHED = 3_600  # seconds


@dataclass(frozen=True, slots=True)
class _Page:
    """The *cards* of a page, and the number of that at which the *next* begins, empty after the last."""

    cards: list[Card]
    next: str


class InlineQueries:
    """Answers inline queries with *cards*."""

    def __init__(self, services: Services, cards: Cards) -> None:
        self._services = services
        self._cards = cards

    async def answer(self, query: InlineQuery) -> bool:
        """Answer *query*; False when nobody waits for that any more."""
        user = query.from_user
        place = Place(user.id, private=True)
        author = Author(place, user.id, person_of(user), code=user.language_code)
        author = with_language(self._services, author)
        bot, texts = query.get_bot(), self._services.texts(author.language)
        page = self._page(query.query, query.offset, author, bot.username)
        results = ",".join(card.json for card in page.cards)
        label = texts.gettext("Ask in the private chat")
        try:
            await bot.answer_inline_query(
                query.id,
                [],
                cache_time=_CACHED,
                is_personal=True,  # in the language of the user
                next_offset=page.next,
                button=InlineQueryResultsButton(label, start_parameter=FROM_ELSEWHERE),
                api_kwargs={"results": f"[{results}]"},
            )
        except BadRequest as error:  # the query is too old
            logger.info("an inline query was not answered: %s", error.message)
            return False
        return True

    def _page(self, text: str, offset: str, author: Author, username: str) -> _Page:
        """The page of cards for *text* from *offset* on: as many as are found in the time for a page, up to
        one that is not ready, and at least one, if need be the first that has to be made. Whether there are
        more is not known then: the next page may be empty."""
        began, first = perf_counter(), int(offset) if offset.isdecimal() else 0
        passed, cards = 0, list[Card]()
        for card in self._cards.of(text, author, username):
            if card and passed < first:
                passed += 1
            elif card:
                cards.append(card)
            late = card is None or len(cards) == MOST or perf_counter() - began > BUDGET
            if cards and late:
                return _Page(cards, str(first + len(cards)))
        return _Page(cards, "")
