"""The archive as a file: its atomic replacement, and a seal, a checksum file that detects changes.

The seal next to it has the version of the code that built the archive and the SHA-256 hash of its content.
"""

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

# The packages and modules of ``store`` that an import executes.
READER = ("archive", "cup", "derivation", "importing", "seedfiles", "sqlite", "text")


@cache
def reader_version() -> str:
    """A hash that changes with the code that parses and derives."""
    return digest_of_reader(Path(__file__).parents[1])


def digest_of_reader(store: Path) -> str:
    """A hash of every module and TOML vocabulary of :data:`READER` in the package folder *store*: of their
    relative paths and contents."""
    digest = hashlib.sha256()
    for name in READER:
        room = store / name
        files = [path for suffix in ("py", "toml") for path in room.rglob(f"*.{suffix}")]
        for path in sorted(files) if room.is_dir() else [room.with_suffix(".py")]:
            digest.update(f"{path.relative_to(store)} {sha256_of(path.read_bytes())}\n".encode())
    return digest.hexdigest()


def sha256_of(data: bytes) -> str:
    """The SHA-256 content hash of *data*, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def documents_of(archive: Path) -> dict[str, tuple[str, str]]:
    """Content hash and text, by path, of the files that *archive* was built from, whatever its version.

    Texts that do not match their hash are left out; empty when the archive cannot be read.
    """
    try:
        with closing(_open(archive)) as connection:
            rows = connection.execute("SELECT path, sha256, text FROM documents ORDER BY path").fetchall()
        return {path: (sha256, text) for path, sha256, text in rows if sha256_of(text.encode()) == sha256}
    except (sqlite3.Error, UnicodeError, AttributeError):  # damaged, or not an archive
        return {}


def editions_of(archive: Path) -> dict[str, set[str]]:
    """The ids of the editions in each file, from an archive that is current."""
    editions: dict[str, set[str]] = {}
    with closing(_open(archive)) as connection:
        for path, edition in connection.execute("SELECT path, edition FROM editions ORDER BY path"):
            editions.setdefault(path, set()).add(edition)
    return editions


def parts_of(archive: Path) -> set[frozenset[str]]:
    """The paths of the files of each edition that has several, from an archive that is current."""
    with closing(_open(archive)) as connection:
        rows = connection.execute("SELECT parts FROM editions WHERE parts != '[]'").fetchall()
    return {frozenset(path for path, _ in json.loads(parts)) for (parts,) in rows}


def is_current(archive: Path) -> bool:
    """Whether the archive is as this version of the code wrote it, by its seal."""
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
    """Replace *archive* by *new* atomically, synced to disk before, and write its seal.

    A process killed between the two leaves a seal that does not match, and the next import rebuilds both.
    """
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    for suffix in ("-journal", "-wal", "-shm"):  # of another program that wrote to the old archive
        Path(f"{archive}{suffix}").unlink(missing_ok=True)
    new.replace(archive)
    seal = archive.with_suffix(".seal.new")
    seal.write_text(_seal(archive), "ascii")
    seal.replace(_seal_of(archive))
