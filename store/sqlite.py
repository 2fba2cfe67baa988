"""Helpers for SQLite: the type of a row, the size of a database, JSON values and named parameters."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

Row = Mapping[str, Any]
SIZE = "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()"  # in bytes


class Asks(Protocol):
    """A database that can be queried: an archive, or the one it is built in."""

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """The rows of a query."""


def dump(value: object) -> str:
    """*value* as compact JSON, non-ASCII letters unescaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def named(values: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Named placeholders for *values*, comma-separated for SQL (``:v0, :v1``), and the parameters to bind."""
    keys = {f"v{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{name}" for name in keys), keys
