"""A table of what people write, and what it means; and what a group writes, that is not meant for the bot."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from handlers.commands import COMMANDS, OF_BUTTONS
from handlers.core.answers import Call, Refused
from handlers.core.command import AnyCommand, Ask, Services, read
from handlers.talk.free_text import meaning_of
from store.archive.archive import Archive
from tests.handlers.conftest import services_of

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
