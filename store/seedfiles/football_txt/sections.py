"""The rounds of a Football.TXT file as far as they have been read, and what is still added to the last match:
goals, marks, details and notes."""

from collections import Counter
from dataclasses import replace

from store.cup.values import MatchStatus
from store.seedfiles.club_names import club_name
from store.seedfiles.football_txt.details import read_detail, said_in, with_note
from store.seedfiles.football_txt.goals import NotGoals, read_goals
from store.seedfiles.football_txt.matches import status_in
from store.seedfiles.football_txt.outline import is_group
from store.seedfiles.football_txt.scores import result_of, whole_run
from store.seedfiles.season import MatchLine, RoundSection, SectionDraft
from store.seedfiles.season_txt.lines import read_row
from store.seedfiles.wrong_line import LONGEST_NAME, WrongLine, limited

_GOALS = "lists of goals"
MOST_ROUNDS = 80  # each is a button of a message, which has at most a hundred


class Sections:
    """The rounds read so far, by name, with :attr:`left_out`, the counts of what has no place in them."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self._sections: dict[str, SectionDraft] = {}
        self._last: tuple[SectionDraft, int] | None = None

    @property
    def has_last(self) -> bool:
        """Whether there is a match that the next line may belong to."""
        return self._last is not None

    def close(self) -> None:
        """End the last match: nothing is added to it any more."""
        self._last = None

    def rounds(self) -> tuple[RoundSection, ...]:
        """The rounds that have a match, a bye or a club."""
        return tuple(
            one.whole()
            for one in self._sections.values()
            if one.matches or one.byes or one.clubs or one.table
        )

    def add_match(self, name: str, match: MatchLine) -> None:
        """Add *match* to the round called *name*, as the last one.

        :raises WrongLine: when it is one round more than allowed, or its name is too long.
        """
        section = self._section(name, match.line, match.home, match.away)
        section.matches.append(match)
        self._last = section, len(section.matches) - 1

    def add_bye(self, name: str, club: str, line: int) -> None:
        """Add a bye of *club* to the round called *name*.

        :raises WrongLine: as :meth:`add_match`.
        """
        self._section(name, line, club).byes.append(club)

    def add_said(self, name: str, key: str, value: str, line: int) -> None:
        """Add a row of a table (*key* ``Table``) or the clubs that a round had to the round called *name*.

        :raises WrongLine: when the *value* is none, and as :meth:`add_match`.
        """
        if key == "Table":
            row = replace(read_row(value), line=line)
            self._section(name, line, row.club).table.append(row)
        else:
            clubs = [club_name(club) for club in value.split(",") if club.strip()]
            self._section(name, line, *clubs).clubs.extend(clubs)

    def _section(self, name: str, line: int, *clubs: str) -> SectionDraft:
        if self._is_another(name, clubs):
            name = f"{name}, second stage"
        if name not in self._sections:
            if len(self._sections) == MOST_ROUNDS:
                raise WrongLine("one round more", f"at most {MOST_ROUNDS}")
            self._sections[name] = SectionDraft(limited(name, LONGEST_NAME, "a round's name"), line)
        return self._sections[name]

    def _is_another(self, name: str, clubs: tuple[str, ...]) -> bool:
        """Whether a group called *name* was there before, without a club that has played in another: groups
        of a second stage often have the names of the first."""
        section = self._sections.get(name)
        if section is None or section is list(self._sections.values())[-1] or not is_group(name):
            return False
        elsewhere = {
            club
            for other in self._sections.values()
            if other is not section and is_group(other.name)
            for match in other.matches
            for club in (match.home, match.away)
        }
        known = {club for match in section.matches for club in (match.home, match.away)}
        return any(club in elsewhere and club not in known for club in clubs)

    def add_goals(self, text: str, line: int) -> None:
        """Add the goals in *text*, without its brackets, that began in *line*, to the last match; those that
        do not make up its score are left out."""
        if self._last is None:
            self.left_out[_GOALS] += 1
            return
        section, place = self._last
        match = section.matches[place]
        try:
            if match.status is not MatchStatus.PLAYED or match.score is None or match.home_line:
                raise NotGoals
            home, away = read_goals(text, match.score)
        except NotGoals:
            self.left_out[_GOALS] += 1
            return
        section.matches[place] = replace(
            match,
            home_scorers=home[0],
            away_scorers=away[0],
            home_others=home[1],
            away_others=away[1],
            home_line=line,
            away_line=line,
        )

    def mark(self, text: str) -> bool:
        """Whether *text* in brackets below a match marks it (``aet``, ``4-3 pen``, ``awarded``, ``lots: Red
        Town``), which is done then."""
        if self._last is None:
            return False
        section, place = self._last
        match = section.matches[place]
        if (said := said_in(text, match)) is not None:
            section.matches[place] = said
            return True
        status, run = status_in(text), whole_run(text)
        if status is not None and match.score is not None:
            section.matches[place] = replace(match, status=status)
        elif run is not None:
            result = result_of(run)
            section.matches[place] = replace(
                match,
                extra_time=match.extra_time or result.extra_time,
                shoot_out=match.shoot_out or result.shoot_out,
                half_time=match.half_time or result.score,
            )
        return status is not None or run is not None

    def add_detail(self, text: str) -> str | None:
        """Add the detail in *text* to the last match.

        :returns: the kind of what was left out, empty when nothing was; None when *text* is no detail, or of
            no match.
        """
        if self._last is None:
            return None
        section, place = self._last
        read = read_detail(text, section.matches[place])
        if read is None:
            return None
        section.matches[place], left_out = read
        self.left_out[left_out] += bool(left_out)
        return left_out

    def add_note(self, text: str) -> None:
        """Add a note to the last match."""
        if self._last is None:
            self.left_out["notes"] += 1
            return
        section, place = self._last
        section.matches[place], left_out = with_note(section.matches[place], text)
        self.left_out[left_out] += bool(left_out)
