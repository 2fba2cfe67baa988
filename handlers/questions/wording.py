"""The texts of a quiz poll: a question in one language, as plain text within Telegram's limits."""

from collections.abc import Iterable, Iterator, Sequence

from handlers.questions.question_words import (
    BESIDE_THE_TIE,
    INSTEAD_OF_A_TIE,
    OF_RECORDS,
    OF_THE_VENUE,
    words_of,
    words_of_record,
)
from handlers.questions.shown import answers, fitting, subjects
from handlers.wording.texts import Texts, short
from store.chats.models import NewQuestion
from store.trivia.options import script_of, share_a_word
from store.trivia.question import WRONG_ANSWERS, Drawn, Kind, Option, Question

# https://core.telegram.org/bots/api#sendpoll
LONGEST_QUESTION = 300
LONGEST_OPTION = 100
LONGEST_EXPLANATION = 200


def quiz_of(
    texts: Texts, competition: str, drawn: Drawn, number: int, total: int | None, *, daily: bool = False
) -> NewQuestion:
    """The texts of the *drawn* question, the one of this *number* in a game of *total*, None for no limit; 0
    is a shoot-out. A *daily* one is in no game.

    A question or explanation that is too long is truncated.
    """
    question, trace = drawn.question, drawn.question.trace
    names = subjects(texts, question) | {"cup": short(texts.values.translated(competition))}
    words = texts.sentence(words_of(question), **names)
    asked = texts.plain("trivia/poll", "question", asked=words, number=number, total=total, daily=daily)
    explained = texts.plain("trivia/poll", "explanation", **_explanation(texts, question, drawn.rights))
    return NewQuestion(
        key=trace.key,
        kind=trace.kind,
        edition=trace.edition.id if trace.edition else None,
        round=trace.tie.round if trace.tie else None,
        tie=trace.tie.number if trace.tie else None,
        question=short(" ".join(asked.split()), LONGEST_QUESTION),
        options=answers(texts, question, drawn.options),
        correct=drawn.correct,
        explanation=short(" ".join(explained.split()), LONGEST_EXPLANATION),
        shoot_out=not number and not daily,
        covered=question.covered,
    )


def _explanation(texts: Texts, question: Question, found: Sequence[Option]) -> dict[str, object]:
    """Values of the explanation's template: the *tie* it cites, its *words*, and the names of a club *then*
    and *today*."""
    kind, tie = question.kind, question.tie
    names = subjects(texts, question)
    names["right"], names["rights"] = (
        ", ".join(answers(texts, question, options)) for options in (found, question.rights)
    )
    names["wrongs"] = ", ".join(answers(texts, question, question.wrongs))
    names["latest"] = tie.edition if tie else ""
    said: dict[str, object] = {"tie": tie, "words": "", "then": "", "today": names.get("club")}
    if kind is Kind.RECORD and question.about["record"] in OF_RECORDS:
        return said | {"tie": None, "words": texts.sentence(words_of_record(question), **names)}
    if kind in INSTEAD_OF_A_TIE:
        count = int(found[0].text) if kind in (Kind.CUPS, Kind.POINTS) else len(question.rights)
        return said | {"tie": None, "words": texts.sentence_for(*INSTEAD_OF_A_TIE[kind], count, **names)}
    if kind is Kind.CLUES and "venue" in question.about:
        return said | {"words": texts.sentence(OF_THE_VENUE, **names)}
    if kind in BESIDE_THE_TIE:
        return said | {"words": texts.sentence(BESIDE_THE_TIE[kind], **names)}
    if tie and kind in (Kind.FINAL_LOST, Kind.EDITION_WON):
        side = tie.loser if kind is Kind.FINAL_LOST else tie.winner
        said["then"] = texts.show(side) if side else ""
    return said


def problems_of(question: Question, competition: str, languages: Iterable[Texts]) -> Iterator[str]:
    """Problems of a poll of *question* in each of *languages*: a truncated question, too long an option,
    options of two scripts, two that are the same, a former name that is in the question, or a missing text; a
    truncated explanation is none."""
    for texts in languages:
        for right in question.askable:
            fits, beside = fitting(texts, question), question.beside(right)
            wrongs = [wrong for wrong in beside if fits(wrong, right)]
            drawn = Drawn(question, (right,), (right, *(wrongs if len(wrongs) >= WRONG_ANSWERS else beside)))
            quiz = quiz_of(texts, competition, drawn, 50, 50)
            if quiz.question.endswith("…"):
                yield f"{question}: is cut: {quiz.question}"
            if any(len(option) > LONGEST_OPTION for option in quiz.options):
                yield f"{question}: has too long an answer"
            if len(set(quiz.options)) < len(quiz.options) or len(set(map(script_of, quiz.options))) > 1:
                yield f"{question}: has answers of two scripts, or one twice, in {texts.language}"
            club, (name,) = subjects(texts, question).get("club"), answers(texts, question, [right])
            if question.kind is Kind.NAME and share_a_word(str(texts.show(club)), name):
                yield f"{question}: its answer is in it, in {texts.language}"
            if not (quiz.question and quiz.explanation):
                yield f"{question}: has no words"
