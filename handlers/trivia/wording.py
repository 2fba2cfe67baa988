"""The texts of a quiz poll: a question in one language, as plain text within Telegram's limits."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from handlers.core.command import Services
from handlers.trivia.question_words import (
    BESIDE_THE_TIE,
    INSTEAD_OF_A_TIE,
    OF_RECORDS,
    OF_THE_VENUE,
    words_of,
    words_of_record,
)
from handlers.trivia.shown import answers, fitting, subjects
from handlers.wording.texts import Texts, short
from store.archive.archive import Archive
from store.chats.boards import EVERYWHERE
from store.chats.models import AskedQuestion, Game, NewQuestion, Plan
from store.cup.labels import parse_label
from store.cup.ties import TieKey
from store.trivia.options import script_of, share_a_word
from store.trivia.pool import Choice, rising
from store.trivia.question import WRONG_ANSWERS, Difficulty, Drawn, Kind, Option, Question, Trace
from store.trivia.ratings import Ratings

# https://core.telegram.org/bots/api#sendpoll
LONGEST_QUESTION = 300
LONGEST_OPTION = 100
LONGEST_EXPLANATION = 200


def choice_of(archive: Archive, plan: Plan) -> Choice | None:
    """The selection of questions for *plan*, None when its edition is no longer in *archive*."""
    edition = archive.by_id.get(plan.edition) if plan.edition else None
    if plan.edition and edition is None:
        return None
    return Choice(Difficulty(plan.difficulty) if plan.difficulty else None, edition)


def quiz_of(
    texts: Texts, competition: str, drawn: Drawn, number: int, total: int, *, daily: bool = False
) -> NewQuestion:
    """The texts of the *drawn* question, the one of this *number* in a game of *total*; 0 is a shoot-out. A
    *daily* one is in no game.

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


def _trace_of(asked: AskedQuestion) -> Trace:
    edition = parse_label(asked.edition) if asked.edition else None
    tie = TieKey(edition, asked.round, asked.tie) if edition and asked.round and asked.tie else None
    return Trace(asked.key, Kind(asked.kind), edition, tie)


def ratings_of(services: Services, chat: int) -> Ratings:
    """How difficult questions are in *chat*, by the answers there and everywhere."""
    return Ratings(services.games.tallies(EVERYWHERE), services.games.tallies(chat))


def next_question(services: Services, game: Game, before: int, rng: Random) -> NewQuestion | None:
    """The texts of the next question of *game*, after *before* of its plan; None when there is none left."""
    archive = services.archive
    choice = choice_of(archive, game.plan)
    if choice is None:
        return None
    asked = services.games.times_asked(game.place.chat)
    had = [_trace_of(question) for question in services.games.had(game.id)]
    pool, total, ratings = services.pool, game.plan.questions, ratings_of(services, game.place.chat)
    number = before + 1 if before < total else 0
    order = rising(number, total)
    question = pool.pick(choice, asked, had, rng, order, ratings)
    if question is None and not number:  # any question will do for a shoot-out
        question = pool.pick(Choice(), asked, had, rng, order, ratings)
    if question is None:
        return None
    texts = services.texts(game.language)
    drawn = question.draw(rng, fitting(texts, question))
    return quiz_of(texts, archive.competition or "", drawn, number, total)


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
