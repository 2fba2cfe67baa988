"""The schema of ``chats.db``, as an ordered list of migrations.

A released migration is never changed; a new one is added after it.
"""

import hashlib
import json
import re

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("kubok-chats")


@MIGRATIONS()
def trivia(db: Database) -> None:
    """Add tables for games, their questions, answers and standings, and for names of users."""
    for statement in _TRIVIA:
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
    for statement in _CUPS:
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
    for statement in _REPORTS:
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


_REPORTS = (
    """
    CREATE TABLE prompts (
        prompt INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER,
        message INTEGER,
        user INTEGER NOT NULL,
        sent REAL NOT NULL,
        replies INTEGER NOT NULL,
        edition TEXT NOT NULL,
        round INTEGER,
        tie INTEGER,
        about TEXT NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX prompts_by_message ON prompts (chat, message)",
    "CREATE INDEX prompts_by_user ON prompts (user)",
    """
    CREATE TABLE reports (
        arrival INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        user INTEGER NOT NULL,
        name TEXT NOT NULL,
        at REAL NOT NULL,
        edition TEXT NOT NULL,
        round INTEGER,
        tie INTEGER,
        about TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT
    """,
)

_CUPS = (
    """
    CREATE TABLE cups (
        cup INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    "ALTER TABLE games ADD COLUMN cup INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX games_by_end ON games (ended) WHERE told",
    "CREATE INDEX answers_by_user ON answers (user)",
    """
    CREATE TABLE asked_of_cups (
        cup INTEGER NOT NULL DEFAULT 0,
        chat INTEGER NOT NULL,
        key TEXT NOT NULL,
        times INTEGER NOT NULL,
        PRIMARY KEY (cup, chat, key)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO asked_of_cups (chat, key, times) SELECT chat, key, times FROM asked",
    "DROP TABLE asked",
    "ALTER TABLE asked_of_cups RENAME TO asked",
    """
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
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX totals_by_points ON totals (cup, chat, points)",
    "CREATE INDEX totals_by_user ON totals (user)",
    """
    INSERT INTO totals
    SELECT 0, g.chat, s.user, SUM(s.points), COUNT(*), SUM(s.won), SUM(s."right"), SUM(s.answered),
        MAX(s.streak)
    FROM standings s JOIN games g USING (game) WHERE s.user > 0 GROUP BY g.chat, s.user
    """,
    """
    INSERT INTO totals
    SELECT 0, 0, user, SUM(points), SUM(games), SUM(wins), SUM("right"), SUM(answered), MAX(streak)
    FROM totals GROUP BY user
    """,
)

_TRIVIA = (
    """
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
    ) STRICT
    """,
    "CREATE UNIQUE INDEX one_game_at_a_time ON games (chat, topic) WHERE ended IS NULL",
    "CREATE INDEX games_by_chat ON games (chat, ended)",
    """
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
    ) STRICT, WITHOUT ROWID
    """,
    """
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
    ) STRICT
    """,
    """
    CREATE TABLE strays (
        poll TEXT NOT NULL,
        user INTEGER NOT NULL,
        name TEXT NOT NULL,
        option INTEGER NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (poll, user)
    ) STRICT
    """,
    """
    CREATE TABLE skips (
        game INTEGER NOT NULL,
        number INTEGER NOT NULL,
        user INTEGER NOT NULL,
        PRIMARY KEY (game, number, user),
        FOREIGN KEY (game, number) REFERENCES questions ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    """
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
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX standings_by_user ON standings (user)",
    """
    CREATE TABLE people (
        user INTEGER PRIMARY KEY,
        name TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE asked (
        chat INTEGER NOT NULL,
        key TEXT NOT NULL,
        times INTEGER NOT NULL,
        PRIMARY KEY (chat, key)
    ) STRICT, WITHOUT ROWID
    """,
)
