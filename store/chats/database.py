"""Opening ``chats.db`` and bringing its tables up to date.

What is committed survives a crash of the machine (WAL, ``synchronous=FULL``). A migration that has
been released is never changed; a new one is added below it.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
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


@_migrations()
def cups(db: Database) -> None:
    """Competitions kept apart, and sums of boards, so that old games need not be kept."""
    for statement in _CUPS.split(";"):
        if statement.strip():
            db.execute(statement)


_CUPS = """
CREATE TABLE cups (
    cup INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

ALTER TABLE games ADD COLUMN cup INTEGER NOT NULL DEFAULT 0;

CREATE INDEX games_by_end ON games (ended) WHERE told;

CREATE TABLE asked_of_cups (
    cup INTEGER NOT NULL DEFAULT 0,
    chat INTEGER NOT NULL,
    key TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (cup, chat, key)
) STRICT, WITHOUT ROWID;

INSERT INTO asked_of_cups (chat, key, times) SELECT chat, key, times FROM asked;

DROP TABLE asked;

ALTER TABLE asked_of_cups RENAME TO asked;

CREATE TABLE totals (
    cup INTEGER NOT NULL,
    chat INTEGER NOT NULL,
    user INTEGER NOT NULL,
    points INTEGER NOT NULL,
    games INTEGER NOT NULL,
    wins INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    streak INTEGER NOT NULL,
    PRIMARY KEY (cup, chat, user)
) STRICT, WITHOUT ROWID;

CREATE INDEX totals_by_points ON totals (cup, chat, points);

CREATE INDEX totals_by_user ON totals (user);

INSERT INTO totals
SELECT 0, g.chat, s.user, SUM(s.points), COUNT(*), SUM(s.won), SUM(s."right"), SUM(s.answered), MAX(s.streak)
FROM standings s JOIN games g USING (game) WHERE s.user > 0 GROUP BY g.chat, s.user;

INSERT INTO totals
SELECT 0, 0, user, SUM(points), SUM(games), SUM(wins), SUM("right"), SUM(answered), MAX(streak)
FROM totals GROUP BY user
"""

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

    *cup* is the competition whose games are played; what belongs to others is kept apart.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self.cup = 0
        self.others: list[str] = []  # competitions that are kept here too
        self.to_scrub = False  # whether something was deleted that may still be read in the file's log

    @classmethod
    def open(cls, path: Path, competition: str | None = None) -> "Chats":
        """The file *path*, made when it is missing, for games about *competition*.

        :raises ChatsUnusable: when it cannot be opened, is damaged, no such database, or of a later version.
        """
        try:
            if not path.parent.is_dir():
                path.parent.mkdir(mode=0o700, parents=True)
            keep_private(path)
            connection = sqlite3.connect(path, timeout=_BUSY)
        except (sqlite3.Error, OSError) as error:
            raise ChatsUnusable(f"cannot open {path}: {error}") from None
        try:
            chats = cls(_prepared(Database(connection), path))
            chats._enter(competition)
            chats.scrub()
            connection.execute("PRAGMA busy_timeout = 0")
        except (sqlite3.Error, ValueError) as error:
            connection.close()
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
        """A database that is gone when it is closed."""
        return cls(_prepared(Database(memory=True)))

    def _enter(self, competition: str | None) -> None:
        """Be about *competition*. What was kept before competitions were told apart is the first one's."""
        known = {row["name"]: row["cup"] for row in self.rows("SELECT cup, name FROM cups ORDER BY cup")}
        if competition is not None:
            if competition not in known:
                self.insert("cups", {"cup": len(known), "name": competition})
            self.cup = known.get(competition, len(known))
            self.others = [name for name in known if name != competition]

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def scrub(self) -> bool:
        """Take what was deleted out of the file's log as well; whether that was possible."""
        try:
            self.to_scrub = bool(self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0]["busy"])
        except sqlite3.Error as error:
            if not may_pass(error):
                raise
            self.to_scrub = True
        return not self.to_scrub

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


def keep_private(path: Path) -> None:
    """Let nobody else read the file *path*, which is made when it is missing.

    :raises OSError: when it cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with suppress(OSError):  # somebody else's, who let us use it
        path.chmod(0o600)


def check(path: Path) -> None:
    """See to it that *path* is a whole database of ours that this version can use; nothing is changed.

    :raises ChatsUnusable: when it is not.
    """
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            db = Database(connection)
            if not db["games"].exists():
                raise ChatsUnusable(f"{path} is no chats.db: it has no games")
            _check(db, path)
    except sqlite3.Error as error:
        raise ChatsUnusable(f"cannot use {path}: {error}") from None


def _check(db: Database, path: Path | None) -> None:
    """See to it that a database is whole, and of no later version.

    :raises ChatsUnusable: when it is not.
    """
    problems = [str(row[0]) for row in db.execute("PRAGMA quick_check(1)").fetchall()]
    if problems != ["ok"]:
        raise ChatsUnusable(
            f"{path} is damaged ({problems[0].splitlines()[-1]}); it was left as it is: `kubok restore` puts "
            "a backup in its place"
        )
    known = {migration.name for migration in _migrations.pending(Database(memory=True))}
    later = [applied.name for applied in _migrations.applied(db) if applied.name not in known]
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
    db.execute("PRAGMA secure_delete = ON")  # what is deleted is gone from the file
    _migrations.apply(db)
    lacking = sorted(_columns(_whole()) - _columns(db))
    if lacking:
        raise ChatsUnusable(f"{path} lacks {lacking[0]}, which this version needs; it was left as it is")
    return db


def _columns(db: Database) -> set[str]:
    """Every column of our tables, as ``table.column``."""
    sql = """
        SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'
    """
    return {row[0] for row in db.execute(sql).fetchall()}


def _whole() -> Database:
    """An empty database with all our tables."""
    db = Database(memory=True)
    _migrations.apply(db)
    return db
