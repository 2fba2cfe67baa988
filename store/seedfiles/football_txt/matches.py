"""A line of a match in Football.TXT: two clubs with the score between or behind them, and what stands
around."""

import re
from contextlib import suppress
from dataclasses import dataclass

from store.cup.values import MatchStatus, PartialDate
from store.seedfiles.club_names import club_name
from store.seedfiles.football_txt.dates import Calendar
from store.seedfiles.football_txt.scores import Result, Run, result_of, runs_in, whole_run
from store.seedfiles.season import MatchLine
from store.seedfiles.season_txt.marks import read_marks
from store.seedfiles.wrong_line import LONGEST_DETAIL, WrongLine, limited
from store.text.folding import tidy

_NUMBER = re.compile(r"(?:\(\d{1,3}\)|Match\s+\d{1,3}:)\s*")  # (74)
_ZONES = (
    "CE?S?T|[EW]ES?T|EEST|MSK|BST|GMT|IST|[ECMP][SD]T|AKST|JST|KST|SAST|AS?T|BRT|ART|[CEW]AT|GST|PKT|ICT|CLT|PYT|UYT|"
    "h|Uhr|local"
)
_ZONE = rf"(?:\s*(?:UTC\s?[±+−-]?\d*(?::\d\d)?|(?:{_ZONES})(?=[\s)]|$)))?"
_TIME = re.compile(
    rf"\d{{1,2}}[.:h]\d{{2}}(?!\d|-){_ZONE}(?:\s*\(\d{{1,2}}[.:]\d{{2}}{_ZONE}\s*\))?(?=\s|$|@)\s*"
)
_PLACE = re.compile(r"\s*@\s*(?P<place>\S.*?)(?:\s{2,}(?P<rest>\S.*))?$")
_CROWD = re.compile(r"\s*\(?\batt(?:endance)?\b[:.]?\s*(?P<crowd>\d[\d_.,]*(?: \d{3}\b)*)\)?", re.IGNORECASE)
_STATUS = re.compile(r"\s*\[(?P<status>[^\[\]]*)\]")
_AGAINST = re.compile(r"\s+(?:v|vs\.?)\s+", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–]\s+")
_WORD = re.compile(
    r"\s(?P<word>w/o|w\.o\.|n/p|awd\.?|abd\.?|ppd\.?|p/p|canc\.?|susp\.?|bye)(?:\s+(?P<away>\S.*))?$",
    re.IGNORECASE,
)
_COUNTRY = re.compile(r"\s+\([A-Z][A-Za-z]{1,3}\)$")
_PLACEHOLDER = re.compile(
    r"[WL]\d{1,3}|\d[A-Z](?:/\d?[A-Z])*|[A-Z]\d|TBD|TBA|N\.?N\.?|\?+|(?:winners?|losers?|runners?-up)\b.*|"
    r"(?:1st|2nd|3rd|best)\b.*\bgroup\b.*",
    re.IGNORECASE,
)
_GOALS = re.compile(r"\((?=.*[^\W\d_]{2})(?=.*(?:\d|;))(?!.*\d-\d)")
_WORDS = {
    "w/": MatchStatus.WALKOVER,
    "w.": MatchStatus.WALKOVER,
    "n/": MatchStatus.CANCELLED,
    "ca": MatchStatus.CANCELLED,
    "aw": MatchStatus.AWARDED,
    "ab": MatchStatus.ABANDONED,
    "su": MatchStatus.ABANDONED,
    "pp": MatchStatus.FIXTURE,
    "p/": MatchStatus.FIXTURE,
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


@dataclass(frozen=True, slots=True)
class Read:
    """A line as it was read: what it is, with *goals* in brackets and a *note* in square ones behind it."""

    found: Found
    goals: str = ""
    note: str = ""


@dataclass(slots=True)
class _Line:
    """The parts of a line: the clubs as written, the run of scores, a word in its place, marks behind."""

    home: str
    away: str
    run: Run | None = None
    word: str = ""
    marks: Run | None = None


def looks_like_match(text: str) -> bool:
    """Whether *text* has a score or a word for a match between two names."""
    return any(runs_in(text)) or bool(_AGAINST.search(text))


def read_match(text: str, around: Around, line: int) -> Read | None:
    """The match in *text* without what stands around it; None when there is none.

    :raises WrongLine: for a club's name that is none, and for more than one score.
    """
    text, written = _without_brackets(text.strip())
    text, goals = _without_goals(text)
    parts = _parts_of(text)
    if parts is None:
        return None
    if parts.word == "bye" or parts.away.casefold() == "bye":
        return Read(Bye(_club(parts.home)))
    if not parts.away:
        return None
    if any(_PLACEHOLDER.fullmatch(club) for club in (parts.home, parts.away)):
        return Read(Unnamed())
    home, away = _club(parts.home, behind_score=False), _club(parts.away)
    if home.casefold() == away.casefold():
        raise WrongLine(f"'{home}' against itself", "two clubs")
    status, run, note = _meaning(written)
    result = result_of(parts.run, parts.marks, run)
    if status:
        result.status = status
    elif parts.word:
        result.status = _WORDS[parts.word[:2]]
    return Read(_line(home, away, result, around, line), goals, note)


def _parts_of(text: str) -> _Line | None:
    run = next(runs_in(text), None)
    if run and run.end == len(text):  # Red Town v Blue Town  2-1
        clubs = _parted(text[: run.start].strip())
        return _Line(*clubs, run) if clubs else None
    if run and run.start:  # Red Town  2-1  Blue Town (aet)
        away, marks = text[run.end :].strip(), None
        if away.endswith(")") and (begin := away.rfind(" (")) > 0:
            marks = whole_run(away[begin:])
            away = away[:begin].strip() if marks else away
        return _Line(text[: run.start].strip(), away, run, marks=marks)
    if found := _AGAINST.search(text):
        return _Line(text[: found.start()], text[found.end() :].strip())
    if found := _WORD.search(text):
        return _Line(
            text[: found.start()].strip(), (found["away"] or "").strip(), word=found["word"].casefold()
        )
    clubs = _parted(text)
    return _Line(*clubs) if clubs else None


def _parted(text: str) -> tuple[str, str] | None:
    """The two clubs in *text*, with a ``v`` or a dash between them; None without exactly one of these."""
    for sign in (_AGAINST, _DASH):
        parts = sign.split(text)
        if len(parts) == 2:
            return parts[0].strip(), parts[1].strip()
    return None


def _without_goals(text: str) -> tuple[str, str]:
    """*text* without goals in brackets at its end, which may go on in the next line, and these goals."""
    depth, start = 0, len(text)
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if text[place] == "(" and depth <= 0:
            start = place
            break
    goals = text[start:]
    if _GOALS.match(goals) and not whole_run(goals) and start and text[start - 1].isspace():
        return text[:start].rstrip(), goals
    return text, ""


def _without_brackets(text: str) -> tuple[str, str]:
    """*text* without square brackets, and what is written in them."""
    found = _STATUS.search(text)
    if found is None:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).strip(), found["status"].strip()


def _meaning(written: str) -> tuple[MatchStatus | None, Run | None, str]:
    """What stands in brackets: a status (``awarded; reason``), marks of a score (``aet, 4-3 pen.``), or a
    note."""
    if run := whole_run(written) if written else None:
        return None, run, ""
    return status_in(written), None, "" if status_in(written) else written


def status_in(text: str) -> MatchStatus | None:
    """The status that *text* begins with, such as ``abandoned at 51'``, None when it is none."""
    word = re.split(r"[;,:]", text)[0]
    with suppress(WrongLine):
        marks = read_marks(word)
        return marks.status if marks.status is not MatchStatus.PLAYED else None
    return None


def _line(home: str, away: str, result: Result, around: Around, line: int) -> MatchLine:
    status = result.status
    if status is MatchStatus.FIXTURE and result.score is not None:
        status = MatchStatus.PLAYED
    if status is MatchStatus.PLAYED and result.score is None and result.shoot_out is None:
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


def _club(written: str, *, behind_score: bool = True) -> str:
    """The club's name in *written*, with the country in brackets behind it, which tells namesakes apart."""
    name = tidy(written)
    club_name(_COUNTRY.sub("", written.strip()), behind_score=behind_score)
    return name
