"""Validation of a club's name: whatever else may stand in a line of a match is not taken for a part of it."""

import re
from functools import cache

from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited, shorten
from store.text.folding import tidy
from store.text.vocabulary import vocabulary

_BEHIND_THE_SCORE = "marks in brackets right behind the score, as in 'Alpha 2-1 (a.e.t.) Beta'"
_FOREIGN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"@"), "the ground in a line of its own below, indented: 'Venue: Old Ground'"),
    (re.compile(r"#"), "a remark in a line of its own below, indented: 'Note: holders'"),
    (re.compile(r"[\[\]|{}▪»]"), _BEHIND_THE_SCORE),
    (re.compile(r"[()]"), f"a name without brackets, and {_BEHIND_THE_SCORE}"),
    (re.compile(r"^\(?\d{1,2}[:.h]\d{2}\b|\b\d{1,2}:\d{2}$"), "the clubs without the time of day"),
    (re.compile(r"\S(?:\s{2,}|\t)\S"), "one space between the words of a name"),
    (re.compile(r"(?:^|\s)(?:v|vs\.?)(?:\s|$)"), "'Home 2-1 Away', or 'Home v Away' without a score"),
    (re.compile(r"(?<!\S)\d{1,3}\s?[-–:]\s?\d{1,3}(?!\S)|\?[-–]\?"), "one score: 'Home 2-1 Away'"),
)
_WORD = re.compile(r"[^\s,;]+")


_OF_SCORES = ("extra_time", "penalties", "awarded", "abandoned", "annulled", "walkover")
_SHORT = frozenset({"n.v.", "i.e.", "д.в."})  # too short for a rule: "A.P." may begin a name


@cache
def _words_of_scores() -> frozenset[str]:
    """The words that stand beside a score: ``aet``, ``pens``, ``awd``, ``д.в.`` …, but no initials."""
    words = (word for kind in _OF_SCORES for word in vocabulary("marks")[kind])
    return _SHORT | {word for word in words if len(word.replace(".", "")) > 2 and " " not in word}


def club_name(written: str) -> str:
    """The club's name in *written*, tidied.

    :raises WrongLine: when it has a sign, a number or a word that belongs to something else in the line.
    """
    name = limited(tidy(written), LONGEST_NAME, "a club's name")
    for sign, expected in _FOREIGN:
        if sign.search(written):
            raise WrongLine(f"'{shorten(name)}' for a club", expected)
    if any(word.casefold() in _words_of_scores() for word in _WORD.findall(name)):
        raise WrongLine(f"'{shorten(name)}' for a club", _BEHIND_THE_SCORE)
    return name
