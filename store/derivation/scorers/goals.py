"""Goals by player in an edition: bounds from the lines of scorers, narrowed by constraints.

A scorer is listed once whatever the number of goals, so a number is often not in the line. Each entry
has a lower and an upper bound; no value between them is ever guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from store.cup.editions import EditionScorer
from store.cup.findings import Finding, FindingKind, Value
from store.cup.ties import Basis, Goals, Side
from store.derivation.names.roster import Roster
from store.derivation.scorers.constraints import (
    Bounds,
    Entry,
    Sum,
    bounds_of,
    components,
    is_possible,
    led_by,
    limits_of,
    narrow,
    restore,
)
from store.derivation.scorers.leaders import Leaders, match_leaders
from store.derivation.scorers.network import Contradiction
from store.derivation.scorers.sides import ScorersLine
from store.seedfiles.season import Scorer
from store.text.folding import surname


@dataclass(frozen=True, slots=True)
class Solved:
    """The goals of each match by its line, the scorers of the edition, most goals first, and the
    contradictions as findings."""

    goals: Mapping[int, tuple[Goals, ...]]
    scorers: tuple[EditionScorer, ...]
    findings: tuple[Finding, ...]


def solve(lines: Iterable[ScorersLine], roster: Roster, *, whole: bool) -> Solved:
    """The goals in *lines* by player, bounded by these lines and the top scorers of *roster*.

    Rules for a line: minutes or a number in it settle a scorer, else the supplement does; every other
    scorer named has at least one goal; together they have all goals of the side. In a match without a
    score any player may have scored any number.

    Rules for top scorers: a leader's total is exact, and no player has more than the highest total. In a
    *whole* edition the lines have all goals of a leader, unless a club of theirs has goals without a name;
    else they have at most the total. A leader without a number has at least as many as any player.
    """
    solver = _Solver(roster, whole)
    for line in lines:
        solver.add(line)
    scorers = solver.totals()
    names = {row.player: row.name for row in scorers}
    goals: dict[int, list[Goals]] = {}
    for entry in solver.entries:
        name = names.get(entry.player) or roster.full_name(entry.player) or entry.scorer.name
        goals.setdefault(entry.match, []).append(entry.goals(name))
    return Solved({match: tuple(found) for match, found in goals.items()}, scorers, tuple(solver.findings))


class _Solver:
    """The entries of an edition; their bounds are narrowed line by line, then by top scorers."""

    def __init__(self, roster: Roster, whole: bool) -> None:
        self._roster = roster
        self._whole = whole
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self._sides: list[Sum] = []
        self._open_clubs: set[str] = set()  # with goals without a named scorer
        self._players: dict[str, list[Entry]] = {}
        self._leaders = Leaders()
        self._agreed: dict[str, Sum] = {}  # by player: constraints that are feasible together
        self._disputed: set[str] = set()  # players whose matches contradict the claimed number

    def _find(self, kind: FindingKind, line: int, **data: Value) -> None:
        self.findings.append(Finding(kind, line, data))

    def _mark(self, entries: Iterable[Entry], basis: Basis) -> None:
        for entry in entries:
            if entry.basis is Basis.OPEN and entry.low == entry.high:
                entry.basis = basis

    # Lines.

    def add(self, line: ScorersLine) -> None:
        """Add one side of a match."""
        if line.scored is None:
            self._open_clubs.add(line.club.club)
            return
        entries = [self._entry(scorer, line, line.scored) for scorer in line.scorers]
        self.entries += entries
        if not line.scored:
            for entry in entries:
                entry.low = entry.high = 0
                entry.basis, entry.counted = Basis.NONE, False
                name = entry.scorer.name
                self._find(FindingKind.GHOST_SCORER, line.line, name=name, club=line.club.name)
        elif line.is_open and sum(entry.low for entry in entries) <= line.scored:
            self._add_open(entries, line.scored, line.club)
        elif not entries:
            self._open_clubs.add(line.club.club)
        else:
            self._add_side(entries, line.scored, line)

    def _entry(self, scorer: Scorer, line: ScorersLine, scored: int) -> Entry:
        club = line.opponent.club if scorer.own_goal else line.club.club
        player = self._roster.player(scorer.name, club)
        entry = Entry(line.match, line.side, scorer, club, player, 1, scored)
        stated, extra = scorer.stated, line.added.get(scorer.name)
        if stated is not None:
            entry.low, entry.high, entry.basis = stated, stated, Basis.FILE
            if extra not in (None, stated):
                differs = FindingKind.ADDITION_DIFFERS
                self._find(differs, line.line, fact=scorer.name, file=stated, added=extra or 0)
        elif extra is not None:
            entry.low, entry.high, entry.basis = extra, extra, Basis.SUPPLEMENT
        return entry

    def _add_side(self, entries: list[Entry], scored: int, line: ScorersLine) -> None:
        named = sum(entry.low for entry in entries)
        if named > scored:
            self._find(FindingKind.MORE_NAMES, line.line, club=line.club.name, named=named, scored=scored)
            if line.is_open:
                self._open_clubs.add(line.club.club)
            for entry in entries:
                entry.low, entry.high, entry.basis = 0, min(entry.high, scored), Basis.OPEN
            self._sides.append(Sum(entries, most=scored))
        elif named < scored and all(entry.low == entry.high for entry in entries):
            self._find(FindingKind.FEWER_GOALS, line.line, club=line.club.name, named=named, scored=scored)
            self._open_clubs.add(line.club.club)
            self._sides.append(Sum(entries))
        else:
            side = Sum(entries, scored, scored)
            narrow([side])
            self._mark(entries, Basis.ARITHMETIC)
            self._sides.append(side)

    def _add_open(self, entries: list[Entry], scored: int, club: Side) -> None:
        """Add a side with unknown scorers: those named may have scored the remaining goals too, unless the
        line has a count for them or the supplement a number."""
        self._open_clubs.add(club.club)
        for entry in entries:
            if entry.scorer.count is None and entry.basis is not Basis.SUPPLEMENT:
                entry.high, entry.basis = scored, Basis.OPEN
        side = Sum(entries, most=scored)
        narrow([side])
        self._sides.append(side)

    # Top scorers.

    def totals(self) -> tuple[EditionScorer, ...]:
        """Narrow the bounds by the top scorers; return each scorer's goals in the edition, most first."""
        for entry in self.entries:
            if entry.counted and not entry.scorer.own_goal:
                self._players.setdefault(entry.player, []).append(entry)
        self._leaders = match_leaders(self._roster, self._players)
        self.findings += self._leaders.findings
        self._narrow_by_numbers()
        bounds = self._narrow_by_rank()
        self._mark(self.entries, Basis.LEADERS)
        scorers = [
            self._scorer(player, entries, *total)
            for (player, entries), total in zip(self._players.items(), bounds, strict=True)
        ]
        return self._ranked([*scorers, *self._unlisted()])

    def _holds_all(self, entries: Sequence[Entry]) -> bool:
        """Whether the lines have all goals of the player of *entries*."""
        return self._whole and not any(entry.club in self._open_clubs for entry in entries)

    @property
    def _most(self) -> int | None:
        """The highest number of goals of a leader, None without leaders or when one has no number."""
        numbers = [leader.goals for leader, _ in self._roster.leaders]
        return None if None in numbers else max(filter(None, numbers), default=None)

    def _narrow_by_numbers(self) -> None:
        """Narrow by the leaders' numbers; one that contradicts the others is a finding and is ignored."""
        sums: dict[str, Sum] = {}
        for player, entries in self._players.items():
            leader = self._leaders.official.get(player)
            if leader and leader.goals is not None:
                least = leader.goals if self._holds_all(entries) else 0
                sums[player] = Sum(entries, least, leader.goals)
            elif self._most is not None:
                sums[player] = Sum(entries, most=self._most)
        players = list(sums)
        for side_places, places in components(self._sides, list(sums.values())):
            sides, mine = [self._sides[one] for one in side_places], [players[one] for one in places]
            agreed = {player: sums[player] for player in mine}
            try:
                narrow(sides, list(agreed.values()))
            except Contradiction:
                agreed = {}
                for player in mine:
                    if is_possible(sides, [*agreed.values(), sums[player]]):
                        agreed[player] = sums[player]
                    else:
                        self._contradiction(player, sums[player])
                narrow(sides, list(agreed.values()))
            self._agreed |= agreed

    def _contradiction(self, player: str, total: Sum) -> None:
        entries = total.entries
        self._disputed.add(player)
        kind = FindingKind.LEADER_TOTAL if player in self._leaders.official else FindingKind.ABOVE_LEADER
        self._find(
            kind,
            0,
            name=entries[0].scorer.name,
            low=sum(entry.low for entry in entries),
            high=sum(entry.high for entry in entries),
            claimed=total.most or 0,
        )

    def _narrow_by_rank(self) -> list[Bounds]:
        """Narrow by rank, no player having more goals than a leader without a number; return players' bounds.

        Each number that such a leader may have is tried; a bound is the widest of the feasible ones.
        """
        leaders = [
            player
            for player, leader in self._leaders.official.items()
            if leader.goals is None and self._holds_all(self._players[player])
        ]
        every = {player: self._agreed.get(player, Sum(entries)) for player, entries in self._players.items()}
        ways = self._possible(led_by(leaders, every)) if leaders else []
        if leaders and not ways:
            self._disputed.update(leaders)
            self._find_above(leaders)
        ways = ways or self._possible([every])
        bounds = [
            (min(low for low, _ in found), max(high for _, high in found))
            for found in zip(*ways, strict=True)
        ]
        restore(self.entries, bounds[: len(self.entries)])
        return bounds[len(self.entries) :]

    def _possible(self, ways: Iterable[Mapping[str, Sum]]) -> list[list[Bounds]]:
        """The bounds of all entries and all players by the sums of each of *ways* that is possible."""
        place_of = {entry: place for place, entry in enumerate(self.entries)}
        groups = components(self._sides, [Sum(entries) for entries in self._players.values()])
        solved: dict[tuple[object, ...], list[tuple[int, Bounds]]] = {}  # by group, and the sums in it
        found = []
        for sums in ways:
            players = list(sums.values())
            bounds = [(entry.low, entry.high) for entry in self.entries] + [(0, 0)] * len(players)
            try:
                for number, (sides, places) in enumerate(groups):
                    key = (number, *(limits_of(players[place]) for place in places))
                    if key not in solved:
                        entries, totals = bounds_of(
                            [self._sides[side] for side in sides], [players[place] for place in places]
                        )
                        of_players = zip((len(self.entries) + place for place in places), totals, strict=True)
                        solved[key] = [*((place_of[entry], one) for entry, one in entries), *of_players]
                    for place, one in solved[key]:
                        bounds[place] = one
            except Contradiction:
                continue
            found.append(bounds)
        return found

    def _find_above(self, leaders: Sequence[str]) -> None:
        """Note which of *leaders*, who cannot all lead, another player has more goals than."""
        above = False
        for leader in leaders:
            others = [entries for player, entries in self._players.items() if player != leader]
            best = max(others, key=lambda entries: sum(entry.low for entry in entries), default=[])
            least = sum(entry.low for entry in best)
            most = sum(entry.high for entry in self._players[leader])
            if most < least:
                name = best[0].scorer.name
                self._find(FindingKind.ABOVE_LEADER, 0, name=name, low=least, claimed=most)
                above = True
        if not above:
            names = tuple(self._leaders.official[leader].name for leader in leaders)
            self._find(FindingKind.NOT_LEADING, 0, names=names)

    # Rows.

    def _scorer(self, player: str, entries: list[Entry], low: int, high: int) -> EditionScorer:
        club, leader = entries[0].club, self._leaders.official.get(player)
        name = self._roster.full_name(player) or (leader.name if leader else entries[0].scorer.name)
        side = Side(club, self._roster.entrants[club][0])
        if leader and leader.goals is not None:
            disputed = player in self._disputed
            return EditionScorer(player, name, side, leader.goals, leader.goals, True, disputed)
        if not self._holds_all(entries):
            return EditionScorer(player, name, side, low, None, leader is not None)
        high = high if self._most is None else max(low, min(high, self._most))
        return EditionScorer(player, name, side, low, high, leader is not None)

    def _unlisted(self) -> list[EditionScorer]:
        """The leaders without a goal in the lines of scorers; in a *whole* edition they are findings, unless
        goals of their club have no name."""
        rows = [
            EditionScorer(
                player=player,
                name=self._roster.full_name(player) or leader.name,
                club=club,
                low=leader.goals or 1,
                high=leader.goals,
                official=True,
            )
            for player, (leader, club) in self._leaders.unlisted.items()
        ]
        for row, (leader, club) in zip(rows, self._leaders.unlisted.values(), strict=True):
            unnamed = club.club in self._open_clubs if club.club else self._open_clubs
            if self._whole and not unnamed:
                self._find(FindingKind.LEADER_UNKNOWN, leader.line, name=row.name, claimed=row.high or 0)
        return rows

    def _ranked(self, rows: list[EditionScorer]) -> tuple[EditionScorer, ...]:
        """*rows* sorted by goals, then by the infobox; a leader has at least as many as any player."""
        best = max((row.low for row in rows), default=0)
        place = {leader.name: index for index, (leader, _) in enumerate(self._roster.leaders)}
        claimed = {player: place[leader.name] for player, leader in self._leaders.official.items()}

        def lifted(row: EditionScorer) -> EditionScorer:
            may_be = row.official and (row.high is None or row.low < best <= row.high)
            return replace(row, low=best) if may_be and row.player not in self._disputed else row

        def rank(row: EditionScorer) -> tuple[int, int, int, str, str]:
            listed = claimed.get(row.player, place.get(row.name, len(place)))
            return -row.low, -(row.high or 0), listed, surname(row.name), row.player

        return tuple(sorted(map(lifted, rows), key=rank))
