"""Headings of season files: which format, which edition, which cup."""

import pytest

from store.cup.labels import Label
from store.seedfiles.heading import heading_of, is_football_txt


@pytest.mark.parametrize(
    ("text", "label", "competition", "football_txt"),
    [
        ("= 1993 Kazakhstan Cup =\n==Final==\n", Label(1993, 1993), "Kazakhstan Cup", False),
        ("=  1998–99  Town Cup  =\n", Label(1998, 1999), "Town Cup", False),
        ("= English FA Cup 2018/19\n", Label(2018, 2019), "English FA Cup", True),
        ("# Title\n\n= World Cup 1986   # in May\n", Label(1986, 1986), "World Cup", True),
        ("= Lakeland | Cup 2025\n", Label(2025, 2025), "Lakeland Cup", True),
        ("= Copa, 2012 =\n▪ Final\n", Label(2012, 2012), "Copa", True),
        ("= Town Cup 1931 =\n==Final==\n", None, None, False),
        ("= Cup 2018/15 2019\n", Label(2019, 2019), "Cup 2018/15", True),
        ("= 2024\n", None, None, True),
        ("= 1990–1980 Cup =\n==Final==\n", None, None, False),
        ("▪ Final\nA 1-0 B\n", None, None, True),
        ("A text of another kind.\n", None, None, False),
        ("", None, None, False),
    ],
)
def test_headings(text: str, label: Label | None, competition: str | None, football_txt: bool) -> None:
    found = heading_of(text)
    assert is_football_txt(text) is football_txt
    assert (found and found.label, found and found.competition) == (label, competition)
