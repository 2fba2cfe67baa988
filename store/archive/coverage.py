"""Coverage of the archive: its totals, and gaps between editions."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.cup.findings import Fact
from store.cup.labels import Label
from store.cup.ties import TieKey
from store.sqlite import Asks

PLAYED = """(e.held AND (e.winner IS NOT NULL OR EXISTS (
    SELECT 1 FROM matches m WHERE m.edition = e.edition AND m.status != 'fixture'
)))"""
"""SQL condition on ``editions e``: it was held, and more of it is known than a draw."""

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
    """The totals of the archive. *ties* are those of editions that were played, *matches* those played that
    count, *goals* those of the known scores.

    *editions* is the number of those held, without those that are only *drawn*. Of these, *whole* are known
    from the first round on; of *by_semi_finals* only the final and at least one semi-final is known, of
    *by_final* only the final.
    """

    editions: int
    whole: tuple[Label, ...]
    by_semi_finals: int
    by_final: int
    not_held: int
    drawn: tuple[Label, ...]
    clubs: int
    ties: int
    groups: int
    matches: int
    without_score: int
    goals: int
    first: Label | None
    last: Label | None

    @property
    def all_whole(self) -> bool:
        """Whether every edition is known whole."""
        return len(self.whole) == self.editions


def totals_of(archive: Asks, labels: Sequence[Label]) -> Totals:
    """The totals of the archive; *labels* are all its editions, oldest first."""
    sql = f"""
    WITH partly AS (
        SELECT MAX(r.code = 'F') AS final, SUM(r.code != 'F') AS others, MAX(r.code = 'SF') AS semi
        FROM editions e JOIN rounds r USING (edition) WHERE {PLAYED} AND NOT e.whole GROUP BY e.edition
    )
    SELECT (SELECT COUNT(*) FROM editions e WHERE {PLAYED}) AS editions,
        (SELECT COUNT(*) FROM partly WHERE final AND semi AND others = 1) AS by_semi_finals,
        (SELECT COUNT(*) FROM partly WHERE final AND NOT others) AS by_final,
        (SELECT COUNT(*) FROM editions WHERE NOT held) AS not_held,
        (SELECT COUNT(DISTINCT club) FROM entrants) AS clubs,
        (SELECT COUNT(*) FROM ties JOIN rounds USING (edition, round) JOIN editions e USING (edition)
            WHERE kind IN ('knock-out', 'placement') AND {PLAYED}) AS ties,
        (SELECT COUNT(*) FROM groups) AS groups,
        (SELECT COUNT(*) FROM matches WHERE status = 'played') AS matches,
        (SELECT COUNT(*) FROM matches WHERE status = 'played' AND home_goals IS NULL) AS without_score,
        (SELECT COALESCE(SUM(home_goals + away_goals), 0) FROM matches) AS goals
    """  # noqa: S608 - conditions of this module
    row = archive.query(sql)[0]
    drawn = tuple(labels_where(archive, f"held AND NOT {PLAYED}"))
    span = [label for label in labels if label not in drawn] or labels
    first, last = (span[0], span[-1]) if span else (None, None)
    whole = tuple(labels_where(archive, "whole"))
    return Totals(**row, whole=whole, drawn=drawn, first=first, last=last)


@dataclass(frozen=True, slots=True)
class EditionCoverage:
    """How much of an edition is known: its *ties* of knock-outs, and its *matches*, those of groups included.

    *due* is the number of ties that it had, None with groups, or when the number of clubs is not known.
    *unplayed* of the matches were walkovers, or were drawn and not played or nothing more is known; the
    scores of *with_score* are known, *undated* were played on a day that is not known, and of *unscored* the
    score is known, but not who scored every goal. *played* counts those that count, *unknown* those
    whose score is not known, though they were or may have been played.
    """

    label: Label
    whole: bool
    due: int | None
    ties: int
    matches: int
    unplayed: int
    with_score: int
    undated: int
    unscored: int
    played: int
    unknown: int


_COUNTS = ("due", "ties", "matches", "unplayed", "with_score", "undated", "unscored", "played", "unknown")
_MISSED = "(SELECT SUM(g.matches) FROM gaps g WHERE g.edition = e.edition AND g.fact = '{}')"


def coverage_by_edition(archive: Asks) -> list[EditionCoverage]:
    """The coverage of every edition that was held, oldest first."""
    sql = f"""
        SELECT e.first_year, e.last_year, e.whole,
            CASE WHEN NOT EXISTS (SELECT 1 FROM groups g WHERE g.edition = e.edition)
                THEN e.teams_claimed - 1 END AS due,
            (SELECT COUNT(*) FROM ties t JOIN rounds r USING (edition, round)
                WHERE t.edition = e.edition AND r.kind IN ('knock-out', 'placement')) AS ties,
            COUNT(m.edition) AS matches,
            COALESCE(SUM(m.status IN ('walkover', 'cancelled', 'fixture')), 0) AS unplayed,
            COALESCE(SUM(m.home_goals IS NOT NULL), 0) AS with_score,
            COALESCE({_MISSED.format(Fact.DATE)}, 0) AS undated,
            COALESCE({_MISSED.format(Fact.SCORERS)}, 0) AS unscored,
            COALESCE(SUM(m.status = 'played'), 0) AS played,
            COALESCE({_MISSED.format(Fact.SCORE)}, 0) AS unknown
        FROM editions e LEFT JOIN matches m USING (edition)
        WHERE e.held GROUP BY e.edition ORDER BY e.first_year, e.last_year
    """  # noqa: S608 - a condition of this module
    return [
        EditionCoverage(
            Label(row["first_year"], row["last_year"]),
            bool(row["whole"]),
            *(row[name] for name in _COUNTS),
        )
        for row in archive.query(sql)
    ]


def gaps_of_edition(archive: Asks, label: Label) -> dict[TieKey, dict[Fact, int]]:
    """The facts that are not known of each tie of the edition *label*, in order of play, with the number of
    its matches that they are missing of, see :func:`store.cup.gaps.gaps_of`."""
    found: dict[TieKey, dict[Fact, int]] = {}
    sql = "SELECT * FROM gaps WHERE edition = ? ORDER BY round, tie, number"
    for row in archive.query(sql, [label.id]):
        key = TieKey(label, row["round"], row["tie"])
        found.setdefault(key, {})[Fact(row["fact"])] = row["matches"]
    return found


@dataclass(frozen=True, slots=True)
class Decade:
    """The coverage of the *editions* that began in the ten years from *first*, without those only drawn:
    how many are *whole*, and how many *ties* and *matches* are known."""

    first: int
    editions: int
    whole: int
    ties: int
    matches: int


def coverage_by_decade(editions: Iterable[EditionCoverage], drawn: Collection[Label]) -> list[Decade]:
    """The coverage of every decade with one of *editions* that is not only *drawn*, oldest first."""
    decades: dict[int, list[EditionCoverage]] = {}
    for one in editions:
        if one.label not in drawn:
            decades.setdefault(one.label.first // 10 * 10, []).append(one)
    return [
        Decade(
            first,
            len(found),
            sum(one.whole for one in found),
            sum(one.ties for one in found),
            sum(one.played for one in found),
        )
        for first, found in decades.items()
    ]


BY_GROUP = """EXISTS (
    SELECT 1 FROM rounds r WHERE r.edition = e.edition AND r.kind = 'final group'
)"""
"""SQL condition on ``editions e``: a final group decided, and there was no final."""


def labels_where(archive: Asks, condition: str) -> list[Label]:
    """The editions ``e`` that satisfy *condition*, trusted SQL, oldest first."""
    order = "ORDER BY first_year, last_year"
    sql = f"SELECT first_year, last_year FROM editions e WHERE {condition} {order}"  # noqa: S608 - trusted
    return [Label(row["first_year"], row["last_year"]) for row in archive.query(sql)]
