"""What the bot says of itself: to who starts it, in a group that it joins, in its menus and descriptions."""

from dataclasses import replace
from typing import Any

import pytest

from bot.terminal.markup import plain
from handlers.about.help import TOPICS
from handlers.about.start import description
from handlers.commands import COMMANDS, MENUS
from handlers.core.answers import Call
from handlers.core.command import Ask, read
from handlers.core.deep_links import start_parameter
from handlers.core.links import tie_of
from handlers.wording.folding import phone_lines
from handlers.wording.languages import languages
from store.archive.archive import Archive
from store.archive.players import players_of
from store.chats.database import Chats
from store.chats.people import greet, move_chat
from store.cup.values import Day
from tests.double import BASIC_GROUP, CHANNEL, GROUP, Talk, person, texts
from tests.handlers.conftest import services_of
from tests.store.seasons import archive_of

LANGUAGES = ["Қазақша", "Русский", "English"]
BOT = {"id": 1, "is_bot": True, "first_name": "Kubok", "username": "kubok_bot"}


def joins(chat: dict[str, Any], before: str = "left", now: str = "member") -> dict[str, Any]:
    change = {"chat": chat, "from": person(10), "date": 0}
    statuses = {"old_chat_member": before, "new_chat_member": now}
    return {"my_chat_member": change | {k: {"status": v, "user": BOT} for k, v in statuses.items()}}


async def test_a_group_is_greeted_once(historian: Talk) -> None:
    (hello,) = await historian.update(joins(GROUP))
    assert plain(hello.html).split("\n") == [
        "👋 I know the history of the Kazakhstan Cup, 1992 to 2025: ask with /final or /club, or by my name.",
        "🎲 /trivia starts a quiz for everybody here.",
    ]
    assert texts(hello) == ["Trivia", "Latest final", *LANGUAGES]
    assert await historian.update(joins(GROUP, "member")) == []
    assert await historian.update(joins(GROUP)) == []
    assert len(await historian.update(joins(BASIC_GROUP))) == 1
    assert await historian.update(joins(CHANNEL)) == []
    (final,) = await historian.press(hello, hello.buttons[0][1][1])
    assert final.html.startswith("🏆 Ordabasy 0–2 <b>Tobol</b>")


def test_a_group_that_becomes_a_supergroup_stays_greeted() -> None:
    chats = Chats.in_memory()
    assert greet(chats, -5)
    move_chat(chats, -5, -1001)
    assert not greet(chats, -1001)
    assert greet(chats, -5)
    chats.close()


async def test_start_has_real_things_in_it(historian: Talk) -> None:
    message = await historian.ask("/start")
    assert texts(message) == [
        "Final of 2025",
        "Kairat",
        "Titles",
        "Trivia",
        "Help",
        "Add to a group",
        *LANGUAGES,
    ]
    assert message.buttons[-2][-1][1] == "https://t.me/kubok_bot?startgroup=trivia"
    (club,) = await historian.press(message, message.buttons[0][1][1])
    assert club.html.startswith("<b>Kairat</b>")


async def test_that_link_begins_a_game_in_the_group(historian: Talk) -> None:
    command = "/start@kubok_bot"
    (begins,) = await historian.say(f"{command} trivia", GROUP)
    assert begins.chat == GROUP["id"]
    assert begins.html.startswith("🎲")
    assert len(historian.telegram.take_polls()) == 1


async def test_start_without_any_edition(tmp_path: Any) -> None:
    archive = archive_of(tmp_path)
    answer = COMMANDS[-1].answer
    assert answer is not None
    shown = answer(Ask(Call("start"), services_of(archive)), None)
    assert [button.text for row in shown.buttons for button in row] == [
        "Trivia",
        "Help",
        "Add to a group",
        *LANGUAGES,
    ]
    archive.close()


def test_every_page_has_a_deep_link_that_opens_it(ours: Archive) -> None:
    services = services_of(ours)
    commands = {command.name: command for command in COMMANDS}
    links = services.links
    calls = [Call(name, edition=label) for name in ("final", "season", "scorers") for label in ours.labels]
    calls += [Call(name, clubs=(club.id,)) for name in ("club", "finals") for club in ours.clubs()]
    calls += [Call("player", player=player.key) for player in players_of(ours)]
    calls += [tie_of(tie.key) for label in ours.labels for tie in ours.edition(label).ties]
    calls += [Call("h2h", clubs=("kairat", "tobol")), Call("titles"), Call("records"), Call("clubs")]
    assert len(calls) > 1_200
    more = [Call("scorers", word="all"), Call("titles", word="apart"), Call("today", day=Day(5, 8))]
    for label in ours.labels:
        more += [Call("results", edition=label, round=found.number) for found in ours.edition(label).rounds]
        more += [Call("road", edition=label, clubs=(club.id,)) for club in ours.clubs()[::9]]
    for call in calls + more:
        assert links.call_of(start_parameter(call)) == call
        assert links.opening(call) == start_parameter(call)
        assert links.opening(replace(call, page=2)) == ""
    for call in calls[:: len(calls) // 50]:
        assert read(Ask(call, services), commands).request is not None or call.command in (
            "titles",
            "records",
        )


@pytest.mark.parametrize(
    "parameter",
    [
        *(
            "",
            "xyz",
            "final-1890",
            "final-1993_1",
            "club-nobody",
            "player-nobody",
            "tie-1993",
            "tie-1993_9_9",
        ),
        *(
            "tie-1993_1",
            "final-",
            "club-",
            "privacy",
            "forgetme",
            "status",
            "final-1993-",
            "h2h-kairat_nobody",
        ),
    ],
)
async def test_a_made_up_or_old_link_gets_the_greeting(historian: Talk, parameter: str) -> None:
    said = (await historian.ask(f"/start {parameter}")).html
    assert said.removeprefix("That link leads to nothing that I know.\n\n").startswith("👋 ")
    assert bool(parameter) == said.startswith("That link")


@pytest.mark.parametrize(
    ("parameter", "begins"),
    [
        ("final-1993", "🏆 <b>Dostyk</b> 4–2 Taraz"),
        ("final_1993", "🏆 <b>Dostyk</b> 4–2 Taraz"),
        ("season-1996-97", "🏆 <b>Kairat</b> 2–0 Vostok-Adil"),
        ("club-kairat", "<b>Kairat</b>"),
        ("tie-1993_5_1", "📋 Kazakhstan Cup 1993 · Final"),
        ("trivia", "🎲 <b>Trivia</b>"),
        ("results", "📋 Kazakhstan Cup 2025"),  # as links of before may say
        ("missing", "❓"),
        ("sources", "📚"),
    ],
)
async def test_start_opens_what_is_linked(historian: Talk, parameter: str, begins: str) -> None:
    assert (await historian.ask(f"/start {parameter}")).html.startswith(begins)


async def test_a_link_that_leads_nowhere_gets_the_greeting_and_a_word(historian: Talk) -> None:
    greeting = (await historian.ask("/start")).html
    for parameter in ("final-1850", "club-nobody", "tie-1993_5_99", "lost", "h2h-kairat", "a" * 64):
        said = (await historian.ask(f"/start {parameter}")).html
        assert said == f"That link leads to nothing that I know.\n\n{greeting}"
    assert (await historian.ask("/start inline")).html == greeting  # from the button above inline results


def test_a_link_too_long_or_with_other_letters_is_none() -> None:
    for club in ("x" * 60, "қайрат"):
        with pytest.raises(ValueError, match=club):
            start_parameter(Call("club", clubs=(club,)))


async def test_help_is_short_and_leads_to_topics(historian: Talk) -> None:
    message = await historian.ask("/help")
    assert phone_lines(message.html) <= 14
    assert texts(message) == [topic.label for topic in TOPICS]
    for row in message.buttons:
        for _, data in row:
            (page,) = await historian.press(message, data)
            assert phone_lines(page.html) <= 20
            assert "‹ Back" in texts(page) or "Help" in texts(page)


async def test_help_with_a_command_is_about_that(historian: Talk) -> None:
    for asked in ("/help final", "/help /final", "/help FINAL"):
        assert (await historian.ask(asked)).html.startswith("<b>/final [EDITION]</b>\na final: score")
    assert (await historian.ask("/help trivia")).html.startswith("🎲 <b>Trivia: the rules</b>")


def test_every_command_has_a_topic() -> None:
    told = [name for topic in TOPICS for name in topic.commands]
    assert sorted(told) == sorted(command.name for command in COMMANDS if command.name != "start")


def test_menus_by_scope() -> None:
    counts = {scope: len(commands) for scope, commands in MENUS.items()}
    assert counts == {
        "default": 10,
        "all_private_chats": 10,
        "all_group_chats": 6,
        "all_chat_administrators": 10,
    }


def test_descriptions_fit(ours: Archive) -> None:
    services = services_of(ours)
    assert description(services, "en", "short_description") == (
        "The Kazakhstan Cup, 1992 to 2025: finals, clubs, scorers, records, and a quiz."
    )
    for language in languages():
        assert len(description(services, language, "short_description")) <= 120
        assert 100 < len(description(services, language, "description")) <= 512
