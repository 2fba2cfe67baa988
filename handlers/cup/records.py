"""``/records``: the cup's records and their holders, each linked to its tie, player or club."""

from itertools import groupby
from operator import itemgetter

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.links import tie_of
from handlers.core.paging import page_buttons, turn_by_number
from handlers.wording.words import RECORD_LABELS
from store.archive.archive import EmptyArchive
from store.archive.records import Holder, how_many_hold
from store.cards.records import records_card
from store.text.folding import digest
from store.text.translatable import N_

_HOLDERS_A_PAGE = 24
_MOST_BUTTONS = 10


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
    labels: dict[Call, str] = {}
    for record, holder, _ in card.held:
        labels.setdefault(_link(holder), ask.texts.gettext(RECORD_LABELS[record.kind]))
    shown = dict(list(labels.items())[:_MOST_BUTTONS])
    buttons = [Button(label, call) for call, label in zip(shown, _told_apart([*shown.values()]), strict=True)]
    blocks = [
        ask.texts.render("cup/records", "record", record=record, holders=[row[1:] for row in held])
        for record, held in groupby(card.held, key=itemgetter(0))
    ]
    text = ask.texts.render("cup/records", "records", card, blocks=blocks)
    call = Call("records", page=page.number)
    return Answer(text, (*rows_of(buttons, 2), *page_buttons(call, page)), call=call)


def _link(holder: Holder) -> Call:
    """The call for a record's button: its tie, its player or its club, else all finals."""
    if holder.tie:
        return tie_of(holder.tie)
    if holder.player:
        return Call("player", player=digest(holder.player[0]))
    return Call("club", clubs=(holder.club.club,)) if holder.club else Call("finals")


def _told_apart(labels: list[str]) -> list[str]:
    """*labels*, numbered where one would stand on several buttons."""
    return [
        f"{label} {labels[: place + 1].count(label)}" if labels.count(label) > 1 else label
        for place, label in enumerate(labels)
    ]


COMMANDS = (
    Command(
        "records",
        N_("the cup's records"),
        read=read_records,
        answer=records,
        lasting=True,
    ),
)
