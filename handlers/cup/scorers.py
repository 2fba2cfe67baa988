"""``/scorers``: the top scorers of an edition, or of all editions."""

from dataclasses import dataclass, replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import edition_only
from handlers.core.command import Ask, Command
from handlers.core.links import neighbour_buttons, picture_buttons
from handlers.core.paging import page_buttons, turn_by_number
from handlers.wording.languages import SOURCE_LANGUAGE
from store.archive.archive import EmptyArchive
from store.archive.players import how_many_scored
from store.cards.scorers import Order, all_time_card, in_order, ranked, signs_of_scorers
from store.cup.editions import Edition
from store.text.folding import surname
from store.text.translatable import N_
from store.text.vocabulary import vocabulary

_ROWS_A_PAGE = 20
ALL = "all"  # the argument, and the keyword of a button


@dataclass(frozen=True, slots=True)
class ScorersRequest:
    """A parsed ``/scorers`` request: the *edition*, None for all, and how many scorers of it are *known*."""

    edition: Edition | None
    known: int


def read_scorers(ask: Ask) -> ScorersRequest:
    """Parse the argument to an edition, or to all editions.

    :raises Refused: when no scorer is known.
    """
    words = ask.call.argument.split()
    everyone = vocabulary("spans")["all"]
    named = [word for word in words if word.casefold() not in everyone]
    if ask.call.argument.casefold() in everyone:
        named = []
    if ask.call.word == ALL or (words and not named and not ask.call.edition):
        if not ask.archive.labels:
            raise EmptyArchive
        known = how_many_scored(ask.archive)
        if not known:
            raise ask.refuse("cup/scorers", "none", competition=ask.archive.competition)
        return ScorersRequest(None, known)
    edition = ask.archive.edition(
        edition_only(replace(ask, call=replace(ask.call, argument=" ".join(named))))
    )
    if not edition.names_scorers:
        buttons = neighbour_buttons(ask, edition.label)
        raise ask.refuse("cup/scorers", "none_in_edition", buttons, edition=edition)
    return ScorersRequest(edition, len(edition.scorers))


def scorers(ask: Ask, asked: ScorersRequest) -> Answer:
    """The table of scorers of an edition, or of all editions, by pages."""
    return _of_edition(ask, asked.edition) if asked.edition else _all_time(ask, asked.known)


def _of_edition(ask: Ask, edition: Edition) -> Answer:
    label = edition.label
    page = turn_by_number(range(len(edition.scorers)), ask.call.page, _ROWS_A_PAGE)
    text = ask.texts.render(
        "cup/scorers",
        "edition",
        edition=edition,
        rows=ranked(edition, page.first, len(page.blocks), _order(ask)),
        official=any(scorer.official for scorer in edition.marked_scorers),
        own_goals=edition.own_goals if page.number + 1 == page.count else [],
    )
    gettext = ask.texts.gettext
    links = (
        Button(gettext("All editions"), Call("scorers", word=ALL)),
        Button(gettext("The edition"), Call("season", edition=label)),
    )
    call = Call("scorers", edition=label, page=page.number)
    rows = (*page_buttons(call, page), *neighbour_buttons(ask, label), links)
    return Answer(text, rows, call=call, outward=picture_buttons(ask, call))


def pages_of_scorers(asked: ScorersRequest) -> tuple[Call, ...]:
    """The table of the edition, or of all editions."""
    edition = asked.edition
    return (Call("scorers", edition=edition.label) if edition else Call("scorers", word=ALL),)


def _order(ask: Ask) -> Order | None:
    """The order of scorers of one rank, by their surnames in the language; None for that of the files."""
    if ask.texts.language == SOURCE_LANGUAGE:
        return None
    return lambda scorer: ask.texts.formats.order(surname(ask.show(scorer)))


def _all_time(ask: Ask, known: int) -> Answer:
    page = turn_by_number(range(known), ask.call.page, _ROWS_A_PAGE)
    card = all_time_card(ask.archive, page.blocks[0], len(page.blocks))
    card = replace(card, rows=in_order(card.rows, _order(ask)))
    text = ask.texts.render(
        "cup/scorers", "all", card, signs=signs_of_scorers([row for _, _, row in card.rows])
    )
    call = Call("scorers", word=ALL, page=page.number)
    return Answer(text, tuple(page_buttons(call, page)), call=call, outward=picture_buttons(ask, call))


COMMANDS = (
    Command(
        "scorers",
        N_("the top scorers"),
        N_("[EDITION or all]"),
        N_("/scorers all"),
        read=read_scorers,
        answer=scorers,
        pages=pages_of_scorers,
        lasting=True,
    ),
)
