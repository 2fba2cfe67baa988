"""A gallery of every kind of message, to be looked at.

``python -m tests.gallery FOLDER`` writes each message as a phone of 36 characters a line shows it, with its
buttons, into a text file, and all of them into ``index.html``, which shows them as Telegram does.
"""

import re
from textwrap import wrap

from bot.terminal.markup import plain
from handlers.core.paging import PHONE_WIDTH, phone_lines

_QUOTE = re.compile("<blockquote expandable>(.*?)</blockquote>", re.DOTALL)
_FOLDED = 3  # lines that Telegram shows of an expandable quote


def wrapped(html: str) -> list[str]:
    """The lines of *html* on a phone, without tags."""
    return [part for line in plain(html).split("\n") for part in wrap(line, PHONE_WIDTH) or [""]]


def card_lines(html: str) -> int:
    """The number of lines that a message takes on a phone, with its quotes folded."""
    quotes = sum(min(_FOLDED, phone_lines(quote)) for quote in _QUOTE.findall(html))
    return phone_lines(_QUOTE.sub("", html)) + quotes - len(_QUOTE.findall(html))
