"""Reading our TOML files with errors that name the line, which tomllib's values don't know."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeGuard

from store.seedfiles.decode import decode
from store.seedfiles.problems import Problem, UnreadableFile
from store.text.folding import tidy

LONGEST_TEXT = 400  # characters
HIGHEST_NUMBER = 9_999_999

_AT_LINE = re.compile(r"(.*) \(at line (\d+), column \d+\)")
_HEADER = re.compile(r"[ \t]*\[{1,2}\s*[\"']?([^\"'\[\].]*)[\"']?\s*[\].]")  # [kairat], [[ties]], [a.b]
_AT_END = re.compile(r"(.*) \(at end of document\)")


def is_number(value: object) -> TypeGuard[int]:
    """Whether *value* is a whole number from 0 to :data:`HIGHEST_NUMBER`."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= HIGHEST_NUMBER


class TomlFile:
    """A TOML document and where its tables begin; every getter raises :class:`UnreadableFile`."""

    def __init__(self, data: bytes | str, path: str) -> None:
        self.path = path
        self._text = decode(data, path)
        try:
            self.root: Mapping[str, Any] = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise UnreadableFile([self._syntax(str(error))]) from None
        except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists
            raise self.problem(1, "values out of all proportion", "TOML") from None

    def _syntax(self, message: str) -> Problem:
        if found := _AT_LINE.fullmatch(message):
            return Problem(self.path, int(found[2]), found[1], "TOML")
        last = self._text.count("\n") + 1
        found = _AT_END.fullmatch(message)
        return Problem(self.path, last, found[1] if found else message, "TOML")

    def tables(self) -> Iterator["Table"]:
        """The top-level ``[name]`` tables, in the order of the file."""
        for key, value in self.root.items():
            if not isinstance(value, dict):
                raise self.problem(self._line_of(key), f"'{key}'", f"'[{key}]'")
            yield Table(self, key, value, self._header(key, 0))

    def arrays(self, *names: str) -> Iterator[tuple[str, "Table"]]:
        """The ``[[name]]`` tables with one of these *names*; any other top-level key is an error."""
        for key, value in self.root.items():
            if key not in names or not isinstance(value, list):
                wanted = " or ".join(f"'[[{name}]]'" for name in names)
                raise self.problem(self._line_of(key), f"'{key}'", wanted)
            for index, table in enumerate(value):
                yield key, Table(self, key, table, self._header(key, index))

    @cached_property
    def _headers(self) -> dict[str, list[int]]:
        """The lines of the headers of tables by the first key in their brackets."""
        headers: dict[str, list[int]] = {}
        for number, line in enumerate(self._text.split("\n"), start=1):
            if found := _HEADER.match(line):
                headers.setdefault(found[1].strip(), []).append(number)
        return headers

    def _header(self, key: str, index: int) -> int:
        """The line of header number *index* of those with this *key*, 1 when it is written otherwise."""
        lines = self._headers.get(key, [])
        return lines[index] if index < len(lines) else 1

    def _line_of(self, key: str) -> int:
        """The line on which *key* is given a value or heads a table, 1 when it is written otherwise."""
        pattern = rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=\].]"
        found = re.search(pattern, self._text, re.MULTILINE)
        return self._text.count("\n", 0, found.start()) + 1 if found else 1

    def problem(self, line: int, wrong: str, expected: str) -> UnreadableFile:
        """The error to raise for *line* of this file."""
        return UnreadableFile([Problem(self.path, line, wrong, expected)])


class Table:
    """One table of a TOML file, each value checked for its type as it is taken."""

    def __init__(self, file: TomlFile, name: str, values: object, line: int) -> None:
        self.name = name
        self.line = line
        self._file = file
        if not isinstance(values, dict):
            raise self.problem(f"'{name}'", "a table")
        self._values: dict[str, Any] = dict(values)

    def problem(self, wrong: str, expected: str) -> UnreadableFile:
        """The error to raise for this table."""
        return self._file.problem(self.line, wrong, expected)

    def text(self, key: str, default: str | None = None) -> str:
        """The text *key* in one line, taken out; *default* None means that it must be there."""
        value = self._values.pop(key, default)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or (default is None and not value.strip()):
            raise self.problem(f"'{key}' of '{self.name}'", f"a text of up to {LONGEST_TEXT} characters")
        return tidy(value)

    def flag(self, key: str, default: bool) -> bool:
        """The true or false *key*, taken out."""
        value = self._values.pop(key, default)
        if not isinstance(value, bool):
            raise self.problem(f"'{key}' of '{self.name}'", "true or false")
        return value

    def number(self, key: str) -> int | None:
        """The whole number *key* from 0 to :data:`HIGHEST_NUMBER`, taken out; None when absent."""
        value = self._values.pop(key, None)
        if value is not None and not is_number(value):
            raise self.problem(f"'{key}' of '{self.name}'", f"a whole number up to {HIGHEST_NUMBER}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts *key*, taken out; a lone text is a list of one, absent is empty."""
        value = self._values.pop(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(
            isinstance(text, str) and 0 < len(text) <= LONGEST_TEXT for text in value
        ):
            raise self.problem(f"'{key}' of '{self.name}'", "a list of texts")
        return tuple(map(tidy, value))

    def table(self, key: str) -> dict[str, Any]:
        """The table *key*, taken out; empty when absent."""
        value = self._values.pop(key, {})
        if not isinstance(value, dict):
            raise self.problem(f"'{key}' of '{self.name}'", "a table")
        return value

    def list(self, key: str) -> Iterator["Table"]:
        """The tables of the list *key*, taken out."""
        value = self._values.pop(key, [])
        if not isinstance(value, list):
            raise self.problem(f"'{key}' of '{self.name}'", "a list of tables")
        for values in value:
            yield Table(self._file, f"{self.name}.{key}", values, self.line)

    def done(self) -> None:
        """That nothing is left in the table that nobody asked for, such as a misspelt key."""
        if self._values:
            raise self.problem(f"'{next(iter(self._values))}' in '{self.name}'", "a key this file knows")
