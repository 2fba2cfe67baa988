"""Questions about groups and replays: asked where they are settled, and not where they are not."""

from dataclasses import replace
from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.trivia.pool import Choice, Pool
from store.trivia.proof.check import broken_rules
from store.trivia.question import Kind, Question
from tests.store.seasons import archive_of

GROUP_A = """\
==Group A==
Alpha 1-0 Beta
Gamma 1-1 Delta
Alpha 1-1 Gamma
Beta 0-0 Delta
Alpha 2-0 Delta
Beta 0-1 Gamma
"""
KNOCK_OUT = """\
==Quarter-finals==
Alpha 2-0 Kilo
Echo 1-0 Lima
Golf 3-0 Mike
Gamma 2-1 Nova
==Semi-finals==
Alpha 1-0 Golf
Echo 2-2 (a.e.t.) Gamma
Gamma 0-1 (replay) Echo
==Final==
Alpha 3-1 Echo
"""
CUP = f"= 1995 Town Cup =\n{GROUP_A}{KNOCK_OUT}"


def asked(archive: Archive, kind: Kind) -> list[Question]:
    return [question for question in Pool(archive).questions() if question.kind is kind]


def answers(archive: Archive, kind: Kind) -> list[tuple[str, set[str]]]:
    """The right answer and the wrong ones to each question of a *kind*."""
    return [
        (question.rights[0].text, {option.text for option in question.wrongs})
        for question in asked(archive, kind)
    ]


def test_first_last_points_and_replays(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=CUP)
    assert answers(archive, Kind.GROUP_WINNER) == [("Alpha", {"Beta", "Gamma", "Delta"})]
    assert answers(archive, Kind.GROUP_LAST) == [("Beta", {"Alpha", "Gamma", "Delta"})]
    points = {question.about["club"]: question for question in asked(archive, Kind.POINTS)}
    assert {club: one.rights[0].text for club, one in points.items()} == {
        "Alpha": "7",
        "Gamma": "5",
        "Delta": "2",
        "Beta": "1",
    }
    assert {one.about["win"] for one in points.values()} == {"3"}
    assert "7" not in {option.text for option in points["Alpha"].wrongs}
    ((right, wrongs),) = answers(archive, Kind.REPLAY)
    assert right == "Echo – Gamma"
    assert "Alpha – Golf" in wrongs
    assert "Gamma – Delta" not in wrongs
    assert list(broken_rules(archive, Pool(archive))) == []
    archive.close()


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("Town Cup =\n", "Town Cup =\nInfobox\n- Points deducted: Delta 1\n", set()),
        ("Beta 0-1 Gamma\n", "", {Kind.REPLAY}),  # not every result is known
        ("Beta 0-1 Gamma\n", "Beta ?-? Gamma\n", {Kind.REPLAY}),
        ("Alpha 1-0 Beta\n", "Alpha 1-0 Beta\nAlpha 1-0 Beta\n", set()),  # a match twice
        ("Beta 0-0 Delta\n", "Beta 3-0 Delta\n", {Kind.GROUP_WINNER, Kind.GROUP_LAST, Kind.POINTS}),
        ("(a.e.t.) Gamma\nGamma 0-1 (replay) Echo", "(3-2 p) Gamma", {Kind.GROUP_WINNER, Kind.POINTS}),
    ],
)
def test_what_is_not_settled_is_not_asked(tmp_path: Path, old: str, new: str, kinds: set[Kind]) -> None:
    assert old in CUP
    archive = archive_of(tmp_path, a=CUP.replace(old, new))
    found = {question.kind for question in Pool(archive).questions()}
    every = {Kind.GROUP_WINNER, Kind.GROUP_LAST, Kind.POINTS, Kind.REPLAY}
    assert found & every >= kinds
    if "deducted" in new or "?" in new or not new or new.count("Beta") > 1:
        assert not found & {Kind.GROUP_WINNER, Kind.GROUP_LAST, Kind.POINTS}
    if "3-2 p" in new:
        assert Kind.REPLAY not in found
    archive.close()


def test_level_clubs_are_neither_first_nor_last(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path, a="= 1995 Cup =\n==Group A==\nA 1-0 B\nB 1-0 C\nC 1-0 A\nD 0-1 A\nB 1-0 D\nC 1-0 D\n"
    )
    assert answers(archive, Kind.GROUP_WINNER) == []
    assert [right for right, _ in answers(archive, Kind.GROUP_LAST)] == ["D"]
    archive.close()


@pytest.mark.parametrize("kind", [Kind.GROUP_WINNER, Kind.GROUP_LAST, Kind.POINTS, Kind.REPLAY])
def test_the_check_finds_a_wrong_answer(tmp_path: Path, kind: Kind) -> None:
    archive = archive_of(tmp_path, a=CUP)
    question = asked(archive, kind)[0]
    swapped = replace(question, rights=question.wrongs[:1], wrongs=(*question.rights, *question.wrongs[1:]))

    class Only(Pool):
        def questions(self, choice: Choice | None = None) -> list[Question]:  # type: ignore[override]
            return [swapped]

    assert any("is not right" in line for line in broken_rules(archive, Only(archive)))
    archive.close()
