"""Tables declared once: what is written into a row is what is read from it."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest

from store.archive.rows.editions import ADDITIONS, EDITION_SCORERS, FINDINGS
from store.archive.rows.table import Field, Table, as_json, flag, member, optional, plain, score, side
from store.archive.rows.ties import GOALS, MATCHES
from store.archive.schema import SCHEMA
from store.cup.facts import MATCH_FACTS
from store.cup.ties import Side
from store.cup.values import PartialDate, Score


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Thing:
    name: str
    size: int | None
    sure: bool
    colour: Colour | None
    words: tuple[str, ...]
    when: PartialDate | None
    result: Score | None
    home: Side | None
    pair: tuple[bool, bool]


THINGS = Table(
    "things",
    primary=("thing", "number"),
    key=(("thing", "TEXT NOT NULL"), ("number", "INTEGER NOT NULL")),
    fields=(
        plain("name", "TEXT NOT NULL", "called"),
        plain("size", "INTEGER"),
        flag("sure"),
        member("colour", Colour, "TEXT"),
        as_json("words"),
        optional("when", "TEXT", str, PartialDate.of),
        score("result", "result_home", "result_away"),
        side("home", "TEXT"),
        Field(
            "pair",
            (("first", "INTEGER NOT NULL"), ("second", "INTEGER NOT NULL")),
            lambda pair: tuple(map(int, pair)),
            lambda first, second: (bool(first), bool(second)),
        ),
    ),
    filled_later=(("rank", "INTEGER"),),
    constraints=("CHECK (size > 0)",),
    indexes=("CREATE INDEX things_by_name ON things (called)",),
)
WHOLE = Thing(
    *("x", 3, True, Colour.RED, ("a", "б"), PartialDate(1993, 11, 8), Score(4, 2), Side("a", "A")),
    (True, False),
)
WRONG_CELLS = (
    *({}, {"number": 2, "size": 0}, {"number": 2, "size": "big"}, {"number": 2, "sure": None}),
    {"number": 2, "home": "unknown"},
)
EMPTY = Thing("", None, False, None, (), None, None, None, (False, True))


@pytest.fixture
def database() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("CREATE TABLE clubs (club TEXT PRIMARY KEY)")
    connection.execute("INSERT INTO clubs VALUES ('a')")
    for statement in THINGS.statements:
        connection.execute(statement)
    connection.row_factory = sqlite3.Row
    return connection


def insert(database: sqlite3.Connection, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    database.execute(f"INSERT INTO things ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


@pytest.mark.parametrize("thing", [WHOLE, EMPTY])
def test_a_value_comes_back_as_it_was_written(database: sqlite3.Connection, thing: Thing) -> None:
    insert(database, THINGS.row(thing, thing="key", number=1))
    (row,) = database.execute("SELECT * FROM things").fetchall()
    assert Thing(**THINGS.values(dict(row))) == thing
    assert (row["thing"], row["number"], row["called"], row["rank"]) == ("key", 1, thing.name, None)


def test_what_the_declaration_refuses(database: sqlite3.Connection) -> None:
    row = THINGS.row(WHOLE, thing="key", number=1)
    insert(database, row)
    for wrong in WRONG_CELLS:
        with pytest.raises(sqlite3.IntegrityError):
            insert(database, {**row, **wrong})
    indexes = {found["name"] for found in database.execute("PRAGMA index_list(things)")}
    assert "things_by_name" in indexes


def test_every_fact_of_a_match_is_a_column_of_matches_additions_and_views() -> None:
    connection = sqlite3.connect(":memory:")
    for statement in SCHEMA:
        connection.execute(statement)
    for table in ("matches", "additions", "results", "finals"):
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        assert set(MATCH_FACTS) <= columns, table


@pytest.mark.parametrize("table", [MATCHES, GOALS, EDITION_SCORERS, FINDINGS, ADDITIONS])
def test_no_column_is_declared_twice(table: Table) -> None:
    columns = [name for name, _ in (*table.key, *(one for field in table.fields for one in field.columns))]
    assert len(set(columns)) == len(columns)
