"""The data dictionary is true: every table and column is in it, and every key leads to the rows it says."""

import csv
import json
import tomllib
from contextlib import closing
from importlib import resources
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package, system

from store.archive.archive import Archive
from store.exporting.dictionary import FOR_READING, document_of, tables_of
from store.exporting.export import export
from tests.store.seasons import archive_of


@pytest.fixture(scope="module")
def exported(ours_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    with closing(Archive(ours_path)) as archive:
        export(archive, folder)
    return folder


def frame(folder: Path, table: str) -> pd.DataFrame:
    """A table as somebody reads it with pandas."""
    return pd.read_csv(folder / "csv" / f"{table}.csv", dtype=str, keep_default_na=False)


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
    for table in tables_of(ours):
        part = text.partition(f"## {table.name}.csv\n")[2].partition("\n## ")[0]
        assert part
        for column in table.columns:
            assert f"| `{column.name}` | {column.type} |" in part
    assert "MIT" in text
    assert "To cite it" in text


def test_types_are_what_the_files_have(ours: Archive, exported: Path) -> None:
    for table in tables_of(ours):
        rows = frame(exported, table.name)
        assert list(rows.columns) == [column.name for column in table.columns]
        for column in table.columns:
            if column.type == "integer":
                cells = [cell for cell in rows[column.name] if cell]
                assert all(cell.lstrip("-").isdecimal() for cell in cells), (table.name, column.name)


def test_pandas_joins_every_table_to_every_other_by_its_keys(ours: Archive, exported: Path) -> None:
    joined = 0
    for table in tables_of(ours):
        for columns, other, there in table.foreign:
            mine, theirs = frame(exported, table.name), frame(exported, other)
            mine = mine[(mine[list(columns)] != "").all(axis="columns")]  # an empty cell leads nowhere
            assert not theirs.duplicated(list(there)).any(), (table.name, other)
            found = mine.merge(theirs, left_on=list(columns), right_on=list(there), how="inner")
            assert len(found) == len(mine), (table.name, columns, other)
            joined += 1
        if table.primary:
            rows = frame(exported, table.name)
            assert not rows.duplicated(list(table.primary)).any(), table.name
    assert joined > 40


def test_a_join_that_lost_rows_loses_none(exported: Path) -> None:
    finals, matches = frame(exported, "finals"), frame(exported, "matches")
    played = finals[finals["home"] != ""]
    assert set(played["edition"]) <= set(matches["edition"])  # of split years too
    results = frame(exported, "results")
    assert len(results) == len(matches)
    assert results["sources"].ne("").all()
    wins = finals[finals["winner_club"] != ""].groupby("winner_club").size()
    assert wins["astana"] == 3  # under two names
    assert wins["kaisar"] == 2


def test_a_row_for_every_goal(exported: Path) -> None:
    scored = frame(exported, "scored")
    final = scored[(scored["edition"] == "1993") & (scored["round"] == "Final")]
    assert list(final["minute"]) == sorted(final["minute"], key=lambda minute: int(minute or 0))
    assert list(final["scored_for"]).count("Dostyk") == 4
    goals = frame(exported, "goals")
    assert len(scored) == goals[goals["counted"] == "1"]["low"].astype(int).sum()


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
    results = frame(tmp_path / "exported", "results")
    assert list(results["venue"]) == ["'=SUM(A1)"]
    assert list(results["referee"]) == ["'@referee"]


def test_the_package_is_valid(exported: Path) -> None:
    described = json.loads((exported / "datapackage.json").read_text("utf-8"))
    assert len(described["resources"]) == len(list((exported / "csv").iterdir()))
    with system.use_context(trusted=True):
        report = Package(str(exported / "datapackage.json")).validate()
    assert report.flatten(["name", "type", "note"])[:5] == []
    assert report.valid
