"""The parser of season files, from text to :class:`~store.seedfiles.season.SeasonFile`.

Lines are parsed by :mod:`store.seedfiles.season_txt.lines`; a line of no known kind is a validation error
that quotes it. The format is described in the README.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from store.cup.additions import Translation
from store.cup.facts import MATCH_FACTS
from store.cup.labels import Label, parse_label
from store.cup.values import MatchStatus, PartialDate
from store.seedfiles.club_names import club_name
from store.seedfiles.decode import decode
from store.seedfiles.problems import MOST_PROBLEMS, Problem, UnreadableFile
from store.seedfiles.season import Claim, MatchLine, SeasonFile, SectionDraft
from store.seedfiles.season_txt.claims import check_claim
from store.seedfiles.season_txt.lines import (
    bad_score,
    is_tie,
    read_bye,
    read_date,
    read_match,
    read_row,
    with_detail,
)
from store.seedfiles.season_txt.scorers import read_scorers
from store.seedfiles.translations import LONGEST_TRANSLATION, parse_key
from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited, shorten
from store.text.folding import tidy
from store.text.vocabulary import meanings

LONGEST_ROUND_LINE = 1_200  # characters of a line below the first ==Round==
MOST_ROUNDS = 40

_HEADING = re.compile(r"=\s*([^=\s].*?)\s*=")  # = 1993 Kazakhstan Cup =
_ROUND = re.compile(r"==\s*([^=\s].*?)\s*==")  # ==First round==
_CLAIM = re.compile(r"-\s*([^:]+?)\s*:\s*(.*)")  # - Num Teams: 27
_DATE = re.compile(r"\d{1,2}\s+[^\W\d_]+\s+\d{4}")  # 8 May 1992
_DETAIL = re.compile(r"([^:]+?)\s*:\s*(.*)")  # Venue: Central Stadium, Almaty
_ONCE = ("num teams", "matches", "goals", "year", "points for a win", "away goals")
_WITHOUT_SCORERS = {
    MatchStatus.PLAYED: "a match without a score",
    MatchStatus.WALKOVER: "a walkover",
    MatchStatus.AWARDED: "an awarded match",
    MatchStatus.ABANDONED: "an abandoned match",
    MatchStatus.ANNULLED: "an annulled match",
    MatchStatus.CANCELLED: "a cancelled match",
    MatchStatus.FIXTURE: "a match without a score",
}
_TABLE, _CLUBS = "table", "clubs"
_NOTE, _SUMMARY = "note", "summary"
_KEYWORDS = (*MATCH_FACTS, "advanced", _NOTE)
_EXPECTED_IN_ROUND = (
    "a date ('8 May 1992'), a tie ('Home 2-1 Away'), details indented below it, or '==Round=='"
)


def parse_season(data: bytes | str, path: str) -> SeasonFile:
    """The season file parsed from *data* (UTF-8), called *path* in validation errors.

    :raises UnreadableFile: with every problem found, at most :data:`MOST_PROBLEMS`.
    """
    return _Reader(path).read(decode(data, path))


class _Reader:
    """A line-by-line parser of one file, with its state and the lines parsed so far."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._number = 0
        self._problems: list[Problem] = []
        self._label: Label | None = None
        self._competition = ""
        self._claims: list[Claim] = []
        self._summary: list[str] = []
        self._rounds: list[SectionDraft] = []
        self._translations: dict[Translation, None] = {}
        self._date: tuple[PartialDate, int] | None = None
        self._in_infobox = False
        self._detailed = False  # whether an indented line belongs to the last match
        self._skipping = False  # whether it belongs to a line that could not be parsed

    def read(self, text: str) -> SeasonFile:
        for self._number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            try:
                self._read_line(line)
            except WrongLine as wrong:
                self._problem(self._number, wrong.wrong, wrong.expected)
                if self._label is None or len(self._problems) == MOST_PROBLEMS:
                    break
        else:
            self._finish()
        if self._problems or self._label is None:
            raise UnreadableFile(self._problems)
        rounds = tuple(read.whole() for read in self._rounds)
        return SeasonFile(
            self._label,
            self._competition,
            tuple(self._claims),
            tuple(self._summary),
            rounds,
            translations=tuple(self._translations),
        )

    def _problem(self, line: int, wrong: str, expected: str) -> None:
        self._problems.append(Problem(self._path, line, wrong, expected))

    def _finish(self) -> None:
        if self._label is None:
            self._problem(1, "an empty file", "a heading such as '= 1993 Kazakhstan Cup ='")
            return
        self._no_date_pending()
        known = any(read.matches or read.table or read.clubs for read in self._rounds)
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
            raise WrongLine(f"a second heading '{shorten(text)}'", "one edition a file")
        elif not self._rounds:
            self._read_introduction(text)
        elif len(text) > LONGEST_ROUND_LINE:
            raise WrongLine(f"a line of {len(text)} characters", f"at most {LONGEST_ROUND_LINE}")
        elif line[0] in " \t" and not self._is_of_round(text):
            self._read_detail(text)
        else:
            self._read_date_or_match(line.strip())

    def _read_heading(self, text: str) -> None:
        expected = "a heading such as '= 1993 Kazakhstan Cup ='"
        found = _HEADING.fullmatch(text)
        if not found:
            raise WrongLine(f"no heading but '{shorten(text)}'", expected)
        label, _, competition = found[1].partition(" ")
        try:
            self._label = parse_label(label)
        except ValueError:
            raise WrongLine(f"'{shorten(label)}' is no edition", f"{expected} or '= 1996–97 … ='") from None
        if not competition:
            raise WrongLine("no competition in the heading", expected)
        self._competition = limited(competition, LONGEST_NAME, "a competition's name")

    def _read_round(self, name: str) -> None:
        self._no_date_pending()
        if any(read.name == name for read in self._rounds):
            raise WrongLine(f"a second round '{shorten(name)}'", "each round once")
        if len(self._rounds) == MOST_ROUNDS:
            raise WrongLine("one round more", f"at most {MOST_ROUNDS}")
        self._detailed = self._skipping = False
        self._rounds.append(SectionDraft(limited(name, LONGEST_NAME, "a round's name"), self._number))

    def _read_introduction(self, text: str) -> None:
        if text.casefold() == "infobox":
            self._in_infobox = True
        elif self._in_infobox and (found := _CLAIM.fullmatch(text)):
            self._read_claim(Claim(found[1], found[2], self._number))
        elif self._read_translation(text, _SUMMARY, self._summary):
            self._in_infobox = False
        elif is_tie(text):
            raise WrongLine(f"a tie before any round: '{shorten(text)}'", "a line '==Round==' above it")
        elif _DATE.fullmatch(text):
            raise WrongLine(f"a date before any round: '{shorten(text)}'", "a line '==Round==' above it")
        else:
            self._in_infobox = False
            self._summary.append(text)

    def _read_translation(self, text: str, key: str, texts: Sequence[str]) -> bool:
        """Whether *text* is a line ``Key (ru): …``, which is read then as a translation of the last of
        *texts*."""
        found = _DETAIL.fullmatch(text)
        keyword = parse_key(found[1]) if found else None
        if found is None or keyword is None or keyword[0] != key:
            return False
        if not texts:
            raise WrongLine(f"'{found[1]}' of nothing", f"'{key.capitalize()}' in a line above it")
        if not found[2]:
            raise WrongLine(f"'{found[1]}' without a value", "one behind the colon")
        said = limited(found[2], LONGEST_TRANSLATION, f"'{found[1]}'")
        self._translations[Translation(texts[-1], keyword[1], said)] = None
        return True

    def _read_claim(self, claim: Claim) -> None:
        key = claim.key.casefold()
        if key in _ONCE and any(known.key.casefold() == key for known in self._claims):
            raise WrongLine(f"'{claim.key}' a second time", "it once")
        check_claim(claim)
        self._claims.append(claim)

    def _no_date_pending(self) -> None:
        if self._date:
            self._problem(self._date[1], "a date with no tie below it", "'Home 2-1 Away' in the next line")
            self._date = None

    def _read_date_or_match(self, line: str) -> None:
        text = tidy(line)
        self._detailed = False
        self._skipping = True
        if found := read_date(text):
            self._no_date_pending()
            self._date = (found, self._number)
            self._skipping = False
            return
        if self._read_bye_or_row(text):
            self._skipping = False
            return
        date, self._date = self._date, None
        match = read_match(line, date[0] if date else None, self._number)
        if match is None:
            bad = bad_score(text)
            if bad:
                raise WrongLine(f"'{shorten(bad)}' is no score", "two numbers such as 2-1")
            raise WrongLine(f"cannot read '{shorten(text)}'", _EXPECTED_IN_ROUND)
        self._detailed, self._skipping = True, False
        self._rounds[-1].matches.append(match)

    def _is_of_round(self, text: str) -> bool:
        """Whether an indented line above the first match is of byes or clubs, or a row of a table."""
        keyword = text.partition(":")[0].strip().casefold()
        return not self._rounds[-1].matches and (keyword in (_TABLE, _CLUBS) or keyword in meanings("byes"))

    def _read_bye_or_row(self, text: str) -> bool:
        """Whether *text* is a line of byes (``Bye: A, B``) or of clubs, or a row of a table, which is read
        then."""
        section = self._rounds[-1]
        found = _DETAIL.fullmatch(text)
        keyword = found[1].casefold() if found else ""
        if found and meanings("byes").get(keyword):
            self._no_date_pending()
            section.byes += _clubs_in(found[2])
        elif found and keyword == _CLUBS:
            self._no_date_pending()
            section.clubs += _clubs_in(found[2])
        elif found and keyword == _TABLE:
            self._no_date_pending()
            section.table.append(replace(read_row(found[2]), line=self._number))
        elif club := read_bye(text):
            section.byes.append(club)
        else:
            return False
        return True

    def _read_detail(self, text: str) -> None:
        matches = self._rounds[-1].matches
        if self._skipping:
            return
        if not self._detailed:
            raise WrongLine(f"'{shorten(text)}' belongs to no tie", "a tie in the line above")
        match = matches[-1]
        for club, side in ((match.home, "home"), (match.away, "away")):
            if text.casefold().startswith(club.casefold()) and text[len(club) :].lstrip().startswith(":"):
                names = text[len(club) :].lstrip()[1:]
                matches[-1] = self._with_scorers(match, side, names)
                return
        if self._read_translation(text, _NOTE, match.notes):
            return
        found = _DETAIL.fullmatch(text)
        keyword = found[1].casefold() if found else ""
        if found is None or keyword not in _KEYWORDS:
            wrong = f"'{shorten(found[1] if found else text)}' plays no part in this tie"
            *others, last = (match.home, match.away, *map(str.capitalize, _KEYWORDS))
            expected = "', '".join(others)
            raise WrongLine(wrong, f"one of '{expected}', '{last}' and a colon")
        matches[-1] = with_detail(match, keyword, found[2])

    def _with_scorers(self, match: MatchLine, side: str, names: str) -> MatchLine:
        if match.status is not MatchStatus.PLAYED or match.score is None:
            raise WrongLine(f"scorers of {_WITHOUT_SCORERS[match.status]}", "none, or a 'Note'")
        if getattr(match, f"{side}_line"):
            raise WrongLine(f"a second line of scorers for '{getattr(match, side)}'", "one for each side")
        scorers, others = read_scorers(names, getattr(match.score, side))
        if side == "home":
            return replace(match, home_scorers=scorers, home_others=others, home_line=self._number)
        return replace(match, away_scorers=scorers, away_others=others, away_line=self._number)


def _clubs_in(text: str) -> list[str]:
    """The names of clubs in *text*, which are separated by commas."""
    return [club_name(name) for name in text.split(",") if name.strip()]
