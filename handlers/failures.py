"""Error handling: each failure is logged and reported to the chat, and to the owners once a day per kind."""

import asyncio
import logging
import re
import secrets
import sqlite3
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from traceback import extract_tb
from typing import Any

from markupsafe import Markup
from telegram import Bot, LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError

from handlers.core.answers import Answer
from handlers.core.command import Services
from handlers.telegram.authors import author_of, caller_of
from handlers.telegram.delivery import acknowledge, send
from handlers.telegram.errors import is_unreached, seconds_of
from handlers.telegram.languages import with_language
from handlers.telegram.replies import GuestReply
from handlers.wording.languages import SOURCE_LANGUAGE
from handlers.wording.texts import Texts

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_MOST_KINDS = 100
_NUMBERS = re.compile(r"\d+")
_LONGEST_KIND = 100  # characters of an error message of Telegram or SQLite


def kind_of(error: BaseException | None) -> str:
    """The kind of *error*: the message of Telegram or SQLite, else the exception's type and location."""
    name = type(error).__name__
    if isinstance(error, TelegramError | sqlite3.Error):
        return f"{name}: {_NUMBERS.sub('N', str(error))[:_LONGEST_KIND]}"
    trace = extract_tb(error.__traceback__, limit=-1) if error else None
    return f"{name} {trace[-1].filename}:{trace[-1].lineno}" if trace else name


@dataclass(slots=True)
class _Kind:
    """A kind of failure: *notice* renders the message for a *count* of failures since owners were notified.

    *told* is when they were, *missing* are the owners who could not be reached.
    """

    notice: Callable[[int], Markup]
    count: int = 0
    told: float | None = None
    missing: set[int] = field(default_factory=set)
    timer: asyncio.TimerHandle | None = None
    busy: bool = False


class Owners:
    """Sends to *owners* through *bot*, and notifies them of each kind of failure once a day, with how often
    it happened.

    A notice that Telegram asks to delay, or that does not reach it, is retried after a wait or with the next
    failure of its kind. *clock* is in seconds, and so is *day*, the time until owners are notified of a kind
    again, and *wait*, that until a notice that did not reach Telegram is retried.
    """

    def __init__(
        self,
        bot: Bot,
        owners: Collection[int],
        clock: Callable[[], float],
        day: float = 86_400.0,
        wait: float = 60.0,
    ) -> None:
        self._day = day
        self._wait = wait
        self._bot = bot
        self._owners = owners
        self._clock = clock
        self._kinds: dict[str, _Kind] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def tell(self, kind: str, notice: Callable[[int], Markup]) -> None:
        """Count a failure of this *kind*, and notify owners unless they were notified in the last day;
        *notice* renders the message for a number of failures."""
        if kind not in self._kinds and len(self._kinds) >= _MOST_KINDS:
            self._forget_kinds()
        known = self._kinds.setdefault(kind, _Kind(notice))
        known.count, known.notice = known.count + 1, notice
        if known.missing or known.told is None or self._clock() - known.told >= self._day:
            await self._send(known)
        else:
            self._send_in(known, known.told + self._day - self._clock())

    def _forget_kinds(self) -> None:
        """Discard the kind whose last notice is the oldest."""
        oldest = min(self._kinds, key=lambda name: self._kinds[name].told or 0.0)
        if timer := self._kinds.pop(oldest).timer:
            timer.cancel()

    async def send(self, text: Markup) -> None:
        """Send *text* to every owner once; that one cannot be reached is only logged."""
        for owner in sorted(self._owners):
            try:
                await self._bot.send_message(
                    owner, text, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
                )
            except TelegramError as error:
                logger.warning("owner %s could not be told: %s", owner, error.message)

    async def _send(self, kind: _Kind) -> None:
        if kind.busy or not self._owners:
            return
        kind.busy, waits = True, [0.0]
        try:
            text, count = kind.notice(kind.count), kind.count
            for owner in sorted(kind.missing or self._owners):
                try:
                    await self._bot.send_message(owner, text, parse_mode=ParseMode.HTML)
                except TelegramError as error:
                    logger.warning("owner %s could not be told: %s", owner, error.message)
                    if is_unreached(error) or isinstance(error, RetryAfter):
                        kind.missing.add(owner)
                        waits.append(seconds_of(error) if isinstance(error, RetryAfter) else self._wait)
                        continue
                kind.missing.discard(owner)
            kind.told = self._clock()
            if not kind.missing:
                kind.count -= count
        finally:
            kind.busy = False
        if kind.missing:
            self._send_in(kind, max(waits))

    def _send_in(self, kind: _Kind, seconds: float) -> None:
        """Send the notice in so many *seconds*, unless a timer for it rings earlier."""
        loop = asyncio.get_running_loop()
        if kind.timer and not kind.timer.cancelled() and kind.timer.when() > loop.time():
            if kind.timer.when() <= loop.time() + seconds:
                return
            kind.timer.cancel()
        kind.timer = loop.call_later(seconds, self._ring, kind)

    def _ring(self, kind: _Kind) -> None:
        kind.timer = None
        if kind.count:
            task = asyncio.get_running_loop().create_task(self._send(kind))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


class Failures:
    """Reports failures while updates are handled: to the log, the chat, the health counters and *owners*."""

    def __init__(self, services: Services, owners: Owners) -> None:
        self._services = services
        self._owners = owners

    async def on_error(self, update: object, context: Any) -> None:
        """PTB's error callback: report the error raised while *update* was handled."""
        await self.note(update, context.error)

    async def note(self, update: object, error: BaseException) -> None:
        """Count *error*, log it under an id, and notify the chat in one line and the owners.

        When Telegram was not reached, it is only counted and logged: nobody could be notified.
        """
        self._services.health.failures += 1
        reference = secrets.token_hex(4)
        if is_unreached(error) or isinstance(error, RetryAfter):
            logger.warning("failure %s: Telegram was not reached: %s", reference, error)
            return
        logger.error("failure %s while handling an update", reference, exc_info=error)
        if isinstance(update, Update):
            await _try(self._apologise(update, reference), reference)
        await self.tell(error, reference)

    async def on_delay(self, update: Update, error: BaseException) -> None:
        """Notify the chat and owners that the changes of *update* cannot be stored just now and are retried;
        the author of a vote is not notified."""
        self._services.health.failures += 1
        reference = secrets.token_hex(4)
        logger.warning("failure %s: what an update changes cannot be written yet: %s", reference, error)
        if not (update.poll_answer or update.guest_message):  # which gets only one answer
            await _try(self._say(update, "delayed"), reference)
        await self.tell(error, reference)

    async def tell(self, error: BaseException, reference: str) -> None:
        """Notify owners of a failure, with the *reference* by which the log has it."""
        name = type(error).__name__

        def notice(count: int) -> Markup:
            return self._services.texts(SOURCE_LANGUAGE).render(
                "core/replies", "failed_owner", id=reference, kind=name, count=count
            )

        await self._owners.tell(kind_of(error), notice)

    async def _apologise(self, update: Update, reference: str) -> None:
        await self._say(update, "failed", id=reference)

    def _texts_for(self, update: Update) -> Texts:
        """The renderer of messages in the language of the author of *update*."""
        message, query = update.effective_message, update.callback_query
        if message is None:
            return self._services.texts(SOURCE_LANGUAGE)
        if update.guest_message:
            author = caller_of(update.guest_message)
        else:
            author = author_of(message, query.from_user if query else None)
        return self._services.texts(with_language(self._services, author).language)

    async def _say(self, update: Update, message: str, **values: object) -> None:
        answer = Answer(self._texts_for(update).render("core/replies", message, **values))
        if update.callback_query:
            await acknowledge(update.callback_query, str(answer.text))
        elif update.guest_message:
            await GuestReply(update.guest_message).say(answer)
        elif isinstance(update.effective_message, Message):
            await send(update.effective_message, answer)


async def _try(sending: Awaitable[object], reference: str) -> None:
    """Await *sending*, a notice of a failure; that it cannot be sent is only logged."""
    try:
        await sending
    except TelegramError as error:
        logger.warning("failure %s could not be told: %s", reference, error)
