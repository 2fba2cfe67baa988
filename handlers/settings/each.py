"""Each setting of a chat: how it is shown, and how what is chosen is kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.core.command import Ask
from handlers.wording.languages import languages
from handlers.wording.words import DIFFICULTIES
from store.chats.database import Chats
from store.chats.people import choose_language
from store.preferences.pictures import are_dark, make_dark
from store.preferences.settings import (
    ChatSettings,
    change_settings,
    known_zone,
    zone_of,
)
from store.schedule.daily import daily_of
from store.schedule.due import What, is_due, moved_to, next_at, offset_at, set_due, time_of
from store.schedule.mornings import MINUTE, mornings_of, show_today
from store.text.translatable import N_
from store.trivia.question import Difficulty

_ZONES = (
    *("Asia/Almaty", "Asia/Tashkent", "Asia/Bishkek", "Europe/Moscow", "Europe/Istanbul", "Asia/Dubai"),
    *("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Shanghai", "Asia/Seoul", "UTC"),
)
_SECONDS = (10, 15, 20, 30, 45, 60)
_QUIET = ("22-7", "23-7", "23-8", "0-8", "0-9")
_HOURS = re.compile(r"(\d{1,2})(?::00)?\s*[-–—]\s*(\d{1,2})(?::00)?", re.ASCII)
_NONE = "none"


class NoChoice(Exception):
    """Raised for a value that a setting cannot have."""


Choice = tuple[str, str]  # the value as it is typed, and the label of its button


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its *name* as it is typed, the *label* of its button, how its value is *shown*, which
    *choices* are offered, and how a value that was typed is *kept*: by a function that raises
    :class:`NoChoice`."""

    name: str
    label: str
    shown: Callable[[Ask, ChatSettings], str]
    choices: Callable[[Ask], list[Choice]]
    keep: Callable[[Ask, str], None]


def chats_of(ask: Ask) -> tuple[Chats, int]:
    """``chats.db``, and the id of the chat whose settings are asked for."""
    return ask.services.chats, ask.author.place.chat


def _change(ask: Ask, **values: Any) -> None:
    change_settings(*chats_of(ask), **values)


def _zone_shown(ask: Ask, _settings: ChatSettings) -> str:
    zone = zone_of(*chats_of(ask), ask.services.timezone)
    now = datetime.fromtimestamp(ask.services.clock(), zone)
    return ask.texts.sentence(
        N_("%(zone)s, now %(time)s"), zone=offset_at(ask.services.clock(), zone), time=f"{now:%H:%M}"
    )


def _keep_zone(ask: Ask, typed: str) -> None:
    """Keep a time zone; what is due in the chat is due by it from now on."""
    zone = next(
        (known_zone(name) for name in (typed, typed.title().replace(" ", "_")) if known_zone(name)), None
    )
    if zone is None or typed.startswith((".", "/")):
        raise NoChoice
    chats, chat = chats_of(ask)
    ends, before = is_due(chats, chat, What.SEASON), zone_of(chats, chat, ask.services.timezone)
    _change(ask, timezone=zone.key)
    if ends is not None:  # at the same hour of the same day
        set_due(chats, chat, What.SEASON, moved_to(ends, before, zone))
    if there := daily_of(chats, chat):
        set_due(chats, chat, What.DAILY, next_at(ask.services.clock(), there.minute, zone))
    for what in (What.CLUBS, What.TODAY):  # at nine by it
        if is_due(chats, chat, what) is not None:
            set_due(chats, chat, what, next_at(ask.services.clock(), MINUTE, zone))


def _difficulty_shown(ask: Ask, settings: ChatSettings) -> str:
    gettext = ask.texts.gettext
    if settings.difficulty is None:
        return gettext("easy to hard")
    return gettext(DIFFICULTIES[Difficulty(settings.difficulty)])


def _keep_difficulty(ask: Ask, typed: str) -> None:
    if typed not in (_NONE, *Difficulty):
        raise NoChoice
    _change(ask, difficulty=None if typed == _NONE else typed)


def _keep_seconds(ask: Ask, typed: str) -> None:
    if not typed.isdecimal() or int(typed) not in range(_SECONDS[0], _SECONDS[-1] + 1):
        raise NoChoice
    _change(ask, seconds=int(typed))


def _starters(ask: Ask, *, admins: bool) -> str:
    return ask.texts.gettext("admins") if admins else ask.texts.gettext("everybody")


def _keep_starters(ask: Ask, typed: str) -> None:
    if typed not in ("everybody", "admins"):
        raise NoChoice
    _change(ask, admins_start=int(typed == "admins"))


def _topic_shown(ask: Ask, settings: ChatSettings) -> str:
    gettext = ask.texts.gettext
    if settings.topic is None:
        return gettext("any")
    return gettext("this one") if settings.topic == ask.author.place.topic else gettext("another one")


def _topic_choices(ask: Ask) -> list[Choice]:
    gettext = ask.texts.gettext
    here = [("here", gettext("this one"))] if ask.author.place.topic else []
    return [*here, (_NONE, gettext("any"))]


def _keep_topic(ask: Ask, typed: str) -> None:
    if typed not in ("here", _NONE) or (typed == "here" and not ask.author.place.topic):
        raise NoChoice
    _change(ask, topic=ask.author.place.topic if typed == "here" else None)


def _quiet_shown(ask: Ask, settings: ChatSettings) -> str:
    if settings.quiet_from is None or settings.quiet_until is None:
        return ask.texts.gettext("none")
    return f"{time_of(60 * settings.quiet_from)}–{time_of(60 * settings.quiet_until)}"


def _keep_quiet(ask: Ask, typed: str) -> None:
    if typed == _NONE:
        _change(ask, quiet_from=None, quiet_until=None)
        return
    found = _HOURS.fullmatch(typed)
    hours = [int(hour) % 24 for hour in found.groups() if int(hour) <= 24] if found else []
    if len(hours) != 2 or hours[0] == hours[1]:
        raise NoChoice
    _change(ask, quiet_from=hours[0], quiet_until=hours[1])


def _quiet_choices(ask: Ask) -> list[Choice]:
    hours = [(typed, [int(hour) for hour in typed.split("-")]) for typed in _QUIET]
    return [
        (_NONE, ask.texts.gettext("none")),
        *((typed, f"{time_of(60 * first)}–{time_of(60 * last)}") for typed, (first, last) in hours),
    ]


def _keep_language(ask: Ask, typed: str) -> None:
    if typed not in languages():
        raise NoChoice
    choose_language(*chats_of(ask), typed)


def _switched(ask: Ask, *, on: bool) -> str:
    return ask.texts.gettext("on") if on else ask.texts.gettext("off")


def _shows_today(ask: Ask) -> bool:
    known = mornings_of(*chats_of(ask))
    return known is not None and known.today


def _keep_today(ask: Ask, typed: str) -> None:
    if typed not in ("on", "off"):
        raise NoChoice
    chats, place = ask.services.chats, ask.author.place
    zone = zone_of(chats, place.chat, ask.services.timezone)
    show_today(chats, place, next_at(ask.services.clock(), MINUTE, zone) if typed == "on" else None)


def _shade(ask: Ask, *, dark: bool) -> str:
    return ask.texts.gettext("dark") if dark else ask.texts.gettext("light")


def _keep_shade(ask: Ask, typed: str) -> None:
    if typed not in ("dark", "light"):
        raise NoChoice
    make_dark(*chats_of(ask), dark=typed == "dark")


SETTINGS = (
    Setting(
        "language",
        N_("Language"),
        lambda ask, _: languages()[ask.author.language].name,
        lambda _: [(one.code, one.name) for one in languages().values()],
        _keep_language,
    ),
    Setting(
        "timezone", N_("Time zone"), _zone_shown, lambda _: [(name, name) for name in _ZONES], _keep_zone
    ),
    Setting(
        "difficulty",
        N_("Difficulty"),
        _difficulty_shown,
        lambda ask: [
            (_NONE, ask.texts.gettext("easy to hard")),
            *((one.value, ask.texts.gettext(DIFFICULTIES[one])) for one in Difficulty),
        ],
        _keep_difficulty,
    ),
    Setting(
        "seconds",
        N_("Seconds a question"),
        lambda _, settings: str(settings.seconds or 20),
        lambda _: [(str(number), str(number)) for number in _SECONDS],
        _keep_seconds,
    ),
    Setting(
        "starters",
        N_("Who begins games"),
        lambda ask, settings: _starters(ask, admins=settings.admins_start),
        lambda ask: [
            ("everybody", _starters(ask, admins=False)),
            ("admins", _starters(ask, admins=True)),
        ],
        _keep_starters,
    ),
    Setting("topic", N_("Topic for games"), _topic_shown, _topic_choices, _keep_topic),
    Setting("quiet", N_("Quiet hours"), _quiet_shown, _quiet_choices, _keep_quiet),
    Setting(
        "today",
        N_("On this day, at nine"),
        lambda ask, _: _switched(ask, on=_shows_today(ask)),
        lambda ask: [("on", _switched(ask, on=True)), ("off", _switched(ask, on=False))],
        _keep_today,
    ),
    Setting(
        "pictures",
        N_("Pictures"),
        lambda ask, _: _shade(ask, dark=are_dark(*chats_of(ask))),
        lambda ask: [("light", _shade(ask, dark=False)), ("dark", _shade(ask, dark=True))],
        _keep_shade,
    ),
)
"""Every setting, in the order in which they are shown. The question of the day has a command of its own."""
