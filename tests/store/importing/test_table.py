"""A table of matches among the seeds: several editions in one file, all of it or nothing."""

from contextlib import closing
from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.importing.importer import import_seeds
from store.importing.reading import check_files
from store.importing.report import ImportReport
from store.importing.table import import_table
from store.seedfiles.folder import ImportFailed

CUP = "Lakeland Cup"
TABLE = f"{CUP}.csv"
HEADER = "Season,Date,Round,Home,Away,Score\n"
MATCHES = (
    "1993,1993-10-01,Semi-finals,Ash,Birch,2-0\n"
    "1993,1993-10-02,Semi-finals,Cedar,Dogwood,1-0\n"
    "1993,1993-11-08,Final,Ash,Cedar,4-2\n"
    "1994,1994-11-08,Final,Cedar,Ash,1-0\n"
)
SEASON = "= 1995 Lakeland Cup =\n==Final==\nAsh 1-0 Birch\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table outside the seeds."""
    path = tmp_path / "matches.csv"
    path.write_text(HEADER + MATCHES, "utf-8")
    return path


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return tmp_path / "seeds"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "data" / "archive.db"


def winners(archive: Path) -> dict[str, str | None]:
    with closing(Archive(archive)) as opened:
        editions = [opened.edition(label) for label in opened.labels]
        return {str(edition.label): edition.winner and edition.winner.name for edition in editions}


def files(seeds: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in seeds.iterdir()}


def test_a_table_is_put_among_the_seeds_and_read_at_every_start(
    table: Path, seeds: Path, archive: Path
) -> None:
    report = import_table(table, CUP, seeds, archive)
    assert [str(one.edition) for one in report.imported] == ["1993", "1994"]
    assert files(seeds) == {TABLE: HEADER + MATCHES}
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar"}
    assert import_seeds(seeds, archive).unchanged == [TABLE]
    archive.unlink()
    import_seeds(seeds, archive)
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar"}


def test_a_table_beside_season_files(table: Path, seeds: Path, archive: Path) -> None:
    seeds.mkdir()
    (seeds / "1995.txt").write_text(SEASON, "utf-8")
    import_table(table, CUP, seeds, archive)
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar", "1995": "Ash"}
    (seeds / TABLE).unlink()
    report = import_seeds(seeds, archive)
    assert (report.removed, report.gone) == ([TABLE], {TABLE})
    assert winners(archive) == {"1995": "Ash"}


def test_findings_are_told_by_rows(table: Path, seeds: Path, archive: Path) -> None:
    table.write_text(f"{HEADER.strip()},Home scorers\n1993,,Final,Ash,Birch,0-1,Elm\n", "utf-8")
    report = import_table(table, CUP, seeds, archive)
    assert [found.line for found in report.imported[0].findings] == [2]


def test_a_changed_table_replaces_its_editions_and_the_old_one_is_kept(
    table: Path, seeds: Path, archive: Path
) -> None:
    import_table(table, CUP, seeds, archive)
    table.write_text(HEADER + "1994,1994-11-08,Final,Cedar,Ash,0-1\n", "utf-8")
    import_table(table, CUP, seeds, archive)
    assert winners(archive) == {"1994": "Ash"}
    (kept,) = (path for path in seeds.iterdir() if path.name != TABLE)
    assert kept.name.startswith(f"{TABLE}.before-")
    assert kept.read_text("utf-8") == HEADER + MATCHES
    assert import_seeds(seeds, archive).unchanged == [TABLE]


def test_a_wrong_row_keeps_all_of_the_table_out(table: Path, seeds: Path, archive: Path) -> None:
    import_table(table, CUP, seeds, archive)
    before = files(seeds)
    table.write_text(HEADER + MATCHES.replace("1-0\n1993", "1-x\n1993"), "utf-8")
    report = import_table(table, CUP, seeds, archive)
    assert [str(problem) for problem in report.problems] == [
        f"{table}:3: column F 'Score': '1-x' is no score, expected two numbers such as 2-1"
    ]
    assert files(seeds) == before
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar"}
    (seeds / TABLE).write_text(table.read_text("utf-8"), "utf-8")  # the same, put there by hand
    report = import_seeds(seeds, archive)
    assert (report.kept, [problem.line for problem in report.problems]) == ([TABLE], [3])
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar"}


def test_an_edition_that_another_file_has_keeps_all_of_the_table_out(
    table: Path, seeds: Path, archive: Path
) -> None:
    seeds.mkdir()
    (seeds / "1994.txt").write_text(SEASON.replace("1995", "1994"), "utf-8")
    import_seeds(seeds, archive)
    report = import_table(table, CUP, seeds, archive)
    assert [str(problem) for problem in report.problems] == [
        f"{TABLE}:5: edition 1994 again, which 1994.txt has, expected one file an edition"
    ]
    assert list(files(seeds)) == ["1994.txt"]
    assert winners(archive) == {"1994": "Ash"}


def test_a_table_that_gains_an_edition_of_another_file_stays_as_it_was(
    table: Path, seeds: Path, archive: Path
) -> None:
    import_table(table, CUP, seeds, archive)
    (seeds / "1995.txt").write_text(SEASON, "utf-8")
    import_seeds(seeds, archive)
    more = HEADER + MATCHES + "1995,1995-11-08,Final,Cedar,Ash,5-0\n"
    (seeds / TABLE).write_text(more, "utf-8")
    report = import_seeds(seeds, archive)
    assert [problem.line for problem in report.problems] == [6]
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar", "1995": "Ash"}
    archive.with_suffix(".seal").unlink()  # as after an upgrade
    import_seeds(seeds, archive)
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar", "1995": "Ash"}


def test_another_cup_in_the_folder_is_told_before_anything_is_written(
    table: Path, seeds: Path, archive: Path
) -> None:
    seeds.mkdir()
    (seeds / "1995.txt").write_text(SEASON.replace("Lakeland", "Hill"), "utf-8")
    with pytest.raises(ImportFailed, match="has files of another cup; name a folder for 'Lakeland Cup'"):
        import_table(table, CUP, seeds, archive)
    assert list(files(seeds)) == ["1995.txt"]
    with pytest.raises(ImportFailed, match="KUBOK_CUP is 'Hill Cup'"):
        import_table(table, CUP, seeds, archive, chosen="Hill Cup")
    import_table(table, CUP, seeds, archive, chosen=CUP)
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar"}


@pytest.mark.parametrize("name", ["", " ", "a/b", ".hidden", "why?"])
def test_a_cup_whose_name_no_file_can_have(table: Path, seeds: Path, archive: Path, name: str) -> None:
    with pytest.raises(ImportFailed, match="cannot be the name of a file"):
        import_table(table, name, seeds, archive)
    assert not seeds.exists()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"PK\x03\x04rest", "1: a workbook of a spreadsheet, expected a table saved as CSV in UTF-8"),
        (
            (HEADER + MATCHES).replace("Birch", "Берёза").encode("cp1251"),
            "2: not UTF-8 text, expected a table",
        ),
    ],
)
def test_files_that_are_no_table(table: Path, seeds: Path, archive: Path, data: bytes, expected: str) -> None:
    table.write_bytes(data)
    (problem,) = import_table(table, CUP, seeds, archive).problems
    assert str(problem).startswith(f"{table}:{expected}")
    assert not seeds.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_spreadsheets(table: Path, seeds: Path, archive: Path, encoding: str) -> None:
    table.write_bytes((HEADER + MATCHES).replace("\n", "\r\n").encode(encoding))
    assert import_table(table, CUP, seeds, archive).problems == []
    assert winners(archive) == {"1993": "Ash", "1994": "Cedar"}


def test_no_table_there(table: Path, seeds: Path, archive: Path) -> None:
    table.unlink()
    (problem,) = import_table(table, CUP, seeds, archive).problems
    assert "cannot be read" in problem.wrong
    assert not seeds.exists()


def test_a_check_of_a_table_imports_nothing(table: Path) -> None:
    report = check_files([table])
    assert [str(one.edition) for one in report.imported] == ["1993", "1994"]
    table.write_text(HEADER, "utf-8")
    assert [problem.wrong for problem in check_files([table]).problems] == ["no match in the table"]


def test_tables_of_something_else_are_no_seeds(table: Path, seeds: Path, archive: Path) -> None:
    import_table(table, CUP, seeds, archive)
    (seeds / "clubs.csv").write_text("club,city,founded\nAsh,Lakeside,1900\n", "utf-8")
    (seeds / "empty.csv").write_text("", "utf-8")
    assert import_seeds(seeds, archive) == ImportReport(unchanged=[TABLE])
    (seeds / TABLE).unlink()
    (seeds / "empty.csv").unlink()
    (problem,) = import_seeds(seeds, archive).problems
    assert problem.path == "clubs.csv"


def test_tables_in_sub_folders_are_no_seeds(table: Path, seeds: Path, archive: Path) -> None:
    import_table(table, CUP, seeds, archive)
    (seeds / "other").mkdir()
    (seeds / "other" / "players.csv").write_text("name\nElm\n", "utf-8")
    assert import_seeds(seeds, archive) == ImportReport(unchanged=[TABLE])
