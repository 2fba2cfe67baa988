"""Hot copies of a SQLite file."""

import sqlite3
from contextlib import closing
from pathlib import Path


class BackupFailed(Exception):
    """No copy was made; the text says why in one sentence."""


def back_up(source: Path, target: Path) -> None:
    """Make *target* a consistent copy of the database *source*, which may be in use.

    The copy appears whole or not at all; an earlier file *target* is replaced by it.

    :raises BackupFailed: when there is nothing to copy, or the copy cannot be written.
    """
    if not source.is_file():
        raise BackupFailed(f"there is no {source} to back up")
    if target.exists() and target.samefile(source):
        raise BackupFailed(f"{target} is what is to be backed up; name another file")
    new = target.with_name(f"{target.name}.new")
    try:
        new.unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original,
            closing(sqlite3.connect(new)) as copy,
        ):
            original.backup(copy)
        new.replace(target)
    except (sqlite3.Error, OSError) as error:
        new.unlink(missing_ok=True)
        raise BackupFailed(f"cannot back up {source} to {target}: {error}") from None
