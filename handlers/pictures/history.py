"""A club's cup history as a picture: how far it came in each edition, by year."""

from collections.abc import Sequence

from handlers.canvas.palette import Colour
from handlers.canvas.sheet import MARGIN, WIDTH, Rect, Sheet
from handlers.core.command import Ask
from handlers.pictures.final import colours_of
from handlers.pictures.parts import foot, head, name_of_round
from store.archive.runs import rounds_behind, runs_of_club
from store.archive.titles import titles_of_club
from store.cup.clubs import Club
from store.cup.labels import Label
from store.cup.rounds import round_code
from store.cup.runs import Outcome, RunRow

_WON = "W"
_STEPS = (_WON, "F", "SF", "QF", "R16", "R32")  # from the top
_STEP = 74  # height
_SIDE = 250  # width of the names of steps
_YEAR = 24  # size
_CUP = 30


def history_sheet(ask: Ask, club: Club) -> Sheet | None:
    """The picture of *club*; None when it is in no edition."""
    archive, texts = ask.archive, ask.texts
    rows = {row.edition: row for row in runs_of_club(archive, club.id)}
    if not rows:
        return None
    sheet, labels = Sheet(), archive.labels
    whole, behind = set(archive.totals.whole), rounds_behind(archive, club.id)
    competition = texts.values.translated(archive.competition or "")
    titles = titles_of_club(archive, club.id)
    subtitle = texts.plain(
        "pictures/history",
        "subtitle",
        competition=competition,
        won=len(titles.won) if titles else 0,
        editions=len(rows),
    )
    top = head(sheet, ask.show(club), subtitle) + _CUP + 12
    left, bottom = MARGIN + _SIDE, top + _STEP * len(_STEPS)
    column = (WIDTH - MARGIN - left) / len(labels)
    for number, label in enumerate(labels):
        if label not in whole:
            x = left + number * column
            sheet.area(x, top, x + column, bottom, Colour.PALE)
    for number, code in enumerate(_STEPS):
        y = top + number * _STEP
        sheet.area(left, y, WIDTH - MARGIN, y + 2, Colour.RULE)
        name = texts.gettext("Winner") if code == _WON else name_of_round(ask, code)
        sheet.text(MARGIN, y - 18, name, 26, colour=Colour.MUTED, width=_SIDE - 20)
    earlier = bottom - _STEP // 2 - 18
    sheet.text(MARGIN, earlier, texts.gettext("Earlier"), 26, colour=Colour.MUTED, width=_SIDE - 20)
    sheet.area(left, bottom, WIDTH - MARGIN, bottom + 3, Colour.INK)
    bar = max(round(column * 0.62), 4)
    rings: Rect | None = None
    own = next(iter(colours_of(archive, club.id)), Colour.BAR)
    for number, label in enumerate(labels):
        row = rows.get(label)
        if row is None:
            continue
        x, step = left + (number + 0.5) * column, _step_of(row, behind.get(label) if label in whole else None)
        if step is None:
            rings = sheet.dot(x, bottom - bar, bar, Colour.MUTED, hollow=True)
            continue
        won = row.outcome is Outcome.WINNER
        sheet.area(x - bar / 2, top + step * _STEP, x + bar / 2, bottom, Colour.ACCENT if won else own)
        if won:
            sheet.cup(x - min(_CUP, column) * 0.4, top - min(_CUP, column) - 8, round(min(_CUP, column)))
    _years(sheet, labels, left, column, bottom + 14)
    notes = [texts.plain("pictures/history", "pale")] if whole < set(labels) else []
    notes += [texts.plain("pictures/history", "ring")] if rings else []
    foot(sheet, bottom + 14 + _YEAR + 8, notes)
    return sheet


def _step_of(row: RunRow, behind: int | None) -> float | None:
    """How far below the top the bar of *row* begins, in steps: by its round, else by the number of rounds
    *behind* that, None where it is not known; in the middle of the last step for any earlier round. None
    where it is not known how far that is from the final, and for a group."""
    if row.outcome is Outcome.WINNER:
        return 0.0
    if row.outcome is Outcome.RUNNER_UP:
        return 1.0
    code = round_code(row.round) if row.round else None
    if code in _STEPS:
        return float(_STEPS.index(code))
    return None if behind is None else min(behind + 1.0, len(_STEPS) - 0.5)


def _years(sheet: Sheet, labels: Sequence[Label], left: float, column: float, top: float) -> None:
    """The years below the columns, as many as have room."""
    taken = 0.0
    for number, label in enumerate(labels):
        x = left + (number + 0.5) * column
        width = 64
        if x - width / 2 >= taken and x + width / 2 <= WIDTH - MARGIN + 10:
            sheet.text(
                x - width / 2, top, str(label.first), _YEAR, colour=Colour.MUTED, width=width, align=0.5
            )
            taken = x + width / 2 + 12
