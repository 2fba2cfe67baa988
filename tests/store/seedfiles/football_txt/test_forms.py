"""Football.TXT: less usual forms, as they stand in openfootball's files, and lines that look like another
kind."""

import pytest

from store.cup.values import MatchStatus, Minute, PartialDate, Score
from store.seedfiles.season import Scorer
from tests.store.seedfiles.football_txt.test_parse import HEAD, match_of, problems, read


@pytest.mark.parametrize(
    ("lines", "score", "shoot_out", "extra_time"),
    [
        ("Red 1-1 Blue  [4-3 pen]", Score(1, 1), Score(4, 3), False),
        ("Red 1-1 Blue\n   (4-3 pen)", Score(1, 1), Score(4, 3), False),
        ("Red 1-1 Blue\n   [4-3 pen.]", Score(1, 1), Score(4, 3), False),
        ("Red 1-1 Blue\n   [aet; 4-3 on pens]", Score(1, 1), Score(4, 3), True),
        ("Red 1-1 Blue\n   (aet, 4-3 pen)", Score(1, 1), Score(4, 3), True),
        ("Red 2-1 Blue\n   (aet)", Score(2, 1), None, True),
        ("Red 2-1 Blue\n   [a.e.t.]", Score(2, 1), None, True),
        ("Red 5-4 pen. Blue", None, Score(5, 4), False),
        ("Red v Blue  5-4 pen.", None, Score(5, 4), False),
        ("Red 2-2 5-4 pen. Blue", Score(2, 2), Score(5, 4), False),
        ("Match 5: Red 2-1 Blue", Score(2, 1), None, False),
        ("Red   1-0   Blue   (1-0)", Score(1, 0), None, False),
    ],
)
def test_marks_beside_and_below_a_score(
    lines: str, score: Score | None, shoot_out: Score | None, extra_time: bool
) -> None:
    match = match_of(lines)
    assert (match.home, match.away, match.status) == ("Red", "Blue", MatchStatus.PLAYED)
    assert (match.score, match.shoot_out, match.extra_time) == (score, shoot_out, extra_time)


def test_a_status_below_a_match() -> None:
    assert match_of("Red 3-0 Blue\n   [awarded; the other club did not come]").status is MatchStatus.AWARDED
    assert match_of("Red v Blue\n   [the other club did not come]").notes == ("the other club did not come",)


def test_how_a_goal_was_scored() -> None:
    match = match_of("Red 3-1 Blue\n  (Ash 19'p, Birch 40'o, Elm 3'h; Cole 70'f)")
    assert match.home_scorers == (
        Scorer("Ash", (Minute(19, penalty=True),)),
        Scorer("Birch", (Minute(40),), own_goal=True),
        Scorer("Elm", (Minute(3),)),
    )
    assert match.away_scorers == (Scorer("Cole", (Minute(70),)),)


@pytest.mark.parametrize(
    ("goals", "home"),
    [
        ("(Ash 2x; Cole)", (Scorer("Ash", count=2),)),
        ("(Ash (2) 19', 20'; Cole)", (Scorer("Ash", (Minute(19), Minute(20))),)),
        (
            "(Ash 19', Birch 20', Ash 30'; Cole)",
            (Scorer("Ash", (Minute(19), Minute(30))), Scorer("Birch", (Minute(20),))),
        ),
        ("(Ash (o.g.), Birch  Elm;)", (Scorer("Ash", own_goal=True), Scorer("Birch"), Scorer("Elm"))),
        ("(–; Cole 70')", ()),
    ],
)
def test_lists_of_goals(goals: str, home: tuple[Scorer, ...]) -> None:
    season = read(f"{HEAD}Red 3-1 Blue\n  {goals}\n")
    assert (season.rounds[0].matches[0].home_scorers, season.left_out) == (home, ())


@pytest.mark.parametrize(
    "goals",
    [
        "(1-0 Ash 19', 1-1 Cole 20', 2-1 Ash 30')",  # with the score as it went
        "((p) 19'; Cole 70')",
        "((og) 19'; Cole 70')",
        "(19'; Cole 70')",
        "(Ash 199'; Cole 70')",
        "(Ash 19'; Cole 70'; Elm 80')",
        "(Ash, Ash; Cole 70')",
        "(in the rain; before a crowd)",
        "(Ash 19' (x) 20'; Cole 70')",
        "(2x Ash; Cole 70')",
        "(Ash (2); x)",
    ],
)
def test_what_is_no_list_of_goals_is_left_out_and_counted(goals: str) -> None:
    season = read(f"{HEAD}Red 3-1 Blue\n  {goals}\n")
    (match,) = season.rounds[0].matches
    assert (match.home_scorers, match.away_scorers, season.left_out) == ((), (), (("lists of goals", 1),))


def test_what_belongs_to_no_match() -> None:
    season = read(f"{HEAD}W1 v W2  (Ash 19')\n  [a note]\nBlue 0-0 Gold\n")
    assert season.left_out == (("fixtures whose clubs are not known", 1), ("notes", 1))
    assert problems(f"{HEAD}W1 v W2\n(Ash 19')\nBlue 0-0 Gold\n")[0].startswith("x.txt:4: cannot read '(Ash")


def test_levels_of_headings_by_colons() -> None:
    season = read(f"{HEAD}A 1-0 B\n  ::: Lower half\nC 1-0 D\n:: Round 2\nA 1-0 C\n")
    assert [found.name for found in season.rounds] == ["Round 1", "Round 1, Lower half", "Round 2"]


def test_groups_that_are_defined_with_a_colon() -> None:
    season = read(
        "= Cup 2024/25\nGroup A: Red  Blue  Gold\nGroup B: Pink  Grey\n"
        "▪ Matchday 1\nRed 1-0 Blue\nPink 1-0 Grey\n"
    )
    assert [(found.name, len(found.matches)) for found in season.rounds] == [("Group A", 1), ("Group B", 1)]


def test_a_date_above_a_heading_holds_below_it() -> None:
    season = read("= Cup 2024/25\n▪ Round 1\nJun 1\nA 1-0 B\nJun 8\n▪ Final\nA 1-0 C\n▪ Other\nC 1-0 D\n")
    dates = [found.matches[0].date for found in season.rounds]
    assert dates == [PartialDate(2025, 6, 1), PartialDate(2025, 6, 8), None]


def test_a_group_of_five_is_not_two_groups() -> None:
    clubs = ["A", "B", "C", "D", "E"]
    pairs = [(one, other) for one in clubs for other in clubs if one < other]
    lines = "".join(f"{one} 1-0 {other}\n" for one, other in pairs)
    season = read(f"= Cup 2024/25\n▪ Group 1\n{lines}▪ Group 2\nX 1-0 Y\n▪ Group 1\nA 0-0 C\n")
    assert [(found.name, len(found.matches)) for found in season.rounds] == [("Group 1", 11), ("Group 2", 1)]


def test_groups_of_a_second_stage_with_the_names_of_the_first() -> None:
    stages = "▪ Group 1\nA 1-0 B\n▪ Group 2\nC 1-0 D\n▪ Group 1\nA 1-0 C\n▪ Final\nA 1-0 C\n"
    season = read(f"= Cup 2024/25\n{stages}")
    assert [found.name for found in season.rounds] == ["Group 1", "Group 2", "Group 1, second stage", "Final"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("A 1-0 B  C 2-1 D", "'B C 2-1 D' for a club, expected one space between the words of a name"),
        ("A 1-0 (0-0) 2-1 B", "a second score '2-1', expected one match in a line"),
        ("▪SF  Red - Blue 2-1", "a match in the line of a round 'SF Red - Blue 2-1', expected the match in"),
        ("Red " + "1-0 aet " * 1000, "cannot read 'Red 1-0 aet 1-0 aet"),
        ("A" + " a" * 3000 + " 1-0 B", "a club's name of 6001 characters, expected at most 80"),
        ("Red v " * 1000, "a club's name of 5993 characters, expected at most 80"),
        ("(" * 3000, "cannot read '((((("),
        ("Red 1-0 Blue " + "[x] " * 2000, "a club's name of 8000 characters, expected at most 80"),
        ("19:45 " * 1600, "cannot read '19:45 19:45"),
        ("@ " + " x" * 4000, "a ground of 7999 characters, expected at most"),
    ],
)
def test_a_line_that_is_read_in_one_go_or_refused(line: str, error: str) -> None:
    """Among them lines that a pattern with nested repeats would be busy with for minutes."""
    found = problems(f"{HEAD}{line}\n")[0]
    assert found.startswith(f"x.txt:3: {error}")


def test_a_wrong_weekday_moves_no_date_into_another_year() -> None:
    season = read("= Cup 2017\n▪ Semi-finals\nSat Mar 3 2017\nA 1-0 B\n▪ Final\nSun Jun 3\nA 1-0 C\n")
    assert season.rounds[1].matches[0].date == PartialDate(2017, 6, 3)
    played_on = read("= Cup 2020\n▪ Semi-finals\nTue Jan 5\nA 1-0 B\n▪ Final\nSat Jan 30\nA 1-0 C\n")
    assert played_on.rounds[1].matches[0].date == PartialDate(2021, 1, 30)
