"""Replies to prompts: each is a report, kept in a file and sent to the owners."""

from collections.abc import Awaitable, Callable
from functools import partial

from markupsafe import Markup
from telegram import Message

from handlers.core.answers import Answer
from handlers.core.command import Author, Services
from store.reports.reports import LONGEST_REPORT, Report

SendToOwners = Callable[[Markup], Awaitable[None]]
Taking = Callable[[], Awaitable[Answer]]
"""Takes a reply, and returns the answer to its author."""


class PromptReplies:
    """Takes the replies to prompts of *services*; *send* sends a message to the owners."""

    def __init__(self, services: Services, send: SendToOwners) -> None:
        self._services = services
        self._send = send

    def taking(self, message: Message, author: Author) -> Taking | None:
        """What takes *message*, a text; None when it is no reply to a prompt that was sent to its author, and
        for a command.

        :raises sqlite3.Error: when ``chats.db`` cannot be read.
        """
        replied, person, text = message.reply_to_message, author.person, (message.text or "").strip()
        if not self._services.reports.open or replied is None or person is None or text.startswith("/"):
            return None
        if replied.from_user is None or replied.from_user.id != message.get_bot().id:
            return None
        prompts, now = self._services.reports.prompts, self._services.clock()
        subject = prompts.subject_of(message.chat.id, replied.id, person.id, now)
        if subject is None:
            return None
        number = f"{message.chat.id}/{message.id}"
        report = Report(number, person, message.date.timestamp(), subject, text)
        return partial(self._take, report, message.chat.id, replied.id)

    async def _take(self, report: Report, chat: int, prompt: int) -> Answer:
        """Keep *report*, a reply to the message *prompt*, and send it to the owners; the answer to its
        author.

        It is kept before anything is sent: an update that is handled again is kept once.

        :raises store.chats.database.NotKept: when it cannot be kept.
        """
        texts, reports = self._services.texts, self._services.reports
        if len(report.text) > LONGEST_REPORT:
            return Answer(texts.render("missing/know", "too_long", most=LONGEST_REPORT))
        reports.add(report)
        reports.prompts.count_reply(chat, prompt)
        await self._send(texts.render("missing/know", "to_owners", report=report))
        return Answer(texts.render("missing/know", "thanks", subject=report.subject))
