"""Whose the goals were, case by case; ``test_brute_force`` compares all bounds with every way there is."""

import pytest

from store.cup.findings import FindingKind
from store.derivation import constraints
from store.derivation.constraints import MOST_EXACT
from tests.store.seasons import edition_of


def scorers(text: str) -> dict[str, tuple[int, int | None]]:
    return {row.name: (row.low, row.high) for row in edition_of(f"= 1993 Cup =\n{text}").scorers}


def test_more_names_than_goals_leave_the_goals_to_any_of_them() -> None:
    assert scorers("Infobox\n- Num Teams: 2\n==Final==\nA 1-0 B\n  A: X, Y, X\n") == {
        "X": (0, 1),
        "Y": (0, 1),
    }


def test_goals_without_a_name_leave_the_totals_of_that_club_open() -> None:
    text = "Infobox\n- Num Teams: 2\n==Final==\nA 3-1 B\n  A: X (2)\n  B: Y\n"
    assert scorers(text) == {"X": (2, None), "Y": (1, 1)}


def test_a_leader_with_a_number_beside_one_without() -> None:
    # Y, whose number is not given, has at least as many as X: three of the four goals.
    text = (
        "Infobox\n- Num Teams: 2\n- Scoring Leader: X (B) 3, Y (A)\n==Final==\nA 4-3 B\n  A: Y, Z\n  B: X\n"
    )
    assert scorers(text) == {"Y": (3, 3), "X": (3, 3), "Z": (1, 1)}


def test_nobody_has_more_than_a_leader_without_a_number_can_have() -> None:
    text = (
        "Infobox\n- Num Teams: 4\n- Scoring Leader: L (A)\n==Semi-finals==\nA 2-0 B\n  A: L, M\n"
        "C 3-0 D\n  C: P, Q\n==Final==\nA 2-0 C\n  A: L, N\n"
    )
    assert scorers(text)["L"] == (2, 2)
    assert scorers(text)["P"] == scorers(text)["Q"] == (1, 2)


def test_a_supplement_that_counts_more_goals_than_there_are() -> None:
    supplement = (
        '[[ties]]\nedition = "1993"\nround = "Final"\nhome = "A"\naway = "B"\nsources = ["S"]\n'
        "goals = { Petrov = 7 }\n"
    )
    edition = edition_of("= 1993 Cup =\n==Final==\nA 3-0 B\n  A: Petrov, Ivanov, ?\n", supplement=supplement)
    assert [(found.kind, found.line, found.data) for found in edition.findings] == [
        (FindingKind.MORE_NAMES, 4, {"club": "A", "named": 8, "scored": 3})
    ]
    (match,) = edition.played
    assert [(entry.name, entry.low, entry.high) for entry in match.goals] == [
        ("Petrov", 0, 3),
        ("Ivanov", 0, 3),
    ]


@pytest.mark.parametrize("leaders", ["Long (A), Short (B)", "Short (B), Long (A)"])
def test_each_leader_without_a_number_is_held_against_the_others(leaders: str) -> None:
    edition = edition_of(
        f"= 1993 Cup =\nInfobox\n- Num Teams: 2\n- Scoring Leader: {leaders}\n==Final==\nA 3-2 B\n"
        "  A: Long (3)\n  B: Short (2)\n"
    )
    assert [(found.kind, found.data) for found in edition.findings] == [
        (FindingKind.ABOVE_LEADER, {"name": "Long", "low": 3, "claimed": 2})
    ]


def test_more_names_than_can_be_solved_exactly_still_have_bounds() -> None:
    # In each of ten matches fourteen players share twenty goals; their leader has five at most.
    names = ", ".join(f"P{letter}" for letter in "abcdefghijklmn")
    lines = "\n".join(f"A 20-0 B{number}\n  A: {names}" for number in range(MOST_EXACT // 14 + 2))
    edition = edition_of(
        f"= 1993 Cup =\nInfobox\n- Scoring Leader: Pa (A) 15\n==First round==\n{lines}\n==Final==\nA 1-0 C\n"
    )
    goals = [entry for match in edition.played for entry in match.goals]
    assert len(goals) > MOST_EXACT
    assert all(1 <= entry.low <= entry.high <= 7 for entry in goals)
    assert {row.low for row in edition.scorers if row.name != "Pa"} == {12}


def test_a_contradiction_noticed_late_leaves_what_the_lines_say(monkeypatch: pytest.MonkeyPatch) -> None:
    # Three times three goals are more than four of Ax and four of Ay. Of eight entries that is not noticed;
    # once the last match is settled by Az's number, the other six are few enough to be solved exactly.
    monkeypatch.setattr(constraints, "MOST_EXACT", 7)
    edition = edition_of(
        "= 1993 Cup =\nInfobox\n- Num Teams: 2\n- Scoring Leader: Ax (A) 6\n- Scoring Leader: Ay (A) 4\n"
        "- Scoring Leader: Az (A) 1\n==Final==\n" + "A 3-0 B\n  A: Ax, Ay\n" * 3 + "A 3-0 B\n  A: Ax, Az\n"
    )
    goals = [entry for match in edition.played for entry in match.goals]
    assert [(entry.low, entry.high) for entry in goals] == [(1, 2)] * 8


def test_a_leader_without_a_number_who_may_have_had_any() -> None:
    text = "Infobox\n- Num Teams: 2\n- Scoring Leader: X (A)\n==Final==\nA 99-3 B\n  A: X, Y\n  B: Z (3)\n"
    assert scorers(text) == {"X": (3, 98), "Y": (1, 96), "Z": (3, 3)}
