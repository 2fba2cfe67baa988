"""Translations in seed files, beside the text that they translate.

In a TOML file the key of a text has the language behind it (``note_ru`` beside ``note``), in a season file in
brackets (``Note (ru): …`` below ``Note: …``, ``- Title (ru): …`` beside ``- Title: …``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from store.cup.additions import Translation
from store.seedfiles.problems import MOST_PROBLEMS, Problem, UnreadableFile
from store.seedfiles.season import Claim
from store.seedfiles.toml import Table
from store.text.folding import tidy

LONGEST_TRANSLATION = 600  # characters; other languages need more of them than English
_IN_TOML = re.compile(r"(?P<key>.+)_(?P<language>[a-z]{2,3})")
_IN_SEASON = re.compile(r"(?P<key>[^()]+?)\s*\((?P<language>[a-z]{2,3})\)", re.IGNORECASE)


def parse_key(written: str) -> tuple[str, str] | None:
    """The keyword, case-folded, and the language of a keyword in a season file; None of one without."""
    found = _IN_SEASON.fullmatch(written)
    return (found["key"].casefold(), found["language"].casefold()) if found else None


def without_translations(values: Mapping[str, Any]) -> dict[str, Any]:
    """The *values* of a TOML table without the translations of others of them."""
    return {key: value for key, value in values.items() if not _translated(key, values)}


def _translated(key: str, values: Mapping[str, Any]) -> tuple[str, str] | None:
    """The text that the value of *key* translates, and the language; None when it translates none."""
    found = _IN_TOML.fullmatch(key)
    text = values.get(found["key"]) if found else None
    return (tidy(text), found["language"]) if found and isinstance(text, str) and text else None


def translations_of_tables(tables: Iterable[Table]) -> list[Translation]:
    """The translations in TOML *tables*, in the order of the file.

    :raises UnreadableFile: for one that is no text, or too long.
    """
    found: list[Translation] = []
    problems: list[Problem] = []
    for table in tables:
        for key, value in table.values.items() if isinstance(table.values, dict) else ():
            if (of := _translated(key, table.values)) is None or value == "":
                continue
            if not isinstance(value, str) or not tidy(value) or len(value) > LONGEST_TRANSLATION:
                expected = f"a text of 1 to {LONGEST_TRANSLATION} characters"
                problems.append(table.problem(f"'{table.name}.{key}'", expected))
                continue
            found.append(Translation(*of, tidy(value)))
    if problems:
        raise UnreadableFile(problems[:MOST_PROBLEMS])
    return found


def translations_of_claims(competition: str, claims: Iterable[Claim]) -> Iterator[Translation]:
    """The translations among the *claims* of a season file; a title's is that of the *competition* too."""
    written = list(claims)
    texts = {claim.key.casefold(): claim.value for claim in written}
    for claim in written:
        key, language = parse_key(claim.key) or ("", "")
        for text in {texts.get(key, ""), competition if key == "title" else ""}:
            if text and claim.value:
                yield Translation(text, language, claim.value)
