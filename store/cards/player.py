"""The card of a player, with the goals of each edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.archive.archive import Archive
from store.archive.players import (
    GoalSum,
    ScoredIn,
    goals_of_player,
    lines_of_player,
    sum_of,
    totals_of_player,
)
from store.cup.clubs import Club
from store.cup.editions import EditionScorer
from store.cup.labels import Label
from store.cup.players import Player
from store.cup.ties import first_between
from store.cup.values import Bounded


@dataclass(frozen=True, slots=True)
class Scoring:
    """A player's scoring by edition: the number of *lines* of scorers that name the player, and the *totals*.

    Newest first in *editions*.
    """

    lines: Mapping[Label, int]
    totals: Mapping[Label, EditionScorer]

    @property
    def editions(self) -> list[Label]:
        """All editions with lines or totals, newest first."""
        return sorted({*self.lines, *self.totals}, reverse=True)


@dataclass(frozen=True, slots=True)
class PlayerCard:
    """A *player*, the goals *scored* in the editions shown, and the *total* over all editions.

    *assumed* says that no source confirms that it is one player; *between*, *open*, *derived*, *disputed*
    and *doubtful* say which signs need explaining.
    """

    player: Player
    scored: Mapping[Label, list[ScoredIn]]
    total: GoalSum
    assumed: bool
    between: Bounded | None
    open: Bounded | None
    derived: bool
    disputed: bool
    doubtful: bool
    clubs: list[Club]


def scoring_of(archive: Archive, player: Player) -> Scoring:
    """The scoring of *player* by edition."""
    return Scoring(lines_of_player(archive, player.id), totals_of_player(archive, player.id))


def scored_in(archive: Archive, player: Player, editions: Sequence[Label]) -> dict[Label, list[ScoredIn]]:
    """The goals of *player* in each of these *editions*."""
    scored: dict[Label, list[ScoredIn]] = {edition: [] for edition in editions}
    for goals in goals_of_player(archive, player.id, editions):
        scored[goals.tie.edition].append(goals)
    return scored


def player_card(
    archive: Archive, player: Player, scoring: Scoring, scored: Mapping[Label, list[ScoredIn]]
) -> PlayerCard:
    """The card of *player* with the goals *scored* in the editions that are shown."""
    entries = [goals.goals for found in scored.values() for goals in found]
    shown = [scoring.totals[edition] for edition in scored if edition in scoring.totals]
    sides = dict.fromkeys(side.club for side in player.clubs)
    return PlayerCard(
        player=player,
        scored=scored,
        total=sum_of(scoring.totals.values()),
        assumed=not player.registered and sum(scoring.lines.values()) > 1,
        between=next((row for row in shown if row.high not in (None, row.low)), None)
        or first_between(found.match for goals in scored.values() for found in goals),
        open=next((row for row in shown if row.high is None and not row.official), None),
        derived=any(goals.worked_out for goals in entries),
        disputed=any(row.disputed for row in shown),
        doubtful=not all(goals.counted for goals in entries),
        clubs=[club for side in sides if (club := archive.club(side))],
    )
