"""The heading of a season file: its format, its edition and its competition."""

import re
from dataclasses import dataclass

from store.cup.labels import Label, parse_label
from store.text.folding import tidy

_OURS = re.compile(r"=\s*(?P<label>\S+)\s+(?P<competition>[^=\s].*?)\s*=")  # = 1993 Kazakhstan Cup =
_LABEL = re.compile(r"\b\d{4}(?:\s?[-–/]\s?(?:\d{4}|\d{2}))?(?!\d)")
_ROUND = re.compile(r"^==\s*[^=\s].*==\s*$", re.MULTILINE)
_MARK = re.compile(r"^\s*(?:[▪»]|::)", re.MULTILINE)
_EMPTY = re.compile(r"\s+([,.;:|)])")


@dataclass(frozen=True, slots=True)
class Heading:
    """The *label* of the edition and the name of the *competition* in a heading."""

    label: Label
    competition: str


def is_football_txt(text: str) -> bool:
    """Whether *text* is in Football.TXT rather than in our own format.

    Told by the heading, whose line has no sign at its end there, or has the year behind the name in a file
    without a round of ours; without a heading by the marks of rounds.
    """
    first = next((line.strip() for line in text.split("\n") if line.strip() and not _is_comment(line)), "")
    if not first.startswith("="):
        return bool(_MARK.search(text))
    if not first.partition(" #")[0].rstrip().endswith("="):
        return True
    if _of_ours(first) or read_heading(first) is None:
        return False
    return bool(_MARK.search(text)) or not _ROUND.search(text)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _of_ours(line: str) -> Heading | None:
    found = _OURS.fullmatch(line)
    try:
        return Heading(parse_label(found["label"]), found["competition"]) if found else None
    except ValueError:
        return None


def read_heading(line: str) -> Heading | None:
    """The heading of a file in either format in its *line*, None when there is no edition or no competition.

    The edition may stand anywhere; a country may stand before a bar: ``= Lakeland | Cup 2025``.
    """
    text = line.partition(" #")[0].strip().strip("=").strip()
    for found in _LABEL.finditer(text):
        try:
            label = parse_label(found[0].replace(" ", ""))
        except ValueError:
            continue
        rest = f"{text[: found.start()]} {text[found.end() :]}".replace("|", " ")
        competition = _EMPTY.sub(r"\1", tidy(rest)).strip(" ,;:-–")
        return Heading(label, competition) if competition else None
    return None


def heading_of(text: str) -> Heading | None:
    """The heading of a season file's *text*, None when it has none that can be read."""
    lines = (line.strip() for line in text.split("\n") if line.strip())
    first = next((line for line in lines if not _is_comment(line)), "")
    if not first.startswith("="):
        return None
    return read_heading(first) if is_football_txt(text) else _of_ours(tidy(first))
