"""One row of a table of matches, from its cells to a match."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.cup.labels import Label, parse_label
from store.cup.values import PartialDate
from store.seedfiles.heading import read_heading
from store.seedfiles.match_table.cells import Cells
from store.seedfiles.match_table.columns import Columns, letter_of
from store.seedfiles.match_table.dates import read_date
from store.seedfiles.match_table.matches import MatchReader
from store.seedfiles.match_table.values import is_bye, read_club, read_round
from store.seedfiles.problems import Problem
from store.seedfiles.season import MatchLine
from store.seedfiles.wrong_line import LONGEST_DETAIL, WrongLine, limited, shorten

_YEARS_AROUND = 1  # that a match may lie outside the years of its edition


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was read: its *number* in the table, from 1, the edition it names (*label*), the *round*,
    and the match, or the club that had a *bye*, with its *date*; *sources* are what it is from."""

    number: int
    label: Label | None
    round: str
    match: MatchLine | None
    date: PartialDate | None = None
    bye: str | None = None
    sources: tuple[str, ...] = ()


class RowReader:
    """Reads the rows of a table with these *columns*. *months_first* is the order in dates such as
    ``11/8/1993``, see :func:`store.seedfiles.match_table.dates.month_first`."""

    def __init__(self, columns: Columns, path: str, *, months_first: bool | None) -> None:
        self._columns = columns
        self._path = path
        self._months_first = months_first
        self.problems: list[Problem] = []

    def text(self, row: Sequence[str], about: str) -> str:
        """The content of the cell of *row* about something, empty when there is none."""
        return Cells(self._columns, row, 0, self._path).text(about)

    def read(self, row: Sequence[str], number: int) -> Row | None:
        """The row with this *number*; None when something in it is wrong, which is kept in
        :attr:`problems`."""
        cells = Cells(self._columns, row, number, self._path)
        surplus = next((at for at in range(len(self._columns.names), len(row)) if row[at].strip()), None)
        if surplus is not None:
            wrong = f"column {letter_of(surplus)}: '{shorten(row[surplus])}' behind the last column"
            cells.problems.append(Problem(self._path, number, wrong, "a cell for each column"))
        found = self._read(cells)
        self.problems += cells.problems
        return None if cells.problems else found

    def _read(self, cells: Cells) -> Row | None:
        label = cells.read("edition", _edition) or cells.read("competition", _edition_within)
        group = cells.text("group")
        if not group and not cells.text("round"):
            cells.wrong(
                "round" if "round" in cells.columns.places else "group", "empty", "a round such as Final"
            )
        name = read_round("", group) if group else cells.read("round", lambda text: read_round(text, ""))
        when = cells.read("date", lambda text: read_date(text, label, self._months_first))
        if when and label and not label.first - _YEARS_AROUND <= when.year <= label.last + _YEARS_AROUND:
            cells.wrong(
                "date", f"'{shorten(cells.text('date'))}' in the edition {label}", "a date of that edition"
            )
        sources = cells.read("source", _sources) or ()
        side = _side_with_bye(cells)
        bye = cells.read(side, read_club) if side else None
        match = None if side else MatchReader(cells, when).read()
        return Row(cells.number, label, name or "", match, when, bye, sources)


def _edition(text: str) -> Label:
    try:
        return parse_label(text.replace(" ", "").removesuffix(".0"))
    except ValueError:
        found = read_heading(f"= {text} x")
        if found is None:
            raise WrongLine(f"'{shorten(text)}' is no edition", "one such as 1993 or 1996-97") from None
        return found.label


def _edition_within(text: str) -> Label | None:
    """The edition in the name of a competition: ``1930 World Cup``."""
    found = read_heading(f"= {text}")
    return found.label if found else None


def _sources(text: str) -> tuple[str, ...]:
    """The sources in a cell, which are separated by semicolons."""
    parts = filter(None, map(str.strip, text.split(";")))
    return tuple(limited(part, LONGEST_DETAIL, "a source") for part in parts)


def _side_with_bye(cells: Cells) -> str | None:
    """The side that had a bye, in a row that says so in the place of the other or as its status."""
    home, away = cells.text("home"), cells.text("away")
    if is_bye(away) or (home and not away and is_bye(cells.text("status"))):
        return "home"
    return "away" if is_bye(home) else None
