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
        known = supplement.of_edition(edition)
        self._entries = known.ties
        self._line_ups = known.line_ups
        self._doubts = known.doubts
        self._met: set[int] = set()
        self._lines: dict[tuple[str, str, str], int] = {}  # of matches, by round and clubs in its order

    def doubts(self) -> Iterator[tuple[Doubt, int]]:
        """The doubts, each with the line of every match it is about, 0 for the whole edition."""
        for doubt in self._doubts:
            if not doubt.round:
                yield doubt, 0
            for (round_, home, away), line in self._lines.items():
                if fold(doubt.round) == round_ and doubt.is_about(home, away):
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

    def lost(self) -> Iterator[tuple[str, str, str]]:
        """Round and clubs of the additions, line-ups and doubts whose match, or whose scorers, are not in the
        season file; no clubs for a doubt about a round."""
        for index, entry in enumerate(self._entries):
            if index not in self._met:
                yield entry.round, entry.home, entry.away
        for line_up in self._line_ups:
            if (fold(line_up.round), line_up.home, line_up.away) not in self._lines:
                yield line_up.round, line_up.home, line_up.away
        for doubt in self._doubts:
            played = [clubs for round_, *clubs in self._lines if round_ == fold(doubt.round)]
            if doubt.home and [doubt.home, doubt.away] not in played:
                yield doubt.round, doubt.home, doubt.away
            elif doubt.round and not played:
                yield doubt.round, "", ""
            for home, away in doubt.ties:
                if not any({home, away} == set(clubs) for clubs in played):
                    yield doubt.round, home, away


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
