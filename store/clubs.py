"""Finding a club by what people type, or two in one text."""

from collections.abc import Iterable, Iterator
from itertools import chain

from store.labels import Label
from store.letters import other_layouts
from store.models import Club
from store.names import (
    LONGEST,
    MOST_CHOICES,
    NEAREST,
    Certainty,
    Found,
    Names,
    Words,
    letters_of,
    one_or_ask,
    readings,
)
from store.nearness import NearKeys
from store.text import LEGAL_WORDS, tidy

_LONGEST_NAME = 4  # words of a name looked for within a text


class _CalledNames:
    """Names of clubs, and what their first words are."""

    def __init__(self) -> None:
        self.whole = Names()
        self.first_words = Names()

    def add(self, words: Words, club: str) -> None:
        self.whole.add("".join(words), club)
        for count in range(1, len(words)):
            self.first_words.add("".join(words[:count]), club)

    def called(self, key: str) -> tuple[str, ...]:
        """Those with the name *key*, and those whose name begins with it."""
        return (*self.whole.get(key), *self.first_words.get(key))


class ClubIndex:
    """All names of *clubs*; *in_editions* are those of the season files."""

    def __init__(self, clubs: Iterable[Club], in_editions: Iterable[tuple[Label, str, str]]) -> None:
        self._written = Names()  # as written, upper and lower case alike
        self._names = Names()
        self._short = Names()  # without the city in them, for names of the cup and of today
        self._cities = Names()
        self._parts = Names()  # words of names of several words
        self._cup = _CalledNames()  # of season files
        self._edition: dict[Label, _CalledNames] = {}
        self._entrants: dict[Label, set[str]] = {}
        self._spelt = Names()  # every name, as sounds and letter by letter
        self._words: dict[str, int] = {}  # of how many words a name is
        self._spelt_by_club: dict[str, list[str]] = {}
        played: dict[str, list[str]] = {}
        for label, owner, name in in_editions:
            words = _sounds_of(name)
            self._written.add(tidy(name).casefold(), owner)
            self._names.add("".join(words), owner)
            self._cup.add(words, owner)
            self._edition.setdefault(label, _CalledNames()).add(words, owner)
            self._entrants.setdefault(label, set()).add(owner)
            played.setdefault(owner, []).append(name)
        for club in clubs:
            self._add(club, played.get(club.id, ()))
        self._near_names = NearKeys(self._spelt.ids)
        self._near_cities = NearKeys(self._cities.ids)

    def _add(self, club: Club, played: Iterable[str]) -> None:
        cities = list(filter(None, map(_sounds_of, club.cities)))
        for city in cities:
            self._cities.add("".join(city), club.id)
        today = dict.fromkeys((*played, club.name, *(known.name for known in club.names)))
        for name in today:
            for rest in chain.from_iterable(_without(_sounds_of(name), city) for city in cities):
                self._short.add("".join(rest), club.id)
                self._add_spelt(rest, club.id)
        for name in today | dict.fromkeys(known.name for known in club.line):
            self._written.add(tidy(name).casefold(), club.id)
            words = _sounds_of(name)
            self._names.add("".join(words), club.id)
            self._add_spelt(words, club.id)
            self._add_spelt(letters_of(name, LEGAL_WORDS), club.id)
            if len(words) > 1:
                for word in words:
                    self._parts.add(word, club.id)

    def _add_spelt(self, words: Words, club: str) -> None:
        key = "".join(words)
        if key and club not in self._spelt.get(key):
            self._spelt.add(key, club)
            self._words.setdefault(key, len(words))
            self._spelt_by_club.setdefault(club, []).append(key)

    def is_name(self, text: str) -> bool:
        """Whether *text* is a club's name, upper and lower case alike."""
        return bool(self._written.get(tidy(text).casefold()))

    def find(self, text: str, edition: Label | None = None) -> Found:
        """The clubs that somebody may mean who typed *text*.

        Rules, in order: a name of the *edition*, when one is given, or its first words; a name as
        written; a name in any romanisation; a name without its city; a name with a city; a city;
        the first words of a name in a season file; all of these in another keyboard layout; a name
        in which a letter or two are wrong. A name that is another club's first word as well
        (``Gornyak``, ``Gornyak-Atlant``) asks, and so does a text that has more in it than a name.
        Of several that fit, those that played in the *edition* are meant.
        """
        text = tidy(text)[:LONGEST]
        if found := self._exact(text, edition):
            return one_or_ask(found)
        for spelling in (text, *other_layouts(text.casefold())):
            if found := self._exact(spelling, edition) or self._by_first_words(spelling, edition):
                return one_or_ask(found, Certainty.CONFIDENT)
        english, *others = readings(text, LEGAL_WORDS)
        if near := self._near(english, letters_of(text, LEGAL_WORDS)) or self._near(*others):
            best = min(near.values())
            level = tuple(club for club, slips in near.items() if slips == best)
            return one_or_ask(self._playing(level, edition), Certainty.CONFIDENT, best)
        if mentioned := self._playing(self._mentioned(text), edition):
            return Found(Certainty.AMBIGUOUS, mentioned[:MOST_CHOICES])
        return Found(Certainty.NONE, self._nearest(text))

    def _exact(self, text: str, edition: Label | None) -> tuple[str, ...]:
        english, *others = readings(text, LEGAL_WORDS)
        key = "".join(english)
        if edition in self._edition and (found := self._edition[edition].called(key)):
            return found
        if found := self._written.get(text.casefold()) or self._by_words(english):
            return self._playing((*found, *self._cup.first_words.get(key)), edition)
        return self._playing(tuple(chain.from_iterable(map(self._by_words, others))), edition)

    def _by_words(self, words: Words) -> tuple[str, ...]:
        key = "".join(words)
        return self._called(key) or tuple(self._in_city(words)) or self._cities.get(key)

    def _called(self, key: str) -> tuple[str, ...]:
        return self._names.get(key) or self._short.get(key)

    def _in_city(self, words: Words) -> Iterator[str]:
        """Clubs whose name and city these words are, in either order."""
        for name, city in _splits(words):
            there = self._cities.get(city)
            yield from (club for club in self._called(name) if club in there)

    def _by_first_words(self, text: str, edition: Label | None) -> tuple[str, ...]:
        words = next(readings(text, LEGAL_WORDS))
        return self._playing(self._cup.first_words.get("".join(words)), edition)

    def _playing(self, clubs: tuple[str, ...], edition: Label | None) -> tuple[str, ...]:
        """Those of *clubs* that played in the *edition*, all of them when none did."""
        entrants = self._entrants.get(edition, set()) if edition else set()
        return tuple(club for club in clubs if club in entrants) or clubs

    def _near(self, *spellings: Words) -> dict[str, int]:
        """Clubs that any of *spellings* may mean with a letter or two wrong, with the number of these."""
        near: dict[str, int] = {}
        for words in dict.fromkeys(spellings):
            for club, slips in (*self._near_a_name(words), *self._near_a_city(words)):
                near[club] = min(slips, near.get(club, slips))
        return near

    def _near_a_name(self, words: Words) -> Iterator[tuple[str, int]]:
        more_than_a_name = len(words) > 1 and any(map(self._called, words))
        for key, slips in self._near_names.near("".join(words)).items():
            # A word too many beside a whole name is no slip: "Kairat B".
            if not more_than_a_name or self._words[key] == len(words):
                yield from ((club, slips) for club in self._spelt.get(key))

    def _near_a_city(self, words: Words) -> Iterator[tuple[str, int]]:
        """Clubs of a city, by the city alone or with their name before or behind it."""
        for city, slips in self._near_cities.near("".join(words)).items():
            if not self._called(city):
                yield from ((club, slips) for club in self._cities.get(city))
        for typed_name, typed_city in _splits(words):
            for city, slips in self._cities_near(typed_city):
                for club in self._cities.get(city):
                    names = NearKeys(self._spelt_by_club[club]).near(typed_name)
                    yield from ((club, slips + more) for more in names.values())

    def _cities_near(self, typed: str) -> Iterable[tuple[str, int]]:
        return ((typed, 0),) if self._cities.get(typed) else self._near_cities.near(typed).items()

    def _mentioned(self, text: str) -> tuple[str, ...]:
        """Clubs whose names, or a word of them, stand somewhere in *text*."""
        words = next(readings(text, LEGAL_WORDS))
        parts = [
            "".join(words[start : start + count])
            for count in range(_LONGEST_NAME, 0, -1)
            for start in range(len(words) - count + 1)
        ]
        found = [
            club for lookup in (self._called, self._parts.get) for part in parts for club in lookup(part)
        ]
        return tuple(dict.fromkeys(found))

    def _nearest(self, text: str) -> tuple[str, ...]:
        keys = self._near_names.nearest("".join(next(readings(text, LEGAL_WORDS))), 4 * NEAREST)
        return tuple(dict.fromkeys(club for key in keys for club in self._spelt.get(key)))[:NEAREST]


def _sounds_of(name: str) -> Words:
    """The words of *name* as sounds by English, without legal words."""
    return next(readings(name, LEGAL_WORDS))


def _without(words: Words, city: Words) -> Iterator[Words]:
    """*words* without the *city* at their end or beginning, where that leaves any."""
    if len(words) > len(city):
        if words[-len(city) :] == city:
            yield words[: -len(city)]
        if words[: len(city)] == city:
            yield words[len(city) :]


def _splits(words: Words) -> Iterator[tuple[str, str]]:
    """Every way to part *words* in two, with either part first."""
    for place in range(1, len(words)):
        left, right = "".join(words[:place]), "".join(words[place:])
        yield left, right
        yield right, left
