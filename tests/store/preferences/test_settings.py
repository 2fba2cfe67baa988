"""Settings of chats: quiet hours, and time zones that are none."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from store.chats.database import Chats
from store.preferences.settings import ChatSettings, change_settings, known_zone, settings_of, zone_of

UTC = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("first", "last", "quiet"),
    [
        (22, 7, {22, 23, 0, 1, 2, 3, 4, 5, 6}),
        (0, 8, set(range(8))),
        (13, 14, {13}),
        (None, 7, set()),
        (22, None, set()),
    ],
)
def test_quiet_hours(first: int | None, last: int | None, quiet: set[int]) -> None:
    settings = ChatSettings(quiet_from=first, quiet_until=last)
    hours = {hour: datetime(2026, 1, 1, hour, 59, tzinfo=UTC).timestamp() for hour in range(24)}
    assert {hour for hour, at in hours.items() if settings.is_quiet(at, UTC)} == quiet


def test_a_zone_that_is_no_more_is_the_usual_one() -> None:
    chats = Chats.in_memory()
    change_settings(chats, 1, timezone="Atlantis/Poseidonis")
    assert zone_of(chats, 1, UTC) == UTC
    change_settings(chats, 1, timezone="Asia/Almaty", seconds=30)
    assert zone_of(chats, 1, UTC).key == "Asia/Almaty"
    assert settings_of(chats, 1) == ChatSettings("Asia/Almaty", seconds=30)
    chats.close()


@pytest.mark.parametrize("name", ["", "..", "/etc/passwd", "Asia", "a\0b", "x" * 300])
def test_what_is_no_zone(name: str) -> None:
    assert known_zone(name) is None


def test_there_is_no_other_setting() -> None:
    chats = Chats.in_memory()
    with pytest.raises(TypeError, match="no such settings: colour"):
        change_settings(chats, 1, colour="red")
    chats.close()
