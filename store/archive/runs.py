"""How far each club came in each edition, as the archive keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.runs import ClubRecord, Outcome, finishes_of, record_of, run_of
from store.cup.ties import Tie
from store.sqlite import Asks

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}


@dataclass(frozen=True, slots=True)
class RunInShort:
    """How far a club came in an edition, without its ties: how many there are, and how many *letters*
    the names of its opponents have together. *in_final* says that it was in the final, whoever won."""

    edition: Label
    name: str
    outcome: Outcome
    in_final: bool
    ties: int
    letters: int


def runs_of_club(archive: Asks, club: str, edition: Label | None = None) -> list[RunInShort]:
    """Every edition that *club* played in, won or was second in, newest first; or that one alone."""
    where, parameters = "club = ?", [club]
    if edition:
        where, parameters = "club = ? AND edition = ?", [club, edition.id]
    sql = f"""
        SELECT first_year, last_year, name, outcome, in_final, ties, letters FROM runs
        WHERE {where} ORDER BY first_year DESC, last_year DESC
    """  # noqa: S608 - one of these two
    return [
        RunInShort(
            Label(row["first_year"], row["last_year"]),
            row["name"],
            _OUTCOMES[row["outcome"]],
            bool(row["in_final"]),
            row["ties"],
            row["letters"],
        )
        for row in archive.query(sql, parameters)
    ]


def record_of_club(archive: Asks, club: str) -> ClubRecord:
    """The totals of *club* over all editions."""
    sums = ", ".join(f"COALESCE(SUM({field.name}), 0) AS {field.name}" for field in fields(ClubRecord))
    return ClubRecord(**archive.query(f"SELECT {sums} FROM runs WHERE club = ?", [club])[0])  # noqa: S608


def names_of_club(archive: Asks, club: str) -> dict[Label, str]:
    """What *club* was called in each edition of which a tie of its is known, oldest first."""
    sql = """
        SELECT first_year, last_year, name FROM runs
        WHERE club = ? AND ties ORDER BY first_year, last_year
    """
    return {Label(row["first_year"], row["last_year"]): row["name"] for row in archive.query(sql, [club])}


def editions_of_club(archive: Asks, club: str, most: int) -> list[Label]:
    """The latest editions, at most so many, of which a tie of *club* is known, newest first."""
    sql = """
        SELECT first_year, last_year FROM runs
        WHERE club = ? AND ties ORDER BY first_year DESC, last_year DESC LIMIT ?
    """
    return [Label(row["first_year"], row["last_year"]) for row in archive.query(sql, [club, most])]


def run_rows(edition: Edition) -> Iterator[dict[str, Any]]:
    """How far each club came, those too that only the infobox names as winner or runner-up."""
    ties: dict[str, list[Tie]] = {}
    for tie in edition.ties:
        for side in (tie.home, tie.away):
            ties.setdefault(side.club, []).append(tie)
    finished = finishes_of(edition)
    names = {side.club: side.name for side in (edition.runner_up, edition.winner) if side}
    names |= {club: called[0] for club, called in edition.entrants.items()}
    for club, name in names.items() if edition.held else ():
        mine = ties.get(club, [])
        run = run_of(edition.label, club, name, mine, finished.get(club))
        record = record_of(mine, club)
        yield {
            "club": club,
            "first_year": edition.label.first,
            "last_year": edition.label.last,
            "edition": edition.label.id,
            "name": name,
            "outcome": run.outcome,
            "round": run.reached.name if run.reached else None,
            "in_final": int(club in finished or any(tie.is_final for tie in mine)),
            "ties": len(mine),
            "letters": sum(len(tie.opponent(club).name) for tie in mine),
            "played": record.played,
            "won": record.won,
            "drawn": record.drawn,
            "lost": record.lost,
            "goals_for": record.goals_for,
            "goals_against": record.goals_against,
            "walkovers": record.walkovers,
            "without_score": record.without_score,
            "derived": int(any(tie.known_derived for tie in mine)),
        }
