"""Encoding and decoding of callback data: the call of a button as at most 64 bytes of text.

``2results;e1993;r2;t3`` is the version, the command, and for each value a letter and the value. The call of
the page to go back to (``b``) is written alike, with colons, and without the values that are the same:
``2final;e1993;bfinals:g2``, ``2results;e1993;ckairat;bclub:c``. The typed argument (``x``) is last, since it
may contain any character.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

from handlers.core.answers import Call
from store.cup.labels import parse_label
from store.cup.values import Day
from store.trivia.question import Difficulty

LONGEST = 64  # bytes, https://core.telegram.org/bots/api#inlinekeyboardbutton
_VERSION = "2"
_BETWEEN = ";"
_BETWEEN_BACK = ":"
_WORD = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"[0-9]{1,16}")
_NAME = re.compile(r"[^;]+")  # ids of clubs are letters of any alphabet
_TYPED = "x"
_BACK = "b"


class OldButton(Exception):
    """Raised for callback data that are invalid in this version, or that refer to what no longer exists."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a call: how a value is encoded, and decoded by a function that raises ``ValueError``."""

    name: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return read


def _number(text: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise ValueError(text)
    return int(text)


_FIELDS = {
    "e": _Field("edition", lambda label: label.id, parse_label),
    "r": _Field("round", str, _number),
    "t": _Field("tie", str, _number),
    "c": _Field("clubs", str, _matching(_NAME)),
    "p": _Field("player", str, _matching(_NAME)),
    "d": _Field("day", str, Day.parse),
    "q": _Field("questions", str, _number),
    "s": _Field("seconds", str, _number),
    "h": _Field("difficulty", str, Difficulty),
    "u": _Field("user", str, _number),
    "n": _Field("game", str, _number),
    "w": _Field("word", str, _matching(_WORD)),
    "g": _Field("page", str, _number),
    _TYPED: _Field("argument", str, str),
}
_SEVERAL = "clubs"  # the field that may have several values
_DEFAULTS = {field.name: field.default for field in fields(Call)}
_COMMAND = re.compile(rf"{_VERSION}([a-z0-9]+)")

# Version 1 encoded text as a user might type it, with marks before ids: 1|results|=1993 #kairat|0.
_FIRST_VERSION = re.compile(r"1\|([a-z0-9]+)\|([^|]*)\|(\d{1,6})", re.ASCII)
_FIRST_TIE = re.compile(r"@(\d{1,4})(?:\.(\d{1,4}))?", re.ASCII)


@lru_cache(1 << 12)  # answers that are remembered have the same buttons again
def encode(call: Call) -> str:
    """The callback data of a button that makes *call*.

    :raises ValueError: when they are longer than Telegram allows, or a value has the separator in it.
    """
    data = "".join((f"{_VERSION}{call.command}", *_written(call)))
    if len(data.encode()) > LONGEST:
        raise ValueError(data)
    return data


def _written(call: Call) -> Iterator[str]:
    for letter, field in _FIELDS.items():
        value = getattr(call, field.name)
        if letter == _TYPED and call.back:
            yield f"{_BETWEEN}{_BACK}{_written_back(call.back, call)}"
        if value == _DEFAULTS[field.name]:
            continue
        for one in value if field.name == _SEVERAL else (value,):
            written = field.write(one)
            if _BETWEEN in written and letter != _TYPED:
                raise ValueError(written)
            yield f"{_BETWEEN}{letter}{written}"


def _written_back(back: Call, beside: Call) -> str:
    """The call *back*, without the values that it shares with the one *beside* it.

    :raises ValueError: when it has a value that cannot be written so.
    """
    if back.argument or back.back:
        raise ValueError(back)
    parts = [back.command]
    for letter, field in _FIELDS.items():
        value = getattr(back, field.name)
        if value == _DEFAULTS[field.name]:
            continue
        if value == getattr(beside, field.name):
            parts.append(letter)
        else:
            several = value if field.name == _SEVERAL else (value,)
            parts += [f"{letter}{field.write(one)}" for one in several]
    if any(_BETWEEN in part or _BETWEEN_BACK in part for part in parts):
        raise ValueError(back)
    return _BETWEEN_BACK.join(parts)


def fits(call: Call) -> bool:
    """Whether *call* fits into callback data."""
    try:
        encode(call)
    except ValueError:
        return False
    return True


def first_fitting(*calls: Call) -> Call:
    """The first of *calls* that fits into callback data.

    :raises ValueError: when none does.
    """
    for call in calls:
        if fits(call):
            return call
    raise ValueError(calls)


def decode(data: str) -> Call:
    """The call that :func:`encode`, or version 1, encoded as *data*.

    :raises OldButton: when neither produces such data.
    """
    try:
        if first := _FIRST_VERSION.fullmatch(data):
            return _of_first_version(*first.groups())
        call = _read(data)
        if encode(call) == data:
            return call
    except ValueError:
        pass
    raise OldButton(data)


def _read(data: str) -> Call:
    """The call in *data*.

    :raises ValueError: when there is none."""
    known, _, argument = data.partition(f"{_BETWEEN}{_TYPED}")
    command, *parts = known.split(_BETWEEN)
    found = _COMMAND.fullmatch(command)
    if not found:
        raise ValueError(data)
    backs = [part[1:] for part in parts if part[:1] == _BACK]
    call = _with_values(Call(found[1], argument), [part for part in parts if part[:1] != _BACK])
    return replace(call, back=_read_back(backs[0], call)) if backs else call


def _with_values(call: Call, parts: Iterable[str], beside: Call | None = None) -> Call:
    """*call* with the values in *parts*; those without one are shared with the call *beside* it.

    :raises ValueError: when a part cannot be read.
    """
    values: dict[str, Any] = {}
    for part in parts:
        field = _FIELDS.get(part[:1])
        if field is None or part[:1] == _TYPED:
            raise ValueError(part)
        if beside and part[1:] == "":
            values[field.name] = getattr(beside, field.name)
            continue
        value = field.read(part[1:])
        values[field.name] = (*values.get(field.name, ()), value) if field.name == _SEVERAL else value
    return replace(call, **values)


def _read_back(text: str, beside: Call) -> Call:
    """The call to go back to, written as *text* beside another call.

    :raises ValueError: when there is none.
    """
    command, *parts = text.split(_BETWEEN_BACK)
    if not re.fullmatch("[a-z0-9]+", command):
        raise ValueError(text)
    return _with_values(Call(command), parts, beside)


def _of_first_version(command: str, argument: str, page: str) -> Call:
    """The call in the callback data of version 1.

    :raises ValueError: when its edition is no valid label."""
    call, words = Call(command, page=int(page)), []
    for word in argument.split():
        if word[0] == "=":
            call = replace(call, edition=parse_label(word[1:]))
        elif word[0] == "#":
            call = replace(call, clubs=(*call.clubs, word[1:]))
        elif word[0] == "~":
            call = replace(call, player=word[1:])
        elif found := _FIRST_TIE.fullmatch(word):
            call = replace(call, round=int(found[1]), tie=int(found[2]) if found[2] else None)
        else:
            words.append(word)
    return replace(call, argument=" ".join(words))
