"""Dates in Football.TXT, mostly without a year, which follows from the heading and the dates before."""

import re
from dataclasses import dataclass, field
from datetime import date

from store.cup.labels import Label
from store.cup.values import PartialDate
from store.seedfiles.wrong_line import WrongLine, shorten

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_WEEKDAY = r"(?:(?P<weekday>mo|tu|we|th|fr|sa|su)[a-z]{0,7}\.?,?\s+)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = (
    rf"{_MONTH}[\s/]+(?P<day>\d{{1,2}})(?:\s*[&+]\s*\d{{1,2}})?(?:,?\s+{_YEAR})?",  # Nov 3, Nov/3, Jun 8 & 12
    rf"(?P<day>\d{{1,2}})\.?\s+{_MONTH}(?:,?\s+{_YEAR})?",  # 3 November 2023
    r"(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>\d{4}|\d{2})",  # 25.07.2025, 26/3/26
    r"(?P<day>\d{1,2})/(?P<number>\d{1,2})",  # 26/3
    r"(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.",  # 25.07.
    r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})",  # 2023-11-03
)
_DATES = tuple(re.compile(rf"\[?{_WEEKDAY}{form}\]?(?=\s|$|@)", re.IGNORECASE) for form in _FORMS)
_MONTH_ALONE = re.compile(rf"{_MONTH}\s+{_YEAR}", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\s+(\d{2})(?=\s|$|\])")
_SLACK = 3  # days that a date may lie outside the span of the header
_HALF = 7  # the month in which a season over two years begins


@dataclass(slots=True)
class Calendar:
    """The years of an edition. *span* is the first and the last day by the header (``# Date …``)."""

    label: Label
    span: tuple[date, date] | None = None
    _years: set[int] = field(default_factory=set)
    _latest: date = date.min

    def at_start_of(self, text: str) -> tuple[PartialDate, int] | None:
        """The date that *text* begins with and where it ends, None when it begins with none.

        :raises WrongLine: for a day that does not exist.
        """
        for form in _DATES:
            if (found := form.match(text)) and (month := _month_of(found)):
                return self._date(found, month, text)
        return None

    def _date(self, found: re.Match[str], month: int, text: str) -> tuple[PartialDate, int]:
        written, end = found.groupdict().get("year"), found.end()
        short = None if written else _SHORT_YEAR.match(text, end)
        if short and int(short[1]) in {year % 100 for year in self._own_years}:  # 10 July 26
            written, end = short[1], short.end()
        try:
            if written:
                year = int(written) if len(written) == 4 else self._in_full(int(written))
                self._years.add(year)
                when = date(year, month, int(found["day"]))
            else:
                when = self._without_year(month, int(found["day"]), found["weekday"])
        except ValueError:
            raise WrongLine(f"there is no '{shorten(found[0].strip())}'", "a day of the calendar") from None
        self._latest = max(self._latest, when)
        return PartialDate(when.year, when.month, when.day), end

    @property
    def _own_years(self) -> range:
        return range(self.label.first, self.label.last + 1)

    def _in_full(self, digits: int) -> int:
        """The year with these two last digits: one of the edition's, else of the century it began in."""
        century = self.label.first // 100 * 100
        return next((year for year in self._own_years if year % 100 == digits), century + digits)

    def _without_year(self, month: int, day: int, weekday: str | None) -> date:
        """A day without its year.

        Rule, in order: within the header's span; on the weekday that is named, in the edition's years or,
        unless the dates go on without it, the year after them; in an edition's only year, and of two years
        from July on in the first.
        """
        spanned = {day.year for day in self.span} if self.span else set()
        usual = sorted({*self._own_years, *self._years, *spanned})
        days = [found for year in usual if (found := _day(year, month, day))]
        if not days:
            raise ValueError
        beside = _day(usual[-1] + 1, month, day)
        if self.span:
            first, last = self.span
            within = [
                found for found in days if (first - found).days <= _SLACK and (found - last).days <= _SLACK
            ]
            if within:
                return within[0]
        if weekday:
            number = _DAYS.index(weekday.casefold())
            named = [found for found in days if found.weekday() == number]
            goes_on = date.min < self._latest <= days[-1]  # in the same year, whatever the weekday says
            if not named and beside and beside.weekday() == number and not goes_on:
                return beside
            days = named or days
        if self.label.first != self.label.last:
            year = self.label.first if month >= _HALF else self.label.last
            days = [found for found in days if found.year == year] or days
        return days[0]


def _day(year: int, month: int, day: int) -> date | None:
    """The day, None when there is none: no 29 February, no year 0 or 10000."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of_year(text: str) -> PartialDate | None:
    """The month in *text*, ``Nov 2012``, None when it is something else."""
    found = _MONTH_ALONE.fullmatch(text)
    month = _month_of(found) if found else None
    return PartialDate(int(found["year"]), month) if found and month else None


def _month_of(found: re.Match[str]) -> int | None:
    groups = found.groupdict()
    if number := groups.get("number"):
        return int(number)
    name = groups["month"].casefold()
    matching = [place for place, month in enumerate(_MONTHS, start=1) if name.startswith(month)]
    full = ("january", "february", "march", "april", "may", "june", "july", "august", "september")
    names = (*full, "october", "november", "december")
    return matching[0] if matching and (names[matching[0] - 1].startswith(name) or name == "sept") else None


def span_of(text: str) -> tuple[date, date] | None:
    """The first and the last day in a header ``Thu Aug 12 2010 - Sun May 29 2011 (290d)``, None without
    them."""
    days = []
    parts = re.split(r"\s[-–]\s", re.sub(r"\(.*", "", text))
    for part in parts:
        for form in _DATES:
            if (found := form.match(part.strip())) and (month := _month_of(found)):
                days.append((found.groupdict().get("year"), month, int(found["day"])))
                break
    if len(days) != 2:
        return None
    (first_year, first_month, first_day), (last_year, last_month, last_day) = days
    year = first_year or last_year
    if year is None:
        return None
    first = _day(int(year), first_month, first_day)
    last = _day(int(last_year or year), last_month, last_day)
    return (first, last) if first and last and first <= last else None
