import pytest

from store.cup.rounds import NamedRound, find_round, round_code

OURS = [
    NamedRound(1, "First round", "R1"),
    NamedRound(2, "Second round", "R2"),
    NamedRound(3, "Quarter-finals", "QF"),
    NamedRound(4, "Semi-finals", "SF"),
    NamedRound(5, "Final", "F"),
]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *[(text, 5) for text in ("final", "Final", "F", "финал", "the final")],
        *[
            (text, 4)
            for text in ("semi", "sf", "SF", "1/2", "semi-finals", "semifinal", "полуфинал", "1/2 финала")
        ],
        *[(text, 3) for text in ("qf", "1/4", "quarter-finals", "Quarter", "четвертьфинал")],
        *[(text, 2) for text in ("r2", "second round", "2nd round", "2", "round 2", "второй раунд", "1/8")],
        *[(text, 1) for text in ("first", "R1", "1st round", "1/16")],
        *[(text, None) for text in ("r7", "1/32", "third place", "Kairat", "")],
    ],
)
def test_what_people_type(typed: str, number: int | None) -> None:
    found = find_round(typed, OURS)
    assert (found.number if found else None) == number


def test_own_names_in_any_script() -> None:
    rounds = [NamedRound(1, "პირველი წრე", "R1"), NamedRound(2, "ფინალი", "F")]
    assert find_round("ფინალი", rounds) == rounds[1]
    assert find_round("პირველი წრე", rounds) == rounds[0]


def test_codes() -> None:
    names = ["Final", "Third place", "Round of 16", "Preliminary round", "Раунд 3", "Whatever"]
    assert [round_code(name) for name in names] == ["F", "3P", "R16", "PR", "R3", None]
