"""Two clubs in one text: where the name of the one ends and that of the other begins."""

import re
from dataclasses import dataclass
from functools import cache

from store.cup.labels import Label
from store.search.clubs import ClubIndex
from store.search.found import LONGEST, Found
from store.text.folding import tidy
from store.text.vocabulary import any_of, vocabulary

_SPACES = re.compile(r"[\s\-–—/]+")
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Half:
    """One of two names: the *text* of it, and the clubs it may mean."""

    text: str
    found: Found


@cache
def _between() -> re.Pattern[str]:
    """What people write between two names; a dash or a stroke within a name has no spaces around it."""
    words = any_of(vocabulary("two_clubs")["against"])
    return re.compile(rf"\s+(?:{words}|[-–—/:|+&])\s+|\s*[,;–—|]\s*", re.IGNORECASE)


def is_parted(text: str) -> bool:
    """Whether something is written between two names: a dash, a comma, ``v`` …"""
    return len([part for part in _between().split(tidy(text)) if part]) == 2


def find_two(clubs: ClubIndex, text: str, edition: Label | None = None) -> tuple[Half, Half] | None:
    """The two clubs that somebody may mean who typed *text*, each found as by :meth:`ClubIndex.find`.

    By what is written between the names if anything is, else at the place that leaves the surest
    names on both sides. None for a text of one word.
    """
    text = tidy(text)[: 2 * LONGEST]
    parts = [part for part in _between().split(text) if part]
    if len(parts) == 2:
        return _pair(clubs, parts[0], parts[1], edition)
    words = [word for word in _SPACES.split(text) if word][:_MOST_WORDS]
    pairs = []
    for place in range(1, len(words)):
        behind = words[place:]
        if len(behind) > 1 and behind[0].casefold() in vocabulary("two_clubs")["and"]:
            behind = behind[1:]
        left, right = " ".join(words[:place]), " ".join(behind)
        pairs.append(_pair(clubs, left, right, edition))
    return min(pairs, key=_doubt, default=None)


def _pair(clubs: ClubIndex, left: str, right: str, edition: Label | None) -> tuple[Half, Half]:
    return Half(left, clubs.find(left, edition)), Half(right, clubs.find(right, edition))


def _doubt(pair: tuple[Half, Half]) -> tuple[int, bool, int, int]:
    """How unsure a pair is: by its worse half, by being one club twice, by both, by slips."""
    one, other = pair[0].found, pair[1].found
    same = one.one is not None and one.one == other.one
    both = one.certainty + other.certainty
    return max(one.certainty, other.certainty), same, both, one.slips + other.slips
