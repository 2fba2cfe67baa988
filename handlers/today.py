"""``/today``: what was played on this day of the year."""

from handlers.answers import Answer, Ask, Button, Call, Command
from handlers.links import number_buttons, numbered, tie_of
from handlers.paging import page_buttons, turn_by_number
from handlers.texts import N_
from store.archive import EmptyArchive
from store.days import Day, nearest_days, parse_day, ties_on

_TIES_A_PAGE = 16


def today(ask: Ask) -> Answer:
    """The ties of a day of the year, today's without one, with how long ago; else those of the nearest."""
    if not ask.archive.labels:
        raise EmptyArchive
    now = ask.services.today()
    asked = ask.call.argument
    day = parse_day(asked) if asked else Day.of(now)
    if day is None:
        raise ask.refuse("no_day", asked=asked, example=Day.of(now))
    days = nearest_days(ask.archive, day)
    if not days:
        raise ask.refuse("no_dates", competition=ask.archive.competition())
    played = [found for shown in days for found in ties_on(ask.archive, shown)]
    page = turn_by_number(played, ask.call.page, _TIES_A_PAGE)
    numbers = numbered(tie_of(found.tie) for found in page.blocks)
    rows = [(found, ask.archive.tie(found.tie), numbers[tie_of(found.tie)]) for found in page.blocks]
    text = ask.texts.render(
        "today",
        competition=ask.archive.competition(),
        asked=day,
        found=day in days,
        rows=rows,
        year=now.year,
        derived=any(tie.known_derived for _, tie, _ in rows),
    )
    before, after = Day.numbered(day.number - 1), Day.numbered(day.number + 1)
    turn = page_buttons(Call("today", str(day), page.number), page)
    beside = (
        Button(f"‹ {ask.texts.day(before)}", Call("today", str(before))),
        Button(f"{ask.texts.day(after)} ›", Call("today", str(after))),
    )
    return Answer(text, (*number_buttons(numbers), *turn, beside))


COMMANDS = (
    Command(
        "today",
        today,
        N_("what was played on this day"),
        N_("[DATE]"),
        "/today {day}",
        ("сегодня", "в этот день", "on this day", "бүгін"),
    ),
)
