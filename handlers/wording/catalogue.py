"""Gettext catalogues: the ``messages.po`` of a language's folder, or ``messages.mo`` compiled from it.

The package is built with the compiled ones, see ``hatch_build.py``; in a checkout whose ``messages.po`` is
newer, that is compiled in memory, which takes some 0.1 s.
"""

import gettext
import io
from pathlib import Path
from typing import IO

from handlers.wording.languages import SOURCE_LANGUAGE, folder_of

Translations = gettext.NullTranslations

SOURCE, COMPILED = "messages.po", "messages.mo"


def catalogue(language: str) -> Translations:
    """The gettext catalogue of *language*, an empty one for English, and for a language without any."""
    source, compiled = (Path(str(folder_of(language).joinpath(name))) for name in (SOURCE, COMPILED))
    if language == SOURCE_LANGUAGE or not source.exists():
        return Translations()
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        with compiled.open("rb") as mo:
            return gettext.GNUTranslations(mo)
    with source.open("rb") as po:
        return read_catalogue(po, language)


def read_catalogue(po: IO[bytes], language: str) -> gettext.GNUTranslations:
    """The translations of a ``.po`` file, compiled in memory."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
