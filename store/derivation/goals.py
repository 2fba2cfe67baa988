"""How many goals were whose: bounds from the lines, narrowed by what else is known.

A scorer is listed once however many he scored, so a number is often not on the line. Each
entry has a lower and an upper bound; nothing between them is ever picked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from store.cup.editions import EditionScorer
from store.cup.findings import Finding, FindingKind, Value
from store.cup.ties import Basis, Side
from store.derivation.constraints import Contradiction, Entry, Sum
from store.seedfiles.season import Leader, MatchLine
from store.text.folding import fold_man, surname


@dataclass(slots=True)
class Scoring:
    """The scorers of an edition: entries line by line, and what contradicts what."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _sides: list[Sum] = field(default_factory=list)
    _open_clubs: set[str] = field(default_factory=set)
    _unclear: set[Leader] = field(default_factory=set)  # who fit several men, or stand twice
    _disputed: set[str] = field(default_factory=set)  # players whose matches give another number

    def add_side(
        self,
        line: MatchLine,
        side: int,
        club: Side,
        opponent: Side,
        added: dict[str, int],
        player_of: Callable[[str, str], str],
    ) -> None:
        """Take in one side of a match: *added* is what the supplement says of its scorers.

        Rules: minutes or a number on the line settle a scorer, then the supplement does; every
        other man named scored at least once; together they scored all the side's goals. Of a match
        without a score anybody may have scored any number.
        """
        if line.score is None and not line.walkover:
            self._open_clubs.add(club.club)
            return
        scored = (line.score.away if side else line.score.home) if line.score else 0
        names = line.away_scorers if side else line.home_scorers
        number = line.away_line if side else line.home_line
        entries = []
        for scorer in names:
            team = opponent.club if scorer.own_goal else club.club
            player = player_of(scorer.name, team)
            entry = Entry(line.line, side, scorer, team, player, 1, scored, Basis.OPEN)
            self._settle(entry, added, number)
            entries.append(entry)
        self.entries += entries
        if not scored:
            for entry in entries:
                entry.low = entry.high = 0
                entry.basis, entry.counted = Basis.NONE, False
                self._find(FindingKind.GHOST_SCORER, number, name=entry.scorer.name, club=club.name)
        elif is_open(line, side):
            self._open_side(entries, scored, club)
        elif not entries:
            self._open_clubs.add(club.club)
        else:
            self._check_side(entries, scored, club, number)

    def _settle(self, entry: Entry, added: dict[str, int], line: int) -> None:
        stated, extra = entry.scorer.stated, added.get(entry.scorer.name)
        if stated is not None:
            entry.low = entry.high = stated
            entry.basis = Basis.FILE
            if extra not in (None, stated):
                name = entry.scorer.name
                self._find(FindingKind.ADDITION_DIFFERS, line, fact=name, file=stated, added=extra or 0)
        elif extra is not None:
            entry.low = entry.high = extra
            entry.basis = Basis.SUPPLEMENT

    def _check_side(self, entries: list[Entry], scored: int, club: Side, line: int) -> None:
        named = sum(entry.low for entry in entries)
        if named > scored:
            self._find(FindingKind.MORE_NAMES, line, club=club.name, named=named, scored=scored)
            for entry in entries:
                entry.low, entry.high = 0, min(entry.high, scored)
                entry.basis = Basis.OPEN
            self._sides.append(Sum(entries, scored, exact=False))
        elif named < scored and all(entry.low == entry.high for entry in entries):
            self._find(FindingKind.FEWER_GOALS, line, club=club.name, named=named, scored=scored)
            self._open_clubs.add(club.club)
        else:
            side = Sum(entries, scored)
            side.narrow()
            self._mark(entries, Basis.ARITHMETIC)
            self._sides.append(side)

    def _open_side(self, entries: list[Entry], scored: int, club: Side) -> None:
        """A side of which not all scorers are known: whom the line names may have scored the others too,
        unless it says how many were his."""
        self._open_clubs.add(club.club)
        for entry in entries:
            if entry.scorer.count is None and entry.basis is not Basis.SUPPLEMENT:
                entry.high, entry.basis = scored, Basis.OPEN
        side = Sum(entries, scored, exact=False)
        side.narrow()
        self._sides.append(side)

    def _mark(self, entries: Sequence[Entry], basis: Basis) -> None:
        for entry in entries:
            if entry.basis is Basis.OPEN and entry.low == entry.high:
                entry.basis = basis

    def _find(self, kind: FindingKind, line: int, **data: Value) -> None:
        self.findings.append(Finding(kind, line, data))

    def totals(
        self,
        leaders: Sequence[tuple[Leader, Side | None]],
        whole: bool,
        entrants: dict[str, tuple[str, ...]],
        full_names: dict[str, str],
        player_of: Callable[[str, str], str],
    ) -> tuple[EditionScorer, ...]:
        """Every scorer's goals in the edition, most first, after narrowing by the *leaders*.

        Rules: a leader's total is exact, and nobody has more than the best of them. In a
        *whole* edition all of a leader's goals stand in the lines, unless his club has goals
        without a name; else the lines hold at most his total. A leader whose number is not known
        has as many as anybody at least. *full_names* are those of registered players by id,
        *player_of* gives the player of a name and a club.
        """
        players: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.counted and not entry.scorer.own_goal:
                players.setdefault(entry.player, []).append(entry)
        official = self._match_leaders(leaders, players, player_of)
        numbers = [leader.goals for leader, _ in leaders]
        most = None if None in numbers else max(filter(None, numbers), default=None)
        sums = []
        for player, entries in players.items():
            leader = official.get(player)
            if leader and leader.goals is not None:
                exact = whole and entries[0].club not in self._open_clubs
                sums.append((Sum(entries, leader.goals, exact), FindingKind.LEADER_TOTAL))
            elif most is not None:
                sums.append((Sum(entries, most, exact=False), FindingKind.ABOVE_LEADER))
        self._narrow(sums)
        for player in (player for player, leader in official.items() if leader.goals is None):
            self._lift(player, players, whole)
        scorers = [
            self._total(player, entries, official.get(player), most, whole, entrants, full_names)
            for player, entries in players.items()
        ]
        scorers += self._unlisted(leaders, official, players, player_of, full_names)
        best = max((row.low for row in scorers), default=0)
        scorers = [
            replace(row, low=best)
            if row.official and (row.high is None or row.low < best <= row.high)
            else row
            for row in scorers
        ]
        place = {leader.name: index for index, (leader, _) in enumerate(leaders)}
        claimed = {player: place[leader.name] for player, leader in official.items()}

        def rank(row: EditionScorer) -> tuple[int, int, int, str, str]:
            listed = claimed.get(row.player, place.get(row.name, len(place)))
            return -row.low, -(row.high or 0), listed, surname(row.name), row.player

        return tuple(sorted(scorers, key=rank))

    def _lift(self, leader: str, players: dict[str, list[Entry]], whole: bool) -> None:
        """Narrow by that nobody has more goals than *leader*, whose number is not known."""
        entries = players[leader]
        others = {
            player: sum(entry.low for entry in found) for player, found in players.items() if player != leader
        }
        best = max(others, key=lambda player: others[player], default=None)
        if best is None:
            return
        least, most = others[best], sum(entry.high for entry in entries)
        if whole and entries[0].club not in self._open_clubs and most < least:
            name = players[best][0].scorer.name
            self._find(FindingKind.ABOVE_LEADER, 0, name=name, low=least, claimed=most)
        elif len(entries) == 1 and entries[0].low < least <= entries[0].high:
            before, entries[0].low = entries[0].low, least
            if not self._apply(self._sides):
                entries[0].low = before
            self._mark(self.entries, Basis.LEADERS)

    def _match_leaders(
        self,
        leaders: Sequence[tuple[Leader, Side | None]],
        players: dict[str, list[Entry]],
        player_of: Callable[[str, str], str],
    ) -> dict[str, Leader]:
        """The players that the infobox names: by registry, by equal name, by surname in a club."""
        official: dict[str, Leader] = {}
        for leader, club in leaders:
            mates = {
                player: entries
                for player, entries in players.items()
                if club is None or entries[0].club == club.club
            }
            same = player_of(leader.name, club.club) if club else None
            found = [same] if same in mates else []
            found = found or [
                player
                for player, entries in mates.items()
                if any(same_man(leader.name, entry.scorer.name) for entry in entries)
            ]
            if len(found) == 1 and found[0] not in official:
                official[found[0]] = leader
            elif len(found) == 1:
                self._twice(leader)
            elif found:
                self._unclear.add(leader)
                names = tuple(players[player][0].scorer.name for player in found)
                self._find(
                    FindingKind.LEADER_OF_SEVERAL,
                    leader.line,
                    name=leader.name,
                    claimed=leader.goals or "?",
                    names=names,
                )
        return official

    def _twice(self, leader: Leader) -> None:
        self._unclear.add(leader)
        self._find(FindingKind.LEADER_TWICE, leader.line, name=leader.name, claimed=leader.goals or "?")

    def _narrow(self, sums: Sequence[tuple[Sum, FindingKind]]) -> None:
        """Apply *sums* beside the sides' own; one that contradicts is a finding and left out."""
        if not self._apply([*self._sides, *(total for total, _ in sums)]):
            agreed = list(self._sides)
            for total, kind in sums:
                if self._apply([*agreed, total]):
                    agreed.append(total)
                else:
                    self._contradiction(total, kind)
        self._mark(self.entries, Basis.LEADERS)

    def _apply(self, constraints: Sequence[Sum]) -> bool:
        """Narrow by *constraints* until nothing changes; nothing at all when they contradict."""
        before = [(entry.low, entry.high) for entry in self.entries]
        try:
            while sum(constraint.narrow() for constraint in constraints):
                pass
        except Contradiction:
            for entry, (low, high) in zip(self.entries, before, strict=True):
                entry.low, entry.high = low, high
            return False
        return True

    def _contradiction(self, total: Sum, kind: FindingKind) -> None:
        low, high = sum(entry.low for entry in total.entries), sum(entry.high for entry in total.entries)
        name = total.entries[0].scorer.name
        self._disputed.add(total.entries[0].player)
        self._find(kind, 0, name=name, low=low, high=high, claimed=total.total)

    def _total(
        self,
        player: str,
        entries: list[Entry],
        leader: Leader | None,
        most: int | None,
        whole: bool,
        entrants: dict[str, tuple[str, ...]],
        full_names: dict[str, str],
    ) -> EditionScorer:
        club = entries[0].club
        low, high = sum(entry.low for entry in entries), sum(entry.high for entry in entries)
        name = full_names.get(player) or (leader.name if leader else entries[0].scorer.name)
        side = Side(club, entrants[club][0])
        if leader and leader.goals is not None:
            disputed = player in self._disputed
            return EditionScorer(player, name, side, leader.goals, leader.goals, True, disputed)
        official = leader is not None
        if not whole or club in self._open_clubs:
            return EditionScorer(player, name, side, low, None, official)
        high = high if most is None else max(low, min(high, most))
        return EditionScorer(player, name, side, low, high, official)

    def _unlisted(
        self,
        leaders: Sequence[tuple[Leader, Side | None]],
        official: dict[str, Leader],
        players: dict[str, list[Entry]],
        player_of: Callable[[str, str], str],
        full_names: dict[str, str],
    ) -> list[EditionScorer]:
        """The leaders whose goals stand in no line."""
        rows: list[EditionScorer] = []
        for leader, club in leaders:
            if leader in official.values() or leader in self._unclear:
                continue
            side = club or Side("", "")
            player = player_of(leader.name, side.club)
            if player in players:
                continue
            if any(row.player == player for row in rows):
                self._twice(leader)
                continue
            name = full_names.get(player, leader.name)
            rows.append(EditionScorer(player, name, side, leader.goals or 1, leader.goals, official=True))
        return rows


def is_open(line: MatchLine, side: int) -> bool:
    """Whether a side's line of scorers says that it doesn't tell of all goals, and leaves any to tell of."""
    others, names = (line.away_others, line.away_scorers) if side else (line.home_others, line.home_scorers)
    scored = (line.score.away if side else line.score.home) if line.score else 0
    return others and sum(scorer.stated or 1 for scorer in names) < scored


def same_man(full: str, short: str) -> bool:
    """Whether *short* (``Volgin``, ``S. Volgin``) can be the man called *full* (``Sergei Volgin``).

    The surnames must be equal once folded, and so must given names, of which an initial may stand
    for the whole.
    """
    whole, part = fold_man(full).split(), fold_man(short).split()
    if not whole or not part or whole[-1] != part[-1]:
        return False
    given = zip(whole[:-1], part[:-1], strict=False)
    return all(one == other or (1 in (len(one), len(other)) and one[0] == other[0]) for one, other in given)
