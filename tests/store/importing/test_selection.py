"""Folders of openfootball: sub-folders, several cups, an edition in several files, names of clubs beside
them."""

from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.cup.labels import Label
from store.exporting.export import export
from store.importing.importer import import_seeds
from store.importing.reading import check_files
from store.importing.refresh import bring_up_to_date
from store.importing.report import ImportReport
from store.importing.selection import select
from store.seedfiles.folder import ImportFailed, seed_files
from tests.store.importing.test_importer import dump


def put(folder: Path, **files: str) -> Path:
    """Files by path, with two underscores for a slash and one in front of the ending."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def cup(name: str, edition: str, winner: str = "Red") -> str:
    return f"= {name} {edition}\n▪ Final\n{winner} 1-0 Blue\n"


def run(seeds: Path, archive: Path, named: str = "") -> ImportReport:
    return import_seeds(seeds, archive, cup=named)


@pytest.fixture
def england(tmp_path: Path) -> Path:
    return put(
        tmp_path / "england",
        **{f"{year}__facup": cup("English FA Cup", year.replace("y", "")) for year in ("y2018", "y2019")},
        **{f"{year}__eflcup": cup("English EFL Cup", year.replace("y", "")) for year in ("y2018", "y2019")},
        y2018__1_league="= English League 2018\n▪ Matchday 1\nRed 1-0 Blue\n",
        README="A text of another kind.\n",
    )


def test_several_cups_are_listed(england: Path, tmp_path: Path) -> None:
    with pytest.raises(ImportFailed) as raised:
        run(england, tmp_path / "archive.db")
    assert str(raised.value) == (
        f"{england} has files of several cups: English EFL Cup (eflcup), English FA Cup (facup), "
        "English League (1_league); choose one with KUBOK_CUP"
    )
    assert not (tmp_path / "archive.db").exists()


@pytest.mark.parametrize("named", ["facup", "FACup", "English FA Cup", "fa cup", "FA"])
def test_one_of_several_cups(england: Path, tmp_path: Path, named: str) -> None:
    report = run(england, tmp_path / "archive.db", named)
    assert [imported.path for imported in report.imported] == ["y2018/facup.txt", "y2019/facup.txt"]
    assert (report.problems, report.aside) == ([], 3)
    again = bring_up_to_date(england, tmp_path / "archive.db", cup=named)
    assert (again.unchanged, again.aside) == (["y2018/facup.txt", "y2019/facup.txt"], 3)
    other = bring_up_to_date(england, tmp_path / "archive.db", cup="eflcup")
    assert other.removed == ["y2018/facup.txt", "y2019/facup.txt"]


@pytest.mark.parametrize(
    ("named", "message"),
    [
        (
            "cup",
            "KUBOK_CUP is 'cup', which is of several cups: English EFL Cup (eflcup), English FA Cup (facup)",
        ),
        (
            "pokal",
            "{} has no file of 'pokal', which KUBOK_CUP names: there are English EFL Cup (eflcup), "
            "English FA Cup (facup), English League (1_league)",
        ),
    ],
)
def test_a_cup_that_is_not_clear(england: Path, tmp_path: Path, named: str, message: str) -> None:
    with pytest.raises(ImportFailed) as raised:
        run(england, tmp_path / "archive.db", named)
    assert str(raised.value) == message.format(england)


def test_a_cup_that_changes_its_name(tmp_path: Path) -> None:
    seeds = put(
        tmp_path / "seeds",
        a__cup=cup("Copa del Rey de España", "2023/24"),
        b__cup=cup("Spain Copa del Rey", "2024/25"),
    )
    assert len(run(seeds, tmp_path / "archive.db").imported) == 2
    put(seeds, c__cup=cup("Town Cup", "2025/26"))
    with pytest.raises(ImportFailed, match="several cups: Spain Copa del Rey"):
        run(seeds, tmp_path / "archive.db")


def test_two_cups_in_our_own_format(tmp_path: Path) -> None:
    seeds = put(
        tmp_path / "seeds",
        **{f"a{year}": f"= {year} Town Cup =\n==Final==\nA 1-0 B\n" for year in (1990, 1991)},
        **{f"b{year}": f"= {year} League Cup =\n==Final==\nA 1-0 B\n" for year in (1991,)},
    )
    report = run(seeds, tmp_path / "archive.db")
    assert [str(problem) for problem in report.problems] == [
        "b1991.txt:1: edition 1991 again, which a1991.txt has, expected one file an edition"
    ]
    put(seeds, b1990="= 1990 League Cup =\n==Final==\nA 1-0 B\n")
    with pytest.raises(ImportFailed, match="several cups: League Cup"):
        run(seeds, tmp_path / "archive.db")
    assert len(run(seeds, tmp_path / "archive.db", "town cup").unchanged) == 2


GROUPS = "= World Cup 1986   # in May\n# Matches 3\n\n▪ Group A\nA 1-0 B\nB 1-1 C\nA 2-0 C\n"
FINALS = "= World Cup 1986\n# Matches 1\n▪ Final\nA 1-0 (2-0) C\n"


def test_an_edition_in_several_files(tmp_path: Path) -> None:
    seeds, archive = (
        put(tmp_path / "seeds", y1986__cup=GROUPS, y1986__cup_finals=FINALS),
        tmp_path / "archive.db",
    )
    report = run(seeds, archive)
    (found,) = report.imported
    assert [(part.path, part.before) for part in found.parts] == [
        ("y1986/cup.txt", 0),
        ("y1986/cup_finals.txt", 8),
    ]
    (edition,) = (Archive(archive).edition(label) for label in Archive(archive).labels)
    assert [round_.code for round_ in edition.rounds] == ["GA", "F"]
    assert (edition.winner and edition.winner.name, edition.whole) == ("A", True)
    (finding,) = edition.findings
    assert (finding.line, edition.place_of(finding.line)) == (12, ("y1986/cup_finals.txt", 4))
    before = dump(archive)
    assert run(seeds, archive).unchanged == ["y1986/cup.txt", "y1986/cup_finals.txt"]
    put(seeds, y1986__cup_finals=FINALS.replace("1-0 (2-0)", "3-0"))
    assert [imported.path for imported in run(seeds, archive).imported] == ["y1986/cup.txt"]
    assert Archive(archive).edition(edition.label).goals == 8
    put(seeds, y1986__cup_finals=FINALS)
    run(seeds, archive)
    assert dump(archive) == before


def test_one_of_several_files_comes_and_goes(tmp_path: Path) -> None:
    seeds, archive = put(tmp_path / "seeds", y1986__cup=GROUPS), tmp_path / "archive.db"
    run(seeds, archive)
    alone = dump(archive)
    put(
        seeds,
        y1986__cup_finals=FINALS,
        y1986__a=FINALS.replace("Final", "Third place match").replace(" A", " B"),
    )
    run(seeds, archive)
    fresh = tmp_path / "fresh.db"
    run(seeds, fresh)
    assert dump(archive) == dump(fresh)
    put(seeds, y1986__cup_finals="= World Cup 1986\n▪ Final\nA beat B\n")
    broken = run(seeds, archive)
    assert [problem.line for problem in broken.problems] == [3]
    assert dump(archive) == dump(fresh)  # what was read before stays
    (seeds / "y1986" / "cup_finals.txt").unlink()
    (seeds / "y1986" / "a.txt").unlink()
    run(seeds, archive)
    assert dump(archive) == alone


def test_files_of_one_edition_in_two_folders_are_no_parts_of_it(tmp_path: Path) -> None:
    seeds = put(tmp_path / "seeds", a__cup=cup("Cup", "1986"), b__cup=cup("Cup", "1986", "Gold"))
    report = run(seeds, tmp_path / "archive.db")
    assert [str(problem) for problem in report.problems] == [
        "b/cup.txt:1: edition 1986 again, which a/cup.txt has, expected one file an edition"
    ]


def test_two_versions_of_an_edition_are_no_parts_of_it(tmp_path: Path) -> None:
    seeds = put(tmp_path / "seeds", cup=FINALS, old_cup=FINALS.replace("1-0 (2-0)", "1-0"))
    report = run(seeds, tmp_path / "archive.db")
    assert [str(problem) for problem in report.problems] == [
        "old_cup.txt:1: edition 1986 again, which cup.txt has, expected one file an edition"
    ]
    assert Archive(tmp_path / "archive.db").totals.matches == 1


def test_a_part_whose_heading_breaks_loses_nothing(tmp_path: Path) -> None:
    seeds, archive = (
        put(tmp_path / "seeds", y1986__cup=GROUPS, y1986__cup_finals=FINALS),
        tmp_path / "archive.db",
    )
    run(seeds, archive)
    before = dump(archive)
    put(seeds, y1986__cup_finals=FINALS.replace("= World Cup 1986", "= World Cup nineteen"))
    report = run(seeds, archive)
    assert [str(problem) for problem in report.problems] == [
        "y1986/cup_finals.txt:1: no edition in the heading 'World Cup nineteen', "
        "expected one such as '= Cup 2024/25'"
    ]
    assert dump(archive) == before


def test_a_named_cup_with_a_file_that_cannot_be_read(england: Path, tmp_path: Path) -> None:
    put(england, y2019__facup="▪ Final\nRed 1-0 Blue\n", y2020__eflcup="▪ Final\nRed 1-0 Blue\n")
    report = run(england, tmp_path / "archive.db", "English FA Cup")
    assert [problem.path for problem in report.problems] == ["y2019/facup.txt"]
    assert [imported.path for imported in report.imported] == ["y2018/facup.txt"]


def test_parts_stand_in_the_order_of_their_dates(tmp_path: Path) -> None:
    seeds = put(
        tmp_path / "seeds",
        a_finals="= World Cup 1986\n# Matches 1\n▪ Final\nJun 29\nA 1-0 C\n",
        z_groups="= World Cup 1986\n▪ Group A\nMay 31\nA 1-0 B\nB 1-1 C\nA 2-0 C\n",
    )
    report = run(seeds, tmp_path / "archive.db")
    assert [part.path for part in report.imported[0].parts] == ["z_groups.txt", "a_finals.txt"]
    (edition,) = (Archive(tmp_path / "archive.db").edition(label) for label in [Label(1986, 1986)])
    assert [found.code for found in edition.rounds] == ["GA", "F"]
    assert (edition.whole, edition.findings) == (True, ())  # what one part says of itself is no claim of all


def test_an_export_of_folders_gives_the_same_archive(tmp_path: Path) -> None:
    seeds = put(tmp_path / "seeds", y1986__cup=GROUPS, y1986__cup_finals=FINALS)
    run(seeds, tmp_path / "archive.db")
    export(Archive(tmp_path / "archive.db"), tmp_path / "exported")
    run(tmp_path / "exported" / "seasons", tmp_path / "again.db")
    assert dump(tmp_path / "again.db") == dump(tmp_path / "archive.db")


NAMES = "= Lakeland\nRed Town FC\n | Red | Red Town\nBlue Town FC\n  | Blue\nGold FC\n"


def test_names_of_clubs_that_lie_there(tmp_path: Path) -> None:
    seeds = put(tmp_path / "seeds", a=cup("Cup", "1986"), b=cup("Cup", "1987", "Red Town FC"))
    (seeds / "la.clubs.txt").write_text(NAMES, "utf-8")
    report = run(seeds, tmp_path / "archive.db")
    assert (report.problems, report.unknown) == ([], [])
    archive = Archive(tmp_path / "archive.db")
    assert [(club.name, [name.name for name in club.names]) for club in archive.clubs()] == [
        ("Blue Town FC", ["Blue"]),
        ("Red Town FC", ["Red", "Red Town"]),
    ]
    assert archive.winners[0][1:] == ("Red Town FC", 2)
    (seeds / "la.clubs.txt").unlink()
    run(seeds, tmp_path / "archive.db")
    assert len(Archive(tmp_path / "archive.db").winners) == 2


def test_a_check_reads_each_file_by_itself(tmp_path: Path, england: Path) -> None:
    paths = [england / "y2018" / "facup.txt", england / "y2018" / "eflcup.txt", england / "README.txt"]
    report = check_files(paths)
    assert [Path(imported.path).name for imported in report.imported] == ["facup.txt", "eflcup.txt"]
    assert [Path(problem.path).name for problem in report.problems] == ["README.txt"]


def test_other_texts_and_hidden_folders_are_left_aside(england: Path) -> None:
    put(england, y2018__squads_2018="x", en_conf="x", **{".hidden__facup": cup("English FA Cup", "2017")})
    (england / "y2018" / "2018_squads.txt").write_text("x")
    (england / "en.conf.txt").write_text("x")
    (england / "y2018" / "clubs.toml").write_text("x")  # only in the folder itself
    chosen = select(seed_files(england), "facup", england)
    assert list(chosen.paths) == ["y2018/facup.txt", "y2019/facup.txt"]
