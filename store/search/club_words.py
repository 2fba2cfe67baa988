"""Words of clubs' names and cities: how they can be parted, shortened and mistaken."""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from store.search.fuzzy import MOST_SLIPS
from store.text.folding import LEGAL_WORDS
from store.text.keyboards import is_cyrillic
from store.text.spelling import Spelling, Words, spell_name

_LONG_WORD = 6  # letters, from which on a word of several may have two slips


_ADJECTIVES = (("ski", ""), ("inski", "a"), ("inski", "i"), ("inski", ""), ("ki", "k"), ("i", ""))


def alphabet(spelling: Spelling) -> bool:
    """Which of the two alphabets it is written in: whether the Cyrillic one."""
    return is_cyrillic("".join(spelling.written))


def parts_of(words: Words, longest: int) -> Iterator[str]:
    """Keys of the runs of at most *longest* of *words*, longer ones first."""
    for count in range(longest, 0, -1):
        for start in range(len(words) - count + 1):
            yield "".join(words[start : start + count])


def begins_any(words: Words, names: Iterable[str]) -> bool:
    """Whether any of *names* is or begins with *words*."""
    return any(spell_name(name, LEGAL_WORDS).sounds[: len(words)] == words for name in names)


def fits_word_by_word(name: Words, typed: Words) -> bool:
    """Whether no word of a name of several is half wrong: two slips need six letters."""
    return len(name) == 1 or all(
        OSA.distance(one, other) < MOST_SLIPS or min(len(one), len(other)) >= _LONG_WORD
        for one, other in zip(name, typed, strict=True)
    )


def without_adjective(key: str) -> Iterator[str]:
    """What a Russian adjective of a city may be made from: кокчетавский, алматинский, уральский."""
    for ending, instead in _ADJECTIVES:
        if key.endswith(ending):
            yield key.removesuffix(ending) + instead


def without(words: Words, city: Words) -> Iterator[Words]:
    """*words* without the *city* at their end or beginning, where that leaves any."""
    if len(words) > len(city):
        if words[-len(city) :] == city:
            yield words[: -len(city)]
        if words[: len(city)] == city:
            yield words[len(city) :]


def splits(words: Words) -> Iterator[tuple[str, str]]:
    """Every way to part *words* in two, with either part first."""
    for place in range(1, len(words)):
        left, right = "".join(words[:place]), "".join(words[place:])
        yield left, right
        yield right, left
