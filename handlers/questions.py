"""A question in the words of a language, as a quiz poll takes it: plain text within Telegram's limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.texts import Texts, short
from store.trivia.question import Drawn, Question

# https://core.telegram.org/bots/api#sendpoll
LONGEST_QUESTION = 300
LONGEST_OPTION = 100
LONGEST_EXPLANATION = 200


@dataclass(frozen=True, slots=True)
class Quiz:
    """What a quiz poll says; *correct* is the place of the right one of *options*, from 0."""

    question: str
    options: tuple[str, ...]
    correct: int
    explanation: str


def quiz_of(texts: Texts, competition: str, drawn: Drawn, number: int, total: int) -> Quiz:
    """The *drawn* question as the one of this *number* in a game of *total*; 0 is a shoot-out."""
    asked = texts.plain("question", q=drawn.question, cup=competition, number=number, total=total)
    explained = texts.plain("explanation", q=drawn.question, right=drawn.right)
    return Quiz(
        question=short(" ".join(asked.split()), LONGEST_QUESTION),
        options=tuple(option.text for option in drawn.options),
        correct=drawn.correct,
        explanation=short(" ".join(explained.split()), LONGEST_EXPLANATION),
    )


def problems_of(question: Question, competition: str, languages: Iterable[Texts]) -> Iterator[str]:
    """What a poll of *question* would not show whole, in any of *languages*; nothing when all fits."""
    for texts in languages:
        for right in question.rights:
            drawn = Drawn(question, right, (right, *question.wrongs))
            quiz = quiz_of(texts, competition, drawn, 50, 50)
            if quiz.question.endswith("…"):
                yield f"{question.key}: is cut: {quiz.question}"
            if any(len(option) > LONGEST_OPTION for option in quiz.options):
                yield f"{question.key}: has too long an answer"
            if not (quiz.question and quiz.explanation):
                yield f"{question.key}: has no words"
