"""Results of the club and player searches: candidates, and the certainty of the match.

A confident wrong match is the worst outcome, worse than asking the user to choose.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

MOST_CHOICES = 6


NEAREST = 3


LONGEST = 100  # characters of a text that are searched; the rest is ignored


class Certainty(IntEnum):
    """The certainty of a :class:`Found`, the highest first."""

    EXACT = 0
    CONFIDENT = 1
    AMBIGUOUS = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a search: ids of candidates, best first.

    One id when *certainty* is exact or confident; several matches when ambiguous; up to three nearest
    names, as suggestions, when none. *slips* is the number of wrong letters in a confident match, *others*
    are ids that the text may mean as well; *foreign* says that it means a club that is of another cup,
    *beside* that words that are no name stand beside the name.
    """

    certainty: Certainty
    ids: tuple[str, ...] = ()
    slips: int = 0
    others: tuple[str, ...] = ()
    foreign: bool = False
    beside: bool = False

    @property
    def one(self) -> str | None:
        """The only match, None when there is none or the user has to choose."""
        return self.ids[0] if self.certainty <= Certainty.CONFIDENT else None


def one_or_ask(ids: Iterable[str], sure: Certainty = Certainty.EXACT, slips: int = 0) -> Found:
    """A match with the certainty *sure* if *ids* is only one, else an ambiguous result."""
    ids = tuple(dict.fromkeys(ids))
    if len(ids) == 1:
        return Found(sure, ids, slips)
    return Found(Certainty.AMBIGUOUS, ids[:MOST_CHOICES])
