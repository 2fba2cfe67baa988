"""Legs, replays, third place, byes, lots, rulings: who went through, and how that is known."""

import pytest

from store.cup.findings import FindingKind
from store.cup.rounds import RoundKind
from store.cup.runs import Outcome, run_in
from store.cup.ties import Known
from store.seedfiles.problems import UnreadableFile
from tests.store.seasons import edition_of

SEMI_FINALS = "==Semi-finals==\nAlpha 1-0 Gamma\nBeta 2-0 Delta\n"
FINAL = "==Final==\nAlpha 0-4 Beta\n"


@pytest.mark.parametrize(
    ("lines", "winner", "known"),
    [
        (
            f"{SEMI_FINALS}==Final, first leg==\nAlpha 0-4 Beta\n==Final, second leg==\nBeta 0-3 Alpha\n",
            "Beta",
            "aggregate",
        ),
        (f"{SEMI_FINALS}==Final==\nAlpha 0-4 Beta\n==Final again==\nBeta 0-3 Alpha\n", "Beta", "aggregate"),
        (
            f"{SEMI_FINALS}==Final==\nAlpha 1-1 (a.e.t.) Beta\n==Final replay==\nAlpha 1-2 Beta\n",
            "Beta",
            "replay",
        ),
        (f"{SEMI_FINALS}==Final==\nAlpha 1-1 Beta\nAlpha 2-2 Beta\nAlpha 1-2 Beta\n", "Beta", "replay"),
        (
            f"{SEMI_FINALS}==Final==\nAlpha 1-1 Beta\n==Final replay==\nBeta 0-0 (4-5 p) Alpha\n",
            "Alpha",
            "shoot-out",
        ),
        (f"{SEMI_FINALS}==Final==\nAlpha 1-1 Beta\nBeta 0-2 Alpha\n", "Alpha", "replay"),
        ("==Final==\nAlpha 1-1 Beta\nBeta 0-2 Alpha\n", "Alpha", "aggregate"),
        ("==Final==\nAlpha 1-0 Beta\nBeta 1-0 Alpha\nAlpha 2-0 Beta\n", "Alpha", "replay"),
        ("==Final==\nAlpha 1-1 Beta\nAlpha 2-1 (replay) Beta\n", "Alpha", "replay"),
        ("==Final, second leg==\nAlpha 1-0 Beta\n", None, None),
        (f"{SEMI_FINALS}==Final==\nAlpha (w/o) Beta\nBeta (w/o) Alpha\n", None, None),
        (f"{SEMI_FINALS}==Final==\nAlpha (w/o) Beta\n", "Alpha", "walkover"),
        (f"{SEMI_FINALS}==Final==\nAlpha 3-0 (awarded) Beta\n", "Alpha", "awarded"),
        (f"{SEMI_FINALS}==Final==\nAlpha 1-0 (abandoned at 51') Beta\nAlpha 0-2 Beta\n", "Beta", "score"),
        (f"{SEMI_FINALS}==Final==\nAlpha 1-0 (annulled) Beta\n", None, None),
        (f"{SEMI_FINALS}==Final==\nAlpha 1-1 (lots: beta) Beta\n", "Beta", "lots"),
        (f"{SEMI_FINALS}==Final==\nAlpha v Beta\n", None, None),
        (f"{SEMI_FINALS}==Final==\nAlpha 2-0 Beta\nGamma 1-0 Delta\n", None, None),
        (f"{SEMI_FINALS}==Final==\nAlpha 2-0 Beta\n==The final==\nGamma 1-0 Delta\n", None, None),
        (
            f"{SEMI_FINALS}==Final==\nAlpha 2-0 Beta\n==Consolation final==\nGamma 1-0 Delta\n",
            "Alpha",
            "score",
        ),
        (
            f"{SEMI_FINALS}==Consolation final==\nGamma 1-0 Delta\n==Final==\nAlpha 2-0 Beta\n",
            "Alpha",
            "score",
        ),
        (f"{SEMI_FINALS}==Final==\nAlpha 2-0 (annulled) Beta\nAlpha 0-1 Beta\n", "Beta", "score"),
        (f"{SEMI_FINALS}==Final==\nAlpha 2-0 (annulled) Beta\nGamma 0-1 Beta\n", "Beta", "score"),
        (f"{SEMI_FINALS}==Final==\nAlpha 1-1 Beta\n==Super Cup==\nAlpha 1-0 Zeta\n", None, None),
        (f"{SEMI_FINALS}==Final==\nAlpha 1-1 Beta\n==Third place==\nGamma 1-0 Delta\n", None, None),
        ("Infobox\n- Away goals: 1930–40\n==Final==\nAlpha 1-1 Beta\nBeta 0-0 Alpha\n", None, "refused"),
        (
            "Infobox\n- Away goals: 1930–1940\n==Final==\nAlpha 1-1 Beta\nBeta 0-0 Alpha\n",
            "Beta",
            "away goals",
        ),
        ("Infobox\n- Away goals: 1966–2021\n==Final==\nAlpha 1-1 Beta\nBeta 0-0 Alpha\n", None, None),
        (
            "Infobox\n- Away goals: yes\n==Final==\nAlpha 1-1 Beta\nBeta 1-1 (3-4 p) Alpha\n",
            "Alpha",
            "shoot-out",
        ),
        ("==Semi-finals==\nAlpha (w/o) bye\nBeta 2-0 Delta\n==Final==\nAlpha 2-0 Beta\n", "Alpha", "score"),
    ],
)
def test_who_won_the_cup(lines: str, winner: str | None, known: str | None) -> None:
    text = f"= 1931 Town Cup =\n{lines}"
    if known == "refused":
        with pytest.raises(UnreadableFile) as raised:
            edition_of(text)
        assert str(raised.value).startswith(
            "x.txt:3: '1930–40' in 'Away goals', expected yes, no or the years"
        )
        return
    edition = edition_of(text)
    assert (edition.winner.name if edition.winner else None, edition.winner_known) == (winner, known)
    assert {"Alpha", "Beta"} <= {name for names in edition.entrants.values() for name in names}


def test_legs_under_headings_of_their_own_are_one_round() -> None:
    edition = edition_of(
        "= 1931 Cup =\n==Semi-finals, first leg==\nAlpha 1-0 Gamma\nBeta 0-1 Delta\n"
        f"==Semi-finals, second leg==\nGamma 0-1 Alpha\nDelta 0-3 Beta\n{FINAL}"
    )
    assert [(found.number, found.name, found.code) for found in edition.rounds] == [
        (1, "Semi-finals", "SF"),
        (2, "Final", "F"),
    ]
    assert [(tie.advanced, tie.known, len(tie.matches)) for tie in edition.ties[:2]] == [
        (edition.ties[0].home.club, Known.AGGREGATE, 2),
        (edition.ties[1].home.club, Known.AGGREGATE, 2),
    ]
    assert edition.findings == ()


def test_a_missing_leg_decides_nothing_but_the_next_round_may() -> None:
    edition = edition_of(
        f"= 1931 Cup =\n==Semi-finals==\nAlpha 1-0 Gamma\nGamma 2-2 Alpha\nBeta 0-1 Delta\n{FINAL}"
    )
    assert [tie.known for tie in edition.ties] == [Known.AGGREGATE, Known.NEXT_ROUND, Known.SCORE]
    assert not edition.ties[1].replaced


def test_replays_are_told_from_legs() -> None:
    replays = "Alpha 1-1 Gamma\nGamma 0-2 Alpha\nBeta 2-0 Delta\n"
    edition = edition_of(f"= 1931 Cup =\n==Semi-finals==\n{replays}{FINAL}")
    assert [match.replay for match in edition.ties[0].matches] == [False, True]
    lone = edition_of(f"= 1931 Cup =\n==Semi-finals==\n{replays.replace('2-0 Delta', '2-2 Delta')}{FINAL}")
    assert not lone.ties[0].replayed  # a replay would have been needed there too
    twice = "Alpha 1-1 Gamma\nGamma 0-2 Alpha\nBeta 0-0 Delta\nDelta 0-1 Beta\n"
    legs = edition_of(f"= 1931 Cup =\n==Semi-finals==\n{twice}{FINAL}")
    assert [tie.known for tie in legs.ties[:2]] == [Known.AGGREGATE] * 2


def test_a_play_off_behind_two_legs() -> None:
    edition = edition_of(
        "= 1931 Cup =\n==Semi-finals==\nAlpha 1-0 Gamma\nGamma 1-0 Alpha\nBeta 2-0 Delta\nDelta 0-0 Beta\n"
        "==Semi-finals, play-off==\nAlpha 2-0 Gamma\n==Final==\nAlpha 2-0 Beta\n"
    )
    assert [found.code for found in edition.rounds] == ["SF", "F"]
    assert [[match.replay for match in tie.matches] for tie in edition.ties] == [
        [False, False, True],
        [False, False],
        [False],
    ]
    assert [tie.known for tie in edition.ties] == [Known.REPLAY, Known.AGGREGATE, Known.SCORE]


def test_a_club_that_lost_and_took_the_place_of_another() -> None:
    edition = edition_of(
        "= 1931 Cup =\n==Quarter-finals==\nA 1-0 B\nC 1-0 D\nE 1-0 F\n==Semi-finals==\nA 1-0 C\nE 1-0 F\n"
        "==Final==\nA 1-0 E\n"
    )
    assert (edition.findings, edition.winner and edition.winner.name) == ((), "A")


@pytest.mark.parametrize("heading", ["Third place play-off", "Матч за 3-е место", "The two losers"])
@pytest.mark.parametrize("behind", [False, True])
def test_the_match_for_third_place(heading: str, behind: bool) -> None:
    third = f"=={heading}==\nGamma 1-0 Delta\n"
    edition = edition_of(
        f"= 1931 Cup =\nInfobox\n- Num Teams: 4\n{SEMI_FINALS}" + (FINAL + third if behind else third + FINAL)
    )
    assert (edition.findings, edition.whole) == ((), True)
    codes = {tie.round.code: tie.round.kind for tie in edition.ties}
    assert codes == {"SF": RoundKind.KNOCK_OUT, "3P": RoundKind.PLACEMENT, "F": RoundKind.KNOCK_OUT}
    assert (edition.winner and edition.winner.name) == "Beta"


def test_byes() -> None:
    edition = edition_of(
        "= 1931 Cup =\n==First round==\nBye: Alpha, Beta\nGamma bye\nC 1-0 D\n==Final==\nC 1-0 Alpha\n"
    )
    assert [(bye.round.name, bye.side.name) for bye in edition.byes] == [
        ("First round", "Alpha"),
        ("First round", "Beta"),
        ("First round", "Gamma"),
    ]
    assert len(edition.entrants) == 5


def test_what_contradicts_is_a_finding_at_its_line() -> None:
    def kinds(lines: str) -> list[tuple[FindingKind, int]]:
        return [(found.kind, found.line) for found in edition_of(f"= 1931 Cup =\n{lines}").findings]

    both = "==Final==\nAlpha (w/o) Beta\nBeta (w/o) Alpha\n"
    assert kinds(both) == [(FindingKind.BOTH_WALKOVERS, 4)]
    assert kinds("==Final==\nA 1-0 B\nC 1-0 D\n") == [(FindingKind.FINALS, 3), (FindingKind.FINALS, 4)]
    assert kinds("==Final==\nA 1-0 (2-0) B\n") == [(FindingKind.HALF_TIME, 3)]
    assert kinds("==Final==\nA 2-1 (a.e.t., 1-1, 0-1) B\n") == []
    assert kinds("==Final==\nA 2-1 (lots: B) B\n") == [(FindingKind.ADVANCED, 3)]


def test_statements_that_contradict_are_findings() -> None:
    def kinds(lines: str) -> list[tuple[FindingKind, int]]:
        return [
            (found.kind, found.line) for found in edition_of(f"= 1931 Cup =\n==Final==\n{lines}").findings
        ]

    assert kinds("A 2-1 (a.e.t., 2-1) B\n") == [(FindingKind.EXTRA_TIME, 3)]
    assert (FindingKind.STATED_TWICE, 3) in kinds("A 1-1 (lots: A) B\n  Advanced: B\n")
    assert kinds("A 1-1 (lots: A) B\n  Advanced: A\n") == []


@pytest.mark.parametrize(
    "semi_finals",
    [
        "Alpha 1-0 Gamma\nBeta 2-0 Delta\n",
        "Alpha (w/o) Gamma\nBeta 1-1 (4-2 p) Delta\n",
        "Gamma 1-1 (lots: Alpha) Alpha\nDelta 2-2 (3-4 p) Beta\n",
        "Gamma 1-1 Alpha\n  Advanced: Alpha\nDelta 1-0 Beta\nBeta 2-0 Delta\n",
    ],
)
def test_the_final_is_the_match_of_those_who_won_the_semi_finals(semi_finals: str) -> None:
    edition = edition_of(
        f"= 1931 Cup =\n==Semi-finals==\n{semi_finals}==The great day==\nAlpha 0-1 Beta\n==The day after==\n"
        "Gamma 1-0 Alpha\n"
    )
    assert [found.code for found in edition.rounds][:2] == ["SF", "F"]
    assert (edition.winner and edition.winner.name) == "Beta"


def test_finals_of_several_paths_are_no_final() -> None:
    edition = edition_of("= 1931 Cup =\n==Path A, Final==\nA 1-0 B\n==Path B, Final==\nC 1-0 D\n")
    assert (edition.winner, edition.final) == (None, None)


def test_an_awarded_match_counts_for_who_went_through_and_not_among_goals() -> None:
    edition = edition_of("= 1931 Cup =\n==Final==\nAlpha 1-2 Beta\nBeta 0-3 (awarded) Alpha\n")
    (tie,) = edition.ties
    assert (tie.winner and tie.winner.name, tie.known) == ("Alpha", Known.AGGREGATE)
    assert (edition.goals, len(edition.played), edition.without_score) == (3, 1, 0)


def test_an_edition_with_a_hole_in_it_is_not_whole() -> None:
    lines = "==Preliminary round==\nA 1-0 B\nC 1-0 D\n==Final==\nE 1-0 F\n"
    assert edition_of(f"= 1964 Cup =\n{lines}").whole
    hole = edition_of(f"= 1964 Cup =\nInfobox\n- Num Teams: 29\n{lines}")
    assert (hole.whole, hole.findings) == (False, ())


HALF_KNOWN = """\
= 2019 Cup =
Infobox
- Num Teams: 9
==First round==
Clubs: A, B, Z
A 2-0 B
==Quarter-finals==
Clubs: A, Z, C, D, E, F
G 1-0 H
==Semi-finals==
Clubs: A, C, G, E
==Final==
A 1-0 C
"""


def test_clubs_whose_tie_is_not_known() -> None:
    edition = edition_of(HALF_KNOWN)
    assert edition.findings == ()
    assert not edition.whole
    assert [(bye.round.code, bye.side.name, bye.played) for bye in edition.byes] == [
        ("R1", "Z", True),
        *(("QF", club, True) for club in "AZCDEF"),
        *(("SF", club, True) for club in "ACGE"),
    ]
    assert [(found.code, found.kind) for found in edition.rounds] == [
        (code, RoundKind.KNOCK_OUT) for code in ("R1", "QF", "SF", "F")
    ]
    runs = {
        names[0]: run_in(
            edition, club, [tie for tie in edition.ties if club in (tie.home.club, tie.away.club)]
        )
        for club, names in edition.entrants.items()
    }
    assert {name: (run.outcome, run.reached and run.reached.code) for name, run in runs.items()} == {
        "A": (Outcome.WINNER, "F"),
        "B": (Outcome.OUT, "R1"),
        "Z": (Outcome.OUT, "QF"),  # all four clubs of the semi-finals are known
        "C": (Outcome.RUNNER_UP, "F"),
        "D": (Outcome.OUT, "QF"),
        "E": (Outcome.OUT, "SF"),
        "F": (Outcome.OUT, "QF"),
        "G": (Outcome.OUT, "SF"),
        "H": (Outcome.OUT, "QF"),
    }
    assert [found.code for found in runs["Z"].stations] == ["R1", "QF"]
