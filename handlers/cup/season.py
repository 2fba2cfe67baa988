"""``/season``: a summary of an edition."""

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import edition_only
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.links import neighbour_buttons, picture_buttons
from store.cards.season import season_card
from store.cup.labels import Label
from store.text.translatable import N_

_MOST_ROUNDS = 7  # with a button for each group


def season(ask: Ask, label: Label) -> Answer:
    """The winner, runner-up, number of clubs, ties and goals, and top scorers; a button for each round."""
    card = season_card(ask.archive, label)
    text = ask.texts.render("cup/season", "season", card)
    gettext = ask.texts.gettext
    groups = [found for found in card.edition.rounds if found.has_table]
    together = len(card.edition.rounds) > _MOST_ROUNDS and len(groups) > 1
    rounds = [
        Button(ask.texts.values.code(found), Call("results", edition=label, round=found.number))
        for found in card.edition.rounds
        if not (together and found.has_table)
    ]
    if together:
        rounds.insert(0, Button(gettext("Groups"), Call("group", edition=label)))
    links = [Button(gettext("Sources"), Call("sources", edition=label))]
    if card.edition.held:
        links.append(Button(gettext("Missing"), Call("missing", edition=label)))
    if card.edition.names_scorers:
        links.insert(0, Button(gettext("Scorers"), Call("scorers", edition=label)))
    call = Call("season", edition=label)
    pictures = picture_buttons(ask, call, known=card.pictured)
    rows = (*rows_of(rounds, 6), tuple(links), *neighbour_buttons(ask, label))
    return Answer(text, rows, call=call, outward=pictures)


COMMANDS = (
    Command(
        "season",
        N_("an edition at a glance"),
        N_("[EDITION]"),
        "/season {edition}",
        read=edition_only,
        answer=season,
        pages=lambda label: (Call("season", edition=label),),
        lasting=True,
    ),
)
