"""From an update to an answer: which handler is asked, and what happens when one fails."""

import logging
import secrets
from collections.abc import Collection
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType, MessageEntityType, ParseMode
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, CallbackQueryHandler, MessageHandler, filters

from handlers.answers import Answer, Ask, Call, OldButton, Refused, Services
from handlers.sender import acknowledge, edit, send
from handlers.table import COMMANDS
from store.archive import EmptyArchive

logger = logging.getLogger(__name__)

# Edits of a message are not asked again; channels ask like chats.
_NEW = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
_MOST_KINDS_TOLD = 100

Context = CallbackContext[Any, Any, Any, Any]


class Dispatcher:
    """Answers updates from *services*; *owners* are the users told of failures."""

    def __init__(self, services: Services, owners: Collection[int] = ()) -> None:
        self._services = services
        self._owners = owners
        self._commands = {command.name: command for command in COMMANDS}
        self._told: set[str] = set()

    def add_to(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Register every handler, the catch-all last."""
        application.add_handler(MessageHandler(_NEW & filters.COMMAND, self.on_command))
        application.add_handler(CallbackQueryHandler(self.on_button))
        private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        application.add_handler(MessageHandler(private & filters.TEXT, self.on_other))
        application.add_error_handler(self.on_error)

    def answer(self, call: Call) -> Answer:
        """The answer to *call*, which must be of the table.

        :raises OldButton: when it is not.
        """
        command = self._commands.get(call.command)
        if command is None:
            raise OldButton(call.command)
        ask = Ask(call, self._services)
        try:
            return command.answer(ask)
        except Refused as refused:
            return refused.answer
        except EmptyArchive:
            return self._plain("empty_archive")

    async def on_command(self, update: Update, context: Context) -> None:
        """A message that begins with a command, of ours or not."""
        message = update.effective_message
        if message is None or not message.text:
            return
        entity = message.entities[0] if message.entities else None
        if entity is None or entity.type != MessageEntityType.BOT_COMMAND or entity.offset:
            await self.on_other(update, context)
            return
        name, _, bot = message.text[1 : entity.length].partition("@")
        ours = bot.casefold() == context.bot.username.casefold()
        if bot and not ours:
            return
        if name.casefold() in self._commands:
            call = Call(name.casefold(), message.text[entity.length :].strip())
            await send(message, self.answer(call))
        elif ours or message.chat.type == ChatType.PRIVATE:  # in groups it may be another bot's
            await send(message, self._plain("unknown_command", name=name))

    async def on_button(self, update: Update, _context: Context) -> None:
        """A button below one of our messages: the question it stands for, answered in place."""
        query = update.callback_query
        if query is None:
            return
        try:
            answer = self.answer(Call.decode(query.data or ""))
        except OldButton:
            await acknowledge(query, str(self._plain("old_button").text))
            return
        await acknowledge(query)
        await edit(query, answer)

    async def on_other(self, update: Update, _context: Context) -> None:
        """Anything else in a private chat."""
        message = update.effective_message
        if message and message.chat.type == ChatType.PRIVATE:
            await send(message, self._plain("hint"))

    def _plain(self, template: str, **values: object) -> Answer:
        return Answer(self._services.texts.render(template, **values))

    async def on_error(self, update: object, context: Context) -> None:
        """Log what went wrong under an id, and tell the chat in one line."""
        reference = secrets.token_hex(4)
        logger.error("failure %s while handling an update", reference, exc_info=context.error)
        try:
            if isinstance(update, Update):
                await self._apologise(update, reference)
            await self._tell_owners(context, reference)
        except TelegramError as failed:
            logger.warning("failure %s could not be told: %s", reference, failed)

    async def _apologise(self, update: Update, reference: str) -> None:
        answer = self._plain("failed", id=reference)
        if update.callback_query:
            await acknowledge(update.callback_query, str(answer.text))
        elif isinstance(update.effective_message, Message):
            await send(update.effective_message, answer)

    async def _tell_owners(self, context: Context, reference: str) -> None:
        """Tell owners of each kind of failure once."""
        kind = f"{type(context.error).__name__}: {context.error}"
        if kind in self._told or len(self._told) >= _MOST_KINDS_TOLD:
            return
        self._told.add(kind)
        text = self._services.texts.render("failed_owner", id=reference, kind=type(context.error).__name__)
        for owner in self._owners:
            await context.bot.send_message(owner, text, parse_mode=ParseMode.HTML)
