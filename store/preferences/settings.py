"""The settings of a chat, beside its language and the colours of its pictures."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from store.chats.database import Chats


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What is chosen for a chat; None for what is not.

    *timezone* is a name such as ``Asia/Almaty``. *difficulty* and *seconds* are those of games that are begun
    without them. *admins_start* says that only admins begin games, *topic* the only topic in which games are
    played. In the quiet hours, from the hour *quiet_from* to before *quiet_until*, no game is begun.
    """

    timezone: str | None = None
    difficulty: str | None = None
    seconds: int | None = None
    admins_start: bool = False
    topic: int | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None

    def is_quiet(self, at: float, zone: ZoneInfo) -> bool:
        """Whether it is in the quiet hours of the chat *at* a time in seconds since 1970."""
        first, last = self.quiet_from, self.quiet_until
        if first is None or last is None:
            return False
        hour = datetime.fromtimestamp(at, zone).hour
        return first <= hour < last if first < last else hour >= first or hour < last


_NAMES = tuple(field.name for field in fields(ChatSettings))


def settings_of(chats: Chats, chat: int) -> ChatSettings:
    """The settings of *chat*."""
    row = chats.row(f"SELECT {', '.join(_NAMES)} FROM preferences WHERE chat = ?", chat)  # noqa: S608
    return ChatSettings(**{**row, "admins_start": bool(row["admins_start"])}) if row else ChatSettings()


def change_settings(chats: Chats, chat: int, **values: Any) -> None:
    """Store *values* of some settings of *chat*, by their names.

    :raises TypeError: when there is no setting of a name.
    """
    if unknown := set(values) - set(_NAMES):
        raise TypeError(f"no such settings: {', '.join(sorted(unknown))}")
    with chats.atomic():
        chats.write("INSERT OR IGNORE INTO preferences (chat) VALUES (?)", chat)
        for name, value in values.items():
            chats.write(f"UPDATE preferences SET {name} = ? WHERE chat = ?", value, chat)  # noqa: S608


def zone_of(chats: Chats, chat: int, usual: ZoneInfo) -> ZoneInfo:
    """The time zone of *chat*, the *usual* one where none is chosen, or the machine no longer knows it."""
    name = settings_of(chats, chat).timezone
    return (known_zone(name) if name else None) or usual


@lru_cache(64)
def known_zone(name: str) -> ZoneInfo | None:
    """The time zone called *name*, None when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, no key, or a folder
        return None
