"""Deriving an edition from its parsed season file, the registry and the supplement.

Pure, without access to files or databases. The rules are documented where they are applied, and
every contradiction becomes a :class:`~store.cup.findings.Finding`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from store.cup.additions import TieAddition
from store.cup.editions import Edition
from store.cup.facts import MATCH_FACTS, first_known
from store.cup.findings import Fact, Finding, FindingKind
from store.cup.rounds import FINAL, LATE_CODES, THIRD_PLACE, NamedRound
from store.cup.ties import Goals, Known, Match, Side, Tie, aggregate_of, shoot_out_of
from store.cup.values import Score
from store.derivation.additions import Additions
from store.derivation.bracket import Decision, decide, decide_by_others, name_rounds, pair_legs
from store.derivation.contradictions import contradictions
from store.derivation.goals import solve
from store.derivation.registry import Registry
from store.derivation.roster import Roster
from store.derivation.sides import ScorersLine, lines_of
from store.seedfiles.season import MatchLine, SeasonFile
from store.seedfiles.supplement import Supplement


def derive(season: SeasonFile, registry: Registry, supplement: Supplement, path: str) -> Edition:
    """The edition derived from *season*, which was parsed from *path*.

    *registry* identifies clubs and players by their names, *supplement* has facts from other sources;
    both may be empty. The same arguments always give an equal edition.
    """
    return _Derivation(season, registry, supplement, path).edition()


@dataclass(frozen=True, slots=True)
class _Fixture:
    """A match line with its clubs and the supplement's additions to it."""

    line: MatchLine
    home: Side
    away: Side
    addition: TieAddition

    @property
    def sides(self) -> tuple[ScorersLine, ScorersLine]:
        """Its two sides with their scorers."""
        return lines_of(self.line, self.home, self.away, self.addition.goals)

    def club(self, name: str | None) -> str | None:
        """The id of the club called *name* in the line, None for None."""
        return name and (self.home.club if name == self.home.name else self.away.club)


class _Derivation:
    """The derivation of one edition; each step uses the results of those before it."""

    def __init__(self, season: SeasonFile, registry: Registry, supplement: Supplement, path: str) -> None:
        self._season = season
        self._path = path
        self._roster = Roster(season, registry)
        self._additions = Additions(season.label.id, supplement)
        self._findings: list[Finding] = []

    def edition(self) -> Edition:
        """The derived edition, computed in the order of dependencies."""
        season, roster = self._season, self._roster
        sections = [
            [self._fixture(section.name, line) for line in section.matches] for section in season.rounds
        ]
        paired = [pair_legs(fixtures) for fixtures in sections]
        named = name_rounds(season.rounds, [len(pairs) for pairs in paired])
        rounds = {round_: pairs for round_, pairs in zip(named, paired, strict=True) if pairs}
        claim = season.claim("Num Teams")
        teams = int(claim.value) if claim else None
        whole = is_whole(list(rounds), teams, len(roster.entrants))
        lines = (line for section in sections for fixture in section for line in fixture.sides)
        solved = solve(lines, roster, whole=whole)
        ties = self._ties(rounds, solved.goals)
        winner, known, runner_up = self._outcome(ties)
        reason = season.claim("Reason")
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
            rounds=tuple(rounds),
            ties=tuple(ties),
            winner=winner,
            winner_known=known,
            runner_up=runner_up,
            scorers=solved.scorers,
            sources=season.values("Source"),
        )
        return replace(edition, findings=self._all_findings(edition, solved.findings))

    def _fixture(self, round_: str, line: MatchLine) -> _Fixture:
        return _Fixture(line, *self._roster.sides(line), self._additions.take(round_, line))

    def _ties(
        self, rounds: Mapping[NamedRound, list[list[_Fixture]]], goals: Mapping[int, tuple[Goals, ...]]
    ) -> list[Tie]:
        """The ties, each decided by its own legs or else by other evidence."""
        winners = self._season.claim("Winners")
        champion = self._roster.claimed(winners.value) if winners else None
        ties = []
        for round_, pairs in rounds.items():
            later = {
                side.club
                for other, more in rounds.items()
                if other.number > round_.number and other.code != THIRD_PLACE
                for fixture in chain.from_iterable(more)
                for side in (fixture.home, fixture.away)
            }
            for number, fixtures in enumerate(pairs, start=1):
                legs, decided = self._decided(fixtures, goals)
                home, away = legs[0].home, legs[0].away
                added = _first(fixtures, lambda fixture: fixture.addition.advanced)
                clubs, best = {home.club, away.club}, champion if round_.code == FINAL else None
                final = decide_by_others(decided, clubs, added, later, best)
                ties.append(
                    Tie(
                        edition=self._season.label,
                        round=round_,
                        number=number,
                        home=home,
                        away=away,
                        matches=tuple(legs),
                        advanced=final.advanced,
                        known=final.known,
                        replaced=final.replaced,
                    )
                )
        return ties

    def _decided(
        self, fixtures: Sequence[_Fixture], goals: Mapping[int, tuple[Goals, ...]]
    ) -> tuple[list[Match], Decision]:
        """The legs of a tie and the decision by them; contradictions are added to the findings.

        A shoot-out from the supplement is ignored where the lines have a winner without one.
        """
        line = fixtures[-1].line.line
        by_file = [self._match(fixture, goals.get(fixture.line.line, ())) for fixture in fixtures]
        legs = [_with_added(leg, fixture) for leg, fixture in zip(by_file, fixtures, strict=True)]
        aggregate, shoot_out = aggregate_of(by_file), shoot_out_of(legs)
        if aggregate and not aggregate.level and shoot_out and shoot_out_of(by_file) is None:
            self._differs(line, "shoot-out", aggregate, shoot_out)
            legs = by_file
        stated = _first(fixtures, lambda fixture: fixture.line.advanced)
        decided, alone = decide(legs, stated), decide(by_file)
        names = {side.club: side.name for side in (legs[0].home, legs[0].away)}
        if stated and alone.advanced and alone.advanced != stated:
            data = {"stated": names[stated], "found": names[alone.advanced]}
            self._findings.append(Finding(FindingKind.ADVANCED, line, data))
        added = _first(fixtures, lambda fixture: fixture.addition.advanced)
        if added and decided.advanced and added != decided.advanced:
            self._differs(line, "went through", names[decided.advanced], names[added])
        return legs, decided

    def _match(self, fixture: _Fixture, goals: tuple[Goals, ...]) -> Match:
        """The match of a line with the facts that the supplement adds, except a shoot-out."""
        line, addition, (home, away) = fixture.line, fixture.addition, fixture.sides
        for fact in ("shoot_out", *MATCH_FACTS):
            written, other = getattr(line, fact), getattr(addition, fact)
            if written is not None and other is not None and written != other:
                self._differs(line.line, fact.replace("_", "-"), written, other)
        return Match(
            line=line.line,
            home=fixture.home,
            away=fixture.away,
            score=line.score,
            date=line.date,
            walkover=line.walkover,
            extra_time=line.extra_time or (addition.extra_time and not line.walkover),
            shoot_out=line.shoot_out,
            **first_known(line, addition),
            notes=(*line.notes, *((addition.note,) if addition.note else ())),
            goals=goals,
            others=(home.is_open, away.is_open),
        )

    def _differs(self, line: int, fact: str, written: object, added: object) -> None:
        data = {"fact": fact, "file": _text(written), "added": _text(added)}
        self._findings.append(Finding(FindingKind.ADDITION_DIFFERS, line, data))

    def _outcome(self, ties: list[Tie]) -> tuple[Side | None, Known | None, Side | None]:
        """Winner, how it is known, and runner-up: by the final, or by the infobox in a file without one."""
        final = next((tie for tie in ties if tie.round.code == FINAL), None)
        if final:
            return final.winner, final.known, final.loser
        winner, second = self._claimed_club("Winners"), self._claimed_club("Second")
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
            tie = f"{doubt.home} – {doubt.away} · {doubt.round}" if doubt.home else ""
            yield Finding(doubt.kind, line, {"text": doubt.text, "tie": tie}, doubt.facts, doubt.sources)

    def _all_findings(self, edition: Edition, of_goals: Sequence[Finding]) -> tuple[Finding, ...]:
        """All findings sorted by line, the supplement's doubts last."""
        lost = [
            Finding(
                FindingKind.ADDITION_LOST, 0, {"home": entry.home, "away": entry.away, "round": entry.round}
            )
            for entry in self._additions.lost()
        ]
        found = [
            *self._doubts(),
            *contradictions(self._season, edition, self._roster),
            *self._roster.findings,
            *of_goals,
            *self._findings,
            *lost,
        ]

        def order(finding: Finding) -> tuple[bool, int, str, tuple[Fact, ...], str]:
            return finding.kind.is_doubt, finding.line, finding.kind, finding.facts, str(finding.data)

        return tuple(sorted(found, key=order))


def is_whole(rounds: Sequence[NamedRound], teams: int | None, clubs: int) -> bool:
    """Whether *rounds*, those with ties in the order of the file, are an edition from its first round to its
    final.

    Rule: an edition without a final is partly known, and so is one whose first round is a late one
    (``LATE_CODES``), unless it has at least as many *clubs* as the number of *teams* claimed.
    """
    if not any(round_.code == FINAL for round_ in rounds):
        return False
    return rounds[0].code not in LATE_CODES or (teams is not None and teams <= clubs)


def _first(fixtures: Sequence[_Fixture], name_of: Callable[[_Fixture], str | None]) -> str | None:
    """The id of the first club that *name_of* finds in *fixtures*, None without one."""
    return next((club for fixture in fixtures if (club := fixture.club(name_of(fixture)))), None)


def _with_added(leg: Match, fixture: _Fixture) -> Match:
    """*leg* with the supplement's shoot-out, unless the file has one or it is a walkover."""
    added = fixture.addition.shoot_out
    if added is None or leg.shoot_out or leg.walkover:
        return leg
    return replace(leg, shoot_out=added, shoot_out_added=True)


def _text(value: object) -> str:
    return f"{value.home}–{value.away}" if isinstance(value, Score) else str(value)
