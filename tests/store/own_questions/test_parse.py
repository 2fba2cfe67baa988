"""The format of own questions: what is read, and every kind of wrong line, each named by its line."""

import pytest

from store.own_questions.parse import (
    LARGEST,
    OwnQuestion,
    WrongLines,
    decoded,
    looks_like_questions,
    parse,
)

GOOD = """\
# A night in Almaty
1. Who won the first cup, in 1992?
+ Kairat
- Fosfor
– Kaisar
! 5-1 in the final.

  Which two of these are from Almaty?
+Kairat
+ CSKA Almaty
- Tobol


Кто забил?
- Никто
+ Все
"""


def test_a_file() -> None:
    assert parse(GOOD) == [
        OwnQuestion(
            "Who won the first cup, in 1992?", ("Kairat", "Fosfor", "Kaisar"), (0,), "5-1 in the final."
        ),
        OwnQuestion("Which two of these are from Almaty?", ("Kairat", "CSKA Almaty", "Tobol"), (0, 1)),
        OwnQuestion("Кто забил?", ("Никто", "Все"), (1,)),
    ]


@pytest.mark.parametrize("data", [GOOD.encode(), GOOD.encode("utf-8-sig"), GOOD.encode("utf-16")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings(data: bytes, end: str) -> None:
    assert len(parse(decoded(data).replace("\n", end))) == 3


ASKED = "Who won?\n+ Kairat\n- Tobol\n"
WRONG = {
    "nothing": ("", 1, "no question"),
    "comments alone": ("# one\n# two", 1, "no question"),
    "an answer first": ("+ Kairat\n", 1, "without a question"),
    "an answer after an empty line": (f"{ASKED}\n- Kaisar", 5, "without a question"),
    "an explanation first": ("! Because", 1, "explanation without a question"),
    "an explanation after an empty line": (f"{ASKED}\n! Because", 5, "explanation without a question"),
    "an empty right answer": (f"{ASKED}+", 4, "empty answer"),
    "an empty wrong answer": (f"{ASKED}-   ", 4, "empty answer"),
    "an answer of what cannot be seen": (f"{ASKED}- \u200b\u2060", 4, "empty answer"),
    "two signs": (f"{ASKED}-+ Kaisar", 4, "two signs"),
    "a long answer": (f"{ASKED}- {'x' * 101}", 4, "letters"),
    "an answer twice": (f"{ASKED}- Tobol", 4, "twice"),
    "an answer twice in capitals": (f"{ASKED}- TOBOL", 4, "twice"),
    "an answer twice with spaces": ("Who?\n+ A  B\n- C\n- c\n", 4, "twice"),
    "right and wrong": (f"{ASKED}- Kairat", 4, "both right and wrong"),
    "eleven answers": (ASKED + "".join(f"- {n}\n" for n in range(9)), 12, "more than"),
    "an empty explanation": (f"{ASKED}!", 4, "empty explanation"),
    "a long explanation": (f"{ASKED}! {'x' * 201}", 4, "letters"),
    "two explanations": (f"{ASKED}! One\n! Two", 5, "second explanation"),
    "a question of two lines": ("Who won\nthe cup?\n+ A\n- B", 2, "second line"),
    "no empty line": (f"{ASKED}Who lost?\n", 4, "among answers"),
    "letters before answers": ("Who won?\na) Kairat\nb) Tobol", 2, "with a letter"),
    "Russian letters before answers": ("Who won?\nа) Kairat", 2, "with a letter"),
    "numbers before answers": ("Who won?\n1) Kairat", 2, "with a number"),
    "stars before answers": ("Who won?\n* Kairat", 2, "another sign"),
    "equals before answers": ("Who won?\n=Kairat\n~Tobol", 2, "another sign"),
    "a foreign sign": ("{ Who won? }\n+ A\n- B", 1, "begins no line"),
    "a question without a word": ("???\n+ A\n- B", 1, "without a word"),
    "a number alone": ("1. ?\n+ A\n- B", 1, "without a word"),
    "a long question": (f"{'x' * 281}\n+ A\n- B", 1, "letters"),
    "a question twice": (f"{ASKED}\n{ASKED}", 5, "same question as in line"),
    "a question twice in capitals": (f"{ASKED}\n{ASKED.upper()}", 5, "same question as in line"),
    "no answers": ("Who won?\n\nWho lost?\n+ A\n- B", 1, "without answers"),
    "no answers at the end": (f"{ASKED}\nWho lost?", 5, "without answers"),
    "one answer": ("Who won?\n+ Kairat", 1, "one answer"),
    "no right answer": ("Who won?\n- Kairat\n- Tobol", 1, "without a right answer"),
    "no wrong answer": ("Who won?\n+ Kairat\n+ Tobol", 1, "without a wrong answer"),
    "a control character": (f"{ASKED}- Kai\x07sar", 4, "cannot be shown"),
    "a turned direction": (f"{ASKED}- \u202eKaisar", 4, "direction"),
    "no text": (f"{ASKED}- \x00", 4, "no text"),
    "a joiner alone": (f"{ASKED}- \u200d", 4, "empty answer"),
    "an accent alone": (f"{ASKED}- \u0301", 4, "empty answer"),
    "a filler alone": (f"{ASKED}- \u3164", 4, "empty answer"),
    "two answers that look the same": (f"{ASKED}- Tobol\u2061", 4, "twice"),
    "two answers that look the same otherwise": ("Who?\n+ a\u0301\n- \u00e1", 3, "both right and wrong"),
    "an answer of emoji": (f"{ASKED}- {'🏆' * 51}", 4, "letters"),
    "a form feed": (f"{ASKED}- Kai\x0csar", 4, "cannot be shown"),
    "a lone half of a sign": (f"{ASKED}- \ud83c", 4, "cannot be shown"),
    "a private sign": (f"{ASKED}- \ue000", 4, "cannot be shown"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_line_is_named(name: str) -> None:
    text, line, why = WRONG[name]
    with pytest.raises(WrongLines) as caught:
        parse(text)
    found = [(wrong.line, wrong.message % wrong.values) for wrong in caught.value.lines]
    assert any(at == line and why in message for at, message in found), found


def test_there_are_thirty_kinds() -> None:
    assert len(WRONG) >= 30


def test_all_of_them_are_named_at_once_in_the_order_of_lines() -> None:
    text = "+ first\n\nWho won?\n+ Kairat\n\n???\n+ A\n- B\n- b\n! \n"
    with pytest.raises(WrongLines) as caught:
        parse(text)
    assert [wrong.line for wrong in caught.value.lines] == [1, 3, 6, 9, 10]


def test_fifty_questions_and_no_more() -> None:
    some = [f"Question {n}?\n+ A\n- B\n" for n in range(51)]
    assert len(parse("\n".join(some[:50]))) == 50
    with pytest.raises(WrongLines) as caught:
        parse("\n".join(some))
    (wrong,) = caught.value.lines
    assert (wrong.line, wrong.message % wrong.values) == (201, "more than 50 questions")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_other_encodings_are_named_by_the_first_line_that_shows_it(encoding: str) -> None:
    with pytest.raises(WrongLines) as caught:
        decoded("Who won?\n+ A\n- Кайрат\n".encode(encoding))
    (wrong,) = caught.value.lines
    assert wrong.line == 3
    assert "UTF-8" in wrong.message


def test_a_large_file() -> None:
    with pytest.raises(WrongLines):
        decoded(b"x" * (LARGEST + 1))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (GOOD, True),
        (ASKED, True),
        ("Kairat - Tobol", False),
        ("+7 701 1234567\n- call me", False),
        ("?\n+1\nx", False),
    ],
)
def test_a_message_that_is_meant_as_questions(text: str, meant: bool) -> None:
    assert looks_like_questions(text) is meant
