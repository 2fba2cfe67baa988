"""Club search: an index of all names of clubs, and fuzzy matching of user input."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from store.cup.clubs import Club, ClubName
from store.cup.labels import Label
from store.search.club_words import (
    alphabet,
    begins_any,
    fits_word_by_word,
    parts_of,
    rests_of,
    splits,
    without,
    without_adjective,
)
from store.search.found import LONGEST, MOST_CHOICES, NEAREST, Certainty, Found, one_or_ask
from store.search.fuzzy import MOST_SLIPS, NearKeys
from store.search.lookups import looked_up
from store.search.names import Names
from store.search.prominence import Prominence
from store.text.folding import LEGAL_WORDS, tidy
from store.text.keyboards import nominatives, other_layouts
from store.text.spelling import Words, readings, spell, spell_name

_LONGEST_NAME = 4  # words of a name that is searched for within a text
# How many times as many editions a club needs to be meant alone …
_AS_CALLED = 10  # … by its name, beside clubs whose names start so
_AS_OF_CITY = 5  # … by its city, or beside a club that is called like the city
_Slips = tuple[int, int]  # wrong letters, and how many at the ends of a name; 2 for a city alone
_MOST_OTHERS = 2  # romanisation systems whose readings are fuzzy matched


class ClubIndex:
    """A search index of all names of *clubs*; *in_editions* are those in season files, oldest first."""

    def __init__(self, clubs: Iterable[Club], in_editions: Iterable[tuple[Label, str, str]]) -> None:
        self._names = Names()
        self._short = Names()  # names in the cup and of today without the city in them
        self._cities = Names()
        self._parts = Names()  # each word of names of several words
        self._first_words = Names()  # the first words of names in season files
        self._entrants: dict[Label, Names] = defaultdict(Names)  # names in an edition, by club
        self._clubs: dict[str, tuple[Club, tuple[str, ...]]] = {}  # with their names in season files
        self._spelt = Names()  # every name, as sounds and transliterated
        self._words: dict[str, Words] = {}  # of names of several words, by key
        self._eras: dict[str, list[ClubName]] = {}
        played = Names()
        for label, owner, name in in_editions:
            if not self._entrants[label].get(owner):
                self._lengthen(owner, name, label)
            self._entrants[label].add(owner, name)
            played.add(owner, name)
        in_cities = [(club, club.cities) for club in clubs]
        self._prominence = Prominence([club for club, _ in in_cities], self._entrants.values())
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
        self._near_names = NearKeys(self._spelt.ids)
        self._near_cities = NearKeys(self._cities.ids)

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
            self._cities.add("".join(city), club.id)
        self._clubs[club.id] = (club, played)
        today = _names_today(club, played)
        for name in dict.fromkeys((*today, *_former_names(club))):
            sounds, letters, _ = spell_name(name, LEGAL_WORDS)
            self._names.add("".join(sounds), club.id)
            self._add_spelt(sounds, club.id)
            if letters != sounds:
                self._add_spelt(letters, club.id)
            if len(sounds) > 1:
                for word in sounds:
                    self._parts.add("" if word.isdigit() else word, club.id)
                if name in played:
                    for count in range(1, len(sounds)):
                        self._first_words.add("".join(sounds[:count]), club.id)
                if name in today:
                    rests = chain.from_iterable(without(sounds, city) for city in cities)
                    for rest in (rest for rest in rests if not "".join(rest).isdigit()):
                        self._short.add("".join(rest), club.id)
                        self._add_spelt(rest, club.id)

    def _add_spelt(self, words: Words, club: str) -> None:
        key = "".join(words)
        self._spelt.add(key, club)
        if len(words) > 1:
            self._words[key] = words

    def _all_names(self, club: str) -> Iterator[str]:
        known, played = self._clubs[club]
        yield from _names_today(known, played)
        yield from _former_names(known)

    def is_name(self, text: str) -> bool:
        """Whether *text* is a name of a club, ignoring case."""
        return bool(self._as_written(text, "".join(spell(text, LEGAL_WORDS).sounds)))

    def find(self, text: str, edition: Label | None = None) -> Found:
        """The candidate clubs for the typed *text*, with the certainty of the match.

        Rules, in order: a name in the *edition*, when one is given, or its first words; a name as
        written; a name in any romanisation; a name without its city; a name with a city; a city;
        the first words of a name in a season file, or a word of a name with the city; all of these in
        another keyboard layout, or in another Russian case; a name with one or two wrong letters.
        A name that is also another club's first word (``Gornyak``, ``Gornyak-Atlant``) is ambiguous, and
        so is a text that contains more than a name. Among several matches, those that played in the
        *edition* are preferred.

        :raises TooManyLookups: within :func:`store.search.lookups.bounded`.
        """
        return looked_up(self._find, tidy(text)[:LONGEST], edition)

    def _find(self, text: str, edition: Label | None) -> Found:
        if found := self._exact(text, edition):
            return one_or_ask(found)
        small = text.casefold()
        for spelling in dict.fromkeys((text, *other_layouts(small), *nominatives(small))):
            if found := self._exact(spelling, edition) or self._by_part(spelling, edition):
                return one_or_ask(found, Certainty.CONFIDENT)
        first, *others = readings(text, LEGAL_WORDS)
        near = self._near([first, spell(text, LEGAL_WORDS).letters], MOST_SLIPS) or self._near(
            others[:_MOST_OTHERS], 1
        )
        if near := self._not_called_otherwise(near, first):
            best = min(near.values())
            level = tuple(club for club, slips in near.items() if slips == best)
            return one_or_ask(self._playing(level, edition), Certainty.CONFIDENT, best[0])
        if mentioned := self._playing(self._mentioned(text), edition):
            return Found(Certainty.AMBIGUOUS, mentioned[:MOST_CHOICES])
        return Found(Certainty.NONE, self._nearest(text))

    def _exact(self, text: str, edition: Label | None) -> tuple[str, ...]:
        first, *others = readings(text, LEGAL_WORDS)
        key = "".join(first)
        if found := self._called_in(edition, first):
            return found
        several = len(self._names.get(key)) > 1
        if found := (several and self._as_written(text, key)) or self._by_words(first):
            if several:
                found = tuple(sorted(found, key=lambda club: not self._called_in_cup(club, first)))
            return self._playing((*found, *self._also_meant(first, found)), edition)
        return self._playing(tuple(chain.from_iterable(map(self._by_words, others))), edition)

    def _also_meant(self, words: Words, called: tuple[str, ...]) -> Iterator[str]:
        """Clubs with a name in a season file that only starts with *words*, beside those *called* so.

        Not second teams of these, not clubs with *words* and their city as their name (Dostyk Shymkent), and
        not clubs that were called so in a tenth of the editions or fewer that one of these played in:
        Shakhter is Karagandy's, not Shakhter-Bolat.
        """
        most = self._prominence.most(called)
        for club in self._first_words.get("".join(words)):
            so_called = sum(
                any(club not in self._cities.get("".join(rest)) for rest in rests_of(words, names))
                for names in self._prominence.appearances(club)
            )
            if not self._prominence.is_second_team(club, called) and _AS_CALLED * so_called > most:
                yield club

    def _called_in(self, edition: Label | None, words: Words) -> tuple[str, ...]:
        """Clubs with a name in *edition* that equals or starts with these *words*."""
        if edition not in self._entrants:
            return ()
        entrants, key = self._entrants[edition], "".join(words)
        return tuple(
            club
            for club in (*self._names.get(key), *self._first_words.get(key))
            if begins_any(words, entrants.get(club))
        )

    def _called_in_cup(self, club: str, words: Words) -> bool:
        """Whether a name of *club* in a season file equals or starts with these *words*."""
        return begins_any(words, self._clubs[club][1])

    def _as_written(self, text: str, key: str) -> tuple[str, ...]:
        """Clubs with exactly this name, and those that have it only in the other alphabet.

        So ``Enbek`` does not match another club's ``Yenbek``, though they sound alike; ``Енбек`` may match
        either.
        """
        spelling = spell(text, LEGAL_WORDS)
        exactly, only_elsewhere = [], []
        for club in self._names.get(key):
            spellings = {name: spell_name(name, LEGAL_WORDS) for name in self._all_names(club)}
            names = [name for name, other in spellings.items() if "".join(other.sounds) == key]
            if any(spellings[name].written == spelling.written for name in names):
                exactly.append(club)
            elif not any(alphabet(spellings[name]) == alphabet(spelling) for name in names):
                only_elsewhere.append(club)
        return (*exactly, *only_elsewhere) if exactly else ()

    def _by_words(self, words: Words) -> tuple[str, ...]:
        key = "".join(words)
        called, of_city = self._called(key), self._of_city(key)
        if called and of_city:
            # Akmola: a club of one city, and the name of another. Almaty: a dissolved club. Khromtau: a club
            # of one edition, in the city of Gornyak.
            small = _AS_OF_CITY * self._prominence.most(called) <= self._prominence.most(of_city)
            if small or not set(called) & set(of_city) or self._gone(called):
                return tuple(dict.fromkeys((*called, *of_city)))
        return called or tuple(self._in_city(words)) or of_city

    def _of_city(self, key: str) -> tuple[str, ...]:
        return self._prominence.foremost(self._cities.get(key), _AS_OF_CITY)

    def _gone(self, clubs: Iterable[str]) -> bool:
        """Whether all *clubs* are dissolved."""
        return all(self._clubs[club][0].dissolved for club in clubs)

    def _called(self, key: str) -> tuple[str, ...]:
        return self._names.get(key) or self._short.get(key)

    def _in_city(self, words: Words) -> Iterator[str]:
        """Clubs whose name and city, in either order, are these *words*."""
        for name, typed_city in splits(words):
            city = self._city(typed_city)
            there = self._cities.get(city) if city else ()
            yield from (club for club in self._called(name) if club in there)

    def _by_part(self, text: str, edition: Label | None) -> tuple[str, ...]:
        """Clubs by the first words of a name in a season file, else by any word of a name with the city."""
        words = spell(text, LEGAL_WORDS).sounds
        found = self._first_words.get("".join(words)) or tuple(
            club
            for part, city in splits(words)
            for club in self._parts.get(part)
            if club in self._cities.get(city)
        )
        return self._playing(found, edition)

    def _playing(self, clubs: tuple[str, ...], edition: Label | None) -> tuple[str, ...]:
        """The *clubs* that played in the *edition*, all of them when none did."""
        if edition not in self._entrants:
            return clubs
        return tuple(club for club in clubs if self._entrants[edition].get(club)) or clubs

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
            meant = (*self._called(part), *self._cities.get(part))
            meant = (*meant, *self._parts.get(part)) if meant else ()
            near = {club: slips for club, slips in near.items() if not meant or club in meant}
        return near

    def _near_a_name(self, words: Words, most_slips: int) -> Iterator[tuple[str, _Slips]]:
        if not any(map(str.isalpha, "".join(words))):
            return
        more_than_a_name = len(words) > 1 and any(map(self._spelt.get, words))
        for key, slips in self._near_names.near("".join(words), most_slips).items():
            name = self._words.get(key, (key,))
            # An extra word next to a whole name is not a slip ("Kairat B"), nor is half of a short word.
            if fits_word_by_word(name, words) if len(name) == len(words) else not more_than_a_name:
                yield from ((club, (slips, _at_ends(key, words))) for club in self._spelt.get(key))

    def _near_a_city(self, words: Words, most_slips: int) -> Iterator[tuple[str, _Slips]]:
        """Fuzzy matches by a city, alone or with the club's name before or after it."""
        for city, slips in self._near_cities.near("".join(words), most_slips).items():
            if not self._called(city):
                yield from ((club, (slips, 2)) for club in self._of_city(city))
        for typed_name, typed_city in splits(words):
            for city, slips in self._cities_near(typed_city, most_slips):
                there = self._cities.get(city)
                for key, more in self._near_names.near(typed_name, most_slips).items():
                    if slips + more <= MOST_SLIPS:
                        both = slips + more, 0
                        yield from ((club, both) for club in self._spelt.get(key) if club in there)

    def _cities_near(self, typed: str, most_slips: int) -> Iterable[tuple[str, int]]:
        """Keys of cities that *typed* matches, exactly or fuzzily, with the number of slips."""
        if city := self._city(typed):
            return ((city, 0),)
        return self._near_cities.near(typed, most_slips).items()

    def _city(self, key: str) -> str | None:
        """The key of the city that *key* names, also as a Russian adjective; None when there is none."""
        return next((base for base in (key, *without_adjective(key)) if self._cities.get(base)), None)

    def _mentioned(self, text: str) -> tuple[str, ...]:
        """Clubs that have a name, or a word of one, anywhere in *text*."""
        parts = list(parts_of(spell(text, LEGAL_WORDS).sounds, _LONGEST_NAME))
        found = [
            club for lookup in (self._called, self._parts.get) for part in parts for club in lookup(part)
        ]
        return tuple(dict.fromkeys(found))

    def _nearest(self, text: str) -> tuple[str, ...]:
        keys = self._near_names.nearest("".join(spell(text, LEGAL_WORDS).sounds), 4 * NEAREST)
        return tuple(dict.fromkeys(club for key in keys for club in self._spelt.get(key)))[:NEAREST]


def _names_today(club: Club, played: Sequence[str]) -> tuple[str, ...]:
    """A club's names in the cup and of today, in all languages, without other former names."""
    today = {club.name, *played}
    names = [known.name for known in club.names if not known.of or today.intersection(known.of)]
    return (*played, club.name, *names)


def _former_names(club: Club) -> Iterator[str]:
    """A club's successive names, and all others that it has in any language."""
    return (known.name for known in (*club.line, *club.names))


def _at_ends(key: str, typed: Words) -> int:
    """How many of the first and last letter of *key* are other ones in *typed*."""
    return (key[0] != typed[0][0]) + (key[-1] != typed[-1][-1])
