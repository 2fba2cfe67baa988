"""Rounds that are being joined from the sections of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from store.cup.rounds import RoundKind, has_phrase, round_key
from store.cup.ties import Side
from store.derivation.rounds.headings import Heading
from store.derivation.rounds.legs import valid
from store.seedfiles.season import GivenRow, MatchLine

_MIN_GROUP = 3  # clubs


class Fixture(Protocol):
    """A match line with its clubs."""

    @property
    def line(self) -> MatchLine: ...  # noqa: D102
    @property
    def home(self) -> Side: ...  # noqa: D102
    @property
    def away(self) -> Side: ...  # noqa: D102


FixtureT = TypeVar("FixtureT", bound=Fixture)
Pair = frozenset[str]


@dataclass(slots=True, eq=False)
class Draft(Generic[FixtureT]):
    """A round whose sections are being joined."""

    name: str
    heading: Heading
    line: int
    fixtures: list[FixtureT] = field(default_factory=list)
    byes: list[tuple[str, int]] = field(default_factory=list)
    table: list[GivenRow] = field(default_factory=list)
    clubs: list[str] = field(default_factory=list)
    legs: bool = False
    replays: set[int] = field(default_factory=set)

    @property
    def pairs(self) -> dict[Pair, list[FixtureT]]:
        """The matches by the two clubs."""
        pairs: dict[Pair, list[FixtureT]] = {}
        for fixture in self.fixtures:
            pairs.setdefault(frozenset((fixture.home.club, fixture.away.club)), []).append(fixture)
        return pairs

    @property
    def counted(self) -> dict[Pair, list[FixtureT]]:
        """The pairs with a match that was not struck from the record or left unplayed."""
        pairs: dict[Pair, list[FixtureT]] = {}
        for pair, fixtures in self.pairs.items():
            lines = {line.line for line in valid([fixture.line for fixture in fixtures])}
            if counted := [fixture for fixture in fixtures if fixture.line.line in lines]:
                pairs[pair] = counted
        return pairs

    @property
    def _is_of_pairs(self) -> bool:
        """Whether it is called a zone, not a group, and is of ties."""
        return not has_phrase(round_key(self.heading.base), "group") and _is_disjoint(list(self.pairs))

    @property
    def kind(self) -> RoundKind:
        """Its kind: one called a final group is one if its clubs have several opponents each, a zone is a
        group unless all its clubs have one opponent each, and a round with a table is a group."""
        kind, listed = self.heading.kind, bool(self.table or self.clubs)
        if kind is RoundKind.GROUP and not listed and self._is_of_pairs:
            return RoundKind.KNOCK_OUT
        if kind is RoundKind.FINAL_GROUP and not (listed or _has_several_opponents(self.pairs)):
            return RoundKind.KNOCK_OUT
        return RoundKind.GROUP if self.table and kind is RoundKind.KNOCK_OUT else kind


def _is_disjoint(pairs: Sequence[Pair]) -> bool:
    """Whether there are several *pairs*, and no club is in two of them."""
    return len(pairs) > 1 and len(frozenset().union(*pairs)) == 2 * len(pairs)


def _has_several_opponents(pairs: Iterable[Pair]) -> bool:
    listed = list(pairs)
    clubs = frozenset().union(*listed)
    return len(clubs) >= _MIN_GROUP and all(sum(club in pair for pair in listed) > 1 for club in clubs)
