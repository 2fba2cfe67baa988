"""The final as a picture: the score, who scored, where and when."""

from dataclasses import replace

from handlers.canvas.palette import Colour
from handlers.canvas.sheet import INNER, MARGIN, WIDTH, Sheet
from handlers.core.command import Ask
from handlers.pictures.cover import covered
from handlers.pictures.parts import GAP, foot, head
from handlers.wording.texts import plain_lines
from store.archive.archive import Archive
from store.cards.final import FinalCard, final_card
from store.cup.labels import Label
from store.cup.ties import Match, Side, Tie

_MIDDLE = 264  # width of the field for the score
_SIDE = (INNER - _MIDDLE) // 2 - 16  # of that for a club
_NAME, _SCORE, _LINE = 54, 124, 30  # sizes
_STRIPE = 10  # height of a club's colours
_MOST_COLOURS = 3


def final_sheet(ask: Ask, label: Label, hidden: str = "") -> Sheet | None:
    """The picture of the final of the edition *label*, the club with the id *hidden* covered in it; None when
    it is not known."""
    card = final_card(ask.archive, label)
    if card.final is None or not card.final.matches:
        return None
    final = _hiding(card.final, hidden) if hidden else card.final
    card = replace(card, final=final)
    texts, sheet = ask.texts, Sheet()
    competition = texts.values.translated(card.edition.competition)
    top = head(sheet, f"{competition} {texts.show(label)}", texts.gettext("Final"))
    for match in final.matches:
        top = _match(sheet, ask, card, match, top)
    for line in _lines(ask, "won", card) if not hidden else []:
        top = sheet.lines(MARGIN, top, line, 34, bold=True, colour=Colour.ACCENT, align=0.5).bottom
    foot(sheet, top, _lines(ask, "notes", card) if not hidden else [])
    return sheet


def _hiding(final: Tie, club: str) -> Tie:
    """*final* with *club* covered, and without notes, which may name it."""
    return covered(replace(final, matches=tuple(replace(one, notes=()) for one in final.matches)), club)


def _lines(ask: Ask, block: str, card: FinalCard, **values: object) -> list[str]:
    return [
        line for line in plain_lines(ask.texts.render("pictures/final", block, card, **values), 20) if line
    ]


def _match(sheet: Sheet, ask: Ask, card: FinalCard, match: Match, top: int) -> int:
    """A match of the final; the place below."""
    texts = ask.texts
    away = WIDTH - MARGIN - _SIDE
    winner = card.final.winner if card.final else None
    names = [
        _name(sheet, ask, side, winner, left, align, top + 24)
        for side, left, align in ((match.home, MARGIN, 1.0), (match.away, away, 0.0))
    ]
    middle = MARGIN + _SIDE + 16
    score = sheet.text(
        middle,
        top - 18,
        texts.plain("pictures/final", "score", match=match),
        _SCORE,
        bold=True,
        width=_MIDDLE,
        align=0.5,
    )
    below = score.bottom - 12
    extra = texts.plain("pictures/final", "extra", match=match)
    if extra:
        below = sheet.lines(
            middle, below, extra, 28, most=3, colour=Colour.MUTED, width=_MIDDLE, align=0.5
        ).bottom
    top = max(*names, below) + 20
    ends = [top]
    for (_, goals, others), left, align in zip(
        match.scorers_by_side, (MARGIN, away), (1.0, 0.0), strict=True
    ):
        y = float(top)
        lines = [texts.plain("pictures/final", "scorer", goals=one, others=others) for one in goals]
        lines += [texts.plain("pictures/final", "others")] if goals and others else []
        for line in lines:
            y = sheet.lines(left, y, line, _LINE, most=2, width=_SIDE, align=align).bottom
        ends.append(round(y))
    top = max(ends) + GAP - 8
    for line in _lines(ask, "facts", card, match=match):
        top = sheet.lines(MARGIN, top, line, _LINE, most=3, colour=Colour.MUTED, align=0.5).bottom
    return top + GAP - 8


def _name(sheet: Sheet, ask: Ask, side: Side, winner: Side | None, left: int, align: float, top: int) -> int:
    """The name of a club, above its colours; the place below."""
    lost = winner is not None and side.club != winner.club
    colour = Colour.MUTED if lost else Colour.INK
    box = sheet.lines(
        left, top, ask.show(side), _NAME, most=2, bold=True, colour=colour, width=_SIDE, align=align
    )
    colours = colours_of(ask.archive, side.club)[:_MOST_COLOURS]
    wide = 160 / max(len(colours), 1)
    start = left + align * (_SIDE - 160)
    for number, one in enumerate(colours):
        sheet.area(
            start + number * wide, box.bottom + 8, start + (number + 1) * wide, box.bottom + 8 + _STRIPE, one
        )
    return box.bottom + (8 + _STRIPE if colours else 0)


def colours_of(archive: Archive, club: str) -> tuple[str, ...]:
    """The colours of *club*, as the registry has them; empty where it has none."""
    known = archive.club(club)
    return known.colours if known else ()
