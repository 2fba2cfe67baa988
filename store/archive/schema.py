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
from store.archive.rows.ties import GAPS, GOALS, MATCHES, TIES
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
        GAPS,
    ),
    *(EDITION_SCORERS, FINDINGS, ADDITIONS, LINE_UPS, NOTES),
)

_FACTS = ", ".join(f"m.{name}" for name in MATCH_FACTS)

_SCORE = """
    CASE m.status WHEN 'walkover' THEN 'w/o' WHEN 'played' THEN COALESCE(m.home_goals || '–' || m.away_goals,
    '?') ELSE m.home_ruled || '–' || m.away_ruled END
"""

_MATCH = f"""
    m.date, m.home_name AS home, m.home AS home_club,
    CASE WHEN m.edition IS NOT NULL THEN {_SCORE} END AS score,
    m.away_name AS away, m.away AS away_club,
    COALESCE(m.home_goals, m.home_ruled) AS home_goals, COALESCE(m.away_goals, m.away_ruled) AS away_goals,
    CASE WHEN m.extra_time THEN 'a.e.t.' END AS extra_time,
    m.home_penalties || '–' || m.away_penalties AS shoot_out, m.home_penalties, m.away_penalties
"""

_FURTHER = f"""
    {_FACTS}, m.home_at_half_time || '–' || m.away_at_half_time AS half_time,
    NULLIF(m.status, 'played') AS status, CASE WHEN m.replay THEN 'replay' END AS replay,
    COALESCE((SELECT group_concat(value, '; ') FROM json_each(e.sources)), e.path) AS sources
"""  # noqa: S608 - names of this project

_VIEWS = (
    f"""
    CREATE VIEW results AS
    SELECT m.edition, e.label, r.name AS round, {_MATCH},
        CASE t.advanced WHEN t.home THEN t.home_name WHEN t.away THEN t.away_name END AS went_through,
        t.advanced AS went_through_club, t.known AS known_by, {_FURTHER},
        m.round AS round_number, m.tie, m.leg
    FROM matches m
    JOIN ties t USING (edition, round, tie)
    JOIN rounds r USING (edition, round)
    JOIN editions e USING (edition)
    ORDER BY e.first_year, e.last_year, m.round, m.tie, m.leg
    """,  # noqa: S608 - names of this project
    f"""
    CREATE VIEW finals AS
    SELECT e.edition, e.label, {_MATCH},
        e.winner_name AS winner, e.winner AS winner_club,
        CASE WHEN NOT {BY_GROUP} THEN e.runner_up_name END AS runner_up,
        CASE WHEN NOT {BY_GROUP} THEN e.runner_up END AS runner_up_club,
        {_FURTHER}
    FROM editions e
    LEFT JOIN rounds r ON r.edition = e.edition AND r.code = 'F'
    LEFT JOIN matches m ON m.edition = r.edition AND m.round = r.round
    WHERE {PLAYED} ORDER BY e.first_year, e.last_year, m.leg
    """,  # noqa: S608 - names of this project
    """
    CREATE VIEW scorers AS
    SELECT s.edition, e.label, s.place, s.name, s.player, s.club_name AS club, s.club AS club_id,
        CASE WHEN s.high IS NULL THEN s.low || '+' WHEN s.low = s.high THEN s.low
        ELSE s.low || '–' || s.high END AS goals, s.low, s.high, s.official
    FROM edition_scorers s
    JOIN editions e USING (edition)
    ORDER BY e.first_year, e.last_year, s.place
    """,
    """
    CREATE VIEW scored AS
    WITH RECURSIVE numbers (number) AS (
        SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < (SELECT MAX(low) FROM goals)
    )
    SELECT g.edition, e.label, r.name AS round, m.date, m.home_name AS home, m.away_name AS away,
        g.name AS player_name, g.player,
        CASE g.side WHEN 0 THEN m.home_name ELSE m.away_name END AS scored_for, g.club AS club_of_player,
        g.minutes ->> ('$[' || (n.number - 1) || '][0]') AS minute,
        NULLIF(g.minutes ->> ('$[' || (n.number - 1) || '][1]'), 0) AS stoppage,
        g.own_goal, g.penalty, g.low = g.high AS number_settled,
        g.round AS round_number, g.tie, g.leg, g.number AS entry
    FROM goals g
    JOIN numbers n ON n.number <= g.low
    JOIN matches m USING (edition, round, tie, leg)
    JOIN rounds r USING (edition, round)
    JOIN editions e USING (edition)
    WHERE g.counted
    ORDER BY e.first_year, e.last_year, g.round, g.tie, g.leg, minute, g.number, n.number
    """,
    """
    CREATE VIEW tables AS
    SELECT s.edition, e.label, r.name AS round, s.place, s.side_name AS club, s.side AS club_id, s.played,
        s.won, s.drawn, s.lost, s.goals_for, s.goals_against, s.points, s.deducted, s.went_on,
        s.round AS round_number
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
