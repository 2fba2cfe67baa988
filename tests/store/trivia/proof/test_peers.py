"""No distractor can be dropped at sight; the proof finds one that could be."""

from dataclasses import replace
from pathlib import Path

import pytest

from store.archive.archive import Archive
from store.trivia.peers import ERA, Peers, Size
from store.trivia.pool import Pool
from store.trivia.proof.peers import conspicuous
from store.trivia.question import OPTIONS, Kind, Option, Question
from tests.store.seasons import archive_of


@pytest.fixture(scope="module")
def questions(ours: Archive) -> list[Question]:
    return list(Pool(ours).questions())


def of(questions: list[Question], kind: Kind, edition: str, **about: str) -> Question:
    """The first question of a *kind* about an *edition*, or whose tie is of it."""
    return next(
        question
        for question in questions
        if question.kind is kind
        and edition in (str(question.edition), str(question.tie.edition) if question.tie else "")
        and about.items() <= question.about.items()
    )


@pytest.mark.parametrize(
    ("kind", "edition", "wrong"),
    [
        (Kind.WINNER, "1992", Option("montazhnik-turkestan", "Montazhnik Turkestan", "big")),  # too small
        (Kind.WINNER, "2023", Option("vostok", "Vostok", "big")),  # no more
        (Kind.WINNER, "1993", Option("astana", "Astana", "big")),  # not yet
        (Kind.BEATEN, "1993", Option("aktobe", "Aktobe", "middle")),  # called Aktyubinets then
        (Kind.WINNER, "2008", Option("kairat-2", "Kairat-2", "big")),  # a second team
        (Kind.EDITION_WON, "1993", Option("2015", "2015")),
        (Kind.SCORER, "2018", Option("sergey-chernov", "Sergey Chernov")),  # of 1993
        (Kind.TOP_SCORER, "1993", Option("x", "S. Chernov")),
        (Kind.REFEREE, "1996–97", Option("x", "Nobody Known")),
        (Kind.SCORE, "2019", Option("1–1", "1–1")),
    ],
)
def test_an_option_that_gives_itself_away(
    ours: Archive, questions: list[Question], kind: Kind, edition: str, wrong: Option
) -> None:
    question = of(questions, kind, edition)
    assert list(conspicuous(ours, question)) == []
    for size in {right.size for right in question.askable}:
        broken = replace(question, wrongs=(*question.wrongs, replace(wrong, size=size)))
        assert any(f"'{wrong.text}' is of another era or kind" in line for line in conspicuous(ours, broken))


def test_no_option_of_any_question_gives_itself_away(ours: Archive, questions: list[Question]) -> None:
    assert len(questions) > 1000
    assert [line for question in questions for line in conspicuous(ours, question)] == []
    for question in questions:
        assert question.askable
        for right in question.askable:
            assert len(question.beside(right)) >= OPTIONS - question.count


def test_a_name_that_is_known_from_today_is_no_answer_about_former_ones(questions: list[Question]) -> None:
    for question in questions:
        if question.kind is Kind.NAME:
            assert not {"Kairat", "Zhenis", "Kaisar-Hurricane"} & {option.text for option in question.wrongs}


def season(year: int, *results: str) -> str:
    """A season file of rounds with these results, the last of which is the final."""
    rounds = ["Quarter-finals", "Semi-finals", "Final"][-len(results) :]
    text = "\n".join(f"=={name}==\n{lines}" for name, lines in zip(rounds, results, strict=True))
    return f"= {year} Cup =\n{text}\n"


@pytest.fixture
def small(tmp_path: Path) -> Archive:
    """Two eras: Alpha and Bravo in the finals of the first, Golf and Hotel in those of the second."""
    files = {
        f"y{year}": season(
            year,
            "Alpha 1-0 Charlie\nBravo 2-0 Delta\nEcho 1-0 India\nFoxtrot 3-1 Juliett",
            "Alpha 1-0 Echo\nBravo 2-0 Foxtrot",
            "Alpha 2-1 Bravo",
        )
        for year in (1990, 1991)
    }
    files["y2010"] = season(2010, "Golf 1-0 Charlie\nHotel 2-0 Delta", "Golf 2-1 Hotel")
    return archive_of(tmp_path, **files)


def test_the_size_of_a_club_is_of_its_era(small: Archive) -> None:
    peers = Peers(small)
    first, last = small.labels[0], small.labels[-1]
    assert last.first - first.first > ERA
    ids = {club.name: club.id for club in small.clubs()}
    assert peers.size(ids["Charlie"], first) is Size.MIDDLE
    assert peers.size(ids["Charlie"], last) is Size.BIG
    assert peers.size(ids["Golf"], first) is Size.SMALL
    assert {option.text for option in peers.options(last)} == {"Golf", "Hotel", "Charlie", "Delta"}
