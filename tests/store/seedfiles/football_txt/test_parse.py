"""Football.TXT: every kind of line, and that nothing becomes something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.cup.labels import Label
from store.cup.values import MatchStatus, Minute, PartialDate, Score
from store.importing.reading import read_seasons
from store.seedfiles.problems import UnreadableFile
from store.seedfiles.season import Claim, MatchLine, Scorer, SeasonFile

HEAD = "= Lakeland Cup 2024/25\n▪ Round 1\n"


def read(text: str) -> SeasonFile:
    return read_seasons(text, "x.txt")[0]


def match_of(lines: str, head: str = HEAD) -> MatchLine:
    """The only match of a file with these lines."""
    ((match,),) = [section.matches for section in read(f"{head}{lines}\n").rounds]
    return match


def problems(text: str) -> list[str]:
    with pytest.raises(UnreadableFile) as raised:
        read(text)
    return [str(problem) for problem in raised.value.problems]


A, B = "Red Town", "Blue Town"


@pytest.mark.parametrize(
    ("line", "match"),
    [
        ("Red Town  2-1 (1-0)  Blue Town", MatchLine(A, B, Score(2, 1), half_time=Score(1, 0))),
        ("Red Town   v Blue Town   2-1 (1-0)", MatchLine(A, B, Score(2, 1), half_time=Score(1, 0))),
        ("Red Town v Blue Town  2-1", MatchLine(A, B, Score(2, 1))),
        ("Red Town - Blue Town  2-1", MatchLine(A, B, Score(2, 1))),
        ("Red Town  2 - 1  Blue Town", MatchLine(A, B, Score(2, 1))),
        (
            "Red Town  2-1 a.e.t. (1-1, 0-1)  Blue Town",
            MatchLine(A, B, Score(2, 1), extra_time=True, full_time=Score(1, 1), half_time=Score(0, 1)),
        ),
        (
            "Red Town 2-1 aet/gg (1-1) Blue Town",
            MatchLine(A, B, Score(2, 1), extra_time=True, full_time=Score(1, 1)),
        ),
        (
            "Red Town v Blue Town  4-3 pen. 2-2 a.e.t. (1-1, 0-1)",
            MatchLine(
                *(A, B, Score(2, 2)),
                extra_time=True,
                shoot_out=Score(4, 3),
                full_time=Score(1, 1),
                half_time=Score(0, 1),
            ),
        ),
        (
            "Red Town 2-2 a.e.t., 4-3 pen. Blue Town",
            MatchLine(A, B, Score(2, 2), extra_time=True, shoot_out=Score(4, 3)),
        ),
        (
            "Red Town 2-2 Blue Town (aet, 4-3 pen)",
            MatchLine(A, B, Score(2, 2), extra_time=True, shoot_out=Score(4, 3)),
        ),
        (
            "Red Town v Blue Town  5-6 pen. (1-1, 0-1)",
            MatchLine(A, B, Score(1, 1), shoot_out=Score(5, 6), half_time=Score(0, 1)),
        ),
        ("19.45  Red Town v Blue Town  0-0", MatchLine(A, B, Score(0, 0))),
        ("17:00 UTC-3  Red Town 0-0 Blue Town", MatchLine(A, B, Score(0, 0))),
        ("20:45 CET (19:45 UTC±0)  LASK 0-0 USA", MatchLine("LASK", "USA", Score(0, 0))),
        ("18:00 LASK 0-0 USA", MatchLine("LASK", "USA", Score(0, 0))),
        ("(74)  Red Town 0-0 Blue Town", MatchLine(A, B, Score(0, 0))),
        (
            "(3) Sat Sep 14 18:00  Red Town 0-0 Blue Town  @ Lake Park, Northport   # holders",
            MatchLine(A, B, Score(0, 0), PartialDate(2024, 9, 14), venue="Lake Park, Northport"),
        ),
        (
            "June 8   @ London            Red Town          1-1 Blue Town",
            MatchLine(A, B, Score(1, 1), PartialDate(2025, 6, 8), venue="London"),
        ),
        (
            "Red Town 0-0 Blue Town @ Lake Park att: 18_000",
            MatchLine(A, B, Score(0, 0), venue="Lake Park", attendance=18000),
        ),
        ("Red Town  3-0  Blue Town  [awarded]", MatchLine(A, B, Score(3, 0), status=MatchStatus.AWARDED)),
        ("Red Town  3-0 awd  Blue Town", MatchLine(A, B, Score(3, 0), status=MatchStatus.AWARDED)),
        (
            "Red Town 1-2 Blue Town [abandoned at 51']",
            MatchLine(A, B, Score(1, 2), status=MatchStatus.ABANDONED),
        ),
        ("Red Town v Blue Town  [cancelled]", MatchLine(A, B, None, status=MatchStatus.CANCELLED)),
        (
            "Red Town n/p Blue Town  [cancelled; they withdrew]",
            MatchLine(A, B, None, status=MatchStatus.CANCELLED),
        ),
        ("Red Town v Blue Town  [postponed]", MatchLine(A, B, None, status=MatchStatus.FIXTURE)),
        ("Red Town w/o Blue Town", MatchLine(A, B, None, status=MatchStatus.WALKOVER)),
        ("18:00  Red Town  v Blue Town", MatchLine(A, B, None, status=MatchStatus.FIXTURE)),
        ("1899 Nord v 1. FC Süd 05  2-1", MatchLine("1899 Nord", "1. FC Süd 05", Score(2, 1))),
        (
            "Red Town (ENG) v Blue Town (SCO)  2-1",
            MatchLine("Red Town (ENG)", "Blue Town (SCO)", Score(2, 1)),
        ),
    ],
)
def test_lines_of_matches(line: str, match: MatchLine) -> None:
    assert match_of(f"    {line}") == match


@pytest.mark.parametrize(
    ("date", "label", "when"),
    [
        ("Fri Nov 3", "2024/25", PartialDate(2024, 11, 3)),
        ("Fri Nov/3", "2024/25", PartialDate(2024, 11, 3)),
        ("[Fri Nov/3]", "2024/25", PartialDate(2024, 11, 3)),
        ("Fri Mar/3", "2024/25", PartialDate(2025, 3, 3)),
        ("November 3", "1930", PartialDate(1930, 11, 3)),
        ("3 November", "1930", PartialDate(1930, 11, 3)),
        ("Th 26/3/26", "2026", PartialDate(2026, 3, 26)),
        ("25.07.2025", "2025/26", PartialDate(2025, 7, 25)),
        ("2025-07-25", "2025/26", PartialDate(2025, 7, 25)),
        ("Fri Nov 3 2023", "2023/24", PartialDate(2023, 11, 3)),
        ("Sa Jun 8 & 12", "2024", PartialDate(2024, 6, 8)),
        ("Sat May 31", "2024/25", PartialDate(2025, 5, 31)),
        ("Tue Jun 18", "2024/25", PartialDate(2024, 6, 18)),
        ("Sat Jan 30", "2020", PartialDate(2021, 1, 30)),
        ("26/3/00", "1999/00", PartialDate(2000, 3, 26)),
        ("10 July 26", "2026", PartialDate(2026, 7, 10)),
    ],
)
def test_dates(date: str, label: str, when: PartialDate) -> None:
    head = f"= Lakeland Cup {label}\n▪ Round 1\n"
    assert match_of(f"{date}\n  Red Town 1-0 Blue Town", head).date == when
    assert match_of(f"  {date}  18:00  Red Town 1-0 Blue Town", head).date == when


def test_a_date_holds_for_all_matches_below_it_and_years_follow() -> None:
    season = read(
        "= Cup 2018/19\n# Date    Fri Nov/9 2018 - Sat May/18 2019 (190d)\n"
        "» Group A\nFri Nov/9\nA 1-0 B\nB 1-0 A\nTue Jan/1\nA 1-0 B\n"
        "» Group B\nSat Nov/10\nC 1-0 D\n» Final\nA 1-0 C\n"
    )
    dates = [[str(match.date) for match in section.matches] for section in season.rounds]
    assert dates == [["2018-11-09", "2018-11-09", "2019-01-01"], ["2018-11-10"], ["None"]]
    assert problems("= Cup 1993\n▪ R\nFeb 29\nA 1-0 B\n") == [
        "x.txt:3: there is no 'Feb 29', expected a day of the calendar"
    ]


@pytest.mark.parametrize(
    ("goals", "home", "away"),
    [
        (
            "(Ash 19' Birch 42' (pen.), 87'; Cole 70')",
            (
                Scorer("Ash", (Minute(19),)),
                Scorer("Birch", (Minute(42, penalty=True), Minute(87))),
            ),
            (Scorer("Cole", (Minute(70),)),),
        ),
        (
            "(Ash 19, Birch 45+2;\n      Cole 70)",
            (Scorer("Ash", (Minute(19),)), Scorer("Birch", (Minute(45, 2),))),
            (Scorer("Cole", (Minute(70),)),),
        ),
        (
            "(Ash (2), Birch; Cole (og))",
            (Scorer("Ash", count=2), Scorer("Birch")),
            (Scorer("Cole", own_goal=True),),
        ),
        ("(-; Cole 90+1' (p))", (), (Scorer("Cole", (Minute(90, 1, penalty=True),)),)),
        ("(B. de la Ash 7'(p), Birch 90+5')", None, None),  # sides that are not parted, of 3-1
    ],
)
def test_goals(goals: str, home: tuple[Scorer, ...] | None, away: tuple[Scorer, ...] | None) -> None:
    season = read(f"{HEAD}Red Town 3-1 Blue Town\n    {goals}\n")
    match = season.rounds[0].matches[0]
    assert (match.home_scorers, match.away_scorers) == (home or (), away or ())
    assert season.left_out == (() if home is not None else (("lists of goals", 1),))
    alone = match_of("Red Town 0-2 Blue Town   (Ash 7', 8')")
    assert (alone.home_scorers, alone.away_scorers) == ((), (Scorer("Ash", (Minute(7), Minute(8))),))


def test_headings_of_every_form() -> None:
    season = read(
        "= Lakeland | Cup 2024/25   # in May\n# Teams    16\n# Matches   9\n## see elsewhere\n"
        "Group A  | Red Town   Blue Town\nGroup B  | Gold Town, Green Town\n"
        "▪ Matchday 1  | Jun 18-23\n"
        "▪ Preliminary round\nSilver Town bye\nRed Town 2-1 Black Town\n"
        "» Matchday 1\nRed Town 1-0 Blue Town\nGold Town 1-0 Green Town\nRed Town 0-0 Gold Town\n"
        "» League, Matchday 2\nBlue Town 1-0 Green Town\n"
        "» Finals, Semifinals\nRed Town 1-0 Gold Town\n"
        "== Championship\n▪ Semi-finals\n▪▪ First Legs\nA 1-0 B\n▪▪ Second Legs\nB 1-0 A\n"
        "Quarter-finals\nX 1-0 Y\n"
    )
    assert (season.label, season.competition) == (Label(2024, 2025), "Lakeland Cup")
    assert season.claims == (Claim("Num Teams", "16"), Claim("Matches", "9"))
    assert [(section.name, len(section.matches), section.byes) for section in season.rounds] == [
        ("Preliminary round", 1, ("Silver Town",)),
        ("Group A", 1, ()),
        ("Group B", 1, ()),
        ("League phase", 1, ()),
        ("League", 1, ()),
        ("Finals, Semifinals", 1, ()),
        ("Championship, Semi-finals, First Legs", 1, ()),
        ("Championship, Semi-finals, Second Legs", 1, ()),
        ("Championship, Quarter-finals", 1, ()),
    ]


def test_details_are_read_or_left_out_and_counted() -> None:
    season = read(
        f"{HEAD}June 14 20:00 @ Northport, Lake Park  att: 18_000\nRed Town 2-1 Blue Town\n"
        "   (Ash 19', 20'; Cole 70')\n"
        "   Red Town:  Elm - Oak, Fir [Y] (Yew 61'),\n              Box - Ivy\n"
        "   Blue Town: Ash;\n      Bay\n"
        "   Referee: Elm (LAK), Oak (LAK)\n   Penalties: Ash, Birch\n   Yellow cards: Ash\n   Weather: rain\n"
        "   [protest of Red Town, refused]\n   NB: in the rain\n   nb: a\n   nb: b\n"
        "Red Town - Gold Town\n▪ Round 2\nW73 v 2A\nWinner Group A v 3A/B/C\nN.N. v N.N.\nRed Town v TBD\n"
    )
    first, second = season.rounds[0].matches
    assert (first.date, first.venue, first.attendance) == (
        PartialDate(2025, 6, 14),
        "Northport, Lake Park",
        18000,
    )
    assert (first.referee, first.notes) == ("Elm (LAK)", ("protest of Red Town, refused", "in the rain", "a"))
    assert (second.venue, second.attendance, second.status) == (None, None, MatchStatus.FIXTURE)
    assert season.left_out == (
        ("fixtures whose clubs are not known", 4),
        ("line-ups", 2),
        ("lists of cards", 1),
        ("lists of penalty kicks", 1),
        ("notes", 1),
        ("other details", 1),
    )


def test_the_same_heading_again_goes_on() -> None:
    season = read("= World Cup 1986   # in May\n▪ Group A\nA 1-0 B\n= World Cup 1986\n▪ Final\nA 1-0 B\n")
    assert [section.name for section in season.rounds] == ["Group A", "Final"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("▪ Final\nA 1-0 B\n", "x.txt:1: no heading but '▪ Final', expected one such as '= Cup 2024/25'"),
        ("= Cup\n▪ Final\nA 1-0 B\n", "x.txt:1: no edition in the heading 'Cup', expected one such as"),
        ("# Cup 2024/25\n» Final\n", "x.txt:2: no heading but '» Final', expected"),
        ("= Cup 2024\nA 1-0 B\n", "x.txt:2: a match before any round, expected a line '▪ Round' above it"),
        ("= Cup 2024\n▪ Final\n  A1 v B2\n", "x.txt:4: no match between clubs that are known, expected"),
        (
            "= Cup 2024\n= Other 2024\n",
            "x.txt:2: a second heading 'Other 2024', expected one edition of one cup",
        ),
        (
            f"{HEAD}Red Town beat Blue Town\n",
            "x.txt:3: cannot read 'Red Town beat Blue Town', expected a round",
        ),
        (f"{HEAD}Red 1-0 Red\n", "x.txt:3: 'Red' against itself, expected two clubs"),
        (
            f"{HEAD}Red   Town 1-0 Blue\n",
            "x.txt:3: 'Red Town' for a club, expected one space between the words",
        ),
        (f"{HEAD}Red 4-4 pen. 1-1 Blue\n", "x.txt:3: a level shoot-out '4-4', expected a winner"),
        (
            f"{HEAD}June 8 @ Northport\nJune 9 @ Southport\nA 1-0 B\n",
            "x.txt:4: the ground 'Northport' with no match",
        ),
        (
            f"{HEAD}A 1-0 B\n(Ash 1'\n" + "Birch 2'\n" * 14,
            "x.txt:17: brackets that are not closed, expected ')'",
        ),
        (
            f"{HEAD}A 1-0 B # x\nB 1-0 C aet\n",
            "x.txt:4: 'aet' in 'C aet' for a club, expected marks in brackets",
        ),
    ],
)
def test_what_cannot_be_read_is_an_error_at_its_line(text: str, error: str) -> None:
    assert problems(text)[0].startswith(error)


PIECES = st.sampled_from(
    [
        *(
            "▪ Final",
            "» Group A | A  B",
            "A 2-1 B",
            "A v B 1-0 (1-0)",
            "(Ash 1'; Box 2'",
            "Jun 8",
            "@ Park",
            "# x",
        ),
        *(
            "Referee: X",
            "A:",
            "(1)",
            "19:45",
            "[awarded]",
            "W1 v W2",
            "A bye",
            "==",
            "= Cup 2024",
            "|",
            ";",
            "((",
        ),
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=10), st.sampled_from(["\n", " ", "  "]))
def test_no_text_raises_anything_but_its_own_errors(pieces: list[str], between: str) -> None:
    try:
        season = read("= Cup 2024/25\n▪ Round 1\n" + between.join(pieces))
    except UnreadableFile:
        return
    for section in season.rounds:
        for match in section.matches:
            assert not any(sign in f"{match.home} {match.away}" for sign in ("@", "#", "[", "|", "  "))
