"""Backup and restore of ``chats.db``; a backup may be made while the database is in use."""

import os
import re
import sqlite3
import stat
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from store.chats.database import ChatsUnusable, check, keep_private

_NAME = "chats-%Y%m%d-%H%M%S"  # of a backup in a folder, in UTC, so that names are in the order of time
_OF_FOLDER = re.compile(r"chats-(\d{8}-\d{6})(?:-(\d+))?\.db")
_ASIDE = "-before-%Y%m%d-%H%M%S"  # behind the name of one that a backup has replaced
_DAY = 86_400.0
_UNFINISHED = 3600.0  # seconds after which a backup that is not finished never will be
_HELD = 1.0  # seconds for which another program may read, as a backup does
_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510  # bytes of a file that its users lock
_BESIDE = ("", "-wal", "-shm", "-journal")  # suffixes of a database and of SQLite's files next to it


class BackupFailed(Exception):
    """A backup could not be made or restored, and existing files were left as they were, or old ones could
    not be deleted; the text says which and why in one sentence."""


@dataclass(frozen=True, slots=True)
class Copied:
    """The contents of a copy: the number of *games* and of *people* with a name, and its *size* in bytes;
    *aside* is the path where the replaced file is kept."""

    games: int
    people: int
    size: int
    aside: Path | None = None


def back_up(source: Path, target: Path, *, force: bool = False) -> Copied:
    """Back up the database *source*, which may be in use, as a consistent copy *target*.

    The copy is created atomically. An existing file *target* is replaced only with *force*.

    :raises BackupFailed: when there is nothing to copy, or *target* cannot or must not be written.
    """
    _expect(source, "back up")
    if not target.name:
        raise BackupFailed("name the file that the backup is to be written to")
    if _is_part_of(source, target):
        raise BackupFailed(f"{target} is what is to be backed up; name another file")
    if target.exists() and not force:
        raise BackupFailed(f"{target} is there already; name another file, or replace it with --force")
    try:
        new = _copied(source, target)
        try:
            check(new)
            done = _described(new)
            _remove_beside(target)
            new.replace(target)
        finally:
            new.unlink(missing_ok=True)
    except ChatsUnusable as error:
        raise BackupFailed(f"not backed up: {str(error).replace(str(new), str(source))}") from None
    except (sqlite3.Error, OSError) as error:
        raise BackupFailed(f"cannot back up {source} to {target}: {error}") from None
    return done


def back_up_into(
    source: Path, folder: Path, keep: int | None = None, days: int | None = None
) -> tuple[Path, Copied, int]:
    """Back up the database *source* into *folder*, made if missing, as ``chats-DATE-TIME.db`` (UTC), see
    :func:`back_up`; return the path of the copy, what it holds, and the number of older ones deleted.

    Of the files with such names, the *keep* latest stay, the new one among them, and of these those of the
    last *days*; all when both are None.

    :raises BackupFailed: as :func:`back_up`; when an old one cannot be deleted, after the new one is made.
    """
    _expect(source, "back up")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = sorted(found for found in map(_made_at, folder.iterdir()) if found)
    except OSError as error:
        raise BackupFailed(f"cannot back up into {folder}: {error.strerror}") from None
    now = time.time()
    stem, number = time.strftime(_NAME, time.gmtime(now)), 0
    target = folder / f"{stem}.db"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.db"
    done = back_up(source, target)
    old = {path for _, _, path in before[: max(0, len(before) + 1 - keep)]} if keep else set()
    if days is not None:
        first = time.strftime(_NAME, time.gmtime(now - days * _DAY))
        old |= {path for _, _, path in before if path.name < first}
    try:
        for path in (*old, *_left_unfinished(folder)):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise BackupFailed(
            f"{target} is made, but older backups cannot be deleted: {error.strerror}"
        ) from None
    return target, done, len(old)


def _expect(file: Path, what_for: str) -> None:
    try:
        is_file = stat.S_ISREG(file.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        is_file = False
    except OSError as error:
        raise BackupFailed(f"cannot open {file}: {error.strerror}") from None
    if not is_file:
        raise BackupFailed(f"there is no {file} to {what_for}")


def _made_at(path: Path) -> tuple[str, int, Path] | None:
    """The time in the name of a backup in a folder, its number within the second, and *path*; None for
    another file."""
    found = _OF_FOLDER.fullmatch(path.name)
    return (found[1], int(found[2] or 0), path) if found and path.is_file() else None


def _left_unfinished(folder: Path) -> list[Path]:
    """What backups that were killed have left in *folder*."""
    latest = time.time() - _UNFINISHED
    return [
        path
        for path in folder.glob("chats-*.db.new")
        if _OF_FOLDER.fullmatch(path.stem) and path.stat().st_mtime < latest
    ]


def restore(backup: Path, target: Path) -> Copied:
    """Replace the database *target*, which must not be in use, with the copy *backup*.

    The replaced database is kept next to it under another name, together with its write-ahead log.

    :raises BackupFailed: when *backup* is not an intact ``chats.db``, or *target* cannot be replaced.
    """
    _expect(backup, "restore")
    target = target.resolve()  # a link stays, and what it leads to is replaced
    if _is_part_of(target, backup):
        raise BackupFailed(f"{backup} is what is to be replaced; name a backup of it")
    try:
        # SQLite must not create files next to a backup that is not in use.
        new = _copied(backup, target, in_use=Path(f"{backup}-wal").exists())
        try:
            check(new)
            done = _described(new)
            _expect_unused(target)
            aside = _put_aside(target) if target.exists() else None
            _remove_beside(target)
            new.replace(target)
            _write_through(target.parent)
        finally:
            new.unlink(missing_ok=True)
    except ChatsUnusable as error:
        raise BackupFailed(str(error).replace(str(new), str(backup))) from None
    except (sqlite3.Error, OSError) as error:
        raise BackupFailed(f"cannot restore {target} from {backup}: {error}") from None
    return Copied(done.games, done.people, done.size, aside)


def _is_part_of(database: Path, file: Path) -> bool:
    """Whether *file* is the *database*, or one of the files that SQLite puts next to it."""
    names = [Path(f"{database.resolve()}{suffix}") for suffix in _BESIDE]
    return file.resolve() in names or any(
        name.exists() and file.exists() and file.samefile(name) for name in names
    )


def _remove_beside(file: Path) -> None:
    """Remove SQLite's files next to *file*: they must not be read with the file that replaces it."""
    for suffix in _BESIDE[1:]:
        Path(f"{file}{suffix}").unlink(missing_ok=True)


def _copied(source: Path, beside: Path, *, in_use: bool = True) -> Path:
    """A copy of *source* as a single file next to *beside*, flushed to disk."""
    reading = "mode=ro" if in_use else "mode=ro&immutable=1"
    new = beside.with_name(f"{beside.name}.new")
    new.unlink(missing_ok=True)
    keep_private(new)
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?{reading}", uri=True)) as original,
            closing(sqlite3.connect(new)) as copy,
        ):
            original.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _write_through(new)
    return new


def _described(copy: Path) -> Copied:
    with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        counts = [
            connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608 - one of these
            for table in ("games", "people")
        ]
    return Copied(counts[0], counts[1], copy.stat().st_size)


def _put_aside(database: Path) -> Path:
    """Keep a *database* under another name, together with its write-ahead log; the new path."""
    with suppress(sqlite3.Error, ChatsUnusable):  # a damaged one is kept as it is
        check(database)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    stem, number = time.strftime(f"{database.stem}{_ASIDE}"), 0
    aside = database.with_name(f"{stem}{database.suffix}")
    while aside.exists():
        number += 1
        aside = database.with_name(f"{stem}-{number}{database.suffix}")
    for suffix in _BESIDE:
        if Path(f"{database}{suffix}").exists():
            os.link(f"{database}{suffix}", f"{aside}{suffix}")
    return aside


def put_aside_before(database: Path, at: float) -> list[Path]:
    """The databases that backups have replaced in place of *database*, before *at* in seconds since 1970."""
    latest = time.strftime(f"{database.stem}{_ASIDE}", time.localtime(at))
    kept = database.parent.glob(f"{database.stem}-before-*{database.suffix}")
    return sorted(path for path in kept if path.name < latest)


def _expect_unused(database: Path) -> None:
    """Check that no program has *database* open, damaged or not, without touching it.

    On POSIX, SQLite has locks on these bytes of a file that is open: https://sqlite.org/src/file/src/os.h.
    (On Windows such a file cannot be replaced anyway.)

    :raises BackupFailed: when one has it open.
    """
    if os.name != "posix" or not database.exists():
        return
    import fcntl

    end = time.monotonic() + _HELD
    with database.open("r+b") as file:
        while True:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise BackupFailed(
                        f"another program has {database} open, such as Litestream; stop it first"
                    ) from None
                time.sleep(_HELD / 10)
            else:
                return


def _write_through(path: Path) -> None:
    """Flush a file, or the entries of a folder, to disk; Windows does the latter by itself."""
    if os.name == "nt" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
