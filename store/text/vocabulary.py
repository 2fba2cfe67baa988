"""Vocabulary of user input: words by meaning, from one TOML file per language in ``words``, all merged.

Input may be in any of the languages at any time, so users need not choose one.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

_FIRST = ("en", "ru", "kk")  # whose words go before those of other languages
_ASKED_IN = "commands"  # the table that only languages have in which one can ask


@cache
def languages() -> tuple[str, ...]:
    """The languages in which one can ask; of further ones there are only words of files of cups."""
    return tuple(language for language, tables in _files().items() if _ASKED_IN in tables)


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


def _files() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    """The tables of each file of words, by its language; what is read is not kept in memory."""
    paths = [
        path
        for path in resources.files("store.text").joinpath("words").iterdir()
        if path.name.endswith(".toml")
    ]
    codes = {path.name.removesuffix(".toml"): path for path in paths}
    order = sorted(codes, key=lambda code: (_FIRST.index(code) if code in _FIRST else len(_FIRST), code))
    return {code: tomllib.loads(codes[code].read_text("utf-8")) for code in order}


@cache
def _tables() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """All tables of all languages, merged; what was read of the files is not kept."""
    tables: dict[str, dict[str, tuple[str, ...]]] = {}
    for of_language in _files().values():
        for name, table in of_language.items():
            words = tables.setdefault(name, {})
            for meaning, more in table.items():
                words[meaning] = (*words.get(meaning, ()), *map(_folded, more))
    return tables


def _folded(word: str) -> str:
    """*word* in small letters; the same string where it is so already."""
    small = word.casefold()
    return word if small == word else small
