"""``/season``: a summary of an edition."""

from handlers.core.answers import Answer, Button, Call, rows_of
from handlers.core.arguments import edition_only
from handlers.core.command import Ask, Command
from handlers.core.links import neighbour_buttons
from store.cards.season import season_card
from store.cup.labels import Label
from store.text.translatable import N_


def season(ask: Ask, label: Label) -> Answer:
    """The winner, runner-up, number of clubs, ties and goals, and top scorers; a button for each round."""
    card = season_card(ask.archive, label)
    text = ask.texts.render("cup/season", "season", card)
    gettext = ask.texts.gettext
    rounds = [
        Button(round_.code, Call("results", edition=label, round=round_.number))
        for round_ in card.edition.rounds
    ]
    links = [Button(gettext("Sources"), Call("sources", edition=label))]
    if card.edition.held:
        links.append(Button(gettext("Missing"), Call("missing", edition=label)))
    if card.edition.scorers:
        links.insert(0, Button(gettext("Scorers"), Call("scorers", edition=label)))
    return Answer(text, (*rows_of(rounds, 6), tuple(links), *neighbour_buttons(ask, label)))


COMMANDS = (
    Command(
        "season",
        N_("an edition at a glance"),
        N_("[EDITION]"),
        "/season {edition}",
        read=edition_only,
        answer=season,
        lasting=True,
    ),
)
