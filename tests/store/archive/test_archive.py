from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.archive.archive import Archive, EditionNotFound, EmptyArchive, SeveralEditions
from store.archive.coverage import Totals
from store.archive.players import all_time_scorers, how_many_scored
from store.archive.runs import editions_of_club, record_of_club, runs_of_club
from store.archive.titles import CupsApart, TitleCount, cups_apart, title_table
from store.cup.labels import Label
from store.cup.runs import ClubRecord, Outcome, record_of
from store.cup.ties import Side
from store.importing.importer import import_seeds
from tests.store.seasons import edition_of, our_edition

FILES = {
    "1995.txt": "= 1995 Cup =\nInfobox\n- Next Season: 1996–97\n\n==Final==\nA 2-0 B\n",
    "1996.txt": "= 1996–97 Cup =\n==Final==\nB 1-0 A\n",
    "1998.txt": "= 1997–98 Cup =\n==Semi-finals==\nA 1-1 (4-2 p) C\n==Final==\nA 3-1 B\n  A: X\n",
    "1999.txt": "= 1999 Cup =\nInfobox\n- Status: not held\n- Reason: no money\n",
}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    import_seeds(tmp_path, tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as opened:
        yield opened


def test_what_was_derived_comes_back_equal(archive: Archive) -> None:
    for name, text in FILES.items():
        edition = edition_of(text)
        stored = archive.edition(edition.label)
        assert stored.path == name
        assert [tie.matches for tie in stored.ties] == [tie.matches for tie in edition.ties]
        assert (stored.winner, stored.scorers, stored.findings) == (
            edition.winner,
            edition.scorers,
            edition.findings,
        )


@pytest.mark.parametrize("year", [1992, 1993])
def test_our_editions_come_back_equal(early: Archive, year: int) -> None:
    edition = our_edition(year)
    stored = early.edition(Label(year, year))
    assert {field: getattr(stored, field) for field in stored.__slots__ if field != "path"} == {
        field: getattr(edition, field) for field in edition.__slots__ if field != "path"
    }


def test_finding_editions(archive: Archive) -> None:
    assert archive.find_edition("95") == Label(1995, 1995)
    assert archive.find_edition("") == archive.latest == Label(1997, 1998)  # 1999 was not held
    with pytest.raises(SeveralEditions) as several:
        archive.find_edition("1997")
    assert several.value.labels == [Label(1996, 1997), Label(1997, 1998)]
    with pytest.raises(EditionNotFound) as missing:
        archive.find_edition("1985")
    assert missing.value.known == archive.labels


def test_neighbours(archive: Archive) -> None:
    assert archive.neighbours(Label(1995, 1995)) == (None, Label(1996, 1997))
    assert archive.neighbours(Label(1999, 1999)) == (Label(1997, 1998), None)


def test_an_empty_archive(tmp_path: Path) -> None:
    import_seeds(tmp_path, tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as empty:
        with pytest.raises(EmptyArchive):
            empty.find_edition("")
        assert empty.totals == Totals(0, (), 0, 0, 0, (), 0, 0, 0, 0, 0, 0, None, None)
        assert (empty.competition, empty.some_club()) == (None, "")


def test_totals(archive: Archive, early: Archive) -> None:
    first, last = Label(1995, 1995), Label(1999, 1999)
    assert archive.totals == Totals(3, (), 1, 2, 1, (), 3, 4, 0, 4, 0, 9, first, last)
    assert early.totals == Totals(2, tuple(early.labels), 0, 0, 0, (), 29, 49, 0, 43, 0, 143, *early.labels)


def test_titles(archive: Archive) -> None:
    assert [archive.titles(label) for label in archive.labels] == [*map(TitleCount, (1, 1, 2)), None]


APART = """
[zenit]
name = "Zenit"
sources = ["s"]
apart = [
    { name = "Old Zenit", editions = ["1991", "1992"], sources = ["s"] },
    { name = "New Zenit", editions = ["1994"], sources = ["s"] },
]
"""


def test_titles_counted_apart(tmp_path: Path) -> None:
    (tmp_path / "clubs.toml").write_text(APART)
    first = "Infobox\n- Next Season: 1991\n"
    for year, final in enumerate(
        ("Zenit 1-0 B", "Zenit 1-0 B", "B 1-0 Zenit", "Zenit 1-0 B", "Zenit 1-0 B"), 1990
    ):
        box = first if year == 1990 else ""
        (tmp_path / f"{year}.txt").write_text(f"= {year} Cup =\n{box}==Final==\n{final}\n")
    import_seeds(tmp_path, tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as opened:
        assert [opened.titles(label) for label in opened.labels] == [
            TitleCount(1),
            TitleCount(2, 1, "Old Zenit", own=True),
            TitleCount(1),
            TitleCount(3, 2, "Old Zenit"),
            TitleCount(4, 1, "New Zenit", own=True),
        ]
        tables = [
            [(row.rank, row.name, len(row.won), len(row.lost)) for row in title_table(opened, apart=apart)]
            for apart in (False, True)
        ]
        assert tables[0] == [(1, "Zenit", 4, 1), (2, "B", 1, 4)]
        # The final that it lost in 1992 stays its own: nobody counts that apart.
        assert tables[1] == [
            (1, "Zenit", 2, 1),
            (2, "B", 1, 4),
            (3, "New Zenit", 1, 0),
            (3, "Old Zenit", 1, 0),
        ]
        assert cups_apart(opened) == [
            CupsApart("zenit", "Zenit", "Old Zenit", (Label(1991, 1991),)),
            CupsApart("zenit", "Zenit", "New Zenit", (Label(1994, 1994),)),
        ]


FIRST = FILES["1995.txt"]


@pytest.mark.parametrize(
    "later",
    [
        "= 2005 Cup =\n==Final==\nB 1-0 A\n",  # ten years may hide a win
        "= 1996 Cup =\n==Final==\nA 1-1 B\n",  # who won this one is not known
        "= 1996 Cup =\n==Final==\nA Town 1-0 B\n",  # which may be A
    ],
)
def test_titles_are_not_counted_when_one_may_be_hidden(tmp_path: Path, later: str) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    (tmp_path / "b.txt").write_text(later)
    (tmp_path / "c.txt").write_text("= 2006 Cup =\n==Final==\nC 1-0 A\n")
    import_seeds(tmp_path, tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as opened:
        assert opened.titles(Label(1995, 1995)) == TitleCount(1)
        assert [opened.titles(label) for label in opened.labels[1:]] == [None, None]


def test_an_edition_that_was_not_held_gives_no_title(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    (tmp_path / "b.txt").write_text("= 1996 Cup =\nInfobox\n- Status: not held\n- Winners: B\n")
    (tmp_path / "c.txt").write_text("= 1997 Cup =\n==Final==\nB 1-0 A\n")
    import_seeds(tmp_path, tmp_path / "archive.db")
    with closing(Archive(tmp_path / "archive.db")) as opened:
        assert opened.titles(Label(1997, 1997)) == TitleCount(1)


def test_a_clubs_record(archive: Archive) -> None:
    club = next(club.id for club in archive.clubs() if club.name == "A")
    ties = archive.ties_of_club(club, archive.labels)
    assert record_of(ties, club) == record_of_club(archive, club) == ClubRecord(4, 2, 1, 1, 6, 3, 0)
    assert [
        (run.edition, run.name, run.outcome, run.round, run.in_final, run.ties)
        for run in runs_of_club(archive, club)
    ] == [
        (Label(1997, 1998), "A", Outcome.WINNER, "Final", True, 2),
        (Label(1996, 1997), "A", Outcome.RUNNER_UP, "Final", True, 1),
        (Label(1995, 1995), "A", Outcome.WINNER, "Final", True, 1),
    ]
    assert runs_of_club(archive, club, Label(1995, 1995)) == runs_of_club(archive, club)[2:]
    assert editions_of_club(archive, club, 2) == [Label(1997, 1998), Label(1996, 1997)]


def test_all_time_scorers(early: Archive) -> None:
    rows = all_time_scorers(early, 0, how_many_scored(early))
    assert [row.rank for row in rows[:4]] == [1, 1, 3, 4]
    assert all_time_scorers(early, 2, 1) == rows[2:3]
    assert [(row.name, row.clubs, row.low, row.high) for row in rows[:3]] == [
        ("Oleg Litvinenko", (Side("taraz", "Fosfor"),), 6, 6),
        ("Sergei Volgin", (Side("kairat", "Kairat"),), 6, 6),
        ("Duzmambetov", (Side("vostok", "Vostok"),), 3, 4),
    ]
    kogay = next(row for row in rows if row.name == "Sergei Kogay")
    assert (kogay.low, kogay.high) == (3, 3)


def test_the_views_for_people(early: Archive) -> None:
    finals = early.query("SELECT edition, date, home, score, away, winner FROM finals")
    assert [tuple(row.values()) for row in finals] == [
        ("1992", "1992-08-08", "Kairat", "5–1", "Fosfor", "Kairat"),
        ("1993", "1993-11-08", "Dostyk", "4–2", "Taraz", "Dostyk"),
    ]
    results = early.query("SELECT COUNT(*) AS ties, COUNT(went_through) AS decided FROM results")
    assert results == [{"ties": 49, "decided": 49}]
    scorers = early.query("SELECT name, goals FROM scorers WHERE edition = '1992' LIMIT 1")
    assert scorers == [{"name": "Sergei Volgin", "goals": 6}]
