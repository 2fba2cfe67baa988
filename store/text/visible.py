"""What of a text can be seen."""

import unicodedata
from collections.abc import Iterator

JOINER, _IN_COLOUR = "\u200d", "\ufe0f"  # between and after the parts of an emoji
_LONGEST_RUN = 2  # combining marks on one letter
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")  # that render as blank


def visible(text: str) -> str:
    """*text* without what cannot be seen, but for what joins emoji, without stacks of combining marks, and
    with single spaces."""
    return " ".join("".join(_visible(unicodedata.normalize("NFC", text))).split())


def looks_like(text: str) -> str:
    """A key that texts share which nobody can tell apart: by compatible letters, without case."""
    plain = "".join(char for char in unicodedata.normalize("NFKC", visible(text)) if char != JOINER)
    return plain.casefold()


def is_blank(text: str) -> bool:
    """Whether *text* has no letter, digit or other sign that can be seen by itself."""
    return not any(unicodedata.category(char)[0] in "LNPS" for char in visible(text))


def _visible(name: str) -> Iterator[str]:
    marks, before = 0, ""
    for char, after in zip(name, f"{name} "[1:], strict=True):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if char in (JOINER, _IN_COLOUR):
            if not _is_pictorial(before) or (char == JOINER and not _is_pictorial(after)):
                continue
        elif char.isspace():
            char = " "
        elif char in _BLANK or kind.startswith("C") or marks > _LONGEST_RUN:
            continue
        yield char
        before = char


def _is_pictorial(char: str) -> bool:
    return char == _IN_COLOUR or (char != "" and unicodedata.category(char) in ("So", "Sk"))
