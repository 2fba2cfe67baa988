"""Default games: they rise from easy to hard, and are about what is told of a cup."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from store.archive.archive import Archive
from store.trivia.pool import Choice, Pool, rising
from store.trivia.question import Difficulty, Kind, Question
from tests.store.seasons import archive_of

EASY, MEDIUM, HARD = Difficulty
DULL = {Kind.REFEREE, Kind.FIRST_MINUTE}


@pytest.fixture(scope="module")
def pool(ours: Archive) -> Pool:
    return Pool(ours)


def game(
    pool: Pool, total: int, seed: int, asked: Mapping[str, int] | None = None, choice: Choice | None = None
) -> Iterator[Question]:
    """The questions of a game of *total*."""
    had: list[Question] = []
    for number in range(1, total + 1):
        traces = [question.trace for question in had]
        question = pool.pick(
            choice or Choice(), asked or {}, traces, Random(seed + number), rising(number, total)
        )
        if question is None:
            return
        had.append(question)
        yield question


def test_a_hundred_default_games_of_one_chat(pool: Pool) -> None:
    asked = Counter[str]()
    for seed in range(100):
        questions = list(game(pool, 10, seed * 1000, asked))
        asked.update(question.key for question in questions)
        kinds = [question.kind for question in questions]
        difficulties = [question.difficulty for question in questions]
        assert len({question.key for question in questions}) == 10
        assert difficulties[:3] == [EASY] * 3
        assert difficulties[-1] is HARD
        assert sum(difficulty is not HARD for difficulty in difficulties[:8]) >= 6
        assert not DULL & set(kinds)
        assert [one for one, other in pairwise(kinds) if one is other] == []
        assert len(set(kinds)) >= 5


@pytest.mark.parametrize("total", range(1, 51))
def test_a_game_of_any_length_rises(total: int) -> None:
    first = [rising(number, total)[0] for number in range(1, total + 1)]
    places = [list(Difficulty).index(difficulty) for difficulty in first]
    assert places == sorted(places)
    assert first[0] is EASY
    assert total < 3 or first[-1] is HARD
    assert total < 8 or sum(difficulty is not HARD for difficulty in first[:8]) >= 6
    assert rising(0, total)[0] is MEDIUM


def test_when_there_are_no_more_of_a_difficulty_others_come(ours: Archive, pool: Pool) -> None:
    editions = [list(pool.questions(Choice(edition=label))) for label in ours.labels]
    fewest = min((some for some in editions if DULL & {question.kind for question in some}), key=len)
    questions = list(game(pool, len(fewest), 1, choice=Choice(edition=fewest[0].edition)))
    assert {question.key for question in questions} == {question.key for question in fewest}
    dull = [question.kind in DULL for question in questions]
    assert dull == sorted(dull)  # last


def test_hard_games_ask_everything_that_is_hard(pool: Pool) -> None:
    kinds = Counter[Kind]()
    for seed in range(20):
        questions = list(game(pool, 15, seed * 1000, choice=Choice(HARD)))
        assert {question.difficulty for question in questions} == {HARD}
        assert all(one.kind is not other.kind for one, other in pairwise(questions))
        kinds.update(question.kind for question in questions)
    assert set(kinds) >= DULL


def test_what_is_told_of_a_cup_comes_more_often(pool: Pool) -> None:
    kinds = Counter(question.kind for seed in range(80) for question in game(pool, 10, seed * 1000))
    assert kinds[Kind.WINNER] + kinds[Kind.SCORER] + kinds[Kind.TOP_SCORER] > 1.5 * sum(
        kinds[kind] for kind in (Kind.STAGE, Kind.KNOCKED_OUT_BY, Kind.REACHED, Kind.ENTRANT)
    )
    assert set(kinds) >= set(Kind) - DULL - {Kind.REPLAY}


def test_an_archive_without_questions(tmp_path: Path) -> None:
    archive = archive_of(tmp_path)
    assert list(game(Pool(archive), 5, 1)) == []
    archive.close()
