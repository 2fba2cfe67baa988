"""The generator of questions from an archive, edition by edition."""

from collections.abc import Iterator
from dataclasses import replace

from store.archive.archive import Archive
from store.cup.labels import Label
from store.trivia.about_editions import questions_of_edition
from store.trivia.about_finals import questions_of_final, score_questions, scorer_questions
from store.trivia.about_groups import questions_of_groups
from store.trivia.about_several import BETWEEN, questions_of_several, questions_of_two
from store.trivia.about_the_cup import questions_of_cup
from store.trivia.options import LONGEST, LONGEST_ORDER, script_of
from store.trivia.question import Kind, Question
from store.trivia.settled import SettledCup, SettledEdition


class Maker:
    """Generates questions from the settled facts in *archive*."""

    def __init__(self, archive: Archive) -> None:
        self._cup = SettledCup(archive)

    def questions(self, edition: Label | None) -> tuple[Question, ...]:
        """The questions about an *edition*, or with None about several editions, that fit into a poll."""
        made = _of_several(self._cup) if edition is None else _of_edition(self._cup.edition(edition))
        scripted = (_in_one_script(question) for question in made if _fits(question))
        return tuple(question for question in scripted if question.askable)


def _of_several(cup: SettledCup) -> Iterator[Question]:
    yield from questions_of_cup(cup)
    yield from questions_of_several(cup)


def _of_edition(settled: SettledEdition) -> Iterator[Question]:
    """Every question about one edition, none if it was not held."""
    if settled.edition.held:
        for source in (
            questions_of_final,
            questions_of_edition,
            questions_of_two,
            questions_of_groups,
            score_questions,
            scorer_questions,
        ):
            yield from source(settled)


def _fits(question: Question) -> bool:
    """Whether the names in the question and the right answers are short enough for a poll."""
    names = [*question.about.values(), *(option.text for option in question.rights)]
    if question.kind is Kind.ORDER:
        whole = all(len(option.text) <= LONGEST_ORDER for option in question.rights)
        return whole and all(len(part) <= LONGEST for name in names for part in name.split(BETWEEN))
    return all(len(name) <= LONGEST for name in names)


def _in_one_script(question: Question) -> Question:
    """*question* with only those right answers that are in the script of the first, as distractors are."""
    script = script_of(question.rights[0].text)
    rights = tuple(option for option in question.rights if script_of(option.text) == script)
    return replace(question, rights=rights)
