from datetime import date
from pathlib import Path

import pytest
from babel import Locale

from store.archive.archive import Archive
from store.archive.days import days_of_play, nearest_days, ties_on
from store.cup.values import Day
from store.search.days import parse_day
from store.text.vocabulary import languages
from tests.store.seasons import archive_of


@pytest.mark.parametrize(
    "text",
    [
        *("8 May", "May 8", "8th of May", "8 мая", "8 мамыр", "08.05", "8/5", "8.5.1992", "1992-05-08"),
        *("--05-08", "8 May 1992", "8 may", "мая 8", "8-05", "8 МАЯ"),
    ],
)
def test_a_day(text: str) -> None:
    assert parse_day(text) == Day(5, 8)


@pytest.mark.parametrize(
    ("text", "day"), [("24 Jule", Day(7, 24)), ("29 февраля", Day(2, 29)), ("1 jan", Day(1, 1))]
)
def test_more_days(text: str, day: Day) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("texts", "month"),
    [
        ("qantar qańtar qañtar kantar", 1),
        ("aqpan akpan", 2),
        ("nauryz naurız", 3),
        ("sáuir säuir sauir sawir", 4),
        ("mamyr mamır", 5),
        ("mausym mawsım", 6),
        ("shilde şilde", 7),
        ("tamyz tamız", 8),
        ("qyrkuiek qırküyek kyrkuyek", 9),
        ("qazan kazan", 10),
        ("qarasha qaraşa karasha", 11),
        ("jeltoqsan zheltoqsan", 12),
    ],
)
def test_kazakh_months_in_latin_letters(texts: str, month: int) -> None:
    assert {parse_day(f"4 {text}") for text in texts.split()} == {Day(month, 4)}


@pytest.mark.parametrize(
    "text", ["", "May", "8", "31.02", "32 May", "8 Foo", "ju 8", "8 9 May", "Kairat", "99.99"]
)
def test_no_day(text: str) -> None:
    assert parse_day(text) is None


def test_days_go_round() -> None:
    assert Day.of(date(1993, 11, 8)).days_to(Day(11, 8)) == 0
    assert Day(12, 31).days_to(Day(1, 1)) == 1
    assert (str(Day(5, 8)), Day(2, 29).number) == ("--05-08", 60)


def test_ties_of_a_day(early: Archive) -> None:
    found = [(played.year, early.tie(played.tie)) for played in ties_on(early, [Day(8, 8)])]
    assert [(year, tie.round.code, tie.home.name) for year, tie in found] == [
        (1993, "SF", "Dynamo Almaty"),
        (1992, "F", "Kairat"),
    ]
    assert nearest_days(Day(8, 8), days_of_play(early)) == [Day(8, 8)]
    assert nearest_days(Day(11, 22), days_of_play(early)) == [Day(11, 8)]


def test_walkovers_and_days_half_known_are_left_out(tmp_path: Path) -> None:
    text = "= 1990 Cup =\n==Semi-finals==\n8 May 1990\nA (w/o) B\nMay 1990\nC 1-0 D\n==Final==\n"
    archive = archive_of(tmp_path, a=f"{text}1990\nA 1-0 C\n")
    assert ties_on(archive, [Day(5, 8)]) == []
    assert nearest_days(Day(5, 8), days_of_play(archive)) == []
    archive.close()


def test_both_nearest_days(tmp_path: Path) -> None:
    text = "= 1990 Cup =\n==Semi-finals==\n8 May 1990\nA 1-0 B\n12 May 1990\nC 1-0 D\n==Final==\nA 1-0 C\n"
    archive = archive_of(tmp_path, a=text)
    assert nearest_days(Day(5, 10), days_of_play(archive)) == [Day(5, 8), Day(5, 12)]
    archive.close()


@pytest.mark.parametrize("language", languages())
def test_the_months_of_every_language_are_those_of_the_unicode_cldr(language: str) -> None:
    locale = Locale(language)
    for context in ("format", "stand-alone"):
        for number, name in locale.months[context]["wide"].items():
            assert parse_day(f"8 {name}") == Day(number, 8)
