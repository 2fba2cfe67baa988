"""The parser of Football.TXT files, from text to :class:`~store.seedfiles.season.SeasonFile`.

The format is openfootball's (https://github.com/openfootball/spec): rounds are marked by ``▪`` or ``»``, a
date holds for all matches below it, the score stands between the clubs or behind them. What has no place in a
season file, such as line-ups, is left out and counted; a line of no known kind is a validation error.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from store.cup.labels import Label
from store.cup.values import MatchStatus, PartialDate
from store.seedfiles.football_txt.dates import Calendar, span_of
from store.seedfiles.football_txt.details import read_detail, with_note
from store.seedfiles.football_txt.goals import NotGoals, read_goals
from store.seedfiles.football_txt.matches import Around, Bye, Unnamed, read_match, split_around
from store.seedfiles.football_txt.outline import Outline, is_group, is_round
from store.seedfiles.heading import read_heading
from store.seedfiles.problems import Problem, UnreadableFile
from store.seedfiles.season import Claim, MatchLine, RoundSection, SeasonFile
from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited, shorten
from store.text.folding import tidy

MOST_PROBLEMS = 20  # reported of one file
MOST_ROUNDS = 100

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_HEADER = re.compile(r"#+\s*(?P<key>Teams|Matches|Date)\s+(?P<value>\S.*)", re.IGNORECASE)
_HEADING = re.compile(r"=+[^=].*")
_MARKED = re.compile(r"(?P<mark>[▪»]+|(?:::)+)\s*(?P<name>.*)")
_GROUP = re.compile(r"(?P<name>[^|:]+?)\s*[|:]\s*(?P<teams>\S.*)")
_DEFINED = re.compile(r"\s*(?:\||:(?=\s))\s*(?P<what>.*)")
_OPEN_END = (",", "-", "–", ";", ":")
_EXPECTED = "a round ('▪ Final'), a date ('Sat May 14') or a match ('Red Town  2-1 (1-0)  Blue Town')"


def parse_football_txt(text: str, path: str) -> SeasonFile:
    """The season file parsed from *text* in Football.TXT, called *path* in validation errors.

    :raises UnreadableFile: with every problem found, at most :data:`MOST_PROBLEMS`.
    """
    return _Reader(path).read(text)


@dataclass(slots=True)
class _Section:
    """A round as far as it has been read."""

    name: str
    line: int
    matches: list[MatchLine] = field(default_factory=list)
    byes: list[str] = field(default_factory=list)


class _Reader:
    """A line-by-line parser of one file, with its state and the lines parsed so far."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._number = 0
        self._problems: list[Problem] = []
        self._label: Label | None = None
        self._competition = ""
        self._claims: list[Claim] = []
        self._calendar = Calendar(Label(0, 0))
        self._span: tuple[date, date] | None = None
        self._outline = Outline()
        self._sections: dict[str, _Section] = {}
        self._date: PartialDate | None = None
        self._next = Around()  # of the next match only
        self._last: tuple[_Section, int] | None = None
        self._goals: tuple[str, int] | None = None  # brackets that are still open, and the line they began in
        self._block: str = ""  # the end of the last line of a property or line-up, while it goes on
        self._left_out: Counter[str] = Counter()

    def read(self, text: str) -> SeasonFile:
        """The season file in *text*."""
        for self._number, line in enumerate(text.split("\n"), start=1):
            try:
                self._read_line(line)
            except WrongLine as wrong:
                self._problems.append(Problem(self._path, self._number, wrong.wrong, wrong.expected))
                if self._label is None or len(self._problems) == MOST_PROBLEMS:
                    break
        if self._next.place is not None:
            self._problem(self._number, "a ground with no match below it", _EXPECTED)
        if self._label is None and not self._problems:
            self._problem(1, "no heading", "one such as '= Cup 2024/25'")
        sections = [found for found in self._sections.values() if found.matches or found.byes]
        if not self._problems and not sections:
            self._problem(self._number, "no match between clubs that are known", "at least one")
        if self._problems or self._label is None:
            raise UnreadableFile(self._problems)
        return SeasonFile(
            self._label,
            self._competition,
            tuple(self._claims),
            (),
            tuple(
                RoundSection(one.name, tuple(one.matches), tuple(one.byes), (), one.line) for one in sections
            ),
            tuple(sorted((+self._left_out).items())),
        )

    def _problem(self, line: int, wrong: str, expected: str) -> None:
        self._problems.append(Problem(self._path, line, wrong, expected))

    def _read_line(self, line: str) -> None:
        if not line.strip():
            self._block = ""
            return
        if line.lstrip().startswith("#"):
            self._read_comment(line.strip())
            return
        line = _COMMENT.sub("", line).rstrip()
        text = line.strip()
        if not text:
            return
        if self._goals:
            self._read_goals(text)
        elif _HEADING.fullmatch(text):
            self._read_heading(text)
        elif self._label is None:
            raise WrongLine(f"no heading but '{shorten(tidy(text))}'", "one such as '= Cup 2024/25'")
        elif marked := _MARKED.fullmatch(text):
            self._read_round(marked["name"], 10 + _level(marked["mark"]))
        elif text.startswith("(") and self._last and not re.match(r"\(\d+\)", text):
            self._read_goals(text)
        elif not self._goes_on(text):
            self._read_body(text, line[0] in " \t")

    def _read_comment(self, text: str) -> None:
        found = _HEADER.fullmatch(text)
        if found is None:
            return
        key, value = found["key"].casefold(), found["value"]
        if key == "date":
            self._span = self._calendar.span = span_of(value) or self._span
            return
        number = re.match(r"\d{1,6}\b", value)
        name = {"teams": "Num Teams", "matches": "Matches"}[key]
        if number and not any(claim.key == name for claim in self._claims):
            self._claims.append(Claim(name, number[0], self._number))

    def _read_heading(self, text: str) -> None:
        level = len(text) - len(text.lstrip("="))
        name = text.strip("= \t")
        if level > 1:
            self._read_round(name, level - 1)
            return
        heading = read_heading(text)
        if heading is None:
            raise WrongLine(f"no edition in the heading '{shorten(name)}'", "one such as '= Cup 2024/25'")
        if self._label is not None and (self._label, self._competition) != (
            heading.label,
            heading.competition,
        ):
            raise WrongLine(f"a second heading '{shorten(name)}'", "one edition of one cup in a file")
        self._competition = limited(heading.competition, LONGEST_NAME, "a competition's name")
        self._label = heading.label
        self._calendar = Calendar(heading.label, self._span)
        self._outline.clear()
        self._date = None

    def _read_round(self, written: str, level: int) -> None:
        """A heading of a round, or the definition of a group or of a matchday: a bar and clubs, or dates."""
        self._no_place_pending()
        name, bar, defined = written.partition("|")
        if not bar and (found := re.search(r":\s+(?=\S)", written)) and self._is_date(written[found.end() :]):
            name, defined = written[: found.start()], written[found.end() :]
        if defined.strip() and not self._is_date(defined):
            self._outline.define_group(name, defined)
        self._outline.open(name, level)
        self._date, self._next, self._last, self._block = None, Around(), None, ""

    def _is_date(self, text: str) -> bool:
        """Whether *text* begins with a date; reading it changes no state."""
        calendar = Calendar(self._label or Label(0, 0))
        try:
            return calendar.at_start_of(text.strip()) is not None
        except WrongLine:
            return False

    def _goes_on(self, text: str) -> bool:
        """Whether *text* continues a property or line-up of several lines."""
        if not self._block.endswith(_OPEN_END) and self._block.count("(") <= self._block.count(")"):
            return False
        self._block = text
        return True

    def _read_body(self, text: str, indented: bool) -> None:
        self._block = ""
        if (found := _GROUP.fullmatch(text)) and "|" in text and not self._is_date(found["teams"]):
            self._outline.define_group(found["name"], found["teams"])
            return
        around, rest = split_around(text, self._calendar)
        if not rest:
            self._read_date(around, text)
            return
        if self._read_detail(rest):
            return
        if note := re.fullmatch(r"\[(.*)\]", rest):
            self._add_note(note[1])
        elif (read := read_match(rest, self._around(around), self._number)) is not None:
            found_match, goals = read
            self._add(found_match)
            if goals:
                self._read_goals(goals)
        elif not indented and is_round(rest) and rest == text:
            self._read_round(text, 10 + 1)
        else:
            raise WrongLine(f"cannot read '{shorten(tidy(text))}'", _EXPECTED)

    def _around(self, around: Around) -> Around:
        """What stands around a match: in its line, else in the line above, else the date that holds."""
        if around.when:
            self._date = around.when
        found = Around(
            around.when or self._next.when or self._date,
            around.place or self._next.place,
            around.crowd if around.crowd is not None else self._next.crowd,
        )
        self._next = Around()
        return found

    def _read_date(self, around: Around, text: str) -> None:
        """A line without a match: a date, or date, place and attendance of the next match."""
        if around.when:
            self._date = around.when
        elif around.place is None and around.crowd is None and not text[0].isdigit():
            raise WrongLine(f"cannot read '{shorten(tidy(text))}'", _EXPECTED)
        self._no_place_pending()
        self._next = around

    def _no_place_pending(self) -> None:
        """A place of the next match that no match follows is an error: what stands there was not
        understood."""
        if self._next.place is not None:
            place, self._next = self._next.place, Around()
            raise WrongLine(f"the ground '{shorten(place)}' with no match below it", _EXPECTED)

    def _add(self, found: MatchLine | Bye | Unnamed) -> None:
        if isinstance(found, Unnamed):
            self._left_out["fixtures whose clubs are not known"] += 1
            self._last = None
            return
        if isinstance(found, Bye):
            self._section(found.club).byes.append(found.club)
            return
        section = self._section(found.home, found.away)
        section.matches.append(found)
        self._last = section, len(section.matches) - 1

    def _section(self, *clubs: str) -> _Section:
        """The round that a match of *clubs*, or a bye, is in.

        :raises WrongLine: when there is no heading above it, or one round more than allowed.
        """
        name = self._outline.round_of(*clubs)
        if not name:
            raise WrongLine("a match before any round", "a line '▪ Round' above it")
        if self._is_another(name, clubs):
            name = f"{name}, second stage"
        if name not in self._sections:
            if len(self._sections) == MOST_ROUNDS:
                raise WrongLine("one round more", f"at most {MOST_ROUNDS}")
            self._sections[name] = _Section(limited(name, LONGEST_NAME, "a round's name"), self._number)
        return self._sections[name]

    def _is_another(self, name: str, clubs: tuple[str, ...]) -> bool:
        """Whether a group called *name* was there before, without one of *clubs*: groups of a second stage
        often have the names of the first."""
        section = self._sections.get(name)
        if section is None or section is list(self._sections.values())[-1] or not is_group(name):
            return False
        known = {club for match in section.matches for club in (match.home, match.away)}
        return len(known) > 2 and not known >= set(clubs)

    def _read_goals(self, text: str) -> None:
        """Goals in brackets, perhaps over several lines."""
        begun, line = self._goals or ("", self._number)
        whole = f"{begun} {text}"
        if whole.count("(") > whole.count(")"):
            if self._number - line > 12:
                self._goals = None
                raise WrongLine("brackets that are not closed", "')' at the end of the goals")
            self._goals = whole, line
            return
        self._goals = None
        if self._last is None:
            self._left_out["goals"] += 1
            return
        section, place = self._last
        match = section.matches[place]
        try:
            if match.status is not MatchStatus.PLAYED or match.score is None or match.home_line:
                raise NotGoals
            home, away = read_goals(whole.strip().removeprefix("(").removesuffix(")"), match.score)
        except NotGoals:
            self._left_out["goals"] += 1
            return
        section.matches[place] = replace(
            match, home_scorers=home, away_scorers=away, home_line=line, away_line=line
        )

    def _read_detail(self, text: str) -> bool:
        """Whether *text* is a detail of the last match, which is read, or left out and counted."""
        if self._last is None:
            return False
        section, place = self._last
        read = read_detail(text, section.matches[place])
        if read is None:
            return False
        self._block = text
        section.matches[place], left_out = read
        self._left_out[left_out] += bool(left_out)
        return True

    def _add_note(self, text: str) -> None:
        """A note to the last match."""
        if self._last is None:
            self._left_out["notes"] += 1
            return
        section, place = self._last
        section.matches[place], left_out = with_note(section.matches[place], text)
        self._left_out[left_out] += bool(left_out)


def _level(mark: str) -> int:
    return len(mark) // 2 if mark.startswith(":") else len(mark)
