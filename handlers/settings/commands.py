"""``/settings``: what the admins of a chat choose for it, by buttons or in words."""

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Command, Stage
from handlers.core.keyboards import rows_of
from handlers.settings.each import SETTINGS, NoChoice, Setting, chats_of
from store.preferences.settings import settings_of
from store.schedule.daily import daily_of
from store.schedule.due import time_of
from store.schedule.mornings import mornings_of
from store.text.translatable import N_

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


def _followed(ask: Ask) -> tuple[str, ...]:
    known = mornings_of(*chats_of(ask))
    return known.clubs if known else ()


def _all(ask: Ask) -> Answer:
    """Every setting with its value."""
    chats, chat = chats_of(ask)
    known, gettext = settings_of(chats, chat), ask.texts.gettext
    there = daily_of(chats, chat)
    rows = [(gettext(setting.label), setting.shown(ask, known)) for setting in settings_here(ask)]
    rows.append((gettext("Question of the day"), time_of(there.minute) if there else gettext("off")))
    followed = [club for found in _followed(ask) if (club := ask.archive.club(found))]
    rows.append((gettext("Following"), ", ".join(map(ask.show, followed)) or gettext("none")))
    text = ask.texts.render("settings/settings", "all", rows=rows)
    buttons = [
        Button(gettext(setting.label), Call("settings", word=setting.name)) for setting in settings_here(ask)
    ]
    buttons.append(Button(gettext("Question of the day"), Call("daily")))
    buttons.append(Button(gettext("Following"), Call("follow")))
    return Answer(text, tuple(rows_of(buttons, 2)))


def _choices(ask: Ask, setting: Setting) -> Answer:
    """What a *setting* can be, and what it is."""
    gettext = ask.texts.gettext
    shown = setting.shown(ask, settings_of(*chats_of(ask)))
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
