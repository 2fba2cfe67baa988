"""Finding a player by what people type: a surname, with or without a given name or an initial."""

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum

from rapidfuzz.distance import OSA

from store.labels import Label
from store.letters import other_layouts
from store.names import (
    LONGEST,
    MOST_CHOICES,
    NEAREST,
    Certainty,
    Found,
    Names,
    Words,
    one_or_ask,
    readings,
    spell,
)
from store.nearness import MOST_SLIPS, NearKeys
from store.players import Player
from store.romanise import plain, sound
from store.text import fold_man, tidy, words_of

_LONGEST_SHORT = 4  # letters of given names in which no slip is passed over


class _Fit(IntEnum):
    """How well what is typed beside a surname fits what is known of a man's given names."""

    SAME = 0
    INITIAL = 1  # of one of the two only the first letter is known
    OPEN = 2  # his are not known at all


class PlayerIndex:
    """All names of *players*."""

    def __init__(self, players: Iterable[Player]) -> None:
        self._surnames = Names()  # as they sound
        self._spelt = Names()  # as they sound, and letter by letter
        self._given: dict[str, set[str]] = {}  # as they sound; initials are one letter
        self._editions: dict[Label, set[str]] = {}
        self._players: dict[str, Player] = {}
        self._keys: dict[str, str] = {}
        for player in players:
            self._players[player.id] = player
            self._keys[player.key] = player.id
            for label, _ in player.spells:
                self._editions.setdefault(label, set()).add(player.id)
            given = self._given.setdefault(player.id, set())
            for name in filter(None, (player.name, player.russian, *player.names)):
                *before, last = words_of(name) or (name.casefold(),)
                given |= {fold_man(word) for word in before}
                self._surnames.add(sound(last), player.id)
                self._spelt.add(sound(last), player.id)
                self._spelt.add(plain(last), player.id)
        self._near = NearKeys(self._spelt.ids)

    def get(self, player: str) -> Player:
        """The man with this id, which must be one found here."""
        return self._players[player]

    def with_key(self, key: str) -> Player | None:
        """The man whose :attr:`~store.players.Player.key` this is, None when there is none."""
        player = self._keys.get(key)
        return self._players[player] if player else None

    def find(self, text: str, edition: Label | None = None) -> Found:
        """The men that somebody may mean who typed *text*.

        Rules, in order: a surname alone, or with given names or initials that are his, before it or
        behind it, in any romanisation; the same in another keyboard layout; a surname in which a
        letter or two are wrong; a surname somewhere in the text, which asks. A man of whose given
        name only the initial is known is shown as such; one of whom not even that is known asks.
        Of several, those who scored in the *edition* are meant.
        """
        text = tidy(text)[:LONGEST]
        words = words_of(text)
        for layout in (text, *other_layouts(text.casefold())):
            sure = Certainty.EXACT if layout == text else Certainty.CONFIDENT
            for reading in readings(layout):
                if men := self._men(words_of(layout), reading, self._called):
                    return self._decide(men, sure, edition)
        if men := self._men(words, spell(text).sounds, self._near_called) or self._men(
            words, spell(text).letters, self._near_called
        ):
            return self._decide(men, Certainty.CONFIDENT, edition)
        if mentioned := [man for word in spell(text).sounds for man in self._surnames.get(word)]:
            return Found(Certainty.AMBIGUOUS, tuple(dict.fromkeys(mentioned))[:MOST_CHOICES])
        return Found(Certainty.NONE, self._nearest(spell(text).sounds))

    def _called(self, surname: str) -> dict[str, int]:
        return dict.fromkeys(self._surnames.get(surname), 0)

    def _near_called(self, surname: str) -> dict[str, int]:
        near: dict[str, int] = {}
        for key, slips in self._near.near(surname).items() if surname else ():
            for man in self._spelt.get(key):
                near[man] = min(slips, near.get(man, slips))
        return near

    def _men(
        self, typed: Words, heard: Words, lookup: Callable[[str], Mapping[str, int]]
    ) -> dict[str, tuple[int, _Fit]]:
        """Men whose surname is the last or the first word and whose given names the others may be.

        With the number of slips in the surname, and how the given names fit.
        """
        men: dict[str, tuple[int, _Fit]] = {}
        if len(typed) != len(heard):
            return men
        for place in dict.fromkeys((len(heard) - 1, 0)) if heard else ():
            others = [fold_man(word) for index, word in enumerate(typed) if index != place]
            for man, slips in lookup(heard[place]).items():
                fit = self._fit(man, others)
                if fit is not None:
                    men[man] = min((slips, fit), men.get(man, (slips, fit)))
        return men

    def _fit(self, man: str, others: list[str]) -> _Fit | None:
        """How *others*, given names as they sound or initials, fit the man; None when they don't."""
        known = self._given[man]
        if not others:
            return _Fit.SAME
        if not known:
            return _Fit.OPEN
        fits = [min((_same(other, name) for name in known), default=_Fit.OPEN) for other in others]
        return None if _Fit.OPEN in fits else max(fits)

    def _decide(self, men: dict[str, tuple[int, _Fit]], sure: Certainty, edition: Label | None) -> Found:
        slips, fit = min(men.values())
        best = [man for man, found in men.items() if found == (slips, fit)]
        there = self._editions.get(edition, set()) if edition else set()
        best = [man for man in best if man in there] or best
        if fit is _Fit.OPEN:
            return Found(Certainty.AMBIGUOUS, tuple(best[:MOST_CHOICES]))
        return one_or_ask(best, Certainty.CONFIDENT if fit is _Fit.INITIAL else sure, slips)

    def _nearest(self, words: Words) -> tuple[str, ...]:
        keys = self._near.nearest(words[-1], NEAREST) if words else []
        return tuple(dict.fromkeys(man for key in keys for man in self._spelt.get(key)))[:NEAREST]


def _same(typed: str, known: str) -> _Fit:
    """How one given name fits another, :attr:`_Fit.OPEN` when it doesn't; slips in longer ones do no harm."""
    if typed == known:
        return _Fit.SAME
    if 1 in (len(typed), len(known)):
        return _Fit.INITIAL if typed[:1] == known[:1] else _Fit.OPEN
    near = min(len(typed), len(known)) > _LONGEST_SHORT and OSA.distance(typed, known) <= MOST_SLIPS
    return _Fit.SAME if near else _Fit.OPEN
