"""``/records``: the cup's records and their holders, each linked to its tie, player or club."""

from handlers.core.answers import Answer, Call
from handlers.core.command import Ask, Command
from handlers.core.links import number_buttons, numbered, tie_of
from handlers.core.paging import page_buttons, turn_by_number
from store.archive.archive import EmptyArchive
from store.archive.records import Holder, how_many_hold
from store.cards.records import records_card
from store.text.folding import digest
from store.text.translatable import N_

_HOLDERS_A_PAGE = 24


def read_records(ask: Ask) -> int:
    """The number of holders of records, over all records.

    :raises Refused: when there is none.
    """
    if not ask.archive.labels:
        raise EmptyArchive
    holders = how_many_hold(ask.archive)
    if not holders:
        raise ask.refuse("cup/records", "none", competition=ask.archive.competition)
    return holders


def records(ask: Ask, holders: int) -> Answer:
    """The biggest wins, most goals, titles, runs and all other records, with all their holders, by pages."""
    page = turn_by_number(range(holders), ask.call.page, _HOLDERS_A_PAGE)
    card = records_card(ask.archive, page.blocks[0], len(page.blocks))
    numbers = numbered(_link(holder) for _, holder, _ in card.held)
    rows = [(record, holder, tie, numbers[_link(holder)]) for record, holder, tie in card.held]
    text = ask.texts.render("cup/records", "records", card, rows=rows)
    return Answer(text, (*number_buttons(numbers), *page_buttons(Call("records", page=page.number), page)))


def _link(holder: Holder) -> Call:
    """The call for a record's button: its tie, its player or its club, else all finals."""
    if holder.tie:
        return tie_of(holder.tie)
    if holder.player:
        return Call("player", player=digest(holder.player[0]))
    return Call("club", clubs=(holder.club.club,)) if holder.club else Call("finals")


COMMANDS = (
    Command(
        "records",
        N_("the cup's records"),
        read=read_records,
        answer=records,
        lasting=True,
    ),
)
