"""Matching the top scorers of the infobox (``Scoring Leader``) to players."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from store.cup.findings import Finding, FindingKind
from store.cup.ties import Side
from store.derivation.names.roster import Roster
from store.derivation.scorers.constraints import Entry
from store.seedfiles.season import Leader
from store.text.folding import fold_player


@dataclass(slots=True)
class Leaders:
    """The *official* top scorers by player, and those *unlisted*: without a goal in the lines of scorers.

    A leader who may be several players, or one named again, is in neither and becomes a finding.
    """

    official: dict[str, Leader] = field(default_factory=dict)
    unlisted: dict[str, tuple[Leader, Side]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def match_leaders(roster: Roster, players: Mapping[str, Sequence[Entry]]) -> Leaders:
    """The leaders of *roster* matched to *players*, those in the lines of scorers: by registry, by equal
    name, else by :func:`same_player`; within the leader's club where the infobox has one."""
    leaders = Leaders()
    for leader, club in roster.leaders:
        mates = {
            player: entries
            for player, entries in players.items()
            if club is None or entries[0].club == club.club
        }
        same = roster.player(leader.name, club.club) if club else None
        found = [same] if same in mates else []
        found = found or [
            player
            for player, entries in mates.items()
            if any(same_player(leader.name, entry.scorer.name) for entry in entries)
        ]
        side = club or Side("", "")
        unlisted = roster.player(leader.name, side.club)
        claimed = leader.goals or "?"
        if len(found) > 1:
            names = tuple(players[player][0].scorer.name for player in found)
            data = {"name": leader.name, "claimed": claimed, "names": names}
            leaders.findings.append(Finding(FindingKind.LEADER_OF_SEVERAL, leader.line, data))
        elif found and found[0] not in leaders.official:
            leaders.official[found[0]] = leader
        elif found or unlisted in leaders.unlisted:
            data = {"name": leader.name, "claimed": claimed}
            leaders.findings.append(Finding(FindingKind.LEADER_TWICE, leader.line, data))
        elif unlisted not in players:
            leaders.unlisted[unlisted] = leader, side
    return leaders


def same_player(full: str, short: str) -> bool:
    """Whether *short* (``Volgin``, ``S. Volgin``) can be the player called *full* (``Sergei Volgin``).

    The surnames must be equal once folded, and so must given names, which may be abbreviated to an
    initial or missing.
    """
    whole, part = fold_player(full).split(), fold_player(short).split()
    if not whole or not part or whole[-1] != part[-1]:
        return False
    given = zip(whole[:-1], part[:-1], strict=False)
    return all(one == other or (1 in (len(one), len(other)) and one[0] == other[0]) for one, other in given)
