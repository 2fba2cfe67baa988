from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.archive.h2h import meetings_of, opponents_of
from store.archive.records import RecordKind, how_many_hold, records_of
from tests.store.seasons import archive_of

CUP = """\
= {year} Cup =
{more}
==Semi-finals==
{semi}
==Final==
{final}
"""


def cup(year: int, semi: str, final: str, more: str = "Infobox\n- Num Teams: 4\n") -> str:
    return CUP.format(year=year, semi=semi, final=final, more=more)


def held(archive: Archive) -> dict[RecordKind, tuple[int, list[str]]]:
    """Each record's value with its holders in a few words."""
    found: dict[RecordKind, tuple[int, list[str]]] = {}
    for record, holder in records_of(archive):
        what = [holder.player[1]] if holder.player else []
        if holder.tie:
            tie = archive.tie(holder.tie)
            what.append(f"{tie.home.name}–{tie.away.name} {tie.edition}")
        elif holder.club:
            what.append(f"{holder.club.name} {' '.join(map(str, holder.editions))}")
        found.setdefault(record.kind, (record.value, []))[1].append(" ".join(what))
    return found


def test_our_records(early: Archive) -> None:
    assert all(record.settled for record, _ in records_of(early))
    assert how_many_hold(early) == len(records_of(early)) == 14
    assert records_of(early, 3, 2) == records_of(early)[3:5]
    assert held(early) == {
        RecordKind.BIGGEST_WIN: (
            *(6, ["Montazhnik Turkestan–Spartak Semipalatinsk 1992", "Shakhter–Yassi 1993"]),
        ),
        RecordKind.MOST_GOALS: (8, ["Montazhnik Turkestan–Spartak Semipalatinsk 1992"]),
        RecordKind.HIGHEST_FINAL: (6, ["Kairat–Fosfor 1992", "Dostyk–Taraz 1993"]),
        RecordKind.TITLES: (1, ["Kairat 1992", "Dostyk 1993"]),
        RecordKind.FINALS: (2, ["Taraz 1992 1993"]),
        RecordKind.GOALS_IN_TIE: (
            3,
            [
                "Oleg Litvinenko Montazhnik Turkestan–Fosfor 1992",
                "Igor Butkov Ansat–Karachaganak 1993",
                "Roman Luchkin Dostyk–Taraz 1993",
            ],
        ),
        RecordKind.GOALS_IN_EDITION: (6, ["Sergei Volgin Kairat 1992", "Oleg Litvinenko Fosfor 1992"]),
        RecordKind.UNBEATEN: (6, ["Kairat 1992 1993"]),
    }


def test_legs_count_together_and_walkovers_for_runs_only(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        a=cup(1990, "A 3-2 B\nB 1-1 A\nC (w/o) D", "A 0-0 (2-1 p) C"),
        b=cup(1991, "A 1-0 C\nB 0-1 D", "A 0-2 D"),
    )
    assert held(archive) == {
        RecordKind.BIGGEST_WIN: (2, ["A–D 1991"]),
        RecordKind.MOST_GOALS: (7, ["A–B 1990"]),
        RecordKind.HIGHEST_FINAL: (2, ["A–D 1991"]),
        RecordKind.TITLES: (1, ["A 1990", "D 1991"]),
        RecordKind.FINALS: (2, ["A 1990 1991"]),
        RecordKind.UNBEATEN: (3, ["A 1990 1991"]),
    }
    archive.close()


def test_one_shoot_out_won_is_no_record(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        a=cup(1990, "A 1-1 (4-3 p) B\nC 1-0 D", "A 0-0 (2-1 p) C"),
        b=cup(1991, "A 1-0 C\nB 0-0 (5-3 p) D", "A 0-2 B"),
    )
    assert held(archive)[RecordKind.SHOOT_OUTS] == (2, ["A 1990 1990"])
    archive.close()


def test_a_partly_known_edition_between_breaks_a_run(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        a=cup(1990, "A 3-2 B\nC 1-0 D", "A 1-0 C"),
        b="= 1991 Cup =\n==Final==\nC 1-0 D\n",
        c=cup(1992, "A 1-0 C\nB 2-0 D", "A 0-1 B"),
    )
    assert held(archive)[RecordKind.UNBEATEN] == (2, ["A 1990 1990", "B 1992 1992"])
    archive.close()


def test_a_lost_semi_final_and_third_place(tmp_path: Path) -> None:
    rounds = "==First round==\nA 1-0 B\nC 1-0 D\nE 1-0 F\nG 1-0 H\n==Semi-finals==\nA 0-1 C\nE 0-1 G\n"
    text = f"= 1990 Cup =\n{rounds}==Third place==\nA 1-0 E\n==Final==\nC 1-0 G\n"
    archive = archive_of(tmp_path, a=text)
    assert held(archive)[RecordKind.UNBEATEN] == (3, ["C 1990 1990"])
    archive.close()


def test_a_missing_edition_breaks_a_run_and_so_does_a_partly_known_one_it_did_not_win(tmp_path: Path) -> None:
    last = cup(1994, "A 1-0 C\nB 2-0 D", "A 1-0 B")
    archive = archive_of(
        tmp_path,
        a=cup(1990, "A 3-2 B\nC 1-0 D", "A 1-0 C"),
        b="= 1991 Cup =\nInfobox\n- Winners: Z\n==Semi-finals==\nA 1-0 B\n",
        c=cup(1992, "A 1-0 C\nB 2-0 D", "A 1-0 B"),
        d=last,
    )
    assert held(archive)[RecordKind.UNBEATEN] == (3, ["A 1990 1991"])
    archive.close()


def test_finals_of_unknown_outcome_count_for_both(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path, a=cup(1990, "A 3-2 B\nC 1-0 D", "A 1-1 C"), b=cup(1991, "A 1-0 C\nB 0-1 D", "A 0-2 D")
    )
    assert held(archive)[RecordKind.FINALS] == (2, ["A 1990 1991"])
    archive.close()


def test_a_record_of_goals_that_others_may_have_reached_is_not_settled(tmp_path: Path) -> None:
    semi = "A 5-0 B\n  A: Petrov , Sidorov\nC 2-0 D\n  C: Kim 5' 6'"
    archive = archive_of(tmp_path, a=cup(1990, semi, "A 1-0 C\n  A: Petrov"))
    records = {found.kind: (found.value, found.settled) for found, _ in records_of(archive)}
    assert records[RecordKind.GOALS_IN_TIE] == (2, False)
    assert records[RecordKind.GOALS_IN_EDITION] == (2, False)
    archive.close()


def test_unknown_scores_are_no_record_and_leave_those_of_players_open(tmp_path: Path) -> None:
    semi = "A 4-3 B\n  A: Petrov (2), X (2)\n  B: Y, Z, W\nB ?-? A\n  Advanced: A\nC 1-0 D\n  C: V"
    archive = archive_of(tmp_path, a=cup(1990, semi, "C ?-? A\nA 2-0 C\n  A: X, U"))
    records = held(archive)
    assert records[RecordKind.MOST_GOALS] == (1, ["C–D 1990"])
    assert RecordKind.HIGHEST_FINAL not in records
    assert records[RecordKind.BIGGEST_WIN] == (2, ["C–A 1990"])
    settled = {record.kind: record.settled for record, _ in records_of(archive)}
    assert not settled[RecordKind.GOALS_IN_TIE]
    archive.close()


@pytest.mark.parametrize(
    "semi",
    [
        "A 3-0 B\n  A: Petrov , Sidorov\nC 2-0 D\n  C: Kim (2)",  # either may have two
        "A 5-0 B\n  A: Petrov (1), ?\nC 2-0 D\n  C: Kim (2)",  # four goals of nobody known
        "A 5-0 B\n  A: Petrov (2), Ivanov (1)\nC 2-0 D\n  C: Kim (2)",  # two more
        "A 1-0 B\nB 0-1 A\nC 2-0 D\n  C: Kim (2)",  # one in each leg
    ],
)
def test_a_record_of_goals_is_settled_when_nobody_can_have_as_many(tmp_path: Path, semi: str) -> None:
    archive = archive_of(tmp_path, a=cup(1990, semi, "A 1-0 C\n  A: Orlov"))
    records = {found.kind: (found.value, found.settled) for found, _ in records_of(archive)}
    assert records[RecordKind.GOALS_IN_TIE] == (2, False)
    assert records[RecordKind.GOALS_IN_EDITION] == (2, False)
    archive.close()


def test_unknown_goals_are_no_record(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=cup(1990, "A (w/o) B\nC (w/o) D", "A (w/o) C"))
    assert set(held(archive)) == {RecordKind.TITLES, RecordKind.FINALS, RecordKind.UNBEATEN}
    archive.close()


def test_meetings(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        a=cup(1990, "A 3-2 B\nB 2-2 A\nC (w/o) D", "A 0-0 (2-1 p) C"),
        b=cup(1991, "B 4-1 A\nC 0-1 D", "B 0-2 D"),
    )
    ids = {club.name: club.id for club in archive.clubs()}
    ties = archive.ties_between(ids["A"], ids["B"])
    found = meetings_of(ties, ids["A"], ids["B"])
    record = found.record
    assert (found.ties, found.through) == (2, (1, 1))
    assert (record.played, record.won, record.drawn, record.lost) == (3, 1, 1, 1)
    assert (record.goals_for, record.goals_against) == (6, 8)
    assert [(str(tie.edition), match.margin) for tie, match in found.biggest] == [("1991", 3)]
    assert archive.ties_between(ids["B"], ids["A"]) == ties
    assert opponents_of(archive, ids["A"]) == [ids["B"], ids["C"]]
    archive.close()
