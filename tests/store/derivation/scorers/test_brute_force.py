"""Bounds of goals are those of brute force: every way to share out the goals of small editions is tried."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from random import Random

import pytest

from store.cup.ties import Basis
from store.derivation.edition import derive
from store.derivation.names.registry import Registry
from store.derivation.scorers import constraints
from store.derivation.scorers.constraints import Entry, Sum, narrow
from store.derivation.scorers.network import Contradiction
from store.seedfiles.season import Scorer
from store.seedfiles.season_txt.parse import parse_season
from store.seedfiles.supplement import Supplement

Bounds = tuple[int, int]
MOST_WAYS = 4_000  # to share out the goals of an edition that is tried


def hull(numbers: list[tuple[int, ...]]) -> list[Bounds]:
    return [(min(found), max(found)) for found in zip(*numbers, strict=True)]


@pytest.mark.parametrize("seed", range(20))
def test_sums_narrow_to_the_bounds_of_brute_force(seed: int) -> None:
    rng = Random(seed)
    contradictions = 0
    for _ in range(100):
        lows = [rng.randint(0, 2) for _ in range(rng.randint(1, 6))]
        bounds = [(low, low + rng.randint(0, 3)) for low in lows]
        sides, players = ([rng.randrange(3) for _ in bounds] for _ in range(2))
        entries = [Entry(0, 0, Scorer("X"), "a", "x", *bound) for bound in bounds]

        def sums(groups: list[int], rng: Random = rng, entries: list[Entry] = entries) -> list[Sum]:
            every = [
                [one for one, group in zip(entries, groups, strict=True) if group == n] for n in range(3)
            ]
            return [
                Sum(found, least, rng.choice((least, least + 2, None)))
                for found in every
                if (least := rng.randint(0, sum(entry.high for entry in found) + 1)) is not None
            ]

        of_sides, of_players = sums(sides), sums(players)

        def fits(total: Sum, numbers: Mapping[int, int]) -> bool:
            found = sum(numbers[id(entry)] for entry in total.entries)
            return total.least <= found and (total.most is None or found <= total.most)

        ways = []
        for numbers in product(*(range(low, high + 1) for low, high in bounds)):
            of_entry = {id(entry): number for entry, number in zip(entries, numbers, strict=True)}
            if all(fits(total, of_entry) for total in (*of_sides, *of_players)):
                totals = (sum(of_entry[id(entry)] for entry in total.entries) for total in of_players)
                ways.append((*numbers, *totals))
        try:
            totals_found = narrow(of_sides, of_players)
        except Contradiction:
            assert ways == []
            assert [(entry.low, entry.high) for entry in entries] == bounds
            contradictions += 1
        else:
            assert [*((entry.low, entry.high) for entry in entries), *totals_found] == hull(ways)
    assert 0 < contradictions < 100


@dataclass
class Named:
    """A name on a line, with the goals that its player really scored there, and what the line says of it."""

    player: str
    goals: int
    stated: bool
    own_goal: bool = False


@dataclass
class SideOf:
    """One side of a match of a made-up edition; *others* are goals of those whom the line does not name."""

    club: str
    named: list[Named] = field(default_factory=list)
    others: int = 0

    @property
    def goals(self) -> int:
        return sum(one.goals for one in self.named) + self.others

    @property
    def is_open(self) -> bool:
        return self.others > 0

    def text(self) -> str:
        names = [
            f"{one.player}{f' ({one.goals})' if one.stated else ''}{' (o.g.)' if one.own_goal else ''}"
            for one in self.named
        ]
        return f"  {self.club}: {', '.join([*names, *(['?'] if self.is_open else [])])}\n" if names else ""


@dataclass
class MadeUp:
    """A made-up edition: its matches, its top scorers with or without numbers, and whether it is whole."""

    matches: list[tuple[SideOf, SideOf]]
    leaders: dict[str, int | None]
    whole: bool

    @property
    def sides(self) -> list[SideOf]:
        return [side for match in self.matches for side in match]

    def text(self) -> str:
        lines = "= 1993 Cup =\nInfobox\n"
        lines += "- Num Teams: 4\n" if self.whole else ""
        for player, goals in self.leaders.items():
            lines += f"- Scoring Leader: {player} ({player[0]}){f' {goals}' if goals else ''}\n"
        for number, (home, away) in enumerate(self.matches):
            lines += "==Semi-finals==\n" if not number else "==Final==\n" if number == 2 else ""
            lines += f"{home.club} {home.goals}-{away.goals} {away.club}\n{home.text()}{away.text()}"
        return lines


def made_up(rng: Random) -> MadeUp:
    """An edition of two semi-finals and a final whose lines and top scorers are all true."""
    sides = {}

    def side(club: str, against: str) -> SideOf:
        names = rng.sample([f"{club}{letter}" for letter in "xyz"], rng.choice((0, 1, 1, 2, 2, 3)))
        named = [Named(name, rng.choice((1, 1, 2, 3)), rng.random() < 0.25) for name in names]
        if rng.random() < 0.1:
            named.append(Named(f"{against}x", 1, rng.random() < 0.5, own_goal=True))
        return SideOf(club, named, others=rng.choice((0, 0, 0, 1, 2)) if named else rng.choice((0, 0, 1)))

    def match(home: str, away: str) -> tuple[SideOf, SideOf]:
        sides[home], sides[away] = side(home, away), side(away, home)
        while sides[home].goals <= sides[away].goals:  # who is named first wins
            sides[home].others += 1
        return sides[home], sides[away]

    edition = MadeUp([match("A", "B"), match("C", "D"), match("A", "C")], {}, rng.random() < 0.8)
    totals = real_totals(edition)
    if totals and rng.random() < 0.8:
        best = max(totals.values())
        numbers = rng.random() < 0.6
        first = [player for player, goals in totals.items() if goals == best]
        edition.leaders = dict.fromkeys(
            rng.sample(first, rng.randint(1, len(first))), best if numbers else None
        )
    return edition


def real_totals(edition: MadeUp) -> dict[str, int]:
    totals: dict[str, int] = {}
    for side in edition.sides:
        for one in side.named:
            if not one.own_goal:
                totals[one.player] = totals.get(one.player, 0) + one.goals
    return totals


def every_way(edition: MadeUp) -> Iterator[tuple[list[int], dict[str, int]]]:
    """Every way to share out the goals among those named, with each player's total, that contradicts nothing.

    Written from the rules in words, with none of the code that is tested.
    """
    named = [(side, one) for side in edition.sides for one in side.named]
    choices = [[one.goals] if one.stated else range(1, side.goals + 1) for side, one in named]
    unnamed = {side.club for side in edition.sides if side.others}  # whose goals are not all named
    players = set(real_totals(edition))
    whole = {player for player in players if edition.whole and player[0] not in unnamed}
    for numbers in product(*choices):
        of_side: dict[int, int] = {}
        totals = dict.fromkeys(players, 0)
        for (side, one), goals in zip(named, numbers, strict=True):
            of_side[id(side)] = of_side.get(id(side), 0) + goals
            if not one.own_goal:
                totals[one.player] += goals
        if any(
            side.named
            and (of_side[id(side)] > side.goals if side.others else of_side[id(side)] != side.goals)
            for side in edition.sides
        ):
            continue
        most = max(totals.values(), default=0)
        fits = all(
            most <= totals[leader]
            if goals is None and leader in whole
            else goals is None or (totals[leader] == goals if leader in whole else totals[leader] <= goals)
            for leader, goals in edition.leaders.items()
        )
        known = [goals for goals in edition.leaders.values() if goals is not None]
        if fits and (not known or most <= max(known)):
            yield list(numbers), totals


@pytest.mark.parametrize("seed", range(25))
def test_an_edition_has_the_bounds_of_brute_force(seed: int) -> None:
    rng = Random(f"editions {seed}")
    compared = led = 0
    while compared < 100:
        edition = made_up(rng)
        ways = 1
        for side in edition.sides:
            ways *= side.goals ** sum(not one.stated for one in side.named) or 1
        if ways > MOST_WAYS:
            continue
        compared += 1
        found = derive(parse_season(edition.text(), "x.txt"), Registry(), Supplement(), "x.txt")
        entries = [
            (entry.name, entry.low, entry.high)
            for tie in found.ties
            for match in tie.matches
            for side in (0, 1)
            for entry in match.goals
            if entry.side == side
        ]
        every = list(every_way(edition))
        names = [one.player for side in edition.sides for one in side.named]
        bounds = hull([tuple(numbers) for numbers, _ in every]) if names else []
        assert entries == [(name, *bound) for name, bound in zip(names, bounds, strict=True)], edition.text()
        assert found.findings == () or not any("leader" in finding.kind for finding in found.findings)
        unnamed = {side.club for side in edition.sides if side.others}
        for row in found.scorers:
            of_player = [totals[row.name] for _, totals in every]
            if edition.whole and row.club.name not in unnamed and not row.official:
                assert (row.low, row.high) == (min(of_player), max(of_player)), edition.text()
            elif not row.official:
                assert (row.low, row.high) == (min(of_player), None), edition.text()
            elif number := edition.leaders[row.name]:
                assert (row.low, row.high) == (number, number), edition.text()
        led += any(entry.basis is Basis.LEADERS for match in found.played for entry in match.goals)
    assert led > 3


def bounds_in(edition: MadeUp) -> list[Bounds]:
    found = derive(parse_season(edition.text(), "x.txt"), Registry(), Supplement(), "x.txt")
    return [(goal.low, goal.high) for tie in found.ties for match in tie.matches for goal in match.goals]


def test_among_more_entries_than_are_solved_exactly_bounds_are_only_wider(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = Random("wider")
    narrowed = 0
    for _ in range(500):
        edition = made_up(rng)
        exact = bounds_in(edition)
        monkeypatch.setattr(constraints, "MOST_EXACT", 0)
        wider = bounds_in(edition)
        alone = bounds_in(MadeUp(edition.matches, {}, edition.whole))
        monkeypatch.undo()
        for (least, most), (low, high), (lowest, highest) in zip(exact, wider, alone, strict=True):
            assert lowest <= low <= least <= most <= high <= highest
        narrowed += wider != alone
    assert narrowed


def test_false_numbers_of_top_scorers_leave_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random("false")
    for _ in range(300):
        edition = made_up(rng)
        edition.leaders = {f"{rng.choice('ABCD')}{letter}": rng.randint(1, 4) for letter in "xy"}
        monkeypatch.setattr(constraints, "MOST_EXACT", rng.randint(0, 6))
        assert all(0 <= low <= high for low, high in bounds_in(edition))
