"""Edition labels, ``1993`` and ``1996–97``, as written in files and as typed by users."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LABEL = re.compile(r"(\d{4})(?:[-–/](\d{4}|\d{2}))?")  # 1993, 1996-97, 1999–2000, 1996/97
_TYPED = re.compile(r"(\d{4}|\d{2})(?:[-–—/](\d{4}|\d{2}|(?<=\d{4}[-–—/])\d))?")  # also 93, 96/97, 1996-7
LONGEST_EDITION = 3  # calendar years that an edition may span


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """The calendar years that an edition is named after; *last* equals *first* for most."""

    first: int
    last: int

    @property
    def id(self) -> str:
        """The label in ASCII, the edition's identifier everywhere: ``1993``, ``1996-97``, ``1999-2000``."""
        return str(self).replace("–", "-")

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first:04}"
        last = f"{self.last:04}"
        return f"{self.first:04}–{last[2:] if self.first // 100 == self.last // 100 else last}"


def parse_label(text: str) -> Label:
    """The label parsed from *text*.

    :raises ValueError: when it is not a label, or its years are not in order and at most two apart.
    """
    found = _LABEL.fullmatch(text)
    if not found:
        raise ValueError(f"no edition label: {text!r}")
    first = int(found[1])
    if not first:
        raise ValueError(f"no edition label: {text!r}")
    last = _complete(first, found[2]) if found[2] else first
    if found[2] and not first < last < first + LONGEST_EDITION:
        raise ValueError(f"no edition label: {text!r}")
    return Label(first, last)


def looks_like_label(text: str) -> bool:
    """Whether *text* has the form of a label: two or four digits, or two such years with a dash or slash."""
    return bool(_TYPED.fullmatch(text))


def find_labels(text: str, known: Iterable[Label]) -> list[Label]:
    """The labels of *known* that match the typed *text*, oldest first.

    ``2001`` matches both 2000–01 and 2001, ``93`` 1993, ``96/97`` and ``1996-97`` 1996–97.
    """
    found = _TYPED.fullmatch(text)
    if not found:
        return []
    first, of_century = int(found[1]), len(found[1]) == 2
    if found[2] is None:
        if of_century:
            return sorted(label for label in known if first in (label.first % 100, label.last % 100))
        return sorted(label for label in known if first in (label.first, label.last))
    return sorted(
        label
        for label in known
        if label.first != label.last and _fits(label.first, found[1]) and _fits(label.last, found[2])
    )


def _fits(year: int, typed: str) -> bool:
    return f"{year:04}".endswith(typed)


def _complete(first: int, written: str) -> int:
    if len(written) == 4:
        return int(written)
    last = first - first % 100 + int(written)
    return last if last > first else last + 100
