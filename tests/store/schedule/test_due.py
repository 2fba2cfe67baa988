"""What is due: in order, each once, and times of day in any time zone."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.chats.database import Chats
from store.schedule.due import (
    Due,
    What,
    drop_due,
    due_later,
    is_due,
    latest_at,
    next_at,
    next_due,
    offset_at,
    set_due,
    take_due,
    time_of,
)

ZONES = st.sampled_from(["Asia/Almaty", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])


@pytest.fixture
def chats() -> Iterator[Chats]:
    chats = Chats.in_memory()
    yield chats
    chats.close()


def test_what_is_due_is_taken_in_order_and_once(chats: Chats) -> None:
    for chat, at in ((3, 10.0), (1, 10.0), (2, 5.0), (4, 99.0)):
        set_due(chats, chat, What.DAILY, at)
    assert next_due(chats) == 5.0
    assert take_due(chats, 20.0, 2, 300.0) == [Due(2, What.DAILY, 5.0), Due(1, What.DAILY, 10.0)]
    assert take_due(chats, 20.0, 2, 300.0) == [Due(3, What.DAILY, 10.0)]
    assert take_due(chats, 20.0, 2, 300.0) == []
    drop_due(chats, 2, What.DAILY)
    assert is_due(chats, 2, What.DAILY) is None
    assert [due.chat for due in take_due(chats, 321.0, 9, 1.0)] == [4, 1, 3]


def test_what_is_due_by_a_wrong_clock(chats: Chats) -> None:
    set_due(chats, 1, What.DAILY, 1_000.0)
    set_due(chats, 1, What.SEASON, 1_000.0)
    set_due(chats, 2, What.DAILY, 10.0)
    assert due_later(chats, What.DAILY, 500.0) == [Due(1, What.DAILY, 1_000.0)]


def test_another_competition_is_left_alone(chats: Chats) -> None:
    set_due(chats, 1, What.DAILY, 1.0)
    chats.cup = 7
    assert next_due(chats) is None
    assert take_due(chats, 5.0, 9, 1.0) == []


@given(st.integers(0, 4_000_000_000), st.integers(0, 1439), ZONES)
def test_the_next_and_the_latest_time_of_a_minute(now: int, minute: int, name: str) -> None:
    zone = ZoneInfo(name)
    following, latest = next_at(now, minute, zone), latest_at(now, minute, zone)
    assert latest <= now < following
    assert 22.5 * 3_600 <= following - latest <= 25.5 * 3_600
    for at in (following, latest):
        local = datetime.fromtimestamp(at, zone)
        shown = 60 * local.hour + local.minute
        assert shown == minute or (shown - minute) % 1440 in (30, 60)  # left out when clocks go forward


def test_times_and_offsets_are_written_for_people() -> None:
    assert [time_of(minute) for minute in (0, 65, 1439)] == ["00:00", "01:05", "23:59"]
    names = ("Asia/Almaty", "America/St_Johns", "UTC", "Asia/Kathmandu")
    assert [offset_at(1_800_000_000.0, ZoneInfo(name)) for name in names] == [
        "UTC+5",
        "UTC-3:30",
        "UTC+0",
        "UTC+5:45",
    ]
