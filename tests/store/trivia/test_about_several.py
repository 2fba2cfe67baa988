"""Questions about several clubs or editions at once."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from store.archive.archive import Archive
from store.trivia.pool import Pool
from store.trivia.proof.check import broken_rules
from store.trivia.question import OPTIONS, Kind, Option, Question
from tests.store.seasons import archive_of

NEW = (
    *(Kind.FINALISTS, Kind.TWO_OF_ROUND, Kind.NOT_OF_ROUND, Kind.TWO_WINNERS, Kind.NEVER_WON, Kind.ORDER),
    *(Kind.CLUES, Kind.GROUP_PLACE),
)


@pytest.fixture(scope="module")
def questions(ours: Archive) -> list[Question]:
    return list(Pool(ours).questions())


def of(questions: list[Question], kind: Kind) -> list[Question]:
    return [question for question in questions if question.kind is kind]


@pytest.mark.parametrize("kind", NEW)
def test_there_are_some_of_every_kind(questions: list[Question], kind: Kind) -> None:
    assert of(questions, kind)


def test_two_are_asked_for_and_two_are_shown_among_four(questions: list[Question]) -> None:
    rng = Random(1)
    for question in questions:
        drawn = question.draw(rng)
        assert len(drawn.options) == OPTIONS
        assert len(drawn.correct) == question.count == len(set(drawn.rights))
        assert list(drawn.correct) == sorted(drawn.correct)
        assert {drawn.options[place] for place in drawn.correct} == set(drawn.rights) <= set(question.rights)
        assert not set(question.wrongs) & set(drawn.rights)
    assert {question.count for question in questions} == {1, 2}


def test_the_finalists(questions: list[Question]) -> None:
    (question,) = [one for one in of(questions, Kind.FINALISTS) if str(one.edition) == "1993"]
    assert {option.text for option in question.rights} == {"Dostyk", "Taraz"}


def test_years_that_two_editions_share_have_two_finals(questions: list[Question]) -> None:
    assert not {"2001", "2000–01"} & {str(one.edition) for one in of(questions, Kind.FINALISTS)}


def test_winners_in_order(questions: list[Question]) -> None:
    found = {tuple(one.about.values()): one.rights[0].text for one in of(questions, Kind.ORDER)}
    assert found[("2011", "2012", "2013")] == "Ordabasy → Astana → Shakhter Karagandy"
    for question in of(questions, Kind.ORDER):
        (right,) = question.rights
        assert {frozenset(option.id.split(" → ")) for option in (right, *question.wrongs)} == {
            frozenset(right.id.split(" → "))
        }
        assert len(question.wrongs) == 5
        assert all(int(later[:4]) > int(one[:4]) for one, later in pairwise(question.about.values()))


def test_clues_fit_one_edition_alone(ours: Archive, questions: list[Question]) -> None:
    for question in of(questions, Kind.CLUES):
        for option in question.wrongs:
            final = ours.edition(ours.by_id[option.id]).final
            assert final is not None
            score = final.matches[0].score
            assert score is not None
            assert question.about["score"] != f"{max(score.home, score.away)}–{min(score.home, score.away)}"


@pytest.mark.parametrize(
    ("kind", "wrong", "problem"),
    [
        (Kind.FINALISTS, Option("dostyk", "Dostyk", "big"), "is right as well"),
        (Kind.TWO_WINNERS, Option("kairat", "Kairat"), "is right as well"),
        (Kind.NEVER_WON, Option("kyzylzhar", "Kyzylzhar"), "is right as well"),
    ],
)
def test_the_oracle_finds_a_wrong_answer_that_is_right(
    ours: Archive, questions: list[Question], kind: Kind, wrong: Option, problem: str
) -> None:
    question = next(one for one in of(questions, kind) if str(one.edition) in ("1993", "None"))
    rest = tuple(option for option in question.rights if option.id != wrong.id)
    broken = replace(question, rights=rest, wrongs=(wrong, *question.wrongs))

    class One(Pool):
        def questions(self, *_: object) -> list[Question]:  # type: ignore[override]
            return [broken]

    assert any(problem in line for line in broken_rules(ours, One(ours)))


def test_a_small_cup_has_them_too(tmp_path: Path) -> None:
    cup = "= {} Cup =\n==Semi-finals==\n{} 1-0 {}\n{} 1-0 {}\n==Final==\n{} 2-{} {}\n"
    files = {}
    clubs = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel"]
    for number, year in enumerate(range(1990, 1996)):
        one, two, three, four = (clubs[(number + more) % 8] for more in range(4))
        files[f"e{year}"] = cup.format(year, one, three, two, four, one, number % 2, two)
    archive = archive_of(tmp_path, **files)
    kinds = {question.kind for question in Pool(archive).questions()}
    assert {Kind.FINALISTS, Kind.TWO_OF_ROUND, Kind.ORDER} <= kinds
    assert list(broken_rules(archive, Pool(archive))) == []
    archive.close()
