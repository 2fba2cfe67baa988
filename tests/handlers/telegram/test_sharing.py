"""What takes a card elsewhere: sharing, copying, and links in chats of several."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.terminal.build import build_offline
from bot.terminal.offline import ITSELF
from bot.terminal.sent import SentMessage
from handlers.answering import Answering
from handlers.core.answers import Call
from handlers.core.callback_data import decode
from store.archive.archive import Archive
from store.archive.players import players_of
from tests.double import CHANNEL, GROUP, StrictTelegram, Talk, buttons_of
from tests.handlers.conftest import services_of

LINK = "https://t.me/kubok_bot?start="
DIRECT = {"id": -1009, "type": "supergroup", "title": "Letters", "is_direct_messages": True}
ASKED = ["/final 1993", "/club Kairat", "/results 1993", "/titles", "/records", "/h2h Kairat Tobol", "/today"]
ASKED += ["/season 1993", "/scorers 1993", "/scorers all", "/player Luchkin", "/road Kairat 1992", "/clubs"]
ASKED += ["/finals", "/group 2022", "/sources 1993", "/missing 1993"]


def cards(archive: Archive) -> Iterator[Call]:
    """Calls for the pages of all editions, clubs and players, and of ties of each round."""
    for label in archive.labels:
        yield from (
            Call(name, edition=label) for name in ("final", "season", "scorers", "sources", "missing")
        )
        for found in archive.edition(label).rounds:
            yield Call("results", edition=label, round=found.number)
            yield Call("results", edition=label, round=found.number, tie=1)
    for club in archive.clubs():
        yield from (Call(name, clubs=(club.id,)) for name in ("club", "clubabout", "finals"))
    yield from (Call("player", player=player.key) for player in players_of(archive))
    yield from map(Call, ("titles", "records", "clubs", "finals", "today"))


def keyboard(message: SentMessage) -> list[dict[str, Any]]:
    rows = (message.sent.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


@pytest.fixture
async def unshared(ours: Archive) -> AsyncIterator[Talk]:
    """A talk with a bot that has no inline mode."""
    telegram = StrictTelegram()
    telegram._methods["getMe"] = lambda _: ITSELF | {"supports_inline_queries": False}
    services = services_of(ours)
    program = build_offline(services, telegram)
    with closing(services.chats):
        async with program.application:
            yield Talk(program, telegram)


def test_every_card_can_be_shared_by_a_link_that_opens_it(ours: Archive) -> None:
    services = services_of(ours)
    answering, links = Answering(services), services.links
    shared = 0
    for call in cards(ours):
        answer = answering.answer(call)
        if answer.call is None:  # there is no such page
            continue
        button = answer.outward[-1]
        assert links.call_of(button.share) == replace(answer.call, page=0), call
        assert button.share == answer.parameter
        shared += 1
    assert shared > 600


@pytest.mark.parametrize("asked", ASKED)
async def test_sharing_types_the_card_behind_the_name(historian: Talk, asked: str) -> None:
    message = await historian.ask(asked)
    share = keyboard(message)[-1]
    assert share["text"] == "Share"
    typed = share["switch_inline_query_chosen_chat"]
    assert [typed[f"allow_{kind}_chats"] for kind in ("user", "group", "channel")] == [True] * 3
    user = {"id": 5, "is_bot": False, "first_name": "P"}
    await historian.update({"inline_query": {"id": "7", "from": user, "query": typed["query"], "offset": ""}})
    (_, answer) = historian.telegram.calls[-1]
    (result,) = answer["results"]
    assert result["input_message_content"]["message_text"] == str(message.html)


async def test_pages_of_a_card_share_it(historian: Talk) -> None:
    first = await historian.ask("/finals")
    shown = first.html
    (second,) = await historian.press(first, buttons_of(first)["2/5 ›"])
    markup = historian.telegram.calls[-1][1]["reply_markup"]
    assert second.html != shown
    assert "'query': 'finals'" in str(markup)


@pytest.mark.parametrize("asked", ASKED[:3])
async def test_without_inline_mode_a_link_is_shared(unshared: Talk, asked: str) -> None:
    await check_link(unshared, asked, None)


async def test_direct_messages_of_a_channel_have_no_inline_mode(historian: Talk) -> None:
    await check_link(historian, "/final 1993", DIRECT)


async def check_link(talk: Talk, asked: str, chat: dict[str, Any] | None) -> None:
    (message,) = await talk.say(asked, chat)
    share = next(button for button in keyboard(message) if button["text"] == "Share")
    url = urlsplit(share["url"])
    assert (url.netloc, url.path) == ("t.me", "/share/url")
    sent = parse_qs(url.query)
    assert sent["url"][0].startswith(LINK)
    assert sent["text"][0] in re.sub("<[^>]*>", "", str(message.html))


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("chat", [GROUP, CHANNEL])
async def test_in_company_other_cards_open_in_the_private_chat(
    historian: Talk, ours: Archive, asked: str, chat: dict[str, Any]
) -> None:
    alone = await historian.ask(asked)
    (shown,) = await historian.say(asked, chat)
    assert shown.html == alone.html
    links = services_of(ours).links
    page = asked.split()[0][1:]
    for before, after in zip(keyboard(alone), keyboard(shown), strict=True):
        if "callback_data" not in before:
            assert after == before
            continue
        call = replace(decode(before["callback_data"]), back=None)
        if "url" in after:
            assert call.command != page
            assert links.call_of(after["url"].removeprefix(LINK)) == call
        else:  # it turns the page, asks for more, or tells something
            assert call.command == page or call.command in ("h2h", "know", "picture", "follow", "settings")
            await historian.press(shown, after["callback_data"])


@pytest.mark.parametrize(
    ("asked", "copied"),
    [
        ("/final 1993", "Kazakhstan Cup 1993 · Final\nDostyk 4–2 Taraz · 8 November 1993"),
        ("/final 1996", "Kazakhstan Cup 1996–97 · Final\nKairat 2–0 Vostok-Adil · 26 April 1997"),
    ],
)
async def test_a_result_is_copied_as_plain_text(historian: Talk, asked: str, copied: str) -> None:
    message = await historian.ask(asked)
    (copy,) = [button for button in keyboard(message) if button["text"] == "Copy"]
    assert copy["copy_text"]["text"].startswith(copied)


async def test_a_tie_of_two_legs_is_copied_whole(historian: Talk) -> None:
    pair = await historian.ask("/h2h Kairat Tobol")
    await historian.press(pair, buttons_of(pair)["2015"])
    markup = historian.telegram.calls[-1][1]["reply_markup"]
    buttons = {button["text"]: button for row in markup["inline_keyboard"] for button in row}
    assert buttons["Copy"]["copy_text"]["text"].split("\n") == [
        "Kazakhstan Cup 2015 · Semi-finals",
        "Tobol 0–3 Kairat",
        "Kairat 2–1 Tobol",
    ]


async def test_what_is_no_card_is_not_shared(historian: Talk) -> None:
    for asked in ("/start", "/help", "/privacy", "/about", "/club Gornyak", "/nothing", "/me"):
        for message in await historian.say(asked):
            assert "Share" not in [button["text"] for button in keyboard(message)]


async def test_a_chat_without_telegram_shows_neither(historian: Talk) -> None:
    message = await historian.ask("/final 1993")
    assert not {"Copy", "Share"} & set(buttons_of(message))
    assert {"Copy", "Share"} <= {button["text"] for button in keyboard(message)}
