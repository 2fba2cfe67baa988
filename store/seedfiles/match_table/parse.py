"""The parser of tables of matches, from text to a season file for each edition.

A table is a CSV file with a row a match, its columns named in the first row; it is called after its cup. Rows
are numbered as a spreadsheet does, from 1, the first row among them, and take the place of lines.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from store.cup.rounds import round_key
from store.seedfiles.heading import read_heading
from store.seedfiles.match_table.columns import Columns, delimiter_of, read_columns
from store.seedfiles.match_table.dates import month_first
from store.seedfiles.match_table.editions import again, editions_of, season_of
from store.seedfiles.match_table.rows import Row, RowReader
from store.seedfiles.problems import Problem, UnreadableFile
from store.seedfiles.season import SeasonFile
from store.seedfiles.season_txt.parse import MOST_ROUNDS
from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited, shorten
from store.text.folding import fold, tidy

MOST_WRONG = 100  # cells that are reported of one table


def parse_table(text: str, path: str) -> tuple[SeasonFile, ...]:
    """The season files of the editions in the table *text*, oldest first; *path* is what validation errors
    call it, and its name without the ending that of the cup.

    :raises UnreadableFile: with every problem found, at most :data:`MOST_WRONG`.
    """
    return _Reader(path).read(text)


class _Reader:
    """The reading of one table."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._problems: list[Problem] = []

    def read(self, text: str) -> tuple[SeasonFile, ...]:
        """The season files in *text*."""
        competition = self._competition()
        rows = self._cells_of(text)
        number, names = next(((number, row) for number, row in rows if any(map(str.strip, row))), (1, []))
        try:
            columns = read_columns(names)
        except WrongLine as wrong:
            raise UnreadableFile([Problem(self._path, number, wrong.wrong, wrong.expected)]) from None
        given = [(number, row) for number, row in rows if any(map(str.strip, row))]
        found, others = self._read_rows(columns, given, competition)
        seasons = self._seasons(found, competition, columns)
        if not seasons and not self._problems:
            of = f" of '{competition}'" if others else ""
            self._problem(number, f"no match{of} in the table", "at least one")
        if self._problems:
            problems = sorted(self._problems, key=lambda problem: problem.line)
            raise UnreadableFile(problems[:MOST_WRONG])
        left_out = [(f"columns without a place here ({', '.join(columns.others)})", len(columns.others))]
        left_out.append(("matches of other cups", others))
        return (replace(seasons[0], left_out=tuple(pair for pair in left_out if pair[1])), *seasons[1:])

    def _problem(self, row: int, wrong: str, expected: str) -> None:
        self._problems.append(Problem(self._path, row, wrong, expected))

    def _competition(self) -> str:
        try:
            return limited(tidy(PurePosixPath(self._path).stem), LONGEST_NAME, "a cup's name")
        except WrongLine as wrong:
            raise UnreadableFile([Problem(self._path, 1, wrong.wrong, wrong.expected)]) from None

    def _cells_of(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of cells, each with its number."""
        sign, before = delimiter_of(text)
        lines = text.split("\n")[before:]
        reader = csv.reader((f"{line}\n" for line in lines), delimiter=sign, strict=True)
        number = before
        while True:
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                wrong = "a quotation mark that is not closed, or in the middle of a cell"
                raise UnreadableFile(
                    [
                        *self._problems,
                        Problem(self._path, number, wrong, '"…" around a whole cell, "" for one in it'),
                    ]
                ) from None
            yield number, row

    def _read_rows(
        self, columns: Columns, given: Sequence[tuple[int, list[str]]], competition: str
    ) -> tuple[list[Row], int]:
        """The rows that could be read, of this cup only, and the number of those of other cups."""
        place = columns.places.get("date")
        dates = [row[place] for _, row in given if place is not None and place < len(row)]
        reader = RowReader(columns, self._path, months_first=month_first(dates))
        cups = [_cup_of(reader.text(row, "competition")) for _, row in given]
        named = {cup for cup in cups if cup}
        if len(named) > 1 and fold(competition) not in named:
            listed = ", ".join(
                sorted({shorten(reader.text(row, "competition")) for _, row in given} - {""})[:12]
            )
            wrong = f"{columns.named('competition')}: {len(named)} cups, of which none is '{competition}'"
            raise UnreadableFile([Problem(self._path, 1, wrong, f"the name of one of them: {listed}")])
        of_this = [len(named) < 2 or cup == fold(competition) for cup in cups]
        read = [reader.read(row, number) for (number, row), ours in zip(given, of_this, strict=True) if ours]
        self._problems += reader.problems
        return [row for row in read if row], of_this.count(False)

    def _seasons(self, rows: Sequence[Row], competition: str, columns: Columns) -> list[SeasonFile]:
        about = next(about for about in ("edition", "date", "home") if about in columns.places)
        editions = editions_of(rows)
        for row, wrong, expected in editions.wrong:
            self._problem(row.number, f"{columns.named(about)}: {wrong}", expected)
        seasons = []
        for label, found in sorted(editions.rows.items()):
            for row, earlier in again(found):
                self._problem(row.number, f"the match of row {earlier.number} again", "each match once")
            names = dict.fromkeys(round_key(row.round) for row in found)
            if len(names) > MOST_ROUNDS:
                self._problem(found[0].number, f"{len(names)} rounds in {label}", f"at most {MOST_ROUNDS}")
            seasons.append(season_of(label, found, competition))
        return seasons


def _cup_of(text: str) -> str:
    """The folded name of a competition without the edition in it."""
    found = read_heading(f"= {text}") if text else None
    return fold(found.competition if found else text)
