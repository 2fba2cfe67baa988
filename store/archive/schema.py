"""The schema of ``archive.db``: its tables and views.

Every row has a natural key and tables are stored in its order (``WITHOUT ROWID``, or an integer primary
key), so that the same seeds give the same dump whatever the order of import. The views are for SQLite tools.
"""

from store.archive.coverage import BY_GROUP, PLAYED
from store.archive.players import ALL_TIME_SCORERS
from store.archive.records import RECORDS
from store.archive.rows.clubs import CLUB_NAMES, CLUBS, FACT_NAMES, PLACES, PLAYERS, REFEREES
from store.archive.rows.editions import (
    ADDITIONS,
    BYES,
    EDITION_SCORERS,
    EDITIONS,
    ENTRANTS,
    FINDINGS,
    LINE_UPS,
    NOTES,
    ROUNDS,
)
from store.archive.rows.runs import RUNS
from store.archive.rows.tables import GROUPS, STANDINGS
from store.archive.rows.ties import GOALS, MATCHES, TIES
from store.archive.rows.translations import TRANSLATIONS
from store.archive.titles import TITLES
from store.cup.facts import MATCH_FACTS

_DOCUMENTS = """
    CREATE TABLE documents (
        path TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
"""

_TABLES = (
    *(
        TRANSLATIONS,
        CLUBS,
        CLUB_NAMES,
        PLAYERS,
        PLACES,
        REFEREES,
        FACT_NAMES,
        EDITIONS,
        ENTRANTS,
        RUNS,
        ROUNDS,
        BYES,
        GROUPS,
        STANDINGS,
        TIES,
        MATCHES,
        GOALS,
    ),
    *(EDITION_SCORERS, FINDINGS, ADDITIONS, LINE_UPS, NOTES),
)

_FACTS = ", ".join(f"m.{name}" for name in MATCH_FACTS)

_SCORE = """
    CASE m.status WHEN 'walkover' THEN 'w/o' WHEN 'played' THEN COALESCE(m.home_goals || '–' || m.away_goals,
    '?') ELSE m.home_ruled || '–' || m.away_ruled END
"""

_FURTHER = """
    m.home_at_half_time || '–' || m.away_at_half_time AS half_time,
    NULLIF(m.status, 'played') AS status, CASE WHEN m.replay THEN 'replay' END AS replay
"""

_VIEWS = (
    f"""
    CREATE VIEW results AS
    SELECT e.label AS edition, r.name AS round, m.date, m.home_name AS home,
        {_SCORE} AS score,
        m.away_name AS away,
        CASE WHEN m.extra_time THEN 'a.e.t.' END AS extra_time,
        m.home_penalties || '–' || m.away_penalties AS shoot_out,
        CASE t.advanced WHEN t.home THEN t.home_name WHEN t.away THEN t.away_name END AS went_through,
        t.known AS known_by, {_FACTS}, {_FURTHER}
    FROM matches m
    JOIN ties t USING (edition, round, tie)
    JOIN rounds r USING (edition, round)
    JOIN editions e USING (edition)
    ORDER BY e.first_year, e.last_year, m.round, m.tie, m.leg
    """,  # noqa: S608 - names of this project
    f"""
    CREATE VIEW finals AS
    SELECT e.label AS edition, m.date, m.home_name AS home,
        CASE WHEN m.edition IS NOT NULL THEN {_SCORE} END AS score,
        m.away_name AS away,
        CASE WHEN m.extra_time THEN 'a.e.t.' END AS extra_time,
        m.home_penalties || '–' || m.away_penalties AS shoot_out,
        e.winner_name AS winner, CASE WHEN NOT {BY_GROUP} THEN e.runner_up_name END AS runner_up,
        {_FACTS}, {_FURTHER}
    FROM editions e
    LEFT JOIN rounds r ON r.edition = e.edition AND r.code = 'F'
    LEFT JOIN matches m ON m.edition = r.edition AND m.round = r.round
    WHERE {PLAYED} ORDER BY e.first_year, e.last_year, m.leg
    """,  # noqa: S608 - names of this project
    """
    CREATE VIEW scorers AS
    SELECT e.label AS edition, s.name, s.club_name AS club,
        CASE WHEN s.high IS NULL THEN s.low || '+' WHEN s.low = s.high THEN s.low
        ELSE s.low || '–' || s.high END AS goals, s.official
    FROM edition_scorers s
    JOIN editions e USING (edition)
    ORDER BY e.first_year, e.last_year, s.place
    """,
    """
    CREATE VIEW tables AS
    SELECT e.label AS edition, r.name AS round, s.place, s.side_name AS club, s.played, s.won, s.drawn,
    s.lost, s.goals_for || '–' || s.goals_against AS goals, s.points, s.went_on
    FROM standings s
    JOIN rounds r USING (edition, round)
    JOIN editions e USING (edition)
    ORDER BY e.first_year, e.last_year, s.round, s.number
    """,
)


SCHEMA = (
    _DOCUMENTS,
    *(statement for table in _TABLES for statement in table.statements),
    # Computed over all editions at the end of an import, see store.importing.summaries.
    *(RECORDS, TITLES, ALL_TIME_SCORERS),
    *_VIEWS,
)
"""The statements that create the archive, in order."""
