"""Finals of editions, queried without loading the whole editions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from store.archive.archive import Archive
from store.archive.coverage import BY_GROUP
from store.archive.rows.table import side_of
from store.cup.labels import Label
from store.cup.ties import Side, Tie
from store.sqlite import named


@dataclass(frozen=True, slots=True)
class CupFinal:
    """The final of an edition, with its winner and runner-up; *tie* is None when the match is not known, or
    there was none: a group decided (*by_group*)."""

    label: Label
    held: bool
    winner: Side | None
    runner_up: Side | None
    tie: Tie | None
    by_group: bool = False


_KEPT = 16  # sets of finals in memory


def finals_of(archive: Archive, labels: Sequence[Label]) -> list[CupFinal]:
    """The final of each of the editions *labels*, without loading the whole editions."""
    return list(_finals(archive, tuple(labels)))


@lru_cache(_KEPT)
def _finals(archive: Archive, labels: tuple[Label, ...]) -> tuple[CupFinal, ...]:
    marks, keys = named(label.id for label in labels)
    of_finals = f"SELECT edition, round FROM rounds WHERE edition IN ({marks}) AND code = 'F'"  # noqa: S608
    where = f"(t.edition, t.round) IN ({of_finals})"
    ties = {tie.edition: tie for tie in archive.ties_where(where, keys)}
    sql = f"SELECT *, {BY_GROUP} AS by_group FROM editions e WHERE edition IN ({marks})"  # noqa: S608 - names
    rows = {row["edition"]: row for row in archive.query(sql, keys)}
    return tuple(
        CupFinal(
            label,
            bool(rows[label.id]["held"]),
            side_of(rows[label.id]["winner"], rows[label.id]["winner_name"]),
            side_of(rows[label.id]["runner_up"], rows[label.id]["runner_up_name"]),
            ties.get(label),
            bool(rows[label.id]["by_group"]),
        )
        for label in labels
    )
