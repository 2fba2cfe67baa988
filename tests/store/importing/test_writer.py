"""Rows of a new archive may refer only to rows that are there."""

import sqlite3
from pathlib import Path

import pytest

from store.importing.reading import load_shared
from store.importing.writer import writing
from store.sqlite import insert


def write_round(archive: Path) -> None:
    """Write a round of an edition that is not there."""
    with writing(archive, load_shared({}), {}) as writer:
        writer.create([])
        row = {"edition": "1993", "round": 1, "name": "Final", "code": "F", "kind": "knock-out"}
        insert(writer._database.conn, "rounds", [row])


def test_a_row_that_refers_to_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        write_round(tmp_path / "archive.db")


def test_no_rows_need_no_statement() -> None:
    insert(sqlite3.connect(":memory:"), "nothing", [])
