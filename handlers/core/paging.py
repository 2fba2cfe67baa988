"""Pagination: an answer is never split over messages; one too long has pages, turned by buttons.

On a page the first lines are open, and the rest is folded in a quote that a tap expands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import unescape
from textwrap import wrap
from typing import Generic, TypeVar

from markupsafe import Markup, escape

from handlers.core.answers import Button, Call

LONGEST_PAGE = 3400  # UTF-16 code units of blocks, of Telegram's 4096 for a message

PHONE_WIDTH = 36  # characters of a line on a phone of 360 points, as measured on Telegram for Android
_OPEN_LINES = 11  # of a page, below the lines that lead it
_FOLDED_LINES = 3  # that an expandable quote shows of itself

_BLANK_LINE = "\n\n"
_BLANK, _END = Markup("\n\n"), Markup("\n")
_QUOTE = Markup("<blockquote expandable>{}</blockquote>")
_TAG = re.compile("<[^>]*>")

_T = TypeVar("_T")
_U = TypeVar("_U")


@dataclass(frozen=True, slots=True)
class Page(Generic[_T]):
    """The *blocks* of page *number* (from 0) of *count*; *first* is the place of the first of them."""

    blocks: tuple[_T, ...]
    number: int
    count: int
    first: int = 0

    def of(self, rows: Sequence[_U]) -> Sequence[_U]:
        """Of all *rows*, one for each block there is, those of this page."""
        return rows[self.first : self.first + len(self.blocks)]


def turn_by_number(rows: Sequence[_T], number: int, most: int) -> Page[_T]:
    """Page *number* of *rows*, *most* per page; the last page when there is no such."""
    count = max(1, -(-len(rows) // most))
    number = min(number, count - 1)
    return Page(tuple(rows[number * most : (number + 1) * most]), number, count, number * most)


def turn_by_length(blocks: Sequence[str], number: int, room: int = LONGEST_PAGE) -> Page[str]:
    """Page *number* of the rendered *blocks*, as many per page as fit into *room* (UTF-16 code units) with a
    blank line after each; the last page when there is no such."""
    starts, left = [0], room
    for place, block in enumerate(blocks):
        size = len(block.encode("utf-16-le")) // 2 + 2
        if size > left and place > starts[-1]:
            starts.append(place)
            left = room
        left -= size
    number = min(number, len(starts) - 1)
    first, end = starts[number], [*starts[1:], len(blocks)][number]
    return Page(tuple(blocks[first:end]), number, len(starts), first)


def page_buttons(call: Call, page: Page[_T]) -> list[tuple[Button, ...]]:
    """A row with buttons for the previous and the next page; no row for a single page."""
    if page.count == 1:
        return []
    row = []
    if page.number:
        row.append(Button(f"‹ {page.number}/{page.count}", replace(call, page=page.number - 1)))
    if page.number + 1 < page.count:
        row.append(Button(f"{page.number + 2}/{page.count} ›", replace(call, page=page.number + 1)))
    return [tuple(row)]


def phone_lines(html: str) -> int:
    """The number of lines that *html* takes on a phone, with its quotes expanded."""
    lines = unescape(_TAG.sub("", html)).split("\n")
    return sum(max(1, len(wrap(line, PHONE_WIDTH))) for line in lines)


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
        left -= phone_lines(block) + len(between) - 1
        (rest if rest or left < 1 - len(between) else shown).append(block)
    if rest and not shown:  # the first block alone is too long
        shown, rest[:1] = _split(rest[0], most)
    below = _BLANK.join(filter(None, [escape(between).join(rest), *map(escape, notes)]))
    if phone_lines(below) > _FOLDED_LINES:
        below = _QUOTE.format(below)
    return _BLANK.join(filter(None, (escape(between).join(shown), below)))
