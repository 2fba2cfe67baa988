"""The language of messages: by the user's Telegram, by choice, and in groups."""

import re

import pytest

from bot.terminal.markup import plain
from handlers.wording.languages import known_language
from tests.double import CHANNEL, GROUP, Talk, buttons_of, person, texts
from tests.handlers.about.test_first_meeting import joins

FINAL = {
    "en": "Kazakhstan Cup 1993 · Final",
    "ru": "Кубок Казахстана 1993 · Финал",
    "kk": "Қазақстан Кубогы 1993 · Финал",
}


async def final_for(talk: Talk, language: str | None, chat: dict | None = None, user: int = 10) -> str:  # type: ignore[type-arg]
    """The language in which a user whose Telegram is in *language* is told of a final."""
    (answer,) = await talk.say("/final 1993", chat, **{"from": person(user, language=language)})
    (found,) = [code for code, words in FINAL.items() if words in plain(answer.html)]
    return found


@pytest.mark.parametrize(
    ("code", "language"),
    [
        *(
            ("kk", "kk"),
            ("ru", "ru"),
            ("ru-RU", "ru"),
            ("uk", "ru"),
            ("be", "ru"),
            ("uz", "ru"),
            ("ky", "ru"),
        ),
        *(("en", "en"), ("de", "en"), ("pt-br", "en"), ("kkk", "en"), ("", "en"), (None, "en")),
    ],
)
def test_codes_of_telegram(code: str | None, language: str) -> None:
    assert known_language([code]) == language


async def test_a_user_is_answered_in_the_language_of_their_telegram(historian: Talk) -> None:
    for code, language in (
        ("ru", "ru"),
        ("kk", "kk"),
        ("uk", "ru"),
        ("en", "en"),
        ("fr", "en"),
        (None, "en"),
    ):
        assert await final_for(historian, code) == language


async def test_a_user_chooses_and_is_forgotten(historian: Talk) -> None:
    (start,) = await historian.say("/start", **{"from": person(2, language="ru")})
    assert texts(start)[-3:] == ["Қазақша", "Русский", "English"]
    assert "Кубок Казахстана" in start.html
    (chosen,) = await historian.press(start, buttons_of(start)["Қазақша"], person(2, language="ru"))
    assert "Қазақстан Кубогы" in chosen.html
    assert not set(texts(chosen)) & {"Қазақша", "Русский", "English"}  # it was offered once
    assert await final_for(historian, "ru", user=2) == "kk"
    (offer,) = await historian.say("/language", **{"from": person(2, language="ru")})
    assert texts(offer) == ["Қазақша", "Русский", "English"]
    (asked,) = await historian.say("/forgetme", **{"from": person(2, language="ru")})
    await historian.press(asked, asked.buttons[0][0][1], person(2, language="ru"))
    assert await final_for(historian, "ru", user=2) == "ru"


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        *(("/language kk", "kk"), ("/language қазақша", "kk"), ("/language русский", "ru"), ("язык", None)),
        *(("/language klingon", None), ("тіл", None), ("/язык русский", "ru"), ("/language English", "en")),
        *(("по-русски", "ru"), ("Қазақша", "kk"), ("/тіл қазақша", "kk")),
    ],
)
async def test_a_language_is_typed(historian: Talk, typed: str, language: str | None) -> None:
    (answer,) = await historian.say(typed)
    if language is None:
        assert texts(answer) == ["Қазақша", "Русский", "English"]
    else:
        assert await final_for(historian, "de", user=2) == language


async def test_a_group_has_the_language_of_who_added_the_bot(historian: Talk) -> None:
    change = joins(GROUP)
    change["my_chat_member"]["from"] = person(10, language="kk")
    (hello,) = await historian.update(change)
    assert "Қазақстан Кубогы" in hello.html
    assert texts(hello)[-3:] == ["Қазақша", "Русский", "English"]
    assert await final_for(historian, "ru", GROUP) == "kk"


async def test_else_of_who_asks_first(historian: Talk) -> None:
    assert await final_for(historian, "ru", GROUP) == "ru"
    assert await final_for(historian, "kk", GROUP, user=11) == "ru"
    assert await final_for(historian, None, CHANNEL) == "en"


async def test_talk_of_others_is_no_asking(historian: Talk) -> None:
    await historian.say("сәлем", GROUP, **{"from": person(12, language="kk")})
    assert await final_for(historian, "ru", GROUP) == "ru"


async def test_only_an_admin_chooses_for_a_group(historian: Talk) -> None:
    assert await final_for(historian, "ru", GROUP) == "ru"
    (offer,) = await historian.say("/language", GROUP, **{"from": person(10, language="ru")})
    data = buttons_of(offer)["Қазақша"]
    await historian.press(offer, data, person(10))
    assert historian.telegram.notices[-1] == "Язык этого чата может выбрать только администратор."
    assert await final_for(historian, "ru", GROUP) == "ru"
    historian.telegram.admins.add(11)
    (hello,) = await historian.press(offer, data, person(11))
    assert "Қазақстан Кубогы" in hello.html
    assert await final_for(historian, "ru", GROUP) == "kk"
    migrated = historian.message("x", GROUP, migrate_to_chat_id=-1002)
    del migrated["text"]
    await historian.update({"message": migrated})
    assert await final_for(historian, "ru", {"id": -1002, "type": "supergroup", "title": "Fans"}) == "kk"


async def test_a_game_keeps_the_language_in_which_it_began(historian: Talk) -> None:
    (begins,) = await historian.say("/trivia 5", **{"from": person(2, language="ru")})
    assert "Викторина" in begins.html
    (poll,) = historian.telegram.take_polls()
    assert re.search("[а-яё]{3}", poll.question)  # that of group A, or about a club, may have Latin letters
    await historian.say("/language kk", **{"from": person(2, language="ru")})
    (table,) = await historian.say("/stop", **{"from": person(2, language="ru")})
    assert "Никто не ответил" in table.html


async def test_refusals_and_notes_are_in_the_language(historian: Talk) -> None:
    for typed, words in (
        ("/final 1850", "1850"),
        ("/foo", "/foo"),
        ("фывапролд йцук", "/help"),
        ("/finel 1993", "/final 1993"),
        ("/trivia ааа", "ааа"),
    ):
        (answer,) = await historian.say(typed, **{"from": person(2, language="ru")})
        text = plain(answer.html)
        assert words in text
        assert "know" not in text
        assert "Write" not in text
