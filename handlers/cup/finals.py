"""``/finals``: the list of all finals, or of a club's finals."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.core.answers import Answer, Button, Call, rows_of
from handlers.core.arguments import split_edition
from handlers.core.choosing import ChosenClub, choose_club, club_buttons
from handlers.core.command import Ask, Command
from handlers.core.paging import page_buttons, turn_by_number
from handlers.core.texts import short
from store.archive.archive import EmptyArchive
from store.cards.finals import club_finals_card, finals_card, finals_of_club
from store.cup.labels import Label
from store.text.translatable import N_

_FINALS_A_PAGE = 15
_MOST_WINNERS = 24  # clubs with a button


@dataclass(frozen=True, slots=True)
class FinalsRequest:
    """A parsed ``/finals`` request: all finals, from the page of *edition*, or those of a *chosen* club."""

    edition: Label | None = None
    chosen: ChosenClub | None = None


def read_finals(ask: Ask) -> FinalsRequest | Call:
    """Parse the argument to an edition or a club; both together are a call of ``/final``."""
    if not ask.archive.labels:
        raise EmptyArchive
    label, name = split_edition(ask)
    named = bool(name or ask.call.clubs)
    if named and label:
        return Call("final", edition=label)
    return FinalsRequest(label, choose_club(ask, name, label) if named else None)


def finals(ask: Ask, asked: FinalsRequest) -> Answer:
    """Every final, newest first, by pages; of a club those won, then those lost, then any others."""
    return _finals_of(ask, asked.chosen) if asked.chosen else _all_finals(ask, asked.edition)


def _all_finals(ask: Ask, label: Label | None) -> Answer:
    drawn = ask.archive.totals.drawn
    labels = [one for one in reversed(ask.archive.labels) if one not in drawn or one == label]
    number = labels.index(label) // _FINALS_A_PAGE if label else ask.call.page
    page = turn_by_number(labels, number, _FINALS_A_PAGE)
    card = finals_card(ask.archive, page.blocks)
    turn = page_buttons(Call("finals", page=page.number), page)
    winners = [
        Button(short(f"{name} {count}"), Call("finals", clubs=(club,)))
        for club, name, count in ask.archive.winners[:_MOST_WINNERS]
    ]
    titles = Button(ask.texts.gettext("Titles"), Call("titles"))
    text = ask.texts.render("cup/finals", "finals", card, chosen=None)
    return Answer(text, (*turn, *_each(page.blocks), *rows_of(winners, 3), (titles,)))


def _finals_of(ask: Ask, chosen: ChosenClub) -> Answer:
    club = chosen.club
    played = finals_of_club(ask.archive, club)
    page = turn_by_number(played, ask.call.page, _FINALS_A_PAGE)
    card = club_finals_card(ask.archive, club, played, page.blocks)
    text = ask.texts.render("cup/finals", "finals", card, chosen=chosen)
    turn = page_buttons(Call("finals", clubs=(club.id,), page=page.number), page)
    gettext = ask.texts.gettext
    links = (Button(gettext("All finals"), Call("finals")), Button(gettext("Titles"), Call("titles")))
    return Answer(
        text, (*turn, *_each([run.edition for run in page.blocks]), (*links, *club_buttons([club])))
    )


def _each(labels: Sequence[Label]) -> list[tuple[Button, ...]]:
    """Rows with a button for each final."""
    return rows_of([Button(str(label), Call("final", edition=label)) for label in labels], 5)


COMMANDS = (
    Command(
        "finals",
        N_("all finals, or a club's"),
        N_("[CLUB]"),
        "/finals {club}",
        read=read_finals,
        answer=finals,
        lasting=True,
    ),
)
