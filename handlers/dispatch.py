"""Dispatching of messages and callback queries: to which command they go, and how the answer is sent."""

import re
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from math import ceil

from telegram import Bot, Message, Update
from telegram.constants import MessageEntityType
from telegram.ext import CallbackQueryHandler, InlineQueryHandler, MessageHandler, filters

from handlers.answering import Answering
from handlers.commands import COMMANDS
from handlers.core.answers import Answer, Button, Call, Picture, Refused
from handlers.core.callback_data import OldButton, decode, first_fitting
from handlers.core.command import Author, Services, Stage, Understood
from handlers.core.deep_links import FROM_ELSEWHERE, LOST
from handlers.core.keyboards import fitted
from handlers.events import add_events
from handlers.failures import Failures
from handlers.inline.cards import Cards
from handlers.inline.guests import Guests
from handlers.inline.queries import InlineQueries
from handlers.missing.replies import PromptReplies, Taking
from handlers.own.taking import brings_questions, take_questions
from handlers.schedule.scheduler import Scheduler
from handlers.talk.addressing import Way, address_of, is_reply_to_a_game, word_of_game
from handlers.talk.free_text import Meaning, command_like, meaning_of
from handlers.telegram.application import AnyApplication, Context
from handlers.telegram.authors import author_of, caller_of, decides_in, is_admin, is_anonymous
from handlers.telegram.delivery import URGENT, prompt_in
from handlers.telegram.languages import keep_first_language, with_language
from handlers.telegram.members import Members
from handlers.telegram.photos import NoPhotos, Photos
from handlers.telegram.replies import ButtonReply, GuestReply, MessageReply, Reply
from handlers.throttle import Throttle
from handlers.trivia.host import Host
from handlers.trivia.votes import Votes
from store.archive.archive import EmptyArchive

Later = Callable[[], Awaitable[Answer]]
"""An answer that is made when it is sent."""

# Edited messages are ignored; channel posts are handled like messages.
_NEW = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
# Telegram marks only commands in Latin letters as such.
_COMMAND_IN_OTHER_LETTERS = re.compile(r"/(?P<name>[^\W\d_]+)(?P<argument>\s.*|)", re.DOTALL)
_MOST_TYPED, _TYPED_A_SECOND = 60, 5  # letters at once, and thereafter, that are answered while a user types
_WORDLESS_REPLY = filters.REPLY & ~filters.TEXT
_FILE = filters.ChatType.PRIVATE & filters.Document.ALL


class Dispatcher:
    """Handles updates with *answering* and *services*; *host* runs the games, *scheduler* does what is
    due, *failures* reports errors, *replies* takes replies to prompts, *cards* answer inline queries.

    *throttle* limits the requests of each author; None for no limit. Pictures are sent by *photos*.
    """

    def __init__(
        self,
        services: Services,
        answering: Answering,
        host: Host,
        photos: Photos,
        scheduler: Scheduler,
        failures: Failures,
        replies: PromptReplies,
        throttle: Throttle | None = None,
        cards: Cards | None = None,
    ) -> None:
        self._scheduler = scheduler
        self._members = Members(services.steady)
        self._replies = replies
        self._services = services
        self._answering = answering
        self._host = host
        self._failures = failures
        self._throttle = throttle
        self._typing = Throttle(burst=_MOST_TYPED, seconds=1 / _TYPED_A_SECOND) if throttle else None
        self._inline = InlineQueries(services, cards or Cards(services, answering))
        self._guests = Guests(services, answering)
        self._photos = photos

    def add_to(self, application: AnyApplication) -> None:
        """Register every handler."""
        application.add_handler(MessageHandler(_NEW & filters.TEXT, self.on_message))
        application.add_handler(
            MessageHandler(filters.UpdateType.MESSAGE & (_WORDLESS_REPLY | _FILE), self.on_other)
        )
        application.add_handler(CallbackQueryHandler(self.on_button))
        application.add_handler(InlineQueryHandler(self.on_inline_query))
        application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, self.on_guest_message))
        add_events(application, self._services, self._host, Votes(self._services, self._host.wake))
        application.add_error_handler(self._failures.on_error)

    async def _reply(
        self, meant: Call | Understood | Meaning | Answer | Later, author: Author, bot: Bot, reply: Reply
    ) -> None:
        """Send the answer to *meant*, or run its command when that has side effects.

        :raises OldButton: when there is no such command.
        """
        try:
            if callable(meant):
                meant = await meant()
            if isinstance(meant, Answer):
                await reply.change(meant)
            else:
                await self._do(meant, author, bot, reply)
        except (Refused, EmptyArchive) as error:
            await reply.refuse(self._answering.refusal(error, author.language))
        except sqlite3.Error:
            if self._throttle:  # a failed write is retried by the bot: no second request
                self._throttle.forgive(author.id)
            raise
        self._services.health.answers += reply.sent

    async def _do(self, meant: Call | Understood | Meaning, author: Author, bot: Bot, reply: Reply) -> None:
        """Answer *meant*, or run its command when that has side effects.

        :raises OldButton: when there is no such command.
        :raises Refused: when a command with side effects cannot be parsed, or refuses.
        """
        keep_first_language(self._services, author)
        left = meant.left if isinstance(meant, Meaning) else ()
        meant = meant.meant if isinstance(meant, Meaning) else meant
        call = meant.ask.call if isinstance(meant, Understood) else meant
        if (command := self._answering.command(call.command, author)) and command.act:
            understood = self._answering.understand(call, author)  # what it may do depends on the author
            await command.act(understood.ask, understood.request, self._stage(bot, author, reply))
        else:
            answer = self._answering.noting(self._answering.answer(meant, author), left, author)
            if not author.place.private:
                answer = self._services.links.in_company(answer, call.back)
            await reply.change(answer)

    def _stage(self, bot: Bot, author: Author, reply: Reply) -> Stage:
        query = reply.query if isinstance(reply, ButtonReply) else None

        def admin() -> Awaitable[bool]:
            return is_admin(bot, author)

        def anonymous() -> Awaitable[bool]:
            return is_anonymous(bot, author)

        def prompt(answer: Answer) -> Awaitable[tuple[int, int] | None]:
            return prompt_in(bot, author.place, answer)

        async def show(picture: Picture) -> None:
            if self._photos.is_too_soon(author.place, picture, query):
                await reply.refuse(self._plain(author, "same_picture"))
                return
            await reply.done()
            try:
                await self._photos.show(bot, author.place, picture, query)
                reply.sent = True
            except NoPhotos:
                await reply.say(self._plain(author, "no_photos"))

        say, change, host = reply.say, reply.change, self._host
        return Stage(
            say,
            change,
            show,
            prompt,
            admin,
            anonymous,
            partial(decides_in, bot, author),
            host.wake,
            host.gone,
            self._scheduler.wake,
            partial(self._members.who_left, bot, author.place),
        )

    async def on_message(self, update: Update, context: Context) -> None:
        """Handle a text message: a command for this bot or for another one, or free text."""
        message = update.effective_message
        if message is None or not message.text or _is_of_another_program(message):
            return
        author = with_language(self._services, author_of(message))
        if taking := self._replies.taking(message, author):
            await self._take(taking, message, author, context.bot)
            return
        if not message.text.startswith("/") and brings_questions(message, author):
            await self._take_questions(message, author, context.bot)
            return
        meant, reply = self._meaning(message, author, context.bot.username), MessageReply(message)
        # By the date of the message: a burst is a burst even when its messages were queued.
        if meant and not await self._is_throttled(author, message.date.timestamp(), reply):
            await self._reply(meant, author, context.bot, reply)

    async def on_other(self, update: Update, context: Context) -> None:
        """Handle a message without text, such as a picture: a reply to a prompt, or a file of questions."""
        if message := update.message:
            author = with_language(self._services, author_of(message))
            if taking := self._replies.taking(message, author):
                await self._take(taking, message, author, context.bot)
            elif brings_questions(message, author):
                await self._take_questions(message, author, context.bot)

    async def _take_questions(self, message: Message, author: Author, bot: Bot) -> None:
        """Handle questions that are sent for a chat."""
        reply = MessageReply(message)
        if not await self._is_throttled(author, message.date.timestamp(), reply):
            later = partial(take_questions, self._services, message, author, bot)
            await self._reply(later, author, bot, reply)

    async def _take(self, taking: Taking, message: Message, author: Author, bot: Bot) -> None:
        """Handle a reply to a prompt; one that is kept is never throttled, as few are."""
        reply = MessageReply(message)
        if taking.keeps or not await self._is_throttled(author, message.date.timestamp(), reply):
            await self._reply(taking.answer, author, bot, reply)

    async def on_button(self, update: Update, context: Context) -> None:
        """Handle a callback query: the call in its callback data is answered in place or carried out."""
        query = update.callback_query
        if query is None or query.message is None:  # of an inline message, which the bot never sends
            return
        URGENT.set(True)
        author = with_language(self._services, author_of(query.message, query.from_user))
        reply = ButtonReply(context.bot, query, author.place)
        if not await self._is_throttled(author, self._services.clock(), reply):
            try:
                await self._reply(decode(query.data or ""), author, context.bot, reply)
            except OldButton:
                await reply.refuse(self._plain(author, "old_button"))
        await reply.done()

    async def on_inline_query(self, update: Update, _context: Context) -> None:
        """Answer what is typed behind the bot's name in any chat, unless it is more than a user can type."""
        query = update.inline_query
        if query is None:
            return
        wait = self._typing.wait(query.from_user.id, self._services.clock()) if self._typing else 0
        if wait == 0:
            self._services.health.answers += await self._inline.answer(query)

    async def on_guest_message(self, update: Update, _context: Context) -> None:
        """Answer a message that names the bot in a chat it is not in: once, and with nothing but that."""
        if message := update.guest_message:
            author, reply = with_language(self._services, caller_of(message)), GuestReply(message)
            if not await self._is_throttled(author, message.date.timestamp(), reply):
                await reply.say(self._guests.answer(message, author))
            self._services.health.answers += reply.sent

    async def _is_throttled(self, author: Author, at: float, reply: Reply) -> bool:
        """Whether *author* has sent too many requests by the time *at*; the refusal is sent only once."""
        wait = self._throttle.wait(author.id, at) if self._throttle else 0
        if wait:
            left = min(at + wait - self._services.clock(), wait)  # the machine's clock may be wrong
            await reply.refuse(self._plain(author, "wait", seconds=max(ceil(left), 1), at=at + wait))
        return wait != 0

    def _meaning(self, message: Message, author: Author, username: str) -> Call | Meaning | Answer | None:
        """The call or request in a text, or a ready answer to it; None when it is not for this bot."""
        text = message.text or ""
        entities = [entity for entity in message.entities if not entity.offset]
        command = next((entity for entity in entities if entity.type == MessageEntityType.BOT_COMMAND), None)
        if command is None:
            if author.place.private and (typed := _COMMAND_IN_OTHER_LETTERS.fullmatch(text)):
                return self._unknown_command(author, typed["name"], typed["argument"].strip())
            return self._meaning_of_talk(message, author, username)
        name, _, bot = text[1 : command.length].partition("@")
        ours = bot.casefold() == username.casefold()
        if bot and not ours:
            return None
        argument = text[command.length :].strip()
        if name.casefold() == "start" and argument:
            started = self._services.links.call_of(argument)
            return started or Call("start", word=None if argument == FROM_ELSEWHERE else LOST)
        if known := self._answering.command(name.casefold(), author):
            left = tuple(argument.split()) if argument and not known.usage and known.answer else ()
            return Meaning(Call(known.name), left) if left else Call(known.name, argument)
        return self._unknown_command(author, name, argument) if ours or author.place.private else None

    def _unknown_command(self, author: Author, name: str, argument: str) -> Call | Meaning | Answer:
        """What ``/name argument`` means where there is no such command: the same as talk, or an offer of the
        command that it may be a misspelling of."""
        if not argument and (command := word_of_game(name)):
            return Call(command)
        said = meaning_of(f"{name} {argument}", self._services, COMMANDS, mended=False)
        if said and not said.left:
            return said
        nearest = command_like(name, COMMANDS)
        if nearest is None:
            return self._plain(author, "unknown_command", name=name)
        typed = f"/{nearest} {argument}".strip()
        answer = self._plain(author, "command_like", name=name, typed=typed)
        call = first_fitting(Call(nearest, argument), Call(nearest))
        return replace(answer, buttons=fitted([(Button(typed, call),)]))

    def _meaning_of_talk(
        self, message: Message, author: Author, username: str
    ) -> Call | Meaning | Answer | None:
        """The meaning of free text in a private chat, or elsewhere in a mention of or a reply to the bot.

        Text that is not matched gets a hint, except for a reply in a group, which may just be a comment.
        While a question is open, talk is not answered, as the answer might be that of the question.
        """
        address = address_of(message, username)
        if address is None:
            return None
        game = self._services.games.current(author.place)
        if game and (command := word_of_game(address.text)):
            return Call(command)
        is_reply = address.way is Way.REPLY
        if is_reply and is_reply_to_a_game(message):
            return None
        if game and self._services.games.open_question(game):
            return None if is_reply else self._plain(author, "question_open")
        meant = meaning_of(address.text, self._services, COMMANDS)
        if is_reply:
            return meant if meant and meant.is_whole_question else None
        return meant or self._answering.hint(author)

    def _plain(self, author: Author, message: str, **values: object) -> Answer:
        return Answer(self._services.texts(author.language).render("core/replies", message, **values))


def _is_of_another_program(message: Message) -> bool:
    """Whether *message* is a channel's post forwarded to its group, or of another bot: of nobody who asks."""
    sender = message.from_user
    is_bot = sender is not None and sender.is_bot and message.sender_chat is None
    return bool(message.is_automatic_forward) or is_bot
