"""What other sources add to a tie or an edition: facts, line-ups, remarks."""

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
class Substitution:
    """The player *on* came on for the player *off* in a *minute* of the match."""

    off: str
    on: str
    minute: int


@dataclass(frozen=True, slots=True)
class Booking:
    """A yellow card for *player* in a *minute* of the match."""

    player: str
    minute: int


@dataclass(frozen=True, slots=True)
class LineUp:
    """The *players* who began for *club* in the match of *home* and *away* in a round, as *sources* list
    them, the substitutions, the *reserves* who were not used, the bookings and the *coach*."""

    edition: str
    round: str
    home: str
    away: str
    club: str
    players: tuple[str, ...]
    sources: tuple[str, ...]
    substitutions: tuple[Substitution, ...] = ()
    reserves: tuple[str, ...] = ()
    booked: tuple[Booking, ...] = ()
    coach: str | None = None

    def substitution_of(self, player: str) -> Substitution | None:
        """The substitution of *player*, None of one who was not substituted."""
        return next((change for change in self.substitutions if change.off == player), None)


@dataclass(frozen=True, slots=True)
class EditionNote:
    """A remark on an edition, by *sources*."""

    edition: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """What a *text* of a seed file says in another *language*, by its ISO 639 code."""

    text: str
    language: str
    said: str
