"""A table of matches becomes a season file for each edition, whatever its columns are called."""

import csv
import io
from collections.abc import Sequence

import pytest

from store.cup.values import MatchStatus, Minute, PartialDate, Score
from store.seedfiles.match_table.parse import parse_table
from store.seedfiles.problems import UnreadableFile
from store.seedfiles.season import MatchLine, Scorer, SeasonFile

PATH = "Lakeland Cup.csv"


def read(*lines: str) -> tuple[SeasonFile, ...]:
    return parse_table("\n".join(lines) + "\n", PATH)


def match_of(header: str, row: str) -> MatchLine:
    """The only match of a table with these further columns in a row of a final."""
    (season,) = read(f"Edition,Round,Home,Away,{header}", f"1993,Final,Ash Town,Birch United,{row}")
    return season.rounds[0].matches[0]


def problems(*lines: str) -> list[str]:
    with pytest.raises(UnreadableFile) as error:
        read(*lines)
    return [str(problem) for problem in error.value.problems]


def test_the_least_table_is_date_round_home_score_and_away() -> None:
    (season,) = read(
        "Date,Round,Home,Score,Away",
        "1993-10-01,Semi-finals,Ash Town,2-1,Cedar City",
        "1993-10-02,Semi-finals,Birch United,0-1,Dogwood",
        "1993-11-08,Final,Ash Town,4-2,Dogwood",
    )
    assert (str(season.label), season.competition) == ("1993", "Lakeland Cup")
    assert [(section.name, len(section.matches)) for section in season.rounds] == [
        ("Semi-finals", 2),
        ("Final", 1),
    ]
    final = season.rounds[1].matches[0]
    assert (final.home, final.away, final.score) == ("Ash Town", "Dogwood", Score(4, 2))
    assert (final.date, final.line) == (PartialDate(1993, 11, 8), 4)


@pytest.mark.parametrize(
    ("header", "sign"),
    [
        ("Season,Date,Round,Home Team,Away Team,Home Goals,Away Goals", ","),
        ("Season;Date;Stage;home_team;away_team;FTHG;FTAG", ";"),
        ("YEAR\tMatch date\tPhase\tTeam 1\tTeam 2\tHG\tAG", "\t"),
        ("Сезон;Дата;Раунд;Хозяева;Гости;Голы хозяев;Голы гостей", ";"),
        ("edition,date,round,home,visitor,hgoal,vgoal", ","),
        ("Saison;Datum;Runde;Heim;Gast;home goals;away goals", ";"),
    ],
)
def test_columns_are_called_as_people_call_them(header: str, sign: str) -> None:
    (season,) = read(header, sign.join(["1993", "8.11.1993", "Final", "Ash", "Birch", "2", "1"]))
    match = season.rounds[0].matches[0]
    assert (match.home, match.away, match.score) == ("Ash", "Birch", Score(2, 1))
    assert match.date == PartialDate(1993, 11, 8)
    assert season.left_out == ()


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("2-1", {"score": Score(2, 1)}),
        ("2:1", {"score": Score(2, 1)}),
        ("2–1", {"score": Score(2, 1)}),
        ("2 - 1", {"score": Score(2, 1)}),
        ("2-1 a.e.t.", {"score": Score(2, 1), "extra_time": True}),
        ("1-1 (4-3 p)", {"score": Score(1, 1), "shoot_out": Score(4, 3)}),
        ('"1:1 (д.в., пен. 5:4)"', {"score": Score(1, 1), "shoot_out": Score(5, 4), "extra_time": True}),
        ("4-3 pen. 1-1 a.e.t.", {"score": Score(1, 1), "shoot_out": Score(4, 3), "extra_time": True}),
        ("2-1 (1-0)", {"score": Score(2, 1), "half_time": Score(1, 0)}),
        ("3-0 awarded", {"score": Score(3, 0), "status": MatchStatus.AWARDED}),
        ("w/o", {"score": None, "status": MatchStatus.WALKOVER}),
        ("+:-", {"score": None, "status": MatchStatus.WALKOVER, "home": "Ash Town"}),
        ("-:+", {"score": None, "status": MatchStatus.WALKOVER, "home": "Birch United"}),
        ("cancelled", {"score": None, "status": MatchStatus.CANCELLED}),
        ("?-?", {"score": None, "status": MatchStatus.PLAYED}),
        ("", {"score": None, "status": MatchStatus.FIXTURE}),
        ("NA", {"score": None, "status": MatchStatus.FIXTURE}),
    ],
)
def test_a_score_says_all_that_people_write_into_it(score: str, expected: dict[str, object]) -> None:
    match = match_of("Score", score)
    assert {name: getattr(match, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Score,aet", "1-0,yes", {"extra_time": True}),
        ("Score,aet", "1-0,no", {"extra_time": False}),
        ("Score,Extra time", "1-0,0", {"extra_time": False}),
        ("FT,ET", "1-1,2-1", {"score": Score(2, 1), "full_time": Score(1, 1), "extra_time": True}),
        ("Score,Pens", "1-1,4-3", {"shoot_out": Score(4, 3)}),
        ("Score,Pens", "1-1,4-3 Birch United", {"shoot_out": Score(3, 4)}),
        ("Score,Penalties", "2-1,0-0", {"shoot_out": None}),
        ("Score,Penalties", "2-1,no", {"shoot_out": None}),
        ("Score,Home pens,Away pens", "1-1,5,4", {"shoot_out": Score(5, 4)}),
        ("Score,HT", "2-1,1-0", {"half_time": Score(1, 0)}),
        ("FTHG,FTAG,HTHG,HTAG", "2,1,1,0", {"score": Score(2, 1), "half_time": Score(1, 0)}),
        ("home_score,away_score", "2.0,1.0", {"score": Score(2, 1)}),
        ("Score,Result,FTHG,FTAG", "2-1,home win,2,1", {"score": Score(2, 1)}),
        ("Result", "2-1", {"score": Score(2, 1)}),
        ("Score,Status", ",walkover", {"status": MatchStatus.WALKOVER, "home": "Ash Town"}),
        ("Score,Winner", "w/o,Birch United", {"status": MatchStatus.WALKOVER, "home": "Birch United"}),
        ("Score,Status", "0-3,walkover", {"status": MatchStatus.AWARDED, "score": Score(0, 3)}),
        ("Score,Status", "+:-,walkover", {"status": MatchStatus.WALKOVER, "home": "Ash Town"}),
        ("Score,Status", "1-0,abandoned", {"status": MatchStatus.ABANDONED, "score": Score(1, 0)}),
        ("Score,Status", "1-0,Finished", {"status": MatchStatus.PLAYED, "score": Score(1, 0)}),
        ("Score,Replay", "1-0,yes", {"replay": True}),
        ("Score,Tie", "1-0,replay2", {"replay": True}),
        ("Score,Tie", "1-0,1", {"replay": False}),
        ("Score,Winner", "1-1,birch united", {"advanced": "Birch United"}),
        ("Score,Winner", "2-1,Ash Town", {"advanced": None}),
        ("Score,Winner", "1-1,draw", {"advanced": None}),
        ("Score,Went through", "2-1,Birch United", {"advanced": "Birch United"}),
        ("Score,Stadium,City", "2-1,Old Ground,Lakeside", {"venue": "Old Ground, Lakeside"}),
        ("Score,Venue,City", '2-1,"Old Ground, Lakeside",Lakeside', {"venue": "Old Ground, Lakeside"}),
        ("Score,City", "2-1,Lakeside", {"venue": "Lakeside"}),
        ("Score,Attendance", '2-1,"12,345"', {"attendance": 12345}),
        ("Score,Crowd", "2-1,12 345", {"attendance": 12345}),
        ("Score,Referee", "2-1,A. Whistle", {"referee": "A. Whistle"}),
        ("Score,Notes", "2-1,First cup for Ash.", {"notes": ("First cup for Ash.",)}),
        ("Score,Scorers", "2-1,\"Elm 3' 9'; Fir 45+2' (pen.)\"", {
            "home_scorers": (Scorer("Elm", (Minute(3), Minute(9))),),
            "away_scorers": (Scorer("Fir", (Minute(45, 2, penalty=True),)),),
        }),
        ("Score,Home scorers,Away scorers", "2-1,Elm (2),?", {
            "home_scorers": (Scorer("Elm", count=2),), "away_others": True,
        }),
        ("Score,Home scorers", "2-1,Elm 3'; Fir 9'", {
            "home_scorers": (Scorer("Elm", (Minute(3),)), Scorer("Fir", (Minute(9),))),
        }),
    ],
)  # fmt: skip
def test_what_else_is_there(header: str, row: str, expected: dict[str, object]) -> None:
    match = match_of(header, row)
    assert {name: getattr(match, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1993-11-08", "1993-11-08"),
        ("1993-11-08 15:00:00", "1993-11-08"),
        ("1993-11-08T15:00:00Z", "1993-11-08"),
        ("1993/11/08", "1993-11-08"),
        ("08.11.1993", "1993-11-08"),
        ("8.11.93", "1993-11-08"),
        ("08.11.", "1993-11-08"),
        ("25/11/1993", "1993-11-25"),
        ("11/25/1993", "1993-11-25"),
        ("8 November 1993", "1993-11-08"),
        ("8 Nov 93", "1993-11-08"),
        ("8-Nov-1993", "1993-11-08"),
        ("Mon 8 Nov 1993", "1993-11-08"),
        ('"Nov 8, 1993"', "1993-11-08"),
        ("8th November 1993", "1993-11-08"),
        ("8 ноября 1993 г.", "1993-11-08"),
        ("8 қараша 1993", "1993-11-08"),
        ("8 November", "1993-11-08"),
        ("13 Jul 1993 - 15:00 ", "1993-07-13"),
        ("? November 1993", "1993-11"),
        ("November 1993", "1993-11"),
        ("1993-11", "1993-11"),
        ("1993", "1993"),
        ("20 Jule 1993", "1993-07-20"),
    ],
)
def test_dates_as_they_are_written(written: str, expected: str) -> None:
    assert str(match_of("Date,Score", f"{written},2-1").date) == expected


def test_one_date_tells_the_order_of_day_and_month_in_all() -> None:
    def dates(*written: str) -> list[str]:
        rows = [f"1993,Round 1,Club {n},Rival {n},2-1,{text}" for n, text in enumerate(written)]
        (season,) = read("Edition,Round,Home,Away,Score,Date", *rows)
        return sorted(str(match.date) for match in season.rounds[0].matches)

    assert dates("3/4/1993", "25/4/1993") == ["1993-04-03", "1993-04-25"]
    assert dates("3/4/1993", "4/25/1993") == ["1993-03-04", "1993-04-25"]


def test_an_edition_ends_with_its_final_where_no_column_names_it() -> None:
    rows = [
        "1996-09-01,Semi-finals,Ash,1-0,Birch",
        "1997-05-01,Final,Ash,0-0,Cedar",
        "1997-05-08,Final,Cedar,1-0,Ash",
        "1997-09-01,Semi-finals,Birch,1-0,Cedar",
        "1997-11-01,Final,Birch,3-0,Ash",
        "1998-11-01,Final,Ash,3-0,Birch",
    ]
    seasons = read("Date,Round,Home,Score,Away", *reversed(rows))
    assert [(str(season.label), len(season.rounds)) for season in seasons] == [
        ("1996–97", 2),
        ("1997", 2),
        ("1998", 1),
    ]
    assert [match.home for match in seasons[0].rounds[1].matches] == ["Ash", "Cedar"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1993", "1993"),
        ("1996-97", "1996–97"),
        ("1996/1997", "1996–97"),
        ("1993.0", "1993"),
        ("Cup 1993", "1993"),
    ],
)
def test_editions_as_they_are_written(written: str, expected: str) -> None:
    (season,) = read("Season,Round,Home,Away,Score", f"{written},Final,Ash,Birch,1-0")
    assert str(season.label) == expected


def test_a_year_whose_matches_go_on_into_the_next_is_an_edition_over_both() -> None:
    (season,) = read(
        "Season,Date,Round,Home,Away,Score",
        "1871,1871-11-11,1,Ash,Birch,1-0",
        "1871,1872-03-16,f,Ash,Cedar,1-0",
    )
    assert str(season.label) == "1871–72"
    (late,) = read("Season,Date,Round,Home,Away,Score", "2020,2021-03-16,f,Ash,Cedar,1-0")
    assert str(late.label) == "2020"


def test_an_edition_may_stand_in_the_name_of_the_competition() -> None:
    (season,) = read("tournament_name,Round,Home,Away,Score", "1930 Lakeland Cup,Final,Ash,Birch,1-0")
    assert str(season.label) == "1930"


def test_only_matches_of_this_cup_are_read() -> None:
    (season,) = read(
        "Cup,Season,Round,Home,Away,Score",
        "Lakeland Cup,1993,Final,Ash,Birch,1-0",
        "Super Cup,1993,Final,Ash,Cedar,nonsense",
    )
    assert [match.away for match in season.rounds[0].matches] == ["Birch"]
    assert season.left_out == (("matches of other cups", 1),)


def rounds_of(*names: str, dates: Sequence[str] = ()) -> list[str]:
    given = dates or [""] * len(names)
    rows = [
        f"1993,{when},{name},Ash {n},Birch {n},1-0"
        for n, (name, when) in enumerate(zip(names, given, strict=True))
    ]
    (season,) = read("Season,Date,Round,Home,Away,Score", *rows)
    return [section.name for section in season.rounds]


def test_rounds_are_in_the_order_of_play() -> None:
    assert rounds_of("Final", "Semi-finals", "Round 2", "Round 1") == [
        "Round 1",
        "Round 2",
        "Semi-finals",
        "Final",
    ]
    dates = ["1993-09-01", "1993-04-01", "1993-06-01", "1993-05-01"]
    assert rounds_of("Final", "Zonal round", "Group A", "Play-offs", dates=dates) == [
        "Zonal round",
        "Play-offs",
        "Group A",
        "Final",
    ]
    assert rounds_of("Final", "Last stage but one", "Opening") == ["Opening", "Last stage but one", "Final"]
    assert rounds_of("Opening", "Last stage but one", "Final") == ["Opening", "Last stage but one", "Final"]


def test_rounds_by_signs_have_names() -> None:
    assert rounds_of("1", "1/8", "q", "1/2", "f") == [
        "Round 1",
        "Round of 16",
        "Quarter-finals",
        "Semi-finals",
        "Final",
    ]


def test_a_group_is_the_round_as_long_as_that_is_its_stage() -> None:
    (season,) = read(
        "Season,Stage,Group,Home,Away,Score",
        "1993,Group stage,B,Ash,Birch,1-0",
        "1993,Final,not applicable,Ash,Cedar,1-0",
    )
    assert [section.name for section in season.rounds] == ["Group B", "Final"]


def test_byes() -> None:
    (season,) = read(
        "Season,Round,Home,Away,Score,Status",
        "1993,1,Ash,Bye,,",
        "1993,1,Birch,NA,NA,Bye",
        "1993,1,Cedar,Dogwood,1-0,",
    )
    assert season.rounds[0].byes == ("Ash", "Birch")
    assert len(season.rounds[0].matches) == 1


def test_names_of_clubs_may_have_brackets() -> None:
    (season,) = read("Season,Round,Home,Away,Score", "1993,Final,Rangers (London),River Plate (URU),1-0")
    match = season.rounds[0].matches[0]
    assert (match.home, match.away) == ("Rangers (London)", "River Plate (URU)")


def test_sources_are_those_of_the_edition() -> None:
    (season,) = read(
        "Season,Round,Home,Away,Score,Source",
        "1993,Semi-final,Ash,Birch,1-0,Lakeland Press",
        "1993,Semi-final,Cedar,Dogwood,1-0,The Annals",
        "1993,Final,Ash,Cedar,1-0,Lakeland Press",
    )
    assert season.values("Source") == ("Lakeland Press", "The Annals")


def test_columns_that_have_no_place_are_named() -> None:
    (season,) = read("Season,Round,Home,Away,Score,Weather,", "1993,Final,Ash,Birch,1-0,rain,")
    assert season.left_out == (("columns without a place here (Weather, G)", 2),)


def test_of_two_columns_about_one_thing_the_usual_one_is_read() -> None:
    (season,) = read("Season,Round,Home club,Home,Away,Score", "1993,Final,ash,Ash Town,Birch,1-0")
    assert season.rounds[0].matches[0].home == "Ash Town"
    assert season.left_out == (("columns without a place here (Home club)", 1),)


def test_blank_rows_and_a_line_for_the_spreadsheet_are_no_rows() -> None:
    (season,) = read("sep=;", "Season;Round;Home;Away;Score", ";;;;", "", "1993;Final;Ash;Birch;1-0")
    assert season.rounds[0].matches[0].line == 5


def test_a_cell_over_two_lines_is_one_row() -> None:
    (season,) = read(
        "Season,Round,Home,Away,Score,Note", '1993,SF,Ash,Birch,1-0,"in', 'rain"', "1993,F,Ash,Cedar,1-0,"
    )
    assert season.rounds[0].matches[0].notes == ("in rain",)
    assert season.rounds[1].matches[0].line == 3


def test_a_text_that_our_export_made_harmless_is_what_it_was() -> None:
    assert match_of("Score,Note", "1-0,'=1+1").notes == ("=1+1",)


HEADER = "Season,Date,Round,Home,Away,Score,HG,AG,Pens,Status,Winner,Attendance,aet,HT,Scorers,Referee,Group"
GOOD = ["1993", "1993-11-08", "Final", "Ash", "Birch", "2-1", "", "", "", "", "", "", "", "", "", "", ""]
WRONG = {
    "A 'Season': 'x' is no edition": {"Season": "x"},
    "B 'Date': '1993-02-30'": {"Date": "1993-02-30"},
    "B 'Date': 'soon'": {"Date": "soon"},
    "B 'Date': '03/04/1993'": {"Date": "03/04/1993"},
    "B 'Date': '34281'": {"Date": "34281"},
    "B 'Date': '1983-11-08' in the edition 1993": {"Date": "1983-11-08"},
    "C 'Round': empty": {"Round": ""},
    "C 'Round': '01.авг', a date for a round": {"Round": "01.авг"},
    "D 'Home': empty": {"Home": ""},
    "E 'Away': empty": {"Away": "NA"},
    "E 'Away': 'ash' against itself": {"Away": "ash"},
    "D 'Home': '2-1' for a club": {"Home": "2-1"},
    "F 'Score': '2-Jan', a date for a score": {"Score": "2-Jan"},
    "F 'Score': '02.01.2026', a date for a score": {"Score": "02.01.2026"},
    "F 'Score': 'two' is no score": {"Score": "two"},
    "F 'Score': '2' is no score": {"Score": "2"},
    "F 'Score': '-2-1' is no score": {"Score": "-2-1"},
    "F 'Score': '2-1', but the goals are 2 and 2": {"HG": "2", "AG": "2"},
    "H 'AG': empty": {"Score": "", "HG": "2"},
    "G 'HG': '1.5'": {"Score": "", "HG": "1.5", "AG": "2"},
    "I 'Pens': a level shoot-out 4-4": {"Score": "1-1", "Pens": "4-4"},
    "I 'Pens': '4-3 Cedar'": {"Score": "1-1", "Pens": "4-3 Cedar"},
    "J 'Status': 'odd'": {"Status": "odd"},
    "J 'Status': 'cancelled' of a match with a score": {"Status": "cancelled"},
    "K 'Winner': 'Cedar', who did not play": {"Winner": "Cedar"},
    "K 'Winner': 'Birch', but the score is of 'Ash'": {"Winner": "Birch"},
    "L 'Attendance': 'many'": {"Attendance": "many"},
    "L 'Attendance': '-5'": {"Attendance": "-5"},
    "M 'aet': 'perhaps'": {"aet": "perhaps"},
    "N 'HT': '1'": {"HT": "1"},
    "O 'Scorers': cannot read 'Elm 200'; Fir 3''": {"Scorers": "Elm 200'; Fir 3'"},
    "O 'Scorers': scorers of a match without a score": {"Score": "w/o", "Scorers": "Elm; Fir"},
    "P 'Referee': a referee of 201 characters": {"Referee": "x" * 201},
}


def table_of(rows: Sequence[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()


def test_each_wrong_row_is_named_by_row_and_column_and_all_at_once() -> None:
    names = HEADER.split(",")
    rows = []
    for number, changes in enumerate(WRONG.values()):
        row = dict(zip(names, GOOD, strict=True)) | {"Home": f"Club {number}"} | changes
        if changes.get("Away") == "ash":
            row["Home"] = "Ash"
        row["Winner"] = row["Winner"].replace("Ash", row["Home"])
        rows.append(list(row.values()))
    with pytest.raises(UnreadableFile) as error:
        parse_table(table_of([names, *rows]), PATH)
    said = [str(problem) for problem in error.value.problems]
    assert len(said) == len(WRONG)
    for number, (wrong, one) in enumerate(zip(WRONG, said, strict=True), start=2):
        expected = wrong.replace("of 'Ash'", f"of 'Club {number - 2}'")
        assert one.startswith(f"{PATH}:{number}: column {expected}"), one
        assert ", expected " in one


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Season,Round,Home,Away", "1993,Final,Ash,Birch"], "1: no column for the score"),
        (["Season,Home,Away,Score", "1993,Ash,Birch,1-0"], "1: no column for the round"),
        (["Round,Score", "Final,1-0"], "1: no column for the home and the away"),
        (["1993,Final,Ash,Birch,1-0"], "1: no row with the names of the columns"),
        ([""], "1: no row with the names of the columns"),
        (["Season,Round,Home,Away,Score"], "1: no match in the table"),
        (["Season,Round,Home,Home,Away,Score"], "1: columns C and D 'Home' of one name"),
        (["Season,Round,Home,Away,HG"], "1: a column for the goals of one side"),
        (["Season,Round,Home,Away,Score", '1993,Final,"Ash,Birch,1-0'], "2: a quotation mark that"),
        (["Season,Round,Home,Away,Score", '1993,Final,"Ash" Town,Birch,1-0'], "2: a quotation mark"),
        (["Season,Round,Home,Away,Score", "1993,Final,Ash,Birch,1-0,7"], "2: column F: '7' behind the last"),
        (["Round,Home,Away,Score", "Final,Ash,Birch,1-0"], "2: column B 'Home': no date"),
        (
            ["Season,Round,Home,Away,Score", ",Final,Ash,Birch,1-0", "1993,Final,A,B,1-0"],
            "2: column A 'Season': no edition",
        ),
        (
            ["Season,Round,Home,Away,Score", "1993,SF,Ash,Birch,1-0", "1993,SF,Ash,Birch,1-0"],
            "3: the match of row 2 again",
        ),
        (
            ["Date,Round,Home,Away,Score", "1990-01-01,SF,Ash,Birch,1-0", "1993-01-01,F,Ash,Birch,1-0"],
            "2: column A 'Date': no final from 1990-01-01 to 1993-01-01",
        ),
        (
            ["Date,Round,Home,Away,Score", "1990-01-01,F,Ash,Birch,1-0", "1990-11-01,F,Ash,Birch,1-0"],
            "3: column A 'Date': a second cup in 1990",
        ),
        (
            ["Cup,Season,Round,Home,Away,Score", "A Cup,1993,F,Ash,Birch,1-0", "B Cup,1993,F,Ash,Birch,1-0"],
            "1: column A 'Cup': 2 cups, of which none is 'Lakeland Cup', expected the name of one of them: ",
        ),
        (
            ["Season,Round,Home,Away,Score", *(f"1993,Stage {n},Ash,Birch,1-0" for n in range(41))],
            "2: 41 rounds in 1993",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_as_a_whole(lines: list[str], expected: str) -> None:
    found = problems(*lines)
    assert len(found) == 1
    assert found[0].startswith(f"{PATH}:{expected}")


def test_problems_of_many_rows_are_told_up_to_a_limit() -> None:
    rows = [f"1993,Final,Ash {n},Birch,x" for n in range(150)]
    assert len(problems("Season,Round,Home,Away,Score", *rows)) == 100
