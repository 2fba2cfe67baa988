"""Vocabulary of user input: words by meaning, from one TOML file per language in ``words``, all merged.

Input may be in any of the languages at any time, so users need not choose one.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("en", "ru", "kk")
READ = (*LANGUAGES, "de", "fr", "es", "it")
"""The languages of the vocabulary: in the further ones only how files of cups name rounds and matches."""


def vocabulary(table: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a *table*, case-folded, by meaning, language after language."""
    return _tables().get(table, {})


@cache
def meanings(table: str) -> Mapping[str, str]:
    """The meaning of each word of a *table*, case-folded."""
    return {word: meaning for meaning, words in vocabulary(table).items() for word in words}


def any_of(words: Iterable[str]) -> str:
    """A regular expression that matches any of *words*, earlier ones first."""
    alternatives = ")|(?:".join(map(re.escape, words))
    return f"(?:(?:{alternatives}))"


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """All tables of all languages, merged; what was read of the files is not kept."""
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for language in READ:
        path = resources.files("store.text").joinpath("words", f"{language}.toml")
        for name, table in tomllib.loads(path.read_text("utf-8")).items():
            words = tables.setdefault(name, {})
            for meaning, more in table.items():
                words[meaning] = (*words.get(meaning, ()), *map(_folded, more))
    return tables


def _folded(word: str) -> str:
    """*word* in small letters; the same string where it is so already."""
    small = word.casefold()
    return word if small == word else small
