"""Every member of an enum that is shown has words, and the words fit what is said with them."""

import re
from collections.abc import Collection, Mapping
from enum import Enum

import pytest

from handlers.questions import question_words
from handlers.wording import words
from store.archive.archive import Archive
from store.archive.records import RecordKind
from store.chats.boards import Span
from store.cup.findings import FindingKind
from store.cup.runs import Outcome
from store.trivia.pool import Pool
from store.trivia.question import Difficulty, Kind


@pytest.mark.parametrize(
    ("members", "said"),
    [
        (FindingKind, words.FINDINGS),
        (RecordKind, words.RECORDS),
        (Outcome, words.OUTCOMES),
        (Span, words.BOARDS),
        (Difficulty, words.DIFFICULTIES),
        (set(Kind) - {Kind.RECORD}, question_words.QUESTIONS),
        (question_words.RECORDS, question_words.OF_RECORDS),
    ],
)
def test_every_member_has_words(members: Collection[Enum], said: Mapping[Enum, object]) -> None:
    assert set(said) == set(members)
    assert all(said.values())


def test_words_for_one_and_for_many_say_the_same() -> None:
    for one, many in (*words.RECORDS.values(), *question_words.INSTEAD_OF_A_TIE.values()):
        assert set(re.findall(r"%\((\w+)\)s", one)) == set(re.findall(r"%\((\w+)\)s", many))


def test_every_record_that_is_asked_about_has_words(ours: Archive) -> None:
    asked = {question.about["record"] for question in Pool(ours).questions() if question.kind is Kind.RECORD}
    assert asked <= set(question_words.RECORDS)
    assert asked
