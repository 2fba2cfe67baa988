import pytest

from store.cup.labels import Label
from store.cup.values import MatchStatus, Minute, PartialDate, Score
from store.seedfiles.problems import UnreadableFile
from store.seedfiles.season import Claim, GivenRow, Leader, MatchLine, RoundSection, Scorer
from store.seedfiles.season_txt.parse import parse_season
from store.seedfiles.season_txt.scorers import parse_leaders


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
        ("Kairat (w/o) Metallist", MatchLine("Kairat", "Metallist", None, status=MatchStatus.WALKOVER)),
        ("Kairat (w.o.) Metallist", MatchLine("Kairat", "Metallist", None, status=MatchStatus.WALKOVER)),
        ("Irtysh ?-? Aktobe", MatchLine("Irtysh", "Aktobe", None)),
        ("A ?–? (5-4 p) B", MatchLine("A", "B", None, shoot_out=Score(5, 4))),
        ("Azhar 2-2 (3-5 p) Bulat", MatchLine("Azhar", "Bulat", Score(2, 2), shoot_out=Score(3, 5))),
        ("A 2-1 (a.e.t.) B", MatchLine("A", "B", Score(2, 1), extra_time=True)),
        ("A 1-1 (a.e.t., 5-4 p) B", MatchLine("A", "B", Score(1, 1), extra_time=True, shoot_out=Score(5, 4))),
        ("Astana-1964 2-1 Kairat-2", MatchLine("Astana-1964", "Kairat-2", Score(2, 1))),
        ("საბურთალო 1-0 თბილისი", MatchLine("საბურთალო", "თბილისი", Score(1, 0))),
        ("الهلال ٢-١ النصر", MatchLine("الهلال", "النصر", Score(2, 1))),
        ("A 0:2 B", MatchLine("A", "B", Score(0, 2))),
        ("A 2 - 1 B", MatchLine("A", "B", Score(2, 1))),
        ("A  2-1   B", MatchLine("A", "B", Score(2, 1))),
        ("Zenit 2 2-1 B", MatchLine("Zenit 2", "B", Score(2, 1))),
        ("A 2-1 (1-0) B", MatchLine("A", "B", Score(2, 1), half_time=Score(1, 0))),
        (
            "A 2-1 (a.e.t., 1-1, 0-1) B",
            MatchLine("A", "B", Score(2, 1), extra_time=True, full_time=Score(1, 1), half_time=Score(0, 1)),
        ),
        (
            "A 1-1 (д.в.) (5-4 пен.) B",
            MatchLine("A", "B", Score(1, 1), extra_time=True, shoot_out=Score(5, 4)),
        ),
        ("A 3-0 (awarded) B", MatchLine("A", "B", Score(3, 0), status=MatchStatus.AWARDED)),
        ("A 1-0 (abandoned at 51') B", MatchLine("A", "B", Score(1, 0), status=MatchStatus.ABANDONED)),
        ("A (abandoned) B", MatchLine("A", "B", None, status=MatchStatus.ABANDONED)),
        ("A 1-0 (annulled) B", MatchLine("A", "B", Score(1, 0), status=MatchStatus.ANNULLED)),
        ("A 1-1 (lots: b) B", MatchLine("A", "B", Score(1, 1), lots="B")),
        ("A 1-1 (жребий: A) B", MatchLine("A", "B", Score(1, 1), lots="A")),
        ("A 2-1 (replay) B", MatchLine("A", "B", Score(2, 1), replay=True)),
        ("A v B", MatchLine("A", "B", None, status=MatchStatus.FIXTURE)),
        ("A vs. B", MatchLine("A", "B", None, status=MatchStatus.FIXTURE)),
        ("A v B (cancelled)", MatchLine("A", "B", None, status=MatchStatus.CANCELLED)),
        ("Pen-y-bont 2-1 1. FC Köln", MatchLine("Pen-y-bont", "1. FC Köln", Score(2, 1))),
        ("Pens United 2—1 B", MatchLine("Pens United", "B", Score(2, 1))),
        ("A 1-1 (HT 0-1) B", MatchLine("A", "B", Score(1, 1), half_time=Score(0, 1))),
        (
            "A 1-1 (ET, pens 4-3) B",
            MatchLine("A", "B", Score(1, 1), extra_time=True, shoot_out=Score(4, 3)),
        ),
        ("PS TNI 2-1 A.P. Brera", MatchLine("PS TNI", "A.P. Brera", Score(2, 1))),
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
        ("Volgin 12, 40", (Scorer("Volgin", (Minute(12), Minute(40))),)),
        (
            "Volgin 12 (pen.), Klimov 45+2",
            (Scorer("Volgin", (Minute(12, penalty=True),)), Scorer("Klimov", (Minute(45, 2),))),
        ),
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
            "x.txt:3: 'B (3-5 p)' for a club, expected a name without brackets, and marks in brackets right",
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
        (f"{ROUND}A 1-0 B\n  A: X12", "x.txt:4: cannot read the scorer 'X12', expected"),
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


RIGHT = "marks in brackets right behind the score"


@pytest.mark.parametrize(
    ("line", "wrong", "expected"),
    [
        ("Alpha 1-2 aet Beta", "aet Beta", RIGHT),
        ("Alpha 2-1 a.e.t. (1-1, 0-0) Beta", "a.e.t. (1-1, 0-0) Beta", "a name without brackets"),
        ("Alpha 2-2 pen. 5-4 Beta", "pen. 5-4 Beta", "one score"),
        ("Alpha 3-0 awd. Beta", "awd. Beta", RIGHT),
        ("Alpha 1-1 abd. Beta", "abd. Beta", RIGHT),
        ("Alpha 3-0 [awarded] Beta", "[awarded] Beta", RIGHT),
        ("Alpha 2-1 Beta [aet]", "Beta [aet]", RIGHT),
        ("Alpha 2-1 Beta, a.e.t.", "Beta, a.e.t.", RIGHT),
        ("Alpha 2-1 Beta n.V.", "Beta n.V.", RIGHT),
        ("Alpha 2-1 Beta i.E.", "Beta i.E.", RIGHT),
        ("Alpha 2-1 д.в. Beta", "д.в. Beta", RIGHT),
        ("Alpha 2-1 Beta пен.", "Beta пен.", RIGHT),
        ("Alpha 2-1 pens Beta", "pens Beta", RIGHT),
        ("Alpha 2-1 (a.e.t.)Beta", "(a.e.t.)Beta", "a name without brackets"),
        ("Epsilon 1-1 Zeta (lot: Zeta)", "Zeta (lot: Zeta)", "a name without brackets"),
        ("Dinamo (Kyiv) 2-1 Dinamo", "Dinamo (Kyiv)", "a name without brackets"),
        ("Alpha v 2-1 Beta", "Alpha v", "'Home 2-1 Away', or 'Home v Away'"),
        ("Alpha v Beta 2-1", "Beta 2-1", "one score"),
        ("Alpha 2-1 Beta v Gamma", "Beta v Gamma", "'Home 2-1 Away', or 'Home v Away'"),
        ("15:00 Alpha 1-0 Beta", "15:00 Alpha", "the clubs without the time of day"),
        ("19.45  Alpha 1-0 Beta", "19.45 Alpha", "the clubs without the time of day"),
        (
            "Alpha 2-1 Beta @ Lake Park, Northport",
            "Beta @ Lake Park, Northport",
            "the ground in a line of its own",
        ),
        ("Alpha 2-1 Beta # holders", "Beta # holders", "a remark in a line of its own"),
        ("Alpha 2-1 Beta  Town", "Beta Town", "one space between the words"),
        ("Alpha\tTown 2-1 Beta", "Alpha Town", "one space between the words"),
        ("Alpha 2-1 Beta replay", "Beta replay", RIGHT),
        ("Alpha 2-1 Beta, after extra time", "Beta, after extra time", RIGHT),
        ("Alpha v Beta postponed", "Beta postponed", RIGHT),
        ("Alpha 2-1 Beta lots", "Beta lots", RIGHT),
        ("Alpha 2-1 Beta *", "Beta *", RIGHT),
        ("Alpha 2-1 Beta; Smith 10", "Beta; Smith 10", RIGHT),
        ("Alpha 2-1 Beta // x", "Beta // x", RIGHT),
        ("Alpha 2-1 Beta Venue: Park", "Beta Venue: Park", "the clubs alone, details in lines of their own"),
        ("8 May Alpha 2-1 Beta", "8 May Alpha", "the date in a line of its own"),
        ("1931-05-08 Alpha 2-1 Beta", "1931-05-08 Alpha", "the date in a line of its own"),
        ("SF1: Alpha 2-1 Beta", "SF1: Alpha", "the clubs alone"),
        ("- Alpha 2-1 Beta", "- Alpha", "the name of a club alone"),
        ("Kairat 3 2 1 0 5-1 7", "7", "a name with a letter in it"),
        ("? 2-1 Beta", "?", "a name with a letter in it"),
        ("TBD 2-1 Beta", "TBD", "a club, or no line before it is known"),
        ("Bye: -", "-", "the name of a club alone"),
        ("Bye: A; B", "A; B", RIGHT),
        ("Alpha 2-1 Beta | Gamma", "Beta | Gamma", RIGHT),
        ("Bye: Alpha, Beta (holders)", "Beta (holders)", "a name without brackets"),
        ("Table: Alpha [x] 1 1 0 0 2-0 2", "Alpha [x]", RIGHT),
    ],
)
def test_nothing_else_becomes_a_part_of_a_clubs_name(line: str, wrong: str, expected: str) -> None:
    (error,) = problems(f"{ROUND}{line}\n")
    assert error.startswith("x.txt:3: ")
    assert f"'{wrong}' for a club, expected {expected}" in error


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("A 15:00 B", "'15-00' is no score, expected two numbers such as 2-1"),
        ("A (awarded) B", "an awarded match without its result, expected 'A 3-0 (awarded) B' or '(w/o)'"),
        ("A ?-? (awarded) B", "an awarded match without its result, expected 'A 3-0 (awarded) B'"),
        ("A 2-1 (cancelled) B", "a score of a match that is marked 'cancelled', expected one of the two"),
        ("A v B (w/o)", "'(w/o)' without a score, expected 'A (w/o) B'"),
        ("A v B (a.e.t.)", "'(a.e.t.)' without a score, expected 'A 2-1 (a.e.t.) B'"),
        ("A 1-1 (lots: C) B", "'(lots: C)', expected 'A' or 'B'"),
        ("A 2-1 (a.e.t., aet) B", "'(a.e.t., aet)' behind the score, expected each mark once"),
        ("A 2-1 (1-0, 0-0) B", "'(1-0, 0-0)' behind the score, expected (1-0) for half-time"),
        ("A - B", "cannot read 'A - B', expected a date"),
        ("A 3-0 (awarded) B\n  A: X", "scorers of an awarded match, expected none, or a 'Note'"),
        ("A v B\n  A: X", "scorers of a match without a score, expected none, or a 'Note'"),
        ("A 2-0 B\n  A: X 2", "'X 2', expected '2'' for a minute, or '(2)' for a number of goals"),
        ("Clubs: Alpha, Beta 1-0", "'Beta 1-0' for a club"),
        ("Table: Alpha 1 1 0 0", "cannot read the row 'Alpha 1 1 0 0', expected 'Kairat 6 5 1 0 15-6 16'"),
    ],
)
def test_what_a_line_cannot_mean_is_an_error(line: str, error: str) -> None:
    found = problems(f"{ROUND}{line}\n")[0]
    assert found.partition(": ")[2].startswith(error)


@pytest.mark.parametrize(
    ("claim", "error"),
    [
        ("Points for a win: two", "'Points for a win: two', expected a number such as 2 or 3"),
        ("Away goals: perhaps", "'perhaps' in 'Away goals', expected yes, no or the years of the rule"),
        ("Points deducted: Kairat", "'Kairat' in 'Points deducted', expected 'Club points'"),
        ("Away goals: yes\n- Away goals: no", "'Away goals' a second time, expected it once"),
    ],
)
def test_claims_of_rules(claim: str, error: str) -> None:
    found = problems(f"= 1993 Cup =\nInfobox\n- {claim}\n==R==\nA 1-0 B\n")[0]
    assert found.partition(": ")[2].startswith(error)


def test_byes_and_tables() -> None:
    byes = "Bye: A, B\nC bye\nD (w/o) bye\nЗвезда (свободен)\n"
    table = "Table: E F 6 5 1 0 15-6 16\n  Table: G 6 0 1 5 6-15 1\nTable: H 6 1 0 5 ?-? 3\n"
    lines = f"{byes}{table}Clubs: I, J K\n  Clubs: L\nX 1-0 Y"
    (section,) = parse_season(f"{ROUND}{lines}\n", "x.txt").rounds
    assert section.byes == ("A", "B", "C", "D", "Звезда")
    assert section.table == (
        GivenRow("E F", 6, 5, 1, 0, Score(15, 6), 16),
        GivenRow("G", 6, 0, 1, 5, Score(6, 15), 1),
        GivenRow("H", 6, 1, 0, 5, None, 3),
    )
    assert [row.line for row in section.table] == [7, 8, 9]
    assert section.clubs == ("I", "J K", "L")
    assert [match.home for match in section.matches] == ["X"]


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
