"""Deriving an edition from its parsed season file, the registry and the supplement.

Pure, without access to files or databases. The rules are documented where they are applied, and
every contradiction becomes a :class:`~store.cup.findings.Finding`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.cup.editions import Bye, Edition
from store.cup.findings import Fact, Finding, FindingKind, Value
from store.cup.rounds import FINAL, RoundKind
from store.cup.tables import GroupTable
from store.cup.ties import Known, Side, Tie
from store.derivation.additions import Additions
from store.derivation.completeness import is_whole
from store.derivation.contradictions import contradictions
from store.derivation.groups import Groups, clubs_of
from store.derivation.names.registry import Registry
from store.derivation.names.roster import Roster
from store.derivation.rounds.bracket import Decision, decide_by_others
from store.derivation.rounds.rounds import Round, rounds_of
from store.derivation.scorers.goals import solve
from store.derivation.ties import Fixture, TieReader, first_club
from store.seedfiles.season import MatchLine, SeasonFile
from store.seedfiles.season_txt.claims import away_goals_count
from store.seedfiles.supplement import Supplement


def derive(season: SeasonFile, registry: Registry, supplement: Supplement, path: str) -> Edition:
    """The edition derived from *season*, which was parsed from *path*.

    *registry* identifies clubs and players by their names, *supplement* has facts from other sources;
    both may be empty. The same arguments always give an equal edition.
    """
    return _Derivation(season, registry, supplement, path).edition()


class _Derivation:
    """The derivation of one edition; each step uses the results of those before it."""

    def __init__(self, season: SeasonFile, registry: Registry, supplement: Supplement, path: str) -> None:
        self._season = season
        self._path = path
        self._names = registry.facts
        self._roster = Roster(season, registry)
        self._additions = Additions(season.label.id, supplement)

    def edition(self) -> Edition:
        """The derived edition, computed in the order of dependencies."""
        season, roster = self._season, self._roster
        sections = [
            (section, [self._fixture(section.name, line) for line in section.matches])
            for section in season.rounds
        ]
        found = rounds_of(sections)
        rounds = [one for one in found.rounds if one.pairs or one.byes or one.table or one.clubs]
        claim = season.claim("Num Teams")
        teams = int(claim.value) if claim else None
        whole = is_whole(rounds, teams, roster)
        lines = (line for _, fixtures in sections for fixture in fixtures for line in fixture.sides)
        solved = solve(lines, roster, whole=whole)
        reader = TieReader(solved.goals, self._names, away_goals=away_goals_count(season))
        groups = Groups(season, roster)
        later = _later_clubs(rounds, roster)
        ties = self._ties(rounds, reader, later)
        tables = tuple(groups.tables(rounds, ties, lambda one: later[one.named.number]))
        winner, known, runner_up = self._outcome(ties, tables)
        reason, matches = season.claim("Reason"), season.claim("Matches")
        edition = Edition(
            label=season.label,
            competition=season.competition,
            path=self._path,
            held=season.held,
            reason=reason.value if reason else None,
            summary=season.summary,
            whole=whole,
            first_ever=bool(season.claim("Next Season") and not season.claim("Prev Season")),
            teams_claimed=teams,
            entrants=roster.entrants,
            rounds=tuple(one.named for one in rounds),
            ties=tuple(ties),
            winner=winner,
            winner_known=known,
            runner_up=runner_up,
            scorers=solved.scorers,
            sources=season.values("Source"),
            byes=tuple(bye for one in rounds for bye in _without_match(one, roster)),
            tables=tables,
            matches_claimed=int(matches.value) if matches else None,
        )
        finals = [Finding(FindingKind.FINALS, line) for line in found.finals]
        further = [*solved.findings, *reader.findings, *groups.findings, *finals]
        return replace(edition, findings=self._all_findings(edition, further))

    def _fixture(self, round_: str, line: MatchLine) -> Fixture:
        return Fixture(line, *self._roster.sides(line), self._additions.take(round_, line))

    def _ties(
        self, rounds: Sequence[Round[Fixture]], reader: TieReader, later: dict[int, set[str]]
    ) -> list[Tie]:
        """The ties, those of knock-outs each decided by its own matches or else by other evidence: *later*
        has the clubs of the rounds after one, by its number."""
        winners = self._season.claim("Winners")
        champion = self._roster.claimed(winners.value) if winners else None
        ties = []
        for found in rounds:
            for number, fixtures in enumerate(found.pairs, start=1):
                matches, decided = reader.decided(fixtures, found.replays, legs=found.legs)
                home, away = matches[0].home, matches[0].away
                added = first_club(fixtures, lambda fixture: fixture.addition.advanced)
                clubs, best = {home.club, away.club}, champion if found.named.code == FINAL else None
                if found.named.has_table:
                    final = Decision()
                elif found.named.kind is RoundKind.PLACEMENT:
                    final = decide_by_others(decided, clubs, added, set(), None)
                else:
                    behind = set() if found.named.code == FINAL else later[found.named.number]
                    final = decide_by_others(decided, clubs, added, behind, best)
                ties.append(
                    Tie(
                        edition=self._season.label,
                        round=found.named,
                        number=number,
                        home=home,
                        away=away,
                        matches=tuple(matches),
                        advanced=final.advanced,
                        known=final.known,
                        replaced=final.replaced,
                    )
                )
        return ties

    def _outcome(
        self, ties: Sequence[Tie], tables: Sequence[GroupTable]
    ) -> tuple[Side | None, Known | None, Side | None]:
        """Winner, how it is known, and runner-up: by the final, by the points of a final group, or by the
        infobox in a file without them."""
        final = next((tie for tie in ties if tie.round.code == FINAL), None)
        if final:
            return final.winner, final.known, final.loser
        winner, second = self._claimed_club("Winners"), self._claimed_club("Second")
        group = next((table for table in tables if table.round.kind is RoundKind.FINAL_GROUP), None)
        if group and group.first:
            return group.first.side, Known.TABLE, group.second.side if group.second else second
        return winner, Known.INFOBOX if winner else None, second

    def _claimed_club(self, key: str) -> Side | None:
        """The club in the claim *key*, None without it; one in no tie or registry has an id of its own."""
        claim = self._season.claim(key)
        if claim is None:
            return None
        return self._roster.side_of_claim(claim.value)

    def _doubts(self) -> Iterator[Finding]:
        """The supplement's doubts as findings."""
        for doubt, line in self._additions.doubts():
            ties = tuple(map(" – ".join, doubt.pairs))
            about: dict[str, Value] = {"text": doubt.text, "round": doubt.round, "ties": ties}
            yield Finding(doubt.kind, line, about, doubt.facts, doubt.sources)

    def _all_findings(self, edition: Edition, further: Sequence[Finding]) -> tuple[Finding, ...]:
        """All findings sorted by line, the supplement's doubts last."""
        lost = [
            Finding(FindingKind.ADDITION_LOST, 0, {"round": round_, "home": home, "away": away})
            for round_, home, away in self._additions.lost()
        ]
        found = [
            *self._doubts(),
            *contradictions(self._season, edition, self._roster),
            *self._roster.findings,
            *further,
            *lost,
        ]

        def order(finding: Finding) -> tuple[bool, int, str, tuple[Fact, ...], str]:
            return finding.kind.is_doubt, finding.line, finding.kind, finding.facts, str(finding.data)

        return tuple(sorted(found, key=order))


def _without_match(found: Round[Fixture], roster: Roster) -> Iterator[Bye]:
    """The clubs of a round of which no match is known: those with a bye, and those that it is said to
    have."""
    for name, _ in found.byes:
        yield Bye(found.named, roster.side(name))
    there = {side.club for pair in found.pairs for one in pair for side in (one.home, one.away)}
    for side in map(roster.side, () if found.named.has_table else found.clubs):
        if side.club not in there:
            yield Bye(found.named, side, played=True)


def _later_clubs(rounds: Sequence[Round[Fixture]], roster: Roster) -> dict[int, set[str]]:
    """The clubs of the rounds after each, matches for third place left out, by the round's number.

    The groups of one stage are side by side: what comes after the last of them comes after each.
    """
    later: dict[int, set[str]] = {}
    behind: set[str] = set()
    stage: set[str] = set()
    for place in range(len(rounds) - 1, -1, -1):
        found = rounds[place]
        beside = place + 1 < len(rounds) and found.named.has_table and rounds[place + 1].named.has_table
        clubs = set(clubs_of(found, roster))
        if not (beside and not clubs & stage):
            behind |= stage
            stage = set()
        later[found.named.number] = set(behind)
        if found.named.kind is not RoundKind.PLACEMENT:
            stage |= clubs
    return later
