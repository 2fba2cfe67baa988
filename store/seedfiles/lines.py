"""Parsing single lines of a season file: dates, matches, scorers, details, leaders.

One regular expression per kind of line, each with an example next to it. :mod:`store.seedfiles.parse`
checks which lines may follow which.
"""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from store.cup.facts import MATCH_FACTS
from store.cup.values import Minute, PartialDate, Score
from store.seedfiles.season import Claim, Leader, MatchLine, Scorer
from store.text.folding import tidy

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The only misspelling in the sources. Not matched by edit distance, by which June is as near as July.
_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)} | {"jule": 7}

MOST_NOTES = 3  # to a tie
LATEST_MINUTE = 150
LONGEST_NAME = 80  # characters of a club, player or round
LONGEST_DETAIL = 200  # characters of a venue, referee or note

_DAY = re.compile(r"(\d{1,2}|\?)\s+([^\W\d_]+)\s+(\d{4})")  # 20 Jule 1993, ? November 2012
_MONTH = re.compile(r"([^\W\d_]+)\s+(\d{4})")  # November 2012
_YEAR = re.compile(r"\d{4}")  # 2012
_PLAYED = re.compile(  # Azhar 2-2 (a.e.t., 3-5 p) Bulat, Irtysh ?-? Aktobe
    r"(?P<home>\S.*?)\s+(?:(?P<hg>\d{1,3})[-–](?P<ag>\d{1,3})|\?[-–]\?)"
    r"(?:\s+\((?P<how>[^()]*)\))?\s+(?P<away>\S.*)"
)
_WALKOVER = re.compile(r"(?P<home>\S.*?)\s+\(w[/.]o\.?\)\s+(?P<away>\S.*)", re.IGNORECASE)  # A (w/o) B
_EXTRA_TIME = re.compile(r"a\.?e\.?t\.?", re.IGNORECASE)
_SHOOT_OUT = re.compile(r"(\d{1,2})[-–](\d{1,2})\s*p(?:en)?s?\.?", re.IGNORECASE)  # 3-5 p
_BAD_SCORE = re.compile(r"(?<!\S)(?:\d+[-–][^\s\d]\S*|[^\s\d][-–]\d+|\d+[-–]|[-–]\d+)(?!\S)")  # 2-x
_QUALIFIED = re.compile(r"\((?:[^()]*\d[-–]\d[^()]*|a\.?e\.?t\.?)\)$", re.IGNORECASE)
_MARK = re.compile(  # 45+2'  |  (pen.)  |  (o.g.)  |  (2)
    r"(?P<minute>\d{1,3})(?:\+(?P<stoppage>\d{1,2}))?\s*['’′]"
    r"|\((?P<pen>pen\.?|p\.?)\)|\((?P<og>o\.?g\.?)\)|\((?P<count>\d{1,2})\)",
    re.IGNORECASE,
)
_LEADER = re.compile(  # Nurken Mazbaev, (Taraz) 3  |  Yevgeni Lunev 6  |  Vladimir Gurtuev (Taraz)
    r"\s*(?P<name>[^(),\d]+?)\s*,?\s*"
    r"(?:\((?P<club>[^()]+)\)\s*,?\s*(?P<goals>\d{1,3})?|(?P<alone>\d{1,3}))\s*(?:,|$)"
)
_OTHERS = "?"  # in place of a scorer: goals of players that the line does not name
_COMMA = re.compile(r",(?![^(]*\))")  # not the one inside brackets


class WrongLine(Exception):
    """A validation error in the current line: what is wrong, and what was expected."""

    def __init__(self, wrong: str, expected: str) -> None:
        super().__init__(wrong, expected)
        self.wrong = wrong
        self.expected = expected


def parse_leaders(claim: Claim) -> list[Leader]:
    """The top scorers in a claim such as ``Sergei Volgin (Kairat), 6 , Oleg Litvinenko (Fosfor) 6``.

    Stray commas are ignored, and the number may be missing for a player with a club.

    :raises ValueError: when a part of it is not a name with goals or club.
    """
    leaders, position = [], 0
    while position < len(claim.value.rstrip(" ,")):
        found = _LEADER.match(claim.value, position)
        if not found:
            raise ValueError(claim.value[position:].strip())
        club = found["club"] and tidy(found["club"])
        goals = found["goals"] or found["alone"]
        leaders.append(Leader(tidy(found["name"]), club, int(goals) if goals else None, claim.line))
        position = found.end()
    return leaders


def read_match(text: str, when: PartialDate | None, line: int) -> MatchLine | None:
    """The match parsed from *text*, line number *line*; None when it is not a match.

    :raises WrongLine: when it is an invalid match.
    """
    if found := _WALKOVER.fullmatch(text):
        home, away = _clubs(found)
        return MatchLine(home, away, None, when, walkover=True, line=line)
    found = _PLAYED.fullmatch(text)
    if not found:
        return None
    home, away = _clubs(found)
    extra_time, shoot_out = _qualifiers(found["how"])
    score = Score(int(found["hg"]), int(found["ag"])) if found["hg"] else None
    return MatchLine(home, away, score, when, extra_time=extra_time, shoot_out=shoot_out, line=line)


def is_tie(text: str) -> bool:
    """Whether a line of the introduction is a misplaced tie rather than prose with a score in it."""
    found = _PLAYED.fullmatch(text) or _WALKOVER.fullmatch(text)
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
    home, away = (limited(found[side], LONGEST_NAME, "a club's name") for side in ("home", "away"))
    if home.casefold() == away.casefold():
        raise WrongLine(f"'{home}' against itself", "two clubs")
    if _DAY.match(home):
        raise WrongLine(f"a date and a tie in one line: '{shorten(home)}'", "the date in a line of its own")
    if _QUALIFIED.search(away):
        raise WrongLine(f"'{shorten(away)}' for a club", "extra time and shoot-out right behind the score")
    return home, away


def _qualifiers(text: str | None) -> tuple[bool, Score | None]:
    """Extra time and shoot-out in the brackets after a score."""
    extra_time, shoot_out = False, None
    for part in (text or "").split(","):
        part = part.strip()
        if _EXTRA_TIME.fullmatch(part):
            extra_time = True
        elif found := _SHOOT_OUT.fullmatch(part):
            shoot_out = Score(int(found[1]), int(found[2]))
            if shoot_out.level:
                raise WrongLine(f"a level shoot-out '{part}'", "a winner")
        elif text is not None:
            raise WrongLine(f"'({shorten(text)})' behind the score", "(a.e.t.), (5-4 p) or (a.e.t., 5-4 p)")
    return extra_time, shoot_out


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
        sides = {match.home.casefold(): match.home, match.away.casefold(): match.away}
        if value.casefold() not in sides:
            raise WrongLine(f"'Advanced: {shorten(value)}'", f"'{match.home}' or '{match.away}'")
        return replace(match, advanced=sides[value.casefold()])
    fact: Any = _number(keyword, value) if MATCH_FACTS[keyword] is int else value
    return replace(match, **{keyword: fact})


def _number(keyword: str, value: str) -> int:
    digits = re.sub(r"(?<=\d)[., ](?=\d{3}\b)", "", value)
    if not re.fullmatch(r"\d{1,7}", digits):
        raise WrongLine(f"'{keyword.capitalize()}: {shorten(value)}'", "a whole number")
    return int(digits)


def read_scorers(text: str) -> tuple[tuple[Scorer, ...], bool]:
    """The scorers parsed from *text*, and whether a ``?`` among them stands for others.

    Empty parts between commas are ignored.

    :raises WrongLine: for a part that is not a name with its goals.
    """
    scorers: list[Scorer] = []
    parts = [part.strip() for part in _COMMA.split(text)]
    for part in parts:
        if part in ("", _OTHERS):
            continue
        scorer = _scorer(part)
        if scorer.name == _OTHERS:
            raise WrongLine(f"'{shorten(part)}'", "a name, or '?' alone for scorers who are not known")
        if scorer.name:
            scorers.append(scorer)
        elif scorers and scorer.minutes and scorer.count is None and not scorer.own_goal:
            # 9', 36' with a comma between: further minutes of the previous scorer
            scorers[-1] = replace(scorers[-1], minutes=scorers[-1].minutes + scorer.minutes)
        else:
            raise WrongLine(f"'{shorten(part)}' without a name", "'Name', 'Name 12' 40'' or 'Name (2)'")
    for scorer in scorers:
        if scorer.count is not None and (scorer.minutes or scorer.count == 0):
            raise WrongLine(f"a count beside '{scorer.name}'", "minutes, or a number of goals above 0")
    return tuple(scorers), _OTHERS in parts


def _scorer(part: str) -> Scorer:
    first = _MARK.search(part)
    name = part[: first.start()].strip() if first else part
    scorer = Scorer(limited(name, LONGEST_NAME, "a player's name"))
    position = first.start() if first else len(part)
    while position < len(part):
        mark = _MARK.match(part, position)
        if mark is None:
            break
        scorer = _marked(scorer, mark)
        position = mark.end() + len(part[mark.end() :]) - len(part[mark.end() :].lstrip())
    if position < len(part) or any(char.isdigit() or char in "()" for char in name):
        raise WrongLine(
            f"cannot read the scorer '{shorten(part)}'", "'Name', 'Name 12' 40'', 'Name (o.g.)' …"
        )
    return scorer


def _marked(scorer: Scorer, mark: re.Match[str]) -> Scorer:
    """*scorer* with one more minute, penalty, own goal or count."""
    if mark["minute"]:
        minute = Minute(int(mark["minute"]), int(mark["stoppage"] or 0))
        if minute.minute > LATEST_MINUTE:
            raise WrongLine(f"minute {minute.minute}", f"at most {LATEST_MINUTE}")
        return replace(scorer, minutes=(*scorer.minutes, minute))
    if mark["og"]:
        return replace(scorer, own_goal=True)
    if mark["count"]:
        return replace(scorer, count=int(mark["count"]))
    if scorer.minutes:
        last = replace(scorer.minutes[-1], penalty=True)
        return replace(scorer, minutes=(*scorer.minutes[:-1], last))
    return replace(scorer, penalty=True)


def limited(text: str, longest: int, what: str) -> str:
    """*text* unchanged; *what* names it in the error message.
    :raises WrongLine: when it has more than *longest* characters.
    """
    if len(text) > longest:
        raise WrongLine(f"{what} of {len(text)} characters", f"at most {longest}")
    return text


def shorten(text: str) -> str:
    """*text* truncated to 60 characters, to be quoted in an error message."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def bad_score(text: str) -> str | None:
    """The part of *text* that looks like a score but is not two numbers, None without one."""
    found = _BAD_SCORE.search(text)
    return found[0] if found else None
