"""Gaps between editions, of cups of every year and of others."""

import pytest

from store.archive.coverage import missing_years
from store.cup.labels import Label


def years(*first: int) -> list[Label]:
    return [Label(year, year) for year in first]


@pytest.mark.parametrize(
    ("labels", "missing"),
    [
        ([], []),
        (years(1992), []),
        (years(1992, 1993, 1995), years(1994)),
        (years(1992, 1996), [Label(1993, 1995)]),
        ([Label(1995, 1995), Label(1996, 1997), Label(1998, 1999)], []),
        ([Label(1995, 1995), Label(1997, 1998)], years(1996)),
        (years(1930, 1934, 1938, 1950, 1954, 1958), years(1942, 1946)),
        (years(2008, 2012, 2016, 2021, 2024, 2028, 2032), []),
        (years(1992, 1996, 2000), [Label(1993, 1995), Label(1997, 1999)]),  # too few to tell
        (years(1990, 1991, 1992, 1994, 1998), [Label(1993, 1993), Label(1995, 1997)]),
        ([Label(2000, 2000), Label(2000, 2001), Label(2000, 2002), Label(2000, 2003)], []),
    ],
)
def test_missing_years(labels: list[Label], missing: list[Label]) -> None:
    assert missing_years(labels) == missing
