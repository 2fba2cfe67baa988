"""Replies to prompts: each is a report, kept and sent to the owners."""

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from telegram import Message

from handlers.core.answers import Answer
from handlers.core.command import Author, Services
from handlers.telegram.authors import author_of
from handlers.wording.languages import SOURCE_LANGUAGE
from store.reports.prompts import Prompt
from store.reports.reports import LONGEST_REPORT, Report

SendToOwners = Callable[[Markup], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Taking:
    """What becomes of a reply to a prompt: *answer* handles it, and returns the answer to its author. It
    *keeps* the reply as a report, or refuses it."""

    answer: Callable[[], Awaitable[Answer]]
    keeps: bool = False


class PromptReplies:
    """Takes the replies to prompts of *services*; *send* sends a message to the owners."""

    def __init__(self, services: Services, send: SendToOwners) -> None:
        self._services = services
        self._send = send

    def matters(self, message: Message) -> bool:
        """Whether *message* replies to a prompt; a reply to the bot while that cannot be told does too."""
        try:
            return self.taking(message, author_of(message)) is not None
        except sqlite3.Error:
            return True

    def taking(self, message: Message, author: Author) -> Taking | None:
        """What becomes of *message*; None when it is no reply to a prompt, or a command, or reports are
        closed.

        :raises sqlite3.Error: when ``chats.db`` cannot be read.
        """
        replied, text = message.reply_to_message, (message.text or message.caption or "").strip()
        if not self._services.reports.open or replied is None or text.startswith("/"):
            return None
        if replied.from_user is None or replied.from_user.id != message.get_bot().id:
            return None
        prompts, now = self._services.reports.prompts, self._services.clock()
        prompt = prompts.of(message.chat.id, replied.id, now)
        if prompt is None:
            return None
        if author.person is None or author.person.id != prompt.user:
            return Taking(partial(self._refuse, author, "not_asked"))
        if prompt.is_used_up:
            return Taking(partial(self._refuse, author, "used_up"))
        if not text:
            return Taking(partial(self._refuse, author, "no_text"))
        if len(text) > LONGEST_REPORT:
            return Taking(partial(self._refuse, author, "too_long"))
        number = f"{message.chat.id}/{message.id}"
        report = Report(number, author.person, message.date.timestamp(), prompt.subject, text)
        return Taking(partial(self._take, author, report, prompt), keeps=True)

    async def _refuse(self, author: Author, why: str) -> Answer:
        return Answer(self._services.texts(author.language).render("missing/know", why, most=LONGEST_REPORT))

    async def _take(self, author: Author, report: Report, prompt: Prompt) -> Answer:
        """Keep *report*, a reply to *prompt*, and send it to the owners; the answer to its author.

        It is kept before anything is sent: an update that is handled again is kept once.

        :raises sqlite3.Error: when it cannot be kept.
        """
        self._services.reports.add(report, prompt)
        texts, of_owners = self._services.texts(author.language), self._services.texts(SOURCE_LANGUAGE)
        await self._send(of_owners.render("missing/know", "to_owners", report=report))
        return Answer(texts.render("missing/know", "thanks", subject=report.subject, more=not prompt.is_last))
