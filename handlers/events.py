"""Handlers of other updates: poll answers, polls, chat migration, and the bot joining or leaving a chat."""

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType
from telegram.ext import (
    ChatMemberHandler,
    MessageHandler,
    PollAnswerHandler,
    PollHandler,
    filters,
)

from handlers.about.start import hello
from handlers.core.answers import Call
from handlers.core.command import Ask, Author, Services
from handlers.telegram.application import AnyApplication, Context
from handlers.telegram.authors import person_of
from handlers.telegram.delivery import answer_in, options_of
from handlers.telegram.languages import keep_first_language, with_language
from handlers.trivia.host import Host
from handlers.trivia.votes import Votes
from store.chats.models import Place
from store.chats.people import greet

_GONE = (ChatMember.LEFT, ChatMember.BANNED)
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def _ask_of(services: Services, change: ChatMemberUpdated) -> Ask:
    """The context of a greeting of a group, in the language of the user who added the bot to it."""
    place, user = Place(change.chat.id), person_of(change.from_user)
    author = with_language(services, Author(place, code=change.from_user.language_code if user else None))
    keep_first_language(services, author)
    return Ask(Call("start"), services, author)


def add_events(application: AnyApplication, services: Services, host: Host, votes: Votes) -> None:
    """Register handlers that notify *host* of chat changes and *votes* of poll updates, and greet groups."""

    async def on_answer(update: Update, _context: Context) -> None:
        answer = update.poll_answer
        if answer is None or answer.voter_chat is not None or not answer.option_ids:
            return
        if person := person_of(answer.user):
            votes.on_vote(answer.poll_id, person, tuple(answer.option_ids), update.update_id)

    async def on_poll(update: Update, _context: Context) -> None:
        if poll := update.poll:
            votes.on_poll(poll.id, poll.question, options_of(poll))

    async def on_migration(update: Update, _context: Context) -> None:
        message = update.effective_message
        if message and message.migrate_to_chat_id:
            host.move(message.chat.id, message.migrate_to_chat_id)
        elif message and message.migrate_from_chat_id:
            host.move(message.migrate_from_chat_id, message.chat.id)

    async def on_membership(update: Update, context: Context) -> None:
        change = update.my_chat_member
        if change is None:
            return
        joined = change.old_chat_member.status in _GONE and change.chat.type in _GROUPS
        if change.new_chat_member.status in _GONE:
            host.gone(change.chat.id)
        elif joined and greet(services.chats, change.chat.id):
            await answer_in(context.bot, Place(change.chat.id), hello(_ask_of(services, change)))

    application.add_handler(PollAnswerHandler(on_answer))
    application.add_handler(PollHandler(on_poll))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, on_migration))
    application.add_handler(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
