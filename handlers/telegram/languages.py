"""The language of messages to an author: that of the place, else that of the author's Telegram."""

import logging
import sqlite3
from dataclasses import replace

from handlers.core.command import Author, Services
from handlers.wording.languages import known_language, languages
from store.chats.database import may_pass
from store.chats.people import language_of, take_language

logger = logging.getLogger(__name__)


def with_language(services: Services, author: Author) -> Author:
    """*author* with the language of messages to its place."""
    try:
        kept = language_of(services.chats, author.place.chat)
    except sqlite3.Error as error:  # another language is better than no answer
        logger.warning("the language of chat %s cannot be read: %s", author.place.chat, error)
        kept = None
    known = kept if kept and kept in languages() else known_language([author.code])
    return replace(author, language=known)


def keep_first_language(services: Services, author: Author) -> None:
    """Let the language of *author*, who asks something, be that of the group, if it has none."""
    if author.place.private or author.code is None:
        return
    try:
        if language_of(services.chats, author.place.chat) is None:
            take_language(services.chats, author.place.chat, author.language)
    except sqlite3.Error as error:  # then that of the next who asks
        if not may_pass(error):
            raise
