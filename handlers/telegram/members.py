"""Who is still in a chat, as far as Telegram says so."""

import asyncio
import logging
from collections.abc import Callable, Iterable

from telegram import Bot, ChatMember
from telegram.error import RetryAfter, TelegramError

from handlers.telegram.errors import UNREADABLE, is_unreached
from store.chats.models import Place

logger = logging.getLogger(__name__)

_LASTS = 86_400.0  # seconds for which an answer is remembered
_MOST_REMEMBERED = 20_000  # users in chats
_GONE = (ChatMember.LEFT, ChatMember.BANNED)


class Members:
    """Asks Telegram who is in a chat, once a day for each user, by *clock* in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: dict[tuple[int, int], tuple[bool, float]] = {}  # least recently asked first

    async def who_left(self, bot: Bot, place: Place, users: Iterable[int]) -> frozenset[int]:
        """Those of *users* who are known not to be in the chat any more; everybody counts as there who is not
        known, as where the bot may not ask."""
        if place.private:
            return frozenset()
        wanted = list(users)
        here = await asyncio.gather(*(self._is_there(bot, place.chat, user) for user in wanted))
        return frozenset(user for user, there in zip(wanted, here, strict=True) if not there)

    async def _is_there(self, bot: Bot, chat: int, user: int) -> bool:
        now, key = self._clock(), (chat, user)
        there, at = self._known.get(key, (True, -_LASTS))
        if now - at < _LASTS:
            return there
        try:
            member = await bot.get_chat_member(chat, user)
            there = member.status not in _GONE and getattr(member, "is_member", True)
        except (TelegramError, *UNREADABLE) as error:
            logger.info("whether a user is in chat %s is not known: %s", chat, error)
            if is_unreached(error) or isinstance(error, RetryAfter):
                return True
            there = True
        self._known.pop(key, None)
        if len(self._known) >= _MOST_REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[key] = (there, now)
        return there
