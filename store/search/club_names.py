"""The names of clubs: tables of all of them by key, and which clubs have a name, a city or both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from store.cup.clubs import Club, ClubName
from store.cup.labels import Label
from store.search.club_words import (
    alphabet,
    begins_any,
    foreign_cities,
    splits,
    without,
    without_adjective,
)
from store.search.names import Names
from store.search.prominence import Prominence
from store.text.folding import LEGAL_WORDS
from store.text.keyboards import nominatives
from store.text.spelling import Words, spell, spell_name

# How many times as many editions a club of a city needs to be meant alone by the city.
_AS_OF_CITY = 5


class ClubNames:
    """All names of *clubs*, by key; *in_editions* are those in season files, oldest first."""

    def __init__(self, clubs: Iterable[Club], in_editions: Iterable[tuple[Label, str, str]]) -> None:
        self.names = Names()
        self.short = Names()  # names in the cup and of today without the city in them
        self.cities = Names()
        self.parts = Names()  # each word of names of several words
        self.first_words = Names()  # the first words of names in season files
        self.entrants: dict[Label, Names] = defaultdict(Names)  # names in an edition, by club
        self.clubs: dict[str, tuple[Club, tuple[str, ...]]] = {}  # with their names in season files
        self.spelt = Names()  # every name, as sounds and transliterated
        self.words: dict[str, Words] = {}  # of names of several words, by key
        self._eras: dict[str, list[ClubName]] = {}
        played = Names()
        for label, owner, name in in_editions:
            if not self.entrants[label].get(owner):
                self._lengthen(owner, name, label)
            self.entrants[label].add(owner, name)
            played.add(owner, name)
        in_cities = [(club, club.cities) for club in clubs]
        self.prominence = Prominence([club for club, _ in in_cities], self.entrants.values())
        city_names = Names()  # by the city's name today, from any of its clubs
        for _, known in in_cities:
            for name in known:
                city_names.add(known[0], name)
        cities = {
            city: [words for name in names if (words := spell_name(name).sounds)]
            for city, names in city_names.ids.items()
        }
        for club, known in in_cities:
            self._add(club, played.get(club.id), cities[known[0]] if known else ())
        self.city = lru_cache(1 << 11)(self._city)  # a text is split in many ways with the same words
        self._keys_of = lru_cache(1 << 9)(self._spelt_keys_of)

    def _lengthen(self, club: str, name: str, label: Label) -> None:
        """Add that *club* was called *name* in the edition *label*, which is later than all added before."""
        eras = self._eras.setdefault(club, [])
        since = eras.pop().since if eras and eras[-1].name == name else label.first
        eras.append(ClubName(name, since=since, until=label.last))

    def eras(self, club: str) -> Sequence[ClubName]:
        """The successive names of *club* in the cup, each with its first and last year."""
        return self._eras.get(club, ())

    def _add(self, club: Club, played: tuple[str, ...], cities: Iterable[Words]) -> None:
        for city in cities:
            self.cities.add("".join(city), club.id)
        self.clubs[club.id] = (club, played)
        today = _names_today(club, played)
        for name in dict.fromkeys((*today, *_former_names(club))):
            sounds, letters, _ = spell_name(name, LEGAL_WORDS)
            self.names.add("".join(sounds), club.id)
            self._add_spelt(sounds, club.id)
            if letters != sounds:
                self._add_spelt(letters, club.id)
            if len(sounds) > 1:
                for word in sounds:
                    self.parts.add("" if word.isdigit() else word, club.id)
                if name in played:
                    for count in range(1, len(sounds)):
                        self.first_words.add("".join(sounds[:count]), club.id)
                if name in today:
                    rests = chain.from_iterable(without(sounds, city) for city in cities)
                    for rest in (rest for rest in rests if not "".join(rest).isdigit()):
                        self.short.add("".join(rest), club.id)
                        self._add_spelt(rest, club.id)

    def _add_spelt(self, words: Words, club: str) -> None:
        key = "".join(words)
        self.spelt.add(key, club)
        if len(words) > 1:
            self.words[key] = words

    def all_names(self, club: str) -> Iterator[str]:
        """Every name of *club*, today's first; may repeat."""
        known, played = self.clubs[club]
        yield from _names_today(known, played)
        yield from _former_names(known)

    def called_in(self, edition: Label | None, words: Words) -> tuple[str, ...]:
        """Clubs with a name in *edition* that equals or starts with these *words*."""
        if edition not in self.entrants:
            return ()
        entrants, key = self.entrants[edition], "".join(words)
        return tuple(
            club
            for club in (*self.names.get(key), *self.first_words.get(key))
            if begins_any(words, entrants.get(club))
        )

    def called_in_cup(self, club: str, words: Words) -> bool:
        """Whether a name of *club* in a season file equals or starts with these *words*."""
        return begins_any(words, self.clubs[club][1])

    def as_written(self, text: str, key: str) -> tuple[str, ...]:
        """Clubs with exactly this name, and those that have it only in the other alphabet.

        So ``Enbek`` does not match another club's ``Yenbek``, though they sound alike; ``Енбек`` may match
        either.
        """
        spelling = spell(text, LEGAL_WORDS)
        exactly, only_elsewhere = [], []
        for club in self.names.get(key):
            spellings = {name: spell_name(name, LEGAL_WORDS) for name in self.all_names(club)}
            names = [name for name, other in spellings.items() if "".join(other.sounds) == key]
            if any(spellings[name].written == spelling.written for name in names):
                exactly.append(club)
            elif not any(alphabet(spellings[name]) == alphabet(spelling) for name in names):
                only_elsewhere.append(club)
        return (*exactly, *only_elsewhere) if exactly else ()

    def of_city(self, key: str) -> tuple[str, ...]:
        """Clubs of the city *key*, without those that one of them far surpasses."""
        return self.prominence.foremost(self.cities.get(key), _AS_OF_CITY)

    def gone(self, clubs: Iterable[str]) -> bool:
        """Whether all *clubs* are dissolved."""
        return all(self.clubs[club][0].dissolved for club in clubs)

    def has_word(self, key: str) -> bool:
        """Whether *key* is a name, a word of one, or a city."""
        return bool(self.called(key) or self.parts.get(key) or self.city(key))

    def called_today(self, key: str) -> tuple[str, ...]:
        """Clubs that still exist and have the name *key* today, also but for their city, in any language."""
        return tuple(club for club in self._bearers(key) if key in self._keys_of(club, today=True))

    def called_in_the_cup(self, key: str) -> tuple[str, ...]:
        """Clubs with the name *key* in a season file, also but for their city, in any language."""
        return tuple(club for club in self._bearers(key) if key in self._keys_of(club, today=False))

    def _bearers(self, key: str) -> Iterable[str]:
        return dict.fromkeys((*self.names.get(key), *self.short.get(key)))

    def _spelt_keys_of(self, club: str, *, today: bool) -> frozenset[str]:
        """The keys of the names of *club* today, none if it is dissolved, or of those in season files."""
        known, played = self.clubs[club]
        called = (() if known.dissolved else (known.name,)) if today else played
        keys = set()
        for name in _forms_of(known, called):
            words = spell_name(name, LEGAL_WORDS).sounds
            keys.add("".join(words))
            for place in range(1, len(words)):
                parts = ("".join(words[:place]), "".join(words[place:]))
                for part, city in (parts, parts[::-1]):
                    if club in self.cities.get(city):
                        keys.add(part)
        return frozenset(keys)

    def called(self, key: str) -> tuple[str, ...]:
        """Clubs with the name *key*, else those with it but for their city."""
        return self.names.get(key) or self.short.get(key)

    def in_city(self, words: Words) -> Iterator[str]:
        """Clubs whose name and city, in either order, are these *words*."""
        for name, typed_city in splits(words):
            city = self.city(typed_city)
            there = self.cities.get(city) if city else ()
            yield from (club for club in self.called(name) if club in there)

    def playing(self, clubs: tuple[str, ...], edition: Label | None) -> tuple[str, ...]:
        """The *clubs* that played in the *edition*, all of them when none did."""
        if edition not in self.entrants:
            return clubs
        return tuple(club for club in clubs if self.entrants[edition].get(club)) or clubs

    def is_foreign(self, text: str) -> bool:
        """Whether a word of *text* is a city that clubs of other cups are of, and in no name or city here."""
        if not self.cities.ids:
            return False
        for form in (text, *nominatives(text.casefold())):
            for word in spell(form).sounds:
                bases = (word, *without_adjective(word))
                known = any(self.parts.get(base) or self.cities.get(base) for base in bases)
                if not known and not foreign_cities().isdisjoint(bases):
                    return True
        return False

    def _city(self, key: str) -> str | None:
        """The key of the city that *key* names, also as a Russian adjective; None when there is none."""
        return next((base for base in (key, *without_adjective(key)) if self.cities.get(base)), None)


def _forms_of(club: Club, called: tuple[str, ...]) -> tuple[str, ...]:
    """The names *called*, and the names of *club* in other languages that render one of them."""
    return (*called, *(known.name for known in club.names if set(called).intersection(known.of)))


def _names_today(club: Club, played: Sequence[str]) -> tuple[str, ...]:
    """A club's names in the cup and of today, in all languages, without other former names."""
    today = {club.name, *played}
    names = [known.name for known in club.names if not known.of or today.intersection(known.of)]
    return (*played, club.name, *names)


def _former_names(club: Club) -> Iterator[str]:
    """A club's successive names, and all others that it has in any language."""
    return (known.name for known in (*club.line, *club.names))
