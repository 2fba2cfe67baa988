"""Ties from match lines: their matches, with what the supplement adds, and the club that went through by
them."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from store.cup.additions import TieAddition
from store.cup.facts import MATCH_FACTS, first_known
from store.cup.findings import Finding, FindingKind
from store.cup.ties import Goals, Match, Side, aggregate_of, shoot_out_of
from store.cup.values import MatchStatus, Score
from store.derivation.names.facts import FactNames
from store.derivation.rounds.bracket import Decision, Stated, decide
from store.derivation.scorers.sides import ScorersLine, lines_of
from store.seedfiles.season import MatchLine


@dataclass(frozen=True, slots=True)
class Fixture:
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


class TieReader:
    """Derives the matches of ties; contradictions are collected in *findings*.

    *away_goals* says whether goals scored away decide level legs, *goals* has the scorers by line, *names*
    those of venues and referees.
    """

    def __init__(self, goals: Mapping[int, tuple[Goals, ...]], names: FactNames, *, away_goals: bool) -> None:
        self._goals = goals
        self._names = names
        self._away_goals = away_goals
        self.findings: list[Finding] = []

    def decided(
        self, fixtures: Sequence[Fixture], replays: Set[int], *, legs: bool
    ) -> tuple[list[Match], Decision]:
        """The matches of a tie, those in the lines *replays* being replays, and the decision by them.

        *legs* says that the ties of its round have two legs.

        A shoot-out from the supplement is ignored where the lines have a winner without one.
        """
        line = fixtures[-1].line.line
        by_file = [self._match(fixture, replay=fixture.line.line in replays) for fixture in fixtures]
        matches = [_with_added(match, fixture) for match, fixture in zip(by_file, fixtures, strict=True)]
        aggregate, shoot_out = aggregate_of(by_file), shoot_out_of(matches)
        if aggregate and not aggregate.level and shoot_out and shoot_out_of(by_file) is None:
            self._differs(line, "shoot-out", aggregate, shoot_out)
            matches = by_file
        stated = Stated(
            first_club(fixtures, lambda fixture: fixture.line.advanced),
            first_club(fixtures, lambda fixture: fixture.line.lots or fixture.addition.lots),
            self._away_goals,
            legs,
        )
        decided, alone = decide(matches, stated), decide(by_file, Stated(legs=legs))
        names = {side.club: side.name for side in (matches[0].home, matches[0].away)}
        for club in (stated.advanced, stated.lots):
            if club and alone.advanced and alone.advanced != club:
                data = {"stated": names[club], "found": names[alone.advanced]}
                self.findings.append(Finding(FindingKind.ADVANCED, line, data))
        said = {
            fixture.club(name)
            for fixture in fixtures
            for name in (fixture.line.advanced, fixture.line.lots, fixture.addition.lots)
        }
        full_time = matches[0].full_time
        wrong = (
            (FindingKind.STATED_TWICE, len(said - {None}) > 1),
            (FindingKind.EXTRA_TIME, bool(len(fixtures) == 1 and full_time and not full_time.level)),
            (FindingKind.BOTH_WALKOVERS, len({match.home.club for match in matches if match.walkover}) > 1),
        )
        both = {"home": matches[0].home.name, "away": matches[0].away.name}
        self.findings += [Finding(kind, line, both) for kind, is_so in wrong if is_so]
        added = first_club(fixtures, lambda fixture: fixture.addition.advanced)
        if added and decided.advanced and added != decided.advanced:
            self._differs(line, "went through", names[decided.advanced], names[added])
        return matches, decided

    def _match(self, fixture: Fixture, *, replay: bool) -> Match:
        """The match of a line with the facts that the supplement adds, except a shoot-out."""
        line, addition, (home, away) = fixture.line, fixture.addition, fixture.sides
        for fact in ("shoot_out", "half_time", "full_time", "lots", *MATCH_FACTS):
            written, other = (self._shown(fact, getattr(source, fact)) for source in (line, addition))
            if written is not None and other is not None and written != other:
                self._differs(line.line, fact.replace("_", "-"), written, other)
        played = line.status is MatchStatus.PLAYED
        match = Match(
            line=line.line,
            home=fixture.home,
            away=fixture.away,
            score=line.score if played else None,
            date=line.date,
            status=line.status,
            ruled=None if played else line.score,
            extra_time=line.extra_time or (addition.extra_time and played),
            shoot_out=line.shoot_out,
            half_time=line.half_time or addition.half_time,
            full_time=line.full_time or addition.full_time,
            replay=replay,
            **{fact: self._shown(fact, value) for fact, value in first_known(line, addition).items()},
            notes=(*line.notes, *((addition.note,) if addition.note else ())),
            goals=self._goals.get(line.line, ()),
            others=(home.is_open, away.is_open),
        )
        if _lost_goals(match):
            names = {"home": match.home.name, "away": match.away.name}
            self.findings.append(Finding(FindingKind.HALF_TIME, line.line, names))
        return match

    def _shown(self, fact: str, value: Any) -> Any:
        """*value* of a fact under the name of the registry, if it is the name of a venue or referee."""
        return self._names.shown(fact, value) if isinstance(value, str) else value

    def _differs(self, line: int, fact: str, written: object, added: object) -> None:
        data = {"fact": fact, "file": _text(written), "added": _text(added)}
        self.findings.append(Finding(FindingKind.ADDITION_DIFFERS, line, data))


def first_club(fixtures: Sequence[Fixture], name_of: Callable[[Fixture], str | None]) -> str | None:
    """The id of the first club that *name_of* finds in *fixtures*, None without one."""
    return next((club for fixture in fixtures if (club := fixture.club(name_of(fixture)))), None)


def _lost_goals(match: Match) -> bool:
    """Whether a side has fewer goals at the end than at half-time or after 90 minutes."""
    known = [score for score in (match.half_time, match.full_time, match.score) if score]
    return any(before.home > after.home or before.away > after.away for before, after in pairwise(known))


def _with_added(match: Match, fixture: Fixture) -> Match:
    """*match* with the supplement's shoot-out, unless the file has one or it was not played."""
    added = fixture.addition.shoot_out
    if added is None or match.shoot_out or match.status is not MatchStatus.PLAYED:
        return match
    return replace(match, shoot_out=added, shoot_out_added=True)


def _text(value: object) -> str:
    return f"{value.home}–{value.away}" if isinstance(value, Score) else str(value)
