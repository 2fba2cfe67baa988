"""From the archive's rows to the dataclasses; :mod:`store.archive.rows.editions` is the other direction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

Row = Mapping[str, Any]
SIZE = "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()"  # in bytes


class Asks(Protocol):
    """Something that answers SQL: an archive, or the database it is made in."""

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """The rows of a query."""


def dump(value: object) -> str:
    """*value* as JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def named(values: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Names of parameters for *values*, as SQL lists them, and the values by them."""
    keys = {f"v{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{name}" for name in keys), keys
