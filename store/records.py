"""The cup's records, each with everything that shares it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter

from store.archive import Archive
from store.labels import Label
from store.models import Side, TieKey
from store.rows import tie_key_of


class RecordKind(StrEnum):
    """What is counted."""

    BIGGEST_WIN = "biggest win"  # by goals in one match
    MOST_GOALS = "most goals"  # in a tie, all its matches together
    HIGHEST_FINAL = "highest final"
    TITLES = "titles"
    FINALS = "finals"
    GOALS_IN_TIE = "goals in tie"  # by one player
    GOALS_IN_EDITION = "goals in edition"  # by one player
    UNBEATEN = "unbeaten"  # ties in a row without being knocked out, walkovers too
    SHOOT_OUTS = "shoot-outs"  # won


@dataclass(frozen=True, slots=True)
class Holder:
    """One who holds a record: a *tie*, or a *club* or a man with the *editions* it is of.

    *player* is his id and *name*; *low* and *high* are bounds where the number is not settled.
    """

    tie: TieKey | None = None
    club: Side | None = None
    player: tuple[str, str] | None = None
    editions: tuple[Label, ...] = ()
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A record: the *value*, and all who hold it, oldest first."""

    kind: RecordKind
    value: int
    holders: tuple[Holder, ...]


@lru_cache(maxsize=2)
def records_of(archive: Archive) -> tuple[Record, ...]:
    """Every record of the cup that there is anything for."""
    return tuple(_records(archive))


def _records(archive: Archive) -> Iterator[Record]:
    yield from _of_ties(archive, RecordKind.BIGGEST_WIN, "MAX(ABS(m.home_goals - m.away_goals))")
    yield from _of_ties(archive, RecordKind.MOST_GOALS, "SUM(m.home_goals + m.away_goals)")
    yield from _of_ties(
        archive, RecordKind.HIGHEST_FINAL, "SUM(m.home_goals + m.away_goals)", "WHERE r.code = 'F'"
    )
    yield from _of_clubs(RecordKind.TITLES, _finals(archive, "winner"))
    yield from _of_clubs(
        RecordKind.FINALS,
        sorted([*_finals(archive, "winner"), *_finals(archive, "runner_up")], key=itemgetter(0)),
    )
    yield from _goals_in_tie(archive)
    yield from _goals_in_edition(archive)
    yield from _unbeaten(archive)
    yield from _of_clubs(RecordKind.SHOOT_OUTS, _shoot_outs(archive))


def _of_ties(archive: Archive, kind: RecordKind, value: str, where: str = "") -> Iterator[Record]:
    """The ties in which *value*, an aggregate over their matches, is highest."""
    sql = f"""
        WITH counted AS (
            SELECT m.edition, m.round, m.tie, {value} AS value
            FROM matches m JOIN rounds r USING (edition, round) {where} GROUP BY m.edition, m.round, m.tie
        )
        SELECT * FROM counted WHERE value = (SELECT MAX(value) FROM counted) AND value > 0
    """  # noqa: S608 - of this module alone
    rows = archive.query(sql)
    if rows:
        yield Record(kind, rows[0]["value"], tuple(Holder(tie=key) for key in sorted(map(tie_key_of, rows))))


def _of_clubs(kind: RecordKind, won: list[tuple[Label, Side]]) -> Iterator[Record]:
    """The clubs that stand in *won*, in order of time, most often; under their last name there."""
    clubs: dict[str, list[tuple[Label, Side]]] = {}
    for label, side in won:
        clubs.setdefault(side.club, []).append((label, side))
    most = max(map(len, clubs.values()), default=0)
    holders = tuple(
        Holder(club=found[-1][1], editions=tuple(label for label, _ in found))
        for found in clubs.values()
        if len(found) == most
    )
    if holders:
        yield Record(kind, most, holders)


def _finals(archive: Archive, side: str) -> list[tuple[Label, Side]]:
    sql = f"SELECT first_year, last_year, {side} AS club, {side}_name AS name FROM editions"  # noqa: S608
    rows = archive.query(f"{sql} WHERE held AND {side} IS NOT NULL ORDER BY first_year, last_year")
    return [(Label(row["first_year"], row["last_year"]), Side(row["club"], row["name"])) for row in rows]


def _shoot_outs(archive: Archive) -> list[tuple[Label, Side]]:
    """Who went through by winning one."""
    sql = """
        SELECT e.first_year, e.last_year, t.advanced AS club,
            CASE t.advanced WHEN t.home THEN t.home_name ELSE t.away_name END AS name
        FROM matches m JOIN ties t USING (edition, round, tie) JOIN editions e USING (edition)
        WHERE t.advanced = CASE WHEN m.home_penalties > m.away_penalties THEN m.home
            WHEN m.home_penalties < m.away_penalties THEN m.away END
        ORDER BY e.first_year, e.last_year, t.round, t.tie
    """
    rows = archive.query(sql)
    return [(Label(row["first_year"], row["last_year"]), Side(row["club"], row["name"])) for row in rows]


def _goals_in_tie(archive: Archive) -> Iterator[Record]:
    sql = """
        WITH counted AS (
            SELECT edition, round, tie, player, MAX(LENGTH(name)), name, SUM(low) AS low, SUM(high) AS high
            FROM goals WHERE counted AND NOT own_goal GROUP BY edition, round, tie, player
        )
        SELECT c.*, COALESCE(p.name, c.name) AS full_name FROM counted c LEFT JOIN players p USING (player)
        WHERE low = (SELECT MAX(low) FROM counted) AND low > 1
    """
    rows = archive.query(sql)
    holders = [
        Holder(tie=tie_key_of(row), player=(row["player"], row["full_name"]), high=row["high"])
        for row in sorted(rows, key=tie_key_of)
    ]
    if holders:
        yield Record(RecordKind.GOALS_IN_TIE, rows[0]["low"], tuple(holders))


def _goals_in_edition(archive: Archive) -> Iterator[Record]:
    sql = """
        SELECT s.*, e.first_year, e.last_year FROM edition_scorers s JOIN editions e USING (edition)
        WHERE low = (SELECT MAX(low) FROM edition_scorers) ORDER BY e.first_year, e.last_year, s.place
    """
    rows = archive.query(sql)
    holders = tuple(
        Holder(
            club=Side(row["club"] or "", row["club_name"]),
            player=(row["player"], row["name"]),
            editions=(Label(row["first_year"], row["last_year"]),),
            high=row["high"],
        )
        for row in rows
    )
    if holders:
        yield Record(RecordKind.GOALS_IN_EDITION, rows[0]["low"], holders)


@dataclass(slots=True)
class _Streak:
    """Ties in a row in which a club was not knocked out."""

    ties: int = 0
    first: Label | None = None
    last: Label | None = None
    name: str = ""


def _unbeaten(archive: Archive) -> Iterator[Record]:
    """The clubs with most ties in a row without being knocked out.

    A tie whose outcome is not known ends a run, and so does an edition between two of its ties
    that is only partly known: the club may have been knocked out there.
    """
    sql = """
        SELECT t.home, t.home_name, t.away, t.away_name, t.advanced, e.first_year, e.last_year
        FROM ties t JOIN editions e USING (edition) ORDER BY e.first_year, e.last_year, t.round, t.tie
    """
    partly = archive.query("SELECT first_year, last_year FROM editions WHERE held AND NOT whole")
    unknown = [Label(row["first_year"], row["last_year"]) for row in partly]
    running: dict[str, _Streak] = {}
    found: dict[tuple[str, Label], _Streak] = {}
    for row in archive.query(sql):
        label = Label(row["first_year"], row["last_year"])
        for side in ("home", "away"):
            club = row[side]
            streak = running.setdefault(club, _Streak())
            if streak.last and any(streak.last < other < label for other in unknown):
                streak = running[club] = _Streak()
            if row["advanced"] != club:
                running[club] = _Streak(last=label)
                continue
            streak.ties, streak.first = streak.ties + 1, streak.first or label
            streak.last, streak.name = label, row[f"{side}_name"]
            found[club, streak.first] = streak
    most = max((streak.ties for streak in found.values()), default=0)
    holders = tuple(
        Holder(club=Side(club, streak.name), editions=(first, streak.last or first))
        for (club, first), streak in found.items()
        if streak.ties == most
    )
    if holders:
        yield Record(RecordKind.UNBEATEN, most, holders)
