"""Reading a season file: from text to :class:`~store.season.SeasonFile`.

One expression per kind of line, each with an example beside it; a line that none of them
fits is an error that names it. The format is described in the README.
"""

import re
from dataclasses import replace
from datetime import date

from store.labels import Label, parse_label
from store.season import (
    Claim,
    Leader,
    MatchLine,
    Minute,
    PartialDate,
    Problem,
    RoundSection,
    Score,
    Scorer,
    SeasonFile,
    UnreadableFile,
)
from store.text import tidy

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The one misspelling that the sources have. Never by nearest spelling: June is as near.
_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)} | {"jule": 7}

LONGEST_FILE = 20_000_000  # bytes
LONGEST_LINE = 10_000  # characters; a paragraph of the summary is one line
LONGEST_ROUND_LINE = 1_200  # characters of a line below the first ==Round==
MOST_NOTES = 3  # to a tie
MOST_ROUNDS = 40
LATEST_MINUTE = 150
LONGEST_NAME = 80  # characters of a club, player or round
LONGEST_DETAIL = 200  # characters of a venue, referee or note
MOST_PROBLEMS = 20  # reported of one file

_HEADING = re.compile(r"=\s*([^=\s].*?)\s*=")  # = 1993 Kazakhstan Cup =
_ROUND = re.compile(r"==\s*([^=\s].*?)\s*==")  # ==First round==
_CLAIM = re.compile(r"-\s*([^:]+?)\s*:\s*(.*)")  # - Num Teams: 27
_DAY = re.compile(r"(\d{1,2}|\?)\s+([^\W\d_]+)\s+(\d{4})")  # 20 Jule 1993, ? November 2012
_MONTH = re.compile(r"([^\W\d_]+)\s+(\d{4})")  # November 2012
_YEAR = re.compile(r"\d{4}")  # 2012
_PLAYED = re.compile(  # Azhar 2-2 (a.e.t., 3-5 p) Bulat
    r"(?P<home>\S.*?)\s+(?P<hg>\d{1,3})[-–](?P<ag>\d{1,3})(?:\s+\((?P<how>[^()]*)\))?\s+(?P<away>\S.*)"
)
_WALKOVER = re.compile(r"(?P<home>\S.*?)\s+\(w[/.]o\.?\)\s+(?P<away>\S.*)", re.IGNORECASE)  # A (w/o) B
_EXTRA_TIME = re.compile(r"a\.?e\.?t\.?", re.IGNORECASE)
_SHOOT_OUT = re.compile(r"(\d{1,2})[-–](\d{1,2})\s*p(?:en)?s?\.?", re.IGNORECASE)  # 3-5 p
_DETAIL = re.compile(r"([^:]+?)\s*:\s*(.*)")  # Venue: Central Stadium, Almaty
_BAD_SCORE = re.compile(r"(?<!\S)(?:\d+[-–][^\s\d]\S*|[^\s\d][-–]\d+|\d+[-–]|[-–]\d+)(?!\S)")  # 2-x
_QUALIFIED = re.compile(r"\((?:[^()]*\d[-–]\d[^()]*|a\.?e\.?t\.?)\)$", re.IGNORECASE)
_MARK = re.compile(  # 45+2'  |  (pen.)  |  (o.g.)  |  (2)
    r"(?P<minute>\d{1,3})(?:\+(?P<stoppage>\d{1,2}))?\s*['’′]"
    r"|\((?P<pen>pen\.?|p\.?)\)|\((?P<og>o\.?g\.?)\)|\((?P<count>\d{1,2})\)",
    re.IGNORECASE,
)
_LEADER = re.compile(  # Nurken Mazbaev, (Taraz) 3
    r"\s*(?P<name>[^(),\d]+?)\s*,?\s*(?:\((?P<club>[^()]+)\)\s*,?\s*)?(?P<goals>\d{1,3})\s*(?:,|$)"
)
_COMMA = re.compile(r",(?![^(]*\))")  # not the one inside brackets
_COUNTS = ("num teams", "matches", "goals", "year")
_KEYWORDS = ("venue", "attendance", "referee", "advanced", "note")
_EXPECTED_IN_ROUND = (
    "a date ('8 May 1992'), a tie ('Home 2-1 Away'), details indented below it, or '==Round=='"
)


def parse_season(data: bytes | str, path: str) -> SeasonFile:
    """The season file *data* (UTF-8), called *path* in errors.

    :raises UnreadableFile: with every problem found, at most :data:`MOST_PROBLEMS`.
    """
    return _Reader(path).read(decode(data, path))


def decode(data: bytes | str, path: str) -> str:
    """*data* as text with ``\\n`` line ends and without a byte order mark.

    :raises UnreadableFile: when it is no text: not UTF-8, control characters, far too long.
    """
    if len(data) > LONGEST_FILE:
        raise UnreadableFile([Problem(path, 1, f"{len(data)} bytes", f"at most {LONGEST_FILE}")])
    if isinstance(data, bytes):
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            bad = data.count(b"\n", 0, error.start) + 1
            raise UnreadableFile([Problem(path, bad, "not UTF-8 text", "a text file in UTF-8")]) from None
    else:
        text = data
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            long = f"a line of {len(line)} characters"
            raise UnreadableFile([Problem(path, number, long, f"at most {LONGEST_LINE}")])
        if not line.replace("\t", " ").isprintable() and (control := _control(line)):
            raise UnreadableFile([Problem(path, number, f"the control character {control}", "plain text")])
    return text


def _control(line: str) -> str | None:
    bad = next((char for char in line if char != "\t" and (char < " " or "\x7f" <= char < "\xa0")), None)
    return None if bad is None else f"U+{ord(bad):04X}"


def parse_leaders(claim: Claim) -> list[Leader]:
    """Whom a claim such as ``Sergei Volgin (Kairat), 6 , Oleg Litvinenko (Fosfor) 6`` names.

    Stray commas are passed over.

    :raises ValueError: when a part of it is no name with goals.
    """
    leaders, position = [], 0
    while position < len(claim.value.rstrip(" ,")):
        found = _LEADER.match(claim.value, position)
        if not found:
            raise ValueError(claim.value[position:].strip())
        club = found["club"] and tidy(found["club"])
        leaders.append(Leader(tidy(found["name"]), club, int(found["goals"]), claim.line))
        position = found.end()
    return leaders


class _Wrong(Exception):
    """What is wrong with the line at hand, and what was expected."""


class _Reader:
    """Goes through a file's lines, keeping what has been read so far."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._number = 0
        self._problems: list[Problem] = []
        self._label: Label | None = None
        self._competition = ""
        self._claims: list[Claim] = []
        self._summary: list[str] = []
        self._rounds: list[tuple[str, int, list[MatchLine]]] = []
        self._date: tuple[PartialDate, int] | None = None
        self._in_infobox = False
        self._detailed = False  # whether an indented line belongs to the last match
        self._skipping = False  # whether it belongs to a line that could not be read

    def read(self, text: str) -> SeasonFile:
        for self._number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            try:
                self._read_line(line)
            except _Wrong as wrong:
                self._problem(self._number, *wrong.args)
                if self._label is None or len(self._problems) == MOST_PROBLEMS:
                    break
        else:
            self._finish()
        if self._problems or self._label is None:
            raise UnreadableFile(self._problems)
        rounds = tuple(RoundSection(name, tuple(matches), line) for name, line, matches in self._rounds)
        return SeasonFile(self._label, self._competition, tuple(self._claims), tuple(self._summary), rounds)

    def _problem(self, line: int, wrong: str, expected: str) -> None:
        self._problems.append(Problem(self._path, line, wrong, expected))

    def _finish(self) -> None:
        if self._label is None:
            self._problem(1, "an empty file", "a heading such as '= 1993 Kazakhstan Cup ='")
            return
        self._no_date_pending()
        known = any(matches for _, _, matches in self._rounds)
        claimed = {claim.key.casefold() for claim in self._claims if claim.value}
        if not self._problems and not known and not claimed & {"winners", "status"}:
            self._problem(self._number, "an edition without a tie", "at least one, or '- Status: not held'")

    def _read_line(self, line: str) -> None:
        text = tidy(line)
        if not text:  # nothing but invisible characters
            return
        if self._label is None:
            self._read_heading(text)
        elif found := _ROUND.fullmatch(text):
            self._read_round(found[1])
        elif _HEADING.fullmatch(text):
            raise _Wrong(f"a second heading '{_short(text)}'", "one edition a file")
        elif not self._rounds:
            self._read_introduction(text)
        elif len(text) > LONGEST_ROUND_LINE:
            raise _Wrong(f"a line of {len(text)} characters", f"at most {LONGEST_ROUND_LINE}")
        elif line[0] in " \t":
            self._read_detail(text)
        else:
            self._read_date_or_match(text)

    def _read_heading(self, text: str) -> None:
        expected = "a heading such as '= 1993 Kazakhstan Cup ='"
        found = _HEADING.fullmatch(text)
        if not found:
            raise _Wrong(f"no heading but '{_short(text)}'", expected)
        label, _, competition = found[1].partition(" ")
        try:
            self._label = parse_label(label)
        except ValueError:
            raise _Wrong(f"'{_short(label)}' is no edition", f"{expected} or '= 1996–97 … ='") from None
        if not competition:
            raise _Wrong("no competition in the heading", expected)
        self._competition = _limited(competition, LONGEST_NAME, "a competition's name")

    def _read_round(self, name: str) -> None:
        self._no_date_pending()
        if any(known == name for known, _, _ in self._rounds):
            raise _Wrong(f"a second round '{_short(name)}'", "each round once")
        if len(self._rounds) == MOST_ROUNDS:
            raise _Wrong("one round more", f"at most {MOST_ROUNDS}")
        self._detailed = self._skipping = False
        self._rounds.append((_limited(name, LONGEST_NAME, "a round's name"), self._number, []))

    def _read_introduction(self, text: str) -> None:
        if text.casefold() == "infobox":
            self._in_infobox = True
        elif self._in_infobox and (found := _CLAIM.fullmatch(text)):
            self._read_claim(Claim(found[1], found[2], self._number))
        elif _is_tie(text):
            raise _Wrong(f"a tie before any round: '{_short(text)}'", "a line '==Round==' above it")
        elif _DAY.fullmatch(text):
            raise _Wrong(f"a date before any round: '{_short(text)}'", "a line '==Round==' above it")
        else:
            self._in_infobox = False
            self._summary.append(text)

    def _read_claim(self, claim: Claim) -> None:
        key = claim.key.casefold()
        if key in _COUNTS:
            if any(known.key.casefold() == key for known in self._claims):
                raise _Wrong(f"'{claim.key}' a second time", "it once")
            if key != "year" and not re.fullmatch(r"\d{1,6}", claim.value):
                raise _Wrong(f"'{claim.key}: {_short(claim.value)}'", "a whole number")
        if key == "scoring leader":
            try:
                parse_leaders(claim)
            except ValueError as error:
                raise _Wrong(
                    f"'{_short(str(error))}' in '{claim.key}'", "'Name (Club) goals', separated by commas"
                ) from None
        self._claims.append(claim)

    def _no_date_pending(self) -> None:
        if self._date:
            self._problem(self._date[1], "a date with no tie below it", "'Home 2-1 Away' in the next line")
            self._date = None

    def _read_date_or_match(self, text: str) -> None:
        self._detailed = False
        self._skipping = True
        if found := _date(text):
            self._no_date_pending()
            self._date = (found, self._number)
            self._skipping = False
            return
        date, self._date = self._date, None
        match = self._match(text, date[0] if date else None)
        if match is None:
            bad = _BAD_SCORE.search(text)
            if bad:
                raise _Wrong(f"'{_short(bad[0])}' is no score", "two numbers such as 2-1")
            raise _Wrong(f"cannot read '{_short(text)}'", _EXPECTED_IN_ROUND)
        self._detailed, self._skipping = True, False
        self._rounds[-1][2].append(match)

    def _match(self, text: str, when: PartialDate | None) -> MatchLine | None:
        if found := _WALKOVER.fullmatch(text):
            home, away = _clubs(found)
            return MatchLine(home, away, None, when, line=self._number)
        found = _PLAYED.fullmatch(text)
        if not found:
            return None
        home, away = _clubs(found)
        extra_time, shoot_out = _qualifiers(found["how"])
        score = Score(int(found["hg"]), int(found["ag"]))
        return MatchLine(home, away, score, when, extra_time, shoot_out, line=self._number)

    def _read_detail(self, text: str) -> None:
        matches = self._rounds[-1][2]
        if self._skipping:
            return
        if not self._detailed or not matches:
            raise _Wrong(f"'{_short(text)}' belongs to no tie", "a tie in the line above")
        match = matches[-1]
        for club, side in ((match.home, "home"), (match.away, "away")):
            if text.casefold().startswith(club.casefold()) and text[len(club) :].lstrip().startswith(":"):
                names = text[len(club) :].lstrip()[1:]
                matches[-1] = self._with_scorers(match, side, names)
                return
        found = _DETAIL.fullmatch(text)
        keyword = found[1].casefold() if found else ""
        if found is None or keyword not in _KEYWORDS:
            wrong = f"'{_short(found[1] if found else text)}' plays no part in this tie"
            names = "', '".join((match.home, match.away, "Venue", "Attendance", "Referee", "Advanced"))
            raise _Wrong(wrong, f"one of '{names}', 'Note' and a colon")
        matches[-1] = _with_detail(match, keyword, found[2])

    def _with_scorers(self, match: MatchLine, side: str, names: str) -> MatchLine:
        if match.score is None:
            raise _Wrong("scorers of a walkover", "none")
        if getattr(match, f"{side}_line"):
            raise _Wrong(f"a second line of scorers for '{getattr(match, side)}'", "one for each side")
        scorers = _scorers(names)
        if side == "home":
            return replace(match, home_scorers=scorers, home_line=self._number)
        return replace(match, away_scorers=scorers, away_line=self._number)


def _is_tie(text: str) -> bool:
    """Whether a line of the introduction is a misplaced tie rather than prose that tells a score."""
    found = _PLAYED.fullmatch(text) or _WALKOVER.fullmatch(text)
    if found is None or text[-1] in '.!?…:;,»”"':
        return False
    return not (found["home"][0].islower() or found["away"][0].islower())


def _date(text: str) -> PartialDate | None:
    when = _written_date(text)
    if when and not when.year:
        raise _Wrong("the year 0", "a year")
    return when


def _written_date(text: str) -> PartialDate | None:
    if found := _DAY.fullmatch(text):
        month, year = _month(found[2]), int(found[3])
        if found[1] == "?":
            return PartialDate(year, month)
        try:
            date(year, month, int(found[1]))
        except ValueError:
            raise _Wrong(f"there is no {text}", "a day of the calendar") from None
        return PartialDate(year, month, int(found[1]))
    if found := _MONTH.fullmatch(text):
        return PartialDate(int(found[2]), _month(found[1]))
    return PartialDate(int(text)) if _YEAR.fullmatch(text) else None


def _month(name: str) -> int:
    number = _MONTH_NUMBERS.get(name.casefold())
    if number is None:
        raise _Wrong(f"unknown month '{_short(name)}'", "January to December, spelt out in English")
    return number


def _clubs(found: re.Match[str]) -> tuple[str, str]:
    home, away = (_limited(found[side], LONGEST_NAME, "a club's name") for side in ("home", "away"))
    if home.casefold() == away.casefold():
        raise _Wrong(f"'{home}' against itself", "two clubs")
    if _DAY.match(home):
        raise _Wrong(f"a date and a tie in one line: '{_short(home)}'", "the date in a line of its own")
    if _QUALIFIED.search(away):
        raise _Wrong(f"'{_short(away)}' for a club", "extra time and shoot-out right behind the score")
    return home, away


def _qualifiers(text: str | None) -> tuple[bool, Score | None]:
    """Extra time and shoot-out in the brackets behind a score."""
    extra_time, shoot_out = False, None
    for part in (text or "").split(","):
        part = part.strip()
        if _EXTRA_TIME.fullmatch(part):
            extra_time = True
        elif found := _SHOOT_OUT.fullmatch(part):
            shoot_out = Score(int(found[1]), int(found[2]))
            if shoot_out.level:
                raise _Wrong(f"a level shoot-out '{part}'", "a winner")
        elif text is not None:
            raise _Wrong(f"'({_short(text)})' behind the score", "(a.e.t.), (5-4 p) or (a.e.t., 5-4 p)")
    return extra_time, shoot_out


def _with_detail(match: MatchLine, keyword: str, value: str) -> MatchLine:
    if not value:
        raise _Wrong(f"'{keyword.capitalize()}' without a value", "one behind the colon")
    _limited(value, LONGEST_DETAIL, f"'{keyword.capitalize()}'")
    if keyword == "note":
        if len(match.notes) == MOST_NOTES:
            raise _Wrong("one 'Note' more", f"at most {MOST_NOTES} to a tie")
        return replace(match, notes=(*match.notes, value))
    if getattr(match, keyword) is not None:
        raise _Wrong(f"a second '{keyword.capitalize()}'", "one a tie")
    if keyword == "attendance":
        digits = re.sub(r"(?<=\d)[., ](?=\d{3}\b)", "", value)
        if not re.fullmatch(r"\d{1,7}", digits):
            raise _Wrong(f"an attendance of '{_short(value)}'", "a whole number")
        return replace(match, attendance=int(digits))
    if keyword == "advanced":
        sides = {match.home.casefold(): match.home, match.away.casefold(): match.away}
        if value.casefold() not in sides:
            raise _Wrong(f"'Advanced: {_short(value)}'", f"'{match.home}' or '{match.away}'")
        return replace(match, advanced=sides[value.casefold()])
    return replace(match, venue=value) if keyword == "venue" else replace(match, referee=value)


def _scorers(text: str) -> tuple[Scorer, ...]:
    """The names of a scorers' line; commas with nothing between them are passed over."""
    scorers: list[Scorer] = []
    for part in filter(None, (part.strip() for part in _COMMA.split(text))):
        scorer = _scorer(part)
        if scorer.name:
            scorers.append(scorer)
        elif scorers and scorer.minutes and scorer.count is None and not scorer.own_goal:
            # 9', 36' with a comma between: further minutes of the man before
            scorers[-1] = replace(scorers[-1], minutes=scorers[-1].minutes + scorer.minutes)
        else:
            raise _Wrong(f"'{_short(part)}' without a name", "'Name', 'Name 12' 40'' or 'Name (2)'")
    for scorer in scorers:
        if scorer.count is not None and (scorer.minutes or scorer.count == 0):
            raise _Wrong(f"a count beside '{scorer.name}'", "minutes, or a number of goals above 0")
    return tuple(scorers)


def _scorer(part: str) -> Scorer:
    first = _MARK.search(part)
    name = part[: first.start()].strip() if first else part
    scorer = Scorer(_limited(name, LONGEST_NAME, "a player's name"))
    position = first.start() if first else len(part)
    while position < len(part):
        mark = _MARK.match(part, position)
        if mark is None:
            break
        scorer = _marked(scorer, mark)
        position = mark.end() + len(part[mark.end() :]) - len(part[mark.end() :].lstrip())
    if position < len(part) or any(char.isdigit() or char in "()" for char in name):
        raise _Wrong(f"cannot read the scorer '{_short(part)}'", "'Name', 'Name 12' 40'', 'Name (o.g.)' …")
    return scorer


def _marked(scorer: Scorer, mark: re.Match[str]) -> Scorer:
    """*scorer* with one more minute, penalty, own goal or count."""
    if mark["minute"]:
        minute = Minute(int(mark["minute"]), int(mark["stoppage"] or 0))
        if minute.minute > LATEST_MINUTE:
            raise _Wrong(f"minute {minute.minute}", f"at most {LATEST_MINUTE}")
        return replace(scorer, minutes=(*scorer.minutes, minute))
    if mark["og"]:
        return replace(scorer, own_goal=True)
    if mark["count"]:
        return replace(scorer, count=int(mark["count"]))
    if scorer.minutes:
        last = replace(scorer.minutes[-1], penalty=True)
        return replace(scorer, minutes=(*scorer.minutes[:-1], last))
    return replace(scorer, penalty=True)


def _limited(text: str, longest: int, what: str) -> str:
    if len(text) > longest:
        raise _Wrong(f"{what} of {len(text)} characters", f"at most {longest}")
    return text


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
