"""Cards: what a message is about, gathered before it is put into words."""

from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.archive.runs import runs_of_club
from store.cards.club import club_card
from store.cards.final import final_card
from store.cards.h2h import pair_card
from store.cards.titles import titles_card
from store.cup.findings import Fact
from store.cup.labels import parse_label
from store.cup.runs import Outcome
from tests.store.seasons import archive_of


@pytest.mark.parametrize(
    ("details", "unknown"),
    [
        ("", [Fact.DATE, Fact.VENUE, Fact.SCORERS, Fact.ATTENDANCE, Fact.REFEREE]),
        ("  Venue: V\n  Attendance: 0\n  Referee: R\n", [Fact.DATE, Fact.SCORERS]),
        ("  A: X\n", [Fact.DATE, Fact.VENUE, Fact.ATTENDANCE, Fact.REFEREE]),
        ("  A: ?\n", [Fact.DATE, Fact.VENUE, Fact.ATTENDANCE, Fact.REFEREE]),
    ],
)
def test_what_is_not_known_of_a_final(tmp_path: Path, details: str, unknown: list[Fact]) -> None:
    archive = archive_of(tmp_path, a=f"= 1993 Cup =\n==Final==\nA 1-0 B\n{details}")
    card = final_card(archive, archive.latest)
    assert card.unknown == unknown
    archive.close()


def test_nothing_is_missing_of_a_walkover_or_a_final_without_a_tie(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path, a="= 1993 Cup =\n==Final==\nA (w/o) B\n", b="= 1994 Cup =\nInfobox\n- Winners: A\n"
    )
    walkover, claimed = (final_card(archive, label) for label in archive.labels)
    assert walkover.unknown == claimed.unknown == []
    assert claimed.final is None
    archive.close()


def test_a_club_through_all_editions_and_in_one(ours: Archive) -> None:
    kairat = ours.club("kairat")
    assert kairat
    every, label = runs_of_club(ours, "kairat"), parse_label("1992")
    card = club_card(ours, kairat, every, None)
    assert [run.edition for run in card.runs] == sorted((run.edition for run in every), reverse=True)
    only = club_card(ours, kairat, runs_of_club(ours, "kairat", label), label)
    assert [(run.edition, run.outcome) for run in only.runs] == [(label, Outcome.WINNER)]
    assert 0 < only.record.played < card.record.played
    assert [known.name for known in card.line] == [
        "Kairat",
        "SOPFK Kairat",
        "Kairat",
        "Kairat-Almaty KTZh",
        "Kairat",
    ]


def test_two_clubs_with_their_scorers(ours: Archive) -> None:
    one, other = ours.club("dostyk"), ours.club("taraz")
    assert one
    assert other
    card = pair_card(ours, one, other, None)
    assert card.meetings
    assert card.meetings.ties == len(card.ties) > 0
    assert any(match.goals for tie in card.ties for match in tie.matches)
    assert pair_card(ours, one, other, parse_label("2001")).meetings is None


def test_titles_in_both_ways(ours: Archive) -> None:
    together, apart = titles_card(ours, apart=False), titles_card(ours, apart=True)
    assert (together.rows[0].name, len(together.rows[0].won)) == ("Kairat", 10)
    assert (apart.rows[0].name, len(apart.rows[0].won)) == ("Kairat", 9)
    assert sum(len(row.won) for row in together.rows) == sum(len(row.won) for row in apart.rows) == 33
