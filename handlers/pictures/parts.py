"""What all pictures have: a head with the cup, and a foot with what their signs mean."""

from collections.abc import Iterable

from handlers.canvas.palette import Colour
from handlers.canvas.sheet import INNER, MARGIN, WIDTH, Sheet
from handlers.core.command import Ask

_HEAD = 84  # height of the cup beside the head
_RULE = 2
GAP = 32  # between parts of a picture
_NOTE = 26  # size
_ROUNDS = {
    "F": "Final",
    "SF": "Semi-finals",
    "QF": "Quarter-finals",
    "R16": "Round of 16",
    "R32": "Round of 32",
}


def head(sheet: Sheet, title: str, subtitle: str) -> int:
    """The cup, what the picture is about, and the edition; the place below."""
    left = sheet.cup(MARGIN, MARGIN, _HEAD).right + GAP
    width = WIDTH - MARGIN - left
    sheet.text(left, MARGIN - 8, title, 44, bold=True, width=width)
    sheet.text(left, MARGIN + 46, subtitle, 32, colour=Colour.MUTED, width=width)
    return rule(sheet, MARGIN + _HEAD + 24) + GAP


def rule(sheet: Sheet, top: float) -> int:
    """A line across the picture; the place below."""
    return sheet.area(MARGIN, top, WIDTH - MARGIN, top + _RULE, Colour.RULE).bottom


def name_of_round(ask: Ask, code: str) -> str:
    """The usual name of the round with this *code*."""
    return ask.texts.values.round_called(_ROUNDS[code])


def foot(sheet: Sheet, top: float, notes: Iterable[str]) -> None:
    """*notes* below a line; nothing without any."""
    known = list(dict.fromkeys(filter(None, notes)))
    if not known:
        return
    top = rule(sheet, top + GAP) + 20
    for note in known:
        top = sheet.lines(MARGIN, top, note, _NOTE, most=4, colour=Colour.MUTED, width=INNER).bottom
