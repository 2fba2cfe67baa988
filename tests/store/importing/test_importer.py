"""Importing: idempotent in the strong sense, and nothing lost to a bad file, a kill or a rival."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.cup.findings import Finding, FindingKind
from store.cup.labels import Label
from store.importing.importer import ImportFailed, import_seeds
from store.importing.reading import check_files
from store.importing.report import Imported, ImportReport
from store.seedfiles.folder import SHARED
from tests.store.generate import write_cup

OURS = Path(str(resources.files("seeds")))


def dump(archive: Path) -> list[str]:
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return list(connection.iterdump())


@pytest.fixture
def seeds(early_seeds: Path, tmp_path: Path) -> Path:
    """A folder with our first two editions, to be changed."""
    return Path(shutil.copytree(early_seeds, tmp_path / "seeds"))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "data" / "archive.db"


def fresh_dump(seeds: Path, tmp_path: Path) -> list[str]:
    archive = tmp_path / f"fresh{random.random()}" / "archive.db"
    import_seeds(seeds, archive)
    return dump(archive)


def labels(archive: Path) -> list[str]:
    with closing(Archive(archive)) as opened:
        return [str(label) for label in opened.labels]


def test_a_first_import(seeds: Path, archive: Path) -> None:
    report = import_seeds(seeds, archive)
    malyshev = Finding(FindingKind.GHOST_SCORER, 93, {"name": "Malyshev", "club": "Shakhter"})
    assert report == ImportReport(
        imported=[
            Imported("1992.txt", Label(1992, 1992)),
            Imported("1993.txt", Label(1993, 1993), (malyshev,)),
        ]
    )
    assert labels(archive) == ["1992", "1993"]


def test_a_second_import_does_nothing(seeds: Path, archive: Path) -> None:
    import_seeds(seeds, archive)
    before, content = archive.stat(), dump(archive)
    report = import_seeds(seeds, archive)
    assert report.unchanged == [*sorted(SHARED), "1992.txt", "1993.txt"]
    assert (report.imported, report.removed) == ([], [])
    assert (archive.stat().st_ino, archive.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert dump(archive) == content


@pytest.mark.parametrize("order", [["1992.txt", "1993.txt"], ["1993.txt", "1992.txt"]])
def test_any_order_gives_the_same_archive(
    seeds: Path, archive: Path, tmp_path: Path, order: list[str]
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    for name in order:
        shutil.move(seeds / name, away)
    import_seeds(seeds, archive)
    for name in order:
        shutil.move(away / name, seeds)
        assert [imported.path for imported in import_seeds(seeds, archive).imported] == [name]
    assert dump(archive) == fresh_dump(seeds, tmp_path)


def test_a_changed_file_changes_its_edition_only(seeds: Path, archive: Path, tmp_path: Path) -> None:
    import_seeds(seeds, archive)
    file = seeds / "1993.txt"
    file.write_text(file.read_text().replace("Dostyk 4-2 Taraz", "Dostyk 5-2 Taraz"))
    report = import_seeds(seeds, archive)
    assert [imported.path for imported in report.imported] == ["1993.txt"]
    assert "1992.txt" in report.unchanged
    assert dump(archive) == fresh_dump(seeds, tmp_path)


def test_a_vanished_file_takes_its_edition_with_it(seeds: Path, archive: Path, tmp_path: Path) -> None:
    (seeds / "1994.txt").write_text("= 1994 Kazakhstan Cup =\n==Final==\nVostok 1-0 Nobody\n")
    import_seeds(seeds, archive)
    assert labels(archive) == ["1992", "1993", "1994"]
    (seeds / "1994.txt").unlink()
    assert import_seeds(seeds, archive).removed == ["1994.txt"]
    assert dump(archive) == fresh_dump(seeds, tmp_path)


@pytest.mark.parametrize("name", SHARED)
def test_without_one_of_the_toml_files(seeds: Path, archive: Path, tmp_path: Path, name: str) -> None:
    import_seeds(seeds, archive)
    (seeds / name).unlink()
    report = import_seeds(seeds, archive)
    assert (report.removed, report.rebuilt) == ([name], True)
    assert dump(archive) == fresh_dump(seeds, tmp_path)


BAD = {
    "month": "= 1994 Cup =\n==Final==\n8 Juli 1994\nA 1-0 B\n",
    "score": "= 1994 Cup =\n==Final==\nA 2-x B\n",
    "scorers": "= 1994 Cup =\n==Final==\nA 1-0 B\n  C: X\n",
    "two headings": "= 1994 Cup =\n= 1995 Cup =\n==Final==\nA 1-0 B\n",
    "no heading": "==Final==\nA 1-0 B\n",
    "no round": "= 1994 Cup =\nA 1-0 B\n",
    "binary": b"\x89PNG\r\n\x1a\n\x00\x00",
    "empty": "",
    "long": "= 1994 Cup =\n" + "x" * 5_000_000,
    "edition again": "= 1993 Cup =\n==Final==\nA 1-0 B\n",
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_file_loses_nothing_else(seeds: Path, archive: Path, tmp_path: Path, bad: str | bytes) -> None:
    good = fresh_dump(seeds, tmp_path)
    (seeds / "1994.txt").write_bytes(bad if isinstance(bad, bytes) else bad.encode())
    report = import_seeds(seeds, archive)
    assert [imported.path for imported in report.imported] == ["1992.txt", "1993.txt"]
    assert report.problems
    assert all(str(problem).startswith("1994.txt:") for problem in report.problems)
    assert dump(archive) == good
    assert import_seeds(seeds, archive).problems == report.problems


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_good_version_imported_earlier_stays(seeds: Path, archive: Path, bad: str | bytes) -> None:
    (seeds / "1994.txt").write_text("= 1994 Kazakhstan Cup =\n==Final==\nVostok 1-0 Aktyubinets\n")
    import_seeds(seeds, archive)
    good = dump(archive)
    (seeds / "1994.txt").write_bytes(bad if isinstance(bad, bytes) else bad.encode())
    report = import_seeds(seeds, archive)
    assert report.kept == ["1994.txt"]
    assert report.problems
    assert dump(archive) == good


def test_a_kept_version_is_derived_anew_with_a_new_registry(seeds: Path, archive: Path) -> None:
    (seeds / "1994.txt").write_text("= 1994 Kazakhstan Cup =\n==Final==\nVostok 1-0 Newcomers\n")
    import_seeds(seeds, archive)
    (seeds / "1994.txt").write_text("broken")
    with (seeds / "clubs.toml").open("a") as file:
        file.write('\n[newcomers]\nname = "The Newcomers"\neditions = { 1994 = ["Newcomers"] }\n')
    assert import_seeds(seeds, archive).kept == ["1994.txt"]
    with closing(Archive(archive)) as opened:
        assert "newcomers" in opened.edition(Label(1994, 1994)).entrants


def test_a_kept_version_survives_a_new_registry(seeds: Path, archive: Path) -> None:
    import_seeds(seeds, archive)
    file = seeds / "1993.txt"
    file.write_text(file.read_text().replace("= 1993 ", "= 1992 "))
    (seeds / "clubs.toml").unlink()
    report = import_seeds(seeds, archive)
    assert report.kept == ["1993.txt"]
    assert labels(archive) == ["1992", "1993"]
    (seeds / "players.toml").unlink()
    assert import_seeds(seeds, archive).kept == ["1993.txt"]
    assert labels(archive) == ["1992", "1993"]


def test_the_file_served_stays_when_everything_is_derived_anew(seeds: Path, archive: Path) -> None:
    import_seeds(seeds, archive)
    shutil.copy(seeds / "1993.txt", seeds / "0000.txt")
    (seeds / "clubs.toml").unlink()
    (problem,) = import_seeds(seeds, archive).problems
    assert problem.path == "0000.txt"


def test_a_bad_toml_file_leaves_the_last_good_one_in_force(seeds: Path, archive: Path) -> None:
    import_seeds(seeds, archive)
    good = dump(archive)
    (seeds / "clubs.toml").write_text("[kairat\n")
    report = import_seeds(seeds, archive)
    assert [str(problem) for problem in report.problems] == [
        "clubs.toml:1: Expected ']' at the end of a table declaration, expected TOML"
    ]
    assert report.kept == ["clubs.toml"]
    assert dump(archive) == good


def test_a_bad_toml_file_at_the_first_import(seeds: Path, archive: Path) -> None:
    (seeds / "clubs.toml").write_text("[kairat\n")
    report = import_seeds(seeds, archive)
    assert len(report.problems) == 1
    assert labels(archive) == ["1992", "1993"]


def test_of_two_files_with_one_edition_the_one_served_stays(seeds: Path, archive: Path) -> None:
    import_seeds(seeds, archive)
    good = dump(archive)
    shutil.copy(seeds / "1993.txt", seeds / "0000.txt")
    assert [str(problem) for problem in import_seeds(seeds, archive).problems] == [
        "0000.txt:1: edition 1993 again, which 1993.txt has, expected one file an edition"
    ]
    assert dump(archive) == good


@pytest.mark.parametrize(
    "damage", ["missing", "older", "junk", "cut", "middle", "another database", "one letter", "no text"]
)
def test_an_archive_that_cannot_be_used_is_rebuilt(
    seeds: Path, archive: Path, tmp_path: Path, damage: str
) -> None:
    import_seeds(seeds, archive)
    content = bytearray(archive.read_bytes())
    if damage == "missing":
        archive.unlink()
    elif damage == "older":
        archive.with_suffix(".seal").write_text("an older reader's\n")
    elif damage == "one letter":
        archive.write_bytes(content.replace(b"Luchkin", b"Lachkin"))
    elif damage == "no text":
        archive.write_bytes(
            content.replace("Первый".encode(), b"\xff").replace(b"Kairat", b"\xff\xfe\xff\xff\xff\xff")
        )
    elif damage == "another database":
        archive.unlink()
        with closing(sqlite3.connect(archive)) as connection:
            connection.execute("CREATE TABLE documents (something)")
    else:
        if damage == "junk":
            content = bytearray(b"this is no database" * 1000)
        elif damage == "cut":
            del content[len(content) // 2 :]
        else:
            content[8192:-4096] = b"\xff" * (len(content) - 8192 - 4096)
        archive.write_bytes(content)
    report = import_seeds(seeds, archive)
    assert [imported.path for imported in report.imported] == ["1992.txt", "1993.txt"]
    assert report.rebuilt is (damage != "missing")
    assert dump(archive) == fresh_dump(seeds, tmp_path)


def test_a_good_version_outlives_a_new_version_of_the_reader(seeds: Path, archive: Path) -> None:
    import_seeds(seeds, archive)
    archive.with_suffix(".seal").write_text("an older reader's\n")
    (seeds / "1993.txt").write_text("broken")
    assert import_seeds(seeds, archive).kept == ["1993.txt"]
    assert labels(archive) == ["1992", "1993"]


def test_readers_keep_what_they_have_open(seeds: Path, archive: Path) -> None:
    import_seeds(seeds, archive)
    with closing(Archive(archive)) as opened:
        (seeds / "1993.txt").unlink()
        import_seeds(seeds, archive)
        assert opened.edition(Label(1993, 1993)).winner
    assert labels(archive) == ["1992"]


def test_no_folder(tmp_path: Path, archive: Path) -> None:
    with pytest.raises(ImportFailed, match="there is no seeds folder"):
        import_seeds(tmp_path / "nowhere", archive)


def test_an_unwritable_data_folder(seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(ImportFailed, match="cannot write"):
        import_seeds(seeds, tmp_path / "data" / "archive.db")


def test_an_empty_folder_gives_an_empty_archive(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "seeds").mkdir()
    import_seeds(tmp_path / "seeds", archive)
    assert labels(archive) == []


def test_unknown_names_are_reported_with_what_they_resemble(seeds: Path, archive: Path) -> None:
    (seeds / "1994.txt").write_text("= 1994 Kazakhstan Cup =\n==Final==\nKairatt FC 1-0 Барселона\n")
    assert [(name.name, name.resembles) for name in import_seeds(seeds, archive).unknown] == [
        ("Kairatt FC", "Kairat"),
        ("Барселона", None),
    ]


def test_check_reads_and_imports_nothing(seeds: Path, tmp_path: Path) -> None:
    (seeds / "1994.txt").write_text(str(BAD["score"]))
    report = check_files([seeds / "1993.txt", seeds / "1994.txt", seeds / "clubs.toml"])
    assert [(Path(found.path).name, len(found.findings)) for found in report.imported] == [("1993.txt", 1)]
    assert [problem.line for problem in report.problems] == [3]
    assert list(tmp_path.iterdir()) == [seeds]


def test_progress_counts_the_editions(seeds: Path, archive: Path) -> None:
    seen: list[tuple[int, int]] = []
    import_seeds(seeds, archive, lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)]


IMPORT = "import sys; from pathlib import Path; from store.importing.importer import import_seeds; "
IMPORT += "import_seeds(Path(sys.argv[1]), Path(sys.argv[2]))"


def start_import(seeds: Path, archive: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", IMPORT, str(seeds), str(archive)])


def test_two_processes_at_once(seeds: Path, archive: Path, tmp_path: Path) -> None:
    rivals = [start_import(seeds, archive) for _ in range(4)]
    assert [rival.wait(60) for rival in rivals] == [0, 0, 0, 0]
    assert dump(archive) == fresh_dump(seeds, tmp_path)


KILLED = """
import os, sys
from pathlib import Path
import store.importing.importer as importer
import store.importing.seal as sealed
import store.importing.writer as writer

name, number = sys.argv[3], int(sys.argv[4])
owner = next(owner for owner in (writer.ArchiveWriter, importer, sealed) if hasattr(owner, name))
original = getattr(owner, name)
calls = 0

def killing(*arguments, **more):
    global calls
    calls += 1
    if calls == number:
        os.kill(os.getpid(), 9)
    return original(*arguments, **more)

setattr(owner, name, killing)
importer.import_seeds(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize(
    ("step", "number", "is_new"),
    [
        ("_write_document", 1, False),
        ("write", 1, False),
        ("write", 4, False),
        ("finish", 1, False),
        ("put_in_place", 1, False),
        ("_seal", 2, True),  # the archive is new, its seal is not
    ],
)
def test_a_kill_leaves_the_old_archive_or_the_new_one(
    archive: Path, tmp_path: Path, step: str, number: int, is_new: bool
) -> None:
    seeds = tmp_path / "cup"
    write_cup(seeds, editions=4, clubs=8)
    assert len(import_seeds(seeds, archive).imported) == 4
    old = dump(archive)
    for file in seeds.glob("*.txt"):
        file.write_text(file.read_text().replace("Cup =", "Trophy ="))
    new = fresh_dump(seeds, tmp_path)
    killed = subprocess.run([sys.executable, "-c", KILLED, seeds, archive, step, str(number)], check=False)
    assert killed.returncode == -9
    assert dump(archive) == (new if is_new else old)
    import_seeds(seeds, archive)
    assert dump(archive) == new
    assert sorted(path.suffix for path in archive.parent.iterdir()) == [".db", ".lock", ".seal"]


def test_an_unreadable_file_is_told(seeds: Path, archive: Path) -> None:
    if os.geteuid() == 0:
        (seeds / "1994.txt").symlink_to(seeds / "nowhere.txt")
        assert import_seeds(seeds, archive).problems == []  # a broken link is no file
        return
    (seeds / "1993.txt").chmod(0)
    assert "cannot be read" in str(import_seeds(seeds, archive).problems[0])


def test_a_file_that_is_far_too_large_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "1993.txt").open("wb") as file:
        file.truncate(1_500_000_000)
    began = time.process_time()
    report = import_seeds(tmp_path, tmp_path / "archive.db")
    assert [str(problem) for problem in report.problems] == [
        "1993.txt:1: too many bytes, expected at most 20000000"
    ]
    assert time.process_time() - began < 2
