"""Opening ``chats.db`` and applying its migrations.

Committed transactions survive a crash of the machine (write-ahead log, ``synchronous=FULL``).
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from store.chats.schema import MIGRATIONS
from store.sqlite import SIZE, Row

# Transient errors, after which a retry may succeed: another process writes, the disk is full or missing.
_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOMEM,
    }
)


def may_pass(error: BaseException | None) -> bool:
    """Whether *error* is transient: ``chats.db`` cannot be used at the moment, but nothing else is wrong."""
    if not isinstance(error, sqlite3.Error):
        return False
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _PASSING  # the other bits of an extended code are details


class ChatsUnusable(Exception):
    """``chats.db`` cannot be opened; the text says why in one sentence."""


class Chats:
    """A connection to ``chats.db``, bound to the thread that opened it; to be closed.

    A write never waits for another process's lock: it fails at once, with an error that :func:`may_pass`,
    and the caller retries later, so that nothing else is blocked meanwhile.

    *cup* is the competition whose games are played; the data of other competitions is kept separate.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self.cup = 0
        self.others: list[str] = []  # other competitions with data in this file
        self.languages: dict[int, str | None] = {}  # in memory, see store.chats.people
        self.to_scrub = False  # whether deleted data may still be in the write-ahead log
        self._file = self._file_at_its_path()

    @classmethod
    def open(cls, path: Path, competition: str | None = None, busy: float = 5.0) -> "Chats":
        """Open the file *path*, created if missing, for games about *competition*.

        A lock of another process is waited for up to *busy* seconds.

        :raises ChatsUnusable: when it cannot be opened, is damaged, no ``chats.db``, or of a later version.
        """
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(mode=0o700, parents=True)
            keep_private(path)
            connection = sqlite3.connect(path, timeout=busy)
        except (sqlite3.Error, OSError) as error:
            raise ChatsUnusable(f"cannot open {path}: {error}") from None
        try:
            chats = cls(_prepared(Database(connection), path))
            chats._enter(competition)
            chats.scrub()
            connection.execute("PRAGMA busy_timeout = 0")
        except (sqlite3.Error, ValueError) as error:
            connection.close()
            if may_pass(error):
                raise ChatsUnusable(f"cannot write {path}: {error}; start again when it can be") from None
            raise ChatsUnusable(
                f"cannot use {path}: {error}; it holds games and boards, so it was left as it is: "
                "`kubok restore` puts a backup in its place"
            ) from None
        except ChatsUnusable:
            connection.close()
            raise
        return chats

    @classmethod
    def in_memory(cls) -> "Chats":
        """An in-memory database, which is lost when it is closed."""
        return cls(_prepared(Database(memory=True)))

    def _enter(self, competition: str | None) -> None:
        """Select *competition*, added if new. Data without one, of older versions, belongs to the first."""
        known = {row["name"]: row["cup"] for row in self.rows("SELECT cup, name FROM cups ORDER BY cup")}
        if competition is not None:
            if competition not in known:
                self.insert("cups", {"cup": len(known), "name": competition})
            self.cup = known.get(competition, len(known))
            self.others = [name for name in known if name != competition]

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def scrub(self) -> bool:
        """Truncate the write-ahead log, so that it holds no deleted data; whether that was possible."""
        try:
            self.to_scrub = bool(self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]["busy"])
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
            self.to_scrub = True
        return not self.to_scrub

    def size(self) -> int:
        """The size of the database in bytes.

        :raises sqlite3.Error: when it cannot be read.
        """
        return int(self.rows(SIZE)[0]["size"])

    def can_be_written(self) -> bool:
        """Whether a commit, which is tried, reaches the disk, in a file that was not moved meanwhile."""
        try:
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            self._db.execute(f"PRAGMA user_version = {version}")
        except sqlite3.Error:
            return False
        return self._file_at_its_path() == self._file

    def _file_at_its_path(self) -> tuple[int, int] | None:
        """The device and the number of the file where this database was opened; None in memory, and when
        there is none."""
        path = self.rows("PRAGMA database_list")[0]["file"]
        try:
            found = os.stat(path) if path else None
        except OSError:
            found = None
        return (found.st_dev, found.st_ino) if found else None

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Context manager for a transaction: committed at the end, rolled back on an exception."""
        with self._db.atomic():
            yield

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """The rows of a query.

        Not by ``Database.query``, which makes three statements of it, as it guards against writes.
        """
        cursor = self._db.execute(sql, parameters)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, *parameters: Any) -> Row | None:
        """The first row of a query, None when there is none."""
        return next(iter(self.rows(sql, *parameters)), None)

    def write(self, sql: str, *parameters: Any) -> int:
        """Execute a statement; the number of rows changed."""
        return self._db.execute(sql, parameters).rowcount

    def each(self, sql: str, parameters: Iterable[Iterable[Any]]) -> None:
        """Execute a statement with each of *parameters*; only within :meth:`atomic`."""
        self._db.conn.executemany(sql, map(tuple, parameters))

    def insert(self, table: str, values: Row) -> int:
        """Insert a row into *table*; its row id.

        :raises sqlite3.IntegrityError: when it violates a constraint, such as a unique key.
        """
        columns, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names of this package
        return self._db.execute(sql, list(values.values())).lastrowid or 0


def keep_private(path: Path) -> None:
    """Make the file *path*, created if missing, readable by its owner only.

    :raises OSError: when it cannot be created.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with suppress(OSError):  # owned by another user, who gave access to it
        path.chmod(0o600)


def check(path: Path, *, in_use: bool = False) -> None:
    """Check, read-only, that *path* is an intact ``chats.db`` that this version can use; it may be *in use*.

    :raises ChatsUnusable: when it is not.
    """
    reading = "mode=ro" if in_use else "mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{reading}", uri=True)) as connection:
            db = Database(connection)
            if not db["games"].exists():
                raise ChatsUnusable(f"{path} is no chats.db: it has no games")
            _check(db, path)
    except sqlite3.Error as error:
        raise ChatsUnusable(f"cannot use {path}: {error}") from None


def _check(db: Database, path: Path | None) -> None:
    """Check that a database is intact, and has no migration of a later version.

    :raises ChatsUnusable: when it is damaged or of a later version.
    """
    problems = [str(row[0]) for row in db.execute("PRAGMA quick_check(1)").fetchall()]
    if problems != ["ok"]:
        raise ChatsUnusable(
            f"{path} is damaged ({problems[0].splitlines()[-1]}); it was left as it is: `kubok restore` puts "
            "a backup in its place"
        )
    known = {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}
    later = [applied.name for applied in MIGRATIONS.applied(db) if applied.name not in known]
    if later:
        raise ChatsUnusable(
            f"{path} was used by a later version of Kubok ({later[0]}); run that one, or `kubok restore` a "
            "backup from before it"
        )


def _prepared(db: Database, path: Path | None = None) -> Database:
    _check(db, path)
    db.enable_wal()
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # overwrites deleted data in the file
    MIGRATIONS.apply(db)
    lacking = sorted(_columns(_whole()) - _columns(db))
    if lacking:
        raise ChatsUnusable(f"{path} lacks {lacking[0]}, which this version needs; it was left as it is")
    return db


def _columns(db: Database) -> set[str]:
    """The columns of all tables, as ``table.column``."""
    sql = """
        SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
    """
    return {row[0] for row in db.execute(sql).fetchall()}


def _whole() -> Database:
    """An empty database with all migrations applied."""
    db = Database(memory=True)
    MIGRATIONS.apply(db)
    return db
