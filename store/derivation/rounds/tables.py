"""Tables of groups, worked out from their matches or as a source gives them."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import combinations

from store.cup.rounds import NamedRound, RoundKind
from store.cup.tables import GroupTable, TableRow
from store.cup.ties import Match, Side
from store.cup.values import Score
from store.seedfiles.season import GivenRow


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for tables of an edition: points for a *win*, *stated* in the file or by rule, and points
    *deducted* by club."""

    win: int
    stated: bool
    deducted: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Sums:
    """The sums of a club's matches."""

    won: int = 0
    drawn: int = 0
    lost: int = 0
    scored: int = 0
    conceded: int = 0

    def add(self, scored: int, conceded: int) -> None:
        """Add a match."""
        self.won += scored > conceded
        self.drawn += scored == conceded
        self.lost += scored < conceded
        self.scored += scored
        self.conceded += conceded


def worked_out(
    round_: NamedRound, matches: Sequence[Match], names: Mapping[str, str], rules: Rules, later: Set[str]
) -> GroupTable:
    """The table of a group from its *matches*, of clubs with these *names* in the order of the file.

    An awarded match counts with its result, a walkover as won without goals. Rule: by points, then goal
    difference, then goals; places that these leave open are shared. A club went on if it plays in a *later*
    round.
    """
    sums = {club: _Sums() for club in names}
    for match in matches:
        if match.walkover:
            sums[match.home.club].won += 1
            sums[match.away.club].lost += 1
        elif result := match.result:
            sums[match.home.club].add(result.home, result.away)
            sums[match.away.club].add(result.away, result.home)
    rows = [
        TableRow(
            side=Side(club, names[club]),
            played=found.won + found.drawn + found.lost,
            won=found.won,
            drawn=found.drawn,
            lost=found.lost,
            goals=Score(found.scored, found.conceded),
            points=rules.win * found.won + found.drawn - rules.deducted.get(club, 0),
            deducted=rules.deducted.get(club, 0),
            went_on=club in later,
        )
        for club, found in sums.items()
    ]
    complete = _is_complete(round_, matches, list(names))
    return GroupTable(round_, _ranked(rows), rules.win, rules.stated, complete=complete)


def _is_complete(round_: NamedRound, matches: Sequence[Match], clubs: Sequence[str]) -> bool:
    """Whether all matches of a group are there with their results: every club met every other equally often,
    in a league phase played equally often."""
    counted = [match for match in matches if not match.is_void]
    if len(clubs) < 2 or any(match.result is None and not match.walkover for match in counted):
        return False
    if round_.kind is RoundKind.LEAGUE_PHASE:
        played = Counter(side.club for match in counted for side in (match.home, match.away))
        return len({played[club] for club in clubs}) == 1 and bool(counted)
    met = Counter(frozenset((match.home.club, match.away.club)) for match in counted)
    times = {met[frozenset(pair)] for pair in combinations(clubs, 2)}
    return len(times) == 1 and 0 not in times


def fall_apart(matches: Sequence[Match]) -> bool:
    """Whether the clubs of *matches* fall into sets of three or more that never met, which is no one
    group."""
    sets: list[set[str]] = []
    for match in matches:
        pair = {match.home.club, match.away.club}
        joined = pair.union(*(one for one in sets if one & pair))
        sets = [one for one in sets if not one & pair] + [joined]
    return sum(len(one) > 2 for one in sets) > 1


def _order(row: TableRow) -> tuple[int, int, int]:
    goals = row.goals or Score(0, 0)
    return -row.points, goals.away - goals.home, -goals.home


def _ranked(rows: Sequence[TableRow]) -> tuple[TableRow, ...]:
    """The *rows* in their order, those without a match last.

    Of clubs level on points of which some went on and others, placed before them by goals, did not, the order
    was another: they share a place.
    """
    by_goals = sorted(rows, key=lambda row: (not row.played, _order(row)))
    other = {
        later.points
        for earlier, later in combinations(by_goals, 2)
        if earlier.points == later.points and later.went_on and not earlier.went_on
    }
    ordered = sorted(by_goals, key=lambda row: (not row.played, -row.points, _rank(row, other)))
    keys = [
        (not row.played, row.points) if row.points in other else (not row.played, *_order(row))
        for row in ordered
    ]
    return tuple(
        replace(row, place=keys.index(key) + 1, shared=row.played > 0 and keys.count(key) > 1)
        for row, key in zip(ordered, keys, strict=True)
    )


def _rank(row: TableRow, other: Set[int]) -> tuple[int, ...]:
    """The rank among clubs with as many points, of which the order by goals is not that of *other* points."""
    return (not row.went_on,) if row.points in other else _order(row)


def given(
    round_: NamedRound,
    rows: Sequence[tuple[GivenRow, Side]],
    clubs: Set[str],
    rules: Rules,
    later: Set[str],
) -> GroupTable:
    """The table of a group of *clubs* as a source gives it, in the order of the file; its places are the
    source's."""
    return GroupTable(
        round_,
        tuple(
            TableRow(
                side=side,
                played=row.played,
                won=row.won,
                drawn=row.drawn,
                lost=row.lost,
                goals=row.goals,
                points=row.points,
                deducted=rules.deducted.get(side.club, 0),
                place=place,
                went_on=side.club in later,
            )
            for place, (row, side) in enumerate(rows, start=1)
        ),
        rules.win,
        rules.stated,
        given=True,
        complete=_all_met(rows, clubs),
    )


def _all_met(rows: Sequence[tuple[GivenRow, Side]], clubs: Set[str]) -> bool:
    """Whether each of a source's *rows* is of a club that met all others equally often, and all *clubs* are
    in them."""
    played = {row.played for row, _ in rows}
    times, rest = divmod(min(played), len(rows) - 1) if len(rows) > 1 else (0, 0)
    return len(played) == 1 and bool(times) and not rest and clubs <= {side.club for _, side in rows}


def differs(table: GroupTable, rows: Sequence[tuple[GivenRow, Side]]) -> bool:
    """Whether a source's *rows* cannot be of the matches that *table* was worked out from: they have other
    numbers when all matches are known, else fewer than these make."""
    found = {row.side.club: row for row in table.rows}
    given_rows = {side.club: row for row, side in rows}
    if table.complete:
        return any(
            club not in given_rows
            or (row.played, row.won, row.drawn, row.lost, row.goals, row.points) != _numbers(given_rows[club])
            for club, row in found.items()
        )
    return any(
        club not in given_rows
        or row.won > given_rows[club].won
        or row.drawn > given_rows[club].drawn
        or row.lost > given_rows[club].lost
        or _has_more_goals(row.goals, given_rows[club].goals)
        for club, row in found.items()
        if row.played
    )


def _has_more_goals(goals: Score | None, stated: Score | None) -> bool:
    return bool(goals and stated and (goals.home > stated.home or goals.away > stated.away))


def _numbers(row: GivenRow) -> tuple[int, int, int, int, Score | None, int]:
    return row.played, row.won, row.drawn, row.lost, row.goals, row.points


def is_wrong(row: GivenRow, deducted: int) -> bool:
    """Whether a *row* contradicts itself: its matches don't add up, or its points are those of no rule."""
    points = {win * row.won + row.drawn - deducted for win in range(1, 10)}
    return row.played != row.won + row.drawn + row.lost or row.points not in points


def disagree(rows: Sequence[tuple[GivenRow, Side]], deducted: Mapping[str, int]) -> bool:
    """Whether the *rows* of a group contradict each other.

    That is, when all clubs of it are in them: as many matches are won as lost, as many goals scored as
    conceded, each club is in one row, wins are worth the same, and the order is that of points.
    """
    won, lost = sum(row.won for row, _ in rows), sum(row.lost for row, _ in rows)
    goals = [row.goals for row, _ in rows if row.goals]
    scored, conceded = sum(score.home for score in goals), sum(score.away for score in goals)
    worth = {(row.points + deducted.get(side.club, 0) - row.drawn) / row.won for row, side in rows if row.won}
    points = [row.points for row, _ in rows]
    several = len({side.club for _, side in rows}) < len(rows)
    other_goals = len(goals) == len(rows) and scored != conceded
    sums = won != lost or other_goals or sum(row.drawn for row, _ in rows) % 2 == 1
    return several or sums or len(worth) > 1 or points != sorted(points, reverse=True)
