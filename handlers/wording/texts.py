"""Rendering of messages in one language: Jinja templates whose sentences go through a gettext catalogue."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any

from markupsafe import Markup

from handlers.wording.catalogue import Translations, catalogue
from handlers.wording.formats import Formats
from handlers.wording.languages import SOURCE_LANGUAGE, languages
from handlers.wording.templates import Templates
from handlers.wording.values import Values, bounds
from handlers.wording.words import (
    BOARDS,
    DIFFICULTIES,
    MODES,
    NAMES_IN_FINDINGS,
    NTH_CUP,
    NTH_TIME,
    OUTCOMES,
    REACHED,
    RECORDS,
    ROUNDS_IN_FINDINGS,
    SEASON_FILES,
    WIKIPEDIAS,
    words_of_finding,
)
from store.archive.archive import Archive
from store.archive.names import Names
from store.archive.records import Record
from store.chats.models import Mode
from store.cup.findings import Fact, Finding, Value
from store.cup.labels import Label
from store.cup.runs import Run
from store.cup.values import PartialDate
from store.text.translatable import N_
from store.trivia.question import Difficulty

_BLANK_LINES = re.compile(r"\n{3,}")


def texts_of(archive: Archive | None = None, compiled: Path | None = None) -> Callable[[str], "Texts"]:
    """A function that returns the texts of a language by its code, with the names of *archive*; each is made
    when it is first asked for.

    Compiled templates are cached in the folder *compiled*.
    """
    templates = Templates(compiled)

    @cache
    def texts(language: str) -> Texts:
        beside = languages()[language].names_of
        return Texts(language, Names(archive, language, beside) if archive else None, templates=templates)

    return texts


class Texts:
    """Renders messages and shows values in one *language*, with the *names* of an archive."""

    def __init__(
        self,
        language: str = SOURCE_LANGUAGE,
        names: Names | None = None,
        translations: Translations | None = None,
        templates: Templates | None = None,
    ) -> None:
        known = languages()[language]
        said = translations or catalogue(language)
        self.language = language
        self.gettext = said.gettext
        self.ngettext = said.ngettext
        self.formats = Formats(known)
        self.values = Values(known, self.formats, said, names)
        self.show = self.values.show
        self.date, self.day, self.number = self.formats.date, self.formats.day, self.formats.number
        self.filters: dict[str, Any] = {
            "date": self.date,
            "day": self.day,
            "number": self.number,
            "duration": self.formats.duration,
            "goals": self.formats.goals,
            "walkover": self.formats.walkover,
            "name": self.show,
            "called": self.values.called,
            "person": self.values.person,
            "place": self.values.place,
            "player": lambda known, club: self.values.player(*known, club.club if club else ""),
            "other_name": self.values.other_name,
            "city": self.values.city,
            "pair": self.values.pair,
            "bold": bold,
            "moment": moment,
            "referee": self.values.referee,
            "translated": self.values.translated,
            "prose": self.values.prose,
            "code": self.values.code,
            "coded": self.values.coded,
            "round_called": self.values.round_called,
            "years": self.values.years,
            "cited": self.cited,
            "listed": self.listed,
            "bounds": bounds,
            "short": self._short,
            "facts": self.facts,
            "finding": self.finding,
            "record": self.record,
            "outcome": self.outcome,
            "reached": self.reached,
            "nth_time": self.nth_time,
            "nth_cup": self.nth_cup,
            "board": lambda span: self.gettext(BOARDS[span]),
            "mode": lambda mode: self.gettext(MODES[Mode(mode)]),
            "difficulty": lambda code: self.gettext(DIFFICULTIES[Difficulty(code)]),
        }
        self._templates = templates or Templates()
        self._templates.add_filters(self)

    def render(self, feature: str, message: str, view: object = None, **values: object) -> Markup:
        """Render a *message* of a *feature*, a block of the template ``feature.html``, as HTML: the fields of
        *view* and *values* are escaped."""
        self._templates.speaker = self
        template = self._templates.get(feature)
        shown = {name: getattr(view, name) for name in getattr(view, "__dataclass_fields__", ())}
        text = "".join(template.blocks[message](template.new_context(shown | values)))
        lines = "\n".join(line.rstrip(" ") for line in text.split("\n"))
        return Markup(_BLANK_LINES.sub("\n\n", lines).strip("\n"))  # noqa: S704 - autoescaped above

    def compile_each(self) -> Iterator[str]:
        """Compile every template, one per step, so that no answer has to; yields their names."""
        return self._templates.compile_each()

    def plain(self, feature: str, message: str, **values: object) -> str:
        """Render a *message* of a *feature*, which must have no tags, as plain text."""
        return unescape(str(self.render(feature, message, **values)))

    def say(self, message: str, /, **values: object) -> Markup:
        """The translation of *message* with *values* in its placeholders, as HTML: they are escaped, and
        shown as the language does."""
        return self._filled(self.gettext(message), message, values)

    def say_number(self, singular: str, plural: str, number: int, /, **values: object) -> Markup:
        """The translation of a message in the form for *number*, which is a value too (``num``)."""
        values.setdefault("num", number)
        return self._filled(self.ngettext(singular, plural, number), singular, values)

    def sentence(self, message: str, /, **values: object) -> str:
        """The translation of *message*, as :meth:`say`, as plain text."""
        return unescape(str(self.say(message, **values)))

    def sentence_for(self, singular: str, plural: str, number: int, /, **values: object) -> str:
        """The translation of a message in the form for *number*, as :meth:`say_number`, as plain text."""
        return unescape(str(self.say_number(singular, plural, number, **values)))

    def _filled(self, said: str, message: str, values: dict[str, object]) -> Markup:
        shown = {
            name: self.values.show(value) if message.startswith(f"%({name})") else self.values.inside(value)
            for name, value in values.items()
        }
        return Markup(said) % shown  # noqa: S704 - values are escaped

    def _short(self, value: Any, longest: int = 40) -> str:
        return short(self.show(value), longest)

    def listed(self, labels: Sequence[Label], most: int = 12) -> str:
        """The first *most* of *labels* separated by commas, with an ellipsis when there are more."""
        shown = list(map(self.show, labels[:most]))
        return ", ".join([*shown, "…"] if len(labels) > most else shown)

    def cited(self, sources: Iterable[str]) -> Markup:
        """*sources* separated by semicolons; one with a URL in brackets becomes a link."""
        return Markup("; ").join(
            Markup('<a href="{}">{}</a>').format(found["address"], self._source(found["name"]))
            if (found := _ADDRESS.fullmatch(source))
            else self._source(source)
            for source in sources
        )

    def _source(self, name: str) -> str:
        """The *name* of a source: only that of a Wikipedia is translated, no title behind it."""
        first, comma, title = name.partition(",")
        if first in (*WIKIPEDIAS, *SEASON_FILES):
            return f"{self.gettext(first)}{comma}{title}"
        return name

    def facts(self, facts: Iterable[Fact], *, of_one: bool = True) -> str:
        """The names of *facts*, of one tie or of several, separated by commas."""
        names = [fact.value if of_one or fact is not Fact.MATCH else N_("every match") for fact in facts]
        return ", ".join(map(self.gettext, names))

    def finding(self, finding: Finding) -> Markup:
        """The sentence about *finding*, without its location; long values are shortened."""
        values: dict[str, object] = {
            name: self._value_of_finding(name, value) for name, value in finding.data.items()
        }
        ties = finding.data.get("ties")
        values["facts"] = self.facts(finding.facts, of_one=isinstance(ties, tuple) and len(ties) == 1)
        return self.say(words_of_finding(finding), **values)

    def _value_of_finding(self, name: str, value: Value) -> str | int:
        """A value of a finding, shortened: a season file may claim anything."""
        if isinstance(value, int):
            return value
        if name == "date":
            return self.date(PartialDate.of(str(value)))
        texts = [value] if isinstance(value, str) else value
        if name in ROUNDS_IN_FINDINGS:
            texts = list(map(self.values.round_called, texts))
        elif name in NAMES_IN_FINDINGS:
            texts = list(map(self.values.called, texts))
        return short(", ".join(texts), 80 if name == "claimed" else 200)

    def record(self, record: Record) -> str:
        """The heading of *record*, including its value."""
        return self.ngettext(*RECORDS[record.kind], record.value) % {"num": record.value}

    def nth_time(self, winner: object, number: int) -> Markup:
        """The sentence that *winner* won the cup, for so many times."""
        sentence = (
            NTH_TIME[number - 1] if number <= len(NTH_TIME) else N_("%(winner)s win cup number %(num)s.")
        )
        return self.say(sentence, winner=winner, num=number)

    def nth_cup(self, number: int) -> Markup:
        """The sentence that the winner has won so many cups."""
        sentence = NTH_CUP[number - 1] if number <= len(NTH_CUP) else N_("It is their cup number %(num)s.")
        return self.say(sentence, num=number)

    def outcome(self, run: Run, label: object) -> Markup:
        """The outcome of *run* in the edition *label*."""
        return self.say(OUTCOMES[run.outcome], edition=label, round=self.values.inside(run.reached or ""))

    def reached(self, run: Run) -> Markup:
        """How far the club of *run* came, in the few words of a line of a list."""
        return self.say(REACHED[run.outcome], round=self.values.inside(run.reached or ""))


_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(r"(?P<name>.+) \((?P<address>https?://\S+)\)")  # ng.kz (https://www.ng.kz/…)


def moment(text: str, at: float) -> Markup:
    """*text*, which says how far off the time *at* is, in seconds since 1970, as an entity that the reader's
    client keeps true, see https://core.telegram.org/bots/api#date-time-entity-formatting."""
    return Markup('<tg-time unix="{}" format="r">{}</tg-time>').format(int(at), text)


def bold(text: str) -> Markup:
    """*text* in bold letters."""
    return Markup("<b>{}</b>").format(text)


def short(text: str, longest: int = 40) -> str:
    """*text*, truncated with an ellipsis when it is longer than *longest* characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def plain_lines(text: str, most: int) -> list[str]:
    """The lines of a message in HTML as plain text, without empty ones: at least one, and at most so many."""
    lines = (unescape(_TAG.sub("", line)).strip() for line in str(text).split("\n"))
    return list(islice(filter(None, lines), most)) or [""]
