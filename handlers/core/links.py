"""Calls and buttons that link one feature to another."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.core.answers import Button, Call, Style
from handlers.core.command import Ask
from handlers.core.keyboards import rows_of
from handlers.wording.languages import languages
from handlers.wording.texts import short
from store.chats.people import has_chosen
from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.ties import Tie, TieKey

_LINKS_A_ROW = 8
_MOST_COPIED = 256  # characters, https://core.telegram.org/bots/api#copytextbutton


def road_of(label: Label, club: str) -> Call:
    """The call for the road of a club, by id, through an edition."""
    return Call("road", edition=label, clubs=(club,))


def tie_of(tie: TieKey) -> Call:
    """The call that shows one tie."""
    return Call("results", edition=tie.edition, round=tie.round, tie=tie.number)


def numbered(calls: Iterable[Call]) -> dict[Call, int]:
    """A number from 1 for each distinct call, for lines that refer to a button."""
    return {call: number for number, call in enumerate(dict.fromkeys(calls), start=1)}


def number_buttons(numbers: dict[Call, int]) -> list[tuple[Button, ...]]:
    """Rows of buttons labelled with *numbers*."""
    return rows_of([Button(str(number), call) for call, number in numbers.items()], _LINKS_A_ROW)


def neighbour_buttons(ask: Ask, label: Label) -> tuple[tuple[Button, ...], ...]:
    """A row of buttons that call the same command for the editions before and after *label*."""
    before, after = ask.archive.neighbours(label)
    row = []
    if before:
        row.append(Button(f"‹ {ask.show(before)}", Call(ask.call.command, edition=before)))
    if after:
        row.append(Button(f"{ask.show(after)} ›", Call(ask.call.command, edition=after)))
    return (tuple(row),) if row else ()


def know_buttons(ask: Ask, label: Label, tie: TieKey | None = None) -> list[Button]:
    """The button "I know" of the edition *label*, or of a *tie* of it; none where nobody reads reports."""
    if not ask.services.reports.open:
        return []
    numbers = (tie.round, tie.number) if tie else (None, None)
    call = Call("know", edition=label, round=numbers[0], tie=numbers[1])
    return [Button(ask.texts.gettext("I know"), call)]


def copy_buttons(ask: Ask, edition: Edition, tie: Tie | None) -> tuple[Button, ...]:
    """The button that copies the result of a *tie* as plain text; none for one without a match."""
    if tie is None or not tie.matches:
        return ()
    text = ask.texts.plain("parts/tie", "copied", tie=tie, edition=edition)
    page = tie_of(tie.key)
    return (Button(ask.texts.gettext("Copy"), page, copy=short(text.strip(), _MOST_COPIED)),)


def picture_buttons(ask: Ask, card: Call, *, known: bool = True) -> tuple[Button, ...]:
    """The button that shows the picture of a *card*; none where what it would show is not *known*."""
    call = replace(card, command="picture", word=card.command, page=0)
    return (Button(ask.texts.gettext("Picture"), call),) if known else ()


def play_button(ask: Ask) -> Button:
    """The button that starts a game."""
    return Button(ask.texts.gettext("Play"), Call("trivia"), style=Style.NEXT)


def every_language() -> tuple[Button, ...]:
    """A row with every language, each by its own name."""
    each = sorted(languages().values(), key=lambda one: one.is_source)
    return tuple(Button(one.name, Call("language", word=one.code)) for one in each)


def language_buttons(ask: Ask) -> tuple[tuple[Button, ...], ...]:
    """The row of languages, until one is chosen for the author's place; none thereafter."""
    return () if has_chosen(ask.services.chats, ask.author.place.chat) else (every_language(),)
