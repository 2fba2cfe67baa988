"""Names and what a text may mean by them: what finding a club and finding a player share.

One kind of answer: exact, confident, ambiguous or none. Showing a wrong one as if it were
right is the worst outcome, worse than asking.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from store.romanise import other_sounds, plain, sound
from store.text import words_of

MOST_CHOICES = 6
NEAREST = 3
LONGEST = 100  # characters of a text that are looked at
_MOST_WORDS = 10  # of them

Words = tuple[str, ...]


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


@dataclass(slots=True)
class Names:
    """What keys stand for, in the order in which a choice lists it."""

    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, key: str, owner: str) -> None:
        """Let *key*, unless it is empty, stand for *owner* too."""
        owners = self.ids.get(key)
        if owners is None:
            if key:
                self.ids[key] = (owner,)
        elif owner not in owners:
            self.ids[key] = (*owners, owner)

    def get(self, key: str) -> tuple[str, ...]:
        """What *key* stands for."""
        return self.ids.get(key, ())


class Spelling(NamedTuple):
    """The words of a text: as they sound in English, letter by letter, and as they are written.

    In small letters, without punctuation; empty when there is no letter or digit.
    """

    sounds: Words
    letters: Words
    written: Words


def spell_name(text: str, dropped: frozenset[str] = frozenset()) -> Spelling:
    """The spelling of *text*; words that sound like one of *dropped* left out if others are left."""
    words = words_of(text)[:_MOST_WORDS]
    heard = [sound(word) for word in words]
    if not dropped.isdisjoint(heard) and not dropped.issuperset(heard):
        words = tuple([word for word, how in zip(words, heard, strict=True) if how not in dropped])
        heard = [how for how in heard if how not in dropped]
    letters = tuple([spelt for word in words if (spelt := plain(word))])
    return Spelling(tuple([how for how in heard if how]), letters, words)


@lru_cache(maxsize=1 << 8)
def spell(text: str, dropped: frozenset[str] = frozenset()) -> Spelling:
    """:func:`spell_name` of what somebody typed, which is asked for several times in a row."""
    return spell_name(text, dropped)


def readings(text: str, dropped: frozenset[str] = frozenset()) -> Iterator[Words]:
    """The words of *text* as sounds, by English as :func:`spell` has them, then by each other system."""
    first = spell(text, dropped).sounds
    yield first
    others = zip(*map(other_sounds, spell(text, dropped).written), strict=True)
    yield from dict.fromkeys(other for other in others if other != first and all(other))
