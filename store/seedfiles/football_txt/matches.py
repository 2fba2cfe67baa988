"""A line of a match in Football.TXT: two clubs with the score between or behind them, and what stands
around."""

import re
from dataclasses import dataclass

from store.cup.values import MatchStatus, PartialDate
from store.seedfiles.club_names import club_name
from store.seedfiles.football_txt.dates import Calendar
from store.seedfiles.football_txt.scores import MARKS, RUN, Result, read_result
from store.seedfiles.season import MatchLine
from store.seedfiles.season_txt.marks import read_marks
from store.seedfiles.wrong_line import LONGEST_DETAIL, WrongLine, limited, shorten
from store.text.folding import tidy

_NUMBER = re.compile(r"\(\d{1,3}\)\s*")  # (74)
_ZONES = "CE?S?T|[EW]ES?T|EEST|MSK|BST|GMT|IST|[ECMP][SD]T|AKST|JST|KST|SAST|AS?T|BRT|ART"
_ZONE = rf"(?:\s*(?:UTC\s?[±+−-]?\d*(?::\d\d)?|(?:{_ZONES})(?=[\s)]|$)))?"
_TIME = re.compile(
    rf"\d{{1,2}}[.:h]\d{{2}}(?!\d|-){_ZONE}(?:\s*\(\d{{1,2}}[.:]\d{{2}}{_ZONE}\s*\))?(?=\s|$|@)\s*"
)
_PLACE = re.compile(r"\s*@\s*(?P<place>\S.*?)(?:\s{2,}(?P<rest>\S.*))?$")
_CROWD = re.compile(r"\s*\b(?:att|attendance):\s*(?P<crowd>[\d_.,]+)", re.IGNORECASE)
_STATUS = re.compile(r"\s*\[(?P<status>[^\[\]]*)\]")
_SEPARATED = re.compile(
    rf"(?P<home>\S.*?)\s+(?:v|vs\.?)\s+(?P<away>\S.*?)(?:\s+(?P<result>{RUN}))?", re.IGNORECASE
)
_BETWEEN = re.compile(
    rf"(?P<home>\S.*?)\s+(?P<result>{RUN})\s+(?P<away>\S.*?)(?:\s+(?P<marks>{MARKS}))?", re.IGNORECASE
)
_DASHED = re.compile(rf"(?P<home>\S.*?)\s+[-–]\s+(?P<away>\S.*?)(?:\s+(?P<result>{RUN}))?", re.IGNORECASE)
_WORDED = re.compile(
    r"(?P<home>\S.*?)\s+(?P<word>w/o|n/p|awd\.?|abd\.?|bye)(?:\s+(?P<away>\S.*))?", re.IGNORECASE
)
_COUNTRY = re.compile(r"\s+\([A-Z]{2,4}\)$")
_PLACEHOLDER = re.compile(
    r"[WL]\d{1,3}|\d[A-Z](?:/\d?[A-Z])*|[A-Z]\d|TBD|TBA|N\.?N\.?|\?+|(?:winners?|losers?|runners?-up)\b.*|"
    r"(?:1st|2nd|3rd|best)\b.*\bgroup\b.*",
    re.IGNORECASE,
)
_MARKS = re.compile(MARKS, re.IGNORECASE)
_GOALS = re.compile(r"\((?=.*[^\W\d_]{2})(?=.*(?:\d|;))(?!.*\d-\d)")
_WORDS = {
    "w/o": MatchStatus.WALKOVER,
    "n/p": MatchStatus.CANCELLED,
    "aw": MatchStatus.AWARDED,
    "ab": MatchStatus.ABANDONED,
}


@dataclass(slots=True)
class Around:
    """What stands around a match, in its line or in one above: *when*, the *place* and the *crowd*."""

    when: PartialDate | None = None
    place: str | None = None
    crowd: int | None = None


@dataclass(frozen=True, slots=True)
class Bye:
    """A line that gives a *club* a bye."""

    club: str


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A fixture of which the clubs are not known yet: ``W73 v 2A``."""


Found = MatchLine | Bye | Unnamed


def split_around(text: str, calendar: Calendar) -> tuple[Around, str]:
    """What stands in front of and behind a match in *text*, and the rest, which is empty for a date alone.

    :raises WrongLine: for a day that does not exist, or a place that is too long.
    """
    around = Around()
    if crowd := _CROWD.search(text):
        around.crowd = int(re.sub(r"\D", "", crowd["crowd"])[:7] or 0)
        text = (text[: crowd.start()] + text[crowd.end() :]).rstrip()
    if found := _PLACE.search(text):
        around.place = limited(tidy(found["place"]).strip(" ,"), LONGEST_DETAIL, "a ground") or None
        text = f"{text[: found.start()]}  {found['rest'] or ''}"
    text = _NUMBER.sub("", text.strip(), count=1) if _NUMBER.match(text.strip()) else text.strip()
    if dated := calendar.at_start_of(text):
        around.when, end = dated
        text = text[end:].strip(" ,\t")
    if found := _TIME.match(text):
        text = text[found.end() :]
    return around, text.strip()


def read_match(text: str, around: Around, line: int) -> tuple[Found, str] | None:
    """The match in *text* without what stands around it, and goals behind it in brackets; None when there is
    none.

    :raises WrongLine: for a club's name that is none.
    """
    status, text = _status(text)
    text, goals = _without_goals(text)
    for form in (_SEPARATED, _BETWEEN, _WORDED, _DASHED):
        if found := form.fullmatch(text.strip()):
            break
    else:
        return None
    groups = found.groupdict()
    word = (groups.get("word") or "").casefold()
    if word == "bye" or (groups["away"] or "").casefold() == "bye":
        return Bye(_club(found["home"])), ""
    if not groups["away"]:
        return None
    if any(_PLACEHOLDER.fullmatch(groups[side].strip()) for side in ("home", "away")):
        return Unnamed(), ""
    home, away = _club(found["home"]), _club(found["away"])
    if home.casefold() == away.casefold():
        raise WrongLine(f"'{home}' against itself", "two clubs")
    result = _result(groups, word)
    if status is not None:
        result.status = status
    return _line(home, away, result, around, line), goals


def _without_goals(text: str) -> tuple[str, str]:
    """*text* without goals in brackets at its end, which may go on in the next line, and these goals."""
    depth, start = 0, len(text)
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if text[place] == "(" and depth <= 0:
            start = place
            break
    goals = text[start:]
    if _GOALS.match(goals) and not _MARKS.fullmatch(goals) and start and text[start - 1].isspace():
        return text[:start].rstrip(), goals
    return text, ""


def _status(text: str) -> tuple[MatchStatus | None, str]:
    """The status in square brackets, such as ``[awarded]`` or ``[cancelled; reason]``, and the rest of
    *text*."""
    found = _STATUS.search(text)
    if found is None:
        return None, text
    word = re.split(r"[;,:]", found["status"])[0]
    rest = text[: found.start()] + text[found.end() :]
    return read_marks(word).status, rest


def _result(groups: dict[str, str | None], word: str) -> Result:
    written = groups.get("result") or ""
    if not written:
        return Result(status=_WORDS.get(word[:2], _WORDS.get(word, MatchStatus.FIXTURE)))
    result = read_result(f"{written} {groups.get('marks') or ''}")
    if result.shoot_out and result.shoot_out.level:
        raise WrongLine(f"a level shoot-out '{shorten(written)}'", "a winner")
    return result


def _line(home: str, away: str, result: Result, around: Around, line: int) -> MatchLine:
    status = result.status
    if status is MatchStatus.FIXTURE and result.score is not None:
        status = MatchStatus.PLAYED
    if status is MatchStatus.PLAYED and result.score is None:
        status = MatchStatus.FIXTURE
    if status is MatchStatus.AWARDED and result.score is None:
        status = MatchStatus.WALKOVER
    unplayed = status in (MatchStatus.WALKOVER, MatchStatus.CANCELLED, MatchStatus.FIXTURE)
    return MatchLine(
        home=home,
        away=away,
        score=None if unplayed else result.score,
        date=around.when,
        status=status,
        extra_time=result.extra_time,
        shoot_out=result.shoot_out,
        half_time=result.half_time,
        full_time=result.full_time,
        venue=around.place,
        attendance=around.crowd,
        line=line,
    )


def _club(written: str) -> str:
    """The club's name in *written*, with the country in brackets behind it, which tells namesakes apart."""
    name = tidy(written)
    club_name(_COUNTRY.sub("", written.strip()))
    return name
