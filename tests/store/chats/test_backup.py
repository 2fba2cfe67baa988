"""Copying chats.db while it is used, and putting a copy back."""

import os
import random
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from store.chats.backup import BackupFailed, back_up, back_up_into, restore
from store.chats.boards import BoardRow, board
from store.chats.database import Chats
from tests.store.chats.test_database import GROUP, LATER, OLD, edited, play


def boards(path: Path) -> list[BoardRow]:
    with closing(Chats.open(path)) as chats:
        return board(chats, GROUP)


def test_a_copy_while_somebody_writes(tmp_path: Path) -> None:
    source, target = tmp_path / "chats.db", tmp_path / "copy.db"
    with closing(Chats.open(source)) as chats, closing(sqlite3.connect(source)) as other:
        play(chats, GROUP, {11: 3, 12: 1}, 100.0)
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO people VALUES (99, 'not committed')")
        done = back_up(source, target)
        other.rollback()
    assert (done.games, done.people) == (1, 2)
    assert done.size == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chats.db", "copy.db"]
    assert boards(target) == boards(source)


def test_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="there is no"):
        back_up(tmp_path / "chats.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_copy_leaves_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "chats.db").write_bytes(b"no database" * 100)
    (tmp_path / "copy.db").write_text("the one before")
    with pytest.raises(BackupFailed, match="cannot back up"):
        back_up(tmp_path / "chats.db", tmp_path / "copy.db", force=True)
    assert (tmp_path / "copy.db").read_text() == "the one before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chats.db", "copy.db"]


def test_what_is_there_is_replaced_only_when_that_is_said(tmp_path: Path) -> None:
    source, target = Path(shutil.copy(OLD, tmp_path / "chats.db")), tmp_path / "copy.db"
    target.write_text("the one before")
    with pytest.raises(BackupFailed, match="is there already"):
        back_up(source, target)
    assert target.read_text() == "the one before"
    assert back_up(source, target, force=True).games == 7


@pytest.mark.parametrize(
    "name", ["chats.db", "link.db", "folder/../chats.db", "chats.db-wal", "chats.db-shm", ""]
)
def test_never_onto_the_file_itself(tmp_path: Path, name: str) -> None:
    source = tmp_path / "chats.db"
    (tmp_path / "folder").mkdir()
    with closing(Chats.open(source)) as chats:
        play(chats, GROUP, {11: 3}, 100.0)
        (tmp_path / "link.db").symlink_to(source)
        with pytest.raises(BackupFailed, match="name "):
            back_up(source, tmp_path / name if name else Path(), force=True)
        play(chats, GROUP, {11: 3}, 200.0)
    assert boards(source)[0].games == 2


def test_a_folder_of_backups_keeps_the_latest(tmp_path: Path) -> None:
    source, folder = Path(shutil.copy(OLD, tmp_path / "chats.db")), tmp_path / "new" / "backups"
    first, done, deleted = back_up_into(source, folder, keep=3)
    assert re.fullmatch(r"chats-\d{8}-\d{6}\.db", first.name)
    assert (done.games, deleted) == (7, 0)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    others = {"chats-2020.db", "chats-20200101-000000.db.gz", "notes.txt", "chats.db"}
    for name in (
        *others,
        "chats-20200101-000000.db",
        "chats-20200101-000000-2.db",
        "chats-20200101-000000-10.db",
    ):
        (folder / name).touch()
    second, _, deleted = back_up_into(source, folder, keep=3)
    assert deleted == 2
    assert {path.name for path in folder.iterdir()} == {
        *others,
        "chats-20200101-000000-10.db",
        first.name,
        second.name,
    }
    third, _, deleted = back_up_into(source, folder)
    assert (deleted, len({first, second, third})) == (0, 3)
    _, _, deleted = back_up_into(source, folder, keep=1)
    assert deleted == 4


def test_a_backup_is_never_deleted_as_soon_as_it_is_made(tmp_path: Path) -> None:
    """Nor when the clock was ahead when the others were made."""
    source = Path(shutil.copy(OLD, tmp_path / "chats.db"))
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "chats-29991231-235959.db").touch()
    made, _, deleted = back_up_into(source, folder, keep=1)
    assert (list(folder.iterdir()), deleted) == ([made], 1)


def test_what_a_killed_backup_left_is_removed(tmp_path: Path) -> None:
    source = Path(shutil.copy(OLD, tmp_path / "chats.db"))
    left, at_work = (tmp_path / f"chats-20200101-00000{number}.db.new" for number in (1, 2))
    for path in (left, at_work):
        path.write_text("half a backup, with names of people")
    os.utime(left, (0.0, 0.0))
    back_up_into(source, tmp_path)
    assert (left.exists(), at_work.exists()) == (False, True)


def test_a_failed_backup_deletes_no_older_one(tmp_path: Path) -> None:
    (tmp_path / "chats.db").write_bytes(b"no database" * 100)
    older = tmp_path / "chats-20200101-000000.db"
    older.touch()
    with pytest.raises(BackupFailed, match="cannot back up"):
        back_up_into(tmp_path / "chats.db", tmp_path, keep=1)
    assert older.exists()


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    source = Path(shutil.copy(OLD, tmp_path / "chats.db"))
    with pytest.raises(BackupFailed, match=r"cannot back up into .*chats\.db/backups"):
        back_up_into(source, source / "backups")
    with pytest.raises(BackupFailed, match="there is no"):
        back_up_into(tmp_path / "none.db", tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


def killed_copy(source: Path, folder: Path) -> Path:
    """What a killed program leaves: the file and its log as they are now."""
    folder.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{source}{suffix}", folder / f"{source.name}{suffix}")
    return folder / source.name


def test_a_backup_that_is_put_back_is_exactly_that(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    with closing(Chats.open(live)) as chats:
        play(chats, GROUP, {11: 3, 12: 1}, 100.0)
        back_up(live, copy)
        then = board(chats, GROUP)
        for number in range(300):  # until the log has been written into the file, and again
            play(chats, GROUP, {11: 1, 13: 2}, 200.0 + number, f"k{number}.")
        later = board(chats, GROUP)
        target = killed_copy(live, tmp_path / "killed")
    done = restore(copy, target)
    assert boards(target) == then
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert done.aside
    assert boards(done.aside) == later
    assert (done.games, done.people) == (1, 2)


def test_where_nothing_was(tmp_path: Path) -> None:
    done = restore(OLD, tmp_path / "chats.db")
    assert (done.games, done.aside) == (7, None)
    assert len(boards(tmp_path / "chats.db")) == 3


def test_what_is_damaged_is_kept_aside_too(tmp_path: Path) -> None:
    target = tmp_path / "chats.db"
    target.write_bytes(b"no database" * 100)
    (tmp_path / "chats.db-wal").write_bytes(b"its log")
    done = restore(OLD, target)
    assert len(boards(target)) == 3
    assert done.aside
    assert done.aside.read_bytes() == b"no database" * 100
    assert Path(f"{done.aside}-wal").read_bytes() == b"its log"


HOLDING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA cache_size = 0")
connection.execute("BEGIN")
connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchall()
print("open", flush=True)
input()
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_what_another_program_has_open_is_not_replaced(tmp_path: Path, damaged: bool) -> None:
    target = Path(shutil.copy(OLD, tmp_path / "chats.db"))
    command = [sys.executable, "-c", HOLDING, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == b"open\n"
        if damaged:
            damage(target)
        before = target.read_bytes()
        with pytest.raises(BackupFailed, match=r"another program has .*chats\.db open, such as Litestream"):
            restore(OLD, target)
        assert target.read_bytes() == before
        other.communicate(b"\n")
    assert [path.name for path in tmp_path.iterdir()] == ["chats.db"]
    assert restore(OLD, target).aside


def damage(path: Path) -> None:
    """Overwrite the second page of a database."""
    content = bytearray(path.read_bytes())
    content[4096:8192] = random.Random(1).randbytes(4096)
    path.write_bytes(content)


def test_what_is_damaged_is_not_backed_up_and_nothing_deleted(tmp_path: Path) -> None:
    source, folder = Path(shutil.copy(OLD, tmp_path / "chats.db")), tmp_path / "kept"
    good, _, _ = back_up_into(source, folder, keep=1)
    damage(source)
    with pytest.raises(BackupFailed, match=r"^not backed up: .*chats\.db is damaged"):
        back_up_into(source, folder, keep=1)
    assert list(folder.iterdir()) == [good]
    assert restore(good, source).games == 7


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    there = Path(shutil.copy(OLD, tmp_path / "disk" / "real.db"))
    link = tmp_path / "chats.db"
    link.symlink_to(there)
    with closing(Chats.open(link)) as chats:
        play(chats, -4321, {99: 3}, 100.0)
    done = restore(OLD, link)
    assert link.is_symlink()
    assert done.aside
    assert (done.aside.parent, done.aside.is_symlink()) == (tmp_path / "disk", False)
    assert 99 not in [row.user for row in boards(link)]


def test_backups_of_many_days_ago_go(tmp_path: Path) -> None:
    source, folder = Path(shutil.copy(OLD, tmp_path / "chats.db")), tmp_path / "kept"
    folder.mkdir()
    made = [
        folder / time.strftime("chats-%Y%m%d-%H%M%S.db", time.gmtime(time.time() - days * 86_400))
        for days in (30, 7.01, 6.99, 1)
    ]
    for path in (*made, folder / "mine.db"):
        path.touch()
    new, _, deleted = back_up_into(source, folder, keep=7, days=7)
    assert deleted == 2
    assert sorted(folder.iterdir()) == sorted([*made[2:], folder / "mine.db", new])
    newest, _, deleted = back_up_into(source, folder, keep=1, days=7)
    assert deleted == 3
    assert sorted(folder.iterdir()) == sorted([folder / "mine.db", newest])


@pytest.mark.parametrize(
    ("statement", "said"),
    [(None, "no chats.db"), (LATER, "a later version"), ("DROP TABLE games", "no chats.db")],
)
def test_what_is_no_backup_is_refused(tmp_path: Path, statement: str | None, said: str) -> None:
    target, copy = Path(shutil.copy(OLD, tmp_path / "chats.db")), tmp_path / "copy.db"
    if statement:
        shutil.copy(OLD, copy)
        edited(copy, statement)
    else:
        edited(copy, "CREATE TABLE other (x)")
    before = target.read_bytes()
    with pytest.raises(BackupFailed, match=said) as refused:
        restore(copy, target)
    assert "copy.db" in str(refused.value)
    assert ".new" not in str(refused.value)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chats.db", "copy.db"]


def test_garbage_and_nothing(tmp_path: Path) -> None:
    target = Path(shutil.copy(OLD, tmp_path / "chats.db"))
    (tmp_path / "copy.db").write_bytes(b"no database" * 100)
    for name in ("copy.db", "missing.db", "chats.db", "chats.db-wal"):
        with pytest.raises(BackupFailed):
            restore(tmp_path / name, target)
    assert target.read_bytes() == OLD.read_bytes()


def test_what_stands_beside_a_file_that_is_replaced_is_not_read_with_the_new_one(tmp_path: Path) -> None:
    source, target = tmp_path / "chats.db", tmp_path / "copy.db"
    with closing(Chats.open(target)) as used:
        play(used, GROUP, {13: 3}, 50.0)
        left = (tmp_path / "copy.db-wal").read_bytes()
    (tmp_path / "copy.db-wal").write_bytes(left)  # as a program that died leaves it
    with closing(Chats.open(source)) as chats:
        play(chats, GROUP, {11: 3}, 100.0)
        back_up(source, target, force=True)
    restore(target, tmp_path / "other.db")
    assert [row.user for row in boards(tmp_path / "other.db")] == [11]
