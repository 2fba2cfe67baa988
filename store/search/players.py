"""Player search by user input: a surname, with or without a given name or an initial."""

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from store.cup.labels import Label
from store.cup.players import Player
from store.search.found import LONGEST, MOST_CHOICES, NEAREST, Certainty, Found, one_or_ask
from store.search.fuzzy import MOST_SLIPS, NearKeys
from store.search.lookups import looked_up
from store.search.names import Names
from store.text.folding import tidy, words_of
from store.text.keyboards import nominatives, other_layouts
from store.text.romanise import plain, sound
from store.text.spelling import Words, readings, spell

_REMEMBERED = 1 << 11  # texts that were searched
_LONG_SURNAME = 9  # letters from which on two slips are accepted: Иванов is not Иржанов
_LONG_GIVEN = 6  # letters of a given name from which on one may be wrong: Marat is not Murat


class _Fit(IntEnum):
    """How well the words typed besides a surname match a player's given names."""

    SAME = 0
    NEAR = 1  # but for one letter
    INITIAL = 2  # one of the two is only an initial
    OPEN = 3  # the player's are not known at all


class PlayerIndex:
    """A search index of all names of *players*."""

    def __init__(self, players: Iterable[Player]) -> None:
        self._surnames = Names()  # as sounds
        self._spelt = Names()  # surnames as sounds, and transliterated
        self._given: dict[str, set[str]] = {}  # by player, as sounds; initials are one letter
        self._with_given: dict[str, dict[str, None]] = {}  # players by given name
        self._surnames_of: dict[str, set[str]] = {}
        self._players: dict[str, Player] = {}
        self._keys: dict[str, str] = {}
        for player in players:
            self._players[player.id] = player
            self._keys[player.key] = player.id
            given = self._given.setdefault(player.id, set())
            for name in filter(None, (player.name, player.russian, player.kazakh, *player.names)):
                *before, last = words_of(name) or (name.casefold(),)
                given |= {_given(word) for word in before}
                self._surnames.add(sound(last), player.id)
                self._surnames_of.setdefault(player.id, set()).add(sound(last))
                self._spelt.add(sound(last), player.id)
                self._spelt.add(plain(last), player.id)
            for name in given:
                self._with_given.setdefault(name, {})[player.id] = None
        self._near = NearKeys(self._spelt.ids)
        self._remembered = lru_cache(_REMEMBERED)(self._find)

    @property
    def all(self) -> Iterable[Player]:
        """All players, in the order of their ids."""
        return self._players.values()

    def get(self, player: str) -> Player:
        """The player with this id, which must be in the index."""
        return self._players[player]

    def with_key(self, key: str) -> Player | None:
        """The player with this :attr:`~store.cup.players.Player.key`, None when there is none."""
        player = self._keys.get(key)
        return self._players[player] if player else None

    def find(self, text: str, edition: Label | None = None, club: str | None = None) -> Found:
        """The candidate players for the typed *text*, with the certainty of the match.

        Rules, in order: a surname alone, or with the player's given names or initials before or after
        it, in any romanisation; the same in another keyboard layout or Russian case; a surname with one
        wrong letter, or two in a long one; a surname anywhere in the text, or a given name, which are
        ambiguous. A given name that matches only by its initial is confident, not exact; one typed for a
        player of whom none is known is ambiguous. Among several, scorers in the *edition* are preferred.

        With a *club*, by id, only its players are candidates, without suggestions when none matches.

        :raises TooManyLookups: within :func:`store.search.lookups.bounded`.
        """
        return looked_up(self._remembered, tidy(text)[:LONGEST], edition, club)

    def _find(self, text: str, edition: Label | None, club: str | None) -> Found:
        words = words_of(text)
        small = text.casefold()
        for spelling in dict.fromkeys((text, *other_layouts(small), *nominatives(small))):
            sure = Certainty.EXACT if spelling == text else Certainty.CONFIDENT
            for reading in readings(spelling):
                if candidates := self._candidates(words_of(spelling), reading, self._called, club):
                    return self._decide(candidates, sure, edition)
        for heard in spell(text)[:2]:
            if candidates := self._candidates(words, heard, self._near_called, club):
                return self._decide(candidates, Certainty.CONFIDENT, edition)
        if club is not None:
            return Found(Certainty.NONE)
        if mentioned := [candidate for word in spell(text).sounds for candidate in self._surnames.get(word)]:
            return Found(Certainty.AMBIGUOUS, tuple(dict.fromkeys(mentioned))[:MOST_CHOICES])
        if named := self._by_given_name(spell(text).sounds):
            return Found(Certainty.AMBIGUOUS, named)
        return Found(Certainty.NONE, self._nearest(spell(text).sounds))

    def _called(self, surname: str) -> dict[str, int]:
        return dict.fromkeys(self._surnames.get(surname), 0)

    def _near_called(self, surname: str) -> dict[str, int]:
        near: dict[str, int] = {}
        most = MOST_SLIPS if len(surname) >= _LONG_SURNAME else 1
        for key, slips in self._near.near(surname, most).items() if surname else ():
            for candidate in self._spelt.get(key) if key[0] == surname[0] else ():
                near[candidate] = min(slips, near.get(candidate, slips))
        return near

    def _candidates(
        self, typed: Words, heard: Words, lookup: Callable[[str], Mapping[str, int]], club: str | None
    ) -> dict[str, tuple[int, _Fit]]:
        """Players whose surname is the last or the first word and whose given names match the others.

        With the number of slips in the surname, and how well the given names match.
        """
        candidates: dict[str, tuple[int, _Fit]] = {}
        if len(typed) != len(heard):
            return candidates
        for place in dict.fromkeys((len(heard) - 1, 0)) if heard else ():
            others = [_given(word) for index, word in enumerate(typed) if index != place]
            for candidate, slips in lookup(heard[place]).items():
                fit = self._fit(candidate, others)
                if fit is not None and (club is None or self._was_of(candidate, club)):
                    candidates[candidate] = min((slips, fit), candidates.get(candidate, (slips, fit)))
        return candidates

    def _fit(self, candidate: str, others: list[str]) -> _Fit | None:
        """How well *others*, given names as sounds or initials, match the player's; None when they don't."""
        known = self._given[candidate]
        if not others:
            return _Fit.SAME
        if not known:
            return _Fit.OPEN
        fits = [min((_same(other, name) for name in known), default=_Fit.OPEN) for other in others]
        return None if _Fit.OPEN in fits else max(fits)

    def _decide(
        self, candidates: dict[str, tuple[int, _Fit]], sure: Certainty, edition: Label | None
    ) -> Found:
        slips, fit = min(candidates.values())
        best = [candidate for candidate, found in candidates.items() if found == (slips, fit)]
        best = [candidate for candidate in best if self._scored_in(candidate, edition)] or best
        if fit is _Fit.OPEN:
            return Found(Certainty.AMBIGUOUS, self._namesakes(best))
        return one_or_ask(best, sure if fit is _Fit.SAME else Certainty.CONFIDENT, slips)

    def _was_of(self, player: str, club: str) -> bool:
        """Whether a *player* was ever of this *club*."""
        return any(side.club == club for _, side in self._players[player].spells)

    def _scored_in(self, player: str, edition: Label | None) -> bool:
        """Whether a *player* is among the scorers of the *edition*."""
        return any(label == edition for label, _ in self._players[player].spells)

    def _namesakes(self, candidates: list[str]) -> tuple[str, ...]:
        """The players given and all who share a surname with them, for a text that identifies none."""
        found = dict.fromkeys(candidates)
        surnames = (surname for one in candidates for surname in sorted(self._surnames_of[one]))
        for surname in surnames:
            found |= dict.fromkeys(self._surnames.get(surname))
        return tuple(found)[:MOST_CHOICES]

    def _by_given_name(self, words: Words) -> tuple[str, ...]:
        """Players who have all of *words* as given names."""
        if not words or min(map(len, words)) == 1:
            return ()
        called = self._with_given.get(words[0], {})
        return tuple(one for one in called if self._given[one].issuperset(words))[:MOST_CHOICES]

    def _nearest(self, words: Words) -> tuple[str, ...]:
        keys = self._near.nearest(words[-1], NEAREST) if words else []
        return tuple(dict.fromkeys(candidate for key in keys for candidate in self._spelt.get(key)))[:NEAREST]


def _given(word: str) -> str:
    """A given name as its sound, an initial as its letter: Ю. and Y. are equal."""
    return plain(word)[:1] if len(word) == 1 else sound(word)


def _same(typed: str, known: str) -> _Fit:
    """How well one given name matches another, :attr:`_Fit.OPEN` when it doesn't."""
    if typed == known:
        return _Fit.SAME
    if typed[:1] != known[:1]:
        return _Fit.OPEN
    if 1 in (len(typed), len(known)):
        return _Fit.INITIAL
    long = min(len(typed), len(known)) >= _LONG_GIVEN
    return _Fit.NEAR if long and OSA.distance(typed, known) == 1 else _Fit.OPEN
