"""Waiting for Telegram's limits, and trying again."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.edge import rate_limiter as module
from bot.edge.rate_limiter import RateLimiter
from handlers.telegram.delivery import ONCE, URGENT

GROUP, PRIVATE = -1001, 5


class FastTime:
    """The event loop's clock and sleeping, in which a minute takes no time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._loop = asyncio.get_running_loop()
        self._ahead = 0.0
        self._real = self._loop.time
        monkeypatch.setattr(self._loop, "time", self.now)
        self._running = asyncio.create_task(self._hurry())

    def now(self) -> float:
        return self._real() + self._ahead

    async def _hurry(self) -> None:
        """Whenever nothing is ready, let it be the time of the next timer."""
        while True:
            await asyncio.sleep(0)
            timers = [timer for timer in self._loop._scheduled if not timer.cancelled()]  # type: ignore[attr-defined]
            if timers and not len(self._loop._ready):  # type: ignore[attr-defined]
                self._ahead += max(min(timer.when() for timer in timers) - self.now(), 0)

    def stop(self) -> None:
        self._running.cancel()


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    fast = FastTime(monkeypatch)
    yield fast
    fast.stop()


async def sent(*_: Any, **__: Any) -> dict[str, int]:
    return {"message_id": 1}


async def test_games_and_buttons_go_before_answers(clock: FastTime) -> None:
    limits = RateLimiter(10)
    began = clock.now()

    async def one(chat: int, endpoint: str = "sendMessage", *, urgent: bool = False) -> float:
        URGENT.set(urgent)
        await request(limits, chat, endpoint)
        return clock.now() - began

    answers = [asyncio.create_task(one(chat)) for chat in range(1, 101)]
    await asyncio.sleep(0)
    game = asyncio.create_task(one(501, "sendPoll", urgent=True))
    edit = asyncio.create_task(one(502, "editMessageText"))
    assert max(await asyncio.gather(game, edit)) < 0.5
    assert 9 < max(await asyncio.gather(*answers)) < 12


async def test_who_gives_up_waiting_takes_no_turn(clock: FastTime) -> None:
    limits = RateLimiter(1)
    tasks = [asyncio.create_task(request(limits, chat)) for chat in range(1, 51)]
    await asyncio.sleep(0)
    for task in tasks[1:-1]:
        task.cancel()
    began = clock.now()
    await tasks[-1]
    assert clock.now() - began < 3


async def test_a_chat_in_which_requests_hang_has_few_on_the_way(clock: FastTime) -> None:
    limits, going = RateLimiter(0), 0
    hang = asyncio.Event()

    async def hanging(*_: Any, **__: Any) -> dict[str, int]:
        nonlocal going
        going += 1
        await hang.wait()
        return {"message_id": 1}

    tasks = [asyncio.create_task(request(limits, GROUP, call=hanging)) for _ in range(50)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert going == 4
    await request(limits, PRIVATE)
    hang.set()
    await asyncio.gather(*tasks)
    assert going == 50


async def test_slow_mode_is_waited_out(clock: FastTime) -> None:
    errors: list[Exception] = [BadRequest("SLOWMODE_WAIT_10")]

    async def slow(*_: Any, **__: Any) -> dict[str, int]:
        if errors:
            raise errors.pop()
        return {"message_id": 1}

    began = clock.now()
    await request(RateLimiter(30), GROUP, call=slow)
    assert 9 < clock.now() - began < 12


async def test_the_dates_of_what_is_sent_are_told() -> None:
    dates: list[float] = []

    async def sent_then(*_: Any, **__: Any) -> dict[str, int]:
        return {"message_id": 1, "date": 5}

    limits = RateLimiter(0, dates.append)
    await request(limits, 1, "sendMessage", sent_then)
    await request(limits, 1, "editMessageText", sent_then)  # the date of what is edited is an old one
    await request(limits, 1, "stopPoll", sent_then)
    assert dates == [5]


async def request(
    limits: RateLimiter, chat: int | None, endpoint: str = "sendMessage", call: Any = sent
) -> Any:
    data = {} if chat is None else {"chat_id": chat}
    return await limits.process_request(call, (), {}, endpoint, data, None)


async def times(
    clock: FastTime, limits: RateLimiter, *chats: int, endpoint: str = "sendMessage"
) -> list[float]:
    """When each of the requests came through, in seconds from now."""
    began = clock.now()

    async def one(chat: int) -> float:
        await request(limits, chat, endpoint)
        return clock.now() - began

    return await asyncio.gather(*map(one, chats))


async def test_short_bursts_then_one_a_second(clock: FastTime) -> None:
    took = await times(clock, RateLimiter(30), *[PRIVATE] * 8)
    assert took == pytest.approx([0, 0, 0, 0, 0, 1, 2, 3], abs=0.3)


async def test_twenty_a_minute_in_a_group(clock: FastTime) -> None:
    took = await times(clock, RateLimiter(30), *[GROUP] * 60)
    for end in took:
        assert sum(end - 60 < second <= end for second in took) <= 20
    assert max(took) == pytest.approx((60 - 8) * 5, abs=10)


async def test_thirty_a_second_over_all(clock: FastTime) -> None:
    took = await times(clock, RateLimiter(30), *range(1, 121))
    for end in took:
        assert sum(end - 1 < second <= end for second in took) <= 34
    assert max(took) == pytest.approx(4, abs=0.4)


async def test_a_slow_rate(clock: FastTime) -> None:
    took = await times(clock, RateLimiter(0.5), 1, 2, 3)
    assert took == pytest.approx([0, 2, 4], abs=0.3)


async def test_a_busy_group_delays_no_private_chat(clock: FastTime) -> None:
    took = await times(clock, RateLimiter(30), *[GROUP] * 200, PRIVATE, PRIVATE + 1)
    assert took[-2:] == pytest.approx([0, 0], abs=1.1)
    assert max(took) > 300


@pytest.mark.parametrize("endpoint", ["stopPoll", "getChatAdministrators", "answerCallbackQuery"])
async def test_only_messages_count(clock: FastTime, endpoint: str) -> None:
    assert max(await times(clock, RateLimiter(30), *[GROUP] * 100, endpoint=endpoint)) < 0.5


async def test_edits_count_over_all_only(clock: FastTime) -> None:
    assert 1 < max(await times(clock, RateLimiter(30), *[GROUP] * 60, endpoint="editMessageText")) < 2


async def test_no_limits(clock: FastTime) -> None:
    assert max(await times(clock, RateLimiter(0), *[GROUP] * 500)) < 0.5


def failing(*errors: Exception) -> Callable[..., Any]:
    left = list(errors)

    async def call(*_: Any, **__: Any) -> dict[str, int]:
        if left:
            raise left.pop(0)
        return {"message_id": 1}

    return call


async def test_holding_back_where_telegram_asks_and_nowhere_else(clock: FastTime) -> None:
    limits, began = RateLimiter(30), clock.now()

    async def held() -> float:
        assert await request(limits, GROUP, call=failing(RetryAfter(20), RetryAfter(10)))
        return clock.now() - began

    async def after(chat: int) -> float:
        await asyncio.sleep(1)
        await request(limits, chat)
        return clock.now() - began

    took = await asyncio.gather(held(), after(GROUP), after(PRIVATE))
    assert took[0] == pytest.approx(30, abs=1)
    assert took[1] >= 19
    assert took[2] == pytest.approx(1, abs=0.5)


@pytest.mark.parametrize("errors", [[RetryAfter(1)] * 4, [RetryAfter(3600)]])
async def test_holding_back_has_an_end(clock: FastTime, errors: list[Exception]) -> None:
    with pytest.raises(RetryAfter):
        await request(RateLimiter(0), GROUP, call=failing(*errors))


async def test_nothing_to_hold_back_in(clock: FastTime) -> None:
    began = clock.now()
    assert await request(RateLimiter(0), None, "setMyCommands", failing(RetryAfter(5))) == {"message_id": 1}
    assert clock.now() - began >= 5


async def test_an_answer_is_tried_again_when_the_network_fails(clock: FastTime) -> None:
    errors = [NetworkError("502"), TimedOut(), NetworkError("cut")]
    assert await request(RateLimiter(0), PRIVATE, call=failing(*errors)) is True


async def test_an_answer_is_given_up_when_it_comes_too_late(clock: FastTime) -> None:
    began = clock.now()
    with pytest.raises(NetworkError):
        await request(RateLimiter(0), PRIVATE, call=failing(*[NetworkError("502")] * 100))
    assert 60 < clock.now() - began <= module._PATIENCE


@pytest.mark.parametrize(
    ("endpoint", "error"),
    [
        ("sendPoll", TimedOut()),
        ("sendPoll", NetworkError("502")),
        ("sendMessage", BadRequest("chat not found")),
        ("sendMessage", Forbidden("blocked")),
    ],
)
async def test_what_is_not_tried_again(clock: FastTime, endpoint: str, error: Exception) -> None:
    with pytest.raises(type(error)):
        await request(RateLimiter(0), PRIVATE, endpoint, failing(error))


async def test_of_a_poll_the_answer_is_told(clock: FastTime) -> None:
    assert await request(RateLimiter(0), PRIVATE, "sendPoll") == {"message_id": 1}


async def test_limiters_of_quiet_chats_go(clock: FastTime) -> None:
    limits = RateLimiter(9999)
    for chat in range(1, 3000):
        await request(limits, chat)
        if chat % 100 == 0:
            await asyncio.sleep(10)
    assert len(limits._chats) <= module._MANY_CHATS + 100


async def test_the_limiters_of_a_group_that_has_used_up_its_minute_stay(clock: FastTime) -> None:
    limits = RateLimiter(9999)
    await times(clock, limits, *[GROUP] * 8)
    await asyncio.sleep(6)  # the burst of five is over, the minute is not
    for chat in range(1, module._MANY_CHATS + 2):
        await request(limits, chat)
    assert max(await times(clock, limits, *[GROUP] * 8)) > 20


async def test_a_private_chat_has_no_limit_a_minute(clock: FastTime) -> None:
    took = await times(clock, RateLimiter(30), *[PRIVATE] * 60)
    assert max(took) == pytest.approx(55, abs=2)


async def test_the_wait_doubles_after_each_failure(clock: FastTime) -> None:
    began = clock.now()
    await request(RateLimiter(0, first_wait=0.5), PRIVATE, call=failing(*[NetworkError("cut")] * 7))
    assert clock.now() - began == pytest.approx(0.5 + 1 + 2 + 4 + 8 + 16 + 16, abs=0.5)


async def test_three_times_it_holds_back_and_not_longer_than_two_minutes(clock: FastTime) -> None:
    began = clock.now()
    assert await request(RateLimiter(0), GROUP, call=failing(*[RetryAfter(120)] * 3)) is True
    assert clock.now() - began == pytest.approx(360, abs=2)
    with pytest.raises(RetryAfter):
        await request(RateLimiter(0), GROUP, call=failing(RetryAfter(121)))
    slow = [BadRequest("SLOWMODE_WAIT_1")] * 4
    assert await request(RateLimiter(0), GROUP, call=failing(*slow[:3])) is True
    with pytest.raises(BadRequest):
        await request(RateLimiter(0), GROUP, call=failing(*slow))
    with pytest.raises(BadRequest):
        await request(RateLimiter(0), GROUP, call=failing(BadRequest("SLOWMODE_WAIT_121")))


async def test_slow_mode_holds_back_in_its_chat_only(clock: FastTime) -> None:
    limits, began = RateLimiter(30), clock.now()

    async def other() -> float:
        await asyncio.sleep(1)
        await request(limits, PRIVATE)
        return clock.now() - began

    slow = failing(BadRequest("SLOWMODE_WAIT_10"))
    _, took = await asyncio.gather(request(limits, GROUP, call=slow), other())
    assert took == pytest.approx(1, abs=0.5)
    assert clock.now() - began == pytest.approx(10, abs=1)


async def test_what_is_to_be_sent_once_is_not_tried_again(clock: FastTime) -> None:
    ONCE.set(True)
    with pytest.raises(NetworkError):
        await request(RateLimiter(0), PRIVATE, call=failing(NetworkError("cut")))


async def test_the_request_gets_what_it_was_called_with(clock: FastTime) -> None:
    async def echo(*arguments: object, **named: object) -> object:
        return arguments, named

    limits = RateLimiter(0)
    called = await limits.process_request(echo, (1, "a"), {"b": 2}, "getMe", {}, None)
    assert called == ((1, "a"), {"b": 2})
    for endpoint in ("sendMessage", "editMessageText"):  # nobody reads the message that Telegram returns
        data = {"chat_id": PRIVATE}
        assert await limits.process_request(echo, (), {}, endpoint, data, None) is True
