"""Unbeaten streaks: consecutive ties of a club in which it was not knocked out."""

from dataclasses import dataclass

from store.archive.coverage import missing_years
from store.cup.labels import Label
from store.cup.rounds import FINAL
from store.cup.ties import Side
from store.sqlite import Asks


@dataclass(slots=True)
class Streak:
    """Consecutive ties in which a club was not knocked out. *won* says that the last one won it the cup."""

    side: Side
    first: Label
    last: Label
    ties: int = 0
    won: bool = False


def longest_streaks(archive: Asks) -> list[Streak]:
    """The longest streaks of a club without being knocked out, third-place matches left out.

    A tie with an unknown outcome ends a streak, and so do going out in a group and anything that may hide a
    defeat: an edition that is missing or only partly known, between two of the club's ties or where it did
    not win the cup.
    """
    sql = """
        SELECT t.home, t.home_name, t.away, t.away_name, t.advanced, r.code, e.first_year, e.last_year
        FROM ties t JOIN rounds r USING (edition, round) JOIN editions e USING (edition)
        WHERE r.kind = 'knock-out' ORDER BY e.first_year, e.last_year, t.round, t.tie
    """
    gaps, fallen = _gaps(archive), _out_in_groups(archive)
    streaks: list[Streak] = []
    running: dict[str, Streak] = {}
    for row in archive.query(sql):
        label = Label(row["first_year"], row["last_year"])
        for side in (Side(row["home"], row["home_name"]), Side(row["away"], row["away_name"])):
            streak = running.get(side.club)
            if streak and streak.last != label:
                out = any(streak.last <= when < label for when in fallen.get(side.club, ()))
                if out or _may_hide_a_defeat(streak, label, gaps):
                    streak = None
            if row["advanced"] != side.club:
                running.pop(side.club, None)
                continue
            if streak is None:
                streak = running[side.club] = Streak(side, label, label)
                streaks.append(streak)
            streak.ties, streak.side, streak.last = streak.ties + 1, side, label
            streak.won = row["code"] == FINAL
    most = max((streak.ties for streak in streaks), default=0)
    return [streak for streak in streaks if streak.ties == most]


def _gaps(archive: Asks) -> list[Label]:
    """The editions that are only partly known, and the years without an edition: they may hide ties."""
    rows = archive.query(
        "SELECT first_year, last_year, held, whole FROM editions ORDER BY first_year, last_year"
    )
    labels = [Label(row["first_year"], row["last_year"]) for row in rows]
    partly = [label for label, row in zip(labels, rows, strict=True) if row["held"] and not row["whole"]]
    return [*missing_years(labels), *partly]


def _out_in_groups(archive: Asks) -> dict[str, list[Label]]:
    """The editions in which each club went out in a group, or may have."""
    sql = """
        SELECT u.club, u.first_year, u.last_year FROM runs u
        JOIN rounds r ON r.edition = u.edition AND r.name = u.round
        WHERE r.kind NOT IN ('knock-out', 'placement') AND u.outcome != 'winner'
    """
    out: dict[str, list[Label]] = {}
    for row in archive.query(sql):
        out.setdefault(row["club"], []).append(Label(row["first_year"], row["last_year"]))
    return out


def _may_hide_a_defeat(streak: Streak, label: Label, gaps: list[Label]) -> bool:
    """Whether the club may have been knocked out between its last tie and those of the edition *label*."""
    between = any(streak.last < gap < label for gap in gaps)
    return between or (not streak.won and streak.last in gaps)
