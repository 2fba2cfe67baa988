"""``/settings``: what the admins of a chat choose for it, by buttons or in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Command, Stage
from handlers.core.keyboards import rows_of
from handlers.wording.languages import languages
from handlers.wording.words import DIFFICULTIES
from store.chats.database import Chats
from store.chats.people import choose_language
from store.preferences.pictures import are_dark, make_dark
from store.preferences.settings import (
    ChatSettings,
    change_settings,
    known_zone,
    settings_of,
    zone_of,
)
from store.schedule.daily import daily_of
from store.schedule.due import What, is_due, moved_to, next_at, offset_at, set_due, time_of
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


def _chats(ask: Ask) -> tuple[Chats, int]:
    return ask.services.chats, ask.author.place.chat


def _change(ask: Ask, **values: Any) -> None:
    change_settings(*_chats(ask), **values)


def _zone_shown(ask: Ask, _settings: ChatSettings) -> str:
    zone = zone_of(*_chats(ask), ask.services.timezone)
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
    chats, chat = _chats(ask)
    ends, before = is_due(chats, chat, What.SEASON), zone_of(chats, chat, ask.services.timezone)
    _change(ask, timezone=zone.key)
    if ends is not None:  # at the same hour of the same day
        set_due(chats, chat, What.SEASON, moved_to(ends, before, zone))
    if there := daily_of(chats, chat):
        set_due(chats, chat, What.DAILY, next_at(ask.services.clock(), there.minute, zone))


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
    choose_language(*_chats(ask), typed)


def _shade(ask: Ask, *, dark: bool) -> str:
    return ask.texts.gettext("dark") if dark else ask.texts.gettext("light")


def _keep_shade(ask: Ask, typed: str) -> None:
    if typed not in ("dark", "light"):
        raise NoChoice
    make_dark(*_chats(ask), dark=typed == "dark")


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
        "pictures",
        N_("Pictures"),
        lambda ask, _: _shade(ask, dark=are_dark(*_chats(ask))),
        lambda ask: [("light", _shade(ask, dark=False)), ("dark", _shade(ask, dark=True))],
        _keep_shade,
    ),
)
"""Every setting, in the order in which they are shown. The question of the day has a command of its own."""

_OF_GROUPS = frozenset({"starters", "topic"})


def settings_here(ask: Ask) -> tuple[Setting, ...]:
    """The settings that there are in the author's place."""
    private = ask.author.place.private
    return tuple(setting for setting in SETTINGS if not (private and setting.name in _OF_GROUPS))


def read_settings(ask: Ask) -> tuple[Setting, str] | None:
    """Parse the argument to a setting and the value for it, empty to show what can be chosen; None to show
    all.

    :raises Refused: when there is no such setting.
    """
    words = ask.call.argument.split(maxsplit=1)
    name = ask.call.word or (words[0].casefold() if words else "")
    if not name:
        return None
    found = next((setting for setting in settings_here(ask) if setting.name == name), None)
    if found is None:
        names = [setting.name for setting in settings_here(ask)]
        raise ask.refuse("settings/settings", "not_read", typed=name, names=names)
    return found, words[1] if len(words) > 1 else ""


async def settings(ask: Ask, wanted: tuple[Setting, str] | None, stage: Stage) -> None:
    """Show the settings of a chat, or what one of them can be, or keep what an admin chose."""
    if wanted is None:
        await stage.change(_all(ask))
        return
    setting, typed = wanted
    if not await stage.is_admin():
        raise ask.refuse("settings/settings", "not_yours")
    if not typed:
        await stage.change(_choices(ask, setting))
        return
    try:
        setting.keep(ask, typed)
    except NoChoice:
        values = [value for value, _ in setting.choices(ask)]
        raise ask.refuse(
            "settings/settings", "no_choice", typed=typed, name=setting.name, values=values
        ) from None
    stage.reschedule()
    if setting.name == "language":
        ask = ask.in_language(typed)
    await stage.change(_all(ask))


def _all(ask: Ask) -> Answer:
    """Every setting with its value."""
    chats, chat = _chats(ask)
    known, gettext = settings_of(chats, chat), ask.texts.gettext
    there = daily_of(chats, chat)
    rows = [(gettext(setting.label), setting.shown(ask, known)) for setting in settings_here(ask)]
    rows.append((gettext("Question of the day"), time_of(there.minute) if there else gettext("off")))
    text = ask.texts.render("settings/settings", "all", rows=rows)
    buttons = [
        Button(gettext(setting.label), Call("settings", word=setting.name)) for setting in settings_here(ask)
    ]
    buttons.append(Button(gettext("Question of the day"), Call("daily")))
    return Answer(text, tuple(rows_of(buttons, 2)))


def _choices(ask: Ask, setting: Setting) -> Answer:
    """What a *setting* can be, and what it is."""
    gettext = ask.texts.gettext
    shown = setting.shown(ask, settings_of(*_chats(ask)))
    text = ask.texts.render(
        "settings/settings", "one", label=gettext(setting.label), shown=shown, name=setting.name
    )
    buttons = [
        Button(label, Call("settings", f"{setting.name} {value}")) for value, label in setting.choices(ask)
    ]
    back = Button(gettext("‹ Back"), Call("settings"))
    return Answer(text, (*rows_of(buttons, 3), (back,)))


COMMANDS = (
    Command(
        "settings",
        N_("what is chosen for this chat"),
        N_("[SETTING VALUE]"),
        N_("/settings"),
        read=read_settings,
        act=settings,
    ),
)
