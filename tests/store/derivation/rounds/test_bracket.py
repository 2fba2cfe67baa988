"""Rounds, ties and legs: which lines belong together, and what each is."""

import pytest

from tests.store.seasons import edition_of


@pytest.mark.parametrize(
    ("lines", "rounds"),
    [
        (
            "==Erste Runde==\nA 1-0 B\nC 1-0 D\n==Endspiel==\nA 1-0 C",
            [(1, "Erste Runde", "R1"), (2, "Endspiel", "F")],
        ),
        (
            "==Final==\nA 1-0 C\n==Spiel um den dritten Platz, vielleicht==\nB 1-0 D",
            [(1, "Final", "F"), (2, "Spiel um den dritten Platz, vielleicht", "3P")],
        ),
        ("==Erste Runde==\n==Endspiel==\nA 1-0 C\n==Leer==", [(2, "Endspiel", "F")]),
        ("==Endspiel==\nA 1-0 C\nB 1-0 D", [(1, "Endspiel", "R1")]),
    ],
)
def test_rounds(lines: str, rounds: list[tuple[int, str, str]]) -> None:
    edition = edition_of(f"= 1993 Cup =\n{lines}\n")
    assert [(round_.number, round_.name, round_.code) for round_ in edition.rounds] == rounds
    first = edition.ties[0]
    assert (first.round.number, first.number) == (rounds[0][0], 1)


def test_each_side_has_its_own_goals() -> None:
    edition = edition_of("= 1993 Cup =\n==Final==\nA 1-2 B\n  A: X\n  B: Y (2), ?\n")
    (match,) = edition.played
    assert [(entry.side, entry.name, entry.high) for entry in match.goals] == [(0, "X", 1), (1, "Y", 2)]


def test_a_walkover_leaves_no_goals_without_a_name() -> None:
    edition = edition_of(
        "= 1993 Cup =\nInfobox\n- Num Teams: 3\n==Semi-finals==\nA (w/o) B\n==Final==\nC 1-2 A\n  A: X (2)\n"
        "  C: Y\n"
    )
    assert [(row.name, row.low, row.high) for row in edition.scorers] == [("X", 2, 2), ("Y", 1, 1)]


def test_facts_of_the_file_stay_and_the_supplement_adds_to_them() -> None:
    supplement = '[[ties]]\nedition = "1993"\nround = "final"\nhome = "A"\naway = "B"\nsources = ["S"]\n'
    edition = edition_of(
        "= 1993 Cup =\n==Final==\nA 1-2 B\n  Attendance: 0\n  Note: One.\n",
        supplement=f'{supplement}venue = "V"\nattendance = 7\nextra_time = true\nnote = "Two."\n',
    )
    (match,) = edition.played
    assert (match.attendance, match.venue, match.referee, match.extra_time) == (0, "V", None, True)
    assert match.notes == ("One.", "Two.")


def test_legs_count_for_the_side_that_scored_them() -> None:
    edition = edition_of("= 1993 Cup =\n==Final==\nA 2-1 B\nB 2-0 A\n")
    (tie,) = edition.ties
    assert (tie.aggregate and (tie.aggregate.home, tie.aggregate.away)) == (2, 3)
    assert (tie.winner and tie.winner.name, tie.for_winner(tie.aggregate).home) == ("B", 3)  # type: ignore[arg-type]
