"""Pictures in the chat: the button that sends one, the colours of a chat, and files that Telegram has."""

import sqlite3
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.terminal.sent import SentMessage
from store.chats.database import Chats
from store.preferences.pictures import file_of, keep_file, prune_files, use_file
from tests.double import FORUM, GROUP, Talk, buttons_of, person
from tests.handlers.telegram.test_sharing import keyboard

CARDS = ["/final 1993", "/season 1993", "/club Kairat", "/scorers 1993", "/scorers all", "/titles"]


async def picture_of(
    talk: Talk, asked: str, chat: dict[str, Any] | None = None, **more: Any
) -> list[SentMessage]:
    (card,) = await talk.say(asked, chat, **more)
    return await talk.press(card, buttons_of(card)["Picture"], more.get("from", person(2)))


def content(talk: Talk, message: SentMessage) -> tuple[str, bytes]:
    return talk.telegram.files[message.photo]


def calls(talk: Talk, method: str) -> list[dict[str, Any]]:
    return [parameters for name, parameters in talk.telegram.calls if name == method]


@pytest.mark.parametrize("asked", CARDS)
async def test_every_such_card_has_a_picture(historian: Talk, asked: str) -> None:
    card = await historian.ask(asked)
    (photo,) = await historian.press(card, buttons_of(card)["Picture"])
    name, file = content(historian, photo)
    assert name.endswith(".png")
    with Image.open(BytesIO(file)) as image:
        assert (image.format, image.width) == ("PNG", 1280)
    assert str(card.html).startswith(str(photo.html).split("\n")[0])
    colours, share = keyboard(photo)
    assert colours["text"] == "Dark"
    card_share = keyboard(card)[-1]
    assert share == card_share
    assert "switch_inline_query_chosen_chat" in share


async def test_the_caption_says_what_the_picture_shows(historian: Talk) -> None:
    (photo,) = await picture_of(historian, "/final 1993")
    for fact in (
        "Dostyk",
        "4–2",
        "Taraz",
        "8 November 1993",
        "Roman Luchkin 30′ 43′ 70′",
        "1,000 spectators",
    ):
        assert fact in photo.html
    (photo,) = await picture_of(historian, "/club Kairat")
    assert "blockquote" not in photo.html
    assert photo.html.startswith("<b>Kairat</b>\n🏆 10 cups")


async def test_it_is_uploaded_once(historian: Talk) -> None:
    (first,) = await picture_of(historian, "/final 1993")
    (second,) = await picture_of(historian, "/final 1993")
    assert first.photo == second.photo
    assert len(historian.telegram.files) == 1
    (other,) = await picture_of(historian, "/final 1994")
    assert other.photo != first.photo


async def test_a_file_that_telegram_has_lost_is_uploaded_again(historian: Talk) -> None:
    (first,) = await picture_of(historian, "/final 1993")
    lost = historian.telegram.files.pop(first.photo)
    (second,) = await picture_of(historian, "/final 1993")
    assert content(historian, second) == lost
    (third,) = await picture_of(historian, "/final 1993")
    assert third.photo == second.photo


async def test_dark_and_light(historian: Talk) -> None:
    (photo,) = await picture_of(historian, "/final 1993")
    light = photo.photo
    (dark,) = await historian.press(photo, buttons_of(photo)["Dark"])
    assert (dark.id, dark.edited, dark.photo != light) == (photo.id, True, True)
    assert content(historian, dark)[1] != historian.telegram.files[light][1]
    (other,) = await picture_of(historian, "/final 1994")  # of this chat, from now on
    assert "Light" in buttons_of(other)
    (again,) = await historian.press(dark, buttons_of(dark)["Light"])
    assert again.photo == light


async def test_in_a_group_an_admin_chooses_the_colours(historian: Talk) -> None:
    (photo,) = await picture_of(historian, "/final 1993", GROUP)
    assert await historian.press(photo, buttons_of(photo)["Dark"], person(10)) == []
    assert historian.telegram.notices[-1] == "Only an admin can choose the colours of this chat."
    historian.telegram.admins.add(11)
    (dark,) = await historian.press(photo, buttons_of(photo)["Dark"], person(11))
    assert "Light" in buttons_of(dark)


async def test_a_group_gets_the_same_picture_once_a_minute(historian: Talk) -> None:
    assert len(await picture_of(historian, "/final 1993", GROUP)) == 1
    assert await picture_of(historian, "/final 1993", GROUP) == []
    assert historian.telegram.notices[-1] == "That picture was sent here a moment ago."
    assert len(await picture_of(historian, "/final 1994", GROUP)) == 1
    assert len(await picture_of(historian, "/final 1993")) == 1


async def test_in_its_topic(historian: Talk) -> None:
    topic = {"message_thread_id": 7, "is_topic_message": True}
    (photo,) = await picture_of(historian, "/final 1993", FORUM, **topic)
    assert photo.sent["message_thread_id"] == 7


@pytest.mark.parametrize(
    "error",
    [BadRequest("not enough rights to send photos to the chat"), Forbidden("CHAT_SEND_PHOTOS_FORBIDDEN")],
)
async def test_where_no_pictures_may_be_sent_it_says_so(historian: Talk, error: Exception) -> None:
    historian.telegram.outages["sendPhoto"] = error
    (answer,) = await picture_of(historian, "/final 1993", GROUP)
    assert answer.html == "I may not send pictures here."


async def test_one_that_does_not_arrive_is_no_silent_failure(historian: Talk) -> None:
    historian.forgiving = True
    historian.telegram.outages["sendPhoto"] = NetworkError("lost")
    assert await picture_of(historian, "/final 1993") == []
    assert historian.failures


@pytest.mark.parametrize(("language", "said"), [("ru", "Картинка"), ("kk", "Сурет")])
async def test_in_the_language_of_the_chat(historian: Talk, language: str, said: str) -> None:
    asker = {"from": person(5, language=language)}
    (card,) = await historian.say("/final 1993", **asker)
    (photo,) = await historian.press(card, buttons_of(card)[said], asker["from"])
    _, file = content(historian, photo)
    (english,) = await picture_of(historian, "/final 1993")
    assert content(historian, english)[1] != file


async def test_an_old_or_made_up_button(historian: Talk) -> None:
    card = await historian.ask("/final 1993")
    for data in (
        "2picture;wtrivia",
        "2picture",
        "2picture;e1850;wfinal",
        "2dark;wclub",
        "2picture;cnobody;wclub",
    ):
        assert await historian.press(card, data) == []
        assert historian.telegram.notices[-1]


def test_files_that_are_not_used_are_forgotten() -> None:
    chats = Chats.in_memory()
    for key in "ab":
        keep_file(chats, key, "file", 0.0)
    use_file(chats, "b", 80 * 86_400.0)
    prune_files(chats, 100 * 86_400.0)
    assert (file_of(chats, "a"), file_of(chats, "b")) == (None, "file")


async def test_one_whose_file_cannot_be_noted_is_sent_once(
    historian: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("handlers.telegram.photos.keep_file", locked)
    monkeypatch.setattr("handlers.telegram.photos.use_file", locked)
    assert len(await picture_of(historian, "/final 1993")) == 1
    assert len(calls(historian, "sendPhoto")) == 1


async def test_after_a_failure_a_group_can_ask_again(historian: Talk) -> None:
    historian.forgiving = True
    historian.telegram.refusals["sendPhoto"] = NetworkError("lost")
    assert await picture_of(historian, "/final 1993", GROUP) == []
    assert len(await picture_of(historian, "/final 1993", GROUP)) == 1


async def test_an_admin_may_change_the_colours_back_at_once(historian: Talk) -> None:
    historian.telegram.admins.add(11)
    (photo,) = await picture_of(historian, "/final 1993", GROUP)
    light = photo.photo
    (photo,) = await historian.press(photo, buttons_of(photo)["Dark"], person(11))
    (photo,) = await historian.press(photo, buttons_of(photo)["Light"], person(11))
    assert (photo.photo, "Dark" in buttons_of(photo)) == (light, True)


async def test_a_button_that_was_pressed_twice(historian: Talk) -> None:
    (photo,) = await picture_of(historian, "/final 1993")
    historian.telegram.outages["editMessageMedia"] = BadRequest("Message is not modified: it is the same")
    assert await historian.press(photo, buttons_of(photo)["Dark"]) == []


async def test_a_wrong_request_is_a_failure_and_no_ban(historian: Talk) -> None:
    historian.forgiving = True
    historian.telegram.outages["sendPhoto"] = BadRequest("can't parse entities")
    messages = await picture_of(historian, "/final 1993")
    assert [message.html for message in messages] != ["I may not send pictures here."]
    assert historian.failures
