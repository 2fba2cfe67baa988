"""Names and what a text may mean by them: what finding a club and finding a player share.

One kind of answer: exact, confident, ambiguous or none. Showing a wrong one as if it were
right is the worst outcome, worse than asking.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

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
    """Ids by key, in the order in which a choice lists them. A key has no spaces."""

    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, key: str, owner: str) -> None:
        """Let *key*, unless it is empty, stand for *owner* too."""
        owners = self.ids.get(key, ())
        if key and owner not in owners:
            self.ids[key] = (*owners, owner)

    def get(self, key: str) -> tuple[str, ...]:
        """The ids that *key* stands for."""
        return self.ids.get(key, ())


@dataclass(slots=True)
class CalledNames:
    """Names with what their first words are."""

    whole: Names = field(default_factory=Names)
    first_words: Names = field(default_factory=Names)

    def add(self, words: Words, owner: str) -> None:
        """Let the name of these *words* stand for *owner*."""
        self.whole.add("".join(words), owner)
        for count in range(1, len(words)):
            self.first_words.add("".join(words[:count]), owner)

    def called(self, key: str) -> tuple[str, ...]:
        """Those with the name *key*, and those whose name begins with it."""
        return (*self.whole.get(key), *self.first_words.get(key))


def readings(text: str, dropped: frozenset[str] = frozenset()) -> Iterator[Words]:
    """The words of *text* as sounds, by English first and then by other systems where they differ.

    The first is empty when *text* has no letter or digit. Words in *dropped* are left out, unless
    nothing else is left.
    """
    words = [(word, heard) for word in words_of(text) if (heard := sound(word))]
    words = [pair for pair in words if pair[1] not in dropped] or words
    english = tuple(heard for _, heard in words[:_MOST_WORDS])
    yield english
    others = zip(*(other_sounds(word) for word, _ in words[:_MOST_WORDS]), strict=True)
    yield from dict.fromkeys(other for other in others if other != english and all(other))


def letters_of(text: str, dropped: frozenset[str] = frozenset()) -> Words:
    """The words of *text* letter by letter; those that sound like one of *dropped* left out if others are."""
    words = words_of(text)[:_MOST_WORDS]
    kept = [word for word in words if sound(word) not in dropped] or words
    return tuple(filter(None, map(plain, kept)))
