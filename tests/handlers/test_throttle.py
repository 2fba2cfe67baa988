"""Who asks too much at once, and what is asked again."""

from datetime import date
from random import Random
from typing import Any

import pytest

from bot.terminal.build import build_offline
from handlers.answering import Answering
from handlers.core.answers import Call
from handlers.throttle import BURST, Throttle
from store.archive.archive import Archive
from tests.double import GROUP, StrictTelegram, Talk, person
from tests.handlers.conftest import services_of


def test_a_burst_then_silence_until_it_is_over() -> None:
    throttle = Throttle()
    assert [throttle.wait(1, 100.0) for _ in range(BURST)] == [0] * BURST
    assert throttle.wait(1, 100.0) == BURST + 1
    assert [throttle.wait(1, 100.0 + second) for second in range(BURST + 1)] == [None] * (BURST + 1)
    assert throttle.wait(1, 100.0 + BURST + 1) == 0
    assert throttle.wait(2, 100.0) == 0


def test_one_a_second_is_never_too_much() -> None:
    throttle = Throttle()
    assert {throttle.wait(1, float(second)) for second in range(1000)} == {0}


def test_time_that_goes_back_changes_nothing() -> None:
    throttle = Throttle()
    assert throttle.wait(1, 100.0) == 0
    assert throttle.wait(1, 50.0) == 0
    assert [throttle.wait(1, (85.0, 100.0)[number % 2]) for number in range(BURST)][-2:] == [BURST + 1, None]


def test_who_was_quiet_is_forgotten() -> None:
    throttle = Throttle()
    for who in range(25_000):
        throttle.wait(who, who / 100)
    assert len(throttle._asked) <= 10_000


class Counted:
    """A double whose people are cooled, with a clock that stands still."""

    def __init__(self, archive: Archive) -> None:
        self.now = 1_000_000.0
        self.telegram = StrictTelegram(lambda: self.now)
        services = services_of(archive, clock=lambda: self.now)
        self.program = build_offline(services, self.telegram, rng=Random(1), throttle=Throttle())
        self.talk = Talk(self.program, self.telegram)

    async def ask(self, text: str, chat: dict[str, Any] | None = None, **more: Any) -> list[str]:
        return [
            message.html for message in await self.talk.say(text, chat, **{"date": int(self.now), **more})
        ]


@pytest.fixture
async def counted(early: Archive) -> Any:
    made = Counted(early)
    async with made.program.application:
        yield made


async def test_one_polite_word_and_no_more(counted: Counted) -> None:
    for _ in range(BURST):
        assert len(await counted.ask("/final 1993")) == 1
    left = f'<tg-time unix="{int(counted.now) + 16}" format="r">in 16 seconds</tg-time>'
    assert await counted.ask("/final 1993") == [f"That was a lot at once. I answer you again {left}."]
    assert await counted.ask("Kairat") == []
    assert await counted.ask("/nonsense") == []
    counted.now += 17
    assert "Dostyk" in (await counted.ask("/final 1993"))[0]


async def test_each_person_by_himself_and_other_talk_does_not_count(counted: Counted) -> None:
    for _ in range(50):
        assert await counted.ask("hello everybody", GROUP) == []
        assert await counted.ask("/final@other_bot", GROUP) == []
    for _ in range(BURST + 1):
        await counted.ask("/final 1993", GROUP, **{"from": person(5)})
    assert await counted.ask("/final 1993", GROUP, **{"from": person(5)}) == []
    assert len(await counted.ask("/final 1993", GROUP, **{"from": person(6)})) == 1


async def test_buttons_count_too(counted: Counted) -> None:
    (message,) = await counted.talk.say("/finals", date=int(counted.now))
    for _ in range(BURST):
        await counted.talk.press(message, "1|final|1993|0")
    assert counted.telegram.notices[-1] == "That was a lot at once. I answer you again in 16 seconds."
    told = len(counted.telegram.notices)
    counted.talk.forgiving = False  # each button's spinner is stopped
    await counted.talk.press(message, "1|final|1992|0")
    assert len(counted.telegram.notices) == told
    assert "Cup 1993" in counted.telegram.messages[message.id].html


def test_answers_are_remembered_for_the_day(early: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    services = services_of(early, clock=lambda: 1_000_000.0)
    answering = Answering(services)
    first = answering.answer(Call("today", "8 May"))
    assert answering.answer(Call("today", "8 May")) is first
    assert answering.answer(Call("today", "9 May")) is not first
    assert answering.answer(Call("final", "x" * 100)) is not answering.answer(Call("final", "x" * 100))
    monkeypatch.setattr(type(services), "today", lambda _: date(2026, 1, 1))
    assert answering.answer(Call("today", "8 May")) is not first


def test_only_so_many_answers_are_remembered(early: Archive) -> None:
    answering = Answering(services_of(early), remembered=2)
    first, second = answering.answer(Call("final", "1992")), answering.answer(Call("final", "1993"))
    assert answering.answer(Call("final", "1992")) is first
    answering.answer(Call("season", "1992"))
    assert answering.answer(Call("final", "1992")) is first
    assert answering.answer(Call("final", "1993")) is not second


def test_a_clock_that_is_set_back_cools_nobody_for_long() -> None:
    throttle = Throttle()
    assert throttle.wait(5, 3600.0) == 0  # a button, by a clock that was an hour ahead
    assert [throttle.wait(5, float(at)) for at in range(0, 200, 2)] == [0] * 100
