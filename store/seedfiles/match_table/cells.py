"""The cells of one row of a table, and what was found wrong in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from store.seedfiles.match_table.columns import Columns
from store.seedfiles.match_table.values import content
from store.seedfiles.problems import Problem
from store.seedfiles.wrong_line import WrongLine

_SAY_UNKNOWN = ("score", "home_scorers", "away_scorers")  # with a question mark

_T = TypeVar("_T")


@dataclass(slots=True)
class Cells:
    """The cells of a row by what their columns are about, and the problems found in them."""

    columns: Columns
    row: Sequence[str]
    number: int
    path: str
    problems: list[Problem] = field(default_factory=list)

    def text(self, about: str) -> str:
        """The content of the cell *about* something, empty when there is none."""
        place = self.columns.places.get(about)
        text = content(self.row[place]) if place is not None and place < len(self.row) else ""
        return "" if text == "?" and about not in _SAY_UNKNOWN else text

    def read(self, about: str, read: Callable[[str], _T]) -> _T | None:
        """What *read* makes of a cell, None for an empty one; what it raises is kept as a problem."""
        if not (text := self.text(about)):
            return None
        try:
            return read(text)
        except WrongLine as wrong:
            self.wrong(about, wrong.wrong, wrong.expected)
            return None

    def wrong(self, about: str, wrong: str, expected: str) -> None:
        """Keep a problem of the cell *about* something."""
        self.problems.append(
            Problem(self.path, self.number, f"{self.columns.named(about)}: {wrong}", expected)
        )
