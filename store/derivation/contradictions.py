"""Contradictions within a season file: claims against totals, rounds against each other."""

from collections import Counter
from collections.abc import Iterator

from store.cup.editions import Edition
from store.cup.findings import Finding, FindingKind
from store.cup.ties import Side, Tie
from store.derivation.names.roster import Roster
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
    yield from _apart(edition)
    yield from _in_two_groups(edition)
    yield from _match_twice(edition)


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
    """A finding at each tie of a club that has several in one round, or one beside a bye."""
    ties: dict[tuple[int, str], list[Tie]] = {}
    for tie in edition.eliminations:
        for side in (tie.home, tie.away):
            ties.setdefault((tie.round.number, side.club), []).append(tie)
    byes = Counter((bye.round.number, bye.side.club) for bye in edition.byes)
    for place, found in ties.items():
        if len(found) + byes[place] > 1:
            for tie in found:
                data = {"club": tie.side(place[1]).name, "round": tie.round.name}
                yield Finding(FindingKind.TWICE_IN_ROUND, tie.matches[0].line, data)


def _apart(edition: Edition) -> Iterator[Finding]:
    """A finding at each group whose clubs fall into sets that never met: it has no table."""
    for found in edition.rounds:
        if found.has_table and edition.table_of(found) is None and (ties := edition.ties_of(found)):
            yield Finding(FindingKind.APART, ties[0].matches[0].line, {"round": found.name})


def _in_two_groups(edition: Edition) -> Iterator[Finding]:
    """A finding for each club that is in two groups of one stage.

    Rule: a group of clubs that have all been in groups before begins a further stage, or is one of it.
    """
    stage: dict[str, str] = {}  # the group of each club
    ever: set[str] = set()
    further: list[str] = []  # groups of further stages
    for table in edition.tables:
        clubs = {row.side.club: row.side.name for row in table.rows}
        if clubs.keys() <= ever:
            stage = {club: name for club, name in stage.items() if name in further}
            further.append(table.round.name)
        ever |= clubs.keys()
        ties = edition.ties_of(table.round)
        for club in sorted(clubs.keys() & stage.keys()):
            data = {"club": clubs[club], "one": stage[club], "other": table.round.name}
            yield Finding(FindingKind.TWO_GROUPS, ties[0].matches[0].line if ties else 0, data)
        stage |= dict.fromkeys(clubs, table.round.name)


def _match_twice(edition: Edition) -> Iterator[Finding]:
    """A finding at the first of several matches of a group that are the same in all that is known."""
    for table in edition.tables:
        matches = [tie.matches[0] for tie in edition.ties_of(table.round) if tie.matches[0].score]
        same = Counter((match.home, match.away, match.score, match.date) for match in matches)
        for match in matches:
            if same.pop((match.home, match.away, match.score, match.date), 0) > 1:
                data = {"home": match.home.name, "away": match.away.name}
                yield Finding(FindingKind.MATCH_TWICE, match.line, data)
