"""Helpers for SQLite: the type of a row, the size of a database, JSON values and named parameters."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Protocol

Row = Mapping[str, Any]
SIZE = "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()"  # in bytes


class Asks(Protocol):
    """A database that can be queried: an archive, or the one it is built in."""

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """The rows of a query."""


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(value: object) -> str:
    """*value* as compact JSON, non-ASCII letters unescaped."""
    return _encode(value)


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert *rows*, which all have the same columns in the same order, by one prepared statement.

    :raises sqlite3.Error: when one cannot be inserted.
    """
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    columns = ", ".join(f'"{name}"' for name in first)
    marks = ", ".join("?" * len(first))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - named by the schema
    connection.executemany(sql, (tuple(row.values()) for row in chain([first], iterator)))


def named(values: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Named placeholders for *values*, comma-separated for SQL (``:v0, :v1``), and the parameters to bind."""
    keys = {f"v{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{name}" for name in keys), keys
