"""Values in the cells of a table: scores, numbers, answers of yes and no, clubs, rounds."""

import re

from store.cup.rounds import is_group_name, round_code
from store.cup.values import MatchStatus, Score
from store.seedfiles.club_names import club_name
from store.seedfiles.football_txt.scores import Result, result_of, whole_run
from store.seedfiles.match_table.dates import looks_like_date
from store.seedfiles.season_txt.marks import Marks, read_marks
from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited, shorten
from store.text.folding import tidy
from store.text.vocabulary import meanings

_TEXT_OF = "the text of a score or round, in a column that the spreadsheet formats as text"
_MARKED = re.compile(r"(\d{1,3})\s?[-–—:]\s?(\d{1,3})((?:\s*\([^()]*\))*)")  # 2-2 (a.e.t., 3-5 p)
_PAIR = re.compile(r"\(?(\d{1,3})\s?[-–—:]\s?(\d{1,3})\)?")
_UNKNOWN = re.compile(r"\?(?:\s?[-–—:]\s?\?)?")  # ?-?
_FORFEITED = re.compile(r"([+-])\s?[:/–-]\s?([+-])")  # +:-
_NUMBER = re.compile(r"(\d{1,7})(?:\.0+)?")  # 2.0 is what some programs write for 2
_THOUSANDS = re.compile(r"(?<=\d)[.,\s'’](?=\d{3}\b)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_QUOTED = re.compile(r"'(?=[=+\-@])")  # an apostrophe by which a spreadsheet knows a text
_BARE = re.compile(r"[\d\s./]+|[a-z]{1,2}", re.IGNORECASE)  # 1/8, f
_SHORT_ROUNDS = {"f": "F", "s": "SF", "q": "QF"}
_NAMES = {  # of rounds that are given by a sign only
    "F": "Final",
    "SF": "Semi-finals",
    "QF": "Quarter-finals",
    "R16": "Round of 16",
    "R32": "Round of 32",
    "R64": "Round of 64",
}


def content(cell: str) -> str:
    """The text of a cell; empty when it only says that there is nothing, such as ``NA``."""
    text = _QUOTED.sub("", tidy(cell), count=1) if cell.startswith("'") else tidy(cell)
    return "" if text.casefold() in meanings("empty") else text


def read_score(text: str) -> Result:
    """The result in a cell of scores, with all that is said beside the score: ``2-1 a.e.t.``, ``0:0 (4-2
    p)``, ``w/o``, ``+:-``, ``?-?``.

    :raises WrongLine: when it is none.
    """
    if _UNKNOWN.fullmatch(text):
        return Result()
    status = meanings("marks").get(text.casefold().strip("()"))
    if status in list(MatchStatus):
        return Result(status=MatchStatus(str(status)))
    if found := _FORFEITED.fullmatch(text):
        return _forfeited(found)
    if looks_like_date(text):
        raise WrongLine(f"'{shorten(text)}', a date for a score", _TEXT_OF)
    if found := _MARKED.fullmatch(text):
        return _result(Score(int(found[1]), int(found[2])), found[3])
    if (run := whole_run(text)) is not None:
        return result_of(run)
    raise WrongLine(f"'{shorten(text)}' is no score", "two numbers such as 2-1")


def _forfeited(found: re.Match[str]) -> Result:
    """A match that was not played, and won by the side with the plus."""
    if found[1] == found[2]:
        raise WrongLine(f"'{found[0]}' is no score", "'+:-', 'w/o', or two numbers such as 2-1")
    return Result(Score(1, 0) if found[1] == "+" else Score(0, 1), MatchStatus.WALKOVER)


def _result(score: Score, brackets: str) -> Result:
    contents = ",".join(re.findall(r"\(([^()]*)\)", brackets))
    marks = read_marks(contents) if contents else Marks()
    if marks.lots:
        raise WrongLine(f"'({shorten(contents)})' behind the score", "the column 'went through' for lots")
    return Result(score, marks.status, marks.extra_time, marks.shoot_out, marks.half_time, marks.full_time)


def read_pair(text: str) -> Score:
    """Two numbers, as in ``1-0``.

    :raises WrongLine: when it is something else.
    """
    if looks_like_date(text):
        raise WrongLine(f"'{shorten(text)}', a date for a score", _TEXT_OF)
    if found := _PAIR.fullmatch(text):
        return Score(int(found[1]), int(found[2]))
    raise WrongLine(f"'{shorten(text)}' is no score", "two numbers such as 2-1")


def read_number(text: str) -> int:
    """A whole number, which may have signs between thousands.

    :raises WrongLine: when it is something else.
    """
    if found := _NUMBER.fullmatch(_THOUSANDS.sub("", text)):
        return int(found[1])
    raise WrongLine(f"'{shorten(text)}'", "a whole number")


def read_answer(text: str) -> bool:
    """Yes or no, in any language.

    :raises WrongLine: when it is neither.
    """
    answer = meanings("answers").get(text.casefold().removesuffix(".0"))
    if answer is None:
        raise WrongLine(f"'{shorten(text)}'", "yes or no")
    return answer == "yes"


def read_club(text: str) -> str:
    """The name of a club, which may have brackets in it: ``Rangers (London)``.

    :raises WrongLine: when it is none, or has a mark of a score in brackets.
    """
    for bracket in _BRACKETS.findall(text):
        try:
            marked = read_marks(bracket) != Marks()
        except WrongLine:
            marked = False
        if marked:
            raise WrongLine(
                f"'({shorten(bracket)})' in '{shorten(text)}' for a club", "the mark beside the score"
            )
    try:
        club_name(_BRACKETS.sub("", text).strip(), behind_score=False)
    except WrongLine as wrong:
        raise WrongLine(wrong.wrong, "the name of a club alone") from None
    return limited(text, LONGEST_NAME, "a club's name")


def is_bye(text: str) -> bool:
    """Whether *text* stands in the place of an opponent that there was none."""
    return text.casefold().strip("()") in meanings("byes")


def read_round(text: str, group: str) -> str:
    """The name of a round; one that only a sign stands for has its usual name. A *group* is the round, as
    long as the round is its stage.

    :raises WrongLine: when it is too long, or a date that a spreadsheet made.
    """
    if group:
        return group if is_group_name(group) else f"Group {group}"
    if looks_like_date(text):
        raise WrongLine(f"'{shorten(text)}', a date for a round", _TEXT_OF)
    name = limited(text, LONGEST_NAME, "a round's name")
    if _BARE.fullmatch(name):
        code = _SHORT_ROUNDS.get(name.casefold()) or round_code(name)
        if code:
            return _NAMES.get(code) or f"Round {code[1:]}"
    return name
