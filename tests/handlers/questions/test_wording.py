"""Questions in words: each is a quiz poll that Telegram takes."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from handlers.questions.wording import problems_of, quiz_of
from handlers.wording.texts import Texts, languages
from store.archive.archive import Archive
from store.trivia.pool import Pool
from store.trivia.question import Kind, Option
from tests.double import check_poll
from tests.store.generate import club_name, write_cup
from tests.store.seasons import archive_of
from tests.store.trivia.test_about_groups import CUP


@pytest.mark.parametrize("language", languages())
def test_every_question_is_a_poll_that_telegram_takes(ours: Archive, language: str) -> None:
    texts, rng = Texts(language), Random(1)
    questions = list(Pool(ours).questions())
    assert questions
    for question in questions:
        quiz = quiz_of(texts, ours.competition or "", question.draw(rng), 50, 50)
        check_poll(
            {
                "question": quiz.question,
                "options": [{"text": text} for text in quiz.options],
                "correct_option_ids": quiz.correct,
                "explanation": quiz.explanation,
                "open_period": 20,
                "type": "quiz",
                "is_anonymous": False,
                "protect_content": True,
                "shuffle_options": True,
                "allows_multiple_answers": question.count > 1,
            }
        )
        assert len(quiz.options) == 4


@pytest.mark.parametrize("cup", ["early", "ours"])
def test_every_question_has_words_in_every_language(cup: str, request: pytest.FixtureRequest) -> None:
    archive: Archive = request.getfixturevalue(cup)
    words = [Texts(language) for language in languages()]
    questions = list(Pool(archive).questions())
    assert questions
    assert [line for q in questions for line in problems_of(q, archive.competition or "", words)] == []


def test_questions_about_groups_and_replays_in_words(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a=CUP)
    words = [Texts(language) for language in languages()]
    asked = list(Pool(archive).questions())
    assert [line for question in asked for line in problems_of(question, "Town Cup", words)] == []
    shown = {}
    for kind in (Kind.GROUP_WINNER, Kind.GROUP_LAST, Kind.POINTS, Kind.REPLAY):
        question = next(one for one in asked if one.kind is kind)
        quiz = quiz_of(Texts(), "Town Cup", question.draw(Random(1)), 1, 2)
        shown[kind] = (quiz.question.rpartition(" · ")[2], quiz.explanation)
    assert shown == {
        Kind.GROUP_WINNER: ("Group A 1995: who won the most points?", "1995 · Group A: Alpha came first."),
        Kind.GROUP_LAST: ("Group A 1995: who won the fewest points?", "1995 · Group A: Beta came last."),
        Kind.POINTS: (
            "Group A 1995: how many points did Alpha win, at 3 for a win?",
            "1995 · Group A: Alpha won 7 points.",
        ),
        Kind.REPLAY: (
            "Which of these ties of 1995 needed a replay?",
            "1995 · Semi-finals: Echo 2–2 Gamma (a.e.t.); Gamma 0–1 Echo. Echo through after a replay.",
        ),
    }
    archive.close()


def test_an_option_too_long_for_a_poll_is_a_problem(ours: Archive) -> None:
    question = next(Pool(ours).questions())
    long = replace(question, wrongs=(Option("x", "x" * 101, question.rights[0].size), *question.wrongs[1:]))
    assert list(problems_of(question, "Cup", [Texts()])) == []
    assert len(list(problems_of(long, "Cup", [Texts()]))) == 1


def test_long_names_have_room_in_a_poll(tmp_path: Path) -> None:
    def name(number: int) -> str:
        return club_name(number) + ("x" * 40 if number % 2 else "")

    write_cup(tmp_path, editions=2, clubs=16, names=name)
    archive = archive_of(tmp_path)
    questions = list(Pool(archive).questions())
    assert any(len(known) > 40 for _, _, known in archive.names_in_editions())
    assert any("club" in question.about for question in questions[::10])
    assert [line for q in questions[::10] for line in problems_of(q, "Cup", [Texts()])] == []
    archive.close()
