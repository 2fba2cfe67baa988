"""``/group``: the table and the matches of a group, or the tables of all groups of an edition."""

from dataclasses import dataclass

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.blocks import table_blocks
from handlers.core.choosing import MOST_EDITION_BUTTONS
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.paging import page_buttons, turn_by_length
from store.archive.groups import with_groups
from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.rounds import NamedRound, find_round, round_key
from store.text.translatable import N_

_ROW = 6


@dataclass(frozen=True, slots=True)
class GroupsRequest:
    """A parsed ``/group`` request: the edition whose groups are shown."""

    edition: Edition


def read_group(ask: Ask) -> GroupsRequest | Call:
    """Parse the argument to an edition, by default the latest with groups; one group is a call of
    ``/results``.

    :raises Refused: when the edition has no groups, or no such group.
    """
    label, name = split_edition(ask)
    editions = with_groups(ask.archive)
    if label is None and not editions:
        raise ask.refuse(
            "cup/group", "nowhere", competition=ask.archive.competition, totals=ask.archive.totals
        )
    edition = ask.archive.edition(label or editions[-1])
    groups = [table.round for table in edition.tables]
    if not groups:
        raise ask.refuse("cup/group", "none", _editions(ask, editions), edition=edition)
    if not name:
        return GroupsRequest(edition)
    found = find_round(name, groups)
    several = [group for group in groups if found and group.label == found.label]
    if len(several) > 1 and not any(round_key(group.name) == round_key(name) for group in groups):
        buttons = _buttons(ask, edition.label, several)
        raise ask.refuse("cup/group", "several", buttons, asked=name, groups=several)
    if found is None:
        raise ask.refuse(
            "cup/group", "not_found", _buttons(ask, edition.label, groups), asked=name, edition=edition
        )
    return Call("results", edition=edition.label, round=found.number)


def group(ask: Ask, asked: GroupsRequest) -> Answer:
    """The tables of all groups of an edition, by pages, with a button for each group."""
    edition = asked.edition
    blocks = [block for table in edition.tables for block in table_blocks(ask, table, named=True)]
    page = turn_by_length(blocks, ask.call.page)
    text = ask.texts.render("cup/group", "groups", edition=edition, blocks=page.blocks)
    call = Call("group", edition=edition.label, page=page.number)
    groups = [table.round for table in edition.tables]
    link = Button(ask.texts.gettext("The edition"), Call("season", edition=edition.label))
    return Answer(
        text, (*page_buttons(call, page), *_buttons(ask, edition.label, groups), (link,)), call=call
    )


def _buttons(ask: Ask, label: Label, groups: list[NamedRound]) -> list[tuple[Button, ...]]:
    return rows_of([_button(ask, label, found) for found in groups], _ROW)


def _button(ask: Ask, label: Label, found: NamedRound) -> Button:
    return Button(ask.texts.values.code(found), Call("results", edition=label, round=found.number))


def _editions(ask: Ask, labels: list[Label]) -> list[tuple[Button, ...]]:
    latest = labels[: -MOST_EDITION_BUTTONS - 1 : -1]
    return rows_of([Button(ask.show(label), Call("group", edition=label)) for label in latest], 4)


COMMANDS = (
    Command(
        "group",
        N_("a group: table and matches"),
        N_("[GROUP] [EDITION]"),
        "/group {group}",
        read=read_group,
        answer=group,
        lasting=True,
    ),
)
