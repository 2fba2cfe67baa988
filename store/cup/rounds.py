"""Names of rounds: which one a heading means, and which one a person means who types ``1/4``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from store.text.folding import fold
from store.text.vocabulary import any_of, meanings, vocabulary

FINAL = "F"
THIRD_PLACE = "3P"

# How many rounds before the final a round is, by its code; others are not counted from there. Codes are what
# messages show. Numbered rounds are R1, R2 … by ``_numbered``.
_DEPTHS = {FINAL: 0, "SF": 1, "QF": 2, "R16": 3, "R32": 4, "R64": 5}
_FRACTIONS = str.maketrans({"½": "1/2", "¼": "1/4", "⅛": "1/8"})
_DASHES = re.compile(r"[-–—_]+")

# What a file begins with that does not begin with the cup, unless it says how many took part.
LATE_CODES = frozenset({FINAL, "SF", "QF", "R16", *(f"R{number}" for number in range(2, 10))})


def _key(text: str) -> str:
    """Folded word by word, keeping the stroke of ``1/4`` that folding takes for a space."""
    return fold(_DASHES.sub(" ", text.translate(_FRACTIONS)).replace("/", " slash "))


@cache
def _codes() -> dict[str, str]:
    """The codes of rounds by the folded names that the vocabulary has for them."""
    codes = {_key(name): code for name, code in meanings("rounds").items()}
    forms = ("{}", *vocabulary("round")["numbered"])
    numbers = meanings("ordinals").items()
    return codes | {_key(form.format(ordinal)): f"R{number}" for ordinal, number in numbers for form in forms}


@cache
def _numbered() -> re.Pattern[str]:
    """A digit with the word for a round before or behind it, or alone."""
    before, behind = (any_of(vocabulary("round")[place]) for place in ("before", "behind"))
    return re.compile(rf"{before}?\s*(\d)|(\d)\s*{behind}", re.IGNORECASE)


def round_code(text: str) -> str | None:
    """The code of the round named *text* (``QF``, ``R2``, ``F``), None when no table knows it."""
    known = _codes().get(_key(text))
    if known:
        return known
    numbered = _numbered().fullmatch(text.strip())
    return f"R{numbered[1] or numbered[2]}" if numbered else None


@dataclass(frozen=True, slots=True)
class NamedRound:
    """A round of an edition: its place in the order of play from 1, its name, and its code."""

    number: int
    name: str
    code: str


def find_round(text: str, rounds: Sequence[NamedRound]) -> NamedRound | None:
    """Which of an edition's *rounds* (in order of play) somebody means who typed *text*.

    By the round's own name in any spelling, by its code, by what people call it (``semi``,
    ``1/4``), and by counting back from the final: in an edition whose round before the
    quarter-finals is called "Second round", ``1/8`` is that one. None when there is none.
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
