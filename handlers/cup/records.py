"""``/records``: the cup's records and their holders, each linked to its tie, player or club."""

from handlers.core.answers import Answer, Button, Call, rows_of
from handlers.core.command import Ask, Command
from handlers.core.links import tie_of
from handlers.core.paging import page_buttons, turn_by_number
from handlers.core.texts import short
from handlers.core.words import TIE_RECORDS
from store.archive.archive import EmptyArchive
from store.archive.records import Holder, Record, how_many_hold
from store.cards.records import records_card
from store.text.folding import digest
from store.text.translatable import N_

_HOLDERS_A_PAGE = 24
_LONGEST_LABEL = 18  # characters that a phone shows of each of two buttons in a row


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
        labels.setdefault(_link(holder), _label(ask, record, holder))
    buttons = [
        Button(label, call) for call, label in zip(labels, _told_apart([*labels.values()]), strict=True)
    ]
    text = ask.texts.render("cup/records", "records", card)
    turn = page_buttons(Call("records", page=page.number), page)
    return Answer(text, (*rows_of(buttons, 2), *turn))


def _link(holder: Holder) -> Call:
    """The call for a record's button: its tie, its player or its club, else all finals."""
    if holder.tie:
        return tie_of(holder.tie)
    if holder.player:
        return Call("player", player=digest(holder.player[0]))
    return Call("club", clubs=(holder.club.club,)) if holder.club else Call("finals")


def _label(ask: Ask, record: Record, holder: Holder) -> str:
    """The label of a record's button: the club or player that holds it, or the record if a tie does."""
    if holder.tie and holder.player:
        return short(ask.texts.gettext("%(name)s: tie") % {"name": holder.player[1]}, _LONGEST_LABEL)
    if holder.tie:
        return ask.texts.gettext(TIE_RECORDS[record.kind])
    if holder.player:
        return short(holder.player[1], _LONGEST_LABEL)
    return short(holder.club.name, _LONGEST_LABEL) if holder.club else ask.texts.gettext("All finals")


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
