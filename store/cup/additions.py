"""Facts that other sources add to a tie or an edition."""

from dataclasses import dataclass, field

from store.cup.facts import MatchFacts
from store.cup.values import Score


@dataclass(frozen=True, slots=True)
class TieAddition(MatchFacts):
    """Facts that *sources* add to the match of *home* and *away* in a round of an edition.

    *shoot_out*, *half_time* and *full_time* have the side first that the season file names first; *lots* is
    the club that won the drawing of lots. *goals* maps a scorer's name,
    as written in the season file, to the player's number of goals for that side.
    """

    edition: str
    round: str
    home: str
    away: str
    sources: tuple[str, ...]
    shoot_out: Score | None = None
    extra_time: bool = False
    half_time: Score | None = None
    full_time: Score | None = None
    lots: str | None = None
    advanced: str | None = None
    note: str | None = None
    goals: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditionNote:
    """A remark on an edition, by *sources*."""

    edition: str
    text: str
    sources: tuple[str, ...]
