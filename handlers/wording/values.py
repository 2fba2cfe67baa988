"""Values of the cup as messages in one language show them: clubs, people, places, rounds, labels, scores."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from markupsafe import Markup

from handlers.wording.catalogue import Translations
from handlers.wording.formats import Formats
from handlers.wording.languages import Language
from handlers.wording.rounds import code_in, words_of_round
from store.archive.names import Names
from store.archive.players import AllTimeScorer
from store.archive.titles import ClubTitles, CupsApart
from store.cup.clubs import Club, ClubName
from store.cup.editions import EditionScorer
from store.cup.labels import Label
from store.cup.players import Player
from store.cup.rounds import NamedRound, RoundKind, is_group_name, round_code
from store.cup.runs import Run, RunRow
from store.cup.ties import Goals, Side
from store.cup.values import Bounded, Day, PartialDate, Score
from store.text.folding import fold_club

UNTRANSLATED = " (en)"
"""Stands behind a text of the seeds that is shown in English for want of a translation."""

_GOALS = re.compile(r"(?<![\w–])(\d{1,2}|\?)–(\d{1,2}|\?)(?![\w–])")


class Values:
    """Shows values in *language*, by its *formats*, its *translations*, and the *names* of the archive, None
    for names as the files write them."""

    def __init__(
        self, language: Language, formats: Formats, translations: Translations, names: Names | None
    ) -> None:
        self._language = language
        self._formats = formats
        self._gettext = translations.gettext
        self._names = None if language.is_source else names

    def show(self, value: Any) -> Any:
        """The text of *value*; of a type that is not the cup's, *value* itself."""
        kind = type(value)
        if kind is str or kind is Markup or kind is int:
            return value
        shown = self._shown.get(kind)
        return shown(value) if shown else value

    @cached_property
    def _shown(self) -> Mapping[type, Callable[[Any], str]]:
        return {
            Label: self._formats.label,
            Score: self._formats.score,
            Day: self._formats.day,
            PartialDate: self._formats.date,
            NamedRound: self.round,
            Side: lambda side: self.club(side.club, side.name),
            Club: lambda club: self.club(club.id, club.name),
            Run: lambda run: self.club(run.club, run.name),
            RunRow: lambda run: self.club_called(run.name),
            ClubTitles: lambda row: self.club(row.club, row.name),
            CupsApart: lambda cups: self.club(cups.club, cups.name),
            ClubName: lambda known: self.club_called(known.name),
            Goals: lambda goals: self.player(goals.player, goals.name, goals.club),
            EditionScorer: lambda scorer: self.player(scorer.player, scorer.name, scorer.club.club),
            AllTimeScorer: lambda row: self.player(row.player, row.name, *(side.club for side in row.clubs)),
            Player: lambda player: self.player(
                player.id, player.name, *(side.club for _, side in player.spells)
            ),
        }

    def club(self, club: str, name: str) -> str:
        """The *name* of the club with the id *club*."""
        return (self._names.club(club, name) if self._names else None) or name

    def club_called(self, name: str) -> str:
        """The *name* of a club that is known by it alone."""
        return (self._names.club_called(name) if self._names else None) or name

    def player(self, player: str, name: str, *clubs: str) -> str:
        """The *name* of the player with the id *player*; where it is in no registry, transliterated if one of
        the player's *clubs* has a name in the language."""
        if self._names is None:
            return name
        known = self._names.player(player, name) or self._names.person_called(name)
        if not known and any(map(self._names.has_club, clubs)):
            known = self._formats.spelled(name)
        return known or name

    def is_spelled(self, goals: Goals) -> bool:
        """Whether the name of a scorer is transliterated, as no registry has it in the language."""
        if self._names is None:
            return False
        known = self._names.player(goals.player, goals.name) or self._names.person_called(goals.name)
        return not known and self.show(goals) != goals.name

    def other_name(self, player: Player) -> str:
        """The name of a player in other letters, that of the files where messages are not in Latin ones;
        empty when it is not known."""
        name = player.russian if self._language.is_source else player.name
        return name if name != self.show(player) else ""

    def city(self, club: Club) -> str:
        """The city of a club, empty when it is not known, and when the name of the club has it."""
        city = self.place(club.city)
        return "" if fold_club(city) in fold_club(self.show(club)) else city

    def pair(self, text: str) -> str:
        """Two clubs that are known by their names alone: ``Kairat – Fosfor``."""
        return " – ".join(map(self.called, text.split(" – ")))

    def called(self, name: str) -> str:
        """The *name* of a club or a player that is known by it alone."""
        if self._names is None:
            return name
        return self._names.club_called(name) or self._names.person_called(name) or name

    def person(self, name: str) -> str:
        """The *name* of a player or a coach in a line-up; transliterated where no registry has it."""
        if self._names is None:
            return name
        return self._names.person_called(name) or self._formats.spelled(name) or name

    def place(self, text: str) -> str:
        """The name of a venue or a city that files write as *text*."""
        return (self._names.place(text) if self._names else None) or text

    def referee(self, text: str) -> str:
        """The name of a referee whom files write as *text*."""
        return (self._names.referee(text) if self._names else None) or text

    def translated(self, text: str) -> str:
        """*text* of the seeds, such as the name of the competition; as it is without a translation."""
        return (self._names.text(text) if self._names else None) or text

    def prose(self, text: str) -> str:
        """*text* of the seeds, a sentence, marked where it is not translated."""
        if self._names is None:
            return text
        return self._names.text(text) or f"{text}{UNTRANSLATED}"

    def round(self, found: NamedRound) -> str:
        """The name of a round."""
        if self._language.is_source:
            return found.name
        words, values = words_of_round(found)
        said = self._gettext(words)
        return said % values if values else said

    def round_called(self, name: str) -> str:
        """The name of a round that a file calls *name*."""
        return self.round(self.round_named(name))

    @staticmethod
    def round_named(name: str) -> NamedRound:
        """The round that a file calls *name*."""
        kind = RoundKind.GROUP if is_group_name(name) else RoundKind.KNOCK_OUT
        return NamedRound(0, name, round_code(name) or "", kind)

    def code(self, found: NamedRound) -> str:
        """The code of a round."""
        return code_in(self._language, found)

    def coded(self, found: NamedRound) -> str:
        """The code of a round and its name; the name alone where that has the code in it."""
        code, name = self.code(found), self.round(found)
        return name if code in name else f"{code}  {name}"

    def inside(self, value: Any) -> Any:
        """The text of *value* within a sentence: the name of a round begins with a small letter."""
        said = self.show(value)
        if isinstance(value, NamedRound) and not self._language.is_source and said[1:2].islower():
            return f"{said[0].lower()}{said[1:]}"
        return said

    def scores_in(self, text: str) -> str:
        """*text* with its scores, which it writes as in ``2–1``, as in the language."""
        return _GOALS.sub(lambda found: self._formats.goals(found[1], found[2]), text)

    def years(self, known: ClubName) -> str:
        """The years of a name: ``2006–08``, ``1997``, ``2009–``."""
        if known.since == known.until:
            return str(known.since)
        same = known.until and known.since and known.until // 100 == known.since // 100
        return f"{known.since}–{str(known.until)[2:] if same else known.until or ''}"


def bounds(value: Bounded) -> str:
    """``3`` for a settled number, ``2–3`` for bounds, ``1+`` where only the lower one is known."""
    if value.high is None:
        return f"{value.low}+"
    return str(value.low) if value.low == value.high else f"{value.low}–{value.high}"
