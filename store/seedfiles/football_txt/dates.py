"""Dates in Football.TXT, mostly without a year, which follows from the heading and the dates before."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from store.cup.labels import Label
from store.cup.values import PartialDate
from store.seedfiles.wrong_line import WrongLine, shorten

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:(?:mo|tu|we|th|fr|sa|su)[a-z]{0,7}\.?,?\s+)?"
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
_SLACK = timedelta(days=3)


@dataclass(slots=True)
class Calendar:
    """The years of an edition. *span* is the first and the last day by the header (``# Date …``)."""

    label: Label
    span: tuple[date, date] | None = None
    _last: date | None = None
    _years: set[int] = field(default_factory=set)

    def at_start_of(self, text: str) -> tuple[PartialDate, int] | None:
        """The date that *text* begins with and where it ends, None when it begins with none.

        :raises WrongLine: for a day that does not exist.
        """
        for form in _DATES:
            if (found := form.match(text)) and (month := _month_of(found)):
                return self._date(found, month), found.end()
        return None

    def _date(self, found: re.Match[str], month: int) -> PartialDate:
        written = found.groupdict().get("year")
        try:
            if written:
                year = int(written) if len(written) == 4 else self.label.first // 100 * 100 + int(written)
                self._years.add(year)
                self._last = date(year, month, int(found["day"]))
            else:
                self._last = self._nearest(month, int(found["day"]))
        except ValueError:
            raise WrongLine(f"there is no '{shorten(found[0].strip())}'", "a day of the calendar") from None
        return PartialDate(self._last.year, self._last.month, self._last.day)

    def _nearest(self, month: int, day: int) -> date:
        """The day without a year: within the header's span, else nearest to the last date.

        At first the earliest in an edition's years; of a season over two years those from July on are in its
        first.
        """
        years = sorted({*range(self.label.first, self.label.last + 1), *self._years})
        days = [found for year in years if (found := _day(year, month, day))]
        if not days:
            raise ValueError
        if self.span:
            first, last = self.span
            within = [found for found in days if first - _SLACK <= found <= last + _SLACK]
            days = within or days
        if self._last is None:
            later = self.label.first != self.label.last and month < 7
            return days[-1] if later else days[0]
        last_date = self._last
        return min(days, key=lambda found: abs(found - last_date))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


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
