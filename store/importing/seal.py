"""The archive as a file: put in its place in one step, and sealed so that changes show.

The seal beside it holds the version of the reader that made it and the digest of its content.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

# What an import executes, of the store: whole rooms, and modules.
READER = ("archive", "cup", "derivation", "importing", "seedfiles", "sqlite", "text")


@cache
def reader_version() -> str:
    """A digest that changes with the code that reads and derives."""
    return digest_of_reader(Path(__file__).parents[1])


def digest_of_reader(store: Path) -> str:
    """A digest of every module and vocabulary of the :data:`READER` in the package folder *store*, and of its
    place there."""
    digest = hashlib.sha256()
    for name in READER:
        room = store / name
        files = [path for suffix in ("py", "toml") for path in room.rglob(f"*.{suffix}")]
        for path in sorted(files) if room.is_dir() else [room.with_suffix(".py")]:
            digest.update(f"{path.relative_to(store)} {sha256_of(path.read_bytes())}\n".encode())
    return digest.hexdigest()


def sha256_of(data: bytes) -> str:
    """The content hash of *data*, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def documents_of(archive: Path) -> dict[str, tuple[str, str]]:
    """Path, content hash and text of what the archive was made from, of whatever version it is.

    Texts that are not what they were are left out.
    """
    try:
        with closing(_open(archive)) as connection:
            rows = connection.execute("SELECT path, sha256, text FROM documents ORDER BY path").fetchall()
        return {path: (sha256, text) for path, sha256, text in rows if sha256_of(text.encode()) == sha256}
    except (sqlite3.Error, UnicodeError, AttributeError):  # damaged, or somebody else's
        return {}


def editions_of(archive: Path) -> dict[str, str]:
    """Edition ids by path, of an archive that is current."""
    with closing(_open(archive)) as connection:
        return dict(connection.execute("SELECT path, edition FROM editions ORDER BY path").fetchall())


def is_current(archive: Path) -> bool:
    """Whether the archive is as this version of the reader left it."""
    try:
        return _seal_of(archive).read_text("ascii") == _seal(archive)
    except (OSError, UnicodeError):
        return False


def _seal_of(archive: Path) -> Path:
    return archive.with_suffix(".seal")


def _seal(archive: Path) -> str:
    with archive.open("rb") as file:
        return f"{reader_version()} {hashlib.file_digest(file, 'sha256').hexdigest()}\n"


def _open(archive: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)


def put_in_place(new: Path, archive: Path) -> None:
    """Make *new* the archive, on the disk before anybody can see it, and seal it.

    A kill between the two leaves a seal that does not fit, and the next import makes it again.
    """
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    for suffix in ("-journal", "-wal", "-shm"):  # of another program that wrote into the old one
        Path(f"{archive}{suffix}").unlink(missing_ok=True)
    new.replace(archive)
    seal = archive.with_suffix(".seal.new")
    seal.write_text(_seal(archive), "ascii")
    seal.replace(_seal_of(archive))
