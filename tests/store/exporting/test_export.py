import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.archive.editions import LargeEdition
from store.archive.schema import SCHEMA
from store.exporting.export import ExportFailed, export
from store.importing.importer import import_seeds
from tests.store.exporting.conftest import table
from tests.store.generate import write_cup
from tests.store.seasons import archive_of


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_the_season_files_give_the_same_archive(exported: Path, ours_path: Path, tmp_path: Path) -> None:
    report = import_seeds(exported / "seasons", tmp_path / "archive.db")
    assert (report.problems, len(report.imported)) == ([], 35)
    assert dump(tmp_path / "archive.db") == dump(ours_path)


def test_tables(exported: Path) -> None:
    finals = table(exported, "finals")
    assert len(finals) == 33
    found = finals[-5]
    assert (found["edition"], found["date"], found["home"], found["score"], found["away"]) == (
        *("2021", "2021-11-28", "Kairat", "3–3"),
        "Shakhter Karagandy",
    )
    ids = (found["home_club"], found["winner_club"], found["runner_up_club"])
    assert ids == ("kairat", "kairat", "shakhter")
    assert (found["home_goals"], found["away_goals"]) == ("3", "3")
    assert (found["extra_time"], found["shoot_out"]) == ("a.e.t.", "9–8")
    assert (found["home_penalties"], found["away_penalties"]) == ("9", "8")
    assert found["referee"] == "Igor Chesnokov"
    assert {row["label"] for row in finals if row["edition"] == "1996-97"} == {"1996–97"}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(";".join(SCHEMA))
        schema = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name != 'documents'"
        names = {name for (name,) in connection.execute(schema)}
    assert {path.stem for path in (exported / "csv").iterdir()} == names
    assert [row["name"] for row in table(exported, "clubs") if row["club"] == "zhenis"] == ["Zhenis"]


def test_the_document(exported: Path) -> None:
    document = json.loads((exported / "archive.json").read_text("utf-8"))
    editions = {edition["label"]: edition for edition in document["editions"]}
    assert (len(editions), editions["2020"]["held"], editions["2020"]["rounds"]) == (35, False, [])
    *_, semi_finals, final = editions["2022"]["rounds"]
    assert [tie["matches"][0]["score"] for tie in semi_finals["ties"]] == [[5, 3], [2, 3]]
    (tie,) = final["ties"]
    (match,) = tie["matches"]
    assert (tie["advanced"], tie["known"], match["date"], match["others"]) == (
        *("ordabasy", "score", "2022-11-12"),
        [True, False],
    )
    assert [(goals["name"], goals["low"], goals["high"], goals["minutes"]) for goals in match["goals"]][
        :2
    ] == [
        ("Shamshi", 1, 3, ["26"]),
        ("Sadovsky", 1, 3, []),
    ]
    assert {club["id"] for club in document["clubs"]} >= {"astana", "zhenis", "alma-ata", "cska-kairat"}
    assert len(document["players"]) == len({player["player"] for player in document["players"]}) > 10


def test_a_folder_with_something_in_it_is_left_alone(early: Archive, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExportFailed, match="is not empty"):
        export(early, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made(early: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportFailed, match=r"cannot write .*file/x"):
        export(early, tmp_path / "file" / "x")


def test_an_archive_with_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    with closing(archive_of(tmp_path / "seeds")) as archive:
        export(archive, tmp_path / "exported")
    assert json.loads((tmp_path / "exported" / "archive.json").read_text())["editions"] == []
    assert table(tmp_path / "exported", "finals") == []


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    text = "= 1993 Cup =\n==Final==\n+Alfa 1-0 =Beta\n  Venue: =HYPERLINK(1)\n"
    (seeds / "1993.txt").write_text(text)
    import_seeds(seeds, tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as archive:
        export(archive, tmp_path / "exported")
    cells = [cell for row in table(tmp_path / "exported", "results") for cell in row.values()]
    assert {"'=HYPERLINK(1)", "'+Alfa", "'=Beta"} <= set(cells)
    assert (tmp_path / "exported" / "seasons" / "1993.txt").read_text() == text


def test_a_large_edition_is_whole_in_the_document(tmp_path: Path) -> None:
    write_cup(tmp_path / "seeds", 1, 150)
    import_seeds(tmp_path / "seeds", tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as archive:
        edition = archive.edition(archive.latest)
        assert isinstance(edition, LargeEdition)
        export(archive, tmp_path / "exported")
        scorers = [scorer.name for scorer in edition.scorers]
    (found,) = json.loads((tmp_path / "exported" / "archive.json").read_text("utf-8"))["editions"]
    assert sum(len(round_["ties"]) for round_ in found["rounds"]) == 149
    assert [scorer["name"] for scorer in found["scorers"]] == scorers
