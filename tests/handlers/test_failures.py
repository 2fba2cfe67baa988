"""What is refused, what fails, and who is told of it how often."""

import asyncio
import sqlite3
from typing import Any

import pytest
from markupsafe import Markup
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from handlers.failures import Owners, kind_of

DAY = 86_400.0


def raised(error: Exception) -> Exception:
    with pytest.raises(type(error)) as caught:
        raise error
    return caught.value


def test_kinds_of_failure() -> None:
    same = [BadRequest("Can't parse entities at byte 17"), BadRequest("Can't parse entities at byte 4")]
    others = [
        BadRequest("Message is too long"),
        raised(sqlite3.OperationalError("database is locked")),
        raised(sqlite3.OperationalError("database or disk is full")),
        raised(ValueError("x")),
        raised(KeyError("x")),
    ]
    assert kind_of(same[0]) == kind_of(same[1])
    assert len({kind_of(error) for error in (*same, *others)}) == 6


class FakeBot:
    """Takes messages, unless *errors* are left, one for each."""

    def __init__(self) -> None:
        self.errors: list[TelegramError | None] = []
        self.sent: list[tuple[int, str]] = []

    async def send_message(self, chat: int, text: str, **_: Any) -> None:
        if self.errors and (error := self.errors.pop(0)):
            raise error
        self.sent.append((chat, text))


class Watch:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def counted(count: int) -> Markup:
    return Markup(f"{count} times")


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


async def test_owners_are_told_of_each_kind_once_a_day_with_a_count(bot: FakeBot) -> None:
    watch = Watch()
    owners = Owners(bot, [7], watch)  # type: ignore[arg-type]
    for _ in range(3):
        await owners.tell("one", counted)
    await owners.tell("other", counted)
    assert bot.sent == [(7, "1 times"), (7, "1 times")]
    watch.now = DAY - 1
    await owners.tell("one", counted)
    assert len(bot.sent) == 2
    watch.now = DAY
    await owners.tell("one", counted)
    assert bot.sent[2:] == [(7, "4 times")]


async def test_what_happened_meanwhile_is_told_when_the_day_is_over(bot: FakeBot) -> None:
    loop = asyncio.get_running_loop()
    owners = Owners(bot, [7], loop.time, day=0.05)  # type: ignore[arg-type]
    for _ in range(3):
        await owners.tell("one", counted)
    await asyncio.sleep(0.1)
    assert bot.sent == [(7, "1 times"), (7, "2 times")]
    await asyncio.sleep(0.1)
    assert len(bot.sent) == 2


@pytest.mark.parametrize("error", [RetryAfter(0), NetworkError("away")])
async def test_a_notice_that_is_refused_with_a_wait_is_sent_after_it(
    bot: FakeBot, error: TelegramError
) -> None:
    owners = Owners(bot, [7, 8], Watch(), wait=0.02)  # type: ignore[arg-type]
    bot.errors = [error]
    await owners.tell("one", counted)
    assert bot.sent == [(8, "1 times")]
    await asyncio.sleep(0.1)
    assert bot.sent == [(8, "1 times"), (7, "1 times")]


async def test_or_with_the_next_failure_of_its_kind(bot: FakeBot) -> None:
    owners = Owners(bot, [7], Watch())  # type: ignore[arg-type]
    bot.errors = [RetryAfter(200)]
    await owners.tell("one", counted)
    assert bot.sent == []
    await owners.tell("one", counted)
    assert bot.sent == [(7, "2 times")]


async def test_an_owner_who_blocked_the_bot_is_left_alone(bot: FakeBot) -> None:
    owners = Owners(bot, [7, 8], Watch())  # type: ignore[arg-type]
    bot.errors = [Forbidden("bot was blocked by the user")]
    await owners.tell("one", counted)
    await owners.tell("one", counted)
    assert bot.sent == [(8, "1 times")]
