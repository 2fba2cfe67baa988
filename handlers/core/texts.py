"""Rendering and localisation of messages: Jinja templates, gettext catalogues, and locale-aware formats.

English is the language of the sources and needs no catalogue; every other language is a file
``handlers/locales/<language>.po``.
"""

import gettext
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from html import unescape
from importlib import resources
from pathlib import Path
from typing import IO

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from handlers.core.paging import folded
from handlers.core.words import (
    BOARDS,
    DIFFICULTIES,
    NTH_CUP,
    NTH_TIME,
    OUTCOMES,
    REACHED,
    RECORDS,
    words_of_finding,
)
from store.archive.records import Record
from store.cup.clubs import ClubName
from store.cup.findings import Fact, Finding, Value
from store.cup.labels import Label
from store.cup.runs import Run
from store.cup.values import Bounded, Day, PartialDate, Score
from store.text.translatable import N_
from store.trivia.question import Difficulty

SOURCE_LANGUAGE = "en"
_BLANK_LINES = re.compile(r"\n{3,}")


def catalogue(language: str) -> gettext.NullTranslations:
    """The gettext catalogue of *language*, an empty one for English.

    :raises FileNotFoundError: when there is no catalogue of that language.
    """
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    with resources.files("handlers").joinpath("locales", f"{language}.po").open("rb") as po:
        return read_catalogue(po, language)


def languages() -> list[str]:
    """The codes of the available languages, that of the sources first."""
    folder = resources.files("handlers").joinpath("locales")
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    return [SOURCE_LANGUAGE, *sorted(name[:-3] for name in names if name.endswith(".po"))]


def read_catalogue(po: IO[bytes], language: str) -> gettext.GNUTranslations:
    """The translations of a ``.po`` file, compiled in memory: no build step is needed."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Texts:
    """Renders messages and formats values in one language.

    Templates are compiled on first use, 5 to 40 ms each. Compiled code is cached in the folder *compiled*, if
    that is the user's own and nobody else can write to it.
    """

    def __init__(
        self,
        language: str = SOURCE_LANGUAGE,
        translations: gettext.NullTranslations | None = None,
        compiled: Path | None = None,
    ) -> None:
        self._locale = Locale.parse(language)
        self._translations = translations or catalogue(language)
        self.gettext = self._translations.gettext
        self.ngettext = self._translations.ngettext
        self._environment = Environment(
            loader=PackageLoader("handlers"),
            bytecode_cache=_cache_in(compiled) if compiled else None,
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        )
        self._environment.install_gettext_translations(  # type: ignore[attr-defined]
            self._translations, newstyle=True
        )
        self._environment.filters |= {
            "date": self.date,
            "day": self.day,
            "number": self.number,
            "score": score,
            "cited": cited,
            "listed": listed,
            "bounds": bounds,
            "short": short,
            "facts": self.facts,
            "finding": self.finding,
            "record": self.record,
            "folded": folded,
            "years": years,
            "outcome": self.outcome,
            "reached": self.reached,
            "nth_time": self.nth_time,
            "nth_cup": self.nth_cup,
            "board": lambda span: self.gettext(BOARDS[span]),
            "difficulty": lambda code: self.gettext(DIFFICULTIES[Difficulty(code)]),
            "duration": self.duration,
        }

    def render(self, feature: str, message: str, view: object = None, **values: object) -> Markup:
        """Render a *message* of a *feature*, a block of the template ``feature.html``, as HTML: the fields of
        *view* and *values* are escaped."""
        template = self._environment.get_template(f"{feature}.html")
        shown = {name: getattr(view, name) for name in getattr(view, "__dataclass_fields__", ())}
        text = "".join(template.blocks[message](template.new_context(shown | values)))
        lines = "\n".join(line.rstrip(" ") for line in text.split("\n"))
        return Markup(_BLANK_LINES.sub("\n\n", lines).strip("\n"))  # noqa: S704 - autoescaped above

    def compile_each(self) -> Iterator[str]:
        """Compile every template, one per step, so that no answer has to; yields their names."""
        for name in self._environment.list_templates():
            self._environment.get_template(name)
            yield name

    def plain(self, feature: str, message: str, **values: object) -> str:
        """Render a *message* of a *feature*, which must have no tags, as plain text."""
        return unescape(str(self.render(feature, message, **values)))

    def date(self, when: PartialDate) -> str:
        """*when* as a localised date, as precise as it is known."""
        if exact := when.exact:
            return str(format_date(exact, "d MMMM y", locale=self._locale))
        if when.month:
            first = date(when.year, when.month, 1)
            return str(format_date(first, "LLLL y", locale=self._locale))
        return str(when.year)

    def day(self, day: Day) -> str:
        """*day* as a localised date without a year."""
        return str(format_date(day.in_leap_year, "d MMMM", locale=self._locale))

    def duration(self, seconds: float) -> str:
        """*seconds* as a localised duration in the largest unit, such as ``3 days``."""
        return str(format_timedelta(int(seconds), threshold=1, locale=self._locale))

    def facts(self, facts: Iterable[Fact], *, of_one: bool = True) -> str:
        """The names of *facts*, of one tie or of several, separated by commas."""
        names = [fact.value if of_one or fact is not Fact.MATCH else N_("every match") for fact in facts]
        return ", ".join(map(self.gettext, names))

    def finding(self, finding: Finding) -> Markup:
        """The sentence about *finding*, without its location; long values are shortened."""
        values: dict[str, object] = {name: _shown(name, value) for name, value in finding.data.items()}
        if "date" in values:
            values["date"] = self.date(PartialDate.of(str(values["date"])))
        ties = finding.data.get("ties")
        values["facts"] = self.facts(finding.facts, of_one=isinstance(ties, tuple) and len(ties) == 1)
        return Markup(self.gettext(words_of_finding(finding))) % values  # noqa: S704 - values are escaped

    def record(self, record: Record) -> str:
        """The heading of *record*, including its value."""
        return self.ngettext(*RECORDS[record.kind], record.value) % {"num": record.value}

    def nth_time(self, winner: str, number: int) -> Markup:
        """The sentence that *winner* won the cup, for so many times."""
        sentence = (
            NTH_TIME[number - 1] if number <= len(NTH_TIME) else N_("%(winner)s win cup number %(num)s.")
        )
        values = {"winner": winner, "num": number}
        return Markup(self.gettext(sentence)) % values  # noqa: S704 - values are escaped

    def nth_cup(self, number: int) -> str:
        """The sentence that the winner has won so many cups."""
        sentence = NTH_CUP[number - 1] if number <= len(NTH_CUP) else N_("It is their cup number %(num)s.")
        return self.gettext(sentence) % {"num": number}

    def outcome(self, run: Run, label: object) -> Markup:
        """The outcome of *run* in the edition *label*."""
        values = {"edition": label, "round": run.reached.name if run.reached else ""}
        return Markup(self.gettext(OUTCOMES[run.outcome])) % values  # noqa: S704 - values are escaped

    def reached(self, run: Run) -> str:
        """How far the club of *run* came, in the few words of a line of a list."""
        values = {"round": run.reached.name if run.reached else ""}
        return self.gettext(REACHED[run.outcome]) % values

    def number(self, number: int | float, digits: int = 0) -> str:
        """*number* with *digits* decimals, formatted for the locale with thousands separators."""
        pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
        return str(format_decimal(number, pattern, locale=self._locale))


def _shown(name: str, value: Value) -> str | int:
    """A value of a finding, shortened: a season file may claim anything."""
    if isinstance(value, int):
        return value
    text = value if isinstance(value, str) else ", ".join(value)
    return short(text, 80 if name == "claimed" else 200)


def _cache_in(folder: Path) -> FileSystemBytecodeCache | None:
    """The cache of compiled templates in *folder*, made if missing; None when others could write there, or
    it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owned = folder.stat()
    except OSError:
        return None
    others = stat.S_IWGRP | stat.S_IWOTH
    if os.name != "posix" or owned.st_uid != os.getuid() or owned.st_mode & others:
        return None
    return _Cache(str(folder))


class _Cache(FileSystemBytecodeCache):
    """A cache that a full or vanished disk does not disturb."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code of *bucket*, if it is there and readable."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the code of *bucket*, if that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def score(value: Score) -> str:
    """A score as in ``4–2``."""
    return f"{value.home}–{value.away}"


def bounds(value: Bounded) -> str:
    """``3`` for a settled number, ``2–3`` for bounds, ``1+`` where only the lower one is known."""
    if value.high is None:
        return f"{value.low}+"
    return str(value.low) if value.low == value.high else f"{value.low}–{value.high}"


def years(known: ClubName) -> str:
    """The years of a name: ``2006–08``, ``1997``, ``2009–``."""
    if known.since == known.until:
        return str(known.since)
    same = known.until and known.since and known.until // 100 == known.since // 100
    return f"{known.since}–{str(known.until)[2:] if same else known.until or ''}"


def listed(labels: Sequence[Label], most: int = 12) -> str:
    """The first *most* of *labels* separated by commas, with an ellipsis when there are more."""
    shown = list(map(str, labels[:most]))
    return ", ".join([*shown, "…"] if len(labels) > most else shown)


_ADDRESS = re.compile(r"(?P<name>.+) \((?P<address>https?://\S+)\)")  # ng.kz (https://www.ng.kz/…)


def cited(sources: Iterable[str]) -> Markup:
    """*sources* separated by semicolons; one with a URL in brackets becomes a link."""
    return Markup("; ").join(
        Markup('<a href="{}">{}</a>').format(found["address"], found["name"])
        if (found := _ADDRESS.fullmatch(source))
        else source
        for source in sources
    )


def short(text: str, longest: int = 40) -> str:
    """*text*, truncated with an ellipsis when it is longer than *longest* characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
