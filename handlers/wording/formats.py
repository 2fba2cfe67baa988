"""Dates, numbers, scores and labels as a language writes them, and the order of its letters."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from unicodedata import normalize

from handlers.wording.languages import Language
from store.cup.labels import Label
from store.cup.values import Day, PartialDate, Score
from store.text.vocabulary import any_of


class Formats:
    """Formats values as *language* does."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._forms = language.forms
        self._places = {letter: place for place, letter in enumerate(language.alphabet)}

    def date(self, when: PartialDate) -> str:
        """*when* as a date, as precise as it is known."""
        if exact := when.exact:
            return self._date("date", exact.day, exact.month, exact.year)
        return self._date("month", 0, when.month, when.year) if when.month else str(when.year)

    def day(self, day: Day) -> str:
        """*day* as a date without a year."""
        date = day.in_leap_year
        return self._date("day", date.day, date.month, date.year)

    def _date(self, form: str, day: int, month: int, year: int) -> str:
        language = self._language
        return self._forms[form].format(
            day=day,
            month=language.months[month - 1],
            month_alone=language.months_alone[month - 1],
            year=year,
        )

    def duration(self, seconds: float) -> str:
        """*seconds* as a duration in the largest unit, such as ``3 days``."""
        # Babel takes 5 MB and 30 ms for a language, so it is loaded only for this, which only owners see.
        from babel.dates import format_timedelta

        return str(format_timedelta(int(seconds), threshold=1, locale=self._language.code))

    def number(self, number: int | float, digits: int = 0) -> str:
        """*number* with *digits* decimals and thousands separators."""
        language = self._language
        thousands = language.thousands if number >= language.grouped_from else ""
        return f"{number:,.{digits}f}".translate({ord(","): thousands, ord("."): language.decimal})

    def label(self, label: Label) -> str:
        """The label of an edition: ``1996–97``, ``1996/97``."""
        return str(label).replace("–", self._forms["edition"])

    def score(self, score: Score) -> str:
        """A score: ``4–2``, ``4:2``."""
        return self.goals(str(score.home), str(score.away))

    def goals(self, home: str, away: str) -> str:
        """A score of which perhaps nothing is known: ``?–?``."""
        return f"{home}{self._forms['score']}{away}"

    def walkover(self, lost: bool = False) -> str:
        """The sign of a walkover in the place of a score; *lost* by the club that is named first."""
        return self._forms["walkover_lost" if lost else "walkover"]

    def order(self, text: str) -> Sequence[tuple[int, str]]:
        """The key that sorts *text* by the alphabet of the language; other letters stand behind its own,
        without their marks."""
        most = len(self._places)
        bare = (
            letter if letter in self._places else normalize("NFKD", letter)[0] for letter in text.casefold()
        )
        return [(self._places.get(letter, most), letter) for letter in bare]

    @cached_property
    def spelled(self) -> Callable[[str], str | None]:
        """Transliterates a name known in Latin letters; None for a name that has others than the table of the
        language, or where the language has none."""
        letters = self._language.letters
        if not letters:
            return lambda _name: None
        groups = re.compile(any_of(sorted(letters, key=len, reverse=True)), re.IGNORECASE)

        def letter(found: re.Match[str]) -> str:
            said = letters[found[0].casefold()]
            return said[0].upper() + said[1:] if found[0][0].isupper() else said

        def spell(name: str) -> str | None:
            words = name.split()
            if not words or not all(
                re.fullmatch(f"(?:{groups.pattern})+", word, re.IGNORECASE) for word in words
            ):
                return None
            return " ".join(groups.sub(letter, word) for word in words)

        return spell
