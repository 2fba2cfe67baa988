"""``/today``: the matches played on a day of the year."""

from dataclasses import dataclass
from datetime import timedelta

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Command
from handlers.core.links import number_buttons, numbered, tie_of
from handlers.core.paging import page_buttons, turn_by_number
from store.archive.archive import EmptyArchive
from store.archive.days import days_of_play, how_many_on, nearest_days
from store.cards.days import day_card
from store.cup.values import Day
from store.search.days import parse_day
from store.text.translatable import N_
from store.text.vocabulary import meanings

EVERY_MORNING = Call("settings", "today on")  # has this come each day
_TIES_A_PAGE = 4
_DAYS_AWAY = {"today": 0, "tomorrow": 1, "yesterday": -1}


@dataclass(frozen=True, slots=True)
class DayRequest:
    """A parsed ``/today`` request: the *day*, the *nearest* days with matches (perhaps itself) and *every*
    such day."""

    day: Day
    nearest: list[Day]
    every: list[Day]


def read_day(ask: Ask) -> DayRequest:
    """Parse the argument to a day of the year, by default today.

    :raises Refused: when it is no date, or no day with matches is known.
    """
    if not ask.archive.labels:
        raise EmptyArchive
    now = ask.services.today()
    asked = ask.call.argument
    later = _DAYS_AWAY.get(meanings("days").get(asked.casefold(), "")) if asked else 0
    day = ask.call.day or (parse_day(asked) if later is None else Day.of(now + timedelta(later)))
    if day is None:
        raise ask.refuse("cup/today", "not_read", asked=asked, example=Day.of(now))
    every = ask.archive.once(days_of_play)
    nearest = nearest_days(day, every)
    if not nearest:
        raise ask.refuse("cup/today", "none", competition=ask.archive.competition)
    return DayRequest(day, nearest, every)


def today(ask: Ask, asked: DayRequest) -> Answer:
    """The ties of a day of the year, with how many years ago; else those of the nearest days."""
    day, days = asked.day, asked.nearest
    page = turn_by_number(range(how_many_on(ask.archive, days)), ask.call.page, _TIES_A_PAGE)
    card = day_card(ask.archive, days, page.blocks[0], len(page.blocks))
    numbers = numbered(tie_of(tie.key) for _, tie in card.played)
    rows = [(found, tie, numbers[tie_of(tie.key)]) for found, tie in card.played]
    year, found = ask.services.today().year, day in days
    text = ask.texts.render("cup/today", "today", card, asked=day, found=found, rows=rows, year=year)
    others = [other for other in asked.every if other not in days]
    before = [other for other in others if other < day] or others
    after = [other for other in others if other > day] or others
    call = Call("today", day=day, page=page.number)
    turn = page_buttons(call, page)
    morning = (Button(ask.texts.gettext("Every morning"), EVERY_MORNING),)
    if not others:
        return Answer(text, (*number_buttons(numbers), *turn, morning), call=call)
    beside = (
        Button(f"‹ {ask.texts.day(before[-1])}", Call("today", day=before[-1])),
        Button(f"{ask.texts.day(after[0])} ›", Call("today", day=after[0])),
    )
    return Answer(text, (*number_buttons(numbers), *turn, beside, morning), call=call)


COMMANDS = (
    Command(
        "today",
        N_("what was played on this day"),
        N_("[DATE]"),
        "/today {day}",
        read=read_day,
        answer=today,
        lasting=True,
    ),
)
