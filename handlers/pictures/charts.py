"""Scorers and titles as bar charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.canvas.palette import Colour
from handlers.canvas.sheet import INNER, MARGIN, Sheet
from handlers.core.command import Ask
from handlers.pictures.parts import foot, head
from handlers.wording.texts import plain_lines
from store.cards.scorers import Ranked, ScorerSigns, all_time_card, ranked, signs_of_scorers
from store.cards.titles import titles_card
from store.cup.labels import Label

_MOST = 12  # bars
_ROW, _BAR = 74, 42  # heights
_NAMES, _SAID = 430, 150  # widths of the names before the bars, and of what is said behind them
_TEXT = 30  # size


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: a *name* and what stands *beside* it, its *parts*, each a number and a colour, and
    what is *said* behind it; without that, the numbers stand in the parts."""

    name: str
    beside: str
    parts: tuple[tuple[int, str], ...]
    said: str


def scorers_sheet(ask: Ask, label: Label | None) -> Sheet | None:
    """The picture of the scorers of the edition *label*, or of all editions; None when none is known."""
    texts = ask.texts
    if label is None:
        card = all_time_card(ask.archive, 0, _MOST)
        rows, competition, shown = card.rows, card.competition or "", ""
        notes, known = texts.render("pictures/charts", "of_all", card, signs=_signs_of(rows)), True
    else:
        edition = ask.archive.edition(label)
        rows, competition, shown = ranked(edition, 0, _MOST), edition.competition, texts.show(label)
        notes = texts.render("pictures/charts", "of_edition", edition=edition, signs=_signs_of(rows))
        known = edition.scorers_known
    if not rows:
        return None
    sheet = Sheet()
    title = f"{texts.values.translated(competition)} {shown}".strip()
    top = head(sheet, title, texts.gettext("Top scorers") if known else texts.gettext("Known scorers"))
    top = _bars(sheet, [_scorer(ask, row) for row in rows], top)
    foot(sheet, top, plain_lines(notes, 6))
    return sheet


def _signs_of(rows: Sequence[Ranked]) -> ScorerSigns:
    return signs_of_scorers([row for _, _, row in rows])


def _scorer(ask: Ask, ranked_row: Ranked) -> Bar:
    rank, _, row = ranked_row
    said = ask.texts.plain("pictures/charts", "goals", row=row)
    club = ask.texts.plain("pictures/charts", "club", row=row)
    colour = Colour.ACCENT if rank == 1 else Colour.BAR
    return Bar(ask.texts.plain("pictures/charts", "scorer", row=row), club, ((row.low, colour),), said)


def titles_sheet(ask: Ask) -> Sheet | None:
    """The picture of the clubs by cups won; None when no winner is known."""
    texts, card = ask.texts, titles_card(ask.archive, apart=False)
    if not card.rows:
        return None
    sheet = Sheet()
    span = f"{card.totals.first}–{card.totals.last}"
    top = head(sheet, texts.values.translated(card.competition or ""), f"{texts.gettext('Titles')} · {span}")
    bars = []
    for row in card.rows[:_MOST]:
        won, lost = len(row.won), len(row.lost)
        bars.append(Bar(texts.show(row), "", ((won, Colour.ACCENT), (lost, Colour.BAR)), ""))
    top = _bars(sheet, bars, top)
    foot(sheet, top, plain_lines(texts.render("pictures/charts", "of_titles", card), 4))
    return sheet


def _bars(sheet: Sheet, bars: Sequence[Bar], top: int) -> int:
    """The chart; the place below."""
    most = max((sum(number for number, _ in bar.parts) for bar in bars), default=0) or 1
    left, room = MARGIN + _NAMES, INNER - _NAMES - _SAID
    for bar in bars:
        middle = top + (_ROW - _BAR) // 2
        if bar.beside:
            sheet.text(MARGIN, top, bar.name, _TEXT, bold=True, width=_NAMES - 24)
            sheet.text(MARGIN, top + 38, bar.beside, 24, colour=Colour.MUTED, width=_NAMES - 24)
        else:
            sheet.text(MARGIN, middle + 2, bar.name, _TEXT, bold=True, width=_NAMES - 24)
        x = float(left)
        for number, colour in bar.parts:
            if number:
                end = x + room * number / most
                sheet.area(x, middle, end, middle + _BAR, colour)
                if not bar.said:
                    ink = Colour.ON_ACCENT if colour == Colour.ACCENT else Colour.INK
                    sheet.text(
                        x, middle + 2, str(number), 28, bold=True, colour=ink, width=end - x, align=0.5
                    )
                x = end + 3
        sheet.text(x + 14, middle + 2, bar.said, _TEXT, bold=True, width=MARGIN + INNER - x - 14)
        top += _ROW
    return top
