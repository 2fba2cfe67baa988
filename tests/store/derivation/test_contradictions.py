"""Findings: at which line of the file, and with the numbers and names that the sentence about each says."""

import pytest

from store.cup.findings import FindingKind as Kind
from tests.store.seasons import edition_of

WHOLE = "==First round==\nA 1-0 B\nC 1-0 D\n==Final==\nA 1-0 C"  # from line 5 on
SUPPLEMENT = '[[ties]]\nedition = "1993"\nround = "Final"\nhome = "A"\naway = "B"\nsources = ["S"]\n'


@pytest.mark.parametrize(
    ("infobox", "lines", "found"),
    [
        ("- Num Teams: 3", WHOLE, (Kind.TEAMS, 3, {"claimed": 3, "found": 4})),
        ("- Matches: 4", WHOLE, (Kind.MATCHES, 3, {"claimed": 4, "found": 3})),
        (
            "- Matches: 3",
            WHOLE.replace("A 1-0 B", "A (w/o) B"),
            (Kind.MATCHES, 3, {"claimed": 3, "found": 2}),
        ),
        (
            "- Matches: 2",
            WHOLE.replace("A 1-0 B", "A ?-? B\n  Advanced: A"),
            (Kind.MATCHES, 3, {"claimed": 2, "found": 3}),
        ),
        ("- Goals: 4", WHOLE, (Kind.GOALS, 3, {"claimed": 4, "found": 3})),
        (
            "- Year: 1993",
            WHOLE.replace("C 1-0 D\n", "C 1-0 D\nE 1-0 F\n"),
            (Kind.BRACKET, 0, {"clubs": 6, "needed": 5, "ties": 4}),
        ),
        ("- Year: 1994", WHOLE, (Kind.YEAR, 3, {"claimed": "1994", "label": "1993"})),
        ("- Winners: C", WHOLE, (Kind.WINNER, 3, {"claimed": "C", "found": "A"})),
        ("- Second: B", WHOLE, (Kind.RUNNER_UP, 3, {"claimed": "B", "found": "C"})),
        (
            "- Scoring Leader: L (A) 3",
            WHOLE.replace("A 1-0 B", "A 1-0 B\n  A: X") + "\n  A: X",
            (Kind.LEADER_UNKNOWN, 3, {"name": "L", "claimed": 3}),
        ),
        (
            "- Year: 1993",
            "==Final==\n8 May 1994\nA 1-0 B",
            (Kind.DATE, 6, {"date": "1994-05-08", "label": "1993"}),
        ),
        ("- Year: 1993", "==Final==\nA 2-1 (5-4 p) B", (Kind.SHOOT_OUT, 5, {"home": "A", "away": "B"})),
        (
            "- Year: 1993",
            "==Semi-finals==\nA 1-0 B\n==Final==\nB 1-0 C",
            (Kind.PLAYED_ON, 5, {"winner": "A", "loser": "B"}),
        ),
        (
            "- Year: 1993",
            "==Final==\nA 3-0 B\n  Advanced: B",
            (Kind.ADVANCED, 5, {"stated": "B", "found": "A"}),
        ),
        (
            "- Year: 1993",
            "==Final==\nA 1-0 B\n  A: X, Y",
            (Kind.MORE_NAMES, 6, {"club": "A", "named": 2, "scored": 1}),
        ),
        (
            "- Year: 1993",
            "==Final==\nA 1-2 B\n  B: X 1'",
            (Kind.FEWER_GOALS, 6, {"club": "B", "named": 1, "scored": 2}),
        ),
        ("- Year: 1993", "==Final==\nA 0-1 B\n  A: X", (Kind.GHOST_SCORER, 6, {"name": "X", "club": "A"})),
        (
            "- Num Teams: 2\n- Scoring Leader: X (A) 3",
            "==Final==\nA 2-0 B\n  A: X, Y",
            (Kind.LEADER_TOTAL, 0, {"name": "X", "low": 1, "high": 1, "claimed": 3}),
        ),
        (
            "- Num Teams: 2\n- Scoring Leader: X (A) 1",
            "==Final==\nA 3-0 B\n  A: X, Y (2)",
            (Kind.ABOVE_LEADER, 0, {"name": "Y", "low": 2, "high": 2, "claimed": 1}),
        ),
        (
            "- Num Teams: 4\n- Scoring Leader: X (A)",
            "==Semi-finals==\nA 1-0 B\n  A: X\nC 2-0 D\n  C: Y (2)\n==Final==\nC 1-0 A\n  C: Z",
            (Kind.ABOVE_LEADER, 0, {"name": "Y", "low": 2, "claimed": 1}),
        ),
        (
            "- Scoring Leader: Rykov (A) 2",
            "==Final==\nA 2-0 B\n  A: O.Rykov, A.Rykov",
            (Kind.LEADER_OF_SEVERAL, 3, {"name": "Rykov", "claimed": 2, "names": ("O.Rykov", "A.Rykov")}),
        ),
        (
            "- Scoring Leader: X (A), X (A) 2",
            "==Final==\nA 2-0 B\n  A: X",
            (Kind.LEADER_TWICE, 3, {"name": "X", "claimed": 2}),
        ),
        (
            "- Scoring Leader: L (C), L (C)",
            "==Final==\nA 2-0 B\n  A: X",
            (Kind.LEADER_TWICE, 3, {"name": "L", "claimed": "?"}),
        ),
    ],
)
def test_findings_say_where_and_what(
    infobox: str, lines: str, found: tuple[Kind, int, dict[str, object]]
) -> None:
    edition = edition_of(f"= 1993 Cup =\nInfobox\n{infobox}\n{lines}\n")
    assert [(finding.kind, finding.line, finding.data) for finding in edition.findings] == [found]


@pytest.mark.parametrize("second", ["A 1-0 C", "Bye: A"])
def test_a_club_twice_in_a_round_is_a_finding_at_each_of_its_ties(second: str) -> None:
    edition = edition_of(f"= 1993 Cup =\n==Semi-finals==\nA 1-0 B\n{second}\n==Final==\nA 1-0 D\n")
    lines = [3] if second.startswith("Bye") else [3, 4]
    about = {"club": "A", "round": "Semi-finals"}
    found = [(finding.kind, finding.line, finding.data) for finding in edition.findings]
    assert found == [(Kind.TWICE_IN_ROUND, line, about) for line in lines]


@pytest.mark.parametrize(
    ("lines", "added", "found"),
    [
        ("A 1-0 B\n  Venue: V", 'venue = "W"', {"fact": "venue", "file": "V", "added": "W"}),
        ("A 1-0 B\n  Attendance: 0", "attendance = 5", {"fact": "attendance", "file": "0", "added": "5"}),
        ("A 1-1 (3-2 p) B", 'shoot_out = "4-2"', {"fact": "shoot-out", "file": "3–2", "added": "4–2"}),
        ("A 1-0 B", 'shoot_out = "4-2"', {"fact": "shoot-out", "file": "1–0", "added": "4–2"}),
        ("A 1-0 B", 'advanced = "B"', {"fact": "went through", "file": "A", "added": "B"}),
    ],
)
def test_what_the_supplement_says_otherwise(lines: str, added: str, found: dict[str, str]) -> None:
    edition = edition_of(f"= 1993 Cup =\n==Final==\n{lines}\n", supplement=f"{SUPPLEMENT}{added}")
    assert [(finding.kind, finding.line, finding.data) for finding in edition.findings] == [
        (Kind.ADDITION_DIFFERS, 3, found)
    ]


def test_goals_that_the_supplement_counts_otherwise() -> None:
    edition = edition_of(
        "= 1993 Cup =\n==Final==\nA 2-0 B\n  A: X (2)\n", supplement=f"{SUPPLEMENT}goals = {{ X = 1 }}"
    )
    assert [(finding.kind, finding.line, finding.data) for finding in edition.findings] == [
        (Kind.ADDITION_DIFFERS, 4, {"fact": "X", "file": 2, "added": 1})
    ]


def test_notes_of_several_entries_are_joined() -> None:
    supplement = f'{SUPPLEMENT}note = "One."\n{SUPPLEMENT}note = "Two."\n{SUPPLEMENT}venue = "V"'
    edition = edition_of("= 1993 Cup =\n==Final==\nA 2-0 B\n  Note: Zero.\n", supplement=supplement)
    (match,) = edition.played
    assert (match.notes, match.venue) == (("Zero.", "One. Two."), "V")


@pytest.mark.parametrize(
    ("heading", "infobox", "lines"),
    [
        ("1996–97", "- Year: 1996-97", "==Final==\n8 May 1996\nA 1-0 B"),
        ("1996–97", "- Year: 1996/97", "==Final==\n8 May 1997\nA 1-0 B"),
        ("1996–97", "- Year: 1996–97", "==Final==\nA 1-0 B"),
        ("1993", "- Goals: 9", WHOLE.replace("A 1-0 B", "A ?-? B\n  Advanced: A")),  # nobody knows
        ("1993", "- winners: A\n- second: C\n- num teams: 4\n- matches: 3\n- goals: 3", WHOLE),
    ],
)
def test_what_does_not_contradict(heading: str, infobox: str, lines: str) -> None:
    assert edition_of(f"= {heading} Cup =\nInfobox\n{infobox}\n{lines}\n").findings == ()


CLUBS = """
[ay]
name = "Ay"
editions = { 1993 = ["A Town", "A"] }
line = [{ name = "Old", from = 1950, to = 1960 }]
[bee]
name = "Bee"
names = [{ name = "Old" }]
"""


def test_names_that_are_not_one_club() -> None:
    several = edition_of("= 1993 Cup =\n==Semi-finals==\nC 1-0 D\nOld 1-0 E\n", clubs=CLUBS)
    assert [(found.kind, found.line, found.data) for found in several.findings] == [
        (Kind.NAME_OF_SEVERAL, 4, {"name": "Old", "clubs": ("Ay", "Bee")})
    ]
    twice = edition_of("= 1993 Cup =\n==Final==\nA 1-0 A Town\n", clubs=CLUBS)
    assert [(found.kind, found.line, found.data) for found in twice.findings] == [
        (Kind.SAME_CLUB, 3, {"home": "A", "away": "A Town"})
    ]
    (tie,) = twice.ties
    assert (tie.home.club, tie.away.name) == ("ay", "A Town")
    assert twice.entrants[tie.away.club] == ("A Town",)


def test_a_leader_whose_club_has_goals_without_a_name_is_no_finding() -> None:
    for leader in ("L (A) 3", "L 3"):
        text = f"= 1993 Cup =\nInfobox\n- Scoring Leader: {leader}\n{WHOLE}\n  A: X"
        assert edition_of(text).findings == ()


def test_a_club_has_its_canonical_name_first() -> None:
    edition = edition_of("= 1993 Cup =\n==Semi-finals==\nA 1-0 C\n==Final==\nA Town 1-0 B\n", clubs=CLUBS)
    assert edition.entrants["ay"] == ("A Town", "A")


def test_doubts_and_lost_additions_say_what_they_are_about() -> None:
    supplement = (
        "[[conflicts]]\nedition = '1993'\nfacts = ['date', 'venue']\nsources = ['S', 'T']\ntext = 'Why.'\n"
        "round = 'Final'\nhome = 'A'\naway = 'B'\n"
        "[[one_source]]\nedition = '1993'\nfacts = ['winner']\nsources = ['S']\n"
        + SUPPLEMENT.replace('"Final"', '"Third round"')
    )
    edition = edition_of("= 1993 Cup =\n==Final==\nA 1-0 B\n", supplement=supplement)
    assert [
        (found.kind, found.line, found.data, found.facts, found.sources) for found in edition.findings
    ] == [
        (Kind.ADDITION_LOST, 0, {"home": "A", "away": "B", "round": "Third round"}, (), ()),
        (Kind.ONE_SOURCE, 0, {"text": "", "round": "", "ties": ()}, ("winner",), ("S",)),
        (
            Kind.CONFLICT,
            3,
            {"text": "Why.", "round": "Final", "ties": ("A – B",)},
            ("date", "venue"),
            ("S", "T"),
        ),
    ]


def doubt(about: str) -> str:
    return f"[[one_source]]\nedition = '1993'\nfacts = ['the whole match']\nsources = ['S']\n{about}\n"


@pytest.mark.parametrize(
    ("about", "lines", "lost"),
    [
        ("round = 'first round'", [3, 4, 5], []),
        ("round = 'First round'\nties = [['B', 'A']]", [3, 4], []),
        ("round = 'First round'\nhome = 'B'\naway = 'A'", [4], []),
        ("round = 'First round'\nties = [['B', 'A'], ['C', 'D']]", [3, 4, 5], []),
        ("round = 'First round'\nties = [['A', 'B'], ['C', 'A']]", [3, 4], [("C", "A")]),
        ("round = 'Third round'", [], [("", "")]),
        ("round = 'Final'\nhome = 'C'\naway = 'A'", [], [("C", "A")]),
    ],
)
def test_a_doubt_is_about_a_match_or_ties_or_a_round(
    about: str, lines: list[int], lost: list[tuple[str, str]]
) -> None:
    season = "= 1993 Cup =\n==First round==\nA 1-0 B\nB 1-0 A\nC 1-0 D\n==Final==\nA 1-0 C\n"
    findings = edition_of(season, supplement=doubt(about)).findings
    assert [found.line for found in findings if found.kind is Kind.ONE_SOURCE] == lines
    missing = [found.data for found in findings if found.kind is Kind.ADDITION_LOST]
    assert [(data["home"], data["away"]) for data in missing] == lost


def test_scorers_stand_by_goals_and_then_as_the_infobox_names_them() -> None:
    edition = edition_of(
        "= 1993 Cup =\nInfobox\n- Num Teams: 2\n- Scoring Leader: Zed (B) 2, Ace (A) 2, Far (C) 2\n"
        "==Final==\nA 4-3 B\n  A: Ace (2), Mid (1), Bo (1)\n  B: Zed (2), Cy (1)\n"
    )
    assert [row.name for row in edition.scorers] == ["Zed", "Ace", "Far", "Bo", "Cy", "Mid"]
