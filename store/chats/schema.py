"""The schema of ``chats.db``, as an ordered list of migrations.

A released migration is never changed; a new one is added after it.
"""

import hashlib
import json
import re

from sqlite_utils import Database, Migrations

from store.chats.tables import CUPS, REPORTS, SCHEDULE, TRIVIA

MIGRATIONS = Migrations("kubok-chats")


@MIGRATIONS()
def trivia(db: Database) -> None:
    """Add tables for games, their questions, answers and standings, and for names of users."""
    for statement in TRIVIA:
        db.execute(statement)


@MIGRATIONS()
def inbox(db: Database) -> None:
    """Add the table for pending updates."""
    db.execute(
        "CREATE TABLE inbox (id INTEGER PRIMARY KEY, content TEXT NOT NULL, tries INTEGER NOT NULL) STRICT"
    )


@MIGRATIONS()
def cups(db: Database) -> None:
    """Separate competitions, and add totals for boards, so that old games need not be kept."""
    for statement in CUPS:
        db.execute(statement)


@MIGRATIONS()
def traces(db: Database) -> None:
    """Add columns for what a question asks and gives away; its key no longer contains these."""
    for name, function in (("new_key", _new_key), ("old_kind", _old_kind), ("old_cited", _old_cited)):
        db.register_function(function, name=name)
    for column in ("kind TEXT NOT NULL DEFAULT ''", "edition TEXT", "round INTEGER", "tie INTEGER"):
        db.execute(f"ALTER TABLE questions ADD COLUMN {column}")
    db.execute(
        """
        UPDATE questions SET kind = old_kind(key), key = new_key(key),
            edition = old_cited(cites, 1), round = old_cited(cites, 2), tie = old_cited(cites, 3)
        """
    )
    db.execute("ALTER TABLE questions DROP COLUMN cites")
    db.execute("UPDATE OR REPLACE asked SET key = new_key(key)")


@MIGRATIONS()
def reports(db: Database) -> None:
    """Add tables for reports of what is not known, and for the prompts that they reply to."""
    for statement in REPORTS:
        db.execute(statement)


@MIGRATIONS()
def greeted(db: Database) -> None:
    """Add the table of groups that have been greeted."""
    db.execute("CREATE TABLE greeted (chat INTEGER PRIMARY KEY) STRICT")


@MIGRATIONS()
def languages(db: Database) -> None:
    """Add the table of the languages of chats, and the language of a game."""
    db.execute(
        "CREATE TABLE languages (chat INTEGER PRIMARY KEY, language TEXT NOT NULL, chosen INTEGER NOT NULL) "
        "STRICT"
    )
    db.execute("ALTER TABLE games ADD COLUMN language TEXT NOT NULL DEFAULT 'en'")


@MIGRATIONS()
def pictures(db: Database) -> None:
    """Add tables for the files of pictures that Telegram has, and for chats that want dark ones."""
    db.execute("CREATE TABLE pictures (key TEXT PRIMARY KEY, file TEXT NOT NULL, used REAL NOT NULL) STRICT")
    db.execute("CREATE TABLE dark (chat INTEGER PRIMARY KEY) STRICT")


@MIGRATIONS()
def stops(db: Database) -> None:
    """Add the table of players who want to end a game whose starter is gone."""
    db.execute(
        """
        CREATE TABLE stops (
            game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
            user INTEGER NOT NULL,
            PRIMARY KEY (game, user)
        ) STRICT, WITHOUT ROWID
        """
    )


@MIGRATIONS()
def preferences(db: Database) -> None:
    """Add the table of the settings of chats."""
    db.execute(
        """
        CREATE TABLE preferences (
            chat INTEGER PRIMARY KEY,
            timezone TEXT,
            difficulty TEXT,
            seconds INTEGER,
            admins_start INTEGER NOT NULL DEFAULT 0,
            topic INTEGER,
            quiet_from INTEGER,
            quiet_until INTEGER
        ) STRICT
        """
    )


@MIGRATIONS()
def schedule(db: Database) -> None:
    """Add tables for what is due, for daily questions and their answers, and for the winners of seasons."""
    for statement in SCHEDULE:
        db.execute(statement)


@MIGRATIONS()
def tallies(db: Database) -> None:
    """Add the table of how many have answered each question, and how many were right, in each chat and in all
    (0); from now on."""
    db.execute(
        """
        CREATE TABLE tallies (
            cup INTEGER NOT NULL,
            chat INTEGER NOT NULL,
            key TEXT NOT NULL,
            answered INTEGER NOT NULL,
            "right" INTEGER NOT NULL,
            PRIMARY KEY (cup, chat, key)
        ) STRICT, WITHOUT ROWID
        """
    )


@MIGRATIONS()
def several_right(db: Database) -> None:
    """Add columns for the options beside the first one that are right, and that were chosen."""
    for table in ("questions", "answers", "strays"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN also TEXT NOT NULL DEFAULT '[]'")


_MODES = (
    "ALTER TABLE games ADD COLUMN mode TEXT NOT NULL DEFAULT 'classic'",
    "ALTER TABLE games ADD COLUMN opponent INTEGER",
    "ALTER TABLE games ADD COLUMN token TEXT",
    "ALTER TABLE games ADD COLUMN takes INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX games_by_token ON games (token) WHERE token IS NOT NULL",
    "ALTER TABLE questions ADD COLUMN covered TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE favourites (
        cup INTEGER NOT NULL,
        user INTEGER NOT NULL,
        club TEXT NOT NULL,
        PRIMARY KEY (cup, user)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE sides (
        game INTEGER NOT NULL REFERENCES games ON DELETE CASCADE,
        user INTEGER NOT NULL,
        club TEXT NOT NULL,
        PRIMARY KEY (game, user)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sides_by_user ON sides (user)",
    "ALTER TABLE games ADD COLUMN wanted INTEGER",
    """
    CREATE TABLE own_questions (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        number INTEGER NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (cup, chat, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE mornings (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        topic INTEGER NOT NULL,
        private INTEGER NOT NULL,
        today INTEGER NOT NULL,
        told TEXT,
        shown TEXT,
        PRIMARY KEY (cup, chat)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE follows (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        club TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (cup, chat, club)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE uploads (user INTEGER PRIMARY KEY, chat INTEGER NOT NULL, at REAL NOT NULL) STRICT",
)


@MIGRATIONS()
def modes(db: Database) -> None:
    """Add columns and tables for the modes of games, favourite clubs, questions of chats, and what these
    follow."""
    for statement in _MODES:
        db.execute(statement)


# The former format of keys: knocked-out-by|1993|club=Kairat|round=Final, and of cited ties: 1993.3.1.
_OLD_KEY = re.compile(r"([^|]*)\|([^|]*)\|?(.*)", re.DOTALL)
_OLD_ABOUT = re.compile(r"(?:^|\|)([a-z_]+)=")
_OLD_CITED = re.compile(r"(\d{4}(?:-\d{2,4})?)(?:\.(\d+)\.(\d+))?")


def _new_key(key: str) -> str:
    if not (found := _OLD_KEY.fullmatch(key)):
        return key
    _, *about = _OLD_ABOUT.split(found[3])
    names = ("player" if name == "man" else name for name in about[::2])
    subject = (_old_kind(key), found[2], dict(sorted(zip(names, about[1::2], strict=True))))
    return hashlib.blake2s(json.dumps(subject, ensure_ascii=False).encode()).hexdigest()[:16]


def _old_kind(key: str) -> str:
    found = _OLD_KEY.fullmatch(key)
    kind = found[1] if found else key
    return kind if kind == "shoot-out" else kind.replace("-", " ")


def _old_cited(cites: str, part: int) -> str | None:
    found = _OLD_CITED.match(cites)
    return found[part] if found else None
