"""The author of a message or callback query, and whether they may decide for the chat."""

import logging

from telegram import (
    Bot,
    ChatMemberAdministrator,
    ChatMemberOwner,
    MaybeInaccessibleMessage,
    Message,
    User,
)
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden

from handlers.core.command import Author
from store.chats.models import Person, Place

logger = logging.getLogger(__name__)

_IDS = range(1, 2**63)  # Telegram's are below 2**52, https://core.telegram.org/bots/api#user


def author_of(message: MaybeInaccessibleMessage, presser: User | None = None) -> Author:
    """The author of *message*, or *presser*, the user who pressed a button below it."""
    chat = message.chat
    written = message if isinstance(message, Message) else None
    topic = written.message_thread_id if written and written.is_topic_message else None
    sender = written.sender_chat if written and presser is None else None
    user = presser or (written.from_user if written and sender is None else None)
    person = person_of(user)
    code = user.language_code if user and person else None
    return Author(
        Place(chat.id, topic or 0, chat.type == ChatType.PRIVATE),
        presser.id if presser else person.id if person else (sender or chat).id,
        person,
        as_chat=sender is not None and sender.id == chat.id,
        channel=chat.type == ChatType.CHANNEL or bool(chat.is_direct_messages),
        code=code,
    )


def caller_of(message: Message) -> Author:
    """The author of a guest *message*, who is answered as in the private chat; the id of the chat it was
    written in may be that of another chat."""
    user = message.guest_bot_caller_user or message.from_user
    person = person_of(user)
    if user is None or person is None:
        chat = message.guest_bot_caller_chat or message.sender_chat or message.chat
        return Author(Place(chat.id, private=True), chat.id)
    return Author(Place(user.id, private=True), user.id, person, code=user.language_code)


def person_of(user: User | None) -> Person | None:
    """*user* as stored; None without a user, for an impossible id, and for a bot, which stands for a chat."""
    if user is None or user.is_bot or user.id not in _IDS:
        return None
    return Person(user.id, user.full_name or "")


async def is_admin(bot: Bot, author: Author) -> bool:
    """Whether *author* may decide for the chat: the user of a private chat, the admins of any other.

    An anonymous admin posts as the chat itself.
    """
    if author.place.private or author.as_chat:
        return True
    return await decides_in(bot, author, author.place.chat) is not None


async def decides_in(bot: Bot, author: Author, chat: int) -> int | None:
    """The id of the group *chat*, or of the supergroup that it has become, if *author*, a user, is an admin
    there; None otherwise."""
    found = await _admin(bot, author, chat)
    return found[1] if found else None


async def is_anonymous(bot: Bot, author: Author) -> bool:
    """Whether *author*, a user, is an admin who posts on behalf of the group."""
    found = await _admin(bot, author, author.place.chat)
    return found is not None and found[0].is_anonymous


async def _admin(
    bot: Bot, author: Author, chat: int
) -> tuple[ChatMemberOwner | ChatMemberAdministrator, int] | None:
    """What Telegram says of *author* as an admin of *chat*, with the id that this has now; None when that is
    not known, or there is none. One whom the list of admins leaves out, as may be with one who is anonymous,
    is asked for."""
    if author.person is None:
        return None
    try:
        # getChatMember is only guaranteed to work for other users where the bot is an admin.
        try:
            admins = await bot.get_chat_administrators(chat)
        except ChatMigrated as moved:
            chat = moved.new_chat_id
            admins = await bot.get_chat_administrators(chat)
        found = next((admin for admin in admins if admin.user.id == author.person.id), None)
        found = found or await bot.get_chat_member(chat, author.person.id)
    except (BadRequest, Forbidden) as error:
        logger.info("whether a user is an admin of chat %s is not known: %s", chat, error.message)
        return None
    return (found, chat) if isinstance(found, ChatMemberOwner | ChatMemberAdministrator) else None
