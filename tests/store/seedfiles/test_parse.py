import pytest

from store.cup.labels import Label
from store.cup.values import Minute, PartialDate, Score
from store.seedfiles.lines import parse_leaders
from store.seedfiles.parse import parse_season
from store.seedfiles.problems import UnreadableFile
from store.seedfiles.season import Claim, Leader, MatchLine, RoundSection, Scorer


def read_match(lines: str) -> MatchLine:
    """The only match of a file with these lines below its only round."""
    season = parse_season(f"= 1993 Cup =\n==Round==\n{lines}", "x.txt")
    (section,) = season.rounds
    (match,) = section.matches
    return match


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(UnreadableFile) as raised:
        parse_season(text, "x.txt")
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("lines", "match"),
    [
        ("A 2-1 B", MatchLine("A", "B", Score(2, 1))),
        ("A 2–1 B", MatchLine("A", "B", Score(2, 1))),
        ("A 10-0 B", MatchLine("A", "B", Score(10, 0))),
        ("Kairat (w/o) Metallist", MatchLine("Kairat", "Metallist", None, walkover=True)),
        ("Kairat (w.o.) Metallist", MatchLine("Kairat", "Metallist", None, walkover=True)),
        ("Irtysh ?-? Aktobe", MatchLine("Irtysh", "Aktobe", None)),
        ("A ?–? (5-4 p) B", MatchLine("A", "B", None, shoot_out=Score(5, 4))),
        ("Azhar 2-2 (3-5 p) Bulat", MatchLine("Azhar", "Bulat", Score(2, 2), shoot_out=Score(3, 5))),
        ("A 2-1 (a.e.t.) B", MatchLine("A", "B", Score(2, 1), extra_time=True)),
        ("A 1-1 (a.e.t., 5-4 p) B", MatchLine("A", "B", Score(1, 1), extra_time=True, shoot_out=Score(5, 4))),
        ("Astana-1964 2-1 Kairat-2", MatchLine("Astana-1964", "Kairat-2", Score(2, 1))),
        ("Dinamo (Kyiv) 2-1 Dinamo (Minsk)", MatchLine("Dinamo (Kyiv)", "Dinamo (Minsk)", Score(2, 1))),
        ("საბურთალო 1-0 თბილისი", MatchLine("საბურთალო", "თბილისი", Score(1, 0))),
        ("الهلال ٢-١ النصر", MatchLine("الهلال", "النصر", Score(2, 1))),
        ("20 Jule 1993\nA 1-0 B", MatchLine("A", "B", Score(1, 0), PartialDate(1993, 7, 20))),
        ("? November 2012\nA 1-0 B", MatchLine("A", "B", Score(1, 0), PartialDate(2012, 11))),
        ("November 2012\nA 1-0 B", MatchLine("A", "B", Score(1, 0), PartialDate(2012, 11))),
        ("2012\nA 1-0 B", MatchLine("A", "B", Score(1, 0), PartialDate(2012))),
        (
            "A 1-0 B\n  Venue: Central Stadium, Almaty\n  Attendance: 1,000\n  Referee: X (Y)\n  Note: n\n",
            MatchLine(
                *("A", "B", Score(1, 0)),
                venue="Central Stadium, Almaty",
                attendance=1000,
                referee="X (Y)",
                notes=("n",),
            ),
        ),
        (
            "A 3-1 B\n  A: X 5', ?\n  B: ?",
            MatchLine(
                *("A", "B", Score(3, 1)),
                home_scorers=(Scorer("X", (Minute(5),)),),
                home_others=True,
                away_others=True,
            ),
        ),
        ("A 1-1 B\n  Advanced: b", MatchLine("A", "B", Score(1, 1), advanced="B")),
        # A club of that very name wins over the keyword.
        (
            "Venue 1-0 B\n  Venue: Petrov",
            MatchLine("Venue", "B", Score(1, 0), home_scorers=(Scorer("Petrov"),)),
        ),
    ],
)
def test_match_lines(lines: str, match: MatchLine) -> None:
    assert read_match(lines) == match


@pytest.mark.parametrize(
    ("names", "scorers"),
    [
        ("Lyashko , Myakishev", (Scorer("Lyashko"), Scorer("Myakishev"))),
        ("D.Imankulov", (Scorer("D.Imankulov"),)),
        ("Luchkin 30' 43' 70'", (Scorer("Luchkin", (Minute(30), Minute(43), Minute(70))),)),
        ("Luchkin 30′, 43’", (Scorer("Luchkin", (Minute(30), Minute(43))),)),
        ("Musataev (o.g.)", (Scorer("Musataev", own_goal=True),)),
        ("Musataev 12' (o.g.)", (Scorer("Musataev", (Minute(12),), own_goal=True),)),
        ("Gohou (2)", (Scorer("Gohou", count=2),)),
        ("Tattybayev 97' (pen.)", (Scorer("Tattybayev", (Minute(97, penalty=True),)),)),
        ("Tattybayev (pen.)", (Scorer("Tattybayev", penalty=True),)),
        ("Toshev 45+2'", (Scorer("Toshev", (Minute(45, 2),)),)),
        ("N'Diaye 30'", (Scorer("N'Diaye", (Minute(30),)),)),
        (", Volgin ,, Klimov,", (Scorer("Volgin"), Scorer("Klimov"))),
    ],
)
def test_scorers(names: str, scorers: tuple[Scorer, ...]) -> None:
    assert read_match(f"A 9-0 B\n  A: {names}").home_scorers == scorers


@pytest.mark.parametrize(
    ("value", "leaders"),
    [
        (
            "Roman Luchkin (Dostyk) 3 , Igor Butkov (Ansat) 3 , Nurken Mazbaev, (Taraz) 3",
            [("Roman Luchkin", "Dostyk", 3), ("Igor Butkov", "Ansat", 3), ("Nurken Mazbaev", "Taraz", 3)],
        ),
        (
            "Sergei Volgin (Kairat), 6 , Oleg Litvinenko (Fosfor) 6",
            [("Sergei Volgin", "Kairat", 6), ("Oleg Litvinenko", "Fosfor", 6)],
        ),
        ("Shaff 5", [("Shaff", None, 5)]),
        ("Vladimir Gurtuev (Taraz)", [("Vladimir Gurtuev", "Taraz", None)]),
        ("A B (X), C (Y) 3, D 2", [("A B", "X", None), ("C", "Y", 3), ("D", None, 2)]),
        ("", []),
    ],
)
def test_leaders(value: str, leaders: list[tuple[str, str | None, int]]) -> None:
    assert parse_leaders(Claim("Scoring Leader", value)) == [Leader(*leader) for leader in leaders]


def test_a_whole_file() -> None:
    season = parse_season(
        "\ufeff= 1996-97 Kazakhstan Cup =\r\n\r\nInfobox\r\n- Title: Kazakhstan Cup\r\n- Num Teams: 2\r\n\r\n"
        "Kairat won 2-1 against somebody.\r\n\r\n==Final==\r\n8 May 1997\r\nKairat 2-0 Vostok-Adil\r\n",
        "x.txt",
    )
    assert season.label == Label(1996, 1997)
    assert season.competition == "Kazakhstan Cup"
    assert season.claims == (Claim("Title", "Kazakhstan Cup"), Claim("Num Teams", "2"))
    assert season.summary == ("Kairat won 2-1 against somebody.",)
    match = MatchLine("Kairat", "Vostok-Adil", Score(2, 0), PartialDate(1997, 5, 8))
    assert season.rounds == (RoundSection("Final", (match,)),)
    assert (season.rounds[0].line, season.rounds[0].matches[0].line) == (9, 11)


def test_an_edition_that_was_not_held() -> None:
    season = parse_season("= 2020 Cup =\nInfobox\n- Status: not held\n- Reason: an epidemic\n", "x.txt")
    assert not season.held
    assert season.rounds == ()


ROUND = "= 1993 Cup =\n==R==\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "x.txt:1: an empty file, expected a heading such as '= 1993 Kazakhstan Cup ='"),
        ("A 1-0 B\n", "x.txt:1: no heading but 'A 1-0 B', expected a heading"),
        ("= Cup 1993 =\n", "x.txt:1: 'Cup' is no edition, expected"),
        ("= 1993 =\n", "x.txt:1: no competition in the heading, expected"),
        ("= 1993 Cup =\n", "x.txt:2: an edition without a tie, expected at least one"),
        (
            f"{ROUND}= 1994 Cup =\nA 1-0 B",
            "x.txt:3: a second heading '= 1994 Cup =', expected one edition a file",
        ),
        (
            "= 1993 Cup =\nA 1-0 B\n",
            "x.txt:2: a tie before any round: 'A 1-0 B', expected a line '==Round=='",
        ),
        ("= 1993 Cup =\n8 May 1993\n", "x.txt:2: a date before any round: '8 May 1993', expected"),
        (f"{ROUND}20 Juli 1993\nA 1-0 B", "x.txt:3: unknown month 'Juli', expected January to December"),
        (
            f"{ROUND}31 June 1993\nA 1-0 B",
            "x.txt:3: there is no 31 June 1993, expected a day of the calendar",
        ),
        (f"{ROUND}A 2-x B", "x.txt:3: '2-x' is no score, expected two numbers such as 2-1"),
        (f"{ROUND}A 2- B", "x.txt:3: '2-' is no score, expected"),
        (f"{ROUND}A beat B", "x.txt:3: cannot read 'A beat B', expected a date"),
        (f"{ROUND}A 1-0 A", "x.txt:3: 'A' against itself, expected two clubs"),
        (f"{ROUND}A 1-1 (3-3 p) B", "x.txt:3: a level shoot-out '3-3 p', expected a winner"),
        (f"{ROUND}A 1-1 (late) B", "x.txt:3: '(late)' behind the score, expected (a.e.t.)"),
        (
            f"{ROUND}A 1-1 B (3-5 p)",
            "x.txt:3: 'B (3-5 p)' for a club, expected extra time and shoot-out right behind",
        ),
        (f"{ROUND}8 May 1993 A 1-1 B", "x.txt:3: a date and a tie in one line: '8 May 1993 A', expected"),
        (f"{ROUND}8 May 1993\n", "x.txt:3: a date with no tie below it, expected"),
        (f"{ROUND}8 May 1993\n9 May 1993\nA 1-0 B", "x.txt:3: a date with no tie below it, expected"),
        (f"{ROUND}A 1-0 B\n==R==\n", "x.txt:4: a second round 'R', expected each round once"),
        (f"{ROUND}A 1-0 B\n  C: Petrov", "x.txt:4: 'C' plays no part in this tie, expected one of 'A', 'B'"),
        (f"{ROUND}  A: Petrov", "x.txt:3: 'A: Petrov' belongs to no tie, expected a tie in the line above"),
        (
            f"{ROUND}A 1-0 B\n  A: X\n  A: Y",
            "x.txt:5: a second line of scorers for 'A', expected one for each side",
        ),
        (f"{ROUND}A 2-0 B\n  A: X, ? 33'", "x.txt:4: '? 33'', expected a name, or '?' alone"),
        (f"{ROUND}A ?-? B\n  A: X", "x.txt:4: scorers of a match without a score, expected none"),
        (f"{ROUND}A (w/o) B\n  A: X", "x.txt:4: scorers of a walkover, expected none"),
        (f"{ROUND}A 1-0 B\n  A: X 12", "x.txt:4: cannot read the scorer 'X 12', expected"),
        (f"{ROUND}A 1-0 B\n  A: 12'", "x.txt:4: '12'' without a name, expected"),
        (f"{ROUND}A 1-0 B\n  A: X (2) 12'", "x.txt:4: a count beside 'X', expected minutes, or a number"),
        (f"{ROUND}A 1-0 B\n  Attendance: many", "x.txt:4: 'Attendance: many', expected a whole number"),
        (f"{ROUND}A 1-0 B\n  Advanced: C", "x.txt:4: 'Advanced: C', expected 'A' or 'B'"),
        (f"{ROUND}A 1-0 B\n  Venue:", "x.txt:4: 'Venue' without a value, expected"),
        ("= 1993 Cup =\nInfobox\n- Num Teams: many\n", "x.txt:3: 'Num Teams: many', expected a whole number"),
        (
            "= 1993 Cup =\nInfobox\n- Goals: 1\n- Goals: 1\n",
            "x.txt:4: 'Goals' a second time, expected it once",
        ),
        (
            "= 1993 Cup =\nInfobox\n- Scoring Leader: somebody\n",
            "x.txt:3: 'somebody' in 'Scoring Leader', expected 'Name (Club) goals'",
        ),
        (b"= 1993 Cup =\n\xff\xfe\n", "x.txt:2: not UTF-8 text, expected a text file in UTF-8"),
        ("= 1993 Cup =\n==R==\nA\x00 1-0 B\n", "x.txt:3: the control character U+0000, expected plain text"),
        (
            f"= 1993 Cup =\n{'x' * 5_000_000}\n",
            "x.txt:2: a line of 5000000 characters, expected at most 10000",
        ),
        (f"{ROUND}A 1-0 B\n  A: {'x, ' * 500}", "x.txt:4: a line of 1502 characters, expected at most 1200"),
        (f"{ROUND}A 1-0 B\n  A: X 500'", "x.txt:4: minute 500, expected at most 150"),
        (f"{ROUND}0000\nA 1-0 B", "x.txt:3: the year 0, expected a year"),
        (
            f"= 1993 Cup =\n{''.join(f'==R{n}==' + chr(10) for n in range(41))}",
            "x.txt:42: one round more, expected",
        ),
        (f"{ROUND}A 1-0 B\n" + "  Note: n\n" * 4, "x.txt:7: one 'Note' more, expected at most 3"),
        (f"{ROUND}{'A' * 81} 1-0 B", "x.txt:3: a club's name of 81 characters, expected at most 80"),
    ],
)
def test_errors_name_the_line(text: str | bytes, error: str) -> None:
    assert problems(text)[0].startswith(error)


def test_a_bad_line_brings_no_errors_of_the_lines_around_it() -> None:
    text = f"{ROUND}8 May 1993\nA 2-x B\n  A: X\n  Venue: V\n9 May 1993\nA 1-0 B\n  A: X"
    assert [error.split(",")[0] for error in problems(text)] == ["x.txt:4: '2-x' is no score"]


def test_prose_may_tell_a_score() -> None:
    text = "= 1993 Cup =\nIn the end Kairat beat Fosfor 5-1 in a final\nplayed in Almaty.\n==R==\nA 1-0 B"
    assert parse_season(text, "x.txt").summary == (
        "In the end Kairat beat Fosfor 5-1 in a final",
        "played in Almaty.",
    )


def test_all_errors_of_a_file_are_told() -> None:
    assert [error.split(",")[0] for error in problems(f"{ROUND}2 Juli 1993\nA 2-x B\n\nC beat D\n")] == [
        "x.txt:3: unknown month 'Juli'",
        "x.txt:4: '2-x' is no score",
        "x.txt:6: cannot read 'C beat D'",
    ]


def test_no_more_errors_than_anybody_reads() -> None:
    assert len(problems(ROUND + "C beat D\n" * 1000)) == 20
