"""What a text may mean, and how sure that is: what finding a club and finding a player share.

Showing a wrong one as if it were right is the worst outcome, worse than asking.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

MOST_CHOICES = 6


NEAREST = 3


LONGEST = 100  # characters of a text that are looked at


class Certainty(IntEnum):
    """How sure a :class:`Found` is, the surest first."""

    EXACT = 0
    CONFIDENT = 1
    AMBIGUOUS = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a text may mean, by id, best first.

    One id when *certainty* is exact or confident; several that all fit when ambiguous; up to three
    that come nearest when none. *slips* is how many letters were wrong in a confident one.
    """

    certainty: Certainty
    ids: tuple[str, ...] = ()
    slips: int = 0

    @property
    def one(self) -> str | None:
        """The one found, None when it has to be asked for."""
        return self.ids[0] if self.certainty <= Certainty.CONFIDENT else None


def one_or_ask(ids: Iterable[str], sure: Certainty = Certainty.EXACT, slips: int = 0) -> Found:
    """*ids* as found with the certainty *sure* if they are one, else as a choice."""
    ids = tuple(dict.fromkeys(ids))
    if len(ids) == 1:
        return Found(sure, ids, slips)
    return Found(Certainty.AMBIGUOUS, ids[:MOST_CHOICES])
