"""The table of a game as a picture."""

from handlers.canvas.fonts import drawable
from handlers.canvas.palette import Colour
from handlers.canvas.sheet import INNER, MARGIN, WIDTH, Rect, Sheet
from handlers.core.command import Ask
from handlers.pictures.parts import head
from handlers.trivia.table import standings_of
from store.chats.models import Game
from store.chats.points import Standing

_MOST = 12  # rows
_ROW, _BETWEEN = 76, 8
_PLACE, _RIGHT, _POINTS = 84, 250, 190  # widths of columns
_NAME, _BESIDE = 38, 28  # sizes
_STRIP = 8  # width of what marks who won
_CUP = 44


def board_sheet(ask: Ask, game: Game) -> Sheet | None:
    """The picture of the table of *game*; None when nobody has answered."""
    rows = standings_of(ask.services, game)[:_MOST]
    if not rows:
        return None
    sheet = Sheet()
    subtitle = ask.texts.plain("pictures/board", "subtitle", competition=ask.archive.competition or "")
    top = head(sheet, ask.texts.gettext("Trivia"), subtitle)
    for row, name in rows:
        _row(sheet, ask, row, name, Rect(MARGIN, top, WIDTH - MARGIN, top + _ROW))
        top += _ROW + _BETWEEN
    return sheet


def _row(sheet: Sheet, ask: Ask, row: Standing, name: str, box: Rect) -> None:
    sheet.area(box.left, box.top, box.right, box.bottom, Colour.PANEL)
    left, top = box.left + _PLACE, box.top + (_ROW - round(_NAME * 1.22)) // 2
    if row.won:
        sheet.area(box.left, box.top, box.left + _STRIP, box.bottom, Colour.ACCENT)
    sheet.text(box.left, top, f"{row.place}.", _NAME, colour=Colour.MUTED, width=_PLACE - 16, align=1.0)
    right = box.right - 24
    points = ask.texts.plain("pictures/board", "points", row=row)
    sheet.text(right - _POINTS, top, points, _NAME, bold=True, width=_POINTS, align=1.0)
    said = ask.texts.plain("pictures/board", "right", row=row)
    right -= _POINTS
    beside = box.top + (_ROW - round(_BESIDE * 1.22)) // 2
    sheet.text(right - _RIGHT, beside, said, _BESIDE, colour=Colour.MUTED, width=_RIGHT, align=1.0)
    width = right - _RIGHT - left - 16
    if row.won:
        width -= _CUP + 16
    shown = drawable(name) or ask.texts.gettext("someone")
    written = sheet.text(left, top, shown, _NAME, bold=row.won, width=min(width, INNER))
    if row.won:
        sheet.cup(written.right + 16, box.top + (_ROW - _CUP) // 2, _CUP)
