"""``/club``: the names, ties and totals of a club through all editions."""

from dataclasses import dataclass

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.choosing import MOST_EDITION_BUTTONS, ChosenClub, choose_club, edition_buttons
from handlers.core.command import Ask, Command
from handlers.core.paging import page_buttons, turn_by_length
from store.archive.runs import editions_of_club, runs_of_club
from store.cards.club import club_card
from store.cup.labels import Label
from store.cup.runs import RunRow
from store.text.translatable import N_

_ROOM = 2800  # UTF-16 code units of runs per message, which also has the club's names and notes


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
        raise ask.refuse("cup/club", "empty", club=ask.archive.some_club(), editions=ask.archive.labels)
    chosen = choose_club(ask, name, label)
    club, archive = chosen.club, ask.archive
    runs = runs_of_club(archive, club.id, label)
    if label and not runs:
        buttons = edition_buttons("club", club, editions_of_club(archive, club.id, MOST_EDITION_BUTTONS))
        raise ask.refuse(
            "core/choice", "club_not_in_edition", buttons, club=club, edition=archive.edition(label)
        )
    return ClubRequest(chosen, label, runs)


def club(ask: Ask, asked: ClubRequest) -> Answer:
    """The club's names and city, every tie edition by edition, and its totals."""
    known, label, runs = asked.chosen.club, asked.edition, asked.runs
    card = club_card(ask.archive, known, runs, label)
    blocks = [ask.texts.render("cup/club", "run", run=run, club=known) for run in card.runs]
    page = turn_by_length(blocks, ask.call.page, _ROOM)
    shown = page.of(card.runs)
    derived = any(run.derived for run in shown)
    tables = [table for run in shown for table in run.tables]
    text = ask.texts.render(
        "cup/club",
        "club",
        card,
        chosen=asked.chosen,
        blocks=page.blocks,
        derived=derived,
        tables=tables,
        of_edition=label is not None,
        unknown_finalists=ask.archive.unknown_finalists,
    )
    turn = page_buttons(Call("club", edition=label, clubs=(known.id,), page=page.number), page)
    links = edition_buttons("results", known, (run.edition for run in runs if run.ties))
    if label:
        links.append((Button(ask.texts.gettext("All editions"), Call("club", clubs=(known.id,))),))
    return Answer(text, (*turn, *links))


COMMANDS = (
    Command(
        "club",
        N_("a club through all editions"),
        N_("NAME [EDITION]"),
        "/club {club}",
        read=read_club,
        answer=club,
        lasting=True,
    ),
)
