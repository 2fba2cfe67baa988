"""The menus and descriptions that are published, in every language."""

from contextlib import closing

import pytest
from telegram.error import RetryAfter

from bot.terminal.build import build_offline
from handlers.commands import MENUS
from handlers.menus import publish
from store.archive.archive import Archive
from tests.double import StrictTelegram
from tests.handlers.conftest import services_of

CODES = ["", "kk", "ru", "uk", "be", "uz", "ky"]


async def test_menus_in_every_language(ours: Archive) -> None:
    telegram, services = StrictTelegram(), services_of(ours)
    program = build_offline(services, telegram)
    with closing(services.chats):
        async with program.application:
            await publish(program.application.bot, services, 0)
    menus = [told for method, told in telegram.calls if method == "setMyCommands"]
    assert [told.get("language_code", "") for told in menus] == [code for code in CODES for _ in MENUS]
    first = {told.get("language_code", ""): told["commands"][0] for told in menus[:: len(MENUS)]}
    said = {code: one["description"] for code, one in first.items()}
    assert said[""] == "a final: score, scorers, venue"
    assert (said["ru"][:7], said["kk"][:7]) == ("финал: ", "финал: ")
    assert said["ru"] != said["kk"]
    assert {said[code] for code in CODES[2:]} == {said["ru"]}
    assert all(len(one["description"]) <= 256 for told in menus for one in told["commands"])
    names = {told["language_code"]: told["name"] for method, told in telegram.calls if method == "setMyName"}
    assert names == {"kk": "Қазақстан Кубогы"} | dict.fromkeys(CODES[2:], "Кубок Казахстана")
    for method in ("setMyDescription", "setMyShortDescription"):
        told = [told.get("language_code", "") for name, told in telegram.calls if name == method]
        assert told == CODES


async def test_a_failure_to_publish_is_logged(ours: Archive, caplog: pytest.LogCaptureFixture) -> None:
    telegram, services = StrictTelegram(), services_of(ours)
    program = build_offline(services, telegram)
    with closing(services.chats):
        async with program.application:
            telegram.refusals["setMyName"] = RetryAfter(80_000)
            await publish(program.application.bot, services, 0)
    assert "the command menus were not published" in caplog.text
