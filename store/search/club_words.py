"""Words of club and city names: splitting, shortening and comparing them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rapidfuzz.distance import OSA

from store.search.fuzzy import MOST_SLIPS
from store.text.folding import LEGAL_WORDS
from store.text.keyboards import is_cyrillic
from store.text.spelling import Spelling, Words, spell_name
from store.text.vocabulary import vocabulary

_LONG_WORD = 6  # letters that a word of a name of several needs to match with two slips


_ADJECTIVES = (("ski", ""), ("inski", "a"), ("inski", "i"), ("inski", ""), ("ki", "k"), ("i", ""))


def alphabet(spelling: Spelling) -> bool:
    """Whether *spelling* is written in Cyrillic, else it is Latin."""
    return is_cyrillic("".join(spelling.written))


def parts_of(words: Sequence[str], longest: int) -> Iterator[str]:
    """Keys of all sequences of at most *longest* consecutive *words*, longer ones first."""
    for count in range(longest, 0, -1):
        for start in range(len(words) - count + 1):
            yield "".join(words[start : start + count])


def spans(count: int, longest: int) -> Iterator[tuple[int, int]]:
    """The first and the end place of each part of *count* words of at most *longest*, longer ones first."""
    for length in range(min(longest, count), 0, -1):
        for start in range(count - length + 1):
            yield start, start + length


@cache
def foreign_cities() -> frozenset[str]:
    """Cities of well-known clubs that play in other cups, as sounds."""
    return frozenset("".join(spell_name(word).sounds) for word in vocabulary("clubs")["foreign_cities"])


@cache
def second_teams() -> frozenset[str]:
    """Words that make the name of a club that of its second team, as sounds."""
    return frozenset("".join(spell_name(word).sounds) for word in vocabulary("clubs")["second_teams"])


def rests_of(words: Words, names: Iterable[str]) -> Iterator[Words]:
    """What follows *words* in those of *names* that equal or start with them."""
    for name in names:
        sounds = spell_name(name, LEGAL_WORDS).sounds
        if sounds[: len(words)] == words:
            yield sounds[len(words) :]


def begins_any(words: Words, names: Iterable[str]) -> bool:
    """Whether any of *names* equals or starts with *words*."""
    return any(True for _ in rests_of(words, names))


def fits_word_by_word(name: Words, typed: Words) -> bool:
    """Whether no word of a name of several has too many slips: two need six letters."""
    return len(name) == 1 or all(
        OSA.distance(one, other) < MOST_SLIPS or min(len(one), len(other)) >= _LONG_WORD
        for one, other in zip(name, typed, strict=True)
    )


def is_much_like(typed: str, word: str) -> bool:
    """Whether *typed* may be *word*, badly spelt: half of the letters of it, or two, may be wrong."""
    return OSA.distance(typed, word) <= min(MOST_SLIPS, len(word) // 2)


def without_adjective(key: str) -> Iterator[str]:
    """Keys of cities that a Russian adjective may derive from: кокчетавский, алматинский, уральский."""
    for ending, instead in _ADJECTIVES:
        if key.endswith(ending):
            yield key.removesuffix(ending) + instead


def without(words: Words, city: Words) -> Iterator[Words]:
    """*words* without the *city* at their end or start, if any words remain."""
    if len(words) > len(city):
        if words[-len(city) :] == city:
            yield words[: -len(city)]
        if words[: len(city)] == city:
            yield words[len(city) :]


def splits(words: Words) -> Iterator[tuple[str, str]]:
    """Every split of *words* in two, in both orders, as keys."""
    for place in range(1, len(words)):
        left, right = "".join(words[:place]), "".join(words[place:])
        yield left, right
        yield right, left
