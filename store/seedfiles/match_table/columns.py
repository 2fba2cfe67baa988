"""The columns of a table of matches: what each is about, by the words for it in the vocabulary."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from store.seedfiles.wrong_line import WrongLine, shorten
from store.text.folding import tidy
from store.text.vocabulary import meanings

DELIMITERS = (",", ";", "\t", "|")
_OF_MATCHES = frozenset({"round", "group", "home", "away", "score", "home_goals", "away_goals"})
_NEEDED = ("round", "home", "away")
_SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)  # the first line of a table made for a spreadsheet
_NO_LETTER = re.compile(r"[\W_]+")
_EXPECTED = "a first row that names the columns, such as date, round, home, away, score"


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the columns that are known, by what they are about, from 0, with their names as
    written; *others* are the names of those that say what has no place here."""

    places: dict[str, int]
    names: tuple[str, ...]
    others: tuple[str, ...]

    def named(self, about: str) -> str:
        """The column *about* something as a spreadsheet and the table call it: ``column C 'home'``."""
        place = self.places[about]
        return f"column {letter_of(place)} '{shorten(self.names[place])}'"


def letter_of(place: int) -> str:
    """The letters under which spreadsheets show the column at *place*, from 0: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_columns(row: Sequence[str]) -> Columns:
    """The columns of a table by its first *row*.

    :raises WrongLine: when it does not say which column is the round, the home club and the away club, has
    nothing of a score, or has two columns of one name. Of two about the same it is the one with the more
    usual name.
    """
    places: dict[str, int] = {}
    others: list[str] = []
    for place, name in enumerate(names := tuple(map(tidy, row))):
        about = _about().get(_key(name))
        if about is None:
            others.append(name or letter_of(place))
        elif about not in places:
            places[about] = place
        else:
            first = places[about]
            if _key(names[first]) == _key(name):
                both = f"columns {letter_of(first)} and {letter_of(place)} '{shorten(name)}'"
                raise WrongLine(f"{both} of one name", "one of them")
            places[about], left = sorted((first, place), key=lambda at: _usual(names[at]))
            others.append(names[left])
    if "result" in places:  # a score, or who won, which the score says
        place = places.pop("result")
        if "score" in places or "home_goals" in places:
            others.append(names[place])
        else:
            places["score"] = place
    if not places:
        raise WrongLine("no row with the names of the columns", _EXPECTED)
    missing = [about for about in _NEEDED if about not in places]
    if "group" in places and "round" in missing:
        missing.remove("round")
    if missing:
        raise WrongLine(f"no column for {' and '.join(f'the {about}' for about in missing)}", _EXPECTED)
    if ("home_goals" in places) != ("away_goals" in places):
        raise WrongLine("a column for the goals of one side", "one for each, or one for the score")
    if "score" not in places and "home_goals" not in places:
        raise WrongLine("no column for the score", _EXPECTED)
    return Columns(places, names, tuple(dict.fromkeys(others)))


def delimiter_of(text: str) -> tuple[str, int]:
    """What separates the cells of the table *text*, and the number of lines before its first row.

    It is the sign by which most columns of the first row are known.
    """
    lines = text.split("\n", 2)
    if found := _SEPARATOR.fullmatch(lines[0].strip(' "')):
        return found[1], 1
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(DELIMITERS, key=lambda sign: (_known_in(first, sign), first.count(sign))), 0


def looks_like_table(text: str) -> bool:
    """Whether the first row of *text* names at least two columns that a table of matches needs, rather than
    those of a table of something else."""
    sign, before = delimiter_of(text)
    lines = (line for line in text.split("\n")[before:] if line.strip())
    names = next(csv.reader([next(lines, "")], delimiter=sign), [])
    return len({_about().get(_key(name)) for name in names} & _OF_MATCHES) > 1


def _known_in(line: str, sign: str) -> int:
    return sum(_key(name) in _about() for name in next(csv.reader([line], delimiter=sign), ()))


@cache
def _about() -> dict[str, str]:
    """What a column is about, by its name without signs and spaces."""
    return {_key(name): about for name, about in meanings("columns").items()}


def _usual(name: str) -> int:
    """The place of a column's name among those in the vocabulary, the usual ones first."""
    return list(_about()).index(_key(name))


def _key(name: str) -> str:
    return _NO_LETTER.sub("", tidy(name).casefold())
