"""Finding a club by what people type.

One index over all names of all clubs, one kind of answer: exact, confident, ambiguous or
none. Showing a wrong club as if it were right is the worst outcome, worse than asking.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz, process

from store.labels import Label
from store.models import Club
from store.text import fold_club, tidy

MOST_CHOICES = 6
SHORTEST_QUERY = 2  # letters
_CUT_OFF = 78.0  # of 100, rapidfuzz's ratio of folded names
_LEAD = 6.0  # over the next club
_NEAREST = 3
_SHORTEST_FUZZY = 4  # letters; shorter names differ by too little
_LONGEST = 100  # characters of a query that are looked at


class Certainty(StrEnum):
    """How sure a :class:`Found` is."""

    EXACT = "exact"
    CONFIDENT = "confident"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """The clubs, by id, that a text may mean, best first.

    One when *certainty* is exact or confident; several that all fit when ambiguous; up to
    three that come nearest when none.
    """

    certainty: Certainty
    clubs: tuple[str, ...] = ()

    @property
    def club(self) -> str | None:
        """The one club found, None when it has to be asked for."""
        return self.clubs[0] if self.certainty in (Certainty.EXACT, Certainty.CONFIDENT) else None


@dataclass(slots=True)
class _Names:
    """Clubs by key, in the order in which a choice lists them."""

    clubs: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, key: str, club: str) -> None:
        if key:
            self.clubs.setdefault(key, {})[club] = None

    def get(self, key: str) -> tuple[str, ...]:
        return tuple(self.clubs.get(key, ()))

    def beginning_with(self, key: str) -> tuple[str, ...]:
        """Clubs with a name whose first words are *key*."""
        clubs: dict[str, None] = {}
        for name, owners in self.clubs.items():
            if name.startswith(f"{key} "):
                clubs |= owners
        return tuple(clubs)

    def called(self, key: str) -> tuple[str, ...]:
        """Clubs with the name *key*, and those whose name begins with it."""
        return (*self.get(key), *self.beginning_with(key))


class ClubIndex:
    """All names of *clubs*; *in_editions* are those of the season files."""

    def __init__(self, clubs: Iterable[Club], in_editions: Iterable[tuple[Label, str, str]]) -> None:
        self._written = _Names()  # names as written, upper and lower case alike
        self._folded = _Names()
        self._cities = _Names()
        self._with_city = _Names()
        self._cup = _Names()  # folded names of season files: what a first word is looked for in
        self._edition: dict[Label, _Names] = {}
        played: dict[str, list[str]] = {}
        for label, owner, name in in_editions:
            self._add(name, owner)
            self._cup.add(fold_club(name), owner)
            self._edition.setdefault(label, _Names()).add(fold_club(name), owner)
            played.setdefault(owner, []).append(name)
        for club in clubs:
            names = [club.name, *(known.name for known in (*club.line, *club.names))]
            for name in names:
                self._add(name, club.id)
            for city in dict.fromkeys(map(fold_club, filter(None, (club.city, club.city_then)))):
                self._cities.add(city, club.id)
                for key in dict.fromkeys(map(fold_club, (*names, *played.get(club.id, ())))):
                    if key != city:
                        self._with_city.add(f"{key} {city}", club.id)
                        self._with_city.add(f"{city} {key}", club.id)
        self._keys = [*self._folded.clubs, *self._with_city.clubs]

    def _add(self, name: str, club: str) -> None:
        self._written.add(tidy(name).casefold(), club)
        self._folded.add(fold_club(name), club)

    def is_name(self, text: str) -> bool:
        """Whether *text* is a club's name, upper and lower case alike."""
        return bool(self._written.get(tidy(text).casefold()))

    def find(self, text: str, edition: Label | None = None) -> Found:
        """The clubs that somebody may mean who typed *text*.

        The names of the *edition*, when one is given, come before all else. Then, in order: a
        name as written or once folded; a name with its city; a city; the first words of a name;
        names of several clubs in one text; spellings near a name. A name that is another
        club's first word as well (``Gornyak``, ``Gornyak-Atlant``) asks.
        """
        text = tidy(text[:_LONGEST])
        key = fold_club(text)
        if not key:
            return Found(Certainty.NONE)
        if edition in self._edition and (found := self._edition[edition].called(key)):
            return _one_or_ask(found)
        if fitting := (*self._written.get(text.casefold()), *self._folded.get(key)):
            return _one_or_ask((*fitting, *self._cup.beginning_with(key)))
        if found := self._with_city.get(key) or self._cities.get(key) or self._cup.beginning_with(key):
            return _one_or_ask(found)
        words = [club for word in key.split() for club in self._folded.get(word)]
        if len(set(words)) > 1:
            return _one_or_ask(words)
        return self._near(key)

    def _near(self, key: str) -> Found:
        """By rapidfuzz on folded names: confident only well above the cut-off and the next club."""
        best: dict[str, float] = {}
        for name, score, _ in process.extract(key, self._keys, scorer=fuzz.ratio, limit=30):
            for club in (*self._folded.get(name), *self._with_city.get(name)):
                best[club] = max(best.get(club, 0.0), score)
        ranked = sorted(best, key=lambda club: -best[club])
        near = [club for club in ranked if best[club] >= _CUT_OFF and len(key) >= _SHORTEST_FUZZY]
        if near:
            level = [club for club in near if best[club] > best[near[0]] - _LEAD]
            return _one_or_ask(level, Certainty.CONFIDENT)
        return Found(Certainty.NONE, tuple(ranked[:_NEAREST]))


def _one_or_ask(clubs: Sequence[str], sure: Certainty = Certainty.EXACT) -> Found:
    clubs = tuple(dict.fromkeys(clubs))
    if len(clubs) == 1:
        return Found(sure, clubs)
    return Found(Certainty.AMBIGUOUS, clubs[:MOST_CHOICES])
