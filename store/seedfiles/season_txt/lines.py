"""Parsing single lines of a season file: dates, matches, byes, rows of a table, details.

One regular expression per kind of line, each with an example next to it.
:mod:`store.seedfiles.season_txt.parse` checks which lines may follow which.
"""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from store.cup.facts import MATCH_FACTS
from store.cup.values import MatchStatus, PartialDate, Score
from store.seedfiles.club_names import club_name
from store.seedfiles.season import GivenRow, MatchLine
from store.seedfiles.season_txt.marks import Marks, read_marks
from store.seedfiles.wrong_line import LONGEST_DETAIL, WrongLine, limited, shorten
from store.text.folding import tidy
from store.text.vocabulary import any_of, vocabulary

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The only misspelling in the sources. Not matched by edit distance, by which June is as near as July.
_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)} | {"jule": 7}

MOST_NOTES = 3  # to a tie

_DAY = re.compile(r"(\d{1,2}|\?)\s+([^\W\d_]+)\s+(\d{4})")  # 20 Jule 1993, ? November 2012
_MONTH = re.compile(r"([^\W\d_]+)\s+(\d{4})")  # November 2012
_YEAR = re.compile(r"\d{4}")  # 2012
_SCORE = r"(?:(?P<hg>\d{1,3})\s?[-–—:]\s?(?P<ag>\d{1,3})|\?\s?[-–—:]\s?\?)"
_PLAYED = re.compile(  # Azhar 2-2 (a.e.t., 3-5 p) Bulat, Irtysh ?-? Aktobe, A 0:2 B, A 3-0 (1-0) (awarded) B
    rf"(?P<home>\S.*?)\s+{_SCORE}(?P<marks>(?:\s+\([^()]*\))*)\s+(?P<away>\S.*)"
)
_DRAWN = re.compile(  # Kairat v Tobol, Kairat vs. Tobol (cancelled)
    r"(?P<home>\S.*?)\s+(?:v|vs\.?)\s+(?P<away>\S.*?)(?:\s+\((?P<marks>[^()]*)\))?"
)
_UNPLAYED = re.compile(r"(?P<home>\S.*?)\s+\((?P<marks>[^()]*)\)\s+(?P<away>\S.*)")  # A (w/o) B
_PROSE = re.compile(r"(?P<home>\S.*?)\s+(?:\d{1,3}[-–]\d{1,3}|\?[-–]\?|\(w[/.]o\.?\))\s+(?P<away>\S.*)")
_BAD_SCORE = re.compile(r"(?<!\S)(?:\d+[-–:][^\s\d]\S*|[^\s\d][-–:]\d+|\d+[-–:]|[-–:]\d+)(?!\S)")  # 2-x
_ROW = re.compile(  # Kairat 6 5 1 0 15-6 16
    r"(?P<club>\S.*?)\s+(?P<numbers>\d{1,3}(?:\s+\d{1,3}){3})\s+"
    r"(?:(?P<scored>\d{1,3})[-–:](?P<conceded>\d{1,3})|\?[-–:]\?)\s+(?P<points>-?\d{1,3})"
)


@cache
def _bye_line() -> re.Pattern[str]:
    """A pattern for ``Alpha bye``, ``Alpha (bye)`` and ``Alpha (w/o) bye``."""
    walkover, bye = (
        any_of(vocabulary(table)[word]) for table, word in (("marks", "walkover"), ("byes", "bye"))
    )
    return re.compile(rf"(?P<club>\S.*?)\s+(?:\({walkover}\)\s+)?\(?{bye}\)?", re.IGNORECASE)


def read_bye(text: str) -> str | None:
    """The club of a line ``Alpha bye``, None when it is no such line.

    :raises WrongLine: when the club's name is not valid.
    """
    found = _bye_line().fullmatch(text)
    return club_name(found["club"]) if found else None


def read_row(text: str) -> GivenRow:
    """The row of a table in *text*: a club, matches played, won, drawn and lost, goals, points.

    :raises WrongLine: when it is not one.
    """
    found = _ROW.fullmatch(text)
    if found is None:
        raise WrongLine(f"cannot read the row '{shorten(text)}'", "'Kairat 6 5 1 0 15-6 16'")
    played, won, drawn, lost = map(int, found["numbers"].split())
    goals = Score(int(found["scored"]), int(found["conceded"])) if found["scored"] else None
    return GivenRow(club_name(found["club"]), played, won, drawn, lost, goals, int(found["points"]))


def read_match(text: str, when: PartialDate | None, line: int) -> MatchLine | None:
    """The match parsed from *text*, line number *line*; None when it is not a match.

    :raises WrongLine: when it is an invalid match.
    """
    if found := _PLAYED.fullmatch(text):
        home, away = _clubs(found)
        return _played(MatchLine(home, away, _score(found), when, line=line), _marks(found["marks"]))
    if found := _DRAWN.fullmatch(text):
        home, away = _clubs(found)
        marks = read_marks(found["marks"]) if found["marks"] else Marks(MatchStatus.FIXTURE)
        if marks != Marks(marks.status) or marks.status not in (MatchStatus.CANCELLED, MatchStatus.FIXTURE):
            form = "(w/o)" if marks.status is MatchStatus.WALKOVER else f"2-1 ({found['marks']})"
            raise WrongLine(f"'({shorten(found['marks'])})' without a score", f"'{home} {form} {away}'")
        return MatchLine(home, away, None, when, marks.status, line=line)
    found = _UNPLAYED.fullmatch(text)
    marks = _marks_without_score(found["marks"]) if found else Marks()
    if found is None or marks.status is MatchStatus.PLAYED:
        return None
    home, away = _clubs(found)
    if marks.status is MatchStatus.AWARDED:
        raise WrongLine("an awarded match without its result", f"'{home} 3-0 (awarded) {away}' or '(w/o)'")
    return MatchLine(home, away, None, when, marks.status, line=line)


def _marks(brackets: str) -> Marks:
    """The marks in any number of *brackets*."""
    contents = ",".join(re.findall(r"\(([^()]*)\)", brackets))
    return read_marks(contents) if brackets.strip() else Marks()


def _marks_without_score(text: str) -> Marks:
    """The marks in *text* if all it says is why there is no score, else none."""
    try:
        marks = read_marks(text)
    except WrongLine:
        return Marks()
    return Marks(marks.status) if marks == Marks(marks.status) else Marks()


def _played(match: MatchLine, marks: Marks) -> MatchLine:
    """*match* with its *marks*."""
    if marks.status is MatchStatus.AWARDED and match.score is None:
        raise WrongLine("an awarded match without its result", f"'{match.home} 3-0 (awarded) {match.away}'")
    if marks.status in (MatchStatus.WALKOVER, MatchStatus.CANCELLED, MatchStatus.FIXTURE):
        raise WrongLine(f"a score of a match that is marked '{marks.status}'", "one of the two")
    return replace(
        match,
        status=marks.status,
        extra_time=marks.extra_time,
        shoot_out=marks.shoot_out,
        half_time=marks.half_time,
        full_time=marks.full_time,
        replay=marks.replay,
        lots=_side(match, marks.lots, f"'(lots: {shorten(marks.lots)})'") if marks.lots else None,
    )


def _side(match: MatchLine, name: str, written: str) -> str:
    """The club of *match* that is called *name*, in any case; *written* is what an error quotes."""
    for club in (match.home, match.away):
        if name.casefold() == club.casefold():
            return club
    raise WrongLine(written, f"'{match.home}' or '{match.away}'")


def _score(found: re.Match[str]) -> Score | None:
    """The score of a line, None for ``?-?``."""
    if not found["hg"]:
        return None
    for number in (found["hg"], found["ag"]):
        if len(number) > 1 and int(number[0]) == 0:
            raise WrongLine(f"'{found['hg']}-{found['ag']}' is no score", "two numbers such as 2-1")
    return Score(int(found["hg"]), int(found["ag"]))


def is_tie(text: str) -> bool:
    """Whether a line of the introduction is a misplaced tie rather than prose with a score in it."""
    found = _PROSE.fullmatch(text)
    if found is None or text[-1] in '.!?…:;,»”"':
        return False
    return not (found["home"][0].islower() or found["away"][0].islower())


def read_date(text: str) -> PartialDate | None:
    """The date parsed from *text*, None when it is not a date.

    :raises WrongLine: for an unknown month, a day that does not exist, or the year 0.
    """
    when = _written_date(text)
    if when and not when.year:
        raise WrongLine("the year 0", "a year")
    return when


def _written_date(text: str) -> PartialDate | None:
    if found := _DAY.fullmatch(text):
        month, year = _month(found[2]), int(found[3])
        if found[1] == "?":
            return PartialDate(year, month)
        try:
            date(year, month, int(found[1]))
        except ValueError:
            raise WrongLine(f"there is no {text}", "a day of the calendar") from None
        return PartialDate(year, month, int(found[1]))
    if found := _MONTH.fullmatch(text):
        return PartialDate(int(found[2]), _month(found[1]))
    return PartialDate(int(text)) if _YEAR.fullmatch(text) else None


def _month(name: str) -> int:
    number = _MONTH_NUMBERS.get(name.casefold())
    if number is None:
        raise WrongLine(f"unknown month '{shorten(name)}'", "January to December, spelt out in English")
    return number


def _clubs(found: re.Match[str]) -> tuple[str, str]:
    """The names of home and away club in a line."""
    if _DAY.match(found["home"]):
        wrong = f"a date and a tie in one line: '{shorten(tidy(found['home']))}'"
        raise WrongLine(wrong, "the date in a line of its own")
    home, away = club_name(found["home"], behind_score=False), club_name(found["away"])
    if home.casefold() == away.casefold():
        raise WrongLine(f"'{home}' against itself", "two clubs")
    return home, away


def with_detail(match: MatchLine, keyword: str, value: str) -> MatchLine:
    """*match* with a detail: one of its facts, ``advanced`` or ``note``.

    :raises WrongLine: for a missing or invalid value, a repeated detail, or a note too many.
    """
    if not value:
        raise WrongLine(f"'{keyword.capitalize()}' without a value", "one behind the colon")
    limited(value, LONGEST_DETAIL, f"'{keyword.capitalize()}'")
    if keyword == "note":
        if len(match.notes) == MOST_NOTES:
            raise WrongLine("one 'Note' more", f"at most {MOST_NOTES} to a tie")
        return replace(match, notes=(*match.notes, value))
    if getattr(match, keyword) is not None:
        raise WrongLine(f"a second '{keyword.capitalize()}'", "one a tie")
    if keyword == "advanced":
        return replace(match, advanced=_side(match, value, f"'Advanced: {shorten(value)}'"))
    fact: Any = _number(keyword, value) if MATCH_FACTS[keyword] is int else value
    return replace(match, **{keyword: fact})


def _number(keyword: str, value: str) -> int:
    digits = re.sub(r"(?<=\d)[., ](?=\d{3}\b)", "", value)
    if not re.fullmatch(r"\d{1,7}", digits):
        raise WrongLine(f"'{keyword.capitalize()}: {shorten(value)}'", "a whole number")
    return int(digits)


def bad_score(text: str) -> str | None:
    """The part of *text* that looks like a score but is not two numbers, None without one."""
    found = _BAD_SCORE.search(text)
    return found[0] if found else None
