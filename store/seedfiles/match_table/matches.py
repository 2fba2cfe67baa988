"""The match in a row of a table."""

import re
from collections.abc import Callable
from dataclasses import replace

from store.cup.rounds import has_phrase, round_key
from store.cup.values import MatchStatus, PartialDate, Score
from store.seedfiles.football_txt.goals import NotGoals, Scorers, read_goals
from store.seedfiles.football_txt.scores import Result
from store.seedfiles.match_table.cells import Cells
from store.seedfiles.match_table.values import read_answer, read_club, read_number, read_pair, read_score
from store.seedfiles.season import MatchLine
from store.seedfiles.season_txt.scorers import read_scorers
from store.seedfiles.wrong_line import LONGEST_DETAIL, WrongLine, limited, shorten
from store.text.vocabulary import meanings

_UNPLAYED = (MatchStatus.WALKOVER, MatchStatus.CANCELLED, MatchStatus.FIXTURE)
_OF_WINNER = re.compile(r"(?P<more>\d{1,2})\s?[-–:]\s?(?P<fewer>\d{1,2})\s+(?P<club>[^\W\d_].{3,})")
_SEPARATORS = str.maketrans(";\n", ",,")


class MatchReader:
    """The match in the *cells* of a row, played *when*."""

    def __init__(self, cells: Cells, when: PartialDate | None) -> None:
        self._cells = cells
        self._when = when

    def read(self) -> MatchLine | None:
        """The match; None when the cells are wrong."""
        cells = self._cells
        for side in ("home", "away"):
            if not cells.text(side):
                cells.wrong(side, "empty", "the name of a club")
        home, away = cells.read("home", read_club), cells.read("away", read_club)
        if home and away and home.casefold() == away.casefold():
            cells.wrong("away", f"'{shorten(away)}' against itself", "two clubs")
        result = self._result(home or "", away or "")
        if cells.problems or not home or not away:
            return None
        if result.status is MatchStatus.WALKOVER and result.score == Score(0, 1):
            home, away = away, home
        match = MatchLine(
            home,
            away,
            None if result.status in _UNPLAYED else result.score,
            self._when,
            result.status,
            result.extra_time,
            result.shoot_out,
            result.half_time,
            result.full_time,
            self._is_replay(),
            notes=self._notes(),
            venue=self._venue(),
            attendance=cells.read("attendance", read_number),
            referee=cells.read("referee", lambda text: limited(text, LONGEST_DETAIL, "a referee")),
            line=cells.number,
        )
        return self._with_scorers(self._with_winner(match))

    def _result(self, home: str, away: str) -> Result:
        """The score, and what the other columns say beside it; what contradicts it is a problem."""
        cells = self._cells
        result = cells.read("score", read_score) or Result()
        goals = self._two("home_goals", "away_goals")
        if goals and result.score and goals != result.score:
            wrong = f"'{shorten(cells.text('score'))}', but the goals are {goals.home} and {goals.away}"
            cells.wrong("score", wrong, "the same in both")
        result.score = result.score or goals
        self._read_status(result)
        self._read_extra_time(result)
        self._read_half_time(result)
        self._read_shoot_out(result, home, away)
        played = result.status is MatchStatus.PLAYED
        if played and not result.score and not cells.text("score"):
            result.status = MatchStatus.FIXTURE
        if result.status is MatchStatus.AWARDED and result.score is None:
            result.status = MatchStatus.WALKOVER
        return result

    def _read_status(self, result: Result) -> None:
        """A column of statuses; a walkover with a score is a result that was set."""
        status = self._cells.read("status", _status)
        if status in (None, MatchStatus.PLAYED):
            return
        if status in (MatchStatus.CANCELLED, MatchStatus.FIXTURE) and result.score:
            self._cells.wrong(
                "status", f"'{self._cells.text('status')}' of a match with a score", "one of the two"
            )
        if status is MatchStatus.WALKOVER and result.score and result.status is MatchStatus.PLAYED:
            status = MatchStatus.AWARDED
        result.status = status or result.status

    def _two(self, home: str, away: str) -> Score | None:
        """The numbers in two columns, None when both are empty."""
        cells = self._cells
        numbers = cells.read(home, read_number), cells.read(away, read_number)
        for about, other in ((home, away), (away, home)):
            if cells.text(about) and not cells.text(other) and other in cells.columns.places:
                cells.wrong(other, "empty", f"a number, as there is one in {cells.columns.named(about)}")
        return Score(*numbers) if None not in numbers else None  # type: ignore[arg-type]

    def _read_extra_time(self, result: Result) -> None:
        """A column of extra time says whether there was some, or has the score after it."""
        text = self._cells.text("extra_time")
        if meanings("marks").get(text.casefold()) == "extra_time":
            result.extra_time = True
        elif any(char in text for char in "-–:"):
            after = self._cells.read("extra_time", read_pair)
            if after:
                result.full_time, result.score, result.extra_time = result.score, after, True
        elif text:
            result.extra_time = self._cells.read("extra_time", read_answer) or result.extra_time

    def _read_half_time(self, result: Result) -> None:
        half = self._cells.read("half_time", read_pair) or self._two("half_time_home", "half_time_away")
        result.half_time = half or result.half_time

    def _read_shoot_out(self, result: Result, home: str, away: str) -> None:
        """A column of penalties has their numbers; that there were some is not kept, and 0–0 is none."""
        about = "shoot_out"
        text = self._cells.text(about)
        if meanings("marks").get(text.casefold()) == "penalties" or text.casefold() in meanings("answers"):
            text = ""
        pair = self._cells.read(about, lambda text: _penalties(text, home, away)) if text else None
        if pair is None and (pair := self._two("home_penalties", "away_penalties")):
            about = "home_penalties"
        if pair is None or pair == Score(0, 0):
            return
        if pair.level:
            self._cells.wrong(about, f"a level shoot-out {pair.home}-{pair.away}", "a winner")
        if result.shoot_out and result.shoot_out != pair:
            self._cells.wrong(
                about, f"{pair.home}-{pair.away}, but another one beside the score", "one shoot-out"
            )
        result.shoot_out = pair

    def _is_replay(self) -> bool:
        tie = self._cells.text("tie")
        if tie and has_phrase(" ".join(round_key(tie).rstrip("0123456789").split()), "replay"):
            return True
        text = self._cells.text("replay")
        if has_phrase(round_key(text), "replay"):
            return True
        return bool(self._cells.read("replay", read_answer))

    def _notes(self) -> tuple[str, ...]:
        note = self._cells.read("note", lambda text: limited(text, LONGEST_DETAIL, "a note"))
        return (note,) if note else ()

    def _venue(self) -> str | None:
        cells = self._cells
        venue, city = cells.text("venue"), cells.text("city")
        whole = (
            f"{venue}, {city}"
            if venue and city and city.casefold() not in venue.casefold()
            else venue or city
        )
        if len(whole) > LONGEST_DETAIL:
            about = "venue" if venue else "city"
            cells.wrong(about, f"a venue of {len(whole)} characters", f"at most {LONGEST_DETAIL}")
        return whole or None

    def _with_winner(self, match: MatchLine) -> MatchLine:
        """*match* with the club that went through, where the match alone does not say."""
        for about in ("went_through", "winner"):
            text = self._cells.text(about)
            if not text or text.casefold() in meanings("draws"):
                continue
            club = next(
                (name for name in (match.home, match.away) if name.casefold() == text.casefold()), None
            )
            evident = _evident_winner(match)
            if club is None:
                self._cells.wrong(
                    about, f"'{shorten(text)}', who did not play", f"'{match.home}' or '{match.away}'"
                )
            elif match.status is MatchStatus.WALKOVER and club == match.away:
                return _turned(match)
            elif about == "winner" and evident and club != evident:
                self._cells.wrong(about, f"'{shorten(text)}', but the score is of '{evident}'", "the winner")
            elif club != evident:
                return replace(match, advanced=club)
        return match

    def _with_scorers(self, match: MatchLine) -> MatchLine:
        texts = {side: self._cells.text(f"{side}_scorers") for side in ("home", "away")}
        both = self._cells.text("scorers")
        if not both and not any(texts.values()):
            return match
        about = "scorers" if both else next(f"{side}_scorers" for side, text in texts.items() if text)
        if match.score is None or match.status is not MatchStatus.PLAYED:
            self._cells.wrong(about, "scorers of a match without a score", "none")
            return match
        if both:
            try:
                home, away = read_goals(both[1:-1] if both[0] == "(" else both, match.score)
            except NotGoals:
                self._cells.wrong(
                    about, f"cannot read '{shorten(both)}'", "'Ash 19', Birch 42' (pen.); Cole 70''"
                )
                return match
            return self._scored(match, home, away)
        return self._scored(match, self._side("home", match.score.home), self._side("away", match.score.away))

    def _scored(self, match: MatchLine, home: Scorers, away: Scorers) -> MatchLine:
        """*match* with the scorers of both sides."""
        return replace(
            match,
            home_scorers=home[0],
            away_scorers=away[0],
            home_others=home[1],
            away_others=away[1],
            home_line=match.line if any(home) else 0,
            away_line=match.line if any(away) else 0,
        )

    def _side(self, side: str, scored: int) -> Scorers:
        """The scorers of a side that *scored* so many goals, and whether there are others."""
        return self._cells.read(f"{side}_scorers", _scorers_of(scored)) or ((), False)


def _status(text: str) -> MatchStatus:
    """What a column of statuses says of a match."""
    word = text.casefold()
    status = (
        word if word in list(MatchStatus) else meanings("marks").get(word, meanings("statuses").get(word))
    )
    if status not in list(MatchStatus):
        raise WrongLine(
            f"'{shorten(text)}'",
            "played, walkover, awarded, abandoned, annulled or cancelled (and what else there is as a note)",
        )
    return MatchStatus(str(status))


def _penalties(text: str, home: str, away: str) -> Score:
    """The penalties scored: ``4-3``, home first, or ``4-3 Taraz``, the winner first."""
    if found := _OF_WINNER.fullmatch(text):
        won, club = Score(int(found["more"]), int(found["fewer"])), found["club"].casefold()
        if club not in (home.casefold(), away.casefold()) or won.home <= won.away:
            raise WrongLine(f"'{shorten(text)}'", f"two numbers, or such as '4-3 {home}'")
        return won if club == home.casefold() else won.turned
    result = read_score(text)
    pair = result.shoot_out or result.score
    if pair is None:
        raise WrongLine(f"'{shorten(text)}'", "two numbers such as 4-3")
    return pair


def _evident_winner(match: MatchLine) -> str | None:
    """The club that won by the shoot-out or the score of this match."""
    for score in (match.shoot_out, match.score):
        if score and not score.level:
            return match.home if score.home > score.away else match.away
    return match.home if match.status is MatchStatus.WALKOVER else None


def _turned(match: MatchLine) -> MatchLine:
    """A walkover of the club named second, which is written with the winner in front."""
    return replace(match, home=match.away, away=match.home)


def _scorers_of(scored: int) -> Callable[[str], Scorers]:
    return lambda text: read_scorers(text.translate(_SEPARATORS), scored)
