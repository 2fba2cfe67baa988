"""The catalogues: whole, with the placeholders and plural forms they should have."""

import re

import pytest
from babel.messages.catalog import Catalog

from handlers.wording.languages import languages
from tests.catalogues import extracted, problems_in, problems_of, read

OTHERS = [code for code in languages() if code != "en"]
NUMBERS = (0, 1, 2, 5, 11, 21, 22, 25, 101, 111)
# The forms of a counted noun for one, few and many in Russian, and its only one in Kazakh.
COUNTED = {
    "%(count)s goal": ("гол", "гола", "голов", "гол"),
    "%(count)s spectator": ("зритель", "зрителя", "зрителей", "көрермен"),
    "%(num)s club": ("клуб", "клуба", "клубов", "клуб"),
    "%(num)s cup": ("кубок", "кубка", "кубков", "кубок"),
    "%(num)s date": ("дата", "даты", "дат", "ойын күні"),
    "%(num)s edition": ("розыгрыш", "розыгрыша", "розыгрышей", "маусым"),
    "%(num)s final": ("финал", "финала", "финалов", "финал"),
    "%(num)s game": ("игра", "игры", "игр", "викторина"),
    "%(num)s goal": ("гол", "гола", "голов", "гол"),
    "%(num)s group": ("группа", "группы", "групп", "топ"),
    "%(num)s match played": ("сыгранный матч", "сыгранных матча", "сыгранных матчей", "ойын"),
    "%(num)s point": ("очко", "очка", "очков", "ұпай"),
    "%(num)s question": ("вопрос", "вопроса", "вопросов", "сұрақ"),
    "%(num)s score": ("матче", "матчах", "матчах", "есеп"),
    "%(num)s tie": ("пара", "пары", "пар", "жұп"),
    "%(num)s walkover": ("победа без игры", "победы без игры", "побед без игры", "ойынсыз жеңіс"),
    "%(num)s won": ("победа", "победы", "побед", "жеңіс"),
    "scorers of %(num)s match": ("матче", "матчах", "матчах", "ойын"),
    "%(year)s, %(num)s year ago": ("год", "года", "лет", "жыл"),
    "in %(num)s second": (
        "секунду",
        "секунды",
        "секунд",
        "секунд",
    ),
    "/skip: who began the game, an admin, or %(num)s player, all if they are fewer. "
    "/stop: who began it, an admin, or most players, if who began it is gone.": (
        *("игрок", "игрока", "игроков", "ойыншы"),
    ),
    "one of %(num)s leg": ("матча", "матчей", "матчей", "ойын"),
}
RUSSIAN = dict(zip(NUMBERS, (2, 0, 1, 2, 2, 0, 1, 2, 0, 2), strict=True))  # the form for each number


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_is_whole(code: str) -> None:
    assert list(problems_of(code)) == []
    assert len(extracted()) > 700


@pytest.mark.parametrize("message", COUNTED)
def test_counted_nouns(message: str) -> None:
    *russian, kazakh = COUNTED[message]
    for code in OTHERS:
        (found,) = [one for one in read(code) if one.id and one.id[0] == message]
        plural = {"ru": lambda number: RUSSIAN[number], "kk": lambda number: number != 1}[code]
        for number in NUMBERS:
            said = found.string[plural(number)] % dict.fromkeys(("num", "count", "year"), number)
            noun = russian[plural(number)] if code == "ru" else kazakh
            words = f" {re.sub('[.,]', ' ', said)} "
            assert (f" {noun} " if code == "ru" else f" {noun}") in words, (code, number, said)
            assert str(number) in said


def test_every_counted_message_has_forms_that_differ_where_the_language_has_them() -> None:
    for one in read("kk"):
        if one.id and not isinstance(one.id, str):
            assert len(set(one.string)) == 1, one.id
    for one in read("ru"):
        if one.id and not isinstance(one.id, str):
            assert len(one.string) == 3, one.id


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("", "not translated"),
        ("Финал", "other placeholders in 'Финал'"),
        ("Финал %(editions)s", "other placeholders in 'Финал %(editions)s'"),
        ("Финал %(edition)s 5 %", "a bare % in 'Финал %(edition)s 5 %'"),
        (" Финал %(edition)s", "blanks around ' Финал %(edition)s'"),
        ("Финал %(edition)s", None),
    ],
)
def test_what_is_wrong_with_a_message_is_said(said: str, problem: str | None) -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add("Final of %(edition)s", said)
    assert list(problems_in(catalogue)) == ([f"{problem}: 'Final of %(edition)s'"] if problem else [])


def test_a_fuzzy_message_and_one_with_too_few_forms_are_said() -> None:
    catalogue = Catalog(locale="ru")
    catalogue.add("Final", "Финал", flags=["fuzzy"])
    catalogue.add(("%(num)s club", "%(num)s clubs"), ("%(num)s клуб", "%(num)s клуба"))
    assert list(problems_in(catalogue)) == [
        "fuzzy: 'Final'",
        "2 plural forms of 3: ('%(num)s club', '%(num)s clubs')",
    ]
