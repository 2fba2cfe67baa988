"""Settled facts, which are certain enough to be asked about.

A fact is settled unless a finding is about it: sources that disagree, a single source, a fact inferred
or not known, a contradiction within the file. Which club went through is not settled if it is only
inferred from another round, nor is any fact of a tie whose loser played on.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from store.archive.archive import Archive
from store.archive.coverage import missing_years
from store.archive.editions import LARGE
from store.archive.finals import CupFinal, finals_of
from store.cup.clubs import Club
from store.cup.editions import Edition
from store.cup.findings import Fact, FindingKind
from store.cup.labels import Label
from store.cup.rounds import FINAL, NamedRound
from store.cup.runs import run_in
from store.cup.tables import GroupTable
from store.cup.ties import Goals, Match, Side, Tie
from store.text.folding import fold_club
from store.trivia.peers import ERA, Peers
from store.trivia.question import Difficulty, Option

_ABOUT_NUMBERS = frozenset({FindingKind.MATCHES, FindingKind.GOALS, FindingKind.YEAR})
_ABOUT_LEADERS = frozenset(
    {
        FindingKind.LEADER_UNKNOWN,
        FindingKind.LEADER_TOTAL,
        FindingKind.ABOVE_LEADER,
        FindingKind.NOT_LEADING,
        FindingKind.LEADER_TWICE,
        FindingKind.LEADER_OF_SEVERAL,
    }
)
_REMEMBERED = 20  # years in which a surname alone still says who it was
_LATE = 40  # ties of the last rounds of a large edition: those of the last 32 clubs, and a few
_ABOUT_TABLES = frozenset({FindingKind.TABLE, FindingKind.TABLE_ROW, FindingKind.TABLE_SUMS})


@dataclass(slots=True)
class _Doubts:
    """The facts that findings of an edition are about, by tie (round, number), or None for the whole edition.

    *tables* are the rounds whose tables contradict their matches or themselves. *clear* says that no
    contradiction is about the edition as a whole, *leaders* and *teams* that none is about its list of top
    scorers and its number of clubs, *complete* that none is about whether all ties are there, *points* about
    deducted ones.
    """

    facts: dict[tuple[int, int] | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    contradicted: set[tuple[int, int]] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    clear: bool = True
    points: bool = True
    complete: bool = True
    leaders: bool = True
    teams: bool = True


def _doubts(archive: Archive) -> dict[str, _Doubts]:
    """The doubts of every edition. A finding is about the last tie that begins at or above its line."""
    places: dict[str, list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    for row in archive.query("SELECT edition, line, round, tie FROM matches ORDER BY edition, line"):
        places[row["edition"]].append((row["line"], (row["round"], row["tie"])))
    found: dict[str, _Doubts] = defaultdict(_Doubts)
    for row in archive.query(
        "SELECT edition, kind, line, facts, data FROM findings ORDER BY edition, number"
    ):
        doubts, kind = found[row["edition"]], FindingKind(row["kind"])
        above = [place for line, place in places[row["edition"]] if line <= row["line"]]
        place = above[-1] if above else None
        if kind in _ABOUT_TABLES:
            doubts.tables.add(json.loads(row["data"])["round"])
        elif kind is FindingKind.DEDUCTED:
            doubts.points = False
        elif kind is FindingKind.BRACKET:
            doubts.complete = False
        elif kind.is_doubt:
            doubts.facts[place] |= set(map(Fact, json.loads(row["facts"])))
        elif place is not None:
            doubts.contradicted.add(place)
        elif kind in _ABOUT_LEADERS:
            doubts.leaders = False
        elif kind is FindingKind.TEAMS:
            doubts.teams = False
        elif kind not in _ABOUT_NUMBERS:
            doubts.clear = False
    return found


class SettledCup:
    """The settled facts of all editions of *archive*."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.peers = Peers(archive)
        self._doubts = _doubts(archive)

    def edition(self, label: Label) -> "SettledEdition":
        """The settled facts of one edition."""
        return SettledEdition(self.archive.edition(label), self)

    def sure(self, label: Label, tie: Tie | None, *facts: Fact) -> bool:
        """Whether these *facts* of a *tie* of an edition, or of the whole edition, are settled."""
        doubts = self._doubts.get(label.id)
        if doubts is None:
            return True
        about = set(doubts.facts.get(None, ()))
        if tie is not None:
            place = (tie.round.number, tie.number)
            of_tie = doubts.facts.get(place, set())
            if place in doubts.contradicted or of_tie & {Fact.NAMES, Fact.MATCH}:  # nor is which clubs played
                return False
            if tie.round.code == "SF" and Fact.SEMI_FINALS in about:
                return False
            about |= of_tie
        return doubts.clear and not about & set(facts)

    def sure_of_leaders(self, label: Label) -> bool:
        """Whether the edition's list of top scorers is settled."""
        doubts = self._doubts.get(label.id)
        return (doubts is None or doubts.leaders) and self.sure(label, None, Fact.TOP_SCORERS)

    def sure_of_teams(self, label: Label) -> bool:
        """Whether it is settled which clubs took part, and how many."""
        doubts = self._doubts.get(label.id)
        return (doubts is None or (doubts.teams and doubts.complete)) and self.sure(label, None, Fact.TEAMS)

    def sure_of_ties(self, label: Label) -> bool:
        """Whether it is settled that all ties of an edition are known."""
        doubts = self._doubts.get(label.id)
        return doubts is None or doubts.complete

    def sure_of_table(self, label: Label, round_: str) -> bool:
        """Whether nothing contradicts the table of the group called *round_*."""
        doubts = self._doubts.get(label.id)
        return doubts is None or (doubts.points and round_ not in doubts.tables)

    @cached_property
    def finals(self) -> dict[Label, CupFinal]:
        """How each edition held was decided, oldest first."""
        drawn = self.archive.totals.drawn
        found = finals_of(self.archive, self.archive.labels)
        return {final.label: final for final in found if final.held and final.label not in drawn}

    def final(self, label: Label) -> Tie | None:
        """The final of an edition, None when its winner and runner-up are not settled."""
        found = self.finals.get(label)
        tie = found.tie if found else None
        if tie is None or tie.advanced is None or tie.known_derived or tie.replaced:
            return None
        return tie if self.sure(label, tie, Fact.WINNER, Fact.RUNNER_UP, Fact.ANNULLED) else None

    @property
    def all_known(self) -> bool:
        """Whether all editions from the first to the last are there, with their winners and finalists."""
        known = self.archive
        return not (known.unknown_winners or known.unknown_finalists or missing_years(known.labels))

    @property
    def clubs(self) -> dict[str, Club]:
        """Every club, by id."""
        return self.peers.clubs

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        names: dict[str, set[str]] = defaultdict(set)
        for _, club, name in self.archive.names_in_editions():
            names[club].add(fold_club(name))
        for known in self.clubs.values():
            also = (known.name, *(name.name for name in (*known.names, *known.line)))
            names[known.id] |= set(map(fold_club, also))
        return {club: frozenset(folded) for club, folded in names.items()}

    def names(self, club: str) -> frozenset[str]:
        """All names and aliases of *club*, folded."""
        return self._names.get(club, frozenset())

    def name_today(self, club: str) -> str | None:
        """The name of *club* today, None when another club has or had the same name, or when the registry
        says that the club is called otherwise by now."""
        name, line = self.clubs[club].name, self.clubs[club].line
        if any(known.until is None and known.name not in name for known in line):
            return None
        return None if self._bearers.get(fold_club(name), set()) - {club} else name

    @cached_property
    def _bearers(self) -> dict[str, set[str]]:
        """The clubs that have or had a name, by the folded name."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for club, names in self._names.items():
            for name in names:
                bearers[name].add(club)
        return bearers

    def entrants(self, label: Label) -> Iterator[Option]:
        """The known clubs of an edition, under their names in it, as answers."""
        return (self.peers.option(side, label) for side in self.peers.entrants(label))

    def finals_near(self, label: Label, years: int = ERA) -> list[Tie]:
        """The finals of the same era, of so many *years*, nearest first, without that of *label*."""
        found = (self.finals.get(other) for other in self.peers.near(label, years))
        return [final.tie for final in found if final and final.tie]


class SettledEdition:
    """The settled facts of one *edition* of *cup*."""

    def __init__(self, edition: Edition, cup: SettledCup) -> None:
        self.edition = edition
        self.label = edition.label
        self.cup = cup

    def club(self, side: Side) -> Option:
        """A club as an answer."""
        return self.cup.peers.option(side, self.label)

    def clubs_of_era(self) -> tuple[Option, ...]:
        """The clubs of the edition and of its era, as :meth:`Peers.options` has them."""
        return self.cup.peers.options(self.label)

    def ties(self, *facts: Fact) -> list[Tie]:
        """The ties that can be asked about whose *facts* are settled, without those whose loser played on."""
        return [tie for tie in self._asked if not tie.replaced and self.cup.sure(self.label, tie, *facts)]

    @cached_property
    def _asked(self) -> Sequence[Tie]:
        """The ties that can be asked about: of a large edition those of its last rounds, before which nobody
        remembers who played."""
        if len(self.edition.ties) < LARGE:
            return self.edition.ties
        late: list[Tie] = []
        for round_ in reversed(self.edition.rounds):
            ties = self.edition.ties_of(round_)
            if len(late) + len(ties) > _LATE:
                break
            late = [*ties, *late]
        return late

    def decided(self) -> list[Tie]:
        """The ties of which it is settled which club went through, or won the cup."""
        return [
            tie
            for tie in self.ties(Fact.WINNER, Fact.RUNNER_UP)
            if tie.advanced and not tie.known_derived and tie.is_knock_out
        ]

    def difficulty_of_scorer(self, tie: Tie, name: str) -> Difficulty:
        """How difficult it is to know a scorer of *tie*: hard but for a final, and there too under a surname
        alone that is of long ago."""
        latest = self.cup.archive.latest
        forgotten = " " not in name and self.label.first < latest.first - _REMEMBERED
        return Difficulty.MEDIUM if tie.is_final and not forgotten else Difficulty.HARD

    def plays_after(self, club: str, tie: Tie) -> bool:
        """Whether *club* is in a round after that of *tie*, not only for third place."""
        reached = self._reached.get(club)
        return bool(reached and reached.number > tie.round.number)

    @cached_property
    def _reached(self) -> dict[str, NamedRound | None]:
        """The last round that each club is in, not one for a place."""
        ties: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.edition.ties:
            for side in (tie.home, tie.away):
                ties[side.club].append(tie)
        return {club: run_in(self.edition, club, ties[club]).reached for club in self.edition.entrants}

    def matches(self, *facts: Fact) -> list[tuple[Tie, Match]]:
        """The ties with a single match whose score is known, and of which these *facts* are settled; in a
        group not those of clubs that met twice at one home."""
        met = Counter(
            (tie.round.number, match.home.club, match.away.club)
            for tie in self.edition.ties
            for match in tie.matches
        )
        return [
            (tie, tie.matches[0])
            for tie in self.ties(*facts)
            if len(tie.matches) == 1
            and tie.matches[0].score
            and met[tie.round.number, tie.home.club, tie.away.club] == 1
        ]

    def tables(self) -> list[GroupTable]:
        """The tables of groups of which all matches are settled, or that a source gives whole."""
        return [
            table
            for table in self.edition.tables
            if table.complete
            and self.cup.sure_of_table(self.label, table.round.name)
            and self.cup.sure(self.label, None, Fact.SCORE)
            and all(self.cup.sure(self.label, tie, Fact.SCORE) for tie in self.edition.ties_of(table.round))
        ]

    def complete(self, code: str, ties: int) -> list[Tie]:
        """The ties of the round with this *code* if all of them, *ties* in number, are settled; else none."""
        found = [tie for tie in self.ties() if tie.round.code == code]
        everyone = {side.club for tie in found for side in (tie.home, tie.away)}
        return found if len(found) == ties and len(everyone) == 2 * ties else []

    @property
    def has_final(self) -> bool:
        """Whether the last round is the final."""
        return bool(self.edition.rounds) and self.edition.rounds[-1].code == FINAL


def names_all_of(match: Match, side: int) -> bool:
    """Whether all scorers for the *side* of *match* are named, with any number of goals each."""
    if match.score is None or match.others[side]:
        return False
    entries = [entry for entry in match.goals if entry.side == side]
    goals = (match.score.home, match.score.away)[side]
    return all(entry.counted for entry in entries) and sum(e.high for e in entries) >= goals


def goals_in_order(match: Match) -> list[tuple[int, Goals]]:
    """The goals of *match* with their minutes, first to last; empty unless the minute of each is known."""
    timed = sorted(
        (
            (minute.minute, minute.stoppage, place)
            for place, entry in enumerate(match.goals)
            if entry.counted
            for minute in entry.minutes
        )
    )
    known = match.score is not None and len(timed) == match.score.total and not any(match.others)
    return [(minute, match.goals[place]) for minute, _, place in timed] if known else []
