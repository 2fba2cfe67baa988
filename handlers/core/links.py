"""Calls and buttons that link one feature to another."""

import re
from collections.abc import Iterable

from handlers.core.answers import Button, Call
from handlers.core.command import Ask
from handlers.core.keyboards import rows_of
from handlers.wording.languages import languages
from store.chats.people import has_chosen
from store.cup.labels import Label, parse_label
from store.cup.ties import TieKey

_LINKS_A_ROW = 8
_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")  # https://core.telegram.org/bots/features#deep-linking
_OPENED = re.compile(r"(?P<command>[a-z0-9]+)(?:[-_](?P<values>[A-Za-z0-9_-]+))?")
_OF_CLUBS = ("club", "finals", "h2h", "road")
_OF_EDITIONS = ("final", "season", "scorers", "sources", "results", "group", "missing")
_WITHOUT_VALUES = ("finals", "titles", "records", "clubs", "trivia", "today", "help")


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


def every_language() -> tuple[Button, ...]:
    """A row with every language, each by its own name."""
    each = sorted(languages().values(), key=lambda one: one.is_source)
    return tuple(Button(one.name, Call("language", word=one.code)) for one in each)


def language_buttons(ask: Ask) -> tuple[tuple[Button, ...], ...]:
    """The row of languages, until one is chosen for the author's place; none thereafter."""
    return () if has_chosen(ask.services.chats, ask.author.place.chat) else (every_language(),)


def start_parameter(call: Call) -> str:
    """The parameter of a deep link, ``https://t.me/<bot>?start=…``, that opens the page of *call*.

    It is the command and the values: ``final-1993``, ``club-kairat``, ``tie-1993_5_1``, ``h2h-kairat_tobol``.

    :raises ValueError: when it has more than 64 characters, or others than Telegram allows.
    """
    edition = [call.edition.id] if call.edition else []
    if call.tie is not None:
        command, values = "tie", [*edition, str(call.round), str(call.tie)]
    else:
        command, values = call.command, [*edition, *call.clubs, *filter(None, [call.player, call.word])]
    parameter = "-".join(filter(None, [command, "_".join(values)]))
    if not _PARAMETER.fullmatch(parameter):
        raise ValueError(parameter)
    return parameter


def call_of_start(ask: Ask, parameter: str) -> Call | None:
    """The call of a deep link's *parameter*; None for one that is made up, or of what is no longer there."""
    found = _OPENED.fullmatch(parameter)
    if not found:
        return None
    command, values = found["command"], found["values"].split("_") if found["values"] else []
    if command in _OF_CLUBS and values:
        known = all(ask.archive.club(club) for club in values)
        return Call(command, clubs=tuple(values)) if known else None
    if command == "player" and len(values) == 1:
        return Call(command, player=values[0]) if ask.services.players.with_key(values[0]) else None
    if command in _OF_EDITIONS or command == "tie":
        return _of_edition(ask, command, values)
    return Call(command) if command in _WITHOUT_VALUES and not values else None


def _of_edition(ask: Ask, command: str, values: list[str]) -> Call | None:
    try:
        label = parse_label(values[0]) if values else None
        numbers = [int(number) for number in values[1:]]
    except ValueError:
        return None
    if label is not None and label not in ask.archive.labels:
        return None
    if command != "tie":
        return Call(command, edition=label) if not numbers else None
    if label is None or len(numbers) != 2:
        return None
    tie = TieKey(label, *numbers)
    return tie_of(tie) if tie in {one.key for one in ask.archive.edition(label).ties} else None
