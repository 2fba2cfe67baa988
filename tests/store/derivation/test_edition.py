"""The rules of deriving, each on the fewest lines that show it."""

import pytest

from store.cup.editions import Edition
from store.cup.findings import FindingKind
from store.cup.ties import Basis, Known
from store.derivation.scorers.leaders import same_player
from tests.store.seasons import edition_of


def cup(lines: str, infobox: str = "", **beside: str) -> Edition:
    box = f"Infobox\n{infobox}\n" if infobox else ""
    return edition_of(f"= 1993 Cup =\n{box}{lines}", **beside)


def decided(edition: Edition) -> list[tuple[str | None, Known | None]]:
    return [(tie.winner.name if tie.winner else None, tie.known) for tie in edition.ties]


def kinds(edition: Edition) -> list[FindingKind]:
    return [finding.kind for finding in edition.findings]


@pytest.mark.parametrize(
    ("lines", "winner", "known"),
    [
        ("==Final==\nA 2-1 B", "A", Known.SCORE),
        ("==Final==\nA 1-2 (a.e.t.) B", "B", Known.SCORE),
        ("==Final==\nA 1-1 (3-5 p) B", "B", Known.SHOOT_OUT),
        ("==Final==\nA (w/o) B", "A", Known.WALKOVER),
        ("==Финал кубка==\nA 2-1 B", "A", Known.SCORE),
        ("==Final==\nA 1-1 B\n  Advanced: B", "B", Known.STATED),
        ("==Final==\nA 2-1 B\nB 2-0 A", "B", Known.AGGREGATE),
        ("==Final==\nA 2-1 B\nB 1-0 (4-3 p) A", "B", Known.SHOOT_OUT),
        ("==Final==\nA 2-1 B\nB 1-0 (3-4 p) A", "A", Known.SHOOT_OUT),
        ("==Final==\nA 2-1 B\nB (w/o) A", "B", Known.WALKOVER),
        ("==Final==\nA 2-1 B\nB 1-0 A", None, None),
        ("==Final==\nA 1-1 B", None, None),
        ("==Semi-finals==\nA 1-1 B\n==Final==\nB 1-0 C", "B", Known.NEXT_ROUND),
        # Both play on when there is a match for third place: only the final tells.
        ("==Semi-finals==\nA 1-1 B\n==Third place==\nA 1-0 D\n==Final==\nB 1-0 C", "B", Known.NEXT_ROUND),
        ("==Semi-finals==\nA 1-1 B\n==Final==\nC 1-0 D", None, None),
        ("==Final==\nA ?-? B", None, None),
        ("==Final==\nA ?-? B\n  Advanced: A", "A", Known.STATED),
        ("==Final==\nA ?-? (4-5 p) B", "B", Known.SHOOT_OUT),
        ("==Final==\nA 2-0 B\nB ?-? A", None, None),
        ("==Semi-finals==\nA 2-0 B\nB ?-? A\n==Final==\nB 1-0 C", "B", Known.NEXT_ROUND),
    ],
)
def test_who_went_through(lines: str, winner: str | None, known: Known | None) -> None:
    assert decided(cup(lines))[0] == (winner, known)


def test_a_level_final_is_decided_by_the_infobox() -> None:
    edition = cup("==Final==\nA 1-1 B", "- Winners: B")
    assert decided(edition) == [("B", Known.INFOBOX)]
    assert (edition.winner and edition.winner.name, edition.winner_known) == ("B", Known.INFOBOX)


def test_a_winner_without_a_final_is_known_by_the_infobox() -> None:
    edition = cup("", "- Winners: B\n- Second: A")
    assert edition.final is None
    assert (edition.winner and edition.winner.name, edition.runner_up and edition.runner_up.name) == (
        "B",
        "A",
    )
    assert edition.winner_known is Known.INFOBOX


DOUBT = "[[one_source]]\nedition = '1993'\nfacts = ['date']\nsources = ['S']\n"
SUPPLEMENT = """
[[ties]]
edition = "1993"
round = "Final"
home = "A"
away = "B"
sources = ["a book"]
"""


def test_a_shoot_out_of_the_supplement() -> None:
    edition = cup("==Final==\nA 1-1 B", supplement=f'{SUPPLEMENT}shoot_out = "3-5"\nextra_time = true')
    (match,) = edition.ties[0].matches
    assert decided(edition) == [("B", Known.SUPPLEMENT)]
    assert (match.shoot_out_added, match.extra_time) == (True, True)


def test_no_extra_time_is_added_to_a_walkover() -> None:
    edition = cup("==Final==\nA (w/o) B", supplement=f"{SUPPLEMENT}extra_time = true")
    assert [match.extra_time for match in edition.ties[0].matches] == [False]


def test_of_two_additions_to_one_match_the_first_counts_and_the_second_fills_gaps() -> None:
    first = f'{SUPPLEMENT}venue = "Here"\nattendance = 0\ngoals = {{ X = 2 }}\n'
    second = f'{SUPPLEMENT}venue = "There"\nattendance = 9\nreferee = "R"\ngoals = {{ X = 1, Y = 1 }}\n'
    (match,) = cup("==Final==\nA 3-0 B\n  A: X, Y", supplement=first + second).ties[0].matches
    assert (match.venue, match.attendance, match.referee) == ("Here", 0, "R")
    assert [(goals.name, goals.low, goals.high) for goals in match.goals] == [("X", 2, 2), ("Y", 1, 1)]


@pytest.mark.parametrize(
    ("later", "replaced"),
    [("A 1-0 C", False), ("B 1-0 C", True), ("A 1-0 C\nB 1-0 D", False), ("C 1-0 D", False)],
)
def test_a_tie_whose_loser_alone_plays_on(later: str, replaced: bool) -> None:
    edition = cup(f"==First round==\nA 2-1 B\n==Second round==\n{later}")
    assert edition.ties[0].replaced is replaced
    assert (FindingKind.PLAYED_ON in kinds(edition)) is replaced


def test_the_supplement_says_who_went_through() -> None:
    assert decided(cup("==Final==\nA 1-1 B", supplement=f'{SUPPLEMENT}advanced = "B"')) == [
        ("B", Known.SUPPLEMENT)
    ]


def test_the_file_wins_over_the_supplement_and_the_difference_is_a_finding() -> None:
    edition = cup(
        "==Final==\nA 1-1 (5-3 p) B\n  Venue: Here",
        supplement=f'{SUPPLEMENT}shoot_out = "3-5"\nvenue = "There"',
    )
    assert decided(edition) == [("A", Known.SHOOT_OUT)]
    assert [finding.data for finding in edition.findings] == [
        {"fact": "shoot-out", "file": "5–3", "added": "3–5"},
        {"fact": "venue", "file": "Here", "added": "There"},
    ]


@pytest.mark.parametrize("wrong", ['round = "Semi-finals"', 'home = "C"', "goals = { Nobody = 1 }"])
def test_an_addition_that_meets_no_match_is_a_finding(wrong: str) -> None:
    key = wrong.split(" = ")[0]
    lines = [line for line in SUPPLEMENT.splitlines() if not line.startswith(f"{key} ")]
    assert kinds(cup("==Final==\nA 1-0 B\n  A: X", supplement="\n".join([*lines, wrong]))) == [
        FindingKind.ADDITION_LOST
    ]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("A 1-0 B\n  A: X", {"X": (1, 1, Basis.ARITHMETIC)}),
        ("A 3-0 B\n  A: X", {"X": (3, 3, Basis.ARITHMETIC)}),
        ("A 3-0 B\n  A: X, Y", {"X": (1, 2, Basis.OPEN), "Y": (1, 2, Basis.OPEN)}),
        ("A 3-0 B\n  A: X 12', Y", {"X": (1, 1, Basis.FILE), "Y": (2, 2, Basis.ARITHMETIC)}),
        ("A 3-0 B\n  A: X (2), Y", {"X": (2, 2, Basis.FILE), "Y": (1, 1, Basis.ARITHMETIC)}),
        ("A 4-0 B\n  A: X, Y, Z (o.g.)", dict.fromkeys("XYZ", (1, 2, Basis.OPEN))),
        ("A 0-1 B\n  A: X\n  B: Y", {"X": (0, 0, Basis.NONE), "Y": (1, 1, Basis.ARITHMETIC)}),
        ("A 1-0 B\n  A: X, Y", {"X": (0, 1, Basis.OPEN), "Y": (0, 1, Basis.OPEN)}),
    ],
)
def test_goals_of_a_match(lines: str, found: dict[str, tuple[int, int, Basis]]) -> None:
    (match,) = cup(f"==Final==\n{lines}").ties[0].matches
    assert {goals.name: (goals.low, goals.high, goals.basis) for goals in match.goals} == found


def scorers(edition: Edition) -> dict[str, tuple[int, int | None]]:
    return {row.name: (row.low, row.high) for row in edition.scorers}


WHOLE = "==First round==\n{first}\n==Final==\n{final}"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        # Who has minutes may have scored the others too; a number is all of his.
        ("X 5', Y, ?", {"X": (1, 4, Basis.OPEN), "Y": (1, 4, Basis.OPEN)}),
        ("X (2), Y, ?", {"X": (2, 2, Basis.FILE), "Y": (1, 3, Basis.OPEN)}),
        ("X 5' 6' 7' 8', ?", {"X": (4, 5, Basis.OPEN)}),
    ],
)
def test_goals_of_a_side_of_which_not_all_scorers_are_known(
    line: str, found: dict[str, tuple[int, int, Basis]]
) -> None:
    edition = cup(f"==Final==\nA 5-0 B\n  A: {line}")
    (match,) = edition.played
    assert match.others == (True, False)
    assert {goals.name: (goals.low, goals.high, goals.basis) for goals in match.goals} == found
    assert all(scorer.high is None for scorer in edition.scorers)
    assert edition.findings == ()


UNKNOWN_FINAL = (
    "==Semi-finals==\nA 3-0 C\n  A: Petrov, Orlov\nB 1-0 D\n  B: Sidorov\n==Final==\nA ?-? B\n  Advanced: A"
)


@pytest.mark.parametrize("claimed", [2, 3])
def test_in_a_match_without_a_score_anybody_may_have_scored(claimed: int) -> None:
    edition = cup(UNKNOWN_FINAL, f"- Num Teams: 4\n- Scoring Leader: Ivan Petrov (A) {claimed}")
    assert edition.whole
    assert edition.findings == ()
    bounds = {goals.name: (goals.low, goals.high) for goals in edition.ties[0].matches[0].goals}
    assert bounds == {"Ivan Petrov": (1, 2), "Orlov": (1, 2)}
    assert {row.name: (row.low, row.high) for row in edition.scorers} == {
        "Ivan Petrov": (claimed, claimed),
        "Orlov": (1, None),
        "Sidorov": (1, None),
    }


def test_others_where_the_names_account_for_every_goal_are_nobody() -> None:
    edition = cup("==Final==\nA 2-1 B\n  A: X, Y, ?\n  B: Z, ?", "- Num Teams: 2")
    (match,) = edition.played
    assert match.others == (False, False)
    assert {row.name: (row.low, row.high) for row in edition.scorers} == dict.fromkeys("XYZ", (1, 1))


def test_a_leader_without_a_number_narrows_the_others() -> None:
    edition = cup(
        "==Final==\nA 4-2 B\n  A: Alpha, Beta\n  B: Gamma (2)", "- Num Teams: 2\n- Scoring Leader: Alpha (A)"
    )
    assert [(row.name, row.low, row.high) for row in edition.scorers] == [
        ("Alpha", 2, 3),
        ("Gamma", 2, 2),
        ("Beta", 1, 2),
    ]
    assert edition.findings == ()


def test_a_leader_without_a_number_whom_somebody_outscored_is_a_finding() -> None:
    semi = "==Semi-finals==\nA 0-0 (4-3 p) B\nC 2-0 D\n  C: Gamma (2)\n"
    edition = cup(f"{semi}==Final==\nA 1-0 C\n  A: Delta", "- Num Teams: 4\n- Scoring Leader: Delta (A)")
    assert [(found.kind, found.data) for found in edition.findings] == [
        (FindingKind.ABOVE_LEADER, {"name": "Gamma", "low": 2, "claimed": 1})
    ]


def test_a_leader_without_a_number_whose_goals_are_all_known() -> None:
    edition = cup(
        "==Final==\nA 3-1 B\n  A: X 1' 2', Y\n  B: Z", "- Num Teams: 2\n- Scoring Leader: X (A), W (B)"
    )
    best = edition.scorers[0]
    assert (best.name, best.low, best.high, best.official) == ("X", 2, 2, True)
    assert kinds(edition) == [FindingKind.LEADER_UNKNOWN]
    assert edition.findings[0].data == {"name": "W", "claimed": 0}


def test_a_leader_without_a_number_has_as_many_as_anybody() -> None:
    edition = cup("==Final==\nA 3-1 B\n  A: X (2), Y\n  B: Z", "- Scoring Leader: Y (A), W (B)")
    assert {row.name: (row.low, row.high, row.official) for row in edition.scorers} == {
        "X": (2, None, False),
        "Y": (2, None, True),
        "W": (2, None, True),
        "Z": (1, None, False),
    }


def test_how_well_facts_are_known() -> None:
    supplement = """
        [[one_source]]
        edition = "1993"
        round = "final"
        home = "A"
        away = "B"
        facts = ["date", "venue"]
        sources = ["S"]
        [[conflicts]]
        edition = "1993"
        facts = ["top scorers"]
        text = "They differ."
        sources = ["S", "T"]
        [[unknown]]
        edition = "1993"
        round = "Final"
        home = "A"
        away = "C"
        facts = ["extra time"]
        sources = ["S"]
        [[line_ups]]
        edition = "1993"
        round = "Semi-final"
        home = "A"
        away = "B"
        club = "A"
        players = ["X"]
        sources = ["S"]
        [[line_ups]]
        edition = "1993"
        round = "FINAL"
        home = "A"
        away = "B"
        club = "B"
        players = ["X"]
        sources = ["S"]
    """
    edition = cup("==Final==\nA 1-0 B", supplement=supplement)
    assert [(found.kind, found.line) for found in edition.findings] == [
        (FindingKind.ADDITION_LOST, 0),
        (FindingKind.ADDITION_LOST, 0),
        (FindingKind.CONFLICT, 0),
        (FindingKind.ONE_SOURCE, 3),
    ]
    assert edition.doubted(FindingKind.ONE_SOURCE, edition.final) == ["date", "venue"]
    assert edition.doubted(FindingKind.CONFLICT, edition.final) == []
    assert edition.doubted(FindingKind.CONFLICT, None) == ["top scorers"]
    assert [found.kind for found in edition.contradictions] == [FindingKind.ADDITION_LOST] * 2


def test_the_leaders_bound_everybody() -> None:
    first = "A 5-0 B\n  A: X, Y\nC 1-0 D\n  C: Z"
    edition = cup(WHOLE.format(first=first, final="A 1-0 C\n  A: W"), "- Scoring Leader: Xaver Y (A) 3")
    assert scorers(edition) == {"Xaver Y": (3, 3), "X": (2, 2), "Z": (1, 1), "W": (1, 1)}
    edition = cup(WHOLE.format(first=first, final="A 1-0 C\n  A: W"), "- Scoring Leader: Somebody (D) 3")
    assert scorers(edition) == {"Somebody": (3, 3), "X": (2, 3), "Y": (2, 3), "Z": (1, 1), "W": (1, 1)}
    assert kinds(edition) == [FindingKind.LEADER_UNKNOWN]


def test_leaders_that_contradict_the_lines_are_findings_and_narrow_nothing() -> None:
    lines = WHOLE.format(first="A 5-0 B\n  A: X 1' 2' 3', Y 4' 5'\nC 1-0 D\n  C: Z", final="A 1-0 C\n  A: X")
    edition = cup(lines, "- Scoring Leader: Y (A) 3")
    assert kinds(edition) == [FindingKind.ABOVE_LEADER, FindingKind.LEADER_TOTAL]
    assert scorers(edition) == {"X": (4, 4), "Y": (3, 3), "Z": (1, 1)}


def test_a_leader_of_a_club_that_is_not_known_is_nobody_elses_namesake() -> None:
    edition = cup(
        WHOLE.format(first="A 1-0 B\n  A: Petrov\nC 1-0 D", final="A 1-0 C"),
        "- Scoring Leader: Ivan Petrov (E) 5",
    )
    assert [(row.name, row.club.name, row.low) for row in edition.scorers] == [
        ("Ivan Petrov", "E", 5),
        ("Petrov", "A", 1),
    ]


def test_a_leader_who_fits_several_men_is_none_of_them() -> None:
    first = "A 2-0 B\n  A: O.Rykov, A.Rykov\nC 1-0 D\n  C: Z"
    edition = cup(WHOLE.format(first=first, final="A 1-0 C\n  A: O.Rykov"), "- Scoring Leader: Rykov (A) 2")
    assert scorers(edition) == {"O.Rykov": (2, 2), "A.Rykov": (1, 1), "Z": (1, 1)}
    assert kinds(edition) == [FindingKind.LEADER_OF_SEVERAL]


def test_a_leader_who_stands_twice_counts_once() -> None:
    leaders = "Ivan (Z) 3 , Ivan (Z) 2 , Ivan (Y) 2 , X (A) 2 , X (A) 3"
    edition = cup("==Final==\nA 2-0 B\n  A: X", f"- Scoring Leader: {leaders}")
    found = [(row.name, row.club.name, row.low) for row in edition.scorers]
    assert found == [("Ivan", "Z", 3), ("Ivan", "Y", 2), ("X", "A", 2)]
    assert len({row.player for row in edition.scorers}) == 3
    assert kinds(edition) == [FindingKind.LEADER_TWICE, FindingKind.LEADER_TWICE]


def test_a_disputed_leader_is_marked() -> None:
    edition = cup(
        WHOLE.format(first="A 1-0 B\n  A: Q 1'\nC 1-0 D\n  C: Z", final="A 1-0 C\n  A: Q 2'"),
        "- Scoring Leader: Q (A) 3",
    )
    assert next((row.name, row.low, row.official, row.disputed) for row in edition.scorers) == (
        "Q",
        3,
        True,
        True,
    )
    assert kinds(edition) == [FindingKind.LEADER_TOTAL]


def test_a_leader_with_unlisted_goals_of_his_club() -> None:
    edition = cup(
        WHOLE.format(first="A 3-0 B\nC 1-0 D\n  C: Z", final="A 2-0 C\n  A: X, Y"),
        "- Scoring Leader: X (A) 3",
    )
    assert scorers(edition) == {"X": (3, 3), "Z": (1, 1), "Y": (1, None)}
    assert kinds(edition) == []


def test_nobodys_total_is_above_the_leaders() -> None:
    lines = WHOLE.format(first="A 3-0 B\n  A: X, Y\nC 3-0 D\n  C: L", final="A 3-0 C\n  A: X, Y")
    assert scorers(cup(lines, "- Scoring Leader: L (C) 3")) == {"L": (3, 3), "X": (3, 3), "Y": (3, 3)}


def test_a_shoot_out_of_the_supplement_decides_no_tie_that_is_decided() -> None:
    edition = cup("==Final==\nA 2-1 B", supplement=f'{SUPPLEMENT}shoot_out = "3-5"')
    assert decided(edition) == [("A", Known.SCORE)]
    assert [finding.data for finding in edition.findings] == [
        {"fact": "shoot-out", "file": "2–1", "added": "3–5"}
    ]


def test_a_supplement_that_sends_the_loser_through_is_a_finding() -> None:
    edition = cup("==Final==\nA 2-1 B", supplement=f'{SUPPLEMENT}advanced = "B"')
    assert decided(edition) == [("A", Known.SCORE)]
    assert kinds(edition) == [FindingKind.ADDITION_DIFFERS]


@pytest.mark.parametrize("scorers_", ["  A: X\n  B: X", "  A: X, X (o.g.)"])
def test_added_goals_of_a_name_that_stands_twice_are_nobodys(scorers_: str) -> None:
    edition = cup(f"==Final==\nA 2-1 B\n{scorers_}", supplement=f"{SUPPLEMENT}goals = {{ X = 2 }}")
    assert FindingKind.ADDITION_LOST in kinds(edition)
    assert all(goals.basis is not Basis.SUPPLEMENT for goals in edition.ties[0].matches[0].goals)


def test_unlisted_goals_leave_totals_open() -> None:
    edition = cup(WHOLE.format(first="A 5-0 B\nC 1-0 D\n  C: Z", final="A 1-0 C\n  A: X"))
    assert scorers(edition) == {"X": (1, None), "Z": (1, 1)}


def test_two_clubs_namesakes_are_two_men() -> None:
    edition = cup(WHOLE.format(first="A 1-0 B\n  A: X\nC 1-0 D\n  C: X", final="A 1-0 C\n  A: X"))
    assert [(row.club.name, row.low) for row in edition.scorers] == [("A", 2), ("C", 1)]


@pytest.mark.parametrize(
    ("lines", "infobox", "whole"),
    [
        ("==First round==\nA 1-0 B\nC 1-0 D", "", False),
        ("==Final==\nA 1-0 B", "", False),
        ("==Final==\nA 1-0 B", "- Num Teams: 2", True),
        ("==Semi-finals==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "", False),
        ("==Semi-finals==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "- Num Teams: 4", True),
        ("==Semi-finals==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "- Num Teams: 24", False),
        ("==First round==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "", True),
        ("==First round==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "- Num Teams: 5", False),
        ("==First round==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "- Num Teams: 3", True),
        ("==Third round==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "", False),
        ("==Quarter-finals==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "", False),
        ("==Round of 16==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "", False),
        ("==Round of 32==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "", False),
        (
            "==Round of 32==\n"
            + "\n".join(f"A{n} 1-0 B{n}" for n in range(8))
            + "\n==Quarter-finals==\nA0 1-0 A1\nA2 1-0 A3\nA4 1-0 A5\nA6 1-0 A7\n"
            "==Semi-finals==\nA0 1-0 A2\nA4 1-0 A6\n==Final==\nA0 1-0 A4",
            "",
            True,
        ),
        ("==Quarter-finals==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", "- Num Teams: 4", True),
        ("==First round==\nA 1-0 B\nC 1-0 D\n==Final==\nE 1-0 F", "- Num Teams: 6", False),
        ("==First round==\nA 1-0 B\nC v D\n==Final==\nA 1-0 C", "- Num Teams: 4", False),
        ("==First round==\nA 1-0 B\nC ?-? D\n==Final==\nA 1-0 C", "- Num Teams: 4", True),
        ("==First round==\nA 1-0 B\nBye: C\n==Final==\nA 1-0 C", "- Num Teams: 3", True),
        ("==Group A==\nA 1-0 B\nA 1-0 C\nB 1-0 C\n==Final==\nA 1-0 D", "- Num Teams: 4", True),
        ("==Group A==\nA 1-0 B\nA 1-0 C\n==Final==\nA 1-0 D", "- Num Teams: 4", False),
        ("==First round==\nA 1-0 B\n==Group A==\nA 1-0 C\n==Final==\nA 1-0 D", "- Num Teams: 4", True),
        ("==First round==\nA 1-0 B\n==Group A==\nE 1-0 C\n==Final==\nE 1-0 D", "- Num Teams: 5", False),
        (
            "==First round==\nA 1-0 B\nF 1-0 G\n==Group A==\nA 1-0 C\n==Final==\nA 1-0 D",
            "- Num Teams: 6",
            False,
        ),
        (
            "==Group A==\nTable: A 2 2 0 0 2-0 6\nTable: B 2 0 0 2 0-2 0\nA 1-0 B\n==Final==\nA 1-0 C",
            "- Num Teams: 3",
            False,
        ),
        ("==Раунд==\nA 1-0 B\nC 1-0 D\n==Последний==\nA 1-0 C", "", True),
    ],
)
def test_how_complete_a_file_is(lines: str, infobox: str, whole: bool) -> None:
    assert cup(lines, infobox).whole is whole


def test_claims_of_a_partly_known_edition_are_not_checked() -> None:
    assert kinds(cup("==Final==\nA 1-0 B", "- Num Teams: 24\n- Matches: 23\n- Goals: 81")) == []


@pytest.mark.parametrize(
    ("lines", "infobox", "found"),
    [
        (WHOLE.format(first="A 1-0 B\nC 1-0 D", final="A 1-0 C"), "- Num Teams: 3", [FindingKind.TEAMS]),
        (WHOLE.format(first="A 1-0 B\nC (w/o) D", final="A 1-0 C"), "- Matches: 3", [FindingKind.MATCHES]),
        (WHOLE.format(first="A 1-0 B\nC 1-0 D", final="A 1-0 C"), "- Goals: 4", [FindingKind.GOALS]),
        (WHOLE.format(first="A 1-0 B\nC 1-0 D\nE 1-0 F", final="A 1-0 C"), "", [FindingKind.BRACKET]),
        ("==Final==\nA 1-0 B", "- Winners: B\n- Second: A", [FindingKind.WINNER, FindingKind.RUNNER_UP]),
        ("==Final==\nA 1-0 B", "- Winners: C", [FindingKind.WINNER]),
        ("==Final==\nA 1-0 B", "- Year: 1994", [FindingKind.YEAR]),
        ("==Final==\n8 May 1994\nA 1-0 B", "", [FindingKind.DATE]),
        ("==Final==\nA 2-0 B\n  A: X 1'", "", [FindingKind.FEWER_GOALS]),
        ("==Final==\nA 1-0 B\n  A: X, Y", "", [FindingKind.MORE_NAMES]),
        ("==Final==\nA 0-1 B\n  A: X", "", [FindingKind.GHOST_SCORER]),
        ("==Final==\nA 2-1 (5-4 p) B", "", [FindingKind.SHOOT_OUT]),
        ("==Semi-finals==\nA 1-0 B\n==Final==\nB 1-0 C", "", [FindingKind.PLAYED_ON]),
        ("==Semi-finals==\nA 1-0 B\nA 1-0 C\n==Final==\nA 1-0 D", "", [FindingKind.TWICE_IN_ROUND] * 2),
        ("==Final==\nA 3-0 B\n  Advanced: B", "", [FindingKind.ADVANCED]),
        ("==Final==\nA 2-2 (5-4 p) B\n  Advanced: B", "", [FindingKind.ADVANCED]),
        ("==Final==\nA 1-1 B", "- Winners: C", [FindingKind.WINNER]),
        ("==Final==\nA 1-0 B", "- Winners:", []),
    ],
)
def test_findings(lines: str, infobox: str, found: list[FindingKind]) -> None:
    assert kinds(cup(lines, infobox)) == found


CLUBS = """
[ay]
name = "Ay"
editions = { 1992 = ["A", "A Town"], 1993 = ["A Town"] }
line = [{ name = "Old", from = 1950, to = 1960 }]
[bee]
name = "Bee"
editions = { 1993 = ["B"] }
names = [{ name = "Old", language = "en" }]
"""


def test_names_of_one_club_are_one_club() -> None:
    edition = cup("==Semi-finals==\nA Town 1-1 C\n==Final==\nA 1-0 B", clubs=CLUBS)
    assert edition.entrants["ay"] == ("A Town", "A")
    assert decided(edition)[0] == ("A Town", Known.NEXT_ROUND)


def test_a_name_that_two_clubs_have_borne_is_a_club_of_its_own() -> None:
    edition = cup("==Final==\nOld 1-0 B", clubs=CLUBS)
    assert kinds(edition) == [FindingKind.NAME_OF_SEVERAL]
    assert set(edition.entrants).isdisjoint({"ay"})


def test_one_club_against_itself_by_the_registry() -> None:
    edition = cup("==Final==\nA 1-0 A Town", clubs=CLUBS)
    assert kinds(edition) == [FindingKind.SAME_CLUB]
    assert len(edition.entrants) == 2


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("==First round==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C", ["R1", "F"]),
        ("==Erste Runde==\nA 1-0 B\nC 1-0 D\n==Endspiel==\nA 1-0 C", ["R1", "F"]),
        ("==Endspiel==\nA 1-0 C", ["F"]),
        ("==Erste Runde==\nA 1-0 B\nC 1-0 D", ["R1"]),
        ("==Semi-finals==\nA 1-0 B\n==Final==\nA 1-0 C\n==Third place==\nB 1-0 D", ["SF", "F", "3P"]),
    ],
)
def test_which_round_is_the_final(lines: str, codes: list[str]) -> None:
    assert [round_.code for round_ in cup(lines).rounds] == codes


@pytest.mark.parametrize(
    ("full", "short", "same"),
    [
        ("Sergei Volgin", "Volgin", True),
        ("Sergei Volgin", "S. Volgin", True),
        ("Sergei Volgin", "S.Volgin", True),
        ("Yuri Naidovsky", "Naydovsky", True),
        ("Sergei Volgin", "A. Volgin", False),
        ("Ivan Petrov", "Igor Petrov", False),
        ("Sergei Volgin", "Volkov", False),
    ],
)
def test_who_can_be_one_man(full: str, short: str, same: bool) -> None:
    assert same_player(full, short) is same
