"""Validation of a club's name: whatever else may stand in a line of a match is not taken for a part of it."""

import re
from functools import cache

from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited, shorten
from store.text.folding import tidy
from store.text.vocabulary import any_of, vocabulary

_BEHIND_THE_SCORE = "marks in brackets right behind the score, as in 'Alpha 2-1 (a.e.t.) Beta'"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_FOREIGN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"@"), "the ground in a line of its own below, indented: 'Venue: Old Ground'"),
    (re.compile(r"#"), "a remark in a line of its own below, indented: 'Note: holders'"),
    (re.compile(r"[\[\]|{}▪»*;]|//"), _BEHIND_THE_SCORE),
    (re.compile(r"[()]"), f"a name without brackets, and {_BEHIND_THE_SCORE}"),
    (re.compile(r"^\(?\d{1,2}[:.h]\d{2}\b|\b\d{1,2}:\d{2}$"), "the clubs without the time of day"),
    (
        re.compile(rf"^(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s+(?:{_MONTHS})[a-z]*)\s", re.IGNORECASE),
        "the date in a line of its own",
    ),
    (re.compile(r":"), "the clubs alone, details in lines of their own below, indented"),
    (re.compile(r"\S(?:\s{2,}|\t)\S"), "one space between the words of a name"),
    (re.compile(r"(?:^|\s)(?:v|vs\.?)(?:\s|$)"), "'Home 2-1 Away', or 'Home v Away' without a score"),
    (re.compile(r"(?<!\S)\d{1,3}\s?[-–—:]\s?\d{1,3}(?!\S)|\?[-–]\?"), "one score: 'Home 2-1 Away'"),
    (re.compile(r"(?:^|\s)[-–—•](?:\s|$)"), "the name of a club alone"),
    (
        re.compile(r"(?i)^(?:tbd|tba|n\.?n\.?|winners?\s+\S+|losers?\s+\S+)$"),
        "a club, or no line before it is known",
    ),
)
_OF_SCORES = (
    "extra_time",
    "penalties",
    "awarded",
    "abandoned",
    "annulled",
    "walkover",
    "cancelled",
    "fixture",
)
_FURTHER = ("replay", "lots", "half_time")
_SHORT = frozenset({"n.v.", "i.e.", "д.в."})  # too short for a rule: "A.P." may begin a name


@cache
def _words_of_scores() -> re.Pattern[str]:
    """A pattern for the words that stand beside a score at either end of a name: ``aet``, ``pens``, ``awd``,
    ``not played``, ``replay``, ``д.в.`` …, but no initials."""
    words = {word for kind in (*_OF_SCORES, *_FURTHER) for word in vocabulary("marks")[kind]}
    told = [word for word in words if len(word.replace(".", "")) > 3 or word in _THREE]
    any_word = any_of(sorted({*told, *_SHORT}, key=len, reverse=True))
    return re.compile(rf"(?P<first>{any_word})(?=[\s,]|$)|(?:^|.*[\s,])(?P<last>{any_word})$", re.IGNORECASE)


_THREE = frozenset(
    {
        "aet",
        "a.e.t.",
        "a.e.t",
        "aet.",
        "pen",
        "pen.",
        "awd",
        "awd.",
        "abd",
        "abd.",
        "пен",
        "пен.",
        "n/p",
        "w/o",
    }
)


def club_name(written: str, *, behind_score: bool = True) -> str:
    """The club's name in *written*, tidied; *behind_score* says that it stands behind a score, not in front.

    :raises WrongLine: when it has a sign, a number or a word that belongs to something else in the line.
    """
    name = limited(tidy(written), LONGEST_NAME, "a club's name")
    for sign, expected in _FOREIGN:
        if sign.search(written):
            raise WrongLine(f"'{shorten(name)}' for a club", expected)
    if not any(char.isalpha() for char in name):
        raise WrongLine(f"'{shorten(name)}' for a club", "a name with a letter in it")
    found = _words_of_scores().match(name)
    if found and (found["last"] or (behind_score and found["first"])):
        word = found["last"] or found["first"]
        raise WrongLine(f"'{word}' in '{shorten(name)}' for a club", _BEHIND_THE_SCORE)
    return name
