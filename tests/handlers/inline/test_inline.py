"""Inline queries: what is meant comes first, and every card can be sent to any chat."""

import itertools
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from telegram.error import BadRequest

from handlers.answering import Answering
from handlers.commands import COMMANDS, OF_BUTTONS
from handlers.core.command import NOBODY
from handlers.core.deep_links import CARDS
from handlers.inline import queries as module
from handlers.inline.cards import Cards
from handlers.inline.queries import MOST
from handlers.inline.shelf import Shelf
from store.archive.archive import Archive
from tests.double import Talk, person
from tests.handlers.conftest import services_of, talking
from tests.store.seasons import archive_of

QUERIES = [
    tuple(line.split(" | "))
    for line in (Path(__file__).parent / "queries.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LINK = re.compile(r"https://t\.me/kubok_bot\?start=([A-Za-z0-9_-]{1,64})")


@pytest.fixture
def prepared(historian: Talk, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """A talk in which every card counts as ready."""
    monkeypatch.setattr(Cards, "is_ready", lambda *_: True)
    return historian


@pytest.fixture
def unhurried(prepared: Talk, monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.setattr(module, "BUDGET", 60.0)
    monkeypatch.setattr(module, "MOST", 50)
    return prepared


async def ask(talk: Talk, text: str, offset: str = "", language: str = "en") -> dict[str, Any]:
    """The answer to an inline query."""
    talk.telegram.calls.clear()
    query = {
        "id": "7",
        "from": person(5, language=language),
        "query": text,
        "offset": offset,
        "chat_type": "supergroup",
    }
    assert await talk.update({"inline_query": query}) == []
    ((method, answer),) = talk.telegram.calls
    assert method == "answerInlineQuery"
    check(answer)
    return answer


def check(answer: dict[str, Any]) -> None:
    """What https://core.telegram.org/bots/api#answerinlinequery demands, and what no card may have."""
    ids = [result["id"] for result in answer["results"]]
    assert len(ids) == len(set(ids)) <= 50
    assert len(answer["next_offset"].encode()) <= 64
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", answer["button"]["start_parameter"])
    for result in answer["results"]:
        assert result["type"] == "article"
        assert 1 <= len(result["id"].encode()) <= 64
        assert result["title"].strip()
        assert "<" not in result["title"] + result["description"]
        content = result["input_message_content"]
        assert 1 <= len(content["message_text"]) <= 4096
        assert content["parse_mode"] == "HTML"
        buttons = [button for row in result["reply_markup"]["inline_keyboard"] for button in row]
        assert 1 <= len(buttons) <= 4
        for button in buttons:
            assert set(button) == {"text", "url"}
            assert LINK.fullmatch(button["url"])


def ids_of(answer: dict[str, Any]) -> list[str]:
    return [result["id"] for result in answer["results"]]


@pytest.mark.parametrize(("text", "meant"), QUERIES)
async def test_what_is_meant_is_among_the_first_three(unhurried: Talk, text: str, meant: str) -> None:
    assert meant in ids_of(await ask(unhurried, text))[:3]


async def test_nothing_typed_yet(unhurried: Talk) -> None:
    answer = await ask(unhurried, "")
    assert ids_of(answer)[:3] == ["final-2025", "titles", "today-08-08"]
    assert len(ids_of(answer)) > 30
    assert answer["cache_time"] >= 300
    assert answer["is_personal"] is True


async def test_pages_together_are_all_and_no_more_than_one_card_is_made_for_each(
    historian: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUDGET", 60.0)
    with monkeypatch.context() as ready:
        ready.setattr(Cards, "is_ready", lambda *_: True)
        ready.setattr(Shelf, "get", lambda _shelf, *_asked: _asked[-1]())  # and none is kept
        ready.setattr(module, "MOST", 50)
        whole = ids_of(await ask(historian, ""))
    seen, offset = [], ""
    for _ in range(len(whole) + 2):
        answer = await ask(historian, "", offset)
        assert len(ids_of(answer)) <= 1
        seen += ids_of(answer)
        if not (offset := answer["next_offset"]):
            break
    assert seen == whole
    assert ids_of(await ask(historian, "", "999")) == []
    assert ids_of(await ask(historian, "", "nonsense"))[:1] == whole[:1]


async def test_a_page_has_a_bound(prepared: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUDGET", 60.0)
    answer = await ask(prepared, "")
    assert (len(ids_of(answer)), answer["next_offset"]) == (MOST, str(MOST))


async def test_a_page_ends_after_a_card_when_its_time_is_over(
    prepared: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUDGET", 0.0)
    answer = await ask(prepared, "")
    assert (len(ids_of(answer)), answer["next_offset"]) == (1, "1")


async def test_likely_cards_are_made_beforehand_and_anew_each_day(ours: Archive) -> None:
    day = [date(2026, 8, 8)]
    services = services_of(ours)
    services = replace(services, clock=lambda: datetime.combine(day[0], time(12), UTC).timestamp())
    answering = Answering(services, remembered=0)
    cards = Cards(services, answering)
    author = replace(NOBODY, language="ru")

    def ready(text: str) -> int:
        """How many cards for *text* come before the first that is not ready."""
        return sum(1 for _ in itertools.takewhile(bool, cards.of(text, author, "kubok_bot")))

    asked = ("", "Кайрат", "1993", "Волгин", "кайрат тобол", "финал 2005", "бомбардиры 1992")
    assert not any(map(ready, asked))
    for _ in cards.prepare(["ru"], "kubok_bot"):
        pass
    assert all(map(ready, asked))
    day[0] = date(2026, 8, 9)
    assert not any(map(ready, asked))


@pytest.mark.parametrize("text", ["zzqqxx", "?!", "a" * 256, "‮", "q"])
async def test_what_means_nothing_has_no_card_but_the_button(historian: Talk, text: str) -> None:
    answer = await ask(historian, text)
    assert ids_of(answer) == []
    assert answer["button"]["start_parameter"] == "inline"


@pytest.mark.parametrize(
    ("language", "title", "label"),
    [
        ("en", "🏆 Dostyk 4–2 Taraz", "Ask in the private chat"),
        ("ru", "🏆 Достык 4:2 Тараз", "Спросить в личном чате"),
        ("kk", "🏆 Достық 4:2 Тараз", "Жеке чатта сұрау"),
    ],
)
async def test_it_is_in_the_language_of_who_types(
    historian: Talk, language: str, title: str, label: str
) -> None:
    answer = await ask(historian, "final 1993", language=language)
    assert answer["results"][0]["title"] == title
    assert answer["button"]["text"] == label


async def test_a_query_that_is_too_old_is_passed_over(historian: Talk) -> None:
    historian.telegram.refusals["answerInlineQuery"] = BadRequest(
        "Query is too old and response timeout expired or query id is invalid"
    )
    await ask(historian, "1993")


async def test_empty_archive(tmp_path: Path) -> None:
    async with talking(archive_of(tmp_path)) as talk:
        assert ids_of(await ask(talk, "1993")) == []
        assert ids_of(await ask(talk, "")) in ([], ["titles"], ["records"])


async def test_every_link_of_every_card_opens_its_page(unhurried: Talk, ours: Archive) -> None:
    services = services_of(ours)
    pages = 0
    for text, language in itertools.product(["", *(text for text, _ in QUERIES)], ("en", "ru", "kk")):
        for result in (await ask(unhurried, text, language=language))["results"]:
            opened = services.links.call_of(result["id"])
            assert opened, result["id"]
            for parameter in LINK.findall(json.dumps(result["reply_markup"])):
                assert services.links.call_of(parameter), parameter
            pages += 1
    assert pages > 500


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("кайрат т", "h2h-kairat_tobol"),
        ("Kairat vs Tob", "h2h-kairat_tobol"),
        ("кайрат против т", "h2h-kairat_tobol"),
        ("кайрат пр", "club-kairat"),
        ("Kairat v", "club-kairat"),
        ("кайрат - орд", "h2h-kairat_ordabasy"),
        ("тобол кайрату", "h2h-tobol_kairat"),
        ("rfqhfn nj,", "h2h-kairat_tobol"),  # кайрат тоб
    ],
)
async def test_a_pair_is_found_while_it_is_typed(unhurried: Talk, text: str, first: str) -> None:
    assert ids_of(await ask(unhurried, text))[:1] == [first]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("199", ["season-1992", "season-1993", "season-1994"]),
        ("200", ["season-2000-01"]),
        ("кайрат 201", ["club-kairat"]),
        ("финал 200", ["final-2025"]),
        ("1996-9", ["season-1996-97"]),
        ("season 1999-200", ["season-1999-2000"]),
        ("1996-", ["season-1996-97"]),
        ("178", []),
    ],
)
async def test_a_year_that_is_being_typed_is_none_yet(unhurried: Talk, text: str, first: list[str]) -> None:
    assert ids_of(await ask(unhurried, text))[: len(first) or None] == first


def test_every_card_is_the_same_all_day() -> None:
    """Else it could not be kept."""
    commands = {command.name: command for command in (*COMMANDS, *OF_BUTTONS)}
    assert [name for name in CARDS if not commands[name].lasting] == []
