"""Club search: an index of all names of clubs, and fuzzy matching of user input."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain, islice

from store.cup.clubs import Club, ClubName
from store.cup.labels import Label
from store.search.club_names import ClubNames
from store.search.club_words import (
    fits_word_by_word,
    is_much_like,
    parts_of,
    rests_of,
    second_teams,
    spans,
    splits,
)
from store.search.found import LONGEST, MOST_CHOICES, NEAREST, Certainty, Found, one_or_ask
from store.search.fuzzy import MOST_SLIPS, NearKeys
from store.search.lookups import looked_up
from store.text.folding import LEGAL_WORDS, tidy, words_of
from store.text.keyboards import nominatives, other_layouts
from store.text.romanise import sound
from store.text.spelling import Words, readings, spell, spell_name

_LONGEST_NAME = 4  # words of a name that is searched for within a text
_MOST_LONGER = 12  # clubs with longer names that are looked at
_REMEMBERED = 1 << 11  # texts that were searched
_PREPOSITIONS = frozenset("vsukoia")  # of one letter, as sounds: в, с, у …
_SHORTEST_BEGINNING = 4  # letters of a name that are the beginning of it alone
# How many times as many editions a club needs to be meant alone …
_AS_CALLED = 10  # … by its name, beside clubs whose names start so
_AS_OF_CITY = 5  # … by its city, or beside a club that is called like the city
_Slips = tuple[int, int]  # wrong letters, and how many at the ends of a name; 2 for a city alone
_MOST_OTHERS = 2  # romanisation systems whose readings are fuzzy matched


class ClubIndex:
    """A search index of all names of *clubs*; *in_editions* are those in season files, oldest first."""

    def __init__(self, clubs: Iterable[Club], in_editions: Iterable[tuple[Label, str, str]]) -> None:
        self._known = ClubNames(clubs, in_editions)
        self._near_names = NearKeys(self._known.spelt.ids)
        self._near_cities = NearKeys(self._known.cities.ids)
        self._remembered = lru_cache(_REMEMBERED)(self._find)
        self._beginnings = sorted({*self._known.names.ids, *self._known.short.ids})

    def eras(self, club: str) -> Sequence[ClubName]:
        """The successive names of *club* in the cup, each with its first and last year."""
        return self._known.eras(club)

    def is_name(self, text: str) -> bool:
        """Whether *text* is a name of a club, ignoring case."""
        return bool(self._known.as_written(text, "".join(spell(text, LEGAL_WORDS).sounds)))

    def has_name(self, text: str) -> bool:
        """Whether *text* is a name of a club in any spelling, without words for its legal form."""
        return bool(self._known.names.get("".join(map(sound, words_of(text)))))

    def is_part(self, word: str) -> bool:
        """Whether *word* is, or looks like, a name of a club, a word or the beginning of one, or a city."""
        known, small = self._known, word.casefold()
        first = spell(word, LEGAL_WORDS).sounds
        for form in (word, *nominatives(small), *other_layouts(small)):
            for words in readings(form, LEGAL_WORDS):
                key = "".join(words)
                if known.called(key) or known.parts.get(key) or known.first_words.get(key) or known.city(key):
                    return True
        near = self._near_names.near("".join(first)) or self._near_cities.near("".join(first))
        return bool(near or self._beginning(first))

    def find(self, text: str, edition: Label | None = None) -> Found:
        """The candidate clubs for the typed *text*, with the certainty of the match.

        Rules, in order: a name in the *edition*, when one is given, or its first words; a name as
        written; a name in any romanisation; a name without its city; a name with a city; a city;
        the first words of a name in a season file, or a word of a name with the city; all of these in
        another keyboard layout, or in another Russian case; a name with one or two wrong letters; the
        first letters of a name; a whole name beside words that are no club's.
        A name that is also another club's first word (``Gornyak``, ``Gornyak-Atlant``) is ambiguous. Among
        several matches, those that played in the *edition* are preferred, then the only one that is called so
        today, then the only one that was called so in the cup: the others are in *others* of the result.
        A text with a city that clubs of other cups are of (``Dynamo Kyiv``) matches none.

        :raises TooManyLookups: within :func:`store.search.lookups.bounded`.
        """
        return looked_up(self._remembered, tidy(text)[:LONGEST], edition)

    def _find(self, text: str, edition: Label | None) -> Found:
        if found := self._exact(text, edition):
            return self._one_or_ask(found, text, edition)
        if self._known.is_foreign(text):
            return Found(Certainty.NONE, foreign=True)
        small = text.casefold()
        for spelling in dict.fromkeys((text, *other_layouts(small), *nominatives(small))):
            if found := self._exact(spelling, edition) or self._by_part(spelling, edition):
                return self._one_or_ask(found, spelling, edition, Certainty.CONFIDENT)
        first, *others = readings(text, LEGAL_WORDS)
        begun = self._known.playing(self._beginning(first), edition)
        if len(begun) == 1:
            return Found(Certainty.CONFIDENT, begun)
        near = self._near([first, spell(text, LEGAL_WORDS).letters], MOST_SLIPS) or self._near(
            others[:_MOST_OTHERS], 1
        )
        if near := self._not_called_otherwise(near, first):
            best = min(near.values())
            level = tuple(club for club, slips in near.items() if slips == best)
            return one_or_ask(self._known.playing(level, edition), Certainty.CONFIDENT, best[0])
        if begun:
            return one_or_ask(begun, Certainty.CONFIDENT)
        if beside := self._beside_words(text, edition):
            return beside
        if mentioned := self._known.playing(self._mentioned(text), edition):
            return Found(Certainty.AMBIGUOUS, mentioned[:MOST_CHOICES])
        return Found(Certainty.NONE, self._nearest(text))

    def _one_or_ask(
        self, clubs: tuple[str, ...], text: str, edition: Label | None, sure: Certainty = Certainty.EXACT
    ) -> Found:
        """The only one of *clubs*, or the one of them that *text* is the name of today or was in the cup."""
        clubs = tuple(dict.fromkeys(clubs))
        for words in readings(text, LEGAL_WORDS) if len(clubs) > 1 else ():
            key = "".join(words)
            today = self._known.called_today(key)
            for bearers in (today, self._known.called_in_the_cup(key)):
                meant = bearers if set(bearers).intersection(clubs) else ()
                if len(meant) > 1:
                    return one_or_ask(self._known.playing((*clubs, *meant), edition), sure)
                if meant and (bearers is today or self._all_bear(clubs, key)):
                    return Found(sure, meant, others=tuple(club for club in clubs if club not in meant))
        return one_or_ask(clubs, sure)

    def _all_bear(self, clubs: Iterable[str], key: str) -> bool:
        """Whether *clubs* all have, or had, the name *key*, so that none is meant by its city."""
        return set(clubs) <= {*self._known.names.get(key), *self._known.short.get(key)}

    def _beginning(self, words: Words) -> tuple[str, ...]:
        """Clubs with a name of today or of the cup that begins with *words*, of four letters or more."""
        key = "".join(words)
        if len(key) < _SHORTEST_BEGINNING or not key.isalpha():
            return ()
        first = bisect_left(self._beginnings, key)
        found: dict[str, None] = {}
        for name in islice(self._beginnings, first, None):
            if not name.startswith(key) or len(found) > _MOST_LONGER:
                break
            found |= dict.fromkeys((*self._known.called_today(name), *self._known.called_in_the_cup(name)))
        return self._known.prominence.foremost(tuple(found), _AS_CALLED)

    def _beside_words(self, text: str, edition: Label | None) -> Found | None:
        """The club whose whole name stands in *text* beside words that are no club's; None without one, and
        where another club may be meant."""
        typed = dict.fromkeys((text, *nominatives(text.casefold())))
        forms = [spell(form, LEGAL_WORDS).sounds for form in typed]
        if len(set(map(len, forms))) > 1:
            return None
        for form in forms:
            for first, end in spans(len(form), _LONGEST_NAME):
                key = "".join(form[first:end])
                if not key.isdigit() and self._known.called(key):
                    called = self._by_words(form[first:end])
                    called = (*called, *self._also_meant(form[first:end], called))
                    beside = [(*other[:first], *other[end:]) for other in forms]
                    return self._beside(called, key, list(zip(*beside, strict=True)), edition)
        return None

    def _beside(
        self, called: tuple[str, ...], key: str, words: list[Words], edition: Label | None
    ) -> Found | None:
        """The club of those *called* by a *key*, if the *words*, each in its forms, may stand beside it."""
        here = tuple(club for club in called if any(self._is_of(club, word) for word in words))
        clubs = self._known.playing(here or called, edition)
        found = self._one_or_ask(clubs, key, edition, Certainty.CONFIDENT)
        if found.one and any(self._is_anothers(word, found.one, key) for word in words):
            return None
        return replace(found, beside=not all(self._goes_with(word, found.ids[0]) for word in words))

    def _goes_with(self, word: Words, club: str) -> bool:
        """Whether *word* belongs to the name of *club* beside it: its city, an initial or a number."""
        return self._is_of(club, word) or len(word[0]) == 1 or word[0].isdigit()

    def _is_of(self, club: str, word: Words) -> bool:
        """Whether a form of *word* is the city of *club*, or an adjective of it."""
        cities = filter(None, map(self._known.city, word))
        return any(club in self._known.cities.get(city) for city in cities)

    def _is_anothers(self, word: Words, club: str, key: str) -> bool:
        """Whether a form of *word*, which stands beside the name *key* of *club*, may mean another one."""
        known = self._known
        if self._is_of(club, word):
            return False
        if len(word[0]) == 1:
            return word[0] not in _PREPOSITIONS and not self._is_initial(word[0], club)
        if any(form in second_teams() or known.has_word(form) for form in word):
            return True
        near = self._near_cities.near(word[0], 1)
        if any(club in known.cities.get(city) for city in near):
            return False
        if any(self._beginning((form,)) for form in word):
            return True
        like = self._words_beside(key)
        return bool(near or self._near_names.near(word[0], 1)) or any(
            map(partial(is_much_like, word[0]), like)
        )

    def _words_beside(self, key: str) -> Iterator[str]:
        """The other words of longer names with the word *key* in them."""
        for club in self._known.parts.get(key)[:_MOST_LONGER]:
            for name in self._known.all_names(club):
                words = spell(name, LEGAL_WORDS).sounds
                if key in words:
                    yield from (word for word in words if word != key)

    def _is_initial(self, letter: str, club: str) -> bool:
        """Whether *letter* begins a word of the city of *club*: Динамо А-А."""
        words = (word for city in self._known.clubs[club][0].cities for word in spell_name(city).sounds)
        return any(word.startswith(letter) for word in words)

    def _exact(self, text: str, edition: Label | None) -> tuple[str, ...]:
        first, *others = readings(text, LEGAL_WORDS)
        key = "".join(first)
        if found := self._known.called_in(edition, first):
            return found
        several = len(self._known.names.get(key)) > 1
        if found := (several and self._known.as_written(text, key)) or self._by_words(first):
            if several:
                found = tuple(sorted(found, key=lambda club: not self._known.called_in_cup(club, first)))
            return self._known.playing((*found, *self._also_meant(first, found)), edition)
        return self._known.playing(tuple(chain.from_iterable(map(self._by_words, others))), edition)

    def _also_meant(self, words: Words, called: tuple[str, ...]) -> Iterator[str]:
        """Clubs with a name in a season file that only starts with *words*, beside those *called* so.

        Not second teams of these, not clubs with *words* and their city as their name (Dostyk Shymkent), and
        not clubs that were called so in a tenth of the editions or fewer that one of these played in:
        Shakhter is Karagandy's, not Shakhter-Bolat.
        """
        most = self._known.prominence.most(called)
        for club in self._known.first_words.get("".join(words)):
            so_called = sum(
                any(club not in self._known.cities.get("".join(rest)) for rest in rests_of(words, names))
                for names in self._known.prominence.appearances(club)
            )
            if not self._known.prominence.is_second_team(club, called) and _AS_CALLED * so_called > most:
                yield club

    def _by_words(self, words: Words) -> tuple[str, ...]:
        key = "".join(words)
        called, of_city = self._known.called(key), self._known.of_city(key)
        if called and of_city:
            # Akmola: a club of one city, and the name of another. Almaty: a dissolved club. Khromtau: a club
            # of one edition, in the city of Gornyak.
            small = _AS_OF_CITY * self._known.prominence.most(called) <= self._known.prominence.most(of_city)
            if small or not set(called) & set(of_city) or self._known.gone(called):
                return tuple(dict.fromkeys((*called, *of_city)))
        return called or tuple(self._known.in_city(words)) or of_city

    def _by_part(self, text: str, edition: Label | None) -> tuple[str, ...]:
        """Clubs by the first words of a name in a season file, else by any word of a name with the city."""
        words = spell(text, LEGAL_WORDS).sounds
        found = self._known.first_words.get("".join(words)) or tuple(
            club
            for part, city in splits(words)
            for club in self._known.parts.get(part)
            if club in self._known.cities.get(city)
        )
        return self._known.playing(found, edition)

    def _near(self, spellings: Iterable[Words], most_slips: int) -> dict[str, _Slips]:
        """Fuzzy matches of any of *spellings*: clubs with their slips."""
        near: dict[str, _Slips] = {}
        for words in dict.fromkeys(spellings):
            for club, slips in (*self._near_a_name(words, most_slips), *self._near_a_city(words, most_slips)):
                near[club] = min(slips, near.get(club, slips))
        return near

    def _not_called_otherwise(self, near: dict[str, _Slips], words: Words) -> dict[str, _Slips]:
        """The clubs of *near* that no whole name within *words* contradicts: Kairat is not Kaisar."""
        for part in parts_of(words, len(words) - 1):
            meant = (*self._known.called(part), *self._known.cities.get(part))
            meant = (*meant, *self._known.parts.get(part)) if meant else ()
            near = {club: slips for club, slips in near.items() if not meant or club in meant}
        return near

    def _near_a_name(self, words: Words, most_slips: int) -> Iterator[tuple[str, _Slips]]:
        if not any(map(str.isalpha, "".join(words))):
            return
        more_than_a_name = len(words) > 1 and any(map(self._known.spelt.get, words))
        for key, slips in self._near_names.near("".join(words), most_slips).items():
            name = self._known.words.get(key, (key,))
            # An extra word next to a whole name is not a slip ("Kairat B"), nor is half of a short word.
            if fits_word_by_word(name, words) if len(name) == len(words) else not more_than_a_name:
                yield from ((club, (slips, _at_ends(key, words))) for club in self._known.spelt.get(key))

    def _near_a_city(self, words: Words, most_slips: int) -> Iterator[tuple[str, _Slips]]:
        """Fuzzy matches by a city, alone or with the club's name before or after it."""
        for city, slips in self._near_cities.near("".join(words), most_slips).items():
            if not self._known.called(city):
                yield from ((club, (slips, 2)) for club in self._known.of_city(city))
        for typed_name, typed_city in splits(words):
            for city, slips in self._cities_near(typed_city, most_slips):
                there = self._known.cities.get(city)
                for key, more in self._near_names.near(typed_name, most_slips).items():
                    if slips + more <= MOST_SLIPS:
                        both = slips + more, 0
                        yield from ((club, both) for club in self._known.spelt.get(key) if club in there)

    def _cities_near(self, typed: str, most_slips: int) -> Iterable[tuple[str, int]]:
        """Keys of cities that *typed* matches, exactly or fuzzily, with the number of slips."""
        if city := self._known.city(typed):
            return ((city, 0),)
        return self._near_cities.near(typed, most_slips).items()

    def _mentioned(self, text: str) -> tuple[str, ...]:
        """Clubs that have a name, or a word of one, anywhere in *text*."""
        parts = list(parts_of(spell(text, LEGAL_WORDS).sounds, _LONGEST_NAME))
        found = [
            club
            for lookup in (self._known.called, self._known.parts.get)
            for part in parts
            for club in lookup(part)
        ]
        return tuple(dict.fromkeys(found))

    def _nearest(self, text: str) -> tuple[str, ...]:
        keys = self._near_names.nearest("".join(spell(text, LEGAL_WORDS).sounds), 4 * NEAREST)
        return tuple(dict.fromkeys(club for key in keys for club in self._known.spelt.get(key)))[:NEAREST]


def _at_ends(key: str, typed: Words) -> int:
    """How many of the first and last letter of *key* are other ones in *typed*."""
    return (key[0] != typed[0][0]) + (key[-1] != typed[-1][-1])
