"""The supplement's additions to the matches of an edition."""

from collections.abc import Iterator
from dataclasses import replace

from store.cup.additions import TieAddition
from store.cup.facts import first_known
from store.cup.findings import Doubt
from store.seedfiles.season import MatchLine
from store.seedfiles.supplement import Supplement
from store.text.folding import fold


class Additions:
    """The supplement's entries for one edition, and which of them have been applied to a match."""

    def __init__(self, edition: str, supplement: Supplement) -> None:
        self._edition = edition
        self._entries = [entry for entry in supplement.ties if entry.edition == edition]
        self._met: set[int] = set()
        self._doubts = [doubt for doubt in supplement.doubts if doubt.edition == edition]
        self._lines: dict[tuple[str, str, str], int] = {}  # of matches, by round and clubs

    def doubts(self) -> Iterator[tuple[Doubt, int]]:
        """The doubts, each with the line of its match, 0 for the whole edition; not those without a match."""
        for doubt in self._doubts:
            if not doubt.home:
                yield doubt, 0
            elif line := self._lines.get((fold(doubt.round), doubt.home, doubt.away)):
                yield doubt, line

    def take(self, round_: str, line: MatchLine) -> TieAddition:
        """The additions to the match of *line*, merged: the first value of each fact, and all notes.

        Goals are added for a name that occurs once in the match's lines of scorers. An entry with
        any other name still adds its other facts, and is :meth:`lost`.
        """
        merged = TieAddition(self._edition, round_, line.home, line.away, ())
        self._lines.setdefault((fold(round_), line.home, line.away), line.line)
        names = [scorer.name for scorer in (*line.home_scorers, *line.away_scorers)]
        for index, entry in enumerate(self._entries):
            if (fold(entry.round), entry.home, entry.away) == (fold(round_), line.home, line.away):
                clear = {name: goals for name, goals in entry.goals.items() if names.count(name) == 1}
                if clear == entry.goals:
                    self._met.add(index)
                merged = _merge(merged, replace(entry, goals=clear))
        return merged

    def lost(self) -> list[TieAddition | Doubt]:
        """The additions and doubts whose match, or whose scorers, are not in the season file."""
        known = [doubt for doubt, _ in self.doubts()]
        return [
            *(entry for index, entry in enumerate(self._entries) if index not in self._met),
            *(doubt for doubt in self._doubts if doubt not in known),
        ]


def _merge(first: TieAddition, second: TieAddition) -> TieAddition:
    return replace(
        first,
        shoot_out=first.shoot_out or second.shoot_out,
        extra_time=first.extra_time or second.extra_time,
        half_time=first.half_time or second.half_time,
        full_time=first.full_time or second.full_time,
        lots=first.lots or second.lots,
        **first_known(first, second),
        advanced=first.advanced or second.advanced,
        note=" ".join(filter(None, (first.note, second.note))) or None,
        goals={**second.goals, **first.goals},
    )
