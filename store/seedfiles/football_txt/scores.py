"""Scores in Football.TXT: half-time, extra time and shoot-out in any of their orders, and rulings."""

import re
from dataclasses import dataclass

from store.cup.values import MatchStatus, Score

_PAIR = r"\d{1,2}\s?[-–]\s?\d{1,2}|\d{1,2}:\d{1,2}"
_PENALTIES = r"(?:pens?|penalties|pso|p|i\.E)\b\.?"
_EXTRA_TIME = r"(?:a\.?\s?e\.?\s?t\b\.?(?:/[gs]g)?|n\.V\.?)"
_STATUS = r"(?:awd|awarded|abd|abandoned|annulled|void)\b\.?"
_IN_BRACKETS = rf"\((?:\s*(?:(?:{_PAIR})(?:\s*{_PENALTIES})?|{_EXTRA_TIME}|{_STATUS})\s*,?)+\s*\)"
_UNIT = rf"(?:(?:{_PAIR})(?:\s*{_PENALTIES})?|{_EXTRA_TIME}|{_STATUS}|{_IN_BRACKETS})"
RUN = rf"(?<!\S)(?:{_PAIR})(?:\s*{_PENALTIES})?(?:\s*,?\s*{_UNIT})*(?=\s|$)"
"""A pattern for a whole score: ``4-3 pen. 2-2 a.e.t. (1-1, 0-1)``, ``2-2 a.e.t. (1-1), 4-3 pen.``, ``2-1
(1-0)``."""
MARKS = rf"{_IN_BRACKETS}"
"""A pattern for marks of a score in brackets behind the away club: ``(aet, 4-3 pen)``."""

_TOKEN = re.compile(
    rf"(?P<pair>{_PAIR})(?P<pen>\s*{_PENALTIES})?|(?P<extra>{_EXTRA_TIME})|(?P<status>{_STATUS})|(?P<open>\()|(?P<close>\))",
    re.IGNORECASE,
)
_RULINGS = {
    "aw": MatchStatus.AWARDED,
    "ab": MatchStatus.ABANDONED,
    "an": MatchStatus.ANNULLED,
    "vo": MatchStatus.ANNULLED,
}


@dataclass(slots=True)
class Result:
    """The score of a match: its *score*, None for a shoot-out alone, and what stands beside it."""

    score: Score | None = None
    status: MatchStatus = MatchStatus.PLAYED
    extra_time: bool = False
    shoot_out: Score | None = None
    half_time: Score | None = None
    full_time: Score | None = None


def read_result(text: str) -> Result:
    """The result in *text*, which matches :data:`RUN` or :data:`MARKS`, or both behind each other.

    The first number that is no shoot-out is the score; in brackets are those after 90 minutes and at
    half-time. A shoot-out without a score in front of the brackets follows the first of them: ``5-6 pen.
    (1-1, 0-1)``.
    """
    found = Result()
    within: list[Score] = []
    inside = False
    for token in _TOKEN.finditer(text):
        if token["open"] or token["close"]:
            inside = bool(token["open"])
        elif token["extra"]:
            found.extra_time = True
        elif token["status"]:
            found.status = _RULINGS[token["status"][:2].casefold()]
        elif token["pen"]:
            found.shoot_out = _score(token["pair"])
        elif inside:
            within.append(_score(token["pair"]))
        elif found.score is None:
            found.score = _score(token["pair"])
    if found.score is None and within:
        found.score = within.pop(0)
    if found.extra_time and within:
        found.full_time = within.pop(0)
    found.half_time = within[-1] if within else None
    return found


def _score(pair: str) -> Score:
    home, away = re.findall(r"\d+", pair)
    return Score(int(home), int(away))
