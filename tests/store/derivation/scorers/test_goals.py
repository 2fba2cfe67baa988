"""Whose the goals were, case by case; ``test_brute_force`` compares all bounds with every way there is."""

import pytest

from store.cup.findings import FindingKind
from store.cup.ties import Basis
from store.derivation.scorers import constraints
from store.derivation.scorers.constraints import MOST_EXACT
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
    # In each of eleven matches fourteen players share twenty goals; none has more than 16 in all.
    names = ", ".join(f"P{letter}" for letter in "abcdefghijklmn")
    lines = "\n".join(f"A 20-0 B{number}\n  A: {names}" for number in range(MOST_EXACT // 14 + 1))
    edition = edition_of(
        f"= 1993 Cup =\nInfobox\n- Scoring Leader: Pa (A) 16\n==First round==\n{lines}\n==Final==\nA 1-0 C\n"
    )
    goals = [entry for match in edition.played for entry in match.goals]
    assert len(goals) > MOST_EXACT
    assert {(entry.low, entry.high) for entry in goals} == {(1, 6)}
    assert {row.low for row in edition.scorers if row.name != "Pa"} == {11}


def claimed(**goals: int) -> str:
    """The beginning of an edition of two clubs with these leaders of A or, with a name in B, of B."""
    leaders = "".join(f"- Scoring Leader: {name} ({name[0]}) {count}\n" for name, count in goals.items())
    return f"= 1993 Cup =\nInfobox\n- Num Teams: 2\n{leaders}==Final==\n"


# Three times three goals are more than the four of Ay and, beside Az's one, the four left to Ax. Of eight
# entries that is not noticed at once; when the last match is settled, the other six are few enough.
SETTLED = claimed(Ax=6, Ay=4, Az=1) + "A 3-0 B\n  A: Ax, Ay\n" * 3 + "A 3-0 B\n  A: Ax, Az\n"
# Eleven of twelve entries are few enough, as there are without Az.
PARTED = (
    claimed(Ax=5, Ay=6, Az=9) + "A 3-0 B\n  A: Ax, Ay\n" * 4 + "A 3-0 B\n  A: Ay, Az\nA 3-0 B\n  A: Az, Au\n"
)


@pytest.mark.parametrize(
    ("text", "most_exact", "false"),
    [
        (SETTLED, 7, ["Az"]),
        (SETTLED, MOST_EXACT, ["Az"]),
        (PARTED, 7, ["Az"]),
        (PARTED, 11, ["Ay", "Az"]),
        (PARTED, MOST_EXACT, ["Ay", "Az"]),
    ],
)
def test_a_contradiction_among_many_names_is_found_and_touches_nobody_else(
    text: str, most_exact: int, false: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constraints, "MOST_EXACT", most_exact)
    other = "B 3-0 A\n  B: Bx, By\n"
    edition = edition_of(text.replace("Infobox\n", "Infobox\n- Scoring Leader: Bx (B) 2\n") + other)
    kinds = (FindingKind.LEADER_TOTAL, FindingKind.ABOVE_LEADER)
    assert [found.data["name"] for found in edition.findings if found.kind in kinds] == false
    goals = {entry.name: entry for match in edition.played for entry in match.goals}
    assert [(goals[name].low, goals[name].high) for name in ("Bx", "By")] == [(2, 2), (1, 1)]
    assert all(
        entry.low == entry.high or entry.basis is Basis.OPEN
        for match in edition.played
        for entry in match.goals
    )


def test_a_supplement_above_the_score_leaves_the_unnamed_unnamed() -> None:
    added = '[[ties]]\nedition = "1993"\nround = "Semi-final"\nhome = "A"\naway = "B"\nsources = "S"\n'
    text = (
        "= 1993 Cup =\nInfobox\n- Num Teams: 3\n- Scoring Leader: Yer (A) 2\n"
        "==Semi-final==\nA 3-0 B\n  A: Xan, ?\n==Final==\nA 1-0 C\n  A: Yer\n"
    )
    edition = edition_of(text, supplement=added + "goals = { Xan = 5 }\n")
    assert [found.kind for found in edition.findings] == [FindingKind.MORE_NAMES]
    assert {row.name: (row.low, row.high) for row in edition.scorers} == {"Yer": (2, 2), "Xan": (0, None)}


def test_a_number_holds_whatever_number_a_leader_without_one_may_have() -> None:
    # Z may have four, but X has three in all, which leaves Y three of the six.
    assert scorers(
        "Infobox\n- Num Teams: 5\n- Scoring Leader: X (A) 3, Z (B)\n==Quarter-final==\nA 3-0 C\n  A: X, Y\n"
        "==Semi-final==\nA 3-0 D\n  A: X, Y\nB 5-0 E\n  B: Z, W\n==Final==\nA 0-0 (4-3 pen.) B\n"
    ) == {"X": (3, 3), "Y": (3, 3), "Z": (3, 4), "W": (1, 2)}


def test_numbers_are_tried_however_high_they_are() -> None:
    # Both have ten and share twelve; X, the leader, has half of them or more.
    assert scorers(
        "Infobox\n- Num Teams: 3\n- Scoring Leader: X (A)\n==Semi-final==\nA 20-0 C\n  A: X (10), Y (10)\n"
        "==Final==\nA 12-0 B\n  A: X, Y\n"
    ) == {"X": (16, 21), "Y": (11, 16)}


def test_a_leader_may_have_another_name_in_the_registry() -> None:
    edition = edition_of(
        "= 1993 Cup =\nInfobox\n- Num Teams: 2\n- Scoring Leader: Pele (A) 2\n==Final==\nA 3-0 B\n"
        "  A: Edson, Zico\n",
        clubs='[ay]\nname = "A"\neditions = { 1993 = ["A"] }\n',
        players='[edson]\nname = "Edson N"\n'
        'appearances = [{ edition = "1993", club = "ay", names = ["Edson", "Pele"] }]\n',
    )
    assert [(row.name, row.low, row.high, row.official) for row in edition.scorers] == [
        ("Edson N", 2, 2, True),
        ("Zico", 1, 1, False),
    ]
    assert edition.findings == ()


def test_a_leader_who_cannot_lead_whatever_the_numbers_is_a_finding() -> None:
    # Lee has three at most, which leaves Xan one there and Yan one in the next match, so Xan four in all.
    edition = edition_of(
        "= 1993 Cup =\nInfobox\n- Num Teams: 5\n- Scoring Leader: Lee (A)\n==First round==\nA 4-0 B\n"
        "  A: Lee, Xan\n==Second round==\nA 4-0 C\n  A: Xan, Yan\n==Semi-final==\nA 2-0 D\n  A: Yan (2)\n"
        "==Final==\nA 0-1 E\n  E: Bob\n"
    )
    assert [(found.kind, found.data) for found in edition.findings] == [
        (FindingKind.NOT_LEADING, {"names": ("Lee",)})
    ]
    assert [(row.low, row.high) for row in edition.scorers if row.name == "Lee"] == [(1, 3)]


def test_a_leader_of_own_goals_alone_and_one_of_no_match_are_findings_at_their_lines() -> None:
    edition = edition_of(
        "= 1993 Cup =\nInfobox\n- Num Teams: 3\n- Scoring Leader: Bob (B) 1\n- Scoring Leader: Opp (C) 1\n"
        "- Scoring Leader: Ghost (A) 1\n==Semi-final==\nA 1-0 C\n  A: Opp (o.g.)\n==Final==\nA 0-1 B\n"
        "  B: Bob\n"
    )
    assert [(found.kind, found.line, found.data["name"]) for found in edition.findings] == [
        (FindingKind.LEADER_UNKNOWN, 5, "Opp"),
        (FindingKind.LEADER_UNKNOWN, 6, "Ghost"),
    ]


def test_a_leader_without_a_number_who_may_have_had_any() -> None:
    text = "Infobox\n- Num Teams: 2\n- Scoring Leader: X (A)\n==Final==\nA 99-3 B\n  A: X, Y\n  B: Z (3)\n"
    assert scorers(text) == {"X": (3, 98), "Y": (1, 96), "Z": (3, 3)}
