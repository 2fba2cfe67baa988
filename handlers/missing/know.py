"""The button "I know": asks a user in a message of its own, to be replied to, for what is not known."""

import logging
import sqlite3
from functools import partial

from handlers.core.answers import Answer
from handlers.core.arguments import choose_round, edition_only
from handlers.core.command import Ask, Command, Stage
from handlers.core.writing import until_written
from store.chats.database import may_pass
from store.cup.editions import Edition
from store.cup.labels import Label
from store.reports.prompts import MOST_PROMPTS, Subject
from store.text.translatable import N_

logger = logging.getLogger(__name__)

_LONGEST_PLACEHOLDER = 64  # characters, https://core.telegram.org/bots/api#forcereply


async def know(ask: Ask, label: Label, stage: Stage) -> None:
    """Ask the author for what is known of the edition *label*, or of the tie of the button."""
    reports, author = ask.services.reports, ask.author
    if not reports.open:
        raise ask.refuse("missing/know", "closed")
    if author.person is None or author.channel:  # a channel has no replies
        raise ask.refuse("missing/know", "nobody")
    if not author.place.private and await stage.is_anonymous():
        raise ask.refuse("missing/know", "nobody")
    subject = _subject(ask, ask.archive.edition(label))
    number = reports.prompts.reserve(author.person.id, subject, ask.services.clock())
    if number is None:
        raise ask.refuse("missing/know", "enough", most=MOST_PROMPTS)
    prompt = Answer(
        ask.texts.render("missing/know", "prompt", subject=subject, person=author.person, place=author.place),
        placeholder=ask.texts.plain("missing/know", "placeholder")[:_LONGEST_PLACEHOLDER],
    )
    if sent := await stage.prompt(prompt):
        try:
            await until_written(partial(reports.prompts.was_sent, number, *sent))
        except sqlite3.Error as error:  # the prompt is sent: the update must not be handled again
            if not may_pass(error):
                raise
            logger.warning("replies to a prompt are not taken: chats.db could not be written")


def _subject(ask: Ask, edition: Edition) -> Subject:
    """The tie of the call as far as it is in *edition*, else the edition."""
    round_ = choose_round(ask, "", edition) if ask.call.round else None
    tie = edition.tie(round_, ask.call.tie) if round_ and ask.call.tie else None
    about = ask.texts.plain("missing/know", "subject", edition=edition, tie=tie)
    if tie is None:
        return Subject(edition.label.id, None, None, about)
    return Subject(edition.label.id, tie.round.number, tie.number, about)


COMMANDS = (Command("know", N_("tell what is not known"), N_("[EDITION]"), read=edition_only, act=know),)
"""Called by buttons; ``/help`` does not list it."""
