"""Editions written in Football.TXT are read back by our own reader, and are the same."""

import shutil
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.exporting.export import export
from store.exporting.football_txt import football_txt
from store.importing.importer import import_seeds
from store.importing.reading import read_seasons
from store.seedfiles.heading import is_football_txt
from tests.read_back import same

REGISTRIES = ("clubs.toml", "players.toml", "places.toml", "referees.toml")
SEASONS = {
    "everything.txt": """\
= 1995 Lakeland Cup =
Infobox
- Num Teams: 9
- Away goals: yes
- Points for a win: 2
- Points deducted: Fir 1
- Scoring Leader: Elm Oak (Ash) 3, A. Yew (Birch), Nobody Known 2
- Source: The Annals, 1995

A summary: with a colon.

==Group A==
Table: Dogwood 3 2 1 0 7-2 5
Table: Elder 3 0 1 2 ?-? 1
==Group B==
Clubs: Hazel
Fir 2-1 Gorse
==Zonal round==
Clubs: Ivy, Juniper
Bye: Kapok Park
? May 1995
Ash 1-1 (a.e.t., 1-1, 0-1, 4-3 p) Birch
  Ash: Oak (o.g.)
  Birch: A. Yew 3' (pen.)
1995
Cedar ?-? Dogwood
  Advanced: Dogwood
Fir 0-0 (lots: Gorse) Gorse
2 June 1995
Linden 3-0 (awarded) Maple
  Note: Maple did not appear [sic], they say @ home.
  Note: 3 June 1995 was the day first set.
Kapok Park (w/o) Ivy
Juniper 1-0 (abandoned) Hazel
Juniper 2-1 (annulled) Hazel
Juniper v Hazel (cancelled)
Juniper 5-0 Hazel
  Juniper: A, B, C
Nettle v Olive
==Quarter-finals==
1 July 1995
Ash 2-1 Dogwood
  Ash: Elm Oak 45+2' 90', ?
  Venue: Old Ground (West), Lakeside
  Attendance: 0
  Referee: A. Whistle (Hill)
8 July 1995
Dogwood 1-0 Ash
Gorse 0-0 Linden
Linden 2-0 (replay) Gorse
==Semi-finals==
Ash 3-0 (1-0) Linden
  Ash: Oak (2), B
  Linden: Ghost
Kapok Park 4-4 (a.e.t.) Juniper
  Advanced: Juniper
==Third place==
Linden 1-0 Kapok Park
==Final==
12 November 1995
Ash 1-1 (5-6 p) Juniper
  Ash: Elm Oak
""",
    "winner.txt": "= 1996–97 Lakeland Cup =\nInfobox\n- Winners: Ash\n==Final==\nAsh ?-? Birch\n",
    "final group.txt": """\
= 1999–2000 Lakeland Cup =
==Final group==
Ash 1-0 Birch
Birch 2-2 Cedar
Ash 3-0 Cedar
""",
}


def test_our_own_cup(exported: Path, ours_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "football.txt"
    shutil.copytree(exported / "football.txt", folder)
    (folder / "cup.clubs.txt").unlink()
    for name in REGISTRIES:
        shutil.copy(exported / "seasons" / name, folder)
    report = import_seeds(folder, tmp_path / "archive.db")
    assert report.problems == []
    assert [one for one in report.imported if one.left_out] == []
    same(ours_path, folder)


def test_everything_that_a_season_file_can_say(tmp_path: Path) -> None:
    seeds, folder = tmp_path / "seeds", tmp_path / "exported"
    seeds.mkdir()
    for name, text in SEASONS.items():
        (seeds / name).write_text(text, "utf-8")
    report = import_seeds(seeds, tmp_path / "archive.db")
    assert (report.problems, len(report.imported)) == ([], 3)
    with closing(Archive(tmp_path / "archive.db")) as archive:
        export(archive, folder)
    (folder / "football.txt" / "cup.clubs.txt").unlink()
    same(tmp_path / "archive.db", folder / "football.txt")


def test_a_file_is_what_openfootball_s_are(exported: Path) -> None:
    text = (exported / "football.txt" / "1993.txt").read_text("utf-8")
    assert is_football_txt(text)
    assert text.endswith(
        "▪ Final\n"
        "Mon Nov 8 1993\n"
        "  Dostyk  4-2  Taraz  @ Central Stadium, Almaty  (att: 1000)\n"
        "    (Roman Luchkin 30' 43' 70', Vasily Shanin 65'; Aleksandr Shmarikov 40', Igor Avdeev 49')\n"
        "    Referee: Sergei Borodin (Karagandy)\n"
    )


def test_an_edition_without_a_match_has_no_file(exported: Path, ours: Archive) -> None:
    assert not (exported / "football.txt" / "2020.txt").exists()
    (label,) = (label for label in ours.labels if str(label) == "2020")
    assert football_txt(ours.edition(label)) is None


def test_the_folder_can_be_served_as_it_stands(exported: Path, ours: Archive, tmp_path: Path) -> None:
    report = import_seeds(exported / "football.txt", tmp_path / "archive.db")
    assert (report.problems, len(report.imported)) == ([], 34)
    with closing(Archive(tmp_path / "archive.db")) as archive:
        fosfor, taraz = archive.query(
            "SELECT club FROM entrants WHERE name IN ('Fosfor', 'Taraz') GROUP BY name ORDER BY name"
        )
        assert fosfor == taraz


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("  Ash  1-0  Birch\n    [replay]", {"replay": True}),
        ("  Ash  v Birch\n    [score not known]", {"status": "played", "score": None}),
        ("  Ash  1-1  Birch\n    [lots: Birch]", {"lots": "Birch"}),
        ("  Ash  1-1  Birch\n    [advanced: Ash]", {"advanced": "Ash"}),
        ("  Ash  1-1  Birch\n    [advanced: Cedar]", {"advanced": None, "notes": ("advanced: Cedar",)}),
        ("  Ash  1-0  Birch\n    [8 May 1995 was first set.]", {"notes": ("8 May 1995 was first set.",)}),
        ("  Ash  1-0  Birch\n    Attendance: 12,000", {"attendance": 12000}),
        ("1995\n  Ash  1-0  Birch\n    [May 1995]", {"date": "1995-05"}),
        ("1995\n  Ash  1-0  Birch\n    [May 1996]", {"date": "1995", "notes": ("May 1996",)}),
    ],
)
def test_what_notes_say(lines: str, expected: dict[str, object]) -> None:
    (season,) = read_seasons(f"= Lakeland Cup 1995\n\n▪ Final\n{lines}\n", "x.txt")
    (match,) = season.rounds[0].matches
    found = {field.name: getattr(match, field.name) for field in fields(match)} | {"date": str(match.date)}
    assert {name: found[name] for name in expected} == expected


def test_comments_that_say_nothing_are_comments() -> None:
    (season,) = read_seasons(
        "= Lakeland Cup 1995\n# Points for a win: many\n# Table: no row\n# Scoring Leader: 12\n"
        "▪ Final\n# Clubs: 1:0\n"
        "  Ash  1-0  Birch\n",
        "x.txt",
    )
    assert (season.claims, season.rounds[0].clubs) == ((), ())
