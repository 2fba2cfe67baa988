"""Pagination: an answer is never split over messages; one too long has pages, turned by buttons."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from handlers.core.answers import Button, Call

LONGEST_PAGE = 3400  # UTF-16 code units of blocks, of Telegram's 4096 for a message

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
    return turn_by_size(blocks, [len(block.encode("utf-16-le")) // 2 + 2 for block in blocks], number, room)


def turn_by_size(rows: Sequence[_T], sizes: Sequence[int], number: int, room: int = LONGEST_PAGE) -> Page[_T]:
    """Page *number* of *rows* that are still to be rendered, with as many per page as fit into *room* by the
    *sizes* that they will have (UTF-16 code units); the last page when there is no such."""
    starts, left = [0], room
    for place, size in enumerate(sizes):
        if size > left and place > starts[-1]:
            starts.append(place)
            left = room
        left -= size
    number = min(number, len(starts) - 1)
    first, end = starts[number], [*starts[1:], len(rows)][number]
    return Page(tuple(rows[first:end]), number, len(starts), first)


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
