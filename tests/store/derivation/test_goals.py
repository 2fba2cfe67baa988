"""Whose the goals were, case by case; ``test_brute_force`` compares all bounds with every way there is."""

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
