"""The lexicon of talk: which words of a text ask for something, name a round, or say nothing.

Its phrases are the tables ``asked`` and ``talk`` of the vocabulary, in every language at once. A word matches
in its Russian and Kazakh cases.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.cup.rounds import round_code
from store.text.folding import words_of
from store.text.keyboards import nominatives, other_layouts
from store.text.romanise import sound
from store.text.vocabulary import meanings, vocabulary

AROUND = "around"  # the mark of a word that says nothing
QUESTIONS = "questions"  # the mark of a word that asks
ROUND = "round"  # the mark of the words of a round
_LONGEST = 5  # words of a phrase
_LONGEST_ENDING = 3  # letters behind a hyphen: ҚПЛ-да
MOST_OF_A_LAYOUT = 4  # words of a text that is read in another keyboard layout, or as a whole in another case
_INFLECTED = 4  # letters of a word from which on it may have an ending
_MISSPELT = 5  # letters of a word from which on one may be wrong
_KAZAKH = re.compile(
    r"(?<=\w{4})(?:[лдт][ае]р)?(?:[ыі]|с[ыі])?"
    r"(?:н[ыі]?ң?|[ндт][ыі][ңн]?|[ғгқк][ае]|н?[дт][ае](?:н|ғ[ыі]|г[ыі])?|[мбп]ен)?$"
)
_LATIN_KAZAKH = re.compile(
    r"(?<=\w{4})(?:[ldt][ae]r)?(?:s?[yi])?(?:[ndt][yi]n?|[gqk][ae]|n?[dt][ae](?:n|g[yi])?|[mbp]en)?$"
)
_PLURAL = re.compile(r"(?<=\w{4})(?:ов|ев|ами|ах|ам)\b")
_OF_A_FRACTION = re.compile(r"(?<=\d)-?[дт][ае](?:н|г[ыі])?\b")  # 1/8де
_ORDINALS = {"перв": "первый", "втор": "второй", "треть": "третий", "четверт": "четвертый"}
_ORDINAL = re.compile(r"\b(перв|втор|треть|четверт)(?:ом|ого|ему|ому|ем|его|ым|им)\b")
_EDGES = " \t?!.,:;=…«»\"“”()[]'’"

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """The words of a text, each with a *mark*: what it asks for, :data:`ROUND`, :data:`AROUND`, or None for a
    word that may be a name."""

    words: tuple[str, ...]
    marks: tuple[str | None, ...]

    def those(self, *marks: str | None) -> list[str]:
        """The words with one of these *marks*."""
        return [word for word, mark in zip(self.words, self.marks, strict=True) if mark in marks]

    @property
    def asked(self) -> frozenset[str]:
        """What the text asks for: keys of the table ``asked``."""
        return frozenset(filter(None, self.marks)) - {ROUND, AROUND, QUESTIONS}


def mark(text: str, kept: Sequence[str] = ()) -> Marked:
    """The words of *text* with their marks, the longest phrases first; the words *kept* have none.

    A text that was typed in another keyboard layout is read in the one that has phrases.
    """
    first = _mark(tuple(text.split()), frozenset(kept))
    if first.asked or None not in first.marks:
        return first
    if len(text) < _INFLECTED or len(first.words) > MOST_OF_A_LAYOUT:
        return first
    others = (_mark(tuple(reading.split()), frozenset(kept)) for reading in other_layouts(text.casefold()))
    return next((marked for marked in others if marked.asked), first)


@lru_cache(1 << 8)
def _mark(typed: Phrase, kept: frozenset[str]) -> Marked:
    words = tuple(bare for word in typed if (bare := word.strip(_EDGES)))
    marks: list[str | None] = [None] * len(words)
    place = 0
    while place < len(words):
        end, meaning = _longest(words, place, kept)
        marks[place:end] = [meaning] * (end - place)
        place = end
    return Marked(words, tuple(marks))


def _longest(words: Phrase, first: int, kept: frozenset[str]) -> tuple[int, str | None]:
    """The end of the longest phrase that begins at the place *first*, and its mark.

    A word that is *kept* is no phrase by itself, nor is a cheer."""
    if not _begins_phrase(words[first]):
        return first + 1, None
    for end in range(min(len(words), first + _LONGEST), first, -1):
        part = words[first:end]
        if end - first == 1 and (part[0] in kept or part[0].casefold() in vocabulary("talk")["cheers"]):
            break
        if meaning := _meaning(tuple(small for word in part for small in words_of(word))):
            return end, meaning
        if any(map(_is_of_a_round, part)) and round_in(" ".join(part)):
            return end, ROUND
        stem, hyphen, ending = part[0].partition("-")
        if (
            end - first == 1
            and hyphen
            and len(ending) <= _LONGEST_ENDING
            and (meaning := _meaning(words_of(stem)))
        ):
            return end, meaning
    return first + 1, None


@lru_cache(1 << 12)
def _begins_phrase(word: str) -> bool:
    """Whether a phrase or a round may begin with *word*, or with what stands in it before a hyphen."""
    beginning = words_of(word)[:1]
    return not beginning or _is_of_a_round(word) or not _phrases()[1].keys().isdisjoint(_forms(beginning[0]))


def _is_of_a_round(word: str) -> bool:
    """Whether *word* may be one of the name of a round."""
    return any(map(str.isdigit, word)) or not _words_of_rounds().isdisjoint(_forms(word.casefold()))


@cache
def _words_of_rounds() -> frozenset[str]:
    named = (vocabulary("rounds"), vocabulary("ordinals"), vocabulary("round"))
    phrases = [phrase for table in named for phrases in table.values() for phrase in phrases]
    phrases += vocabulary("headings")["third_place"]
    return frozenset(form for phrase in phrases for word in words_of(phrase) for form in _forms(word))


@lru_cache(1 << 12)
def round_in(text: str) -> str | None:
    """The round that *text* names, in the nominative; None when it names none, as an ordinal alone."""
    for form in cases(text):
        if not form.isdecimal() and form not in meanings("ordinals") and round_code(form):
            return form
    return None


def cases(text: str) -> tuple[str, ...]:
    """*text*, and what it may be in the nominative."""
    small = _ORDINAL.sub(lambda found: _ORDINALS[found[1]], _OF_A_FRACTION.sub("", text.casefold()))
    forms = (text, small, *nominatives(small), _PLURAL.sub("", small), _KAZAKH.sub("", small))
    return tuple(dict.fromkeys(forms))


def build_lexicon() -> None:
    """Build what texts are matched with, so that the first one does not wait for it."""
    _phrases(), _words_of_rounds(), _asking()


def is_phrase(word: str) -> bool:
    """Whether *word* asks for something, or says nothing, as it is written."""
    return tuple(map(sound, words_of(word))) in _phrases()[0]


def is_interrogative(word: str) -> bool:
    """Whether *word* asks: who, сколько, қашан."""
    return word.casefold() in vocabulary("talk")[QUESTIONS]


def _meaning(words: Phrase) -> str | None:
    """What the phrase *words* stands for, in any spelling and case; None when it is no phrase."""
    if not words:
        return AROUND
    exact, stemmed = _phrases()
    heard = tuple(map(sound, words))
    if heard in exact:
        return exact[heard]
    forms = [_forms(word) for word in words]
    for first in sorted(forms[0]):
        for phrase, meaning in stemmed.get(first, ()):
            if len(phrase) == len(words) and all(
                not form.isdisjoint(of_word) for form, of_word in zip(forms, phrase, strict=True)
            ):
                return meaning
    return None


_Stems = tuple[frozenset[str], ...]


@cache
def _phrases() -> tuple[Mapping[Phrase, str], Mapping[str, Sequence[tuple[_Stems, str]]]]:
    """All phrases, as sounds, with what they stand for; and by each form of their first word all forms."""
    exact: dict[Phrase, str] = {}
    stemmed: dict[str, list[tuple[_Stems, str]]] = defaultdict(list)
    said = (
        (meaning, phrases) for table in ("asked", "talk") for meaning, phrases in vocabulary(table).items()
    )
    for meaning, phrases in said:
        if meaning != "cheers":
            for words in map(words_of, phrases):
                exact.setdefault(tuple(map(sound, words)), meaning)
                stems = tuple(map(_forms, words))
                for form in stems[0]:
                    stemmed[form].append((stems, meaning))
    return exact, stemmed


@lru_cache(1 << 12)
def _forms(word: str) -> frozenset[str]:
    """*word*, and what it may be without an ending, as sounds: also Kazakh in Latin letters."""
    if len(word) < _INFLECTED or not word.isalpha():
        return frozenset({sound(word)})
    if word.isascii():
        return frozenset(map(sound, (word, word.removesuffix("s"), _LATIN_KAZAKH.sub("", word))))
    forms = map(sound, cases(word))
    return frozenset({sound(word), *(form for form in forms if len(form) >= _INFLECTED)})


def misspelt(word: str) -> str | None:
    """What a *word* with one wrong letter asks for, None when it is like no word that asks for anything."""
    heard = sound(word.casefold())
    if len(heard) < _MISSPELT - 1 or word.casefold() in vocabulary("talk")["cheers"]:
        return None
    near = process.extractOne(heard, _asking().get(heard[0], ()), scorer=OSA.distance, score_cutoff=1)
    return _phrases()[0][(near[0],)] if near else None


@cache
def _asking() -> Mapping[str, Sequence[str]]:
    """The words that ask for something by themselves, as sounds, by their first letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase, meaning in _phrases()[0].items():
        if len(phrase) == 1 and len(phrase[0]) >= _MISSPELT and meaning not in (AROUND, QUESTIONS):
            found[phrase[0][0]].append(phrase[0])
    return found
