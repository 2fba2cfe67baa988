"""``/finals``: the list of all finals, or of a club's finals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.choosing import ChosenClub, also_buttons, choose_club, pages_of
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.paging import page_buttons, turn_by_number
from store.archive.archive import EmptyArchive
from store.cards.finals import club_finals_card, finals_card, finals_of_club
from store.cup.labels import Label
from store.text.translatable import N_

_FINALS_A_PAGE = 8  # each with a button


@dataclass(frozen=True, slots=True)
class FinalsRequest:
    """A parsed ``/finals`` request: all finals, from the page of *edition*, or those of a *chosen* club."""

    edition: Label | None = None
    chosen: ChosenClub | None = None


def read_finals(ask: Ask) -> FinalsRequest | Call:
    """Parse the argument to an edition or a club; both together are a call of ``/final``."""
    if not ask.archive.labels:
        raise EmptyArchive
    label, name = split_edition(ask)
    named = bool(name or ask.call.clubs)
    if named and label:
        return Call("final", edition=label)
    return FinalsRequest(label, choose_club(ask, name, label) if named else None)


def finals(ask: Ask, asked: FinalsRequest) -> Answer:
    """Every final, newest first, by pages; of a club those won, then those lost, then any others."""
    return _finals_of(ask, asked, asked.chosen) if asked.chosen else _all_finals(ask, asked.edition)


def _all_finals(ask: Ask, label: Label | None) -> Answer:
    drawn = ask.archive.totals.drawn
    labels = [one for one in reversed(ask.archive.labels) if one not in drawn or one == label]
    number = labels.index(label) // _FINALS_A_PAGE if label else ask.call.page
    page = turn_by_number(labels, number, _FINALS_A_PAGE)
    card = finals_card(ask.archive, page.blocks)
    call = Call("finals", page=page.number)
    by_club = Button(ask.texts.gettext("By club"), Call("titles"))
    text = ask.texts.render("cup/finals", "finals", card, chosen=None)
    return Answer(text, (*_each(ask, page.blocks), *page_buttons(call, page), (by_club,)), call=call)


def _finals_of(ask: Ask, asked: FinalsRequest, chosen: ChosenClub) -> Answer:
    club = chosen.club
    played = finals_of_club(ask.archive, club)
    page = turn_by_number(played, ask.call.page, _FINALS_A_PAGE)
    card = club_finals_card(ask.archive, played, page.blocks)
    text = ask.texts.render("cup/finals", "finals", card, chosen=chosen)
    call = replace(pages_of_finals(asked)[0], page=page.number)
    each = _each(ask, [run.edition for run in page.blocks])
    links = (
        Button(ask.texts.gettext("All finals"), Call("finals")),
        Button(ask.texts.gettext("The club"), Call("club", clubs=(club.id,))),
    )
    return Answer(text, (*each, *page_buttons(call, page), links, *also_buttons(ask, chosen)), call=call)


def pages_of_finals(asked: FinalsRequest) -> tuple[Call, ...]:
    """The page of a club's finals, and those of others that it may be; of all finals, their first page."""
    chosen = asked.chosen
    return pages_of(Call("finals", clubs=(chosen.club.id,)), chosen) if chosen else (Call("finals"),)


def _each(ask: Ask, labels: Sequence[Label]) -> list[tuple[Button, ...]]:
    """Rows with a button for each final."""
    return rows_of([Button(ask.show(label), Call("final", edition=label)) for label in labels], 4)


COMMANDS = (
    Command(
        "finals",
        N_("all finals, or a club's"),
        N_("[CLUB]"),
        "/finals {club}",
        read=read_finals,
        answer=finals,
        pages=pages_of_finals,
        lasting=True,
    ),
)
