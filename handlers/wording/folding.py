"""What a phone shows of a message at once: the first lines are open, the rest is folded in a quote."""

import re
from collections.abc import Iterable
from html import unescape
from textwrap import wrap

from markupsafe import Markup, escape

PHONE_WIDTH = 36  # characters of a line on a phone of 360 points, as measured on Telegram for Android
_OPEN_LINES = 10  # of a page, below the lines that lead it
_FOLDED_LINES = 3  # that an expandable quote shows of itself

_BLANK_LINE = "\n\n"
_BLANK, _END = Markup("\n\n"), Markup("\n")
_QUOTE = Markup("<blockquote expandable>{}</blockquote>")
_TAG = re.compile("<[^>]*>")


def phone_lines(html: str) -> int:
    """The number of lines that *html* takes on a phone, with its quotes expanded."""
    lines = unescape(_TAG.sub("", html)).split("\n")
    return sum(1 if len(line) <= PHONE_WIDTH else max(1, len(wrap(line, PHONE_WIDTH))) for line in lines)


def _split(block: Markup, most: int) -> tuple[list[Markup], list[Markup]]:
    """The lines of *block* that fit into *most* lines of a phone, and the others; either may be none."""
    lines, place = block.split("\n"), 0
    while place < len(lines) and phone_lines("\n".join(lines[: place + 1])) <= most:
        place += 1
    return [_END.join(part) for part in (lines[:place],) if part], [
        _END.join(part) for part in (lines[place:],) if part
    ]


def folded(
    blocks: Iterable[str], notes: Iterable[str] = (), most: int = _OPEN_LINES, between: str = _BLANK_LINE
) -> Markup:
    """*blocks* of HTML with line ends *between* them: as many as fit into *most* lines of a phone, the others
    and the *notes* in a quote that a tap expands, unless it would show as much itself.

    Text that is not marked as HTML is escaped.
    """
    shown: list[Markup] = []
    rest: list[Markup] = []
    left = most
    for block in map(escape, filter(None, blocks)):
        if not rest:
            left -= phone_lines(block) + len(between) - 1
        (rest if rest or left < 1 - len(between) else shown).append(block)
    if rest and not shown:  # the first block alone is too long
        shown, rest[:1] = _split(rest[0], most)
    below = _BLANK.join(filter(None, [escape(between).join(rest), *map(escape, notes)]))
    if below.count("\n") >= _FOLDED_LINES or phone_lines(below) > _FOLDED_LINES:
        below = _QUOTE.format(below)
    return _BLANK.join(filter(None, (escape(between).join(shown), below)))
