"""``/clubs``: every club of the cup: by cups won, from A to Z, or by city; or those of an edition."""

from dataclasses import dataclass

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.paging import page_buttons, turn_by_number
from store.archive.archive import EmptyArchive
from store.cards.clubs import ORDERS, ClubLine, Order, Sorting, club_lines
from store.cup.labels import Label
from store.text.translatable import N_

_CLUBS_A_PAGE = 8  # each with a button
_ORDER_LABELS = {Order.TITLES: N_("By titles"), Order.NAME: N_("A–Z"), Order.CITY: N_("By city")}


@dataclass(frozen=True, slots=True)
class ClubsRequest:
    """A parsed ``/clubs`` request: the *order*, and the edition whose clubs are listed, None for all."""

    order: Order
    edition: Label | None


def read_clubs(ask: Ask) -> ClubsRequest | Call:
    """Parse the argument to an edition; the name of a club is a call of ``/club``."""
    if not ask.archive.labels:
        raise EmptyArchive
    label, name = split_edition(ask)
    if label and not ask.archive.edition(label).held:
        raise ask.refuse("cup/results", "none", edition=ask.archive.edition(label))
    if name and name != ask.call.word:
        return Call("club", ask.call.argument)
    order = Order(ask.call.word) if ask.call.word in ORDERS else Order.TITLES
    return ClubsRequest(order, label)


def clubs(ask: Ask, asked: ClubsRequest) -> Answer:
    """The clubs in the order of the request, by pages, a line and a button for each."""
    lines = club_lines(ask.archive, asked.order, asked.edition, _sorting(ask))
    page = turn_by_number(lines, ask.call.page, _CLUBS_A_PAGE)
    text = ask.texts.render(
        "cup/clubs",
        "clubs",
        competition=ask.archive.competition,
        edition=asked.edition,
        count=len(lines),
        lines=page.blocks,
    )
    call = Call("clubs", edition=asked.edition, word=asked.order.value, page=page.number)
    others = [
        Button(ask.texts.gettext(label), Call("clubs", edition=asked.edition, word=order.value))
        for order, label in _ORDER_LABELS.items()
        if order is not asked.order
    ]
    each = rows_of([_button(ask, line) for line in page.blocks], 2)
    return Answer(text, (*each, *page_buttons(call, page), tuple(others)), call=call)


def _sorting(ask: Ask) -> Sorting:
    """The keys that sort clubs and cities as the language of the messages does."""
    texts = ask.texts
    return Sorting(
        lambda club: texts.formats.order(texts.show(club)),
        lambda club: texts.formats.order(texts.values.place(club.city)),
        texts.language,
    )


def _button(ask: Ask, line: ClubLine) -> Button:
    return Button(ask.show(line.club), Call("club", clubs=(line.club.id,)))


COMMANDS = (
    Command(
        "clubs",
        N_("all clubs: by titles, A–Z, by city"),
        N_("[EDITION]"),
        read=read_clubs,
        answer=clubs,
        lasting=True,
    ),
)
