"""Tables of groups: points, order, shared places, who went on, and tables that a source gives."""

from store.cup.findings import FindingKind
from store.cup.rounds import RoundKind
from store.cup.ties import Known
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
    edition = edition_of(f"= 1993 Cup =\n==Final group==\n{lines}")
    assert [row.side.name for row in edition.tables[0].rows] == ["A", "B", "C"]
    assert (edition.winner, edition.whole) == (None, True)
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
    assert findings("Table: Beta 1 0 0 1 0-2 1") == [(FindingKind.TABLE, 3)]
    assert findings("Table: Beta 1 0 1 1 0-2 0") == [(FindingKind.TABLE, 3), (FindingKind.TABLE_ROW, 4)]


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
