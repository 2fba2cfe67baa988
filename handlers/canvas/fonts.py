"""Fonts of pictures: Inter, and other installed families for other scripts; measuring and splitting text.

Whether a family has a character is read from its file, since drawing says nothing of what is missing.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import fontpkg
from anyascii import anyascii
from fontTools.ttLib import TTFont
from PIL import ImageFont

_MAIN = "inter"
_WEIGHTS = {False: 400, True: 700}
_OPTICAL = (14, 32)  # the sizes between which Inter's letters change their form
_MOST_FONTS = 16  # of a family, a size and a weight, that are kept open: half a megabyte each
ASCENT, DESCENT = 0.97, 0.25  # of Inter, in its size
_RIGHT_TO_LEFT = ("R", "AL")


@dataclass(frozen=True, slots=True)
class Family:
    """An installed family: its file, whose *axes* can be set, and the characters that it has."""

    path: Path
    axes: tuple[str, ...]
    characters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and the number of the family that has all characters of it."""

    text: str
    family: int


@cache
def families() -> tuple[Family, ...]:
    """Inter, and behind it every other family that is installed as a package of ``fontpkg``."""
    found = map(fontpkg.family, fontpkg.families())
    return tuple(map(_read, sorted(found, key=lambda family: (family.slug != _MAIN, family.slug))))


def _read(family: fontpkg.Family) -> Family:
    chosen = fontpkg.select_file(family, _WEIGHTS[False], "normal", nearest=True)
    with TTFont(chosen.path, lazy=True) as font:
        axes = tuple(axis.axisTag for axis in font["fvar"].axes) if "fvar" in font else ()
        return Family(chosen.path, axes, frozenset(font.getBestCmap()))


@lru_cache(_MOST_FONTS)
def font_of(family: int, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """The font of a *family*, by its number, in pixels."""
    chosen = families()[family]
    font = ImageFont.truetype(str(chosen.path), size)
    if chosen.axes:
        optical = min(max(size, _OPTICAL[0]), _OPTICAL[1])
        values = {"wght": _WEIGHTS[bold], "opsz": optical, "wdth": 100}
        font.set_variation_by_axes([values.get(axis, 0) for axis in chosen.axes])
    return font


def drawable(text: str) -> str:
    """*text* with what can be drawn: letters that no family has are written in Latin ones, and anything else
    that none has, such as emoji, is left out."""
    words = unicodedata.normalize("NFC", text).split()
    return " ".join(filter(None, map(_drawable_word, words)))


def _drawable_word(word: str) -> str:
    written = "".join(map(_drawable, word))
    # Scripts without capitals would have names begin with small Latin letters.
    return written[:1].upper() + written[1:] if written[:1] != word[:1] else written


@lru_cache(4_096)
def _drawable(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    if any(ord(character) in family.characters for family in families()):
        return character
    if not character.isalnum():
        return ""
    return "".join(one for one in anyascii(character) if ord(one) in families()[0].characters)


@lru_cache(4_096)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """*text*, which is drawable, in pieces of one family each, from left to right: of a text that begins in a
    script written from the right, the first piece is the last."""
    found: list[Piece] = []
    for character in text:
        family = _family_of(character, found[-1].family if found else None)
        if found and found[-1].family == family:
            found[-1] = Piece(found[-1].text + character, family)
        else:
            found.append(Piece(character, family))
    return tuple(reversed(found)) if is_right_to_left(text) else tuple(found)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of *text* is of a script that is written from the right."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((found in _RIGHT_TO_LEFT for found in directions if found in ("L", *_RIGHT_TO_LEFT)), False)


def _family_of(character: str, before: int | None) -> int:
    """The number of the first family that has *character*, or that of the one *before* if it has it too."""
    code = ord(character)
    if before is not None and not character.isalpha() and code in families()[before].characters:
        return before
    return next(number for number, family in enumerate(families()) if code in family.characters)


@lru_cache(8_192)
def width_of(text: str, size: int, *, bold: bool) -> float:
    """The width of *text*, which is drawable, in pixels."""
    return sum(font_of(piece.family, size, bold=bold).getlength(piece.text) for piece in pieces_of(text))
