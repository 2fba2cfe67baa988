"""``/settings``: every setting by its buttons and in words, for admins only, and what follows from each."""

import pytest

from bot.terminal.sent import SentMessage
from handlers.settings.each import SETTINGS
from handlers.wording.languages import languages
from store.chats.people import choose_language, language_of
from store.preferences.pictures import are_dark
from store.preferences.settings import ChatSettings, settings_of
from tests.double import FORUM, GROUP, PERSON
from tests.handlers.trivia.quizzing import Evening

PRIVATE = {"id": PERSON["id"], "type": "private"}
CHAT = GROUP["id"]
HOUR = 3_600.0
IN_TOPIC = {"chat": FORUM, "message_thread_id": 7, "is_topic_message": True}


@pytest.fixture(autouse=True)
def _admin(night: Evening) -> None:
    night.talk.telegram.admins = {10}


async def settings(night: Evening, text: str = "/settings", **more: object) -> SentMessage:
    (answer,) = await night.say(text, **more)
    return answer


def labels(message: SentMessage) -> list[str]:
    return [text for row in message.buttons for text, _ in row]


async def test_what_is_chosen_at_first(night: Evening) -> None:
    shown = await settings(night)
    assert shown.html == (
        "⚙️ <b>Settings of this chat</b>\n\n"
        "Language: <b>English</b>\n"
        "Time zone: <b>UTC+5, now 12:00</b>\n"
        "Difficulty: <b>easy to hard</b>\n"
        "Seconds a question: <b>20</b>\n"
        "Who begins games: <b>everybody</b>\n"
        "Topic for games: <b>any</b>\n"
        "Quiet hours: <b>none</b>\n"
        "On this day, at nine: <b>off</b>\n"
        "Pictures: <b>light</b>\n"
        "Question of the day: <b>off</b>\n"
        "Following: <b>none</b>"
    )


async def test_in_private_there_is_nothing_about_admins_and_topics(night: Evening) -> None:
    shown = await settings(night, user=PERSON["id"], chat=PRIVATE)
    assert "Who begins" not in shown.html
    assert "Topic" not in shown.html
    answer = await settings(night, "/settings topic none", user=PERSON["id"], chat=PRIVATE)
    assert answer.html.startswith("There is no setting “topic”")


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS])
async def test_every_choice_of_every_setting_can_be_pressed(night: Evening, name: str) -> None:
    setting = next(setting for setting in SETTINGS if setting.name == name)
    shown = await settings(night, **IN_TOPIC)
    await night.press(shown, setting.label)
    offered = labels(shown)[:-1]
    assert len(offered) >= 2
    for choice in offered:
        await night.press(shown, choice)
        assert "⚙️" in shown.html
        if name == "language":
            choose_language(night.chats, FORUM["id"], "en")
        again = await settings(night, f"/settings {name}", **IN_TOPIC)
        if name not in ("timezone", "language"):
            assert f"<b>{choice}</b>" in again.html
        shown = again


async def test_only_admins_choose(night: Evening) -> None:
    shown = await settings(night, user=11)
    assert await night.press(shown, "Difficulty", user=11) == []
    assert night.talk.telegram.notices[-1] == "Only an admin can change the settings."
    refused = await settings(night, "/settings seconds 30", user=11)
    assert refused.html == "Only an admin can change the settings."
    assert settings_of(night.chats, CHAT) == ChatSettings()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("seconds 5", "“5” cannot be chosen for seconds; for example 10, 15, 20, 30, 45, 60."),
        ("seconds x", "“x” cannot be chosen"),
        (
            "timezone Europe/Nowhere",
            "“Europe/Nowhere” cannot be chosen for timezone; for example Asia/Almaty",
        ),
        ("timezone ../../etc/passwd", "“../../etc/passwd” cannot be chosen"),
        ("timezone /etc/localtime", "“/etc/localtime” cannot be chosen"),
        ("difficulty impossible", "“impossible” cannot be chosen"),
        ("quiet 22", "“22” cannot be chosen"),
        ("quiet 8-8", "“8-8” cannot be chosen"),
        ("quiet 25-8", "“25-8” cannot be chosen"),
        ("topic here", "“here” cannot be chosen"),  # outside of topics
        ("language xx", "“xx” cannot be chosen"),
        ("pictures blue", "“blue” cannot be chosen"),
        ("starters dogs", "“dogs” cannot be chosen"),
        ("colour red", "There is no setting “colour”: there are language, timezone,"),
    ],
)
async def test_what_cannot_be_chosen(night: Evening, typed: str, told: str) -> None:
    assert (await settings(night, f"/settings {typed}")).html.startswith(told)
    assert settings_of(night.chats, CHAT) == ChatSettings()


async def test_a_game_is_as_was_chosen_unless_it_says_otherwise(night: Evening) -> None:
    await settings(night, "/settings seconds 45")
    await settings(night, "/settings difficulty hard")
    announced = await night.begin("/trivia 2")
    assert "hard" in announced.html
    assert night.poll.sent["open_period"] == 45
    await night.say("/stop")
    await night.time.go_by(10)
    announced = await night.begin("/trivia 2 easy 15s")
    assert "easy" in announced.html
    assert night.poll.sent["open_period"] == 15


async def test_only_admins_begin_games(night: Evening) -> None:
    await settings(night, "/settings starters admins")
    (refused,) = await night.say("/trivia", user=11)
    assert refused.html == "In this chat only admins begin games."
    await night.begin("/trivia 1", user=10)
    assert len(night.polls) == 1


async def test_quiet_hours(night: Evening) -> None:
    await settings(night, "/settings quiet 23–8")
    night.time.now += 10 * HOUR  # 22:00
    await night.begin("/trivia 1")
    await night.time.go_by(HOUR)
    assert len(night.polls) == 1
    (refused,) = await night.say("/trivia 1")
    assert refused.html == "These are quiet hours: no game is begun before 08:00."
    night.time.now += 9 * HOUR  # 08:00
    await night.begin("/trivia 1")
    assert len(night.polls) == 2


async def test_quiet_hours_by_day_and_by_the_chats_own_clock(night: Evening) -> None:
    await settings(night, "/settings quiet 9-18")
    (refused,) = await night.say("/trivia 1")
    assert refused.html.endswith("before 18:00.")
    await settings(night, "/settings timezone America/New_York")  # where it is three in the night
    await night.begin("/trivia 1")
    assert len(night.polls) == 1


async def test_games_stay_in_their_topic(night: Evening) -> None:
    await settings(night, "/settings topic here", **IN_TOPIC)
    (refused,) = await night.say("/trivia 1", chat=FORUM)
    assert refused.html == (
        'Games are played in another topic here: <a href="https://t.me/c/-1002/7">go there</a>.'.replace(
            "/c/-1002/", "/c/2/"
        )
    )
    await night.begin("/trivia 1", **IN_TOPIC)
    assert night.poll.sent["message_thread_id"] == 7


async def test_language_and_pictures_are_those_of_their_own_commands(night: Evening) -> None:
    shown = await settings(night, "/settings language ru")
    assert shown.html.startswith("⚙️ <b>Настройки этого чата</b>")
    assert language_of(night.chats, CHAT) == "ru"
    assert "ru" in languages()
    await settings(night, "/settings pictures dark")
    assert are_dark(night.chats, CHAT)


async def test_what_is_chosen_moves_with_the_group_and_goes_with_the_user(night: Evening) -> None:
    await settings(night, "/settings seconds 30")
    night.host.move(CHAT, -1009)
    assert settings_of(night.chats, -1009).seconds == 30
    assert settings_of(night.chats, CHAT) == ChatSettings()
    await settings(night, "/settings seconds 30", user=PERSON["id"], chat=PRIVATE)
    (asked,) = await night.say("/forgetme", PERSON["id"], PRIVATE)
    await night.press(asked, "Forget me", PERSON["id"])
    assert settings_of(night.chats, PERSON["id"]) == ChatSettings()
