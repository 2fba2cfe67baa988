"""Names of rounds: which one a heading means, and which one a person means who types ``1/4``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.text.folding import fold

FINAL = "F"
THIRD_PLACE = "3P"

# Code, how many rounds before the final (None: not counted from there), names. Codes are what
# messages show; names are compared folded. Numbered rounds are R1, R2 … by ``_NUMBERED``.
_KINDS: tuple[tuple[str, int | None, str], ...] = (
    (FINAL, 0, "final|finals|the final|grand final|1/1|финал|финалы"),
    (THIRD_PLACE, None, "third place|third place match|3rd place|матч за третье место|матч за 3 место"),
    (
        "SF",
        1,
        "semi finals|semi final|semifinals|semifinal|semi|semis|sf|1/2|1/2 final|1/2 finals"
        "|полуфинал|полуфиналы|1/2 финала|жартылай финал",
    ),
    (
        "QF",
        2,
        "quarter finals|quarter final|quarterfinals|quarterfinal|quarter|quarters|qf|1/4|1/4 final"
        "|1/4 finals|четвертьфинал|четвертьфиналы|1/4 финала|ширек финал",
    ),
    ("R16", 3, "round of 16|last 16|r16|1/8|1/8 final|1/8 finals|1/8 финала"),
    ("R32", 4, "round of 32|last 32|r32|1/16|1/16 final|1/16 finals|1/16 финала"),
    ("R64", 5, "round of 64|last 64|r64|1/32|1/32 final|1/32 finals|1/32 финала"),
    ("PR", None, "preliminary round|preliminary|qualifying round|предварительный раунд"),
)
_ORDINALS = (
    ("first", "1st", "one", "первый", "бірінші"),
    ("second", "2nd", "two", "второй", "екінші"),
    ("third", "3rd", "three", "третий", "үшінші"),
    ("fourth", "4th", "four", "четвёртый", "төртінші"),
    ("fifth", "5th", "five", "пятый", "бесінші"),
    ("sixth", "6th", "six", "шестой", "алтыншы"),
)
_FRACTIONS = str.maketrans({"½": "1/2", "¼": "1/4", "⅛": "1/8"})
_NUMBERED = re.compile(r"(?:r|round|раунд|тур)?\s*(\d)|(\d)\s*(?:round|раунд|тур)", re.IGNORECASE)
_DASHES = re.compile(r"[-–—_]+")

# What a file begins with that does not begin with the cup, unless it says how many took part.
LATE_CODES = frozenset({FINAL, "SF", "QF", "R16", *(f"R{number}" for number in range(2, 10))})


def _key(text: str) -> str:
    """Folded word by word, keeping the stroke of ``1/4`` that folding takes for a space."""
    return fold(_DASHES.sub(" ", text.translate(_FRACTIONS)).replace("/", " slash "))


_CODES = {_key(name): code for code, _, names in _KINDS for name in names.split("|")} | {
    _key(words.format(ordinal)): f"R{number}"
    for number, ordinals in enumerate(_ORDINALS, start=1)
    for ordinal in ordinals
    for words in ("{}", "{} round", "round {}", "{} раунд", "{} круг", "{} айналым")
}
_DEPTHS = {code: depth for code, depth, _ in _KINDS if depth is not None}


def round_code(text: str) -> str | None:
    """The code of the round named *text* (``QF``, ``R2``, ``F``), None when no table knows it."""
    known = _CODES.get(_key(text))
    if known:
        return known
    numbered = _NUMBERED.fullmatch(text.strip())
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
