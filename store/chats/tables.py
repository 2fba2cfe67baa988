"""The statements of the migrations in :mod:`store.chats.schema`, which makes the tables with them."""

REPORTS = (
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

SCHEDULE = (
    """
    CREATE TABLE due (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        what TEXT NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (cup, chat, what)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX due_by_time ON due (cup, at, chat)",
    """
    CREATE TABLE daily (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        topic INTEGER NOT NULL,
        private INTEGER NOT NULL,
        minute INTEGER NOT NULL,
        unanswered INTEGER NOT NULL,
        PRIMARY KEY (cup, chat)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE daily_questions (
        cup INTEGER NOT NULL,
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (cup, day, language)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE daily_polls (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        correct INTEGER NOT NULL,
        poll TEXT UNIQUE,
        message INTEGER,
        asked REAL NOT NULL,
        PRIMARY KEY (cup, chat, day)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX daily_polls_in_doubt ON daily_polls (cup) WHERE poll IS NULL",
    """
    CREATE TABLE daily_answers (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        day TEXT NOT NULL,
        user INTEGER NOT NULL,
        "right" INTEGER NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (cup, chat, day, user),
        FOREIGN KEY (cup, chat, day) REFERENCES daily_polls ON DELETE CASCADE ON UPDATE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX daily_answers_by_user ON daily_answers (user)",
    """
    CREATE TABLE daily_streaks (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        user INTEGER NOT NULL,
        answered INTEGER NOT NULL,
        "right" INTEGER NOT NULL,
        streak INTEGER NOT NULL,
        best INTEGER NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (cup, chat, user)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX daily_streaks_by_user ON daily_streaks (user)",
    """
    CREATE TABLE seasons (
        cup INTEGER NOT NULL,
        chat INTEGER NOT NULL,
        month TEXT NOT NULL,
        user INTEGER NOT NULL,
        points INTEGER NOT NULL,
        games INTEGER NOT NULL,
        wins INTEGER NOT NULL,
        PRIMARY KEY (cup, chat, month, user)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX seasons_by_user ON seasons (user)",
)

CUPS = (
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

TRIVIA = (
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
