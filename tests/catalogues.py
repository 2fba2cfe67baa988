"""The catalogues of messages: extraction of the sources, and checks; for translators and for the tests.

``python -m tests.catalogues update`` brings every ``handlers/locales/*/messages.po`` up to date with the
sources: new messages are there without a translation, gone ones are left out, and a message that resembles
one that is gone has its translation, marked fuzzy. ``python -m tests.catalogues check`` says what is wrong
with each: a message without a translation, a fuzzy one, other placeholders than the message, other plural
forms than the language has.
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from handlers.wording.languages import languages

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "handlers" / "locales"
_METHODS = [("**.py", "python"), ("handlers/templates/**.html", "jinja2.ext.babel_extract")]
_OPTIONS = {"handlers/templates/**.html": {"extensions": "jinja2.ext.do", "newstyle_gettext": "true"}}
_KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "sentence": None,
    "ngettext": (1, 2),
    "NN_": (1, 2),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|(\{\w+\})")
_PERCENT = re.compile(r"%(?!\(\w+\)s)(?!%)(?<!%%)")


@cache
def extracted() -> Catalog:
    """The messages of the sources, each once, sorted."""
    found = Catalog(project="Kubok", charset="utf-8")
    for package in ("bot", "handlers", "store"):
        for path, line, message, comments, context in extract_from_dir(
            ROOT / package,
            method_map=[(pattern.removeprefix(f"{package}/"), method) for pattern, method in _METHODS],
            options_map={pattern.removeprefix("handlers/"): options for pattern, options in _OPTIONS.items()},
            keywords=_KEYWORDS,
        ):
            if message:
                found.add(
                    message, locations=[(f"{package}/{path}", line)], auto_comments=comments, context=context
                )
    return found


def read(code: str) -> Catalog:
    """The catalogue of the language *code*, empty when it has none."""
    path = FOLDER / code / "messages.po"
    if not path.exists():
        return Catalog(locale=code, charset="utf-8")
    with path.open("rb") as po:
        return read_po(po, locale=code)


def update(code: str) -> None:
    """Bring the catalogue of the language *code* up to date with the sources."""
    catalogue = read(code)
    catalogue.update(extracted(), update_creation_date=False)
    write(code, catalogue)


def write(code: str, catalogue: Catalog) -> None:
    """Write *catalogue* as that of the language *code*, without line numbers, which change too often."""
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version = "Kubok", "1"
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.header_comment = f"# The messages of Kubok in {languages()[code].name}."
    catalogue.fuzzy = False
    with (FOLDER / code / "messages.po").open("wb") as po:
        write_po(po, catalogue, width=110, sort_output=True, include_lineno=False)


def problems_of(code: str) -> Iterator[str]:
    """What is wrong with the catalogue of the language *code*, a line for each problem."""
    catalogue, sources = read(code), extracted()
    for source in sources:
        if source.id and catalogue.get(source.id) is None:
            yield f"{code}: not there: {source.id!r}"
    for message in catalogue:
        if message.id and sources.get(message.id) is None:
            yield f"{code}: of no source: {message.id!r}"
    yield from (f"{code}: {problem}" for problem in problems_in(catalogue))


def problems_in(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with the translations of a *catalogue*, a line for each problem."""
    for message in catalogue:
        if message.id:
            for problem in _problems(message, catalogue.num_plurals):
                yield f"{problem}: {message.id!r}"


def _problems(message: Message, forms: int) -> Iterator[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [message.string] if isinstance(message.string, str) else list(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(said):
        yield "not translated"
    if len(ids) > 1 and len(said) != forms:
        yield f"{len(said)} plural forms of {forms}"
    wanted = {name for text in ids for name in _PLACEHOLDER.findall(text)}
    for text in filter(None, said):
        if set(_PLACEHOLDER.findall(text)) != wanted:
            yield f"other placeholders in {text!r}"
        if _PERCENT.search(text):
            yield f"a bare % in {text!r}"
        if text.strip() != text and ids[0].strip() == ids[0]:
            yield f"blanks around {text!r}"


def main() -> None:
    """Run the command of the command line."""
    codes = [code for code, language in languages().items() if not language.is_source]
    if sys.argv[1:] == ["update"]:
        for code in codes:
            update(code)
    elif sys.argv[1:] == ["check"]:
        problems = [problem for code in codes for problem in problems_of(code)]
        print("\n".join(problems) or f"{len(extracted())} messages in {', '.join(codes)}: nothing is wrong")
        sys.exit(1 if problems else 0)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
