"""Orphaned polls: sent, but the response was lost, and another question took their place."""

import logging

from telegram import Bot

from handlers.telegram.delivery import ONCE, options_of, stop_orphan
from store.chats.doubts import message_before, voids_before
from store.chats.games import Games
from store.chats.models import AskedQuestion

logger = logging.getLogger(__name__)

_MOST = 10  # messages that are searched


async def stop_orphans(bot: Bot, games: Games, asked: AskedQuestion, message: int) -> None:
    """Stop the polls that *asked*, sent as *message*, took the place of, if they had been sent after all, and
    count the votes on them.

    Telegram did not say which messages they are: some between the last known one and the new one.

    :raises sqlite3.Error: when a poll that is found cannot be stored.
    """
    ONCE.set(True)
    voids = voids_before(games.chats, asked)
    place = games.game(asked.game).place
    first = max(message_before(games.chats, place.chat, message) + 1, message - _MOST)
    for number in range(message - 1, first - 1, -1):
        poll = await stop_orphan(bot, place, number)
        for void in voids if poll else ():
            if poll and (void.question, void.options) == (poll.question, options_of(poll)):
                games.sent(void, poll.id, number, void.asked + void.seconds)
                logger.info("question %s of game %s had been sent after all", void.number, void.game)
