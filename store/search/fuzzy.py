"""Fuzzy matching of keys within an edit distance of one or two slips.

A slip is a wrong, missing or extra letter, or a transposition of two adjacent ones: the optimal
string alignment distance of rapidfuzz.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

MOST_SLIPS = 2
_SHORTEST = 5  # letters of a name in which one slip is accepted
_SHORTEST_OF_FIRST = 6  # when the slip is in the first letter: весна is not Цесна
_SHORTEST_OF_TWO = 6
_VOWELS = frozenset("aeiouy")
_SCANNED_WHOLE = 5000  # keys; of more, only those of similar length with the same first letter are scanned
_LIKE_LENGTH = 3
_ALIKE = 73.0  # of 100: the least of rapidfuzz's ratio for a key that is worth suggesting


class NearKeys:
    """An index of keys without spaces, by length and first letter, and by length and last letter.

    Two slips must leave the first letter right, one leaves the first or the last one right: only keys
    that share it are compared, a tenth of all or less.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._all = list(keys)
        self._first: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._last: dict[tuple[int, str], list[str]] = defaultdict(list)
        for key in self._all:
            self._first[len(key), key[0]].append(key)
            self._last[len(key), key[-1]].append(key)

    def near(self, key: str, most_slips: int = MOST_SLIPS) -> dict[str, int]:
        """The keys that match the typed *key*, with the number of slips.

        One slip needs a name of five letters, or of six if the first letter is wrong and not just
        swapped with the second. Two need seven letters, or six with the same consonants, and the first
        letter right. Digits must be equal.
        """
        if len(key) < _SHORTEST - 1:
            return {}
        found = {}
        for keys, most in ((self._beginning(key, most_slips), most_slips), (self._ending(key, 1), 1)):
            near = process.extract(key, keys, scorer=OSA.distance, score_cutoff=most, limit=None)
            for name, slips, _ in near:
                if (not slips or _can_be_slips(name, key, int(slips))) and _digits(name) == _digits(key):
                    found[name] = int(slips)
        return found

    def nearest(self, key: str, limit: int) -> list[str]:
        """At most *limit* keys most similar to *key*, best first; all may be at a large edit distance."""
        like = self._all
        if len(like) > _SCANNED_WHOLE:
            like = self._beginning(key, _LIKE_LENGTH)
        found = process.extract(key, like, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
        return [name for name, _, _ in found]

    def _beginning(self, key: str, difference: int) -> list[str]:
        """Keys with the same first letter, at most *difference* letters longer or shorter."""
        lengths = range(len(key) - difference, len(key) + difference + 1)
        return list(chain.from_iterable(self._first.get((length, key[:1]), ()) for length in lengths))

    def _ending(self, key: str, difference: int) -> list[str]:
        """Keys with the same last letter, at most *difference* letters longer or shorter."""
        lengths = range(len(key) - difference, len(key) + difference + 1)
        return list(chain.from_iterable(self._last.get((length, key[-1:]), ()) for length in lengths))


def _can_be_slips(name: str, typed: str, slips: int) -> bool:
    if slips == 1:
        swapped = name[:2] == typed[1::-1]
        return len(name) >= (_SHORTEST if name[0] == typed[0] or swapped else _SHORTEST_OF_FIRST)
    shorter = min(len(name), len(typed))
    same = shorter > _SHORTEST_OF_TWO or _consonants(name) == _consonants(typed)
    return shorter >= _SHORTEST_OF_TWO and name[0] == typed[0] and same


def _consonants(key: str) -> list[str]:
    return sorted(char for char in key if char not in _VOWELS)


def _digits(key: str) -> str:
    return "".join(filter(str.isdigit, key))
