"""Queries on the table ``runs``: how far a club got in each edition, its names and its totals."""

from dataclasses import fields
from functools import lru_cache

from store.archive.rows.runs import run_row_of
from store.cup.labels import Label
from store.cup.rounds import RoundKind
from store.cup.runs import ClubRecord, RunRow
from store.sqlite import Asks

_KEPT = 32  # runs of clubs in memory: what is typed inline may mean several pages of one


def runs_of_club(archive: Asks, club: str, edition: Label | None = None) -> list[RunRow]:
    """The runs of *club*, newest first, also where only its win or its second place is known; only that of
    *edition* if given."""
    return list(_runs(archive, club, edition))  # type: ignore[arg-type]  # by identity


@lru_cache(_KEPT)
def _runs(archive: Asks, club: str, edition: Label | None) -> tuple[RunRow, ...]:
    where, parameters = "club = ?", [club]
    if edition:
        where, parameters = "club = ? AND edition = ?", [club, edition.id]
    sql = f"SELECT * FROM runs WHERE {where} ORDER BY first_year DESC, last_year DESC"  # noqa: S608 - see above
    return tuple(map(run_row_of, archive.query(sql, parameters)))


def rounds_behind(archive: Asks, club: str) -> dict[Label, int]:
    """How many knock-out rounds each edition had behind the one that *club* reached, of those in which that
    was a knock-out round."""
    sql = """
        SELECT runs.first_year, runs.last_year, (
            SELECT COUNT(*) FROM rounds AS later
            WHERE later.edition = runs.edition AND later.kind = rounds.kind AND later.round > rounds.round
        ) AS behind
        FROM runs JOIN rounds ON rounds.edition = runs.edition AND rounds.name = runs.round
        WHERE runs.club = ? AND rounds.kind = ?
    """
    rows = archive.query(sql, [club, RoundKind.KNOCK_OUT])
    return {Label(row["first_year"], row["last_year"]): row["behind"] for row in rows}


def record_of_club(archive: Asks, club: str) -> ClubRecord:
    """The totals of *club* over all editions."""
    sums = ", ".join(f"COALESCE(SUM({field.name}), 0) AS {field.name}" for field in fields(ClubRecord))
    return ClubRecord(**archive.query(f"SELECT {sums} FROM runs WHERE club = ?", [club])[0])  # noqa: S608


def editions_played(archive: Asks, club: str) -> int:
    """The number of editions in which a match of *club* with a known score is known."""
    sql = "SELECT COUNT(*) AS editions FROM runs WHERE club = ? AND played"
    return int(archive.query(sql, [club])[0]["editions"])


def names_of_club(archive: Asks, club: str) -> dict[Label, str]:
    """The name of *club* in each edition in which a round of it is known, oldest first."""
    sql = """
        SELECT first_year, last_year, name FROM runs
        WHERE club = ? AND rounds ORDER BY first_year, last_year
    """
    return {Label(row["first_year"], row["last_year"]): row["name"] for row in archive.query(sql, [club])}


def editions_of_club(archive: Asks, club: str, most: int, *, with_ties: bool = False) -> list[Label]:
    """The latest editions in which a round of *club* is known, or a tie or match of it (*with_ties*); at most
    *most*, newest first."""
    known = "ties" if with_ties else "rounds"
    sql = f"""
        SELECT first_year, last_year FROM runs
        WHERE club = ? AND {known} ORDER BY first_year DESC, last_year DESC LIMIT ?
    """  # noqa: S608 - one of two columns
    return [Label(row["first_year"], row["last_year"]) for row in archive.query(sql, [club, most])]
