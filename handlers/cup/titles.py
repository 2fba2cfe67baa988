"""``/titles``: the table of clubs by cups won and finals lost."""

from dataclasses import dataclass, replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.links import picture_buttons
from handlers.core.paging import page_buttons, turn_by_length
from handlers.wording.texts import short
from store.archive.archive import EmptyArchive
from store.cards.titles import titles_card
from store.text.translatable import N_
from store.text.vocabulary import meanings

APART = "apart"  # what is typed, and the word of a button
_YEARS = "years"
_APART_YEARS = "apartyears"
_MOST_CLUBS = 6  # with a button
MOST_YEARS = 16  # of cups won, and of finals lost, that a line names


@dataclass(frozen=True, slots=True)
class TitlesRequest:
    """A parsed ``/titles`` request: the cups that some sources count apart are so counted, or not; the
    *years* are shown, or not."""

    apart: bool
    years: bool


def read_titles(ask: Ask) -> TitlesRequest | Call:
    """Parse the argument to a way of counting; any other argument is a call of ``/final``, that is for the
    final of an edition or the finals of a club."""
    if not ask.archive.labels:
        raise EmptyArchive
    typed = ask.call.argument.casefold()
    words = {ask.call.word or "", meanings("counting").get(typed, typed)} - {""}
    if words - {APART, _YEARS, _APART_YEARS}:
        return replace(ask.call, command="final")
    return TitlesRequest(bool(words & {APART, _APART_YEARS}), bool(words & {_YEARS, _APART_YEARS}))


def titles(ask: Ask, asked: TitlesRequest) -> Answer:
    """Every club that won or lost a final, a line for each; the years, and the other way of counting, by
    buttons."""
    card, gettext = titles_card(ask.archive, apart=asked.apart), ask.texts.gettext
    blocks = [
        ask.texts.render("cup/titles", "club", row=row, most=MOST_YEARS, years=asked.years)
        for row in card.rows
    ]
    page = turn_by_length(blocks, ask.call.page)
    text = ask.texts.render("cup/titles", "titles", card, blocks=page.blocks, years=asked.years)
    years = Button(gettext("Years"), _call(TitlesRequest(asked.apart, years=True)))
    if asked.years:
        years = Button(gettext("Without years"), _call(TitlesRequest(asked.apart, years=False)))
    ways = [years]
    if card.disputed:
        other = gettext("Count together") if asked.apart else gettext("Count apart")
        ways.append(Button(other, _call(TitlesRequest(not asked.apart, asked.years))))
    call = replace(_call(asked), page=page.number)
    clubs = [Button(short(ask.show(row), 11), Call("finals", clubs=(row.club,))) for row in card.rows]
    each = {
        button.call: button for button in reversed(clubs)
    }  # a club may have a second row, under a name apart
    clubs = [button for button in clubs if each[button.call] is button][:_MOST_CLUBS]
    links = (*ways, Button(gettext("All finals"), Call("finals")))
    rows = (*page_buttons(call, page), *rows_of(clubs, 3), *rows_of(links, 2))
    return Answer(text, rows, call=call, outward=picture_buttons(ask, Call("titles"), known=bool(card.rows)))


def _call(asked: TitlesRequest) -> Call:
    words = {(True, False): APART, (False, True): _YEARS, (True, True): _APART_YEARS}
    return Call("titles", word=words.get((asked.apart, asked.years)))


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
