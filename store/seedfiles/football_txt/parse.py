"""The parser of Football.TXT files, from text to :class:`~store.seedfiles.season.SeasonFile`.

The format is openfootball's (https://github.com/openfootball/spec): rounds are marked by ``▪`` or ``»``, a
date holds for all matches below it, the score stands between the clubs or behind them. What has no place in a
season file, such as line-ups, is left out and counted; a line of no known kind is a validation error.
"""

import re
from contextlib import suppress
from datetime import date

from store.cup.labels import Label
from store.cup.values import PartialDate
from store.seedfiles.football_txt.dates import Calendar, span_of
from store.seedfiles.football_txt.details import PENALTY_KICKS
from store.seedfiles.football_txt.matches import (
    Around,
    Bye,
    Unnamed,
    looks_like_match,
    read_match,
    split_around,
)
from store.seedfiles.football_txt.outline import Outline, is_group, is_round
from store.seedfiles.football_txt.sections import Sections
from store.seedfiles.heading import read_heading
from store.seedfiles.problems import MOST_PROBLEMS, Problem, UnreadableFile
from store.seedfiles.season import Claim, MatchLine, SeasonFile
from store.seedfiles.season_txt.claims import check_claim
from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited, shorten
from store.text.folding import tidy

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_HEADER = re.compile(r"#+\s*(?P<key>Teams|Matches|Dates?):?\s+(?P<value>\S.*)", re.IGNORECASE)
_SAID = re.compile(r"#\s(?P<key>[A-Z][A-Za-z ]+): (?P<value>\S.*)")  # in comments of ours
_CLAIMS = ("Winners", "Scoring Leader", "Points for a win", "Points deducted", "Away goals", "Source")
_HEADING = re.compile(r"=+[^=].*")
_MARKED = re.compile(r"(?P<mark>[▪»]+|:{2,})\s*(?P<name>.*?)\s*[▪»]*")
_GROUP = re.compile(r"(?P<name>[^|:]+?)\s*[|:]\s*(?P<teams>\S.*)")
_DEFINED = re.compile(r"\s*(?:\||:(?=\s))\s*(?P<what>.*)")
_YEAR_ALONE = re.compile(r"[12]\d{3}")
_CROWD = re.compile(r"att(?:endance)?\.?\s*:\s*\d[\d_.,\s]*", re.IGNORECASE)  # below its match
_OPEN_END = (",", "-", "–", ";", ":")
_EXPECTED = "a round ('▪ Final'), a date ('Sat May 14') or a match ('Red Town  2-1 (1-0)  Blue Town')"


def parse_football_txt(text: str, path: str) -> SeasonFile:
    """The season file parsed from *text* in Football.TXT, called *path* in validation errors.

    :raises UnreadableFile: with every problem found, at most :data:`MOST_PROBLEMS`.
    """
    return _Reader(path).read(text)


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
        self._sections = Sections()
        self._date: PartialDate | None = None
        self._dated = False  # whether a match has had that date
        self._next = Around()  # of the next match only
        self._goals: tuple[str, int] | None = None  # brackets that are still open, and the line they began in
        self._block: str = ""  # the end of the last line of a property or line-up, while it goes on
        self._of_kicks = False  # whether that line is of kicks in a shoot-out, which have scores in them

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
        rounds = self._sections.rounds()
        if not self._problems and not rounds:
            self._problem(self._number, "no match between clubs that are known", "at least one")
        if self._problems or self._label is None:
            raise UnreadableFile(self._problems)
        return SeasonFile(
            self._label,
            self._competition,
            tuple(self._claims),
            (),
            rounds,
            tuple(sorted((+self._sections.left_out).items())),
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
        elif text.startswith("(") and self._sections.has_last and not re.match(r"\(\d+\)", text):
            self._read_goals(text)
        elif not self._goes_on(text):
            self._read_body(text, line[0] in " \t")

    def _read_comment(self, text: str) -> None:
        found = _HEADER.fullmatch(text)
        if found is None:
            self._read_said(text)
            return
        key, value = found["key"].casefold(), found["value"]
        if key.startswith("date"):
            self._span = self._calendar.span = span_of(value) or self._span
            return
        number = re.match(r"\d{1,6}\b", value)
        name = {"teams": "Num Teams", "matches": "Matches"}[key]
        if number and not any(claim.key == name for claim in self._claims):
            self._claims.append(Claim(name, number[0], self._number))

    def _read_said(self, text: str) -> None:
        """A comment that says what the format has no form for, as the export in this format writes it: a
        claim about the edition, or rows and clubs of a round. Any other comment is none."""
        found = _SAID.fullmatch(text)
        if found is None:
            return
        key, value = found["key"], tidy(found["value"])
        with suppress(WrongLine):
            if key in _CLAIMS:
                claim = Claim(key, value, self._number)
                check_claim(claim)
                self._claims.append(claim)
            elif key in ("Clubs", "Table") and (name := self._outline.round_of()):
                self._sections.add_said(name, key, value, self._number)

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
        inline = re.search(r"\s{2,}(?=\S)", written)
        if inline and "|" not in written and looks_like_match(written[inline.end() :]):
            raise WrongLine(
                f"a match in the line of a round '{shorten(tidy(written))}'", "the match in the next line"
            )
        name, bar, defined = written.partition("|")
        if not bar and (found := re.search(r":\s+(?=\S)", written)) and self._is_date(written[found.end() :]):
            name, defined = written[: found.start()], written[found.end() :]
        if defined.strip() and not self._is_date(defined):
            self._outline.define_group(name, defined)
        self._outline.open(name, level)
        if self._dated:  # a date right above a heading holds below it
            self._date = None
        self._sections.close()
        self._next, self._block = Around(), ""

    def _is_date(self, text: str) -> bool:
        """Whether *text* begins with a date; reading it changes no state."""
        return self._date_in(text) > 0

    def _date_in(self, text: str) -> int:
        """The length of the date that *text* begins with, 0 without one; reading it changes no state."""
        try:
            found = Calendar(self._label or Label(0, 0)).at_start_of(text.strip())
        except WrongLine:
            return 0
        return found[1] if found else 0

    def _goes_on(self, text: str) -> bool:
        """Whether *text* continues a property or line-up of several lines."""
        if not self._block.endswith(_OPEN_END) and self._block.count("(") <= self._block.count(")"):
            return False
        if not self._of_kicks and (looks_like_match(text) or is_round(text) or self._is_date(text)):
            return False
        self._block = text
        return True

    def _read_body(self, text: str, indented: bool) -> None:
        self._block = ""
        defines = "|" in text or (not indented and is_group(text.partition(":")[0]))
        if _YEAR_ALONE.fullmatch(text):
            self._no_place_pending()
            self._date, self._dated = PartialDate(int(text)), False
            return
        if (found := _GROUP.fullmatch(text)) and defines and not self._is_date(found["teams"]):
            self._outline.define_group(found["name"], found["teams"])
            return
        if (note := re.fullmatch(r"\[(.*)\]", text)) and self._date_in(text) != len(text):
            if not self._sections.mark(note[1]):
                self._sections.add_note(note[1])
            return
        if _CROWD.fullmatch(text) and self._read_detail(text):
            return
        around, rest = split_around(text, self._calendar)
        if not rest:
            self._read_date(around, text)
            return
        if self._read_detail(rest):
            return
        if (read := read_match(rest, self._around(around), self._number)) is not None:
            self._add(read.found)
            if read.note:
                self._sections.add_note(read.note)
            if read.goals:
                self._read_goals(read.goals)
        elif not indented and is_round(rest) and rest == text:
            self._read_round(text, 10 + 1)
        else:
            raise WrongLine(f"cannot read '{shorten(tidy(text))}'", _EXPECTED)

    def _around(self, around: Around) -> Around:
        """What stands around a match: in its line, else in the line above, else the date that holds."""
        if around.when:
            self._date = around.when
        self._dated = True
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
            self._date, self._dated = around.when, False
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
            self._sections.left_out["fixtures whose clubs are not known"] += 1
            self._sections.close()
        elif isinstance(found, Bye):
            self._sections.add_bye(self._round_of(found.club), found.club, self._number)
        else:
            self._sections.add_match(self._round_of(found.home, found.away), found)

    def _round_of(self, *clubs: str) -> str:
        if name := self._outline.round_of(*clubs):
            return name
        raise WrongLine("a match before any round", "a line '▪ Round' above it")

    def _read_goals(self, text: str) -> None:
        """Goals in brackets, perhaps over several lines."""
        begun, line = self._goals or ("", self._number)
        whole = f"{begun}  {text}".strip()
        if whole.count("(") > whole.count(")"):
            if self._number - line > 12:
                self._goals = None
                raise WrongLine("brackets that are not closed", "')' at the end of the goals")
            self._goals = whole, line
            return
        self._goals = None
        goals = whole.removeprefix("(").removesuffix(")")
        if not self._sections.mark(goals):
            self._sections.add_goals(goals, line)

    def _read_detail(self, text: str) -> bool:
        """Whether *text* is a detail of the last match, which is read, or left out and counted."""
        left_out = self._sections.add_detail(text)
        if left_out is None:
            return False
        self._block, self._of_kicks = text, left_out == PENALTY_KICKS
        return True


def _level(mark: str) -> int:
    return len(mark) - 1 if mark.startswith(":") else len(mark)
