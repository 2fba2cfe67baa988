"""``/final``: the final of an edition: score, scorers, venue; its line-ups by a button."""

from dataclasses import replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import edition_only, split_edition
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.links import copy_buttons, know_buttons, neighbour_buttons, picture_buttons, road_of
from store.cards.final import final_card
from store.cup.labels import Label
from store.text.translatable import N_


def read_final(ask: Ask) -> Label | Call:
    """Parse the argument to an edition, by default the latest; a club alone is a call of ``/finals``."""
    label, name = split_edition(ask)
    if name or ask.call.clubs:
        return Call("final", edition=label) if label else replace(ask.call, command="finals")
    return label or ask.archive.find_edition("")


def final(ask: Ask, label: Label) -> Answer:
    """The final of an edition: date, venue, score, scorers, winner, and what is not known."""
    card = final_card(ask.archive, label)
    text = ask.texts.render("cup/final", "final", card)
    gettext = ask.texts.gettext
    links = [
        Button(gettext("The edition"), Call("season", edition=label)),
        Button(gettext("Sources"), Call("sources", edition=label)),
    ]
    winner = card.edition.winner
    if winner and winner.club in card.edition.entrants:
        links.insert(0, Button(gettext("Road to the cup"), road_of(label, winner.club)))
    further = [Button(gettext("Line-ups"), Call("lineups", edition=label))] if card.line_ups else []
    further += know_buttons(ask, label, card.final.key) if card.final else []
    rows = (*neighbour_buttons(ask, label), *rows_of([*links, *further], 2))
    call = Call("final", edition=label)
    outward = (
        *picture_buttons(ask, call, known=card.final is not None),
        *copy_buttons(ask, card.edition, card.final),
    )
    return Answer(text, rows, call=call, outward=outward)


def line_ups(ask: Ask, label: Label) -> Answer:
    """Who played in the final of an edition, as far as it is known."""
    card = final_card(ask.archive, label)
    buttons = [
        Button(ask.texts.gettext("The final"), Call("final", edition=label)),
        Button(ask.texts.gettext("Sources"), Call("sources", edition=label)),
    ]
    return Answer(
        ask.texts.render("cup/final", "line_ups", card),
        (tuple(buttons),),
        call=Call("lineups", edition=label),
    )


COMMANDS = (
    Command(
        "final",
        N_("a final: score, scorers, venue"),
        N_("[EDITION]"),
        "/final {edition}",
        read=read_final,
        answer=final,
        pages=lambda label: (Call("final", edition=label),),
        lasting=True,
    ),
)
OF_BUTTONS = (
    Command(
        "lineups",
        N_("line-ups of a final"),
        N_("[EDITION]"),
        read=edition_only,
        answer=line_ups,
        lasting=True,
    ),
)
"""Commands that buttons call, and that ``/help`` does not list."""
