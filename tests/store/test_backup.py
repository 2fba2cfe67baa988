import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.backup import BackupFailed, back_up


def test_a_copy_while_somebody_writes(tmp_path: Path) -> None:
    source, target = tmp_path / "chats.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(source)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE votes (number INTEGER)")
        writer.execute("INSERT INTO votes VALUES (1)")
        writer.commit()
        writer.execute("INSERT INTO votes VALUES (2)")  # not committed: not in the copy
        back_up(source, target)
        writer.commit()
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT number FROM votes").fetchall() == [(1,)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chats.db", "copy.db"]


def test_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="there is no"):
        back_up(tmp_path / "chats.db", tmp_path / "copy.db")


def test_a_failed_copy_leaves_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "chats.db").write_bytes(b"no database" * 100)
    (tmp_path / "copy.db").write_text("the one before")
    with pytest.raises(BackupFailed, match="cannot back up"):
        back_up(tmp_path / "chats.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "the one before"


def test_a_copy_onto_itself_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "chats.db"
    with closing(sqlite3.connect(source)) as writer:
        writer.execute("CREATE TABLE votes (number INTEGER)")
    (tmp_path / "link.db").symlink_to(source)
    before = source.read_bytes()
    for target in (source, tmp_path / "link.db", tmp_path / "folder" / ".." / "chats.db"):
        (tmp_path / "folder").mkdir(exist_ok=True)
        with pytest.raises(BackupFailed, match="name another file"):
            back_up(source, target)
    assert source.read_bytes() == before
