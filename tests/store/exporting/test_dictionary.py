"""The data dictionary is true: every table and column is in it, and every key leads to the rows it says."""

import csv
import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import pytest
from frictionless import Package, system

from store.archive.archive import Archive
from store.exporting.dictionary import FOR_READING, document_of, tables_of
from store.exporting.export import export
from tests.store.exporting.conftest import table
from tests.store.seasons import archive_of

Rows = list[dict[str, str]]


def keys_of(rows: Rows, columns: Iterable[str]) -> list[tuple[str, ...]]:
    """What *rows* have in *columns*, without those in which a cell is empty, which lead nowhere."""
    names = list(columns)
    return [key for row in rows if all(key := tuple(row[name] for name in names))]


def test_every_column_is_described_and_nothing_else_is(ours: Archive) -> None:
    texts = tomllib.loads(resources.files("store.exporting").joinpath("dictionary.toml").read_text("utf-8"))
    tables = list(tables_of(ours))
    assert {table.name for table in tables} == set(texts["tables"])
    named = {column.name for table in tables for column in table.columns}
    columns = {(table.name, column.name) for table in tables for column in table.columns}
    assert set(texts["columns"]) <= named
    assert {(table, name) for table, of in texts["of"].items() for name in of} <= columns
    used = {name for table, name in columns if name not in texts["of"].get(table, {})}
    assert used == set(texts["columns"])


def test_the_document_names_every_table_and_column(ours: Archive, exported: Path) -> None:
    text = document_of(ours)
    assert (exported / "DATA.md").read_text("utf-8") == text
    for described in tables_of(ours):
        part = text.partition(f"## {described.name}.csv\n")[2].partition("\n## ")[0]
        assert part
        for column in described.columns:
            assert f"| `{column.name}` | {column.type} |" in part
    assert "MIT" in text
    assert "To cite it" in text


def test_types_are_what_the_files_have(ours: Archive, exported: Path) -> None:
    for described in tables_of(ours):
        rows = table(exported, described.name)
        numbers = [column.name for column in described.columns if column.type == "integer"]
        for row in rows:
            assert list(row) == [column.name for column in described.columns]
            assert all(not row[name] or row[name].lstrip("-").isdecimal() for name in numbers), row


def test_every_table_joins_every_other_by_its_keys(ours: Archive, exported: Path) -> None:
    joined = 0
    for described in tables_of(ours):
        rows = table(exported, described.name)
        for columns, other, there in described.foreign:
            theirs = Counter(keys_of(table(exported, other), there))
            assert set(theirs.values()) == {1}, (described.name, other)
            assert [key for key in keys_of(rows, columns) if key not in theirs] == [], (described.name, other)
            joined += 1
        if described.primary:
            keys = [tuple(row[name] for name in described.primary) for row in rows]
            assert len(set(keys)) == len(keys), described.name
    assert joined > 40


def test_pandas_joins_them_without_losing_a_row(ours: Archive, exported: Path) -> None:
    """Where pandas is installed: it is none of the tests' dependencies, as other libraries would load it."""
    pandas = pytest.importorskip("pandas")
    for described in tables_of(ours):
        for columns, other, there in described.foreign:
            mine, theirs = (
                pandas.read_csv(exported / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)
                for name in (described.name, other)
            )
            mine = mine[(mine[list(columns)] != "").all(axis="columns")]
            found = mine.merge(theirs, left_on=list(columns), right_on=list(there), how="inner")
            assert len(found) == len(mine), (described.name, columns, other)


def test_a_join_that_lost_rows_loses_none(exported: Path) -> None:
    finals, matches = table(exported, "finals"), table(exported, "matches")
    played = {row["edition"] for row in finals if row["home"]}
    assert played <= {row["edition"] for row in matches}  # of split years too
    results = table(exported, "results")
    assert len(results) == len(matches)
    assert all(row["sources"] for row in results)
    wins = Counter(row["winner_club"] for row in finals)
    assert wins["astana"] == 3  # under two names
    assert wins["kaisar"] == 2


def test_a_row_for_every_goal(exported: Path) -> None:
    scored = table(exported, "scored")
    final = [row for row in scored if (row["edition"], row["round"]) == ("1993", "Final")]
    minutes = [int(row["minute"] or 0) for row in final]
    assert minutes == sorted(minutes)
    assert [row["scored_for"] for row in final].count("Dostyk") == 4
    goals = table(exported, "goals")
    assert len(scored) == sum(int(row["low"]) for row in goals if row["counted"] == "1")


def test_every_file_is_utf_8_with_a_mark_and_has_rows_of_one_length(exported: Path) -> None:
    files = sorted((exported / "csv").glob("*.csv"))
    assert {path.stem for path in files} >= set(FOR_READING)
    for path in files:
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}
        for row in rows[1:]:
            assert not [cell for cell in row if cell[:1] in ("=", "@", "+") or cell.startswith("-=")]


def test_a_cell_that_a_spreadsheet_would_calculate(tmp_path: Path) -> None:
    text = "= 1996 Cup =\n==Final==\nAlpha 1-0 Beta\n  Venue: =SUM(A1)\n  Referee: @referee\n"
    archive = archive_of(tmp_path, a=text)
    export(archive, tmp_path / "exported")
    archive.close()
    (result,) = table(tmp_path / "exported", "results")
    assert (result["venue"], result["referee"]) == ("'=SUM(A1)", "'@referee")


def test_the_package_is_valid(exported: Path) -> None:
    described = json.loads((exported / "datapackage.json").read_text("utf-8"))
    assert len(described["resources"]) == len(list((exported / "csv").iterdir()))
    with system.use_context(trusted=True):
        report = Package(str(exported / "datapackage.json")).validate()
    assert report.flatten(["name", "type", "note"])[:5] == []
    assert report.valid
