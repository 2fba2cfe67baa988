"""From an update to an answer: which handler is asked, and what happens when one fails."""

import sqlite3
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import date
from functools import lru_cache
from math import ceil
from random import Random
from typing import Any

from markupsafe import Markup
from telegram import Bot, Message, Update
from telegram.constants import ChatType, MessageEntityType
from telegram.ext import Application, CallbackContext, CallbackQueryHandler, MessageHandler, filters

from handlers.commands import COMMANDS, FOR_OWNERS
from handlers.core.answers import NOBODY, Answer, Ask, Asker, Call, Command, OldButton, Refused, Services
from handlers.core.command import Scene
from handlers.core.free_text import call_of, without_mention
from handlers.core.texts import short
from handlers.events import add_events
from handlers.failures import Failures, Owners
from handlers.telegram.authors import asker_of, decides
from handlers.telegram.delivery import URGENT, acknowledge, answer_in, edit, send
from handlers.throttle import Cooling
from handlers.trivia.host import PAUSE, Host
from handlers.trivia.timing import Alarms, Arrivals
from store.archive.archive import EmptyArchive

# Edits of a message are not asked again; channels ask like chats.
_NEW = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
LONGEST_MESSAGE = 4096  # UTF-16 units; Telegram counts less, without the tags

_REMEMBERED = 500  # answers, of some 3 kB each
_LONGEST_REMEMBERED = 64  # characters of the argument
LONGEST_NOTICE = 200  # characters over the chat after a button was pressed

Context = CallbackContext[Any, Any, Any, Any]
Saying = Callable[[Answer], Awaitable[None]]


class Dispatcher:
    """Answers updates from *services*, and leads games through *alarms* with the random generator *rng*.

    *owners* are the users told of failures, *pause* is the time between two questions in seconds, *cooling*
    holds back who asks too much, None for nobody, and *arrivals* knows whether all votes have arrived.
    """

    def __init__(
        self,
        services: Services,
        alarms: Alarms,
        owners: Collection[int] = (),
        rng: Random | None = None,
        pause: float = PAUSE,
        cooling: Cooling | None = None,
        arrivals: Arrivals | None = None,
    ) -> None:
        self._services = services
        self._alarms = alarms
        self._owners = owners
        self._rng = rng or Random()  # noqa: S311 - no secret
        self._pause = pause
        self._cooling = cooling
        self._arrivals = arrivals
        self._commands = {command.name: command for command in (*COMMANDS, *FOR_OWNERS)}
        self._remembered = lru_cache(_REMEMBERED)(self._lasting)

    def add_to(self, application: Application[Any, Any, Any, Any, Any, Any]) -> Host:
        """Register every handler; the host of the games."""
        self.failures = Failures(self._services, Owners(application.bot, self._owners, self._services.steady))
        host = Host(self._services, application.bot, self._alarms, self._rng, self._pause, self._arrivals)
        self._host = host
        self._alarms.attend(application, host.go_on)
        application.add_handler(MessageHandler(_NEW & filters.TEXT, self.on_message))
        application.add_handler(CallbackQueryHandler(self.on_button))
        add_events(application, host)
        application.add_error_handler(self.failures.on_error)
        return host

    def answer(self, call: Call, asker: Asker = NOBODY) -> Answer:
        """The answer to *call*, which must be one of the table that answers.

        :raises OldButton: when it is not.
        """
        command = self._command(call.command, asker)
        if command is None or command.answer is None:
            raise OldButton(call.command)
        if command.lasting and len(call.argument) <= _LONGEST_REMEMBERED:
            return self._remembered(command.answer, call, self._services.today())
        return self._answer(command.answer, call, asker)

    def _lasting(self, make: Callable[[Ask], Answer], call: Call, _today: date) -> Answer:
        return self._answer(make, call, NOBODY)

    def _answer(self, make: Callable[[Ask], Answer], call: Call, asker: Asker) -> Answer:
        try:
            return _fitting(make(Ask(call, self._services, asker)))
        except Refused as refused:
            return _fitting(refused.answer)
        except EmptyArchive:
            return self._plain("empty_archive")

    async def _do(self, call: Call, asker: Asker, scene: Scene) -> None:
        """Answer *call*, or do what it asks.

        :raises OldButton: when there is no such command.
        :raises Refused: when an acting one refuses.
        """
        command = self._command(call.command, asker)
        if command is None or command.act is None:
            await scene.change(self.answer(call, asker))
            return
        try:
            await command.act(Ask(call, self._services, asker), scene)
        except EmptyArchive:
            raise Refused(self._plain("empty_archive")) from None

    def _command(self, name: str, asker: Asker) -> Command | None:
        """The command of that name, None when there is none for *asker*."""
        command = self._commands.get(name)
        if command and command.owners and (asker.person is None or asker.person.id not in self._owners):
            return None
        return command

    async def on_message(self, update: Update, context: Context) -> None:
        """A text: a command of ours, somebody else's, or none."""
        message = update.effective_message
        if message is None or not message.text or message.is_automatic_forward:  # of a channel's post
            return
        asker = asker_of(message)
        meant = self._meaning(message, asker, context.bot.username)

        async def say(answer: Answer) -> None:
            await send(message, _fitting(answer))

        if meant is None:
            return
        who = asker.person.id if asker.person else (message.sender_chat or message.chat).id
        # By when it was written: what waits in the chat's line was asked at once all the same.
        if await self._is_cooling(who, message.date.timestamp(), say):
            return
        try:
            if isinstance(meant, Call):
                await self._do(meant, asker, self._scene(context.bot, asker, say, say))
            else:
                await say(meant)
        except Refused as refused:
            await say(refused.answer)
        except sqlite3.Error:
            self._forgive(who)
            raise

    def _forgive(self, who: int) -> None:
        """What fails because nothing can be written is asked again by us, not by *who*."""
        if self._cooling:
            self._cooling.forgive(who)

    def _meaning(self, message: Message, asker: Asker, username: str) -> Call | Answer | None:
        """What a text asks, or what to say to it at once; None when it is not for us."""
        text = message.text or ""
        entities = [entity for entity in message.entities if not entity.offset]
        command = next((entity for entity in entities if entity.type == MessageEntityType.BOT_COMMAND), None)
        if command is None:
            return self._meaning_of_talk(message, username)
        name, _, bot = text[1 : command.length].partition("@")
        ours = bot.casefold() == username.casefold()
        if bot and not ours:
            return None
        if self._command(name.casefold(), asker):
            return Call(name.casefold(), text[command.length :].strip())
        if ours or asker.place.private:  # in groups it may be another bot's
            return self._plain("unknown_command", name=name)
        return None

    def _meaning_of_talk(self, message: Message, username: str) -> Call | Answer | None:
        """A text that is no command: understood in private, in groups when it is meant for the bot.

        What is not understood gets a hint, except for a reply, which may be about what the bot said.
        """
        text, mentioned = without_mention(message.text or "", username)
        private = message.chat.type == ChatType.PRIVATE
        author = message.reply_to_message and message.reply_to_message.from_user
        if not (private or mentioned or (author and author.username == username)):
            return None
        call = call_of(text, self._services, COMMANDS)
        if call is None and (private or mentioned):
            return self._plain("hint", club=self._services.archive.some_club())
        return call

    async def _is_cooling(self, who: int, at: float, say: Saying) -> bool:
        """Whether *who* asked *at* a time is not answered because he asks too much; he is told once."""
        wait = self._cooling.wait(who, at) if self._cooling else 0
        if wait:
            left = min(at + wait - self._services.clock(), wait)  # the machine's clock may be wrong
            await say(self._plain("cooling", seconds=max(ceil(left), 1)))
        return wait != 0

    async def on_button(self, update: Update, context: Context) -> None:
        """A button below one of our messages: the question it stands for, answered in place."""
        query = update.callback_query
        if query is None or query.message is None:  # below an inline message, which is none of ours
            return
        URGENT.set(True)
        asker = asker_of(query.message, query.from_user)
        notices: list[str] = []  # that were shown, the empty one to stop the spinner

        async def notice(text: str = "") -> None:
            if not notices:
                notices.append(text)
                await acknowledge(query, text or None)

        async def say(answer: Answer) -> None:
            await notice()
            await answer_in(context.bot, asker.place, _fitting(answer))

        async def change(answer: Answer) -> None:
            await notice()
            await edit(query, _fitting(answer))

        async def show(answer: Answer) -> None:
            text = Markup(answer.text).striptags()  # noqa: S704 - it is HTML
            await notice(short(text, LONGEST_NOTICE))

        if await self._is_cooling(query.from_user.id, self._services.clock(), show):
            await notice()
            return
        scene = self._scene(context.bot, asker, say, change)
        try:
            await self._do(Call.decode(query.data or ""), asker, scene)
            await notice()
        except OldButton:
            await show(self._plain("old_button"))
        except Refused as refused:
            await show(refused.answer)
        except sqlite3.Error:
            self._forgive(query.from_user.id)
            raise

    def _scene(self, bot: Bot, asker: Asker, say: Saying, change: Saying) -> Scene:
        async def is_admin() -> bool:
            return await decides(bot, asker)

        return Scene(self._host, say, change, is_admin)

    def _plain(self, template: str, **values: object) -> Answer:
        return Answer(self._services.texts.render(template, **values))


def _fitting(answer: Answer) -> Answer:
    """*answer* cut to a message by whole lines, which only data beyond all measure needs.

    No tag reaches over a line's end, so what is left is whole.
    """
    lines = answer.text.split("\n")
    while len("\n".join(lines).encode("utf-16-le")) // 2 > LONGEST_MESSAGE:
        lines = [*lines[:-2], "…"]
    return replace(answer, text="\n".join(lines))
