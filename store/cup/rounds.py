"""Rounds: their codes, and finding one by a heading or by user input such as ``1/4``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from store.text.folding import fold
from store.text.vocabulary import any_of, meanings, vocabulary

FINAL = "F"
THIRD_PLACE = "3P"

# The number of rounds before the final, by code; other rounds are not counted from the final. Messages show
# codes. Numbered rounds are R1, R2 … by ``_numbered``.
_DEPTHS = {FINAL: 0, "SF": 1, "QF": 2, "R16": 3, "R32": 4, "R64": 5}
_FRACTIONS = str.maketrans({"½": "1/2", "¼": "1/4", "⅛": "1/8"})
_DASHES = re.compile(r"[-–—_]+")

# First rounds of a file that lacks the start of the cup, unless it has as many clubs as it says took part.
LATE_CODES = frozenset({FINAL, "SF", "QF", "R16", *(f"R{number}" for number in range(2, 10))})


def _key(text: str) -> str:
    """*text* folded, keeping the slash of ``1/4``, which :func:`fold` turns into a space."""
    return fold(_DASHES.sub(" ", text.translate(_FRACTIONS)).replace("/", " slash "))


@cache
def _codes() -> dict[str, str]:
    """The codes of rounds, by their folded names in the vocabulary."""
    codes = {_key(name): code for name, code in meanings("rounds").items()}
    forms = ("{}", *vocabulary("round")["numbered"])
    numbers = meanings("ordinals").items()
    return codes | {_key(form.format(ordinal)): f"R{number}" for ordinal, number in numbers for form in forms}


@cache
def _numbered() -> re.Pattern[str]:
    """A pattern for a digit with the word for a round before or after it, or alone."""
    before, behind = (any_of(vocabulary("round")[place]) for place in ("before", "behind"))
    return re.compile(rf"{before}?\s*(\d)|(\d)\s*{behind}", re.IGNORECASE)


def round_code(text: str) -> str | None:
    """The code of the round named *text* (``QF``, ``R2``, ``F``), None when the name is unknown."""
    known = _codes().get(_key(text))
    if known:
        return known
    numbered = _numbered().fullmatch(text.strip())
    return f"R{numbered[1] or numbered[2]}" if numbered else None


@dataclass(frozen=True, slots=True)
class NamedRound:
    """A round of an edition: its number in order of play, from 1, its name, and its code."""

    number: int
    name: str
    code: str


def find_round(text: str, rounds: Sequence[NamedRound]) -> NamedRound | None:
    """The one of an edition's *rounds* (in order of play) that the typed *text* matches.

    By the round's own name in any spelling, by its code, by a common name (``semi``, ``1/4``),
    and by counting back from the final: in an edition whose round before the quarter-finals is
    called "Second round", ``1/8`` matches that one. None when there is no match.
    """
    key = _key(text)
    for candidate in rounds:
        if _key(candidate.name) == key:
            return candidate
    code = round_code(text) or text.strip().upper()
    for candidate in rounds:
        if candidate.code == code:
            return candidate
    depth = _DEPTHS.get(code)
    main = [candidate for candidate in rounds if candidate.code != THIRD_PLACE]
    if depth is not None and main and main[-1].code == FINAL and depth < len(main):
        counted = main[-1 - depth]
        return None if counted.code in _DEPTHS else counted
    return None
