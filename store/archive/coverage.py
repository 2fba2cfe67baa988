"""Coverage of the archive: its totals, and gaps between editions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.cup.labels import Label
from store.sqlite import Asks

_MIN_PAIRS = 3  # of successive editions, to tell how many years a cup is apart


def missing_years(labels: Sequence[Label]) -> list[Label]:
    """The gaps between *labels*, oldest first, each as a label of its first and last year.

    Rule: a cup is held every year, or so many years apart as most of at least three pairs of successive
    editions are; of such a cup each missing edition is a label of its own.
    """
    every = _years_apart(labels)
    if every == 1:
        return [
            Label(before.last + 1, after.first - 1)
            for before, after in pairwise(labels)
            if after.first > before.last + 1
        ]
    return [
        Label(year, year)
        for before, after in pairwise(labels)
        for year in range(before.first + every, after.first - every + 1, every)
    ]


def _years_apart(labels: Sequence[Label]) -> int:
    apart = Counter(after.first - before.first for before, after in pairwise(labels))
    usual, times = apart.most_common(1)[0] if apart else (1, 0)
    return max(usual, 1) if apart.total() >= _MIN_PAIRS and 2 * times > apart.total() else 1


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of the archive. *matches* are those played that count, *goals* those of the known scores.

    *editions* is the number of those held. Of these, *whole* are known from the first round on; of
    *by_semi_finals* only the final and at least one semi-final is known, of *by_final* only the final.
    """

    editions: int
    whole: tuple[Label, ...]
    by_semi_finals: int
    by_final: int
    not_held: int
    clubs: int
    ties: int
    groups: int
    matches: int
    without_score: int
    goals: int
    first: Label | None
    last: Label | None


def totals_of(archive: Asks, labels: Sequence[Label]) -> Totals:
    """The totals of the archive; *labels* are all its editions, oldest first."""
    sql = """
    WITH partly AS (
        SELECT MAX(r.code = 'F') AS final, SUM(r.code != 'F') AS others, MAX(r.code = 'SF') AS semi
        FROM editions e JOIN rounds r USING (edition) WHERE e.held AND NOT e.whole GROUP BY e.edition
    )
    SELECT (SELECT COUNT(*) FROM editions WHERE held) AS editions,
        (SELECT COUNT(*) FROM partly WHERE final AND semi AND others = 1) AS by_semi_finals,
        (SELECT COUNT(*) FROM partly WHERE final AND NOT others) AS by_final,
        (SELECT COUNT(*) FROM editions WHERE NOT held) AS not_held,
        (SELECT COUNT(DISTINCT club) FROM entrants) AS clubs,
        (SELECT COUNT(*) FROM ties JOIN rounds USING (edition, round)
            WHERE kind IN ('knock-out', 'placement')) AS ties,
        (SELECT COUNT(*) FROM groups) AS groups,
        (SELECT COUNT(*) FROM matches WHERE status = 'played') AS matches,
        (SELECT COUNT(*) FROM matches WHERE status = 'played' AND home_goals IS NULL) AS without_score,
        (SELECT COALESCE(SUM(home_goals + away_goals), 0) FROM matches) AS goals
    """
    row = archive.query(sql)[0]
    first, last = (labels[0], labels[-1]) if labels else (None, None)
    return Totals(**row, whole=tuple(labels_where(archive, "whole")), first=first, last=last)


BY_GROUP = """EXISTS (
    SELECT 1 FROM rounds r WHERE r.edition = e.edition AND r.kind = 'final group'
)"""
"""SQL condition on ``editions e``: a final group decided, and there was no final."""


def labels_where(archive: Asks, condition: str) -> list[Label]:
    """The editions ``e`` that satisfy *condition*, trusted SQL, oldest first."""
    order = "ORDER BY first_year, last_year"
    sql = f"SELECT first_year, last_year FROM editions e WHERE {condition} {order}"  # noqa: S608 - trusted
    return [Label(row["first_year"], row["last_year"]) for row in archive.query(sql)]
