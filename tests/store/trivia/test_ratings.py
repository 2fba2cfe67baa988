"""Difficulty learned from answers."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.archive.archive import Archive
from store.trivia.pool import Choice, Pool
from store.trivia.question import Difficulty, Kind, Option, Question
from store.trivia.ratings import UNRATED, Ratings

EASY, MEDIUM, HARD = Difficulty


def question(difficulty: Difficulty) -> Question:
    return Question(Kind.CUPS, difficulty, (Option("a", "A"),), (), about={"club": difficulty})


@pytest.mark.parametrize("difficulty", Difficulty)
def test_what_nobody_has_answered_is_as_it_was_made(difficulty: Difficulty) -> None:
    assert UNRATED.difficulty(question(difficulty)) is difficulty


@pytest.mark.parametrize(
    ("made", "answered", "right", "learned"),
    [
        (HARD, 30, 25, EASY),
        (HARD, 10, 6, MEDIUM),
        (HARD, 2, 2, MEDIUM),  # two do not make it easy
        (MEDIUM, 40, 10, HARD),
        (EASY, 100, 20, HARD),
        (EASY, 5, 2, EASY),
    ],
)
def test_a_question_becomes_what_answers_show(
    made: Difficulty, answered: int, right: int, learned: Difficulty
) -> None:
    asked = question(made)
    assert Ratings({asked.key: (answered, right)}).difficulty(asked) is learned


def test_a_chat_of_its_own_mind() -> None:
    asked = question(MEDIUM)
    everywhere = {asked.key: (1_000, 500)}
    assert Ratings(everywhere).difficulty(asked) is MEDIUM
    assert Ratings(everywhere, {asked.key: (20, 19)}).difficulty(asked) is EASY
    assert Ratings(everywhere, {asked.key: (20, 2)}).difficulty(asked) is HARD


@given(st.sampled_from(Difficulty), st.integers(0, 500), st.integers(0, 500))
def test_shares_are_shares_and_one_more_right_answer_makes_nothing_harder(
    made: Difficulty, one: int, other: int
) -> None:
    asked, (right, answered) = question(made), sorted((one, other))
    shares = [Ratings({asked.key: (answered + more, right + more)}).share(asked) for more in (0, 1)]
    assert 0 <= shares[0] <= shares[1] <= 1


def test_what_most_get_right_comes_first(ours: Archive) -> None:
    pool = Pool(ours)
    hard = list(pool.questions(Choice(HARD)))[:40]
    ratings = Ratings({one.key: (50, 48) for one in hard})
    keys = {one.key for one in hard}
    easy = {one.key for one in pool.questions(Choice(EASY), ratings)}
    assert keys <= easy
    assert not keys & {one.key for one in pool.questions(Choice(HARD), ratings)}
    assert pool.how_many(Choice(EASY), 5_000, ratings) == len(easy)
    picked = [pool.pick(Choice(EASY), {}, [], Random(seed), ratings=ratings) for seed in range(60)]
    assert any(one and one.key in keys for one in picked)
