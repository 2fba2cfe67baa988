"""The files of words that people type: of one shape in every language, and clear."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

import store.text
from store.text.vocabulary import languages, meanings, vocabulary

FILES = Path(store.text.__file__).parent / "words"
TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FILES.glob("*.toml"))}


def test_the_languages_in_which_one_can_ask() -> None:
    assert languages() == ("en", "ru", "kk")
    assert set(languages()) < set(TABLES)


@pytest.mark.parametrize("language", TABLES)
def test_a_file_has_tables_of_words(language: str) -> None:
    for table, rows in TABLES[language].items():
        assert rows, table
        for meaning, words in rows.items():
            assert words, meaning
            assert [
                word for word in words if not isinstance(word, str) or word != word.casefold().strip()
            ] == []


@pytest.mark.parametrize(
    "table", ["commands", "rounds", "ordinals", "difficulties", "days", "spans", "marks", "byes"]
)
def test_a_word_stands_for_one_thing(table: str) -> None:
    counted = Counter(word for words in vocabulary(table).values() for word in words)
    assert [word for word, times in counted.items() if times > 1] == []


def test_words_of_all_languages_together() -> None:
    assert vocabulary("days")["tomorrow"] == ("tomorrow", "завтра", "ертең")
    assert meanings("difficulties")["қиын"] == "hard"
    assert vocabulary("no such table") == {}
