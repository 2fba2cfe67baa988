"""Tables of groups: points, order, shared places, who went on, and tables that a source gives."""

from dataclasses import replace

import pytest

from store.cup.findings import FindingKind
from store.cup.rounds import NamedRound, RoundKind
from store.cup.tables import GroupTable, TableRow
from store.cup.ties import Known, Side
from store.cup.values import Score
from tests.store.seasons import edition_of

GROUP = "Alpha 1-0 Beta\nGamma 1-1 Delta\nAlpha 1-1 Gamma\nBeta 0-0 Delta\nAlpha 2-0 Delta\nBeta 0-1 Gamma\n"
FINAL = "==Final==\nAlpha 1-0 Gamma\n"


def rows(text: str) -> list[tuple[int, str, int, bool, bool]]:
    (table,) = edition_of(text).tables
    return [(row.place, row.side.name, row.points, row.shared, row.went_on) for row in table.rows]


def test_points_by_rule_and_who_went_on() -> None:
    assert rows(f"= 1993 Cup =\n==Group A==\n{GROUP}{FINAL}") == [
        (1, "Alpha", 5, False, True),
        (2, "Gamma", 4, False, True),
        (3, "Delta", 2, False, False),
        (4, "Beta", 1, False, False),
    ]
    assert [row[2] for row in rows(f"= 1994 Cup =\n==Group A==\n{GROUP}{FINAL}")] == [7, 5, 2, 1]
    claims = "- Points for a win: 2\n- Points deducted: Gamma 3 , Beta 1\n"
    stated = f"= 1994 Cup =\nInfobox\n{claims}==Group A==\n{GROUP}"
    assert [row[1:3] for row in rows(stated)] == [("Alpha", 5), ("Delta", 2), ("Gamma", 1), ("Beta", 0)]


def test_groups_are_no_knock_out() -> None:
    edition = edition_of(f"= 1993 Cup =\nInfobox\n- Num Teams: 4\n- Matches: 7\n==Group A==\n{GROUP}{FINAL}")
    assert (edition.whole, edition.findings) == (True, ())
    assert [tie.advanced for tie in edition.ties[:6]] == [None] * 6
    assert [(found.code, found.kind) for found in edition.rounds] == [
        ("GA", RoundKind.GROUP),
        ("F", RoundKind.KNOCK_OUT),
    ]


def test_what_goals_leave_open_is_shared() -> None:
    text = "= 1993 Cup =\n==Group 1==\nA 1-0 B\nB 1-0 C\nC 1-0 A\n"
    assert [(place, shared) for place, _, _, shared, _ in rows(text)] == [(1, True)] * 3
    edition = edition_of(text.replace("Group 1", "Final group"))
    assert (edition.winner, edition.tables[0].first) == (None, None)


def test_goal_difference_orders_but_decides_no_cup() -> None:
    lines = "A 3-0 C\nB 1-0 C\nA 0-0 B\n"
    edition = edition_of(f"= 1993 Cup =\nInfobox\n- Num Teams: 3\n==Final group==\n{lines}")
    assert [row.side.name for row in edition.tables[0].rows] == ["A", "B", "C"]
    assert (edition.winner, edition.whole) == (None, True)
    assert not edition_of(f"= 1993 Cup =\n==Final group==\n{lines}").whole
    told = edition_of(f"= 1993 Cup =\nInfobox\n- Winners: B\n==Final group==\n{lines}")
    assert (told.winner and told.winner.name, told.winner_known) == ("B", Known.INFOBOX)


def test_a_final_group_is_won_by_points() -> None:
    edition = edition_of(f"= 1950 Cup =\n==Final Round==\n{GROUP}")
    assert (edition.winner and edition.winner.name, edition.winner_known) == ("Alpha", Known.TABLE)
    assert (edition.runner_up and edition.runner_up.name, edition.final) == ("Gamma", None)
    final = edition_of("= 1950 Cup =\n==Final Round==\nAlpha 2-1 Beta\n")
    assert (final.final is not None, final.tables) == (True, ())


def test_a_table_without_its_matches() -> None:
    given = "Table: Alpha 2 2 0 0 5-1 4\nTable: Beta 2 1 0 1 2-2 2\n  Table: Gamma 2 0 0 2 1-5 0\n"
    edition = edition_of(f"= 1993 Cup =\n==North==\n{given}Alpha 2-0 Beta\n==Final==\nAlpha 1-0 X\n")
    (table,) = edition.tables
    assert (table.given, table.round.kind, [row.points for row in table.rows]) == (
        True,
        RoundKind.GROUP,
        [4, 2, 0],
    )
    assert table.rows[0].goals == Score(5, 1)
    assert [row.went_on for row in table.rows] == [True, False, False]
    assert len(edition.entrants) == 4


def test_a_table_that_contradicts_its_matches_or_itself() -> None:
    def findings(row: str) -> list[tuple[FindingKind, int]]:
        text = f"= 1993 Cup =\n==Group A==\nTable: Alpha 1 1 0 0 2-0 2\n{row}\nAlpha 2-0 Beta\n"
        return [(found.kind, found.line) for found in edition_of(text).findings]

    assert findings("Table: Beta 1 0 0 1 0-2 0") == []
    assert findings("Table: Beta 1 0 0 1 0-2 1") == [(FindingKind.TABLE, 3), (FindingKind.TABLE_ROW, 4)]
    assert findings("Table: Beta 1 0 1 1 0-2 0") == [
        (FindingKind.TABLE, 3),
        (FindingKind.TABLE_SUMS, 3),
        (FindingKind.TABLE_ROW, 4),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "A 2 2 0 0 5-1 4;B 2 2 0 0 2-2 4;C 2 0 0 2 1-5 0",  # more won than lost
        "A 2 2 0 0 5-1 4;B 2 1 0 1 2-2 2;C 2 0 0 2 1-4 0",  # goals from nowhere
        "A 2 2 0 0 5-1 4;B 2 1 0 1 2-2 3;C 2 0 0 2 1-5 0",  # wins worth 2 and 3
        "A 2 0 0 2 1-5 0;B 2 1 0 1 2-2 2;C 2 2 0 0 5-1 4",  # the wrong way round
        "A 2 2 0 0 5-1 4;A 2 1 0 1 2-2 2;C 2 0 0 2 1-5 0",  # one club twice
    ],
)
def test_rows_that_do_not_agree(rows: str) -> None:
    table = "\n".join(f"Table: {row}" for row in rows.split(";"))
    edition = edition_of(f"= 1993 Cup =\n==Group A==\n{table}\n==Final==\nA 1-0 C\n")
    assert (FindingKind.TABLE_SUMS, 3) in [(found.kind, found.line) for found in edition.findings]


def test_a_table_without_all_goals_agrees_with_itself() -> None:
    table = "Table: A 2 2 0 0 5-1 4\nTable: B 2 1 0 1 ?-? 2\nTable: C 2 0 0 2 ?-? 0\n"
    edition = edition_of(f"= 1993 Cup =\n==Group A==\n{table}A 3-0 B\n==Final==\nA 1-0 D\n")
    assert edition.findings == ()
    assert [(row.place, row.goals) for row in edition.tables[0].rows] == [
        (1, Score(5, 1)),
        (2, None),
        (3, None),
    ]


def test_a_group_may_have_clubs_without_a_match() -> None:
    text = (
        "= 2018 Cup =\n==Pool 1==\nClubs: A, B, C\n==Group 2==\nClubs: D, E, F\nD 1-0 E\n==Final==\nA 1-0 D\n"
    )
    edition = edition_of(text)
    assert [found.kind for found in edition.rounds] == [RoundKind.GROUP, RoundKind.GROUP, RoundKind.KNOCK_OUT]
    assert list(edition.entrants.values()) == [("A",), ("B",), ("C",), ("D",), ("E",), ("F",)]
    first, second = edition.tables
    assert [(row.side.name, row.played, row.shared, row.went_on) for row in first.rows] == [
        ("A", 0, False, True),
        ("B", 0, False, False),
        ("C", 0, False, False),
    ]
    assert (first.played, first.complete, first.by_rule) == (False, False, False)
    assert [(row.side.name, row.played) for row in second.rows] == [("D", 1), ("E", 1), ("F", 0)]
    assert (second.played, second.complete, second.by_rule) == (True, False, True)


def test_a_match_that_a_given_table_cannot_have() -> None:
    table = "Table: A 2 2 0 0 5-1 4\nTable: B 2 1 0 1 2-2 2\nTable: C 2 0 0 2 1-5 0\n"

    def kinds(match: str) -> list[FindingKind]:
        edition = edition_of(f"= 1993 Cup =\n==Group A==\n{table}{match}\n==Final==\nA 1-0 C\n")
        return [found.kind for found in edition.findings]

    assert kinds("A 2-0 B") == []
    assert kinds("A 0-9 B") == [FindingKind.TABLE]
    assert kinds("A 1-0 D") == [FindingKind.TABLE]


def test_groups_that_contradict() -> None:
    def kinds(lines: str) -> list[FindingKind]:
        return [found.kind for found in edition_of(f"= 1993 Cup =\n{lines}==Final==\nA 1-0 C\n").findings]

    a = "==Group A==\nA 1-0 B\nB 1-0 C\nC 1-0 A\n"
    assert kinds(a) == []
    assert kinds(f"{a}==Group B==\nD 1-0 E\nE 1-0 A\nA 1-0 D\n") == [FindingKind.TWO_GROUPS]
    assert kinds(f"{a}A 1-0 B\n") == [FindingKind.MATCH_TWICE]
    assert kinds(f"{a}X 1-0 Y\nY 1-0 Z\n") == [FindingKind.APART]
    assert kinds(f"Infobox\n- Points deducted: Nobody 2\n{a}") == [FindingKind.DEDUCTED]


def test_a_group_day_by_day_is_one_group() -> None:
    edition = edition_of(
        "= 1993 Cup =\n==Group A, Matchday 1==\nA 1-0 B\n==Group A, round 2==\nB 1-0 C\nD bye\n"
        "==Подгруппа Б, 1 тур==\nX 1-0 Y\n==Zone East, Final==\nC 1-0 A\n"
    )
    assert [(found.name, found.code) for found in edition.rounds] == [
        ("Group A", "GA"),
        ("Подгруппа Б", "GB"),
        ("Zone East, Final", "F"),
    ]
    assert (len(edition.tables[0].rows), edition.byes) == (3, ())


def test_a_winner_by_points_is_one_at_two_and_at_three_for_a_win() -> None:
    def row(name: str, won: int, drawn: int, lost: int) -> TableRow:
        points = 2 * won + drawn
        return TableRow(Side(name, name), won + drawn + lost, won, drawn, lost, Score(0, 0), points)

    rows = (row("A", 2, 8, 0), row("B", 5, 1, 4), row("C", 0, 3, 7))
    group = NamedRound(1, "Final group", "FG", RoundKind.FINAL_GROUP)
    by_rule = GroupTable(group, rows, 2, stated=False, complete=True)
    assert (by_rule.first, by_rule.second, by_rule.last) == (None, None, rows[2])
    stated = replace(by_rule, stated=True)
    assert (stated.first, stated.second) == (rows[0], rows[1])
    assert replace(stated, complete=False).first is None
    assert replace(stated, rows=(rows[0], rows[0], rows[2])).first is None


def test_rulings_in_a_group() -> None:
    lines = "A 3-0 (awarded) B\nB (w/o) C\nC 1-0 (annulled) A\nC v A\n"
    edition = edition_of(f"= 1993 Cup =\n==Group A==\n{lines}")
    (table,) = edition.tables
    assert [(row.side.name, row.played, row.points, row.goals) for row in table.rows] == [
        ("A", 1, 2, Score(3, 0)),
        ("B", 2, 2, Score(0, 3)),
        ("C", 1, 0, Score(0, 0)),
    ]
    assert not table.complete


def test_two_group_stages_and_play_offs_within_a_group() -> None:
    edition = edition_of(
        "= 1974 Cup =\n==Group 1==\nA 1-0 B\n==Group 1 Play-off==\nB 2-1 A\n==Group 2==\nC 1-0 D\n"
        "==Group A==\nA 1-0 C\n==Final==\nA 1-0 C\n"
    )
    went_on = [[row.side.name for row in table.rows if row.went_on] for table in edition.tables]
    assert went_on == [["A"], ["C"], ["A", "C"]]
    assert [found.kind for found in edition.rounds][1] is RoundKind.PLACEMENT
    assert edition.findings == ()


def test_a_league_phase_is_one_table() -> None:
    lines = "A 1-0 B\nC 1-0 D\nA 0-0 C\nB 2-2 D\n"
    edition = edition_of(f"= 2024–25 Cup =\n==League phase==\n{lines}==Final==\nA 1-0 C\n")
    (table,) = edition.tables
    assert (table.complete, [row.points for row in table.rows], table.win) == (True, [4, 4, 1, 1], 3)


@pytest.mark.parametrize(
    ("heading", "is_group"),
    [
        ("1/8 финала, зона Юг", False),
        ("Финал зоны «Запад»", False),
        ("Полуфинал зоны «Запад»", False),
        ("Зона Юг, 1/4 финала", False),
        ("Semi-finals, East zone", False),
        ("Первый этап, восточная зона", False),  # of ties
        ("Zone East", False),
        ("Group A", True),
    ],
)
def test_ties_by_zone_are_no_group(heading: str, is_group: bool) -> None:
    edition = edition_of(f"= 1970 Cup =\n=={heading}==\nA 2-0 B\nC 2-0 D\n==Final==\nA 1-0 C\n")
    assert bool(edition.tables) is is_group
    assert (edition.ties[0].advanced is None) is is_group


def test_a_zone_of_clubs_that_all_meet_is_a_group() -> None:
    edition = edition_of("= 1970 Cup =\n==Зона Юг==\nA 2-0 B\nB 2-0 C\nA 1-0 C\n==Final==\nA 1-0 D\n")
    assert [row.side.name for row in edition.tables[0].rows] == ["A", "B", "C"]


def test_who_went_on_is_not_placed_below_a_level_club_that_did_not() -> None:
    lines = "A 1-0 B\nA 3-0 C\nB 5-0 C\nC 1-0 D\nD 1-0 A\nD 1-0 B\n"
    by_goals = rows(f"= 1993 Cup =\n==Group A==\n{lines}==Final==\nA 1-0 X\n")
    assert [(place, name, shared) for place, name, _, shared, _ in by_goals][:2] == [
        (1, "A", False),
        (2, "D", False),
    ]
    other = rows(f"= 1993 Cup =\n==Group A==\n{lines}==Final==\nD 1-0 X\n")
    assert [(place, name, shared) for place, name, _, shared, _ in other][:2] == [
        (1, "D", True),
        (1, "A", True),
    ]


def test_a_club_without_a_match_that_counts_is_last() -> None:
    lines = "A 3-0 (annulled) X\nB 1-0 (annulled) X\nA 1-0 B\n"
    assert [row[1] for row in rows(f"= 1993 Cup =\n==Group A==\n{lines}==Final==\nA 1-0 Y\n")] == [
        "A",
        "B",
        "X",
    ]


def test_a_replay_behind_a_group_is_no_match_of_its_table() -> None:
    text = "A 0-0 B\nB 1-0 C\nA 1-0 C\n==Переигровка==\nA 1-0 B\n==Final==\nA 1-0 Y\n"
    edition = edition_of(f"= 1971 Cup =\n==Группа А==\n{text}")
    assert [(row.side.name, row.played, row.went_on) for row in edition.tables[0].rows] == [
        ("A", 2, True),
        ("B", 2, False),
        ("C", 2, False),
    ]
    assert [found.kind for found in edition.rounds][1] is RoundKind.PLACEMENT
    assert edition.findings == ()
