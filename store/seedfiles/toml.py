"""TOML documents with the line numbers of their tables, which ``tomllib`` does not provide."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from store.seedfiles.decode import decode
from store.seedfiles.problems import MOST_PROBLEMS, Problem, UnreadableFile

_AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)")
_KEY = re.compile(r"[\"']?([^\"'=.]+)[\"']?\s*[=.]")  # a = 1, a.b = 1
_HEADER = re.compile(r"\[{1,2}\s*[\"']?([^\"'\[\].]*)[\"']?\s*[\].]")  # [kairat], [[ties]], [a.b]
_ELEMENT = re.compile(r"\[\[\s*[\"']?([^\"'\[\].]*)[\"']?\s*\]\]")  # [[ties]], but not [ties.goals] below it
_AT_END = re.compile(r"(.*) \(at end of document\)")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Table:
    """A top-level table of a TOML file, or one of an array of tables, with the *line* of its header."""

    path: str
    name: str
    line: int
    values: Any

    def problem(self, wrong: str, expected: str) -> Problem:
        """A validation error in this table: what is *wrong*, and what was *expected*."""
        return Problem(self.path, self.line, wrong, expected)


class TomlFile:
    """A TOML document with the lines of its tables.

    :raises UnreadableFile: when it is not valid TOML, or a value is too long or too deeply nested.
    """

    def __init__(self, data: bytes | str, path: str) -> None:
        self.path = path
        self._text = decode(data, path)
        try:
            self._root: Mapping[str, Any] = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise UnreadableFile([self._syntax(str(error))]) from None
        except (ValueError, RecursionError):  # an integer of thousands of digits, deeply nested arrays
            raise UnreadableFile([Problem(path, 1, "values out of all proportion", "TOML")]) from None

    def _syntax(self, message: str) -> Problem:
        if found := _AT_LINE.fullmatch(message):
            return Problem(self.path, int(found[2]), found[1], "TOML")
        last = self._text.count("\n") + 1
        found = _AT_END.fullmatch(message)
        return Problem(self.path, last, found[1] if found else message, "TOML")

    def tables(self) -> Iterator[Table]:
        """The top-level ``[name]`` tables, in the order of the file."""
        for key, value in self._root.items():
            yield Table(self.path, key, self._line_of(key), value)

    def arrays(self, *names: str) -> Iterator[Table]:
        """The ``[[name]]`` tables with one of these *names*, in the order of the file.

        :raises UnreadableFile: for any other top-level key.
        """
        wanted = " or ".join(f"'[[{name}]]'" for name in names)
        others = [key for key, value in self._root.items() if key not in names or not isinstance(value, list)]
        if others:
            few = others[:MOST_PROBLEMS]
            raise UnreadableFile([Problem(self.path, self._line_of(key), f"'{key}'", wanted) for key in few])
        for key, tables in self._root.items():
            for index, table in enumerate(tables):
                yield Table(self.path, key, self._line_of(key, index), table)

    def every_table(self) -> Iterator[Table]:
        """The top-level tables, and those in arrays, in the order of the file."""
        for key, value in self._root.items():
            if isinstance(value, list):
                for index, table in enumerate(value):
                    yield Table(self.path, key, self._line_of(key, index), table)
            else:
                yield Table(self.path, key, self._line_of(key), value)

    @cached_property
    def _lines(self) -> tuple[dict[str, int], dict[str, list[int]]]:
        """The first line of each key that stands first in its line or in the brackets of a header, and the
        lines of the headers of an array of tables by its key."""
        keys: dict[str, int] = {}
        elements: dict[str, list[int]] = {}
        for number, line in enumerate(self._text.split("\n"), start=1):
            bare = line.strip()
            if found := _HEADER.match(bare) or _KEY.match(bare):
                keys.setdefault(found[1].strip(), number)
            if found := _ELEMENT.match(bare):
                elements.setdefault(found[1].strip(), []).append(number)
        return keys, elements

    def _line_of(self, key: str, index: int = 0) -> int:
        """The line of table number *index* of those with this *key*; when there are no headers of an array,
        the line on which *key* is given a value or heads a table, 1 when it is written otherwise."""
        keys, elements = self._lines
        lines = elements.get(key, [])
        return lines[index] if index < len(lines) else keys.get(key, 1)


def read_tables(tables: Iterable[Table], read: Callable[[Table], _T]) -> list[_T]:
    """The results of *read* for each of *tables*.

    :raises UnreadableFile: with the problems of all tables, at most :data:`MOST_PROBLEMS`.
    """
    found: list[_T] = []
    problems: list[Problem] = []
    for table in tables:
        try:
            found.append(read(table))
        except UnreadableFile as error:
            problems += error.problems
    if problems:
        raise UnreadableFile(problems[:MOST_PROBLEMS])
    return found
