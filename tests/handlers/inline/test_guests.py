"""Guest messages: one answer, with links alone, and nothing else in a chat that the bot is not in."""

import itertools
import json
from typing import Any

import pytest
from telegram.error import BadRequest, NetworkError

from handlers.throttle import BURST, Throttle
from store.archive.archive import Archive
from tests.double import Talk, person
from tests.handlers.conftest import services_of, talking
from tests.handlers.inline.test_inline import LINK, QUERIES

COMMANDS = ["final", "finals", "season", "scorers", "titles", "records", "clubs", "results", "today", "help"]
COMMANDS += [
    "start",
    "about",
    "privacy",
    "language",
    "trivia",
    "stop",
    "skip",
    "top",
    "me",
    "forgetme",
    "status",
]
COMMANDS += ["club", "player", "h2h", "road", "group", "missing", "sources", "know", "nonsense"]
OTHERS = ["", "?", "hello how are you", "zzqqxx", "Горняк", "/final 1890", "/h2h Kairat", "Kairat bananas"]
OTHERS += ["trivia 5", "викторина", "стоп", "kk", "Қазақша", "final-1993", "final-1850", "inline", "a" * 4000]


def text_of(result: dict[str, Any] | None) -> str:
    assert result
    return str(result["input_message_content"]["message_text"])


def links_of(result: dict[str, Any] | None) -> list[str]:
    assert result
    return [
        button["url"].partition("?")[2] for row in result["reply_markup"]["inline_keyboard"] for button in row
    ]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
async def test_whatever_is_asked_gets_one_answer_with_links_alone(
    historian: Talk, ours: Archive, language: str
) -> None:
    links, asked = services_of(ours).links, 0
    for text in itertools.chain((f"/{name}" for name in COMMANDS), OTHERS, (text for text, _ in QUERIES)):
        result = await historian.guest(
            f"@kubok_bot {text}", **{"from": person(asked + 10, language=language)}
        )
        assert text_of(result)
        for parameter in LINK.findall(json.dumps(result)):
            assert parameter == "inline" or links.call_of(parameter), parameter
        asked += 1
    assert asked > 80
    assert not historian.telegram.messages


@pytest.mark.parametrize(
    ("text", "said", "link"),
    [
        ("@kubok_bot 1993", "🏆 <b>Dostyk</b> 4–2 Taraz", "start=results-1993_1"),
        ("1993 @Kubok_Bot", "🏆 <b>Dostyk</b> 4–2 Taraz", "start=results-1993_1"),
        ("/final@kubok_bot 1993", "🏆 <b>Dostyk</b> 4–2 Taraz", "start=final-1992"),
        ("@kubok_bot /final 1993", "🏆 <b>Dostyk</b> 4–2 Taraz", "start=final-1992"),
        ("@kubok_bot final-1993", "🏆 <b>Dostyk</b> 4–2 Taraz", "start=final-1992"),
        ("@kubok_bot Кайрат тобол", "⚔️ <b>Kairat – Tobol</b>", "start=tie-2015_5_2"),
        ("@kubok_bot Горняк", "Which club is “Горняк”?", "start=club-gornyak"),
        ("@kubok_bot /final 1890", "1992 to 2026 are known; 1890 is not.", "start=final-1992"),
        ("@kubok_bot", "👋 I know the history", "start=titles"),
        ("@kubok_bot hello how are you", "Write me a club", "start=inline"),
        ("@kubok_bot /trivia", "I can do that only in the private chat", "startgroup=trivia"),
        ("@kubok_bot /me", "I can do that only in the private chat", "start=inline"),
        ("@kubok_bot /help", "<b>What you can ask</b>", "start=help"),
    ],
)
async def test_what_is_answered(historian: Talk, text: str, said: str, link: str) -> None:
    result = await historian.guest(text)
    assert text_of(result).startswith(said)
    assert link in links_of(result)


async def test_what_was_not_understood_is_said(historian: Talk) -> None:
    result = await historian.guest("@kubok_bot who scored most for Kairat")
    assert text_of(result).endswith("<i>I left out «who», «scored».</i>")


async def test_the_name_alone_asks_what_it_replies_to(historian: Talk) -> None:
    replied = historian.message("финал 1993?", {"id": -77, "type": "supergroup", "title": "Others"})
    result = await historian.guest("@kubok_bot", reply_to_message=replied)
    assert text_of(result).startswith("🏆 <b>Dostyk</b> 4–2 Taraz")
    own = replied | {"from": {"id": 1, "is_bot": True, "first_name": "Kubok", "username": "kubok_bot"}}
    assert text_of(await historian.guest("@kubok_bot", reply_to_message=own)).startswith("👋")


async def test_below_a_picture(historian: Talk) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}]
    result = await historian.guest("", caption="@kubok_bot 1993", photo=photo)
    assert text_of(result).startswith("🏆 <b>Dostyk</b> 4–2 Taraz")


async def test_the_language_is_that_of_who_calls(historian: Talk) -> None:
    caller = person(5, language="ru")
    result = await historian.guest("@kubok_bot 1993", guest_bot_caller_user=caller, **{"from": person(6)})
    assert text_of(result).startswith("🏆 <b>Достык</b> 4:2 Тараз")
    await historian.say(
        "/language kk", **{"from": caller}, chat={"id": 5, "type": "private", "first_name": "P"}
    )
    result = await historian.guest("@kubok_bot 1993", **{"from": caller})
    assert text_of(result).startswith("🏆 <b>Достық</b> 4:2 Тараз")


async def test_nothing_is_kept_of_the_chat(historian: Talk, ours: Archive) -> None:
    """Its id may be that of a chat which the bot is in, whose language and games are its own."""
    group = {"id": -77, "type": "supergroup", "title": "Fans"}
    (final,) = await historian.say("/final 1993", group, **{"from": person(5, language="ru")})
    assert "Достык" in final.html
    result = await historian.guest("@kubok_bot 1993", **{"from": person(6, language="kk")})
    assert "Достық" in text_of(result)
    historian.telegram.foreign.clear()
    (final,) = await historian.say("/final 1993", group, **{"from": person(7)})
    assert "Достык" in final.html
    (begins,) = await historian.say("/trivia 5", group, **{"from": person(7)})
    assert begins.html.startswith("🎲")
    assert text_of(await historian.guest("@kubok_bot стоп", **{"from": person(6)}))
    historian.telegram.foreign.clear()
    (stopped,) = await historian.say("/stop", group, **{"from": person(7)})
    assert stopped.html


async def test_they_count_in_the_limits_of_who_calls(ours: Archive) -> None:
    async with talking(ours, throttle=Throttle()) as talk:
        caller = person(5)
        for _ in range(BURST):
            assert text_of(await talk.guest("@kubok_bot 1993", **{"from": caller})).startswith("🏆")
        told = await talk.guest("@kubok_bot 1993", **{"from": caller})
        assert text_of(told).startswith("That was a lot at once.")
        assert (
            await talk.guest("@kubok_bot 1993", guest_bot_caller_user=caller, **{"from": person(6)}) is None
        )
        private = {"id": 5, "type": "private", "first_name": "P"}
        assert await talk.say("/final 1993", private, **{"from": caller}) == []
        assert text_of(await talk.guest("@kubok_bot 1993", **{"from": person(6)})).startswith("🏆")


async def test_who_types_faster_than_anybody_can_is_not_answered(ours: Archive) -> None:
    async with talking(ours, throttle=Throttle()) as talk:
        query = {"id": "7", "from": person(5), "query": "1993", "offset": ""}
        for _ in range(80):
            assert await talk.update({"inline_query": query}) == []
        answered = [method for method, _ in talk.telegram.calls].count("answerInlineQuery")
        assert 50 <= answered < 70
        private = {"id": 5, "type": "private", "first_name": "P"}
        assert await talk.say("/final 1993", private, **{"from": person(5)})


async def test_on_behalf_of_a_channel(historian: Talk) -> None:
    channel = {"id": -1008, "type": "channel", "title": "News"}
    result = await historian.guest("@kubok_bot 1993", sender_chat=channel, guest_bot_caller_chat=channel)
    assert text_of(result).startswith("🏆")


@pytest.mark.parametrize(
    "error", [BadRequest("QUERY_ID_INVALID"), BadRequest("query is too old"), NetworkError("lost")]
)
async def test_an_answer_that_comes_too_late_leads_to_no_other_message(
    historian: Talk, error: Exception
) -> None:
    historian.forgiving = True
    historian.telegram.outages["answerGuestQuery"] = error
    await historian.guest("@kubok_bot 1993")


async def test_a_fault_is_told_by_the_answer(historian: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    historian.forgiving = True

    def fail(*_: object) -> None:
        raise RuntimeError("torn")

    monkeypatch.setattr("handlers.inline.guests.meaning_of", fail)
    result = await historian.guest("@kubok_bot 1993")
    assert text_of(result).startswith("Something went wrong on my side.")
