"""The folders: the seeds, the data folder, and the databases in it."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory

from bot.data_folder import DataLock
from bot.doctor.copies import check_copies
from bot.doctor.findings import Finding, Level, doubtful, good, wrong
from bot.settings import Settings
from store.chats.database import ChatsUnusable, check, may_pass
from store.importing.importer import import_seeds
from store.seedfiles.folder import ImportFailed

_MOST_PROBLEMS = 5  # of seeds that are told
_NEEDED, _SPARE = 20_000_000, 200_000_000  # bytes free on the disk of the data folder
_BUSY = 2.0  # seconds that a lock is waited for; the bot holds none as long
_PROBE = "doctor-"  # the beginning of the names of folders that are deleted again
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_seeds(settings: Settings) -> Iterator[Finding]:
    """Whether the seeds can be imported: they are, into a folder that is deleted."""
    with TemporaryDirectory() as folder:
        try:
            report = import_seeds(settings.seeds, Path(folder) / "archive.db", cup=settings.cup)
        except ImportFailed as error:
            yield wrong(
                _sentence(error),
                "Set KUBOK_SEEDS to a folder with season files, and KUBOK_CUP if it has several cups.",
            )
            return
    for problem in report.problems[:_MOST_PROBLEMS]:
        yield wrong(f"{problem}", "Correct the line; `kubok import --check FILE` reads the file again.")
    if len(report.problems) > _MOST_PROBLEMS:
        more = len(report.problems) - _MOST_PROBLEMS
        yield wrong(f"{more} more lines of the seeds cannot be read.", "`kubok import` names them.")
    if not report.problems:
        yield good(f"The seeds in {settings.seeds} can be read.")


def check_data(settings: Settings) -> Iterator[Finding]:
    """Whether the data folder is one in which databases can be kept, and nobody else can read them."""
    data = settings.data.absolute()
    if not data.is_dir():
        yield _not_yet(data)
        return
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        yield wrong(f"{data} cannot be opened and written.", _given_to_its_user(data))
        return
    chats = data / settings.chats.name
    found = [*_private(data, chats), *_room_on_disk(data), *_written_in(data)]
    yield from found or [good(f"The data folder {data} can be written.")]
    if any(finding.level is Level.WRONG for finding in found):
        return
    serving = DataLock(data).is_held()
    yield good(f"{'A bot' if serving else 'No bot'} serves from it now.")
    yield from check_copies(chats)
    if chats.exists():
        yield from _check_chats(chats)


def _given_to_its_user(path: Path) -> str:
    command = f"chown -R USER {quote(str(path))}"
    return f"Let it belong to the user who runs the bot, on a disk that can be written: {command}"


def _sentence(error: Exception) -> str:
    said = str(error).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}."


def _not_yet(data: Path) -> Finding:
    parent = next(folder for folder in (data, *data.parents) if folder.exists())
    if not parent.is_dir():
        return wrong(f"{parent} is no folder.", "Give KUBOK_DATA the path of a folder.")
    if not os.access(parent, os.W_OK | os.X_OK):
        return wrong(f"{data} cannot be made: {parent} cannot be written.", _given_to_its_user(parent))
    return good(f"There is no data folder {data} yet; the first start makes it.")


def _private(data: Path, chats: Path) -> Iterator[Finding]:
    """Whether the data folder and ``chats.db`` are this user's, and nobody else can read who plays."""
    if os.name != "posix":
        return
    for path in filter(Path.exists, (data, chats)):
        if os.geteuid() not in (0, path.stat().st_uid):
            yield doubtful(f"{path} belongs to another user.", "Run the bot, and this, as that user.")
    if chats.exists() and os.geteuid() == 0 and chats.stat().st_uid != data.stat().st_uid:
        yield wrong(
            f"{chats} belongs to another user than its folder.",
            f"chown --reference={quote(str(data))} {quote(str(chats))}",
        )
    if chats.exists() and chats.stat().st_mode & _OTHERS:
        yield wrong(f"Others can open {chats}, which says who plays.", f"chmod 600 {quote(str(chats))}")
    mode = data.stat().st_mode
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        yield wrong(f"Others can write in {data}.", f"chmod 700 {quote(str(data))}")
    elif mode & _OTHERS:
        yield doubtful(f"Others can look into {data}.", f"chmod 700 {quote(str(data))}")


def _room_on_disk(data: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(data).free
    said = f"{free // 1_000_000} MB are free on the disk of {data}."
    if free < _NEEDED:
        yield wrong(said, "Make room: without it nothing can be kept, and games stand still.")
    elif free < _SPARE:
        yield doubtful(said, "Make room before it is full.")


def _written_in(data: Path) -> Iterator[Finding]:
    """Whether a database with a write-ahead log can be written in the folder."""
    try:
        with (
            TemporaryDirectory(dir=data, prefix=_PROBE) as folder,
            closing(sqlite3.connect(Path(folder) / "probe.db")) as database,
        ):
            (mode,) = database.execute("PRAGMA journal_mode = WAL").fetchone()
            database.execute("CREATE TABLE probe (value)")
            database.commit()
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or error
        yield wrong(f"{data} cannot be written: {why}.", _given_to_its_user(data))
        return
    if mode != "wal":
        yield wrong(
            f"The disk of {data} cannot have SQLite's write-ahead log.",
            "Use a disk of this machine, no share.",
        )


def _check_chats(chats: Path) -> Iterator[Finding]:
    """Whether ``chats.db`` is locked by nobody, intact, and of this version or an earlier one."""
    if not chats.is_file() or not os.access(chats, os.R_OK | os.W_OK):
        yield wrong(f"{chats} cannot be opened and written.", _given_to_its_user(chats))
        return
    # The connection that can write is closed last: then it removes the write-ahead log, if no bot uses it.
    with closing(sqlite3.connect(chats, timeout=_BUSY, isolation_level=None)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
        except sqlite3.Error as error:
            if may_pass(error):
                yield wrong(
                    f"{chats} cannot be written: {error}.",
                    f"End the other program that has it open; `fuser {quote(str(chats))}` names it.",
                )
                return
        try:
            check(chats, in_use=True)
        except ChatsUnusable as error:
            yield wrong(
                _sentence(error),
                "`kubok restore FILE` puts a backup in its place, while the bot does not run.",
            )
            return
    yield good(f"{chats} is intact.")
