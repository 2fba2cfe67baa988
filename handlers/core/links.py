"""Buttons that lead from one feature to another."""

from collections.abc import Iterable

from handlers.core.answers import Button, Call, rows_of
from handlers.core.command import Ask
from store.cup.labels import Label
from store.cup.ties import TieKey

_LINKS_A_ROW = 8


def road_of(label: Label, club: str) -> Call:
    """The question for the way of a club, by id, through an edition."""
    return Call("road", edition=label, clubs=(club,))


def tie_of(tie: TieKey) -> Call:
    """The question for one tie."""
    return Call("results", edition=tie.edition, round=tie.round, tie=tie.number)


def numbered(calls: Iterable[Call]) -> dict[Call, int]:
    """A number from 1 for each different question, for lines that refer to a button."""
    return {call: number for number, call in enumerate(dict.fromkeys(calls), start=1)}


def number_buttons(numbers: dict[Call, int]) -> list[tuple[Button, ...]]:
    """A button for each number."""
    return rows_of([Button(str(number), call) for call, number in numbers.items()], _LINKS_A_ROW)


def neighbour_buttons(ask: Ask, label: Label) -> tuple[tuple[Button, ...], ...]:
    """A row that asks the same of the edition before *label* and of the one after it."""
    before, after = ask.archive.neighbours(label)
    row = []
    if before:
        row.append(Button(f"‹ {before}", Call(ask.call.command, edition=before)))
    if after:
        row.append(Button(f"{after} ›", Call(ask.call.command, edition=after)))
    return (tuple(row),) if row else ()
