"""Rounds: their kinds and codes, and finding one by a heading or by user input such as ``1/4``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from store.text.folding import fold
from store.text.vocabulary import any_of, meanings, vocabulary

FINAL = "F"
THIRD_PLACE = "3P"
OTHER_PLACE = "PL"
LEAGUE_PHASE = "LP"
FINAL_GROUP = "FG"


class RoundKind(StrEnum):
    """The kind of a round: only in a knock-out does one of two clubs go through."""

    KNOCK_OUT = "knock-out"
    PLACEMENT = "placement"  # for third place or a lower one, or for a place in a group
    GROUP = "group"
    LEAGUE_PHASE = "league phase"  # one table for all clubs, each of which meets only some of the others
    FINAL_GROUP = "final group"  # instead of a final


# The number of rounds before the final, by code; other rounds are not counted from the final. Messages show
# codes. Numbered rounds are R1, R2 … by ``_numbered``.
_DEPTHS = {FINAL: 0, "SF": 1, "QF": 2, "R16": 3, "R32": 4, "R64": 5}
_FRACTIONS = str.maketrans({"½": "1/2", "¼": "1/4", "⅛": "1/8"})
_DASHES = re.compile(r"[-–—_]+")

CLUBS_IN = {code: 2 ** (depth + 1) for code, depth in _DEPTHS.items()}  # the number of clubs in such a round
# First rounds of a file that lacks the start of the cup, unless it has as many clubs as it says took part.
LATE_CODES = frozenset({FINAL, FINAL_GROUP, "SF", "QF", "R16", *(f"R{number}" for number in range(2, 10))})


def round_key(text: str) -> str:
    """*text* folded, keeping the slash of ``1/4``, which :func:`fold` turns into a space."""
    return fold(_DASHES.sub(" ", text.translate(_FRACTIONS)).replace("/", " slash "))


@cache
def heading_phrases(word: str) -> frozenset[str]:
    """The phrases for *word* in headings, folded by :func:`round_key`."""
    return frozenset(map(round_key, vocabulary("headings")[word]))


def has_phrase(key: str, word: str) -> bool:
    """Whether the folded heading *key* has a phrase for *word* in it, as whole words."""
    padded = f" {key} "
    return any(f" {phrase} " in padded for phrase in heading_phrases(word))


@cache
def _group_words() -> re.Pattern[str]:
    keys = sorted(heading_phrases("group") | heading_phrases("zone"), key=len, reverse=True)
    return re.compile(rf"\b{any_of(keys)}\b")


def is_group_name(name: str) -> bool:
    """Whether a round called *name* has a word for a group in it.

    A word for a zone is one only if no round of a knock-out stands in front of it: ``1/8 финала, зона Юг``
    and ``Финал зоны Юг`` are none.
    """
    key = round_key(name)
    if has_phrase(key, "group"):
        return True
    before = _group_words().split(key)[0]
    return has_phrase(key, "zone") and not any(
        round_code(part.replace(" slash ", "/")) for part in (before.strip(), name.partition(",")[0].strip())
    )


def without_group(name: str) -> str:
    """The folded *name* of a group without the word for it: ``a`` for ``Group A`` and for ``А тобы``."""
    return " ".join(_group_words().sub(" ", round_key(name)).split())


@cache
def _codes() -> dict[str, str]:
    """The codes of rounds, by their folded names in the vocabulary."""
    codes = {round_key(name): code for name, code in meanings("rounds").items()}
    forms = ("{}", *vocabulary("round")["numbered"])
    numbers = meanings("ordinals").items()
    return codes | {
        round_key(form.format(ordinal)): f"R{number}" for ordinal, number in numbers for form in forms
    }


@cache
def _numbered() -> re.Pattern[str]:
    """A pattern for a digit with the word for a round before or after it, or alone."""
    before, behind = (any_of(vocabulary("round")[place]) for place in ("before", "behind"))
    return re.compile(rf"{before}?\s*(\d)|(\d)\.?\s*{behind}", re.IGNORECASE)


@lru_cache(1 << 10)
def round_code(text: str) -> str | None:
    """The code of the round named *text* (``QF``, ``R2``, ``F``), None when the name is unknown."""
    key = round_key(text)
    if known := _codes().get(key):
        return known
    if has_phrase(key, "third_place"):
        return THIRD_PLACE
    numbered = _numbered().fullmatch(text.strip())
    return f"R{numbered[1] or numbered[2]}" if numbered else None


@dataclass(frozen=True, slots=True)
class NamedRound:
    """A round of an edition: its number in order of play, from 1, its name, its code and its kind."""

    number: int
    name: str
    code: str
    kind: RoundKind = RoundKind.KNOCK_OUT

    @property
    def has_table(self) -> bool:
        """Whether its clubs are ranked in a table."""
        return self.kind in (RoundKind.GROUP, RoundKind.LEAGUE_PHASE, RoundKind.FINAL_GROUP)

    @property
    def label(self) -> str:
        """What tells a group from the others of its stage (``A``), else its name."""
        if self.kind is not RoundKind.GROUP:
            return self.name
        return without_group(self.name).rpartition(" ")[2] or self.name


def find_round(text: str, rounds: Sequence[NamedRound], *, whole: bool = True) -> NamedRound | None:
    """The one of an edition's *rounds* (in order of play) that the typed *text* matches.

    By the round's own name in any spelling, by its code, by a common name (``semi``, ``1/4``),
    and in a *whole* edition by counting back from the final: where the round before the quarter-finals is
    called "Second round", ``1/8`` matches that one. None when there is no match.
    """
    key = round_key(text)
    for candidate in rounds:
        if round_key(candidate.name).replace(" ", "") == key.replace(" ", ""):
            return candidate
    code = round_code(text) or text.strip()
    for candidate in rounds:
        if candidate.code.casefold() == code.casefold():
            return candidate
    for candidate in rounds:
        if candidate.kind is RoundKind.GROUP and (without_group(text) or key) == candidate.label:
            return candidate
    depth = _DEPTHS.get(code) if whole else None
    main = [candidate for candidate in rounds if candidate.kind is RoundKind.KNOCK_OUT]
    if depth is not None and main and main[-1].code == FINAL and depth < len(main):
        counted = main[-1 - depth]
        return None if counted.code in _DEPTHS else counted
    return None
