"""Cups made up at random, with what must come back of them: the same for the same seed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

from store.cup.labels import Label
from store.cup.values import Minute, PartialDate, Score
from store.seedfiles.season import Claim, MatchLine, RoundSection, Scorer, SeasonFile
from tests.store.generate import club_name

NAMES = {2: "Final", 4: "Semi-finals", 8: "Quarter-finals", 16: "Round of 16", 32: "Round of 32"}
GOALS = (0, 0, 0, 1, 1, 1, 2, 2, 3, 4)


@dataclass
class Cup:
    """A cup as it is written, and what is true of it: *tables* has (points, scored, conceded) by club and
    group."""

    season: SeasonFile
    champion: str = ""
    runner_up: str = ""
    ties: int = 0
    byes: int = 0
    tables: dict[str, dict[str, tuple[int, int, int]]] = field(default_factory=dict)
    matches: int = 0
    goals: int = 0
    scored: Counter[str] = field(default_factory=Counter)


class _Maker:
    """Makes up one cup."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.sections: list[RoundSection] = []
        self.day = date(1993, 3, 1)
        self.cup = Cup(SeasonFile(Label(1993, 1993), "Made-up Cup"))
        self.clubs = [club_name(number) for number in rng.sample(range(900), rng.randint(4, 24))]

    def make(self) -> Cup:
        """The cup."""
        left = self.clubs
        if self.rng.random() < 0.5:
            left = self._groups()
        rng = self.rng
        number = 1
        while len(left) > 1:
            losers: list[str] = []
            left = self._round(left, number, losers)
            if len(losers) == 2 and len(left) == 2 and rng.random() < 0.5:
                self._add(rng.choice(["Third place", "Match for third place"]), [self._single(*losers)])
                self.cup.ties += 1
            number += 1
        self.cup.champion = left[0]
        claims = (
            Claim("Num Teams", str(len(self.clubs))),
            Claim("Matches", str(self.cup.matches)),
            Claim("Goals", str(self.cup.goals)),
        )
        self.cup.season = SeasonFile(Label(1993, 1993), "Made-up Cup", claims, (), tuple(self.sections))
        return self.cup

    def _groups(self) -> list[str]:
        size = self.rng.choice([3, 4])
        number = max(1, len(self.clubs) // size)
        groups = [self.clubs[place::number] for place in range(number)]
        twice = self.rng.random() < 0.3
        on: list[str] = []
        for letter, clubs in zip("ABCDEFGH", groups, strict=False):
            pairs = list(combinations(clubs, 2))
            fixtures = [*pairs, *((away, home) for home, away in pairs)] if twice else pairs
            table = dict.fromkeys(clubs, (0, 0, 0))
            matches = []
            for home, away in fixtures:
                match = self._match(home, away)
                score = match.score or Score(0, 0)
                for club, made, let in ((home, score.home, score.away), (away, score.away, score.home)):
                    points, scored, conceded = table[club]
                    won = 2 if made > let else 1 if made == let else 0
                    table[club] = points + won, scored + made, conceded + let
                matches.append(match)
            self._add(f"Group {letter}", matches)
            self.cup.tables[f"Group {letter}"] = table
            order = sorted(
                clubs, key=lambda club: (table[club][0], table[club][1] - table[club][2]), reverse=True
            )
            on += order[:2]
        return on

    def _round(self, clubs: list[str], number: int, losers: list[str]) -> list[str]:
        """Play a round; those left, and the *losers* of one with two ties."""
        rng = self.rng
        clubs = rng.sample(clubs, len(clubs))
        byes = 2 ** (len(clubs) - 1).bit_length() - len(clubs)
        left, playing = clubs[:byes], clubs[byes:]
        pairs = list(zip(playing[::2], playing[1::2], strict=True))
        name = NAMES.get(len(clubs), f"Round {number}")
        play = rng.choice([self._singles, self._legs, self._legs_apart, self._replays, self._replays_apart])
        winners = list(play(name, pairs, left))
        self.cup.ties += len(pairs)
        self.cup.byes += byes
        beaten = [club for club in playing if club not in winners]
        losers += beaten if len(pairs) == 2 else []
        self.cup.runner_up = beaten[-1]
        return [*left, *winners]

    def _singles(self, name: str, pairs: Sequence[tuple[str, str]], byes: Sequence[str]) -> Iterator[str]:
        matches = [self._single(*pair) for pair in pairs]
        self._add(name, matches, byes)
        yield from map(_winner, matches)

    def _legs(self, name: str, pairs: Sequence[tuple[str, str]], byes: Sequence[str]) -> Iterator[str]:
        both = [self._two_legs(*pair) for pair in pairs]
        self._add(name, [leg for legs in both for leg in legs], byes)
        yield from (_over_two_legs(*legs) for legs in both)

    def _legs_apart(self, name: str, pairs: Sequence[tuple[str, str]], byes: Sequence[str]) -> Iterator[str]:
        both = [self._two_legs(*pair) for pair in pairs]
        self._add(f"{name}, first leg", [legs[0] for legs in both], byes)
        self._add(f"{name}, second leg", [legs[1] for legs in both])
        yield from (_over_two_legs(*legs) for legs in both)

    def _replays(self, name: str, pairs: Sequence[tuple[str, str]], byes: Sequence[str]) -> Iterator[str]:
        played = [self._replayed(*pair) for pair in pairs]
        self._add(name, [match for matches in played for match in matches], byes)
        yield from (_winner(matches[-1]) for matches in played)

    def _replays_apart(
        self, name: str, pairs: Sequence[tuple[str, str]], byes: Sequence[str]
    ) -> Iterator[str]:
        played = [self._replayed(*pair) for pair in pairs]
        self._add(name, [matches[0] for matches in played], byes)
        again = [match for matches in played for match in matches[1:]]
        if again:
            self._add(f"{name}, replays", again)
        yield from (_winner(matches[-1]) for matches in played)

    def _add(self, name: str, matches: Sequence[MatchLine], byes: Sequence[str] = ()) -> None:
        self.sections.append(RoundSection(name, tuple(matches), tuple(byes)))
        self.cup.matches += len(matches)
        self.cup.goals += sum(match.score.total for match in matches if match.score)

    def _single(self, home: str, away: str) -> MatchLine:
        match = self._match(home, away)
        return self._decided(match) if match.score and match.score.level else match

    def _replayed(self, home: str, away: str) -> list[MatchLine]:
        first = self._match(home, away)
        if first.score and first.score.level:
            return [first, self._single(away, home)]
        return [first]

    def _two_legs(self, home: str, away: str) -> tuple[MatchLine, MatchLine]:
        first, second = self._match(home, away), self._match(away, home)
        level = _over_two_legs(first, second) == ""
        return first, self._decided(second) if level else second

    def _decided(self, match: MatchLine) -> MatchLine:
        """*match* with extra time perhaps, and a shoot-out."""
        shoot_out = self.rng.choice([Score(5, 4), Score(2, 4)])
        extra_time = self.rng.random() < 0.7
        return _with(
            match, extra_time=extra_time, full_time=match.score if extra_time else None, shoot_out=shoot_out
        )

    def _match(self, home: str, away: str) -> MatchLine:
        rng = self.rng
        self.day += timedelta(days=rng.randint(0, 3))
        score = Score(rng.choice(GOALS), rng.choice(GOALS))
        half = Score(rng.randint(0, score.home), rng.randint(0, score.away))
        told = rng.random() < 0.5
        return MatchLine(
            home,
            away,
            score,
            PartialDate(self.day.year, self.day.month, self.day.day),
            half_time=half if rng.random() < 0.5 else None,
            home_scorers=self._scorers(home, score.home) if told else (),
            away_scorers=self._scorers(away, score.away) if told else (),
        )

    def _scorers(self, club: str, goals: int) -> tuple[Scorer, ...]:
        minutes = sorted(self.rng.sample(range(1, 91), goals))
        scorers: dict[str, tuple[Minute, ...]] = {}
        for minute in minutes:
            name = f"{club[:4]}{self.rng.choice(['ov', 'in', 'sky'])}"
            scorers[name] = (*scorers.get(name, ()), Minute(minute))
            self.cup.scored[f"{name} {club}"] += 1
        return tuple(Scorer(name, found) for name, found in scorers.items())


def _with(match: MatchLine, **changes: object) -> MatchLine:
    return replace(match, half_time=None, **changes)  # type: ignore[arg-type]


def _winner(match: MatchLine) -> str:
    score = match.shoot_out or match.score or Score(0, 0)
    return match.home if score.home > score.away else match.away


def _over_two_legs(first: MatchLine, second: MatchLine) -> str:
    """The winner over two legs, empty when level without a shoot-out."""
    if second.shoot_out:
        return _winner(second)
    one, other = first.score or Score(0, 0), second.score or Score(0, 0)
    home, away = one.home + other.away, one.away + other.home
    return "" if home == away else first.home if home > away else first.away


def random_cup(rng: Random) -> Cup:
    """A cup made up by *rng*."""
    return _Maker(rng).make()


def write_football_txt(season: SeasonFile, rng: Random) -> str:
    """The text of *season* in Football.TXT, each line in one of its forms."""
    claims = {claim.key: claim.value for claim in season.claims}
    lines = [f"= {season.competition} {season.label}   # made up", "", f"# Teams    {claims['Num Teams']}"]
    lines += [f"# Matches  {claims['Matches']}", ""]
    mark = rng.choice(["▪", "»"])
    for section in season.rounds:
        lines.append(f"{mark} {section.name}")
        lines += [f"  {club}   bye" for club in section.byes]
        when = None
        for match in section.matches:
            if match.date != when:
                when = match.date
                lines.append(_day(when, rng))
            lines += _match_lines(match, rng)
        lines.append("")
    return "\n".join(lines)


def _day(when: PartialDate | None, rng: Random) -> str:
    assert when is not None
    day = when.exact
    assert day is not None
    forms: list[Callable[[date], str]] = [
        lambda day: f"{day:%a} {day:%b} {day.day}",
        lambda day: f"  {day:%a %b}/{day.day}",
        lambda day: f"[{day:%a %b}/{day.day} {day.year}]",
        lambda day: f"{day.day} {day:%B}",
        lambda day: f"{day:%B} {day.day}",
    ]
    return rng.choice(forms)(day)


def _match_lines(match: MatchLine, rng: Random) -> Iterator[str]:
    time = rng.choice(["", "19.45  ", "18:00  ", "(12)  ", "20:45 UTC+2  "])
    place = rng.choice(["", "   @ Lake Park, Northport", "   # the holders"])
    score = _score_of(match, rng)
    if rng.random() < 0.5:
        yield f"    {time}{match.home}   v {match.away}   {score}{place}"
    else:
        yield f"    {time}{match.home}  {score}  {match.away}{place}"
    if match.home_scorers or match.away_scorers:
        home, away = _goals(match.home_scorers), _goals(match.away_scorers)
        apart = f"{home or '-'};{rng.choice([' ', chr(10) + '           '])}{away or '-'}"
        yield f"          ({apart})"


def _goals(scorers: Sequence[Scorer]) -> str:
    return " ".join(
        f"{scorer.name} " + ", ".join(f"{minute}'" for minute in scorer.minutes) for scorer in scorers
    )


def _score_of(match: MatchLine, rng: Random) -> str:
    assert match.score is not None
    plain = f"{match.score.home}-{match.score.away}"
    inner = [f"{score.home}-{score.away}" for score in (match.full_time, match.half_time) if score]
    brackets = f" ({', '.join(inner)})" if inner else ""
    main = f"{plain} a.e.t.{brackets}" if match.extra_time else f"{plain}{brackets}"
    if match.shoot_out is None:
        return main
    penalties = f"{match.shoot_out.home}-{match.shoot_out.away} pen."
    return f"{penalties} {main}" if rng.random() < 0.5 else f"{main}, {penalties}"
