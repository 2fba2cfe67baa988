"""The picture of a game's table: names in any script, and for nobody else than the chat of the game."""

from typing import Any

import pytest

from bot.terminal.sent import SentMessage
from handlers.core.answers import Call
from handlers.core.command import Ask
from handlers.pictures.layouts import laid_out
from store.archive.archive import Archive
from tests.double import BASIC_GROUP, person
from tests.handlers.pictures.test_layouts import check
from tests.handlers.trivia.quizzing import Evening, evening

NAMES = {
    11: "Marat",
    12: "Ахметжан Нұрғалиев",
    13: "محمد علي",
    14: "🏆⚽",
    15: "დავით",
    16: "W" * 60,
    17: "דוד 7",
}


async def played(night: Evening, voters: dict[int, str]) -> SentMessage:
    """The table of a game of two questions that *voters*, by user id and name, have answered."""
    await night.begin("/trivia 2")
    for _ in range(2):
        for place, (voter, name) in enumerate(voters.items()):
            await night.vote(voter, right=place == 0, user=person(voter, name))
        await night.time.go_by(23)
    await night.time.go_by(60)
    return list(night.talk.telegram.messages.values())[-1]


async def test_the_table_of_three_has_a_picture(ours: Archive) -> None:
    async with evening(ours) as night:
        table = await played(night, NAMES)
        (photo,) = await night.press(table, "Picture")
        light = photo.photo
        assert light
        assert "Marat" in photo.html
        assert await night.press(table, "Picture") == []
        assert night.talk.telegram.notices[-1] == "That picture was sent here a moment ago."
        night.talk.telegram.admins.add(10)
        (dark,) = await night.press(photo, "Dark")
        assert dark.photo != light
        assert not night.chats.rows("SELECT * FROM pictures")  # names are not kept by their file


async def test_names_in_any_script(ours: Archive) -> None:
    async with evening(ours) as night:
        table = await played(night, NAMES)
        services = night.host._services
        game = max(row["game"] for row in night.chats.rows("SELECT game FROM games"))
        sheet = laid_out(Ask(Call("game", game=game), services))
        assert sheet is not None
        check(sheet)
        written = [text.text for text in sheet.texts]
        assert {"Marat", "Ахметжан Нұрғалиев", "someone"} <= set(written)
        assert any(name.startswith(("Davit", "დავით")) for name in written)
        assert "🏆" in table.html


@pytest.mark.parametrize("players", [{11: "A", 12: "B"}, {11: "A"}])
async def test_a_game_of_fewer_has_none(ours: Archive, players: dict[int, str]) -> None:
    async with evening(ours) as night:
        table = await played(night, players)
        assert "Picture" not in [text for row in table.buttons for text, _ in row]


async def test_another_chat_does_not_see_it(ours: Archive) -> None:
    async with evening(ours) as night:
        table = await played(night, {11: "A", 12: "B", 13: "C"})
        data = dict(button for row in table.buttons for button in row)["Picture"]
        elsewhere: dict[str, Any] = {**BASIC_GROUP}
        (message,) = await night.say("/final 1993", chat=elsewhere)
        assert await night.talk.press(message, data, person(10)) == []
        assert night.talk.telegram.notices[-1].startswith("This button is from an earlier version.")
