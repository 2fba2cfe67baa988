"""``/club``: the names, ties and totals of a club through all editions."""

from dataclasses import dataclass, replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.choosing import (
    MOST_EDITION_BUTTONS,
    ChosenClub,
    also_buttons,
    choose_club,
    edition_buttons,
    pages_of,
)
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.links import picture_buttons
from handlers.core.paging import page_buttons, turn_by_size
from store.archive.runs import editions_of_club, runs_of_club
from store.cards.club import club_card
from store.cup.labels import Label
from store.cup.runs import Run, RunRow
from store.text.translatable import N_

_ROOM = 3200  # UTF-16 code units of runs per message, which also has a line an edition
_MOST_LINES = 8  # of editions above the quote
_LINES_OF_OTHER = 2  # for each other club that was called so, of which one has room
_FEW_RUNS = 3  # that need no list above their ties


@dataclass(frozen=True, slots=True)
class ClubRequest:
    """A parsed ``/club`` request: the club, the edition (None for all), and the club's *runs* there."""

    chosen: ChosenClub
    edition: Label | None
    runs: list[RunRow]


def read_club(ask: Ask) -> ClubRequest:
    """Parse the argument to a club and an edition.

    :raises Refused: when no club or an ambiguous one is named, or the club did not play in the edition.
    """
    label, name = split_edition(ask)
    if not (name or ask.call.clubs):
        raise ask.refuse("cup/club", "empty", club=ask.some_club(), editions=ask.archive.labels)
    chosen = choose_club(ask, name, label)
    club, archive = chosen.club, ask.archive
    runs = runs_of_club(archive, club.id, label)
    if label and not runs:
        buttons = edition_buttons(ask, "club", club, editions_of_club(archive, club.id, MOST_EDITION_BUTTONS))
        raise ask.refuse(
            "core/choice", "club_not_in_edition", buttons, club=club, edition=archive.edition(label)
        )
    return ClubRequest(chosen, label, runs)


def club(ask: Ask, asked: ClubRequest) -> Answer:
    """How many cups and finals, how far in each edition, and every tie in a quote below."""
    known, label, runs = asked.chosen.club, asked.edition, asked.runs
    card = club_card(ask.archive, known, runs, label)
    page = turn_by_size(card.runs, [*map(_size_of, card.runs)], ask.call.page, _ROOM)
    most = _MOST_LINES - _LINES_OF_OTHER * max(len(asked.chosen.others) - 1, 0)
    text = ask.texts.render(
        "cup/club",
        "club",
        card,
        chosen=asked.chosen,
        blocks=[
            ask.texts.render("cup/club", "run", run=run, club=known, headed=not label) for run in page.blocks
        ],
        listed_runs=card.runs[:most] if len(card.runs) > _FEW_RUNS and not page.number else [],
        of_edition=label is not None,
        unknown_finalists=ask.archive.unknown_finalists,
    )
    call, gettext = replace(pages_of_club(asked)[0], page=page.number), ask.texts.gettext
    links = [Button(gettext("About it"), Call("clubabout", clubs=(known.id,)))]
    if card.titles:
        links.insert(0, Button(gettext("Finals"), Call("finals", clubs=(known.id,))))
    links.append(Button(gettext("Against …"), Call("h2h", clubs=(known.id,))))
    links.append(Button(gettext("Follow"), Call("follow", clubs=(known.id,))))
    if label:
        links.insert(0, Button(gettext("All editions"), Call("club", clubs=(known.id,))))
    also = also_buttons(ask, asked.chosen)
    each = edition_buttons(ask, "results", known, (run.edition for run in runs if run.ties))
    pictures = picture_buttons(ask, Call("club", clubs=(known.id,)), known=bool(runs))
    return Answer(
        text, (*page_buttons(call, page), *rows_of(links, 3), *also, *each), call=call, outward=pictures
    )


def _size_of(run: Run) -> int:
    """About how many UTF-16 code units the *run* takes: a tie its opponent and scores, a round without a tie
    a few words."""
    ties = sum(10 + len(tie.opponent(run.club).name) + 6 * len(tie.matches) for tie in run.ties)
    return 40 + ties + 25 * len({*run.stations} - {tie.round for tie in run.ties})


def pages_of_club(asked: ClubRequest) -> tuple[Call, ...]:
    """The page of the club, and those of others that it may be."""
    chosen = asked.chosen
    return pages_of(Call("club", edition=asked.edition, clubs=(chosen.club.id,)), chosen)


def read_about(ask: Ask) -> ClubRequest:
    """Parse the argument to a club.

    :raises Refused: when no club or an ambiguous one is named.
    """
    return ClubRequest(choose_club(ask, ask.call.argument, None), None, [])


def about(ask: Ask, asked: ClubRequest) -> Answer:
    """The club's names through time, what it is not to be mistaken for, and its totals."""
    known = asked.chosen.club
    card = club_card(ask.archive, known, [], None)
    call = Call("clubabout", clubs=(known.id,))
    link = Button(ask.texts.gettext("The club"), Call("club", clubs=(known.id,)))
    return Answer(ask.texts.render("cup/club", "about", card), ((link,),), call=call)


COMMANDS = (
    Command(
        "club",
        N_("a club through all editions"),
        N_("NAME [EDITION]"),
        "/club {club}",
        read=read_club,
        answer=club,
        pages=pages_of_club,
        lasting=True,
    ),
)
OF_BUTTONS = (
    Command(
        "clubabout",
        N_("names and notes of a club"),
        N_("NAME"),
        read=read_about,
        answer=about,
        lasting=True,
    ),
)
"""Commands that buttons call, and that ``/help`` does not list."""
