"""Opening ``chats.db`` and bringing its tables up to date.

What is committed survives a crash of the machine (WAL, ``synchronous=FULL``). A migration that has
been released is never changed; a new one is added below it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from store.rows import SIZE, Row

_migrations = Migrations("kubok-chats")
_BUSY = 5  # seconds to wait for another program when the file is opened
# What a write may fail with though the next one may not: somebody else writes, the disk is full or away.
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
    """Whether *error* says that ``chats.db`` cannot be used just now, and nothing is wrong otherwise."""
    if not isinstance(error, sqlite3.Error):
        return False
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _PASSING  # the rest of an extended code tells details


class ChatsUnusable(Exception):
    """``chats.db`` cannot be opened; the text says why in one sentence."""


@_migrations()
def trivia(db: Database) -> None:
    """Games, their questions and answers, and what remains of them."""
    for statement in _TRIVIA.split(";"):
        if statement.strip():
            db.execute(statement)


@_migrations()
def inbox(db: Database) -> None:
    """Updates that wait."""
    db.execute(
        "CREATE TABLE inbox (id INTEGER PRIMARY KEY, content TEXT NOT NULL, tries INTEGER NOT NULL) STRICT"
    )


_TRIVIA = """
CREATE TABLE games (
    game INTEGER PRIMARY KEY AUTOINCREMENT,
    chat INTEGER NOT NULL,
    topic INTEGER NOT NULL,
    private INTEGER NOT NULL,
    starter INTEGER,
    questions INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    difficulty TEXT,
    edition TEXT,
    began REAL NOT NULL,
    stopped REAL,
    ended REAL,
    ending TEXT,
    told INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX one_game_at_a_time ON games (chat, topic) WHERE ended IS NULL;
CREATE INDEX games_by_chat ON games (chat, ended);

CREATE TABLE questions (
    game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    cites TEXT NOT NULL,
    question TEXT NOT NULL,
    options TEXT NOT NULL,
    correct INTEGER NOT NULL,
    explanation TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    shoot_out INTEGER NOT NULL,
    asked REAL NOT NULL,
    poll TEXT UNIQUE,
    message INTEGER,
    deadline REAL,
    skipped REAL,
    closed REAL,
    closing TEXT,
    PRIMARY KEY (game, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    game INTEGER NOT NULL,
    number INTEGER NOT NULL,
    user INTEGER NOT NULL,
    option INTEGER,
    right INTEGER NOT NULL,
    points INTEGER NOT NULL,
    at REAL NOT NULL,
    UNIQUE (game, number, user),
    FOREIGN KEY (game, number) REFERENCES questions ON DELETE CASCADE
) STRICT;

CREATE TABLE strays (
    poll TEXT NOT NULL,
    user INTEGER NOT NULL,
    name TEXT NOT NULL,
    option INTEGER NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (poll, user)
) STRICT;

CREATE TABLE skips (
    game INTEGER NOT NULL,
    number INTEGER NOT NULL,
    user INTEGER NOT NULL,
    PRIMARY KEY (game, number, user),
    FOREIGN KEY (game, number) REFERENCES questions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE standings (
    game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
    user INTEGER NOT NULL,
    place INTEGER NOT NULL,
    points INTEGER NOT NULL,
    right INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    streak INTEGER NOT NULL,
    won INTEGER NOT NULL,
    PRIMARY KEY (game, user)
) STRICT, WITHOUT ROWID;

CREATE INDEX standings_by_user ON standings (user);

CREATE TABLE people (
    user INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE asked (
    chat INTEGER NOT NULL,
    key TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (chat, key)
) STRICT, WITHOUT ROWID
"""


class Chats:
    """The database, opened. Bound to the thread that opened it; to be closed.

    Nothing waits for another program that writes: it fails at once, with an error that :func:`may_pass`,
    and whoever wants it done tries again later. So nobody else has to wait meanwhile.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    @classmethod
    def open(cls, path: Path) -> "Chats":
        """The file *path*, made when it is missing.

        :raises ChatsUnusable: when it cannot be opened, is damaged or no such database.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_BUSY)
        except (sqlite3.Error, OSError) as error:
            raise ChatsUnusable(f"cannot open {path}: {error}") from None
        try:
            return cls(_prepared(Database(connection)))
        except sqlite3.Error as error:
            connection.close()
            raise ChatsUnusable(
                f"cannot use {path}: {error}; it holds games and boards, so it was left as it is"
            ) from None

    @classmethod
    def in_memory(cls) -> "Chats":
        """A database that is gone when it is closed."""
        return cls(_prepared(Database(memory=True)))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def size(self) -> int:
        """Bytes of the file.

        :raises sqlite3.Error: when it does not answer.
        """
        return int(self.rows(SIZE)[0]["size"])

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """What is done within is committed as one at the end, or not at all."""
        with self._db.atomic():
            yield

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """The rows of a query."""
        return list(self._db.query(sql, parameters))

    def row(self, sql: str, *parameters: Any) -> Row | None:
        """The first row of a query, None when there is none."""
        return next(iter(self.rows(sql, *parameters)), None)

    def write(self, sql: str, *parameters: Any) -> int:
        """Do what a statement says; how many rows it changed."""
        return self._db.execute(sql, parameters).rowcount

    def each(self, sql: str, parameters: Iterable[Iterable[Any]]) -> None:
        """Do what a statement says with each of *parameters*, within :meth:`atomic`."""
        self._db.conn.executemany(sql, map(tuple, parameters))

    def insert(self, table: str, values: Row) -> int:
        """Add a row to *table*; its row id.

        :raises sqlite3.IntegrityError: when there is such a row.
        """
        columns, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names of this package
        return self._db.execute(sql, list(values.values())).lastrowid or 0


def _prepared(db: Database) -> Database:
    db.enable_wal()
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what is deleted is gone from the file
    _migrations.apply(db)
    db.execute("PRAGMA busy_timeout = 0")
    return db
