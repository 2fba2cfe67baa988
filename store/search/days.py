"""Parsing days of the year from user input."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from store.cup.values import LEAP_YEAR, Day
from store.text.folding import words_of
from store.text.keyboards import nominatives
from store.text.romanise import other_sounds, plain, sound
from store.text.vocabulary import meanings

_NUMBERS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*\d{2,4})?\.?")  # 08.11, 8/11/1993
_ISO = re.compile(r"(?:\d{4}|-)-(\d{1,2})-(\d{1,2})")  # 1992-05-08, --05-08
_SHORTEST_MONTH = 3  # letters of an abbreviated month


def parse_day(text: str) -> Day | None:
    """The day of the year in *text*: ``8 May``, ``8 мая``, ``8 мамыр``, ``08.05``, ``1992-05-08``.

    None when it is not a day.
    """
    text = text.strip()
    if not any(map(str.isdigit, text)):
        return None
    if found := _ISO.fullmatch(text):
        return _day(int(found[2]), int(found[1]))
    if found := _NUMBERS.fullmatch(text):
        return _day(int(found[1]), int(found[2]))
    for form in (text, *nominatives(text.casefold())):
        if day := _in_words(words_of(form)):
            return day
    return None


def _in_words(words: Sequence[str]) -> Day | None:
    """The day whose month and number are among *words*, None unless there is exactly one of each."""
    months = [month for word in words if (month := _month(word))]
    numbers = [
        int(number[1]) for word in words if (number := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", word))
    ]
    return _day(numbers[0], months[0]) if len(months) == len(numbers) == 1 else None


def _day(day: int, month: int) -> Day | None:
    try:
        return Day.of(date(LEAP_YEAR, month, day))
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """The numbers of months, by their full names in every language, the Kazakh ones in Latin letters too."""
    latin = {plain(name): int(month) for name, month in meanings("months_heard").items()}
    return latin | {name: int(month) for name, month in meanings("months").items()}


@cache
def _heard() -> dict[str, int]:
    """The numbers of months, by the sounds of their full Kazakh names: qarasha and qaraşa are қараша."""
    return {sound(name): int(month) for name, month in meanings("months_heard").items()}


@lru_cache(1 << 10)
def _month(word: str) -> int | None:
    """The month that *word* names, in full or abbreviated; None when there is none."""
    if word in _months():
        return _months()[word]
    if months := {_heard()[how] for how in (sound(word), *other_sounds(word)) if how in _heard()}:
        return months.pop()
    fitting = {month for name, month in _months().items() if name.startswith(word)}
    return fitting.pop() if len(word) >= _SHORTEST_MONTH and len(fitting) == 1 else None
