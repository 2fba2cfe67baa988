"""An edition as a picture: the tables of its groups, and its last rounds as a tree."""

from collections.abc import Iterator

from handlers.canvas.fonts import drawable, width_of
from handlers.canvas.palette import Colour
from handlers.canvas.sheet import INNER, LEADING, MARGIN, Rect, Sheet
from handlers.core.command import Ask
from handlers.pictures.cover import covered
from handlers.pictures.parts import GAP, foot, head, name_of_round
from store.cards.tree import Level, Place, champion_of, drawn_tables, tree_of
from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.tables import GroupTable, TableRow
from store.cup.ties import Match, Side
from store.cup.values import MatchStatus

_BETWEEN = 44  # columns
_ROW, _TALL, _PADDING = 44, 60, 8  # heights of a row of a table or a tie, which has two, and around these
_TIGHT, _LOOSE = 16, 28  # between boxes of a column, with more and with fewer than eight
_NAME, _SMALL = 28, 24  # sizes
_SOLID = 1.1  # from line to line of a name
_GOALS = 64  # width of most goals
_HEADING = 44
_STRIP = 6  # width of what marks the winner's road
_LINE = 3


def season_sheet(ask: Ask, label: Label, hidden: str = "") -> Sheet | None:
    """The picture of the edition *label*, without its tables and with the club of the id *hidden* covered in
    it, if there is one; None when neither a table nor a knock-out of it is known."""
    edition, texts = ask.archive.edition(label), ask.texts
    if hidden:
        edition = edition.with_ties(covered(edition.ties, hidden))
    tables, levels = drawn_tables(edition), tree_of(edition)
    if not (tables or levels):
        return None
    sheet = Sheet()
    competition = texts.values.translated(edition.competition)
    top = head(sheet, f"{competition} {texts.show(label)}", "" if hidden else _subtitle(ask, edition))
    top = _tables(sheet, ask, tables, top)
    if levels:
        top = _tree(sheet, ask, levels, top)
    places = [place for level in levels for place in level.places if not place.bye]
    known = {
        "derived": any(place.tie and place.tie.known_derived for place in places),
        "unknown": any(place.tie is None for place in places),
        "unplaced": not all(place.placed for place in places),
        "by_rule": any(table.by_rule for table in tables),
        "partial": any(table.partial for table in tables),
    }
    win = tables[0].win if tables else 0
    notes = [texts.plain("pictures/season", note, win=win) for note, stands in known.items() if stands]
    notes += [texts.plain("pictures/season", "left", tie=tie) for level in levels for tie in level.left]
    foot(sheet, top, notes)
    return sheet


def _subtitle(ask: Ask, edition: Edition) -> str:
    winner = edition.winner
    if winner is None:
        return ask.texts.gettext("The winner is not known.")
    return ask.texts.plain("pictures/season", "winner", winner=winner)


def _tree(sheet: Sheet, ask: Ask, levels: list[Level], top: int) -> int:
    """The tree, its first round on the left; the place below."""
    champion, count = champion_of(levels), len(levels)
    width = (INNER - (count - 1) * _BETWEEN) // count
    between = _TIGHT if count > 3 else _LOOSE
    names = {ask.show(side) for level in levels for place in level.places for side in place.sides if side}
    wide = any(width_of(drawable(name), _SMALL, bold=True) > width - _GOALS - 46 for name in names)
    box = 2 * (_TALL if wide else _ROW) + 2 * _PADDING
    for number, level in enumerate(reversed(levels)):
        name = ask.show(level.round) if level.round else name_of_round(ask, level.code)
        left = MARGIN + number * (width + _BETWEEN)
        sheet.text(left, top, name, 26, bold=True, colour=Colour.MUTED, width=width)
    top += _HEADING
    step = box + between
    centres = [top + step * place + box // 2 for place in range(len(levels[-1].places))]
    for number, level in enumerate(reversed(levels)):
        left = MARGIN + number * (width + _BETWEEN)
        for place, centre in zip(level.places, centres, strict=True):
            won = champion is not None and champion in [side.club for side in place.sides if side]
            _tie(sheet, ask, place, Rect(left, centre - box // 2, left + width, centre + box // 2), won)
        if number + 1 < count:
            centres = list(_connected(sheet, level, centres, left + width, champion))
    return top + step * len(levels[-1].places)


def _connected(
    sheet: Sheet, level: Level, centres: list[int], right: int, champion: str | None
) -> Iterator[int]:
    """Lines from each two places to the one they lead to, whose centre is returned."""
    middle, half = right + _BETWEEN // 2, _LINE // 2
    for upper in range(0, len(centres), 2):
        centre = (centres[upper] + centres[upper + 1]) // 2
        roads = [
            champion in [side.club for side in place.sides if side] for place in level.places[upper:][:2]
        ]
        placed = [place.placed for place in level.places[upper:][:2]]
        for number in sorted((0, 1), key=lambda one: roads[one]):  # the winner's road above the other
            if not placed[number]:
                continue
            colour = Colour.ACCENT if roads[number] and champion else Colour.RULE
            y = centres[upper + number]
            sheet.area(right, y - half, middle + half + 1, y - half + _LINE, colour)
            start, end = sorted((y, centre))
            sheet.area(middle - half, start - half, middle - half + _LINE, end + half + 1, colour)
        colour = Colour.ACCENT if any(roads) and champion else Colour.RULE
        if any(placed):
            sheet.area(middle - half, centre - half, right + _BETWEEN, centre - half + _LINE, colour)
        yield centre


def _tie(sheet: Sheet, ask: Ask, place: Place, box: Rect, won: bool) -> None:
    """A tie in its *box*, or what is known of it; *won* by the winner of the cup."""
    known = place.tie is not None or place.bye
    sheet.area(box.left, box.top, box.right, box.bottom, Colour.PANEL if known else Colour.PALE)
    if won:
        sheet.area(box.left, box.top, box.left + _STRIP, box.bottom, Colour.ACCENT)
    left, right = box.left + 18, box.right - 14
    row = (box.height - 2 * _PADDING) // 2
    for number, side in enumerate(place.sides):
        top = box.top + _PADDING + number * row + (row - round(_NAME * LEADING)) // 2 + 1
        goals = _goals(ask, place, number)
        score = sheet.text(left, top, goals, _NAME, bold=True, width=right - left, align=1.0)
        if side is None:
            said = ask.texts.gettext("bye") if place.bye else "?"
            sheet.text(left, top, said, _NAME, colour=Colour.MUTED, width=right - left)
            continue
        through = place.tie is not None and place.tie.advanced == side.club
        name = ask.show(side) + ("*" if through and place.tie and place.tie.known_derived else "")
        lost = place.tie is not None and place.tie.advanced not in (None, side.club)
        width = score.left - left - 14 if goals else right - left
        colour = Colour.MUTED if lost else Colour.INK
        if row == _TALL and width_of(drawable(name), _SMALL, bold=through) > width:
            top = box.top + _PADDING + number * row + 2
            sheet.lines(left, top, name, _SMALL, bold=through, colour=colour, width=width, leading=_SOLID)
        else:
            sheet.text(left, top, name, _NAME, bold=through, colour=colour, width=width)


def _goals(ask: Ask, place: Place, number: int) -> str:
    """The goals of the upper club or the lower one, match by match, and of a shoot-out."""
    tie = place.tie
    if tie is None:
        return ""
    side = (tie.home, tie.away)[number]
    matches = [match for match in tie.matches if not match.is_void]
    return " · ".join(filter(None, (_goals_in(ask, match, side) for match in matches)))


def _goals_in(ask: Ask, match: Match, side: Side) -> str:
    home = match.home.club == side.club
    if match.status is MatchStatus.FIXTURE:
        return ""
    if match.walkover:
        return ask.texts.formats.walkover() if home else ""
    score = match.result
    if score is None:
        return "?"
    goals = str(score.home if home else score.away)
    shot = match.shoot_out
    return f"{goals} ({shot.home if home else shot.away})" if shot else goals


def _tables(sheet: Sheet, ask: Ask, tables: list[GroupTable], top: int) -> int:
    """The tables in two columns; the place below."""
    width = (INNER - _BETWEEN) // 2
    for first in range(0, len(tables), 2):
        ends = [
            _table(sheet, ask, table, MARGIN + number * (width + _BETWEEN), top, width)
            for number, table in enumerate(tables[first : first + 2])
        ]
        top = max(ends) + GAP
    return top


def _table(sheet: Sheet, ask: Ask, table: GroupTable, left: int, top: int, width: int) -> int:
    """A table of a group: place, club, matches, goals and points of each; the place below."""
    title = ask.show(table.round) + "*" * table.by_rule + "†" * table.partial
    sheet.text(left, top, title, 28, bold=True, width=width)
    top += _HEADING
    for row in table.rows:
        _row(sheet, ask, row, Rect(left, top, left + width, top + _ROW))
        top += _ROW + 2
    return top


def _row(sheet: Sheet, ask: Ask, row: TableRow, box: Rect) -> None:
    sheet.area(box.left, box.top, box.right, box.bottom, Colour.PANEL)
    if row.went_on:
        sheet.area(box.left, box.top, box.left + _STRIP, box.bottom, Colour.ACCENT)
    top, right = box.top + 5, box.right - 12
    columns = (
        (str(row.points), 52, True),
        (ask.show(row.goals) if row.goals else "", 92, False),
        (str(row.played), 44, False),
    )
    for text, width, bold in columns:
        sheet.text(right - width, top, text, _NAME, bold=bold, width=width, align=1.0)
        right -= width
    place = "" if row.shared and not row.place else str(row.place)
    sheet.text(box.left + 14, top, place, _NAME, colour=Colour.MUTED, width=36, align=1.0)
    sheet.text(box.left + 66, top, ask.show(row.side), _NAME, bold=row.went_on, width=right - box.left - 74)
