"""``/season``: an edition at a glance."""

from handlers.core.answers import Answer, Button, Call, rows_of
from handlers.core.arguments import edition_only, exactly, exactly_round
from handlers.core.command import Ask, Command
from handlers.core.links import neighbour_buttons
from handlers.core.words import N_
from store.cup.editions import Edition, EditionScorer
from store.cup.labels import Label

_TOP_SCORERS = 5


def leaders_of(edition: Edition) -> list[EditionScorer]:
    """The edition's own top scorers, else everybody who may have scored most, if all scorers are known."""
    official = [scorer for scorer in edition.scorers if scorer.official]
    best = max((scorer.low for scorer in edition.scorers), default=0)
    if official or not edition.whole:
        return official
    return [row for row in edition.scorers if row.high is None or row.high >= best]


def season(ask: Ask, label: Label) -> Answer:
    """Winner, runner-up, how many clubs, ties and goals, the top scorers; a button for each round."""
    edition = ask.archive.edition(label)
    leaders = leaders_of(edition)
    more = max(0, len(leaders) - _TOP_SCORERS)
    text = ask.texts.render(
        "cup/season", "season", edition=edition, leaders=leaders[:_TOP_SCORERS], more=more
    )
    gettext = ask.texts.gettext
    rounds = [
        Button(round_.code, Call("results", exactly(label, exactly_round(round_))))
        for round_ in edition.rounds
    ]
    links = [Button(gettext("Sources"), Call("sources", exactly(label)))]
    if edition.scorers:
        links.insert(0, Button(gettext("Scorers"), Call("scorers", exactly(label))))
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
