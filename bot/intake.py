"""Updates from the moment they arrive until they may be forgotten: each is handled at least once.

Telegram forgets an update when it is acknowledged. That is done when it has been handled and what
changed is committed. One that has to wait, for the limits of a busy group or for a server that is
away, would hold up all those behind it, of which Telegram shows a hundred: it is put in the inbox of
``chats.db``, where a bot that is killed finds it again, and is acknowledged then.

After a start the first updates, among which is what was being handled when the bot was killed, are
handled one after the other, out of the inbox, which counts the tries: one that kills the bot each time
is given up. Those that come by a webhook are counted always, since Telegram sends again what was not
answered.
"""

import asyncio
import json
import logging
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, Update

from store.chats.inbox import Inbox

logger = logging.getLogger(__name__)

Content = dict[str, Any]  # an update as the Bot API describes it

PATIENCE = 1.0  # seconds that an update may take before it is put in the inbox
# Seconds that an update has for itself after a start: what kills the bot does so before it waits for the
# network. One that has been begun before is the more suspect.
_ALONE, _SUSPECT, _ALL_SUSPECTS = 0.03, 5.0, 30.0
_UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, OSError)
_TRIES = 3  # to handle an update that the bot did not survive
_MOST = 2_000  # updates that are in hand at a time
_REMEMBERED = 1_000  # ids of updates that were handled


class GivenUp(Exception):
    """An update that was begun as often as may be, and never finished."""


def is_update(content: object) -> bool:
    """Whether *content* is an update at all, whatever it holds."""
    return isinstance(content, dict) and isinstance(content.get("update_id"), int)


@dataclass(eq=False, slots=True)
class _Taken:
    """An update in hand. *since* is by the event loop's clock; *kept* once it is in the inbox."""

    content: Content
    since: float
    kept: bool
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Intake:
    """The updates in hand: those that were put in *queue*, for *bot*, and are not finished.

    *give_up* is called with an update that is given up, and why.
    """

    def __init__(
        self,
        bot: Bot,
        queue: "asyncio.Queue[object]",
        inbox: Inbox,
        give_up: Callable[[Update, GivenUp], object],
    ) -> None:
        self._bot = bot
        self._queue = queue
        self._inbox = inbox
        self._give_up = give_up
        self._in_hand: dict[int, _Taken] = {}
        self._unkept = 0
        self._all_safe = asyncio.Event()
        self._finished = asyncio.Event()  # one of them
        self._recent: dict[int, None] = {}  # ids of updates that were handled, oldest first

    def __len__(self) -> int:
        """How many updates are in hand."""
        return len(self._in_hand)

    @property
    def all_safe(self) -> bool:
        """Whether everything may be acknowledged."""
        return not self._unkept

    def is_safe(self, number: int) -> bool:
        """Whether the update with this id may be acknowledged."""
        taken = self._in_hand.get(number)
        return taken is None or taken.kept

    def age(self) -> float:
        """For how many seconds the oldest update has been in hand."""
        now = asyncio.get_running_loop().time()
        return max((now - taken.since for taken in self._in_hand.values()), default=0.0)

    def take(self, contents: Iterable[Content]) -> None:
        """Have those handled that are new."""
        for content in contents:
            self._take(content)

    def _take(self, content: Content, *, kept: bool = False) -> _Taken | None:
        number = content["update_id"]
        if number in self._in_hand or number in self._recent:
            return None
        update = self._read(content)
        if update is None:
            self._remember(number)
            return None
        taken = _Taken(content, asyncio.get_running_loop().time(), kept)
        self._in_hand[number] = taken
        self._unkept += not kept
        self._queue.put_nowait(update)
        return taken

    def _read(self, content: Content) -> Update | None:
        """The update, None when it has no shape that is known."""
        try:
            return Update.de_json(content, self._bot)
        except _UNREADABLE:
            logger.exception("update %s is of no known shape and passed over", content["update_id"])
            return None

    def _remember(self, number: int) -> None:
        self._recent[number] = None
        if len(self._recent) > _REMEMBERED:
            del self._recent[next(iter(self._recent))]

    def finish(self, update: Update) -> None:
        """An update has been handled, and what it changed is committed."""
        taken = self._in_hand.pop(update.update_id, None)
        if taken is None:
            return
        taken.done.set()
        self._finished.set()
        self._remember(update.update_id)
        if not taken.kept:
            self._made_safe(1)
            return
        try:
            self._inbox.drop(update.update_id)
        except sqlite3.Error as error:  # the next start handles it once more
            logger.error("update %s could not be dropped: %s", update.update_id, error)

    def _made_safe(self, number: int) -> None:
        self._unkept -= number
        if not self._unkept:
            self._all_safe.set()

    async def settle(self, seconds: float) -> None:
        """Wait until everything may be acknowledged, *seconds* at most."""
        self._all_safe.clear()
        if self._unkept:
            await _wait(self._all_safe, seconds)

    async def empty(self, seconds: float) -> None:
        """Wait until nothing is in hand, *seconds* at most."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self._in_hand and (left := end - loop.time()) > 0:
            self._finished.clear()
            await _wait(self._finished, left)

    async def room(self) -> None:
        """Wait until no more is in hand than ought to be."""
        while len(self._in_hand) >= _MOST:
            self._finished.clear()
            await self._finished.wait()

    def keep(self, patience: float | None = None) -> bool:
        """Put in the inbox what has been in hand for *patience* seconds or longer, by default too long;
        whether that was possible."""
        since = asyncio.get_running_loop().time() - (PATIENCE if patience is None else patience)
        late = {
            number: taken
            for number, taken in self._in_hand.items()
            if not taken.kept and taken.since <= since
        }
        if not late:
            return True
        try:
            self._inbox.keep((number, json.dumps(taken.content)) for number, taken in late.items())
        except sqlite3.Error as error:  # the disk may be full: they stay unacknowledged
            logger.error("%s updates could not be kept: %s", len(late), error)
            return False
        for taken in late.values():
            taken.kept = True
        self._made_safe(len(late))
        return True

    def let_go(self) -> None:
        """What is in hand is left to the next start: that it was begun now does not count."""
        for number, taken in self._in_hand.items():
            if taken.kept:
                self._inbox.unbegin(number)

    async def handle(self, content: Content) -> bool:
        """Have an update handled that will come again if not; whether it may be acknowledged now."""
        number = content["update_id"]
        if number not in self._in_hand and number not in self._recent:
            if len(self._in_hand) >= _MOST:
                return False
            try:
                self._inbox.keep([(number, json.dumps(content))])
                self._begin(content)
            except sqlite3.Error as error:
                logger.error("update %s could not be kept: %s", number, error)
                return False
        if taken := self._in_hand.get(number):
            await _wait(taken.done, PATIENCE)
        return True

    async def resume(self, contents: Iterable[Content] = ()) -> None:
        """Handle what is in the inbox, and *contents*, one after the other, counting the tries.

        One that waits for the network, or for a limit, goes on beside the next.
        """
        contents = list(contents)
        loop = asyncio.get_running_loop()
        end = loop.time() + _ALL_SUSPECTS
        try:
            self._inbox.keep((content["update_id"], json.dumps(content)) for content in contents)
            for waiting in self._inbox.waiting():
                if waiting.id not in self._in_hand and (taken := self._begin(json.loads(waiting.content))):
                    suspect = waiting.tries and loop.time() < end
                    await _wait(taken.done, _SUSPECT if suspect else _ALONE)
        except sqlite3.Error as error:
            logger.error("the inbox cannot be used: %s", error)
            self.take(contents)

    def _begin(self, content: Content) -> _Taken | None:
        """Have an update of the inbox handled, if it has not been begun too often."""
        number = content["update_id"]
        taken = None
        if self._inbox.begin(number) < _TRIES:
            taken = self._take(content, kept=True)
        else:
            self._remember(number)
            if update := self._read(content):
                why = f"update {number} was begun {_TRIES} times and never finished"
                self._give_up(update, GivenUp(why))
        if taken is None:
            self._inbox.drop(number)
        return taken


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
