"""The card of a club: its names, runs and record."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.coverage import Totals
from store.archive.groups import byes_of_club, tables_of_club
from store.archive.runs import editions_played, record_of_club
from store.archive.titles import ClubTitles, titles_of_club
from store.cup.clubs import Club, ClubName
from store.cup.labels import Label
from store.cup.rounds import CLUBS_IN
from store.cup.runs import ClubRecord, Run, RunRow, record_of
from store.cup.ties import Tie


@dataclass(frozen=True, slots=True)
class ClubCard:
    """A *club* with its names since the first edition (*line*), its *runs*, the finals it won and lost
    (*titles*), the number of its *finals* among them, its *best* run if it was in none, and its *record* over
    the runs, or over all editions.

    The record rests on matches of so many *editions*; *whole* says that these are all there were.
    """

    club: Club
    line: list[ClubName]
    runs: list[Run]
    record: ClubRecord
    totals: Totals
    titles: ClubTitles | None
    editions: int
    whole: bool
    finals: int = 0
    best: Run | None = None


def club_card(archive: Archive, club: Club, rows: Sequence[RunRow], edition: Label | None) -> ClubCard:
    """The card of *club* with the runs of these *rows*; its record is that of the *edition*, or of all."""
    ties: dict[Label, list[Tie]] = {run.edition: [] for run in rows}
    for tie in archive.ties_of_club(club.id, list(ties)):
        ties[tie.edition].append(tie)
    byes, hidden = (byes_of_club(archive, club.id, played=played) for played in (False, True))
    tables = tables_of_club(archive, club.id)
    runs = [
        Run(
            run.edition,
            club.id,
            run.name,
            tuple(ties[run.edition]),
            run.outcome,
            byes.get(run.edition, ()),
            tables.get(run.edition, ()),
            hidden.get(run.edition, ()),
        )
        for run in rows
    ]
    every = [tie for run in runs for tie in run.ties]
    first = archive.labels[0].first if archive.labels else 0
    return ClubCard(
        club=club,
        line=[known for known in club.line if known.until is None or known.until >= first],
        runs=runs,
        record=record_of(every, club.id) if edition else record_of_club(archive, club.id),
        totals=archive.totals,
        titles=None if edition else titles_of_club(archive, club.id),
        editions=1 if edition else editions_played(archive, club.id),
        whole=archive.edition(edition).whole if edition else archive.totals.all_whole,
        finals=sum(row.in_final for row in rows),
        best=_best(runs),
    )


def _best(runs: Sequence[Run]) -> Run | None:
    """The run of *runs* that went farthest, the first of several; None where no round tells how far."""
    told = [(CLUBS_IN[run.reached.code], run) for run in runs if run.reached and run.reached.code in CLUBS_IN]
    return min(told, key=lambda found: found[0])[1] if told else None
