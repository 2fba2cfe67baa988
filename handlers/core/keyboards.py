"""Keyboards below messages: rows whose labels a phone shows whole, and the way back to the page before."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.callback_data import first_fitting
from handlers.wording.texts import short

# The most characters of a label that a phone of 360 points shows, by the number of buttons in the row.
WIDTHS = {1: 38, 2: 18, 3: 11, 4: 8, 5: 6, 6: 5, 7: 4, 8: 3}

Rows = tuple[tuple[Button, ...], ...]


def rows_of(buttons: Iterable[Button], width: int) -> list[tuple[Button, ...]]:
    """*buttons* in rows of at most *width*, and of as many as have room for their labels."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        row = (*rows[-1], button) if rows else (button,)
        if rows and len(row) <= width and _fits(row):
            rows[-1] = row
        else:
            rows.append((button,))
    return rows


def _fits(row: tuple[Button, ...]) -> bool:
    return all(len(button.text) <= WIDTHS.get(len(row), 0) for button in row)


def fitted(rows: Iterable[tuple[Button, ...]]) -> Rows:
    """*rows* without empty ones, those too wide for their labels split, and labels no wider than a row."""
    found: list[tuple[Button, ...]] = []
    for row in rows:
        shown = [replace(button, text=short(button.text, WIDTHS[1])) for button in row]
        found += rows_of(shown, len(shown))
    return tuple(found)


def joined(rows: Iterable[tuple[Button, ...]], further: Iterable[Button]) -> Rows:
    """*rows* with *further* buttons at the end, in the last row as far as it has room for them."""
    found, ended = list(rows), list(further)
    if found and ended and len(found[-1]) + len(ended) in WIDTHS and _fits((*found[-1], *ended)):
        found[-1] = (*found[-1], *ended)
    else:
        found += rows_of(ended, len(ended))
    return tuple(found)


def with_way_back(answer: Answer, back: Call | None, is_page: Callable[[str], bool], label: str) -> Answer:
    """*answer* whose buttons lead back to it, with a button *label* to the page *back* where it was opened.

    A button of the same command turns the page or changes the edition: it keeps the page's own way back.
    *is_page* says of a command whether its answer replaces the page. A way back that does not fit into
    callback data is left out.
    """
    here = answer.call
    rows = [
        tuple(_leading_back(button, here, back) if is_page(button.call.command) else button for button in row)
        for row in answer.buttons
    ]
    if back and back not in [replace(button.call, back=None) for row in rows for button in row]:
        rows.append((Button(label, back),))
    return replace(answer, buttons=fitted(rows))


def _leading_back(button: Button, here: Call | None, back: Call | None) -> Button:
    """*button* of the page *here*, with the page that its page leads back to."""
    if here is None or button.call == back:
        return button
    parent = back if button.call.command == here.command else here
    return replace(button, call=first_fitting(replace(button.call, back=parent), button.call))
