"""Contradictions within a season file: claims against totals, rounds against each other."""

from collections.abc import Iterator

from store.cup.editions import Edition
from store.cup.findings import Finding, FindingKind
from store.cup.ties import Side, Tie
from store.derivation.roster import Roster
from store.seedfiles.season import Claim, SeasonFile


def contradictions(season: SeasonFile, edition: Edition, roster: Roster) -> Iterator[Finding]:
    """The contradictions in *season*, from which *edition* was derived, as findings.

    Claims about the whole edition (teams, matches, goals) and the number of ties are
    checked only when the file has the whole edition.
    """
    if edition.whole:
        yield from _sums(season, edition)
        yield from _bracket(edition)
    yield from _year(season)
    yield from _claimed_club(season.claim("Winners"), FindingKind.WINNER, edition.winner, roster)
    yield from _claimed_club(season.claim("Second"), FindingKind.RUNNER_UP, edition.runner_up, roster)
    for tie in edition.ties:
        yield from _tie(tie, edition)
    yield from _twice_in_a_round(edition)


def _sums(season: SeasonFile, edition: Edition) -> Iterator[Finding]:
    matches = [match for tie in edition.ties for match in tie.matches if not match.walkover]
    played = len(edition.played) + edition.without_score
    ruled = sum(match.ruled.total for match in matches if match.ruled)
    goals = range(edition.goals, edition.goals + ruled + 1)
    sums = (
        ("Num Teams", FindingKind.TEAMS, range(len(edition.entrants), len(edition.entrants) + 1)),
        # Sources may or may not count matches that were awarded, struck out or not played, and their goals.
        ("Matches", FindingKind.MATCHES, range(played, len(matches) + 1)),
        ("Goals", FindingKind.GOALS, None if edition.without_score else goals),
    )
    for key, kind, possible in sums:
        claim = season.claim(key)
        if claim and possible is not None and int(claim.value) not in possible:
            yield Finding(kind, claim.line, {"claimed": int(claim.value), "found": possible[0]})


def _bracket(edition: Edition) -> Iterator[Finding]:
    """A finding unless there is one tie fewer than there are clubs, as a knock-out needs.

    Of a cup with groups only the rounds behind the last of them are counted.
    """
    last = max((found.number for found in edition.rounds if found.has_table), default=0)
    knock_out = [tie for tie in edition.knock_outs if tie.round.number > last]
    ties, clubs = len(knock_out), len(edition.entrants)
    if last:
        byes = {bye.side.club for bye in edition.byes if bye.round.number > last}
        clubs = len(byes | {side.club for tie in knock_out for side in (tie.home, tie.away)})
    if edition.final and ties != clubs - 1:
        yield Finding(FindingKind.BRACKET, 0, {"clubs": clubs, "needed": clubs - 1, "ties": ties})


def _year(season: SeasonFile) -> Iterator[Finding]:
    claim = season.claim("Year")
    if claim and claim.value.replace("-", "–").replace("/", "–") != str(season.label):
        yield Finding(FindingKind.YEAR, claim.line, {"claimed": claim.value, "label": str(season.label)})


def _claimed_club(
    claim: Claim | None, kind: FindingKind, found: Side | None, roster: Roster
) -> Iterator[Finding]:
    if claim and (found is None or roster.side_of_claim(claim.value).club != found.club):
        yield Finding(kind, claim.line, {"claimed": claim.value, "found": found.name if found else ""})


def _tie(tie: Tie, edition: Edition) -> Iterator[Finding]:
    first, last = edition.label.first, edition.label.last
    for match in tie.matches:
        if match.date and not first <= match.date.year <= last:
            data: dict[str, str | int] = {"date": str(match.date), "label": str(edition.label)}
            yield Finding(FindingKind.DATE, match.line, data)
    line = tie.matches[-1].line
    if tie.shoot_out and tie.aggregate and not tie.aggregate.level:
        yield Finding(FindingKind.SHOOT_OUT, line, {"home": tie.home.name, "away": tie.away.name})
    winner, loser = tie.winner, tie.loser
    if winner and loser and tie.replaced:
        yield Finding(FindingKind.PLAYED_ON, line, {"winner": winner.name, "loser": loser.name})


def _twice_in_a_round(edition: Edition) -> Iterator[Finding]:
    seen: set[tuple[int, str]] = set()
    for tie in (tie for tie in edition.ties if not tie.round.has_table):
        for side in (tie.home, tie.away):
            if (tie.round.number, side.club) in seen:
                data: dict[str, str | int] = {"club": side.name, "round": tie.round.name}
                yield Finding(FindingKind.TWICE_IN_ROUND, tie.matches[0].line, data)
            seen.add((tie.round.number, side.club))
