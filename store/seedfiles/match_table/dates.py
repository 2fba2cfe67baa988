"""Dates in the cells of a table, in any of the ways in which spreadsheets and people write them."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from store.cup.labels import Label
from store.cup.values import PartialDate
from store.seedfiles.wrong_line import WrongLine, shorten
from store.text.folding import tidy
from store.text.vocabulary import meanings

_TIME = re.compile(  # 15:00, T15:00:00Z, - 3:00 pm
    r"(?:T|,?\s+(?:-\s+|at\s+)?)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]m|Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")  # 1993-11-08
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")  # 1993-11
_NUMBERS = re.compile(r"(\d{1,2})(?P<sign>[./-])(\d{1,2})(?P=sign)(\d{4}|\d{2})")  # 08.11.1993, 11/8/93
_SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")  # 08.11.
_YEAR = re.compile(r"\d{4}")
_WORDS = re.compile(  # 8 November 1993, November 8, 1993, 8 ноября 1993 г., 8-Nov-93, Nov 1993
    r"(?:[^\W\d_]+\.?,?\s+)??"
    r"(?:(?P<day>\d{1,2}|\?)(?:st|nd|rd|th)?\.?[\s-]+)?(?P<month>[^\W\d_]{3,})\.?"
    r"(?:[\s-]+(?P<behind>\d{1,2})(?:st|nd|rd|th)?)??(?:,?[\s-]+(?P<year>\d{4}|\d{2}))?(?:\s*(?:г\.?|ж\.?))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{5}(?:\.0)?")  # 34281, the days since 1900
_EXPECTED = "a date such as 1993-11-08, 08.11.1993 or 8 November 1993, or a month or year alone"
_HALF = 7  # the month in which an edition over two years begins
_SHORTEST = 3  # letters of an abbreviated month


def month_first(texts: Iterable[str]) -> bool | None:
    """Whether the dates in *texts*, all of one column, have the month before the day, as ``11/8/1993`` may.

    None when no date of it tells: none has a number above 12, or some have it in front and some behind.
    """
    first = second = False
    for text in texts:
        if (found := _NUMBERS.fullmatch(_TIME.sub("", tidy(text)))) and found["sign"] != ".":
            first = first or int(found[1]) > 12
            second = second or int(found[3]) > 12
    return None if first == second else second


def read_date(text: str, label: Label | None, months_first: bool | None) -> PartialDate:
    """The date in *text*, as precise as it is; *label* is the edition, by which a year that is not written or
    of two digits is known. *months_first* is the order in ``11/8/1993``, see :func:`month_first`.

    :raises WrongLine: when it is none, or could be two days.
    """
    written = _TIME.sub("", tidy(text)).strip()
    wrong = f"'{shorten(tidy(text))}'"
    try:
        if found := _ISO.fullmatch(written):
            return _day(int(found[1]), int(found[2]), int(found[3]))
        if found := _MONTH.fullmatch(written):
            return _month(int(found[1]), int(found[2]))
        if _YEAR.fullmatch(written) and int(written):
            return PartialDate(int(written))
        if found := _NUMBERS.fullmatch(written):
            day, month = int(found[1]), int(found[3])
            if found["sign"] != "." and months_first is None and day != month and max(day, month) <= 12:
                expected = f"'{_iso(found, label)}' or the like: it could be two days"
                raise WrongLine(wrong, expected)
            if found["sign"] != "." and (months_first or month > 12 >= day):
                day, month = month, day
            return _day(_full_year(found[4], label), month, day)
        if found := _SHORT.fullmatch(written):
            return _without_year(int(found[2]), int(found[1]), label)
        if (found := _WORDS.fullmatch(written)) and (number := _months().get(found["month"].casefold())):
            return _in_words(found, number, label)
    except ValueError:
        raise WrongLine(wrong, "a day of the calendar") from None
    if _NUMBER.fullmatch(written):
        raise WrongLine(wrong, f"{_EXPECTED} (format the column as a date)")
    raise WrongLine(wrong, _EXPECTED)


def looks_like_date(text: str) -> bool:
    """Whether *text* is what spreadsheets make of ``2-1`` and ``1/8``: ``2-Jan``, ``01.фев``,
    ``2026-01-02``."""
    written = _TIME.sub("", tidy(text))
    if _ISO.fullmatch(written) or _NUMBERS.fullmatch(written):
        return True
    found = re.fullmatch(r"\d{1,2}[-. ]([^\W\d_]{3,})\.?|([^\W\d_]{3,})\.?[-. ]\d{2}", written)
    return bool(found and (found[1] or found[2]).casefold() in _months())


def _in_words(found: re.Match[str], month: int, label: Label | None) -> PartialDate:
    day = found["day"] or found["behind"]
    if day in (None, "?"):
        if found["year"] is None:
            raise ValueError
        return _month(_full_year(found["year"], label), month)
    if found["year"] is None:
        return _without_year(month, int(day), label)
    return _day(_full_year(found["year"], label), month, int(day))


def _iso(found: re.Match[str], label: Label | None) -> str:
    return str(PartialDate(_full_year(found[4], label), int(found[3]), int(found[1])))


def _full_year(written: str, label: Label | None) -> int:
    """The year of four digits; of two, that of the edition or the one after it.

    :raises WrongLine: when two digits are of no year of the edition, or it is not known.
    """
    if len(written) == 4:
        return int(written)
    years = range(label.first, label.last + 2) if label else range(0)
    for year in years:
        if year % 100 == int(written):
            return year
    raise WrongLine(f"the year '{written}'", "four digits")


def _without_year(month: int, day: int, label: Label | None) -> PartialDate:
    """The day in the edition's year; of two years from July on in the first."""
    if label is None:
        raise WrongLine("a date without a year", "the year in it, or a column for the season")
    year = label.first if label.first == label.last or month >= _HALF else label.last
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> PartialDate:
    when = date(year, month, day)
    return PartialDate(when.year, when.month, when.day)


def _month(year: int, month: int) -> PartialDate:
    date(year, month, 1)
    return PartialDate(year, month)


@cache
def _months() -> dict[str, int]:
    """The numbers of months by their names in any language, and by the beginnings that only one has."""
    names = {name: int(month) for name, month in meanings("months").items()}
    beginnings: dict[str, set[int]] = {}
    for name, month in names.items():
        for end in range(_SHORTEST, len(name)):
            beginnings.setdefault(name[:end], set()).add(month)
    short = {name: months.pop() for name, months in beginnings.items() if len(months) == 1}
    return {**short, "sept": 9, **names}
