"""``/daily``: the question of the day of a chat, begun at an hour and ended by its admins."""

import re

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.command import Ask, Command, Stage
from handlers.core.keyboards import rows_of
from store.chats.people import take_language
from store.preferences.settings import zone_of
from store.schedule import daily
from store.schedule.due import next_at, offset_at, time_of
from store.text.translatable import N_
from store.text.vocabulary import meanings

_TIME = re.compile(r"(\d{1,2})(?:[:.\s]?(\d\d))?", re.ASCII)
_HOURS = (9, 12, 18, 21)  # that are offered
_SQUARES = {True: "🟩", False: "🟥", None: "⬜"}
_OFF = "off"


def read_daily(ask: Ask) -> int | str | None:
    """Parse the argument to the minute of the day, ``off``, or None to only show what there is.

    :raises Refused: when it is no time of day, or in a channel, where answers are anonymous.
    """
    if ask.author.channel:
        raise ask.refuse("daily/question", "not_here")
    typed = " ".join(ask.call.argument.casefold().split())
    if not typed:
        return None
    if meanings("switch").get(typed, typed) == _OFF:
        return _OFF
    found = _TIME.fullmatch(typed)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise ask.refuse("daily/question", "not_read", typed=ask.call.argument)
    return 60 * hour + minute


async def change_daily(ask: Ask, wanted: int | str | None, stage: Stage) -> None:
    """Show the question of the day of a chat, or begin or end it on behalf of an admin."""
    chats, place = ask.services.chats, ask.author.place
    if wanted is not None:
        if not await stage.is_admin():
            raise ask.refuse("daily/question", "not_yours")
        if isinstance(wanted, int):
            now, zone = ask.services.clock(), zone_of(chats, place.chat, ask.services.timezone)
            take_language(chats, place.chat, ask.author.language)  # what comes by itself is in it too
            daily.begin(chats, place, wanted, next_at(now, wanted, zone))
            stage.reschedule()
        else:
            daily.end(chats, place.chat)
            await stage.change(Answer(ask.texts.render("daily/question", "ended")))
            return
    await stage.change(_shown(ask))


def _shown(ask: Ask) -> Answer:
    chats, place, person = ask.services.chats, ask.author.place, ask.author.person
    there = daily.daily_of(chats, place.chat)
    days = daily.days_of(chats, place.chat, person.id) if person else []
    mine = [row for row in daily.streaks(chats, place.chat) if person and row.user == person.id]
    grid = "".join(_SQUARES[right] for right in days) if any(right is not None for right in days) else ""
    streak = mine[0].streak if mine else 0
    zone = zone_of(chats, place.chat, ask.services.timezone)
    text = ask.texts.render(
        "daily/question",
        "shown",
        time=time_of(there.minute) if there else None,
        zone=offset_at(ask.services.clock(), zone),
        grid=grid,
        streak=streak,
        may=place.private,
    )
    gettext = ask.texts.gettext
    hours = [
        Button(time_of(60 * hour), Call("daily", time_of(60 * hour)))
        for hour in _HOURS
        if there is None or there.minute != 60 * hour
    ]
    rows = rows_of(hours, 4)
    more = []
    if grid:
        copied = ask.texts.plain(
            "daily/question", "copied", cup=ask.archive.competition, grid=grid, streak=streak
        )
        more.append(Button(gettext("Copy"), Call("daily"), copy=copied.strip()))
    if mine or there:
        more.append(Button(gettext("Board"), Call("top", word="daily")))
    if there:
        more.append(Button(gettext("Switch off"), Call("daily", _OFF), style=Style.ENDS))
    return Answer(text, (*rows, *rows_of(more, 3)))


COMMANDS = (
    Command(
        "daily",
        N_("the question of the day"),
        N_("[TIME or off]"),
        N_("/daily 12:00"),
        read=read_daily,
        act=change_daily,
    ),
)
