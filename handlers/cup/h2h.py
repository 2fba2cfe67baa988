"""``/h2h``: the ties of two clubs against each other."""

from dataclasses import dataclass, replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.blocks import tie_block
from handlers.core.callback_data import fits
from handlers.core.choosing import ChosenClub, also_buttons, choose_two, club_buttons, club_title, pages_of
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.links import tie_of
from handlers.core.paging import page_buttons, turn_by_length
from store.archive.h2h import opponents_of
from store.cards.h2h import pair_card
from store.cards.legend import signs_of
from store.cup.clubs import Club
from store.cup.labels import Label
from store.text.translatable import N_

_MOST_OPPONENTS = 10
_LAST_PAGE = 99  # page number that must fit into callback data


@dataclass(frozen=True, slots=True)
class PairRequest:
    """A parsed ``/h2h`` request: two clubs, and the edition, None for all."""

    one: ChosenClub
    other: ChosenClub
    edition: Label | None


def read_pair(ask: Ask) -> PairRequest:
    """Parse the argument to two clubs and an edition.

    :raises Refused: when one of the clubs is missing, ambiguous or unknown.
    """
    label, names = split_edition(ask)
    if not (names or ask.call.clubs):
        raise ask.refuse("cup/h2h", "empty", pair=ask.some_pair())
    one, *others = choose_two(ask, names, label)
    if not others or others[0].club.id == one.club.id:
        raise _against_whom(ask, one, label, twice=bool(others))
    return PairRequest(one, others[0], label)


def h2h(ask: Ask, asked: PairRequest) -> Answer:
    """All ties between two clubs, how often each went through, goals, and the biggest win."""
    one, other, label = asked.one, asked.other, asked.edition
    card = pair_card(ask.archive, one.club, other.club, label)
    blocks = [tie_block(ask, tie, [tie.edition, tie.round]) for tie in reversed(card.ties)]
    page = turn_by_length(blocks, ask.call.page)
    signs = signs_of(page.of(card.ties))
    text = ask.texts.render(
        "cup/h2h", "meetings", card, one=one, other=other, blocks=page.blocks, signs=signs
    )
    call = replace(pages_of_pair(asked)[0], page=page.number)
    clubs = club_buttons(ask, [one.club, other.club])
    only = [Button(ask.show(tie.edition), tie_of(tie.key)) for tie in reversed(card.ties[-8:])]
    return Answer(
        text, (*page_buttons(call, page), *rows_of(only, 4), clubs, *also_buttons(ask, one, other)), call=call
    )


def pages_of_pair(asked: PairRequest) -> tuple[Call, ...]:
    """The page of the two clubs, and those of others that they may be."""
    one, other = asked.one, asked.other
    return pages_of(_call(one.club, other.club, asked.edition), one, other)


def _against_whom(ask: Ask, chosen: ChosenClub, label: Label | None, *, twice: bool) -> Exception:
    """The follow-up question for the second club, with past opponents as buttons.

    *twice* says that the same club was named twice."""
    club = chosen.club
    opponents = opponents_of(ask.archive, club.id, label)
    met = [found for other in opponents if (found := ask.archive.club(other))]
    buttons = [Button(club_title(ask, other), _call(club, other, label)) for other in met[:_MOST_OPPONENTS]]
    buttons.append(Button(ask.texts.gettext("The club"), Call("club", clubs=(club.id,))))
    return ask.refuse("cup/h2h", "one", rows_of(buttons, 2), chosen=chosen, met=met, twice=twice)


def _call(one: Club, other: Club, label: Label | None) -> Call:
    """The call for two clubs, without the edition where that does not fit into callback data."""
    call = Call("h2h", edition=label, clubs=(one.id, other.id))
    return call if fits(replace(call, page=_LAST_PAGE)) else replace(call, edition=None)


COMMANDS = (
    Command(
        "h2h",
        N_("two clubs against each other"),
        N_("CLUB CLUB"),
        "/h2h {pair}",
        read=read_pair,
        answer=h2h,
        pages=pages_of_pair,
        lasting=True,
    ),
)
