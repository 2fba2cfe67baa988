"""Questions with a picture: a final's card or an edition's tree with a club covered, and the whole one beside
the explanation. A question can be answered without it, so it is asked without one that cannot be sent."""

import asyncio
import logging

from telegram import Bot, InputMediaPhoto, Poll
from telegram.error import BadRequest

from handlers.core.answers import Button, Call, Picture
from handlers.core.command import Ask, Author, Services
from handlers.pictures.commands import drawn
from handlers.telegram.delivery import send_quiz
from handlers.telegram.errors import CannotSend
from handlers.telegram.photos import Photos
from store.chats.models import AskedQuestion, Game, NewQuestion
from store.cup.labels import parse_label
from store.preferences.pictures import are_dark
from store.trivia.question import Kind

logger = logging.getLogger(__name__)

_LONGEST = 4.0  # seconds that a question waits for its pictures
_CARDS = {Kind.COVERED: "final", Kind.GAP: "season"}
_Pictures = list[tuple[Picture, bytes | str]]


class Illustrated:
    """Sends the questions of *services* as polls through *bot*, with *photos* where they have any."""

    def __init__(self, services: Services, bot: Bot, photos: Photos) -> None:
        self._services = services
        self._bot = bot
        self._photos = photos

    async def send(
        self,
        game: Game,
        asked: AskedQuestion,
        new: NewQuestion,
        description: str,
        button: Button | None = None,
    ) -> tuple[str, int]:
        """Send the question *asked* of a game, made as *new*; returns the ids of the poll and the message.

        :raises CannotSend: when the chat does not accept it.
        :raises telegram.error.TelegramError: when it is not known whether it does.
        """
        if pictures := await self._pictures(game, new):
            try:
                return await self._send(game, asked, description, pictures, button)
            except (BadRequest, CannotSend) as error:
                logger.info("no picture in chat %s: %s", game.place.chat, error)
                for picture, file in pictures:
                    if isinstance(file, str):
                        self._photos.is_refused(picture)
        return await self._send(game, asked, description, [], button)

    async def _send(
        self,
        game: Game,
        asked: AskedQuestion,
        description: str,
        pictures: _Pictures,
        button: Button | None,
    ) -> tuple[str, int]:
        media = [InputMediaPhoto(file, filename=f"{picture.name}.png") for picture, file in pictures]
        first, second = (*media, None, None)[:2]
        poll, message = await send_quiz(
            self._bot, game.place, asked.quiz, description, media=first, explained=second, button=button
        )
        self._note(poll, pictures)
        return poll.id, message

    def _note(self, poll: Poll, pictures: _Pictures) -> None:
        for (picture, file), sent in zip(pictures, (poll.media, poll.explanation_media), strict=False):
            if sent and sent.photo:
                self._photos.was_sent(picture, file, sent.photo)

    async def _pictures(self, game: Game, new: NewQuestion) -> _Pictures:
        """The picture of a question and that of its explanation; none when it has none, or when they cannot
        be drawn in time."""
        if not new.covered or new.edition is None:
            return []
        call = Call(_CARDS[Kind(new.kind)], edition=parse_label(new.edition))
        author = Author(game.place, language=game.language)
        dark = are_dark(self._services.chats, game.place.chat)
        found: _Pictures = []
        try:
            async with asyncio.timeout(_LONGEST):
                for hidden in (new.covered, ""):
                    picture = await drawn(Ask(call, self._services, author), dark=dark, hidden=hidden)
                    if picture is None:
                        return []
                    found.append((picture, await self._photos.to_send(picture)))
        except Exception as error:  # noqa: BLE001 - whatever it is, the question can be asked without
            logger.warning("a question is asked without its picture: %s", error)
            return []
        return found
