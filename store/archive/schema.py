"""The tables and views of ``archive.db``.

Every row has a natural key and tables are kept in its order (``WITHOUT ROWID``), so that the
same seeds give the same dump however they came in. The views are for people with a SQLite tool.
"""

SCHEMA = (
    """
    CREATE TABLE documents (
        path TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE clubs (
        club TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        registered INTEGER NOT NULL,
        city TEXT NOT NULL DEFAULT '',
        city_then TEXT NOT NULL DEFAULT '',
        city_names TEXT NOT NULL DEFAULT '[]',
        founded TEXT NOT NULL DEFAULT '',
        dissolved TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        not_to_mistake TEXT NOT NULL DEFAULT '',
        confidence TEXT NOT NULL DEFAULT '',
        sources TEXT NOT NULL DEFAULT '[]',
        apart TEXT NOT NULL DEFAULT '[]'
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE club_names (
        club TEXT NOT NULL REFERENCES clubs ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('line', 'name')),
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        since INTEGER,
        until INTEGER,
        verified INTEGER NOT NULL,
        sources TEXT NOT NULL,
        PRIMARY KEY (club, kind, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE players (
        player TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        russian TEXT NOT NULL,
        confidence TEXT NOT NULL,
        sources TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE editions (
        edition TEXT PRIMARY KEY,
        label TEXT NOT NULL UNIQUE,
        first_year INTEGER NOT NULL,
        last_year INTEGER NOT NULL,
        competition TEXT NOT NULL,
        path TEXT NOT NULL UNIQUE REFERENCES documents,
        held INTEGER NOT NULL,
        reason TEXT,
        summary TEXT NOT NULL,
        whole INTEGER NOT NULL,
        first_ever INTEGER NOT NULL,
        teams_claimed INTEGER,
        winner TEXT REFERENCES clubs,
        winner_name TEXT,
        winner_known TEXT,
        runner_up TEXT REFERENCES clubs,
        runner_up_name TEXT,
        sources TEXT NOT NULL,
        titles INTEGER,
        titles_apart INTEGER,
        apart_name TEXT,
        apart_own INTEGER
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE entrants (
        edition TEXT NOT NULL REFERENCES editions ON DELETE CASCADE,
        club TEXT NOT NULL REFERENCES clubs,
        place INTEGER NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (edition, place, number)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX entrants_by_club ON entrants (club)",
    """
    CREATE TABLE runs (
        club TEXT NOT NULL REFERENCES clubs,
        first_year INTEGER NOT NULL,
        last_year INTEGER NOT NULL,
        edition TEXT NOT NULL REFERENCES editions ON DELETE CASCADE,
        name TEXT NOT NULL,
        outcome TEXT NOT NULL,
        round TEXT,
        in_final INTEGER NOT NULL,
        ties INTEGER NOT NULL,
        letters INTEGER NOT NULL,
        played INTEGER NOT NULL,
        won INTEGER NOT NULL,
        drawn INTEGER NOT NULL,
        lost INTEGER NOT NULL,
        goals_for INTEGER NOT NULL,
        goals_against INTEGER NOT NULL,
        walkovers INTEGER NOT NULL,
        without_score INTEGER NOT NULL,
        derived INTEGER NOT NULL,
        PRIMARY KEY (club, first_year, last_year)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX runs_by_edition ON runs (edition)",
    """
    CREATE TABLE rounds (
        edition TEXT NOT NULL REFERENCES editions ON DELETE CASCADE,
        round INTEGER NOT NULL,
        name TEXT NOT NULL,
        code TEXT NOT NULL,
        PRIMARY KEY (edition, round)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE ties (
        edition TEXT NOT NULL,
        round INTEGER NOT NULL,
        tie INTEGER NOT NULL,
        home TEXT NOT NULL REFERENCES clubs,
        home_name TEXT NOT NULL,
        away TEXT NOT NULL REFERENCES clubs,
        away_name TEXT NOT NULL,
        advanced TEXT REFERENCES clubs,
        known TEXT,
        replaced INTEGER NOT NULL,
        PRIMARY KEY (edition, round, tie),
        FOREIGN KEY (edition, round) REFERENCES rounds ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX ties_by_home ON ties (home, away)",
    "CREATE INDEX ties_by_away ON ties (away, home)",
    """
    CREATE TABLE matches (
        edition TEXT NOT NULL,
        round INTEGER NOT NULL,
        tie INTEGER NOT NULL,
        leg INTEGER NOT NULL,
        line INTEGER NOT NULL,
        date TEXT,
        home TEXT NOT NULL REFERENCES clubs,
        home_name TEXT NOT NULL,
        away TEXT NOT NULL REFERENCES clubs,
        away_name TEXT NOT NULL,
        home_goals INTEGER,
        away_goals INTEGER,
        walkover INTEGER NOT NULL,
        extra_time INTEGER NOT NULL,
        home_penalties INTEGER,
        away_penalties INTEGER,
        shoot_out_added INTEGER NOT NULL,
        venue TEXT,
        attendance INTEGER,
        referee TEXT,
        notes TEXT NOT NULL,
        home_others INTEGER NOT NULL,
        away_others INTEGER NOT NULL,
        PRIMARY KEY (edition, round, tie, leg),
        FOREIGN KEY (edition, round, tie) REFERENCES ties ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE INDEX matches_by_day ON matches (substr(date, 6), substr(date, 1, 4))
    WHERE length(date) = 10 AND NOT walkover
    """,
    """
    CREATE TABLE goals (
        edition TEXT NOT NULL,
        round INTEGER NOT NULL,
        tie INTEGER NOT NULL,
        leg INTEGER NOT NULL,
        number INTEGER NOT NULL,
        side INTEGER NOT NULL CHECK (side IN (0, 1)),
        player TEXT NOT NULL,
        name TEXT NOT NULL,
        club TEXT NOT NULL REFERENCES clubs,
        low INTEGER NOT NULL,
        high INTEGER NOT NULL CHECK (high >= low),
        basis TEXT NOT NULL,
        minutes TEXT NOT NULL,
        own_goal INTEGER NOT NULL,
        penalty INTEGER NOT NULL,
        counted INTEGER NOT NULL,
        PRIMARY KEY (edition, round, tie, leg, number),
        FOREIGN KEY (edition, round, tie, leg) REFERENCES matches ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX goals_by_player ON goals (player)",
    """
    CREATE TABLE edition_scorers (
        edition TEXT NOT NULL REFERENCES editions ON DELETE CASCADE,
        place INTEGER NOT NULL,
        player TEXT NOT NULL,
        name TEXT NOT NULL,
        club TEXT REFERENCES clubs,
        club_name TEXT NOT NULL,
        low INTEGER NOT NULL,
        high INTEGER,
        official INTEGER NOT NULL,
        disputed INTEGER NOT NULL,
        PRIMARY KEY (edition, place)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX edition_scorers_by_player ON edition_scorers (player)",
    """
    CREATE TABLE findings (
        edition TEXT NOT NULL REFERENCES editions ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        line INTEGER NOT NULL,
        data TEXT NOT NULL,
        facts TEXT NOT NULL,
        sources TEXT NOT NULL,
        PRIMARY KEY (edition, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE additions (
        edition TEXT NOT NULL REFERENCES editions ON DELETE CASCADE,
        number INTEGER NOT NULL,
        round TEXT NOT NULL,
        home TEXT NOT NULL,
        away TEXT NOT NULL,
        facts TEXT NOT NULL,
        sources TEXT NOT NULL,
        PRIMARY KEY (edition, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE notes (
        edition TEXT NOT NULL REFERENCES editions ON DELETE CASCADE,
        number INTEGER NOT NULL,
        text TEXT NOT NULL,
        sources TEXT NOT NULL,
        PRIMARY KEY (edition, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    -- Worked out over all editions at the end of an import, see store.importing.summaries.

    CREATE TABLE records (
        place INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        value INTEGER NOT NULL,
        settled INTEGER NOT NULL,
        edition TEXT,
        round INTEGER,
        tie INTEGER,
        club TEXT,
        club_name TEXT,
        player TEXT,
        player_name TEXT,
        editions TEXT NOT NULL,
        high INTEGER,
        derived INTEGER NOT NULL,
        disputed INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE titles (
        apart INTEGER NOT NULL,
        place INTEGER NOT NULL,
        rank INTEGER NOT NULL,
        club TEXT NOT NULL REFERENCES clubs,
        name TEXT NOT NULL,
        won TEXT NOT NULL,
        lost TEXT NOT NULL,
        PRIMARY KEY (apart, place)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE all_time_scorers (
        place INTEGER PRIMARY KEY,
        rank INTEGER NOT NULL,
        player TEXT NOT NULL,
        name TEXT NOT NULL,
        clubs TEXT NOT NULL,
        low INTEGER NOT NULL,
        high INTEGER,
        disputed INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE VIEW results AS
    SELECT e.label AS edition, r.name AS round, m.date, m.home_name AS home,
        CASE WHEN m.walkover THEN 'w/o' ELSE COALESCE(m.home_goals || '–' || m.away_goals, '?') END AS score,
        m.away_name AS away,
        CASE WHEN m.extra_time THEN 'a.e.t.' END AS extra_time,
        m.home_penalties || '–' || m.away_penalties AS shoot_out,
        CASE t.advanced WHEN t.home THEN t.home_name WHEN t.away THEN t.away_name END AS went_through,
        t.known AS known_by, m.venue, m.attendance, m.referee
    FROM matches m
    JOIN ties t USING (edition, round, tie)
    JOIN rounds r USING (edition, round)
    JOIN editions e USING (edition)
    ORDER BY e.first_year, e.last_year, m.round, m.tie, m.leg
    """,
    """
    CREATE VIEW finals AS
    SELECT e.label AS edition, m.date, m.home_name AS home,
        CASE WHEN m.walkover THEN 'w/o' WHEN m.edition IS NOT NULL THEN
            COALESCE(m.home_goals || '–' || m.away_goals, '?') END AS score,
        m.away_name AS away,
        CASE WHEN m.extra_time THEN 'a.e.t.' END AS extra_time,
        m.home_penalties || '–' || m.away_penalties AS shoot_out,
        e.winner_name AS winner, e.runner_up_name AS runner_up, m.venue, m.attendance, m.referee
    FROM editions e
    LEFT JOIN rounds r ON r.edition = e.edition AND r.code = 'F'
    LEFT JOIN matches m ON m.edition = r.edition AND m.round = r.round
    WHERE e.held ORDER BY e.first_year, e.last_year, m.leg
    """,
    """
    CREATE VIEW scorers AS
    SELECT e.label AS edition, s.name, s.club_name AS club,
        CASE WHEN s.high IS NULL THEN s.low || '+' WHEN s.low = s.high THEN s.low
        ELSE s.low || '–' || s.high END AS goals, s.official
    FROM edition_scorers s
    JOIN editions e USING (edition)
    ORDER BY e.first_year, e.last_year, s.place
    """,
)
