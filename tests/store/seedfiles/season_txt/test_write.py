"""No text makes the reader raise anything but its own errors; what is written reads back equal."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.cup.labels import Label
from store.cup.values import MatchStatus, Minute, PartialDate, Score
from store.seedfiles.club_names import club_name
from store.seedfiles.problems import Problem, UnreadableFile
from store.seedfiles.season import Claim, GivenRow, MatchLine, RoundSection, Scorer, SeasonFile
from store.seedfiles.season_txt.parse import parse_season
from store.seedfiles.wrong_line import WrongLine
from store.text.folding import tidy
from store.text.vocabulary import meanings
from tests.store.write import write_season

LETTERS = st.characters(whitelist_categories=("Lu", "Ll", "Lo"))
WORD = st.text(LETTERS, min_size=1, max_size=12).map(tidy).filter(bool)
NAME = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
KEYWORDS = {"venue", "attendance", "referee", "advanced", "note", "infobox", "table"}
CLUB = NAME.filter(lambda name: _is_club(name))


def _is_club(name: str) -> bool:
    """Words for byes and those that belong to a score are no names."""
    with suppress(WrongLine):
        return not {*KEYWORDS, *meanings("byes")} & set(name.casefold().split()) and bool(club_name(name))
    return False


SCORES = st.builds(Score, st.integers(0, 99), st.integers(0, 99))
DATES = st.one_of(
    st.dates(date(1000, 1, 1), date(9999, 12, 31)).map(lambda day: PartialDate(day.year, day.month, day.day)),
    st.builds(PartialDate, st.integers(1000, 9999), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1000, 9999)),
)
MINUTES = st.builds(Minute, st.integers(1, 120), st.integers(0, 9), st.booleans())
SCORERS = st.one_of(
    st.builds(Scorer, NAME, st.lists(MINUTES, max_size=4).map(tuple), st.none(), st.booleans()),
    st.builds(Scorer, NAME, st.just(()), st.integers(1, 9), st.booleans(), st.booleans()),
)


@st.composite
def match_lines(draw: Callable[..., object]) -> MatchLine:
    clubs = st.lists(CLUB, min_size=2, max_size=2, unique_by=str.casefold)
    home, away = draw(clubs.filter(lambda pair: not _nested(pair)))
    status = draw(st.sampled_from(MatchStatus))
    unscored = (MatchStatus.WALKOVER, MatchStatus.CANCELLED, MatchStatus.FIXTURE)
    score = (
        None if status in unscored else draw(SCORES if status is MatchStatus.AWARDED else st.none() | SCORES)
    )
    played = status is MatchStatus.PLAYED
    scorers = st.lists(SCORERS, max_size=4).map(tuple) if played and score else st.just(())
    extra_time = status not in unscored and draw(st.booleans())
    full_time = draw(SCORES | st.none()) if extra_time else None
    halved = status not in unscored and (full_time is not None or not extra_time)
    return MatchLine(
        home=home,
        away=away,
        score=score,
        status=status,
        date=draw(st.none() | DATES),
        extra_time=extra_time,
        shoot_out=None
        if status in unscored
        else draw(st.none() | SCORES.filter(lambda score: not score.level)),
        full_time=full_time,
        half_time=draw(SCORES | st.none()) if halved else None,
        replay=status not in unscored and draw(st.booleans()),
        lots=None if status in unscored else draw(st.sampled_from([None, home, away])),
        home_scorers=draw(scorers),
        away_scorers=draw(scorers),
        home_others=played and score is not None and draw(st.booleans()),
        away_others=played and score is not None and draw(st.booleans()),
        venue=draw(st.none() | NAME),
        attendance=draw(st.none() | st.integers(0, 200_000)),
        referee=draw(st.none() | NAME),
        advanced=draw(st.sampled_from([None, home, away])),
        notes=draw(st.lists(NAME, max_size=3).map(tuple)),
    )


def _nested(pair: list[str]) -> bool:
    """Casefolding that makes one name the beginning of the other is no case of real files."""
    first, second = (name.casefold() for name in pair)
    return first.startswith(second) or second.startswith(first)


COUNTED = {
    "num teams",
    "matches",
    "goals",
    "year",
    "scoring leader",
    "points for a win",
    "away goals",
}  # claims with a form of their own
KEY = WORD.filter(lambda key: key.casefold() not in COUNTED)
ROWS = st.builds(GivenRow, CLUB, *[st.integers(0, 99)] * 4, SCORES, st.integers(-9, 99))
ROUNDS = st.lists(
    st.builds(
        RoundSection,
        NAME,
        st.lists(match_lines(), min_size=1, max_size=3).map(tuple),
        st.lists(CLUB, max_size=3).map(tuple),
        st.lists(ROWS, max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda section: section.name,
).map(tuple)
LABELS = st.integers(1000, 9000).flatmap(
    lambda year: st.sampled_from([Label(year, year), Label(year, year + 1)])
)
SEASONS = st.builds(
    SeasonFile,
    LABELS,
    NAME,
    st.lists(st.builds(Claim, KEY, NAME), max_size=3).map(tuple),
    st.lists(
        NAME.filter(lambda text: text.casefold() != "infobox").map(lambda text: f"{text}."), max_size=2
    ).map(tuple),
    ROUNDS,
)


@given(SEASONS)
def test_written_editions_read_back_equal(season: SeasonFile) -> None:
    assert parse_season(write_season(season), "x.txt") == season


@pytest.mark.parametrize("name", ["1992.txt", "1993.txt"])
def test_our_own_files_read_back_equal(name: str) -> None:
    season = parse_season(resources.files("seeds").joinpath(name).read_bytes(), name)
    assert parse_season(write_season(season), name) == season


PIECES = st.sampled_from(
    [
        *(
            "= 1993 Cup =",
            "==R==",
            "==",
            "=",
            "Infobox",
            "- Goals: 3",
            "- Scoring Leader: A (B) 3",
            "8 May 1993",
        ),
        *(
            "A 2-1 B",
            "A (w/o) B",
            "  A: X 3'",
            "  A: (o.g.)",
            "  Venue: V",
            "(",
            ")",
            ",",
            "'",
            "-",
            ":",
            "\t",
        ),
    ]
)


@given(
    st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=12), st.sampled_from(["\n", " ", "\r\n", ""])
)
def test_no_text_raises_anything_but_its_own_errors(pieces: list[str], between: str) -> None:
    check(between.join(pieces))
    check("= 1993 Cup =\n==R==\n" + between.join(pieces))


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_their_own_errors(data: bytes) -> None:
    check(data)


def check(data: str | bytes) -> None:
    problems: tuple[Problem, ...] | None = None
    try:
        parse_season(data, "x.txt")
    except UnreadableFile as error:
        problems = error.problems
    if problems is not None:
        assert problems
        assert all(problem.line >= 1 and problem.wrong and problem.expected for problem in problems)
