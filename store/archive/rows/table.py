"""Declarative tables: their columns, and the conversion of a value to a row and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any

from store.cup.facts import MATCH_FACTS
from store.cup.ties import Side
from store.cup.values import Score
from store.sqlite import Row, dump

Columns = tuple[tuple[str, str], ...]
"""Column names, each with its SQL type and constraints."""


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute of a value and its *columns*: *write* converts it to their cells, *read* converts back."""

    name: str
    columns: Columns
    write: Callable[[Any], tuple[Any, ...]]
    read: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of values: the columns of a *key*, given separately from the value, and of its *fields*.

    *primary* names the columns of the primary key. Columns *filled_later* are NULL in a new row.
    """

    name: str
    primary: tuple[str, ...]
    fields: tuple[Field, ...]
    key: Columns = ()
    filled_later: Columns = ()
    constraints: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()
    _as_stored: Mapping[str, str] = field(init=False)  # column by attribute
    _stored: Callable[[Any], tuple[Any, ...]] = field(init=False)  # these attributes of a value
    _to_one: tuple[tuple[str, str, Callable[[Any], tuple[Any, ...]]], ...] = field(init=False)
    _of_one: tuple[tuple[str, str, Callable[[Any], Any]], ...] = field(init=False)
    _of_several: tuple[Field, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Group the fields by how they are stored: most of them unconverted, in one column."""
        single = [(one.name, one.columns[0][0], one.read) for one in self.fields if len(one.columns) == 1]
        as_stored = {name: column for name, column, read in single if read is _as_it_is}
        to_one = tuple(
            (one.name, one.columns[0][0], one.write)
            for one in self.fields
            if len(one.columns) == 1 and one.name not in as_stored
        )
        object.__setattr__(self, "_as_stored", as_stored)
        object.__setattr__(self, "_stored", _attributes(*as_stored))
        object.__setattr__(self, "_to_one", to_one)
        object.__setattr__(self, "_of_one", tuple(one for one in single if one[0] not in as_stored))
        object.__setattr__(self, "_of_several", tuple(one for one in self.fields if len(one.columns) > 1))

    @property
    def statements(self) -> tuple[str, ...]:
        """The SQL that creates the table and its indexes."""
        columns = [*self.key, *(column for one in self.fields for column in one.columns)]
        lines = [f'"{name}" {declaration}' for name, declaration in (*columns, *self.filled_later)]
        lines += [f"PRIMARY KEY ({', '.join(self.primary)})", *self.constraints]
        separator = ",\n    "
        create = f"CREATE TABLE {self.name} (\n    {separator.join(lines)}\n) STRICT, WITHOUT ROWID"
        return create, *self.indexes

    def row(self, value: object, **key: Any) -> dict[str, Any]:
        """The row of *value* under its *key*, as a dict by column."""
        key.update(zip(self._as_stored.values(), self._stored(value), strict=True))
        for name, column, write in self._to_one:
            (key[column],) = write(getattr(value, name))
        for one in self._of_several:
            key.update(
                zip((column for column, _ in one.columns), one.write(getattr(value, one.name)), strict=True)
            )
        return key

    def values(self, row: Row) -> dict[str, Any]:
        """The attributes of the value stored in *row*, by name."""
        values = {name: row[column] for name, column in self._as_stored.items()}
        for name, column, read in self._of_one:
            values[name] = read(row[column])
        for one in self._of_several:
            values[one.name] = one.read(*[row[name] for name, _ in one.columns])
        return values


def _attributes(*names: str) -> Callable[[Any], tuple[Any, ...]]:
    """A function that returns these attributes of a value."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _cell(value: object) -> tuple[object]:
    return (value,)


def _as_it_is(cell: object) -> object:
    return cell


def plain(name: str, declaration: str, column: str = "") -> Field:
    """A text or a number, stored unconverted; *column* is its column if not named like the attribute."""
    return Field(name, ((column or name, declaration),), _cell, _as_it_is)


def flag(name: str) -> Field:
    """A boolean, stored as 0 or 1."""
    return Field(name, ((name, "INTEGER NOT NULL"),), lambda value: (int(value),), bool)


def member(name: str, enum: type[Enum], declaration: str = "TEXT NOT NULL") -> Field:
    """A member of *enum*, stored as its value; NULL for None."""
    members: dict[object, Enum | None] = {one.value: one for one in enum} | {None: None}
    return Field(name, ((name, declaration),), _cell, members.__getitem__)


@lru_cache(1 << 9)  # names of sources, above all: many rows have the same, and share them in memory
def _tuple_of(cell: str) -> tuple[object, ...]:
    return tuple(json.loads(cell))


def as_json(
    name: str, write: Callable[[Any], object] = _as_it_is, read: Callable[[Any], object] | None = None
) -> Field:
    """Several values in a JSON column: *write* converts them for JSON, *read* back, without one to a tuple;
    ``[]`` is read as ()."""

    def from_json(cell: str) -> object:
        if cell == "[]":
            return ()
        return read(json.loads(cell)) if read else _tuple_of(cell)

    def to_json(value: Any) -> tuple[str]:
        return ("[]" if value == () else dump(write(value)),)

    return Field(name, ((name, "TEXT NOT NULL"),), to_json, from_json)


def optional(
    name: str, declaration: str, write: Callable[[Any], object], read: Callable[[Any], object]
) -> Field:
    """A value that *write* converts to a cell and *read* back, NULL for None."""

    def to_cell(value: object) -> tuple[object]:
        return (None if value is None else write(value),)

    def from_cell(cell: object) -> object:
        return None if cell is None else read(cell)

    return Field(name, ((name, declaration),), to_cell, from_cell)


def score(name: str, home: str, away: str) -> Field:
    """A score in two columns, both NULL for None."""

    def write(value: Score | None) -> tuple[int | None, int | None]:
        return (value.home, value.away) if value else (None, None)

    def read(first: int | None, second: int | None) -> Score | None:
        return None if first is None or second is None else Score(first, second)

    return Field(name, ((home, "INTEGER"), (away, "INTEGER")), write, read)


def match_facts() -> tuple[Field, ...]:
    """A field for each fact of a match, NULL where it is not known."""
    types = {str: "TEXT", int: "INTEGER"}
    return tuple(plain(name, types[kind]) for name, kind in MATCH_FACTS.items())


def side(name: str, declaration: str = "TEXT NOT NULL") -> Field:
    """A side of a tie: the club's id, and its name of the time in a second column; NULL for None."""
    return Field(
        name,
        ((name, f"{declaration} REFERENCES clubs"), (f"{name}_name", declaration)),
        lambda value: (value.club, value.name) if value else (None, None),
        side_of,
    )


@lru_cache(1 << 10)  # ties of an edition share their sides
def side_of(club: str | None, name: str | None) -> Side | None:
    """The side with this id and name, None when one of them is None."""
    return Side(club, name) if club is not None and name is not None else None
