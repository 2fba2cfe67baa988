"""The table of runs: how far each club got in each edition."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from store.archive.rows.table import Field, Table, flag, member, plain
from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.runs import ClubRecord, Outcome, RunRow, finishes_of, record_of, run_in
from store.cup.ties import Tie
from store.sqlite import Row

_RECORD = tuple(field.name for field in fields(ClubRecord))

RUNS = Table(
    "runs",
    primary=("club", "first_year", "last_year"),
    key=(
        ("club", "TEXT NOT NULL REFERENCES clubs"),
        ("edition", "TEXT NOT NULL REFERENCES editions ON DELETE CASCADE"),
    ),
    fields=(
        Field(
            "edition",
            (("first_year", "INTEGER NOT NULL"), ("last_year", "INTEGER NOT NULL")),
            lambda label: (label.first, label.last),
            Label,
        ),
        plain("name", "TEXT NOT NULL"),
        member("outcome", Outcome),
        plain("round", "TEXT"),
        flag("in_final"),
        plain("ties", "INTEGER NOT NULL"),
        plain("rounds", "INTEGER NOT NULL"),
        Field(
            "record",
            tuple((name, "INTEGER NOT NULL") for name in _RECORD),
            lambda record: tuple(getattr(record, name) for name in _RECORD),
            ClubRecord,
        ),
        flag("derived"),
    ),
    indexes=("CREATE INDEX runs_by_edition ON runs (edition)",),
)


def run_row_of(row: Row) -> RunRow:
    """The run of a row of ``runs``."""
    return RunRow(**RUNS.values(row))


def run_rows(edition: Edition) -> Iterator[dict[str, Any]]:
    """The rows of ``runs`` for each club of *edition*, also for a winner or runner-up without a tie."""
    ties: dict[str, list[Tie]] = {}
    for tie in edition.ties:
        for side in (tie.home, tie.away):
            ties.setdefault(side.club, []).append(tie)
    finished = finishes_of(edition)
    names = {side.club: side.name for side in (edition.runner_up, edition.winner) if side}
    names |= {club: called[0] for club, called in edition.entrants.items()}
    for club, name in names.items() if edition.held else ():
        mine = ties.get(club, [])
        run = run_in(edition, club, mine)
        row = RunRow(
            edition=edition.label,
            name=name,
            outcome=run.outcome,
            round=run.reached.name if run.reached else None,
            in_final=(club in finished and edition.final_group is None) or any(tie.is_final for tie in mine),
            ties=len(mine),
            rounds=len(run.stations),
            record=record_of(mine, club),
            derived=any(tie.known_derived for tie in mine),
        )
        yield RUNS.row(row, club=club, edition=edition.label.id)
