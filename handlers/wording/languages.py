"""The languages that there are: the folders of ``handlers/locales``, each with a ``language.toml``.

English is the language of the sources and needs no catalogue; every other folder has a ``messages.po``.
"""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639 *code*. *name* is what it calls itself; *also_for* are codes of Telegram that
    it is used for as well; *names_of* other languages whose names it uses where it has none.

    Numbers have the sign *thousands* from *grouped_from* on, and *decimal* before decimals. *months* are
    those in dates, *months_alone* those with a year only, as the Unicode CLDR has them. *forms* are the
    patterns of dates and the signs between the years of an edition and the goals of a score, *round_codes*
    the short names of rounds. *alphabet* is the order of its letters, *letters* say how it writes names that
    are known in Latin letters only.
    """

    code: str
    name: str
    also_for: tuple[str, ...] = ()
    names_of: tuple[str, ...] = ()
    grouped_from: int = 1_000
    thousands: str = ","
    decimal: str = "."
    months: tuple[str, ...] = ()
    months_alone: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    round_codes: Mapping[str, str] = field(default_factory=dict)
    alphabet: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_source(self) -> bool:
        """Whether messages are written in it in the code itself."""
        return self.code == SOURCE_LANGUAGE


def folder_of(code: str) -> Traversable:
    """The folder of the language *code*."""
    return resources.files("handlers").joinpath("locales", code)


@cache
def languages() -> Mapping[str, Language]:
    """Every language by its code, that of the sources first."""
    folders = (found.name for found in resources.files("handlers").joinpath("locales").iterdir())
    codes = sorted(code for code in folders if folder_of(code).joinpath("language.toml").is_file())
    return {code: _language(code, codes) for code in sorted(codes, key=lambda code: code != SOURCE_LANGUAGE)}


def _language(code: str, codes: Collection[str]) -> Language:
    """The language with this *code*, which is used for no other that is one of *codes* itself."""
    text = folder_of(code).joinpath("language.toml").read_text("utf-8")
    values = tomllib.loads(text)
    return Language(
        code,
        values["name"],
        tuple(other for other in values.get("also_for", ()) if other not in codes),
        tuple(values.get("names_of", ())),
        values["grouped_from"],
        values["thousands"],
        values["decimal"],
        tuple(values["months"]),
        tuple(values["months_alone"]),
        values["forms"],
        values.get("round_codes", {}),
        values.get("order", {}).get("alphabet", ""),
        values.get("letters", {}),
    )


def known_language(codes: Iterable[str | None]) -> str:
    """The code of the first of *codes* that there is a language for, else that of the sources.

    Codes are IETF language tags as Telegram has them, such as ``ru`` or ``pt-br``.
    """
    for code in filter(None, codes):
        main = code.casefold().partition("-")[0]
        for language in languages().values():
            if main == language.code or main in language.also_for:
                return language.code
    return SOURCE_LANGUAGE
