"""How far each club came in an edition, as rows of the archive."""

from collections.abc import Iterator
from typing import Any

from store.cup.editions import Edition
from store.cup.runs import finishes_of, record_of, run_of
from store.cup.ties import Tie


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
