"""What people type, by what it stands for: a file for each language in ``words``, all read together.

A word may be of any language at any time, so nobody has to say which one is spoken.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("en", "ru", "kk")


@cache
def vocabulary(table: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a *table*, in small letters, by what they stand for, language after language."""
    words: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        for meaning, more in _file(language).get(table, {}).items():
            words[meaning] = (*words.get(meaning, ()), *(word.casefold() for word in more))
    return words


@cache
def meanings(table: str) -> Mapping[str, str]:
    """What each word of a *table*, in small letters, stands for."""
    return {word: meaning for meaning, words in vocabulary(table).items() for word in words}


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of *words*, those that stand first before others."""
    alternatives = ")|(?:".join(map(re.escape, words))
    return f"(?:(?:{alternatives}))"


@cache
def _file(language: str) -> Mapping[str, Mapping[str, list[str]]]:
    path = resources.files("store.text").joinpath("words", f"{language}.toml")
    return tomllib.loads(path.read_text("utf-8"))
