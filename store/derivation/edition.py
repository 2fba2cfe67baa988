"""From a season file to what is known of the edition: pure functions over dataclasses.

Nothing here reads a file or a database; the rules are named where they are applied, and
whatever contradicts something else becomes a :class:`~store.cup.findings.Finding`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.cup.additions import TieAddition
from store.cup.editions import Edition
from store.cup.facts import MATCH_FACTS, first_known
from store.cup.findings import Fact, Finding, FindingKind
from store.cup.rounds import FINAL, LATE_CODES, NamedRound
from store.cup.ties import Goals, Known, Match, Side, Tie
from store.cup.values import Score
from store.derivation.additions import Additions
from store.derivation.bracket import clubs_after, decide_level, make_tie, name_rounds, pair_legs
from store.derivation.clubs import Identities
from store.derivation.contradictions import contradictions
from store.derivation.goals import Scoring, is_open
from store.derivation.registry import Registry
from store.seedfiles.lines import parse_leaders
from store.seedfiles.season import Leader, MatchLine, SeasonFile
from store.seedfiles.supplement import Supplement
from store.text.folding import fold_man, tidy


def derive(season: SeasonFile, registry: Registry, supplement: Supplement, path: str) -> Edition:
    """What is known of the edition that *season*, read from *path*, holds.

    *registry* says which names are one club or man, *supplement* what other sources add;
    both may be empty. The same arguments always give an equal edition.
    """
    return _Derivation(season, registry, supplement, path).edition()


class _Derivation:
    """One edition being derived; each step reads what the ones before it have found."""

    def __init__(self, season: SeasonFile, registry: Registry, supplement: Supplement, path: str) -> None:
        self._season = season
        self._registry = registry
        self._path = path
        self._identities = Identities(season, registry)
        self._additions = Additions(season.label.id, supplement)
        self._scoring = Scoring()
        self._findings: list[Finding] = []
        self._stated: dict[int, str] = {}  # line of a match: club that the file says went through
        self._added: dict[int, str] = {}  # the same by the supplement

    def edition(self) -> Edition:
        """The whole of it, in the order in which one thing follows from another."""
        season = self._season
        sections = [self._matches(section.name, section.matches) for section in season.rounds]
        paired = [pair_legs(matches) for matches in sections]
        rounds = name_rounds(season.rounds, [len(pairs) for pairs in paired])
        ties = self._ties(rounds, paired)
        entrants = self._identities.entrants()
        claim = season.claim("Num Teams")
        teams = int(claim.value) if claim else None
        whole = is_whole(ties, teams, len(entrants))
        full_names = {player.id: player.name for player in self._registry.players.values()}
        scorers = self._scoring.totals(self._leaders(entrants), whole, entrants, full_names, self._player_of)
        ties = self._with_goals(ties)
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
            entrants=entrants,
            rounds=tuple(round_ for round_, pairs in zip(rounds, paired, strict=True) if pairs),
            ties=tuple(ties),
            winner=winner,
            winner_known=known,
            runner_up=runner_up,
            scorers=scorers,
            sources=season.values("Source"),
        )
        return replace(edition, findings=self._all_findings(edition))

    def _matches(self, round_: str, lines: Sequence[MatchLine]) -> list[Match]:
        """The matches of one section, with what the supplement adds to them."""
        matches = []
        for line in lines:
            home, away = self._identities.sides(line)
            addition = self._additions.take(round_, line)
            matches.append(self._match(line, home, away, addition))
            for name, decided in ((line.advanced, self._stated), (addition.advanced, self._added)):
                if name:
                    decided[line.line] = home.club if name == home.name else away.club
            self._scoring.add_side(line, 0, home, away, addition.goals, self._player_of)
            self._scoring.add_side(line, 1, away, home, addition.goals, self._player_of)
        return matches

    def _match(self, line: MatchLine, home: Side, away: Side, addition: TieAddition) -> Match:
        for fact in ("shoot_out", *MATCH_FACTS):
            written, other = getattr(line, fact), getattr(addition, fact)
            if written is not None and other is not None and written != other:
                self._differs(line.line, fact.replace("_", "-"), written, other)
        added = addition.shoot_out if line.shoot_out is None and not line.walkover else None
        return Match(
            line=line.line,
            home=home,
            away=away,
            score=line.score,
            date=line.date,
            walkover=line.walkover,
            extra_time=line.extra_time or (addition.extra_time and not line.walkover),
            shoot_out=line.shoot_out or added,
            shoot_out_added=added is not None,
            **first_known(line, addition),
            notes=(*line.notes, *((addition.note,) if addition.note else ())),
            others=(is_open(line, 0), is_open(line, 1)),
        )

    def _ties(self, rounds: list[NamedRound], paired: list[list[list[Match]]]) -> list[Tie]:
        ties = [
            self._tie(round_, number, legs)
            for round_, pairs in zip(rounds, paired, strict=True)
            for number, legs in enumerate(pairs, start=1)
        ]
        winners = self._season.claim("Winners")
        champion = self._identities.claimed(winners.value) if winners else None
        later = {round_: clubs_after(ties, round_) for round_ in rounds}
        return [
            decide_level(tie, _first(self._added, tie.matches), later[tie.round], champion) for tie in ties
        ]

    def _tie(self, round_: NamedRound, number: int, legs: Sequence[Match]) -> Tie:
        """The tie of *legs* by its lines, noting what contradicts them."""
        label = self._season.label
        by_lines = make_tie(label, round_, number, [_without_added(match) for match in legs], None)
        tie = make_tie(label, round_, number, legs, _first(self._stated, legs))
        line = legs[-1].line
        if (
            by_lines.aggregate
            and not by_lines.aggregate.level
            and by_lines.shoot_out is None
            and tie.shoot_out
        ):
            self._differs(line, "shoot-out", by_lines.aggregate, tie.shoot_out)
            tie = make_tie(label, round_, number, by_lines.matches, _first(self._stated, legs))
        stated = tie.winner if tie.known is Known.STATED else None
        if stated and by_lines.winner and by_lines.winner != stated:
            data: dict[str, str | int] = {"stated": stated.name, "found": by_lines.winner.name}
            self._findings.append(Finding(FindingKind.ADVANCED, line, data))
        added = _first(self._added, legs)
        if added and tie.winner and added != tie.winner.club:
            self._differs(line, "went through", tie.winner.name, tie.side(added).name)
        return tie

    def _differs(self, line: int, fact: str, written: object, added: object) -> None:
        data: dict[str, str | int] = {"fact": fact, "file": _text(written), "added": _text(added)}
        self._findings.append(Finding(FindingKind.ADDITION_DIFFERS, line, data))

    def _with_goals(self, ties: list[Tie]) -> list[Tie]:
        goals: dict[int, list[Goals]] = {}
        for entry in self._scoring.entries:
            goals.setdefault(entry.match, []).append(entry.goals())

        def scored(match: Match) -> Match:
            return replace(match, goals=tuple(goals.get(match.line, ())))

        return [replace(tie, matches=tuple(scored(match) for match in tie.matches)) for tie in ties]

    def _player_of(self, name: str, club: str) -> str:
        """The man's id: the registry's, else one for each name, however spelt, at each club."""
        known = self._registry.player_of(name, club, self._season.label.id)
        return known or f"{club}/{fold_man(name) or tidy(name)}"

    def _leaders(self, entrants: dict[str, tuple[str, ...]]) -> list[tuple[Leader, Side | None]]:
        """The infobox's top scorers with their clubs, None where it gives none."""
        leaders: list[tuple[Leader, Side | None]] = []
        for claim in self._season.claims:
            if claim.key.casefold() == "scoring leader":
                for leader in parse_leaders(claim):
                    side = self._identities.side_of_claim(leader.club) if leader.club else None
                    if side and side.club in entrants:
                        side = Side(side.club, entrants[side.club][0])
                    leaders.append((leader, side))
        return leaders

    def _outcome(self, ties: list[Tie]) -> tuple[Side | None, Known | None, Side | None]:
        """Winner, how it is known, and runner-up: by the final, in a file without one by the infobox."""
        final = next((tie for tie in ties if tie.round.code == FINAL), None)
        if final:
            return final.winner, final.known, final.loser
        winner, second = self._claimed_club("Winners"), self._claimed_club("Second")
        return winner, Known.INFOBOX if winner else None, second

    def _claimed_club(self, key: str) -> Side | None:
        """The club that a claim names; one of no tie and no registry has an id of its own."""
        claim = self._season.claim(key)
        if claim is None:
            return None
        return self._identities.side_of_claim(claim.value)

    def _doubts(self) -> Iterator[Finding]:
        """What the supplement says of how well facts are known."""
        for doubt, line in self._additions.doubts():
            tie = f"{doubt.home} – {doubt.away} · {doubt.round}" if doubt.home else ""
            yield Finding(doubt.kind, line, {"text": doubt.text, "tie": tie}, doubt.facts, doubt.sources)

    def _all_findings(self, edition: Edition) -> tuple[Finding, ...]:
        """Everything noted on the way, by line, what the supplement says last."""
        lost = [
            Finding(
                FindingKind.ADDITION_LOST, 0, {"home": entry.home, "away": entry.away, "round": entry.round}
            )
            for entry in self._additions.lost()
        ]
        found = [
            *self._doubts(),
            *contradictions(self._season, edition, self._identities),
            *self._identities.findings,
            *self._scoring.findings,
            *self._findings,
            *lost,
        ]

        def order(finding: Finding) -> tuple[bool, int, str, tuple[Fact, ...], str]:
            return finding.kind.is_doubt, finding.line, finding.kind, finding.facts, str(finding.data)

        return tuple(sorted(found, key=order))


def is_whole(ties: Sequence[Tie], teams: int | None, clubs: int) -> bool:
    """Whether *ties*, in the order of the file, are an edition from its first round to its final.

    Rule: a file without a final is partly known, and so is one whose first round comes late in a
    cup (``LATE_CODES``), unless the number of *teams* claimed is that of the *clubs* it has.
    """
    if not any(tie.is_final for tie in ties):
        return False
    return ties[0].round.code not in LATE_CODES or (teams is not None and teams <= clubs)


def _first(decided: dict[int, str], legs: Sequence[Match]) -> str | None:
    return next((decided[match.line] for match in legs if match.line in decided), None)


def _without_added(match: Match) -> Match:
    """*match* as the season file alone has it, as far as it decides a tie."""
    return replace(match, shoot_out=None, shoot_out_added=False) if match.shoot_out_added else match


def _text(value: object) -> str:
    return f"{value.home}–{value.away}" if isinstance(value, Score) else str(value)
