"""``/missing``: what is not known of an edition, or of all editions at a glance."""

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.links import know_buttons, neighbour_buttons, tie_of
from handlers.core.paging import page_buttons, turn_by_number
from store.archive.coverage import coverage_by_edition
from store.cards.missing import missing_card
from store.cup.labels import Label
from store.text.translatable import N_

_EDITIONS_A_PAGE = 7
_TIES_A_PAGE = 6


def read_missing(ask: Ask) -> Label | None:
    """Parse the argument to an edition; None without one.

    :raises Refused: when no edition matches, or when there is more than an edition.
    """
    label, rest = split_edition(ask)
    if rest:
        raise ask.refuse("missing/missing", "no_edition", asked=rest)
    return label


def missing(ask: Ask, label: Label | None) -> Answer:
    """What is not known of the edition *label*, or the gaps of every edition in a line each."""
    return _of_edition(ask, label) if label else _of_all(ask)


def _of_all(ask: Ask) -> Answer:
    drawn = ask.archive.totals.drawn
    editions = [one for one in ask.archive.once(coverage_by_edition) if one.label not in drawn]
    page = turn_by_number(editions, ask.call.page, _EDITIONS_A_PAGE)
    text = ask.texts.render(
        "missing/missing",
        "all",
        competition=ask.archive.competition,
        totals=ask.archive.totals,
        editions=page.blocks,
    )
    buttons = [Button(ask.show(one.label), Call("missing", edition=one.label)) for one in page.blocks]
    call = Call("missing", page=page.number)
    return Answer(text, (*rows_of(buttons, 4), *page_buttons(call, page)), call=call)


def _of_edition(ask: Ask, label: Label) -> Answer:
    card = missing_card(ask.archive, label)
    page = turn_by_number([*card.ties], ask.call.page, _TIES_A_PAGE)
    ties = ask.archive.ties(page.blocks)
    missing = [(ties[key], card.ties[key]) for key in page.blocks]
    text = ask.texts.render("missing/missing", "edition", card, missing=missing, first_tie=page.first + 1)
    numbers = [
        Button(str(number), tie_of(key)) for number, key in enumerate(page.blocks, start=page.first + 1)
    ]
    links = [Button(ask.texts.gettext("The edition"), Call("season", edition=label))]
    know = know_buttons(ask, label) if card.edition.held else []
    call = Call("missing", edition=label, page=page.number)
    return Answer(
        text,
        (
            *rows_of(numbers, 5),
            *page_buttons(call, page),
            (*links, *know),
            *neighbour_buttons(ask, label),
        ),
        call=call,
    )


COMMANDS = (
    Command(
        "missing",
        N_("what is not known"),
        N_("[EDITION]"),
        "/missing {edition}",
        read=read_missing,
        answer=missing,
        lasting=True,
    ),
)
