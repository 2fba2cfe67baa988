"""Translations beside the texts of seed files."""

import pytest

from store.cup.additions import Translation
from store.importing.reading import load, translations_of
from store.seedfiles.problems import UnreadableFile
from store.seedfiles.season_txt.parse import parse_season
from store.seedfiles.toml import TomlFile
from store.seedfiles.translations import translations_of_tables

FINAL = "==Final==\nAlpha 1-0 Beta\n"


def test_translations_of_a_season_file() -> None:
    season = parse_season(
        "= 2020 Cup =\n\nInfobox\n- Title: Cup\n- Title (RU): Кубок\n- Reason: War.\n- Reason (kk): Соғыс.\n"
        "- Winners: Alpha\nOne.\nSummary (ru): Раз.\nTwo.\nSummary (ru): Два.\n"
        f"{FINAL}  Note: Rain.\n  Note (ru): Дождь.\n  note (kk): Жаңбыр.\n"
        "  Note: Snow.\n  Note (ru): Снег.\n",
        "a.txt",
    )
    assert season.summary == ("One.", "Two.")
    assert season.rounds[0].matches[0].notes == ("Rain.", "Snow.")
    assert translations_of(season) == [
        Translation("Cup", "ru", "Кубок"),
        Translation("War.", "kk", "Соғыс."),
        Translation("One.", "ru", "Раз."),
        Translation("Two.", "ru", "Два."),
        Translation("Rain.", "ru", "Дождь."),
        Translation("Rain.", "kk", "Жаңбыр."),
        Translation("Snow.", "ru", "Снег."),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            f"= 1990 Cup =\n{FINAL}  Note (ru): x\n",
            "a.txt:4: 'Note (ru)' of nothing, expected 'Note' in a line above it",
        ),
        (
            f"= 1990 Cup =\n{FINAL}  Note: x\n  Note (ru):\n",
            "a.txt:5: 'Note (ru)' without a value, expected one behind the colon",
        ),
        (
            f"= 1990 Cup =\nSummary (kk): x\n{FINAL}",
            "a.txt:2: 'Summary (kk)' of nothing, expected 'Summary' in a line above it",
        ),
        (
            f"= 1990 Cup =\n{FINAL}  Note: x\n  Note (ru): {'x' * 601}\n",
            "a.txt:5: 'Note (ru)' of 601 characters, expected at most 600",
        ),
        (f"= 1990 Cup =\n{FINAL}  Venue (ru): x\n", "plays no part in this tie"),
    ],
)
def test_what_is_wrong_with_one_is_said(text: str, problem: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        parse_season(text, "a.txt")
    assert problem in str(error.value.problems[0])


def test_translations_of_tables() -> None:
    file = TomlFile(
        '[[notes]]\nedition = "1990"\ntext = "A  note."\ntext_ru = "Заметка."\ntext_kk = ""\n'
        'sources = ["x"]\n',
        "supplement.toml",
    )
    assert translations_of_tables(file.every_table()) == [Translation("A note.", "ru", "Заметка.")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("text_ru = 3", "supplement.toml:1: 'notes.text_ru', expected a text of 1 to 600 characters"),
        (
            f'text_ru = "{"x" * 601}"',
            "supplement.toml:1: 'notes.text_ru', expected a text of 1 to 600 characters",
        ),
        ('txt_ru = "x"', "supplement.toml:1: 'notes.txt_ru', expected a key this file knows"),
        ('text_russian = "x"', "supplement.toml:1: 'notes.text_russian', expected a key this file knows"),
    ],
)
def test_what_is_wrong_with_one_in_a_table_is_said(line: str, problem: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        load(f'[[notes]]\nedition = "1990"\ntext = "A"\nsources = ["x"]\n{line}\n', "supplement.toml")
    assert [str(one) for one in error.value.problems] == [problem]
