"""``/titles``: the table of clubs by cups won and finals lost."""

from dataclasses import replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Command
from handlers.core.paging import page_buttons, turn_by_length
from store.archive.archive import EmptyArchive
from store.cards.titles import titles_card
from store.text.translatable import N_

APART = "apart"  # what is typed, and the word of a button
MOST_YEARS = 16  # of cups won, and of finals lost, that a line names


def read_titles(ask: Ask) -> bool | Call:
    """Whether to count apart the cups that some sources count apart; any other argument is a call of
    ``/final``, that is for the final of an edition or the finals of a club."""
    if not ask.archive.labels:
        raise EmptyArchive
    apart = APART in (ask.call.word, ask.call.argument.casefold())
    return replace(ask.call, command="final") if ask.call.argument and not apart else apart


def titles(ask: Ask, apart: bool) -> Answer:
    """Every club that won or lost a final, with the years; *apart* selects the other way of counting."""
    card, gettext = titles_card(ask.archive, apart=apart), ask.texts.gettext
    blocks = [ask.texts.render("cup/titles", "club", row=row, most=MOST_YEARS) for row in card.rows]
    page = turn_by_length(blocks, ask.call.page)
    text = ask.texts.render("cup/titles", "titles", card, blocks=page.blocks)
    other = gettext("Count them together") if apart else gettext("Count them apart")
    ways = [(Button(other, Call("titles", word=None if apart else APART)),)] if card.disputed else []
    turn = page_buttons(Call("titles", word=APART if apart else None, page=page.number), page)
    return Answer(text, (*turn, *ways, (Button(gettext("All finals"), Call("finals")),)))


COMMANDS = (
    Command(
        "titles",
        N_("clubs by cups won"),
        N_("[apart]"),
        read=read_titles,
        answer=titles,
        lasting=True,
    ),
)
