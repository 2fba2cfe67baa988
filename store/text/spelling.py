"""Spellings of a text, by sound and letter by letter, which the club and player searches compare."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from store.text.folding import words_of
from store.text.romanise import other_sounds, plain, sound

_MOST_WORDS = 10  # of a text

Words = tuple[str, ...]


class Spelling(NamedTuple):
    """The words of a text: by their English sound, transliterated letter by letter, and as written.

    In lower case, without punctuation; empty when there is no letter or digit.
    """

    sounds: Words
    letters: Words
    written: Words


def spell_name(text: str, dropped: frozenset[str] = frozenset()) -> Spelling:
    """The spelling of *text*, without words whose sound is in *dropped*, unless no others are left."""
    words = words_of(text)[:_MOST_WORDS]
    heard = [sound(word) for word in words]
    if not dropped.isdisjoint(heard) and not dropped.issuperset(heard):
        words = tuple([word for word, how in zip(words, heard, strict=True) if how not in dropped])
        heard = [how for how in heard if how not in dropped]
    letters = tuple([spelt for word in words if (spelt := plain(word))])
    return Spelling(tuple([how for how in heard if how]), letters, words)


@lru_cache(maxsize=1 << 11)
def spell(text: str, dropped: frozenset[str] = frozenset()) -> Spelling:
    """Cached :func:`spell_name`, for text that is needed several times in a row."""
    return spell_name(text, dropped)


def readings(text: str, dropped: frozenset[str] = frozenset()) -> Iterator[Words]:
    """The words of *text* as sounds, read as English like :func:`spell`, then by each other system."""
    first = spell(text, dropped).sounds
    yield first
    others = zip(*map(other_sounds, spell(text, dropped).written), strict=True)
    yield from dict.fromkeys(other for other in others if other != first and all(other))
