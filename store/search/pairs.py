"""Finding two clubs in one text: splitting it where one name ends and the other begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from store.cup.labels import Label
from store.search.clubs import ClubIndex
from store.search.found import LONGEST, Found
from store.text.folding import tidy
from store.text.vocabulary import any_of, vocabulary

_SPACES = re.compile(r"[\s\-–—/]+")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Half:
    """One of two names: its *text*, and the clubs found by it."""

    text: str
    found: Found


@cache
def _between() -> re.Pattern[str]:
    """A pattern for separators of two names; a dash or slash within a name has no spaces around it."""
    words = any_of(vocabulary("two_clubs")["against"])
    return re.compile(rf"\s+(?:{words}|[-–—/:|+&])\s+|\s*[,;–—|]\s*", re.IGNORECASE)


def is_parted(text: str) -> bool:
    """Whether *text* is two names with a separator: a dash, a comma, ``v`` …"""
    return len([part for part in _between().split(tidy(text)) if part]) == 2


@lru_cache(1 << 10)
def begins_separator(text: str) -> bool:
    """Whether *text* is a word between two names, or the beginning of one: ``vs``, ``прот``."""
    return any(word.startswith(text.casefold()) for word in vocabulary("two_clubs")["against"])


def splits(text: str) -> Iterator[tuple[str, str]]:
    """The ways to split *text* into two names: at its separator, or else between any two words."""
    text = tidy(text)[: 2 * LONGEST]
    parts = [part for part in _between().split(text) if part]
    if len(parts) == 2:
        yield parts[0], parts[1]
        return
    words = [word for word in _SPACES.split(text) if word][:_MOST_WORDS]
    for place in range(1, len(words)):
        behind = words[place:]
        if len(behind) > 1 and behind[0].casefold() in vocabulary("two_clubs")["and"]:
            behind = behind[1:]
        yield " ".join(words[:place]), " ".join(behind)


def find_two(clubs: ClubIndex, text: str, edition: Label | None = None) -> tuple[Half, Half] | None:
    """The candidates for the two clubs in the typed *text*, each as found by :meth:`ClubIndex.find`.

    Of the :func:`splits`, that with the most certain match on both sides. None for a text of one word.
    """
    pairs = [_pair(clubs, left, right, edition) for left, right in splits(text)]
    return min(pairs, key=_doubt, default=None)


def _pair(clubs: ClubIndex, left: str, right: str, edition: Label | None) -> tuple[Half, Half]:
    return Half(left, clubs.find(left, edition)), Half(right, clubs.find(right, edition))


def _doubt(pair: tuple[Half, Half]) -> tuple[int, bool, int, int]:
    """Sort key, most certain pair first: the worse half, whether both are one club, both halves, slips."""
    one, other = pair[0].found, pair[1].found
    same = one.one is not None and one.one == other.one
    both = one.certainty + other.certainty
    return max(one.certainty, other.certainty), same, both, one.slips + other.slips
