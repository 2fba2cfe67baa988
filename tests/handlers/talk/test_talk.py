"""A table of what people write, and what it means; and what a group writes, that is not meant for the bot."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.terminal.offline import BOT_USER
from bot.terminal.sent import describe
from handlers.commands import COMMANDS, OF_BUTTONS
from handlers.core.answers import Call, Refused
from handlers.core.command import AnyCommand, Ask, Services, read
from handlers.talk.free_text import meaning_of
from handlers.trivia.host import PAUSE
from store.archive.archive import Archive
from tests.double import GROUP, Talk, person
from tests.handlers.conftest import services_of
from tests.handlers.trivia.conftest import night
from tests.handlers.trivia.quizzing import Evening

__all__ = ["night"]

TABLE = Path(__file__).with_name("talk.txt")
LEAST_RIGHT = 0.96
_COMMANDS: Mapping[str, AnyCommand] = {command.name: command for command in (*COMMANDS, *OF_BUTTONS)}
_RUNS = {"club", "road", "results"}  # pages with a club's ties in an edition
_EDITIONS = {"final", "season"}  # pages that begin with the result of the final


def table() -> list[tuple[str, str]]:
    lines = [line.rpartition(" => ") for line in TABLE.read_text("utf-8").splitlines()]
    return [(text, meant) for text, arrow, meant in lines if arrow]


def shown(call: Call, services: Services) -> tuple[str, ...]:
    """What the answer to *call* is about: the command, then the ids of what it shows."""
    if _COMMANDS[call.command].answer is None:
        return (call.command,)
    try:
        understood = read(Ask(call, services), _COMMANDS)
    except Refused as refused:
        return ("refused", refused.message)
    name, asked = understood.command.name, understood.request
    match name:
        case "nothere":
            return (name,)
        case "final" | "season" | "lineups" | "sources" | "missing":
            return (name, str(asked))
        case "clubs":
            return (name, str(asked.edition))
        case "finals":
            return (name, asked.chosen.club.id if asked.chosen else "")
        case "club":
            return (name, str(asked.edition), asked.chosen.club.id)
        case "road":
            return (name, str(asked.edition.label), asked.chosen.club.id)
        case "results":
            club = asked.chosen.club.id if asked.chosen else ""
            return (name, str(asked.edition.label), club, str({tie.round.code for tie in asked.ties}))
        case "h2h":
            return (name, *sorted((asked.one.club.id, asked.other.club.id)), str(asked.edition))
        case "player":
            return (name, asked.chosen.player.id)
        case "scorers" | "group":
            return (name, str(asked.edition.label) if asked.edition else "all")
        case "today":
            return (name, str(asked.day))
    return (name,)


def means(found: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    """Whether the page *found* answers what is *meant*."""
    if {found[0], meant[0]} <= _EDITIONS or ({found[0], meant[0]} <= _RUNS and found[0] != meant[0]):
        return found[1:3] == meant[1:3]
    return found[0] == meant[0] == "refused" or found == meant


@pytest.fixture(scope="module")
def services(ours: Archive) -> Services:
    return services_of(ours)


def test_what_people_write_is_understood(services: Services) -> None:
    rows = table()
    assert len(rows) >= 500
    wrong, silent = [], []
    for text, meant in rows:
        found = meaning_of(text, services, COMMANDS)
        command, _, argument = meant.removeprefix("/").partition(" ")
        wanted = ("-",) if meant == "-" else shown(Call(command, argument), services)
        got = shown(found.call, services) if found else ("-",)
        if not means(got, wanted):
            wrong.append((text, meant, got))
            if found and not found.left and got[0] != "refused":
                silent.append((text, meant, got))
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(rows), wrong
    assert not silent, silent


CHAT = [
    line
    for line in TABLE.with_name("group_chat.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
_CARD = {"message_id": 1, "date": 0, "chat": GROUP, "from": BOT_USER, "text": "🏆 Dostyk 4–2 Taraz"}


def mentions(text: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r"(?<!\w)@\w+", text)
    entity = [{"type": "mention", "offset": found.start(), "length": len(found[0])}] if found else []
    return {"entities": entity}


async def test_a_group_that_chats_in_reply_to_a_card_is_left_alone(historian: Talk) -> None:
    assert len(CHAT) == 50
    answers = [
        (text, answer.html)
        for text in CHAT
        for answer in await historian.say(text, GROUP, reply_to_message=_CARD, **mentions(text))
    ]
    assert len(answers) <= 2, answers


@pytest.mark.parametrize(
    "text", ["Кайрат", "финал 1993", "кто судил финал 1993?", "сколько кубков у Кайрата", "1993"]
)
async def test_a_reply_that_is_a_question_is_answered(historian: Talk, text: str) -> None:
    assert len(await historian.say(text, GROUP, reply_to_message=_CARD)) == 1


@pytest.mark.parametrize("text", ["🎲 Trivia · 10 questions", "🏁 Trivia"])
async def test_a_reply_to_a_game_is_no_question(historian: Talk, text: str) -> None:
    assert await historian.say("Кайрат", GROUP, reply_to_message={**_CARD, "text": text}) == []


async def test_nothing_said_to_a_poll_gives_its_answer_away(night: Evening) -> None:
    await night.begin()
    poll = night.polls[-1]
    replied = {**_CARD, "message_id": poll.id, "poll": describe(poll)}
    right = poll.options[poll.correct[0]]
    for text in (*CHAT, right, f"{right}?", "final 1993"):
        if text.casefold() in ("игра",):
            continue
        for answer in await night.talk.say(text, GROUP, reply_to_message=replied, **mentions(text)):
            assert right not in answer.html, text
    assert night.polls[-1] is poll  # nothing ended or skipped it
    (answer,) = await night.talk.say(f"@kubok_bot {right}", GROUP)
    assert answer.html == "A question is open. Ask me again when it is closed; “stop” ends the game."


@pytest.mark.parametrize("text", ["стоп", "Хватит!", "тоқта", "stop", "@kubok_bot стоп"])
async def test_a_game_is_stopped_in_any_language(night: Evening, text: str) -> None:
    await night.begin()
    replied = {} if text.startswith("@") else {"reply_to_message": {**_CARD, "text": "🎲 Trivia"}}
    await night.talk.say(text, GROUP, **{"from": person(10)}, **replied)
    assert [game.stopped for game in night.host.games.unfinished()] == [night.time.now]


@pytest.mark.parametrize("text", ["дальше", "келесі", "next", "следующий вопрос"])
async def test_a_question_is_skipped_in_any_language(night: Evening, text: str) -> None:
    await night.begin()
    replied = {"reply_to_message": {**_CARD, "text": "", "poll": describe(night.polls[-1])}}
    await night.talk.say(text, GROUP, **{"from": person(10)}, **replied)
    await night.time.go_by(PAUSE + 1)
    assert len(night.polls) == 2


async def test_stop_means_nothing_without_a_game(historian: Talk) -> None:
    assert await historian.say("стоп", GROUP, reply_to_message=_CARD) == []
    assert (await historian.ask("дальше")).html.startswith("Write me a club")


async def test_other_programs_are_not_answered(historian: Talk) -> None:
    bot = {"id": 99, "is_bot": True, "first_name": "Other", "username": "other_bot"}
    assert await historian.say("/final 1993", GROUP, **{"from": bot}) == []
    assert await historian.say("@kubok_bot 1993", GROUP, is_automatic_forward=True) == []


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("/финал 1993", "🏆 <b>Dostyk</b> 4–2 Taraz"),
        ("/кубок", "🏆 Ordabasy 0–2 <b>Tobol</b>"),
        ("/ақтық 2022", "🏆 <b>Ordabasy</b> 5–4 Akzhayik"),
        ("/finel 1993", "I don't know /finel. Did you mean /final 1993?"),
        ("/clab Kairat", "I don't know /clab. Did you mean /club Kairat?"),
        ("/стоп", "No game is on here."),
        ("/келесі", "No game is on here."),
        ("/итоги 2015", "🏆 <b>Kairat</b> 2–1 Astana"),
        ("/абракадабра", "I don't know /абракадабра. /help shows what you can ask."),
    ],
)
async def test_commands_in_other_letters_and_misspelt(historian: Talk, typed: str, begins: str) -> None:
    assert (await historian.ask(typed)).html.startswith(begins)
    # Telegram marks only Latin commands as such.
    (answer,) = await historian.say(typed, **({} if typed.isascii() else {"entities": []}))
    assert answer.html.startswith(begins)


async def test_the_offered_command_answers(historian: Talk) -> None:
    offer = await historian.ask("/finel 1993")
    (answer,) = await historian.press(offer, offer.buttons[0][0][1])
    assert answer.html.startswith("🏆 <b>Dostyk</b> 4–2 Taraz")
