"""The marks in brackets behind a score: extra time, shoot-out, half-time, rulings, lots."""

import re
from dataclasses import dataclass
from functools import cache

from store.cup.values import MatchStatus, Score
from store.seedfiles.wrong_line import WrongLine, shorten
from store.text.folding import tidy
from store.text.vocabulary import any_of, meanings, vocabulary

_EXPECTED = "(a.e.t.), (5-4 p), (1-0) for half-time, (awarded), (abandoned), (replay), (lots: Club) …"
_SCORE = re.compile(r"(\d{1,2})\s?[-–:]\s?(\d{1,2})")
_NAMED = re.compile(r"([^:]+?)\s*:\s*(\D.*)")  # lots: Alpha
_AT_MINUTE = re.compile(r"\s+(?:at|after|in the)\s+\d.*|\s+\d{1,3}\s*['’′]?$")  # abandoned at 51'


@dataclass(slots=True)
class Marks:
    """The marks of a match. *scores* are those at half-time, or after 90 minutes and at half-time."""

    status: MatchStatus = MatchStatus.PLAYED
    extra_time: bool = False
    shoot_out: Score | None = None
    scores: tuple[Score, ...] = ()
    replay: bool = False
    lots: str | None = None

    @property
    def half_time(self) -> Score | None:
        """The score at half-time."""
        if self.extra_time:
            return self.scores[1] if len(self.scores) > 1 else None
        return self.scores[0] if self.scores else None

    @property
    def full_time(self) -> Score | None:
        """The score after 90 minutes of a match with extra time."""
        return self.scores[0] if self.extra_time and self.scores else None


@cache
def _shoot_out() -> re.Pattern[str]:
    """A pattern for ``5-4 p``."""
    return re.compile(rf"{_SCORE.pattern}\s*{any_of(vocabulary('marks')['penalties'])}")


@cache
def _word_first() -> re.Pattern[str]:
    """A pattern for ``ht 1-0`` and ``pens 4-3``."""
    half, penalties = (any_of(vocabulary("marks")[word]) for word in ("half_time", "penalties"))
    return re.compile(rf"(?:{half}|(?P<penalties>{penalties}))\s+(?P<score>{_SCORE.pattern})", re.IGNORECASE)


def _in_front(part: str) -> str:
    """*part* as it is usually written, when the word is in front of the score."""
    found = _word_first().fullmatch(part)
    return f"{found['score']}{' p' if found['penalties'] else ''}" if found else part


def read_marks(text: str) -> Marks:
    """The marks in *text*, the contents of the brackets, separated by commas.

    :raises WrongLine: for a mark that is not known, or given twice.
    """
    marks, seen = Marks(), set()
    for part in (tidy(part) for part in text.split(",")):
        kind = _read(part, marks)
        if kind in seen and kind != "score":
            raise WrongLine(f"'({shorten(text)})' behind the score", "each mark once")
        seen.add(kind)
    if len(marks.scores) > (2 if marks.extra_time else 1):
        raise WrongLine(f"'({shorten(text)})' behind the score", "(1-0) for half-time, (a.e.t., 1-1, 0-1)")
    return marks


def _read(part: str, marks: Marks) -> str:
    """Read one mark into *marks* and return its kind."""
    part = _in_front(part)
    if found := _SCORE.fullmatch(part):
        marks.scores += (Score(int(found[1]), int(found[2])),)
        return "score"
    if found := _shoot_out().fullmatch(part.casefold()):
        marks.shoot_out = Score(int(found[1]), int(found[2]))
        if marks.shoot_out.level:
            raise WrongLine(f"a level shoot-out '{part}'", "a winner")
        return "shoot-out"
    kind = meanings("marks").get(_AT_MINUTE.sub("", part.casefold()))
    named = _NAMED.fullmatch(part)
    if named and meanings("marks").get(named[1].casefold()) == "lots":
        marks.lots, kind = named[2], "lots"
    elif kind == "extra_time":
        marks.extra_time = True
    elif kind == "replay":
        marks.replay = True
    elif kind in list(MatchStatus):
        marks.status, kind = MatchStatus(str(kind)), "status"
    else:
        raise WrongLine(f"'({shorten(part)})' behind the score", _EXPECTED)
    return str(kind)
