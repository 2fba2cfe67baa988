"""Structuring TOML tables into dataclasses with cattrs: values are validated, unknown keys rejected."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NewType, TypeVar

from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from store.cup.additions import Booking, EditionNote, LineUp, Substitution, TieAddition
from store.cup.clubs import Apart, ClubName, RegisteredClub
from store.cup.findings import Doubt, Fact
from store.cup.labels import parse_label
from store.cup.places import Place, PlaceName
from store.cup.players import Referee, RegisteredPlayer
from store.cup.values import Score
from store.seedfiles.problems import MOST_PROBLEMS, Problem, UnreadableFile
from store.seedfiles.toml import Table
from store.seedfiles.translations import without_translations
from store.text.folding import tidy

LONGEST_TEXT = 400  # characters
HIGHEST_NUMBER = 9_999_999
_SCORE = re.compile(r"(\d{1,2})[-–](\d{1,2})")
_LANGUAGE = re.compile(r"[a-z]{2,3}")

_T = TypeVar("_T")
_KEYS = {"since": "from", "until": "to"}  # keys in files by attribute, where they differ


class WrongValue(ValueError):
    """A *value* that is not valid; *expected* describes the valid ones."""

    def __init__(self, value: object, expected: str) -> None:
        super().__init__(f"{value!r}, expected {expected}")
        self.value = value
        self.expected = expected


def entry_of(table: Table, entry: type[_T], /, **given: object) -> _T:
    """*table* structured into an *entry*, with the attributes *given*, which must not be keys of the file.

    :raises UnreadableFile: for invalid values, missing keys and unknown keys, at most :data:`MOST_PROBLEMS`.
    """
    problems = []
    if not isinstance(table.values, dict):
        problems = [table.problem(f"'{table.name}'", "a table")]
    elif taken := sorted(given.keys() & table.values):
        problems = [table.problem(f"'{table.name}.{key}'", "a key this file knows") for key in taken]
    else:
        try:
            return _converter().structure({**without_translations(table.values), **given}, entry)
        except BaseValidationError as error:
            problems = list(_problems_of(error, table, table.name))
    raise UnreadableFile(problems[:MOST_PROBLEMS])


def _problems_of(error: BaseException, table: Table, where: str) -> Iterator[Problem]:
    """The problems that *error* has with the value at the path *where* and with all values in it."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _problems_of(inner, table, where + _step_to(inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield table.problem(f"'{where}.{key}'", "a key this file knows")
    elif isinstance(error, WrongValue):
        yield table.problem(f"'{where}' is {_shown(error.value)}", error.expected)
    elif isinstance(error, KeyError):
        yield table.problem(f"no '{where}'", "one")
    else:
        expected = "a list of tables" if isinstance(error, TypeError) else "a value in proportion"
        yield table.problem(f"'{where}'", expected)


def _step_to(error: BaseException) -> str:
    """The last part of the path to the value of *error*."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f".{_KEYS.get(note.name, note.name)}"
        if isinstance(note, IterableValidationNote):
            return f"[{note.index}]" if isinstance(note.index, int) else f".{note.index}"
    return ""


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _text(value: object, _kind: object) -> str:
    if not isinstance(value, str) or not tidy(value) or len(value) > LONGEST_TEXT:
        raise WrongValue(value, f"a text of 1 to {LONGEST_TEXT} characters")
    return tidy(value)


def _number(value: object, _kind: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= HIGHEST_NUMBER:
        raise WrongValue(value, f"a whole number up to {HIGHEST_NUMBER}")
    return value


def _flag(value: object, _kind: object) -> bool:
    if not isinstance(value, bool):
        raise WrongValue(value, "true or false")
    return value


def _edition(value: object, _kind: object = None) -> str:
    """The id of the edition with this label."""
    try:
        return parse_label(value if isinstance(value, str) else "").id
    except ValueError:
        raise WrongValue(value, "an edition such as 1993 or 1996-97") from None


def _language(value: object, _kind: object) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise WrongValue(value, "a language such as ru or kk")
    return str(value)


def _fact(value: object, _kind: object) -> Fact:
    try:
        return Fact(str(value))
    except ValueError:
        raise WrongValue(value, f"one of {', '.join(Fact)}") from None


def _score(value: object, _kind: object) -> Score:
    found = _SCORE.fullmatch(str(value))
    if not found:
        raise WrongValue(value, "two numbers such as 2-1")
    return Score(int(found[1]), int(found[2]))


def _shoot_out(value: object, _kind: object) -> Score:
    found = _SCORE.fullmatch(str(value))
    if not found or found[1] == found[2]:
        raise WrongValue(value, "two different numbers such as 3-5")
    return Score(int(found[1]), int(found[2]))


def _goals(value: object, _kind: object) -> int:
    if _number(value, int) == 0:
        raise WrongValue(value, "a number above 0")
    return int(str(value))


def _without_empty(value: object) -> dict[str, object]:
    """The table *value* without its empty texts: such a key is as good as none."""
    return {key: found for key, found in _table(value).items() if found != ""}


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise WrongValue(value, "a table")
    return value


@dataclass(frozen=True, slots=True)
class _Appearance:
    """The *names* of a player in the lines of a club in an edition."""

    edition: str
    club: str
    names: tuple[str, ...]


_EditionId = NewType("_EditionId", str)
_GoalCount = NewType("_GoalCount", int)
_SomeTexts = NewType("_SomeTexts", tuple[str, ...])


@cache
def _converter() -> Converter:
    """The cattrs converter for all kinds of entries."""
    converter = Converter(forbid_extra_keys=True)

    def texts(value: object, _kind: object) -> tuple[str, ...]:
        """A list of texts, or one text."""
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list):
            raise WrongValue(value, "a list of texts")
        return tuple(converter.structure(listed, list[str]))

    def some_texts(value: object, kind: object) -> tuple[str, ...]:
        if not (found := texts(value, kind)):
            raise WrongValue(value, "at least one text")
        return found

    def some_facts(value: object, _kind: object) -> tuple[Fact, ...]:
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not listed:
            raise WrongValue(value, "at least one fact")
        return tuple(converter.structure(listed, list[Fact]))

    def pairs(value: object, _kind: object) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, list) or not value:
            raise WrongValue(value, "at least one tie")
        found = [(texts(tie, tuple[str, ...]), tie) for tie in value]
        for clubs, tie in found:
            if len(clubs) != 2:
                raise WrongValue(tie, "two clubs")
        return tuple((clubs[0], clubs[1]) for clubs, _ in found)

    def some_editions(value: object, _kind: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise WrongValue(value, "at least one edition")
        return tuple(converter.structure(value, list[_EditionId]))

    def names_by_edition(value: object, _kind: object) -> dict[str, tuple[str, ...]]:
        found: Any = converter.structure(_table(value), dict[_EditionId, _SomeTexts])
        if len(found) < len(_table(value)):
            raise WrongValue(value, "each edition once")
        return dict(found)

    def goals_by_scorer(value: object, _kind: object) -> dict[str, int]:
        found: Any = converter.structure(_table(value), dict[str, _GoalCount])
        return dict(found)

    def appearances(value: object, _kind: object) -> tuple[tuple[str, str, str], ...]:
        if not isinstance(value, list):
            raise WrongValue(value, "a list of tables")
        found = converter.structure(value, list[_Appearance])
        return tuple((entry.edition, entry.club, name) for entry in found for name in entry.names)

    def of_class(entry: type, /, **overrides: Any) -> None:
        structure: Any = make_dict_structure_fn(entry, converter, **overrides)
        converter.register_structure_hook(entry, lambda value, _: structure(_without_empty(value), entry))

    def by(hook: Callable[[Any, Any], object]) -> Any:
        return override(struct_hook=hook)

    hooks: dict[Any, Callable[[Any, Any], object]] = {
        str: _text,
        int: _number,
        bool: _flag,
        Score: _score,
        Fact: _fact,
        _EditionId: _edition,
        _GoalCount: _goals,
        _SomeTexts: some_texts,
    }
    for kind, hook in hooks.items():
        converter.register_structure_hook(kind, hook)
    converter.register_structure_hook_func(lambda kind: kind == tuple[str, ...], texts)
    edition, sources = by(_edition), by(some_texts)
    of_class(ClubName, since=override(rename="from"), until=override(rename="to"), language=by(_language))
    of_class(Apart, editions=by(some_editions), sources=sources)
    of_class(RegisteredClub, editions=by(names_by_edition))
    of_class(_Appearance, edition=edition)
    of_class(RegisteredPlayer, appearances=by(appearances))
    of_class(Referee)
    of_class(PlaceName, since=override(rename="from"), until=override(rename="to"))
    of_class(Place)
    of_class(
        TieAddition, edition=edition, sources=sources, goals=by(goals_by_scorer), shoot_out=by(_shoot_out)
    )
    for kind_of_entry in (Substitution, Booking):
        of_class(kind_of_entry)
    of_class(LineUp, edition=edition, sources=sources, players=by(some_texts))
    of_class(EditionNote, edition=edition, sources=sources)
    kind = by(lambda kind, _: kind)
    of_class(Doubt, kind=kind, edition=edition, sources=sources, facts=by(some_facts), ties=by(pairs))
    return converter
