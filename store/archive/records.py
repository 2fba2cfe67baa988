"""The records of the cup, such as the biggest win, each with all its holders."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from store.archive.coverage import BY_GROUP
from store.archive.rows.ties import tie_key_of
from store.archive.streaks import longest_streaks
from store.cup.labels import Label, parse_label
from store.cup.ties import Side, TieKey
from store.sqlite import Asks, Row, dump


class RecordKind(StrEnum):
    """The kind of a record, in the order in which they are shown."""

    TITLES = "titles"
    FINALS = "finals"
    HIGHEST_FINAL = "highest final"
    BIGGEST_WIN = "biggest win"  # by goals in one match
    MOST_GOALS = "most goals"  # in a tie, all its matches together
    GOALS_IN_TIE = "goals in tie"  # by one player
    GOALS_IN_EDITION = "goals in edition"  # by one player
    UNBEATEN = "unbeaten"  # ties in a row without being knocked out, walkovers too
    SHOOT_OUTS = "shoot-outs"  # won

    @property
    def of_finals(self) -> bool:
        """Whether it depends on the finals only."""
        return self in (RecordKind.TITLES, RecordKind.FINALS, RecordKind.HIGHEST_FINAL)


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of a record: a *tie*, a player in a tie, or a *club* or a player with the *editions* of the
    record, for a streak the first and the last.

    *player* is the id and name of a player. *high* is the upper bound of the player's number, None without
    one; *derived* says that it was inferred, *disputed* that the sources disagree.
    """

    tie: TieKey | None = None
    club: Side | None = None
    player: tuple[str, str] | None = None
    editions: tuple[Label, ...] = ()
    high: int | None = None
    derived: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A record and its *value*.

    *settled* is False when a number that is not settled, of any player, may be as high or higher.
    """

    kind: RecordKind
    value: int
    settled: bool = True


RECORDS = """
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
"""

_Held = tuple[Record, Sequence[Holder]]  # with all its holders, oldest first


def records_of(archive: Asks, first: int = 0, count: int = -1) -> list[tuple[Record, Holder]]:
    """Every record of the cup that has a holder, in one row for each holder.

    *count* rows from index *first* on, by default all.
    """
    rows = archive.query("SELECT * FROM records WHERE place > ? ORDER BY place LIMIT ?", [first, count])
    return [
        (Record(RecordKind(row["kind"]), row["value"], bool(row["settled"])), _holder_of(row)) for row in rows
    ]


def how_many_hold(archive: Asks) -> int:
    """The number of rows of :func:`records_of`."""
    return int(archive.query("SELECT COUNT(*) AS holders FROM records")[0]["holders"])


def _holder_of(row: Row) -> Holder:
    return Holder(
        tie=tie_key_of(row) if row["edition"] else None,
        club=None if row["club_name"] is None else Side(row["club"] or "", row["club_name"]),
        player=(row["player"], row["player_name"]) if row["player"] else None,
        editions=tuple(map(parse_label, json.loads(row["editions"]))),
        high=row["high"],
        derived=bool(row["derived"]),
        disputed=bool(row["disputed"]),
    )


def record_rows(archive: Asks) -> Iterator[dict[str, Any]]:
    """The rows of the table ``records``, one for each holder, computed from all editions."""
    held = ((record, holder) for record, holders in _records(archive) for holder in holders)
    for place, (record, holder) in enumerate(held, start=1):
        yield {
            "place": place,
            "kind": record.kind,
            "value": record.value,
            "settled": int(record.settled),
            "edition": holder.tie.edition.id if holder.tie else None,
            "round": holder.tie.round if holder.tie else None,
            "tie": holder.tie.number if holder.tie else None,
            "club": holder.club.club if holder.club else None,
            "club_name": holder.club.name if holder.club else None,
            "player": holder.player[0] if holder.player else None,
            "player_name": holder.player[1] if holder.player else None,
            "editions": dump([label.id for label in holder.editions]),
            "high": holder.high,
            "derived": int(holder.derived),
            "disputed": int(holder.disputed),
        }


def _records(archive: Asks) -> Iterator[_Held]:
    """The records with their holders: first those of finals, then those of all known ties."""
    yield from _of_clubs(RecordKind.TITLES, _winners(archive))
    yield from _of_clubs(RecordKind.FINALS, _finalists(archive))
    yield from _of_ties(
        archive, RecordKind.HIGHEST_FINAL, "SUM(m.home_goals + m.away_goals)", "WHERE r.code = 'F'"
    )
    yield from _of_ties(archive, RecordKind.BIGGEST_WIN, "MAX(ABS(m.home_goals - m.away_goals))")
    yield from _of_ties(archive, RecordKind.MOST_GOALS, "SUM(m.home_goals + m.away_goals)")
    yield from _goals_in_tie(archive)
    yield from _goals_in_edition(archive)
    if longest := longest_streaks(archive):
        holders = [Holder(club=streak.side, editions=(streak.first, streak.last)) for streak in longest]
        yield Record(RecordKind.UNBEATEN, longest[0].ties), holders
    yield from _of_clubs(RecordKind.SHOOT_OUTS, _shoot_outs(archive), least=2)


def _of_ties(archive: Asks, kind: RecordKind, value: str, where: str = "") -> Iterator[_Held]:
    """The ties with the highest *value*, an SQL aggregate over their matches.

    A tie with a match of unknown score is left out, unless the record is of a single match.
    """
    one_match = kind is RecordKind.BIGGEST_WIN
    sql = f"""
        WITH counted AS (
            SELECT m.edition, m.round, m.tie, {value} AS value
            FROM matches m JOIN rounds r USING (edition, round) {where} GROUP BY m.edition, m.round, m.tie
            HAVING COUNT(*) = SUM(m.status NOT IN ('played', 'fixture') OR m.home_goals IS NOT NULL)
            OR {one_match}
        )
        SELECT * FROM counted WHERE value = (SELECT MAX(value) FROM counted) AND value > 0
    """  # noqa: S608 - of this module alone
    rows = archive.query(sql)
    if rows:
        yield Record(kind, rows[0]["value"]), [Holder(tie=key) for key in sorted(map(tie_key_of, rows))]


def _of_clubs(kind: RecordKind, won: list[tuple[Label, Side]], least: int = 1) -> Iterator[_Held]:
    """The clubs that are most often in *won*, which is in order of time, and at least *least* times; under
    their last name there."""
    clubs: dict[str, list[tuple[Label, Side]]] = {}
    for label, side in won:
        clubs.setdefault(side.club, []).append((label, side))
    most = max(map(len, clubs.values()), default=0)
    holders = tuple(
        Holder(club=found[-1][1], editions=tuple(label for label, _ in found))
        for found in clubs.values()
        if len(found) == most
    )
    if holders and most >= least:
        yield Record(kind, most), holders


def _winners(archive: Asks) -> list[tuple[Label, Side]]:
    sql = """
        SELECT first_year, last_year, winner AS club, winner_name AS name FROM editions
        WHERE held AND winner IS NOT NULL ORDER BY first_year, last_year
    """
    return _sides(archive, sql)


def _finalists(archive: Asks) -> list[tuple[Label, Side]]:
    """Both clubs of each final; winner and runner-up where the tie itself is not known."""
    sql = f"""
        WITH finals AS (SELECT t.* FROM ties t JOIN rounds r USING (edition, round) WHERE r.code = 'F'),
        finalists AS (
            SELECT edition, home AS club, home_name AS name FROM finals
            UNION SELECT edition, away, away_name FROM finals
            UNION SELECT edition, winner, winner_name FROM editions e
            WHERE NOT {BY_GROUP} AND winner IS NOT NULL AND edition NOT IN (SELECT edition FROM finals)
            UNION SELECT edition, runner_up, runner_up_name FROM editions e
            WHERE NOT {BY_GROUP} AND runner_up IS NOT NULL AND edition NOT IN (SELECT edition FROM finals)
        )
        SELECT e.first_year, e.last_year, f.club, f.name FROM finalists f JOIN editions e USING (edition)
        WHERE e.held ORDER BY e.first_year, e.last_year, f.club
    """  # noqa: S608 - of this package alone
    return _sides(archive, sql)


def _shoot_outs(archive: Asks) -> list[tuple[Label, Side]]:
    """The clubs that went through by winning a shoot-out, once for each."""
    sql = """
        SELECT e.first_year, e.last_year, t.advanced AS club,
            CASE t.advanced WHEN t.home THEN t.home_name ELSE t.away_name END AS name
        FROM matches m JOIN ties t USING (edition, round, tie) JOIN editions e USING (edition)
        WHERE t.advanced = CASE WHEN m.home_penalties > m.away_penalties THEN m.home
            WHEN m.home_penalties < m.away_penalties THEN m.away END
        ORDER BY e.first_year, e.last_year, t.round, t.tie
    """
    return _sides(archive, sql)


def _sides(archive: Asks, sql: str) -> list[tuple[Label, Side]]:
    """The clubs of a query's rows, each with its edition."""
    rows = archive.query(sql)
    return [(Label(row["first_year"], row["last_year"]), Side(row["club"], row["name"])) for row in rows]


# Upper bound of a club's goals in a tie without a named scorer; 99 for an unknown score.
_UNTOLD = """
    sides AS (
        SELECT edition, round, tie, leg, 0 AS side, home AS club, home_goals AS goals, home_others AS others
        FROM matches WHERE status IN ('played', 'fixture')
        UNION ALL
        SELECT edition, round, tie, leg, 1, away, away_goals, away_others
        FROM matches WHERE status IN ('played', 'fixture')
    ),
    told AS (
        SELECT edition, round, tie, leg, side, SUM(low) AS low, SUM(high) AS high
        FROM goals WHERE counted GROUP BY edition, round, tie, leg, side
    ),
    untold AS (
        SELECT edition, round, tie, club, SUM(
            CASE WHEN s.goals IS NULL THEN 99 WHEN t.low IS NULL THEN s.goals
            WHEN s.others OR t.high < s.goals THEN s.goals - t.low ELSE 0 END
        ) AS goals
        FROM sides s LEFT JOIN told t USING (edition, round, tie, leg, side)
        GROUP BY edition, round, tie, club
    )
"""


def _goals_in_tie(archive: Asks) -> Iterator[_Held]:
    sql = f"""
        WITH counted AS (
            SELECT edition, round, tie, player, MAX(LENGTH(name)), name, SUM(low) AS low, SUM(high) AS high,
                MAX(basis IN ('arithmetic', 'leaders')) AS derived
            FROM goals WHERE counted AND NOT own_goal GROUP BY edition, round, tie, player
        ),
        best AS (SELECT MAX(low) AS value FROM counted),
        {_UNTOLD}
        SELECT c.*, COALESCE(p.name, c.name) AS full_name,
            COALESCE((SELECT MAX(high) FROM counted WHERE high > low), 0) < best.value
            AND COALESCE((SELECT MAX(goals) FROM untold), 0) < best.value AS settled
        FROM best JOIN counted c ON c.low = best.value LEFT JOIN players p USING (player) WHERE best.value > 1
    """  # noqa: S608 - of this module alone
    rows = sorted(archive.query(sql), key=tie_key_of)
    holders = tuple(
        Holder(
            tie=tie_key_of(row),
            player=(row["player"], row["full_name"]),
            high=row["high"],
            derived=bool(row["derived"]),
        )
        for row in rows
    )
    if holders:
        yield Record(RecordKind.GOALS_IN_TIE, rows[0]["low"], bool(rows[0]["settled"])), holders


def _goals_in_edition(archive: Asks) -> Iterator[_Held]:
    """The most goals of a player in an edition.

    No player has more than the edition's top scorers, where their number is known. Elsewhere one may if the
    edition is only partly known or has goals without a named scorer; then the record is not settled.
    """
    sql = f"""
        WITH best AS (SELECT MAX(low) AS value FROM edition_scorers),
        {_UNTOLD},
        bounded AS (SELECT DISTINCT edition FROM edition_scorers WHERE official AND high IS NOT NULL)
        SELECT s.*, e.first_year, e.last_year,
            COALESCE((SELECT MAX(high) FROM edition_scorers WHERE high > low), 0) < best.value
            AND NOT EXISTS (
                SELECT 1 FROM editions o WHERE o.held AND o.edition NOT IN (SELECT edition FROM bounded)
                AND (NOT o.whole OR EXISTS (SELECT 1 FROM untold u WHERE u.edition = o.edition AND u.goals))
            ) AS settled
        FROM best JOIN edition_scorers s ON s.low = best.value JOIN editions e USING (edition)
        WHERE best.value > 0 ORDER BY e.first_year, e.last_year, s.place
    """  # noqa: S608 - of this module alone
    rows = archive.query(sql)
    holders = tuple(
        Holder(
            club=Side(row["club"] or "", row["club_name"]),
            player=(row["player"], row["name"]),
            editions=(Label(row["first_year"], row["last_year"]),),
            high=row["high"],
            disputed=bool(row["disputed"]),
        )
        for row in rows
    )
    if holders:
        yield Record(RecordKind.GOALS_IN_EDITION, rows[0]["low"], bool(rows[0]["settled"])), holders
