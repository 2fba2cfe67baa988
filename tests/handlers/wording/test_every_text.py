"""Every message in every language: no word of another one is left in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from random import Random

import pytest

from handlers.answering import Answering
from handlers.core.answers import Answer, Call
from handlers.core.command import NOBODY, Services
from handlers.questions.shown import fitting
from handlers.questions.wording import LONGEST_EXPLANATION, quiz_of
from handlers.wording.languages import languages
from handlers.wording.texts import texts_of
from store.archive.archive import Archive
from store.archive.players import players_of
from store.trivia.pool import Pool
from tests.handlers.conftest import services_of
from tests.handlers.cup.test_card_sizes import too_large
from tests.handlers.wording.calls import every_call

_TAG = re.compile("<[^>]*>")
_LATIN = re.compile(r"[A-Za-z]+")
_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_RUSSIAN = re.compile("[ёщъЁЩЪ]")  # that Kazakh has in no words of its own
# What is Latin in every language: commands, files, addresses, the letters of groups, names of programs.
_OF_ALL = re.compile(
    r"/\w+|\b[\w-]+\.(?:txt|toml|jsonl|db|kz|com|net|org|ru|info|it)\b|\b[A-H]\b|\bseeds\b|Kubok 0\.0"
)
_SOURCES = re.compile(r"<i>(?:(?!<i>).)*?</i>|<a href=.*?</a>", re.DOTALL)
_AS_WRITTEN = re.compile(r"^✏️ .*\n.*$", re.MULTILINE)


@cache
def _latin_names(archive: Archive, language: str) -> re.Pattern[str]:
    """The names that are in Latin letters by the registry, such as AKAS."""
    rows = archive.query("SELECT name FROM club_names WHERE language = ?", [language])
    names = {row["name"] for row in rows if _LATIN.search(row["name"])}
    rows = archive.query("SELECT said FROM translations WHERE language = ?", [language])
    words = {word for row in rows for word in re.findall(r"[A-Za-z][\w-]*", row["said"])}
    return re.compile("|".join(map(re.escape, sorted(names | words, key=len, reverse=True))))


@cache
def _russian_names(archive: Archive) -> frozenset[str]:
    """The words in names of people, clubs and places that have Russian letters in Kazakh too."""
    sql = """
        SELECT name AS text FROM club_names WHERE language IN ('ru', 'kk')
        UNION SELECT kazakh FROM players UNION SELECT russian FROM players UNION SELECT kazakh FROM places
        UNION SELECT kazakh FROM referees UNION SELECT russian FROM referees UNION SELECT russian FROM places
        UNION SELECT kazakh FROM fact_names
    """
    return frozenset(word for row in archive.query(sql) for word in re.findall(r"\w+", row["text"]))


def every_answer(services: Services, language: str) -> Iterator[tuple[Call, Answer]]:
    """The answers to all calls in *language*, all of their pages."""
    answering, author = Answering(services, remembered=0), replace(NOBODY, language=language)
    seen: set[Call] = set()
    calls = list(every_call(services))
    while calls:
        call = calls.pop()
        command = answering.command(call.command, author)
        if call in seen or command is None or command.answer is None:
            continue
        seen.add(call)
        answer = answering.answer(call, author)
        yield call, answer
        calls += [
            button.call
            for row in answer.buttons
            for button in row
            if button.call.page and button.call.command == call.command
        ]


def left_of(call: Call, html: str, archive: Archive, language: str) -> str:
    """The text of a message without what is Latin on purpose."""
    text = html
    if call.command in ("sources", "lineups"):
        text = _AS_WRITTEN.sub("", _SOURCES.sub("", text))
    text = unescape(_TAG.sub("", re.sub(r"<a href=.*?</a>", "", text)))
    if call.command == "player":
        for name in sorted((player.name for player in players_of_named(archive)), key=len, reverse=True):
            text = text.replace(f" · {name}", "")
    text = text.replace(call.argument, "") if call.argument else text
    return _OF_ALL.sub("", _latin_names(archive, language).sub("", text))


@cache
def players_of_named(archive: Archive) -> tuple:  # type: ignore[type-arg]
    return tuple(players_of(archive))


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_no_message_has_words_of_another_language(ours: Archive, language: str) -> None:
    services, wrong, number = services_of(ours), [], 0
    for call, answer in every_answer(services, language):
        number += 1
        labels = [button.text for row in answer.buttons for button in row]
        names = {one.name for one in languages().values()}
        for text in (answer.text, *(label for label in labels if label not in names)):
            left = left_of(call, str(text), ours, language)
            if found := _LATIN.findall(left):
                wrong.append(f"{call}: Latin {found[:5]}")
            if language == "ru" and (found := _KAZAKH.findall(left)):
                wrong.append(f"{call}: Kazakh {found[:5]} in {left!r}")
            if language == "kk":
                words = {word for word in re.findall(r"\w+", left) if _RUSSIAN.search(word)}
                if words - _russian_names(ours):
                    wrong.append(f"{call}: Russian {sorted(words - _russian_names(ours))[:5]}")
            if re.search(r"\w+\(\w+=", str(text)):
                wrong.append(f"{call}: a value as it is in code")
        if not call.page and (faults := too_large(answer)):
            wrong.append(f"{call}: {faults}")
    assert wrong == []
    assert number > 2_000


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_no_poll_has_words_of_another_language(ours: Archive, language: str) -> None:
    texts, rng, wrong = texts_of(ours)(language), Random(1), []
    for question in Pool(ours).questions():
        drawn = question.draw(rng, fitting(texts, question))
        quiz = quiz_of(texts, ours.competition or "", drawn, 1, 10)
        # Beside a name that is Latin by the registry the others are as the files write them: of one script.
        is_latin = any(map(_latin_names(ours, language).search, quiz.options))
        for text in (quiz.question, *(() if is_latin else quiz.options), quiz.explanation):
            left = _OF_ALL.sub("", _latin_names(ours, language).sub("", text))
            if _LATIN.search(left) or (language == "ru" and _KAZAKH.search(left)):
                wrong.append(f"{question}: {text}")
        if quiz.explanation.endswith("…") or len(quiz.explanation) > LONGEST_EXPLANATION:
            wrong.append(f"{question}: is explained at too great a length: {quiz.explanation}")
    assert wrong == []
