"""Sending pictures as photos: drawn beside everything else, and by the id of their file from then on."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, CallbackQuery, InputMediaPhoto, Message, PhotoSize
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from handlers.core.answers import Answer, Picture
from handlers.telegram.delivery import READ
from handlers.telegram.errors import UNREADABLE
from handlers.telegram.markup import markup_of
from handlers.telegram.refusals import Follows, follows_from
from store.chats.database import Chats
from store.chats.models import Place
from store.preferences.pictures import drop_file, file_of, keep_file, use_file

logger = logging.getLogger(__name__)

Draws = Callable[[Callable[[], bytes]], Awaitable[bytes]]
"""Calls what draws a picture in another thread."""

_AGAIN = 60.0  # seconds until the same picture is sent to a group again
_MANY = 10_000  # of those that are remembered
_NO_FILE = (
    "wrong file identifier",
    "file reference",
    "file_id",
    "wrong remote file",
    "wrong type of the web",
)


class NoPhotos(Exception):
    """Raised when a chat takes no photos from the bot."""


class Photos:
    """Sends pictures, with the ids of their files in *chats*; they are drawn by *draws*. *clock* is in
    seconds since 1970."""

    def __init__(self, chats: Chats, draws: Draws, clock: Callable[[], float]) -> None:
        self._chats = chats
        self._draws = draws
        self._clock = clock
        self._sent: dict[tuple[int, str], float] = {}  # to groups, oldest first
        self._drawing: dict[str, asyncio.Task[bytes]] = {}

    async def show(self, bot: Bot, place: Place, picture: Picture, query: CallbackQuery | None) -> None:
        """Send *picture* to *place*, or put it in the place of the picture below which a button was pressed
        (*query*).

        :raises NoPhotos: when the chat does not accept it.
        :raises telegram.error.TelegramError: when it is not known whether it does.
        """
        repainted, chat = _photo_of(query), query.message.chat if query and query.message else None
        markup = {"reply_markup": markup_of(Answer(picture.caption, picture.buttons), bot, chat)}
        known = file_of(self._chats, picture.key) if picture.lasting else None
        try:
            try:
                await self._send(bot, place, picture, known or await self._file(picture), markup, repainted)
            except BadRequest as error:
                if not known or not any(words in error.message.lower() for words in _NO_FILE):
                    raise
                self._note(drop_file, picture.key)
                await self._send(bot, place, picture, await self._file(picture), markup, repainted)
            self._note(use_file, picture.key, self._clock())
        except (BadRequest, Forbidden) as error:
            follows = follows_from("editMessageMedia" if repainted else "sendPhoto", error)
            logger.info("no picture in chat %s: %s", place.chat, error.message)
            if follows is Follows.QUIET:
                return
            self._sent.pop((place.chat, picture.key), None)
            if follows is Follows.GONE:
                raise NoPhotos from None
            raise
        except Exception:
            self._sent.pop((place.chat, picture.key), None)
            raise

    async def to_send(self, picture: Picture) -> bytes | str:
        """The file of *picture*, to be sent with something else: the id that Telegram knows it by, or its
        content.

        :raises Exception: when it cannot be drawn.
        """
        return file_of(self._chats, picture.key) or await self._file(picture)

    def was_sent(self, picture: Picture, file: bytes | str, photo: Sequence[PhotoSize]) -> None:
        """Note the id of the *file* of *picture* that was sent as this *photo*."""
        if isinstance(file, str):
            self._note(use_file, picture.key, self._clock())
        elif photo:
            self._note(keep_file, picture.key, photo[-1].file_id, self._clock())

    def is_refused(self, picture: Picture) -> None:
        """Forget the id of the file of *picture*, which Telegram may not take any more."""
        self._note(drop_file, picture.key)

    def is_too_soon(self, place: Place, picture: Picture, query: CallbackQuery | None) -> bool:
        """Whether the group of *place* has been sent *picture* within a minute; else it is from now on. One
        that takes the place of another, by a button below that (*query*), never is."""
        now, key = self._clock(), (place.chat, picture.key)
        if place.private or _photo_of(query):
            return False
        if now - self._sent.get(key, -_AGAIN) < _AGAIN:
            return True
        self._sent.pop(key, None)
        self._sent[key] = now
        if len(self._sent) > _MANY:
            del self._sent[next(iter(self._sent))]
        return False

    def _note(self, write: Callable[..., None], *values: object) -> None:
        """Write down what is known of a file, if ``chats.db`` can be written at the moment: the picture has
        been sent, and is not to be sent again for it."""
        try:
            write(self._chats, *values)
        except sqlite3.Error as error:
            logger.warning("the file of a picture is not noted: %s", error)

    async def _file(self, picture: Picture) -> bytes:
        """The file of *picture*: one that is being drawn is not drawn twice."""
        task = self._drawing.get(picture.key)
        if task is None:
            task = self._drawing[picture.key] = asyncio.ensure_future(self._draws(picture.draw))
            task.add_done_callback(lambda _: self._drawing.pop(picture.key, None))
        return await asyncio.shield(task)

    async def _send(
        self,
        bot: Bot,
        place: Place,
        picture: Picture,
        file: bytes | str,
        markup: dict[str, Any],
        repainted: Message | None,
    ) -> None:
        message = await self._sent_to(bot, place, picture, file, markup, repainted)
        if picture.lasting and isinstance(file, bytes) and isinstance(message, Message) and message.photo:
            self._note(keep_file, picture.key, message.photo[-1].file_id, self._clock())

    async def _sent_to(
        self,
        bot: Bot,
        place: Place,
        picture: Picture,
        file: bytes | str,
        markup: dict[str, Any],
        repainted: Message | None,
    ) -> Message | bool:
        read = READ.set(True)
        try:
            if repainted:
                media = InputMediaPhoto(file, picture.caption, ParseMode.HTML, filename=f"{picture.name}.png")
                return await repainted.edit_media(media, api_kwargs=markup)
            try:
                return await self._photo(bot, place, picture, file, markup)
            except ChatMigrated as error:
                return await self._photo(bot, Place(error.new_chat_id), picture, file, markup)
        except UNREADABLE:
            raise TelegramError("the server sent a message that cannot be read") from None
        finally:
            READ.reset(read)

    @staticmethod
    async def _photo(
        bot: Bot, place: Place, picture: Picture, file: bytes | str, markup: dict[str, Any]
    ) -> Message:
        return await bot.send_photo(
            place.chat,
            file,
            picture.caption,
            filename=f"{picture.name}.png",
            parse_mode=ParseMode.HTML,
            message_thread_id=place.topic or None,
            api_kwargs=markup,
        )


def _photo_of(query: CallbackQuery | None) -> Message | None:
    """The message with a photo below which a button was pressed; None for any other."""
    message = query.message if query else None
    return message if isinstance(message, Message) and message.photo else None
