"""The question of a day: the same for all chats of a language."""

from collections.abc import Collection
from datetime import date
from random import Random

from handlers.core.command import Services
from handlers.questions.shown import fitting
from handlers.questions.wording import quiz_of
from store.chats.models import NewQuestion
from store.schedule import daily
from store.text.folding import digest
from store.trivia.question import Difficulty, Question

_DIGITS = 16  # hexadecimal, by which what is asked is shuffled


def question_of(services: Services, day: date, language: str) -> NewQuestion | None:
    """The question of a *day* in a *language*, the same whenever it is asked for; None when there are no
    questions."""
    kept = daily.question_of(services.chats, day, language)
    if kept is None and (question := choose(services, day)):
        texts, rng = services.texts(language), Random(day.isoformat())  # noqa: S311 - no secret
        drawn = question.draw(rng, fitting(texts, question))
        kept = quiz_of(texts, services.archive.competition or "", drawn, 0, 0, daily=True)
        daily.keep_question(services.chats, day, language, kept)
    return kept


def choose(services: Services, day: date) -> Question | None:
    """The question of a *day*, by the day and the questions of the days before, which are not asked again for
    a while: each edition has its turn, in an order that looks random, and so have its questions; none that is
    hard, as long as there is another."""
    before = daily.keys_before(services.chats, day)
    for latest in (before, frozenset[str]()):
        if question := _choose(services, day, latest):
            return question
    return None


def _choose(services: Services, day: date, but: Collection[str]) -> Question | None:
    pool, groups = services.pool, [*services.archive.labels, None]
    groups.sort(key=lambda group: digest(str(group), _DIGITS))
    number = day.toordinal()
    for wanted in ((Difficulty.EASY, Difficulty.MEDIUM), (Difficulty.HARD,)):
        for skipped in range(len(groups)):
            round_, turn = divmod(number + skipped, len(groups))
            group = groups[turn]
            asked = sorted(
                (
                    question
                    for question in pool.of_group(group)
                    if question.difficulty in wanted and question.is_simple and question.key not in but
                ),
                key=lambda question: question.key,
            )
            if asked:
                return asked[round_ % len(asked)]
    return None
