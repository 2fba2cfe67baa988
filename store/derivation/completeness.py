"""Whether a season file has an edition whole: every match, from the first round to the final."""

from collections import Counter
from collections.abc import Iterator, Sequence

from store.cup.rounds import CLUBS_IN, FINAL, LATE_CODES, RoundKind
from store.cup.values import MatchStatus
from store.derivation.groups import clubs_of
from store.derivation.names.roster import Roster
from store.derivation.rounds.rounds import Round
from store.derivation.ties import Fixture


def is_whole(rounds: Sequence[Round[Fixture]], teams: int | None, roster: Roster) -> bool:
    """Whether *rounds*, in the order of the file, are an edition from its first round to its final, or final
    group.

    Rule: an edition without a final is partly known. Where the number of *teams* is claimed, it is whole with
    all its clubs and without a hole: with as many ties as put out the clubs that do not play on, and groups
    whose clubs played equally often; with more clubs than claimed, holes cannot be told from names that are
    not known to be one club's. Without a claim, it is partly known if its first round is a late one
    (``LATE_CODES``), or has fewer than half the clubs that its name says, as a round of 32 has 32.
    """
    if not any(one.named.code == FINAL or one.named.kind is RoundKind.FINAL_GROUP for one in rounds):
        return False
    clubs = len(roster.entrants)
    if teams is not None:
        holes = any(_has_hole(stage, later, roster) for stage, later in _stages(rounds))
        return clubs > teams or (clubs == teams and not holes)
    first = rounds[0]
    there = len({*clubs_of(first, roster)})
    return first.named.code not in LATE_CODES and 2 * there >= CLUBS_IN.get(first.named.code, 0)


def _stages(
    rounds: Sequence[Round[Fixture]],
) -> Iterator[tuple[list[Round[Fixture]], Sequence[Round[Fixture]]]]:
    """The stages of an edition, each with the rounds behind it: a group is one, and so are successive rounds
    of knock-outs."""
    stage: list[Round[Fixture]] = []
    for place, found in enumerate(rounds):
        if found.named.kind is RoundKind.PLACEMENT:
            continue
        if stage and found.named.has_table:
            yield stage, rounds[place:]
            stage = []
        stage.append(found)
        if found.named.has_table:
            yield stage, rounds[place + 1 :]
            stage = []
    if stage:
        yield stage, ()


def _has_hole(stage: Sequence[Round[Fixture]], later: Sequence[Round[Fixture]], roster: Roster) -> bool:
    """Whether a match is missing in a *stage*, as far as the clubs of the rounds *later* can tell."""
    if stage[0].named.has_table:
        return _group_has_hole(stage[0], roster)
    clubs = {club for found in stage for club in clubs_of(found, roster)}
    behind = {club for found in later for club in clubs_of(found, roster)}
    goes_on = len(clubs & behind) if later else 1
    ties = sum(any(map(_is_told, pair)) for found in stage for pair in found.pairs)
    return ties < len(clubs) - goes_on


def _group_has_hole(group: Round[Fixture], roster: Roster) -> bool:
    fixtures = [fixture for pair in group.pairs for fixture in pair if _is_told(fixture)]
    played = Counter(side.club for fixture in fixtures for side in (fixture.home, fixture.away))
    if group.table:
        return sum(row.played for row in group.table) > 2 * len(fixtures)
    return len({played[club] for club in clubs_of(group, roster)}) > 1


def _is_told(fixture: Fixture) -> bool:
    """Whether it was more than drawn."""
    return fixture.line.status is not MatchStatus.FIXTURE or fixture.line.advanced is not None
