"""In-process client: a user who chats with the bot."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update

from bot.terminal.offline import BOT_USER, CHAT, PERSON, OfflineTelegram
from bot.terminal.sent import SentMessage, SentPoll, described_photo
from handlers.telegram.application import AnyApplication
from handlers.wording.languages import SOURCE_LANGUAGE


class OfflineChat:
    """A user's private chat with the bot of *application*, which sends its requests to *telegram*.

    *settle* waits until the timers that are due have been handled. *language* is what the user has set
    Telegram to.
    """

    def __init__(
        self,
        application: AnyApplication,
        telegram: OfflineTelegram,
        settle: Callable[[], Awaitable[None]],
        language: str = SOURCE_LANGUAGE,
    ) -> None:
        self._person = {**PERSON, "language_code": language}
        self._application = application
        self._telegram = telegram
        self._settle = settle
        self._last: SentMessage | None = None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The buttons of the bot's last message, row by row, as (text, callback data)."""
        return [button for row in self._last.buttons for button in row] if self._last else []

    def look_at(self, message: SentMessage) -> None:
        """Make *message* the one whose buttons are pressed."""
        self._last = message

    def be_called(self, name: str) -> None:
        """Let the user have this first *name* from now on."""
        self._person["first_name"] = name

    async def say(self, text: str) -> list[SentMessage]:
        """Send *text*, and return the bot's messages, new or edited."""
        message: dict[str, Any] = {**self._from_person(), "text": text}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return await self._update({"message": message})

    async def vote(self, poll: SentPoll, *options: int) -> list[SentMessage]:
        """Vote for *options* of *poll*, counted from 0, and return the bot's messages, new or edited."""
        poll.votes[PERSON["id"]] = tuple(sorted(options))
        answer = {
            "poll_id": poll.poll,
            "user": self._person,
            "option_ids": list(options),
            "option_persistent_ids": list(map(str, options)),
        }
        return await self._update({"poll_answer": answer})

    async def press(self, data: str) -> list[SentMessage]:
        """Press the button with the callback data *data* of the bot's last message, and return the bot's
        messages, new or edited."""
        if self._last is None:
            return []
        message = {**self._from_person(), "message_id": self._last.id, "from": BOT_USER, "text": "…"}
        if self._last.photo:
            message["photo"] = described_photo(self._last.photo)
        query = {"id": "1", "from": self._person, "chat_instance": "1", "data": data, "message": message}
        return await self._update({"callback_query": query})

    def _from_person(self) -> dict[str, Any]:
        now = int(time.time())
        return {"message_id": self._telegram.next_id(), "date": now, "chat": CHAT, "from": self._person}

    async def _update(self, content: dict[str, Any]) -> list[SentMessage]:
        update = Update.de_json({"update_id": self._telegram.next_id(), **content}, self._application.bot)
        await self._application.process_update(update)
        await self._settle()
        changed = self._telegram.take_changed()
        self._last = changed[-1] if changed else self._last
        return changed
