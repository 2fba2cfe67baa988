"""``/club``: a club through all editions."""

from collections.abc import Sequence

from handlers.answers import Answer, Ask, Button, Call, Command
from handlers.arguments import exactly_club, split_edition
from handlers.choosing import ChosenClub, choose_club, club_argument, edition_buttons
from handlers.paging import page_buttons, turn_by_length
from handlers.texts import N_
from store.labels import Label
from store.record import ClubRecord, Run, record_of, runs_of


def club_card(ask: Ask) -> Answer:
    """The club's names and city, every tie edition by edition, and its totals."""
    label, name = split_edition(ask)
    if not name:
        raise ask.refuse("club_empty", club=ask.archive.some_club(), editions=ask.archive.labels)
    chosen = choose_club(ask, name, label)
    club = chosen.club
    ties = [tie for tie in ask.archive.ties_of_club(club.id) if label in (None, tie.edition)]
    finishes = {
        edition: finish
        for edition, finish in ask.archive.finishes_of_club(club.id).items()
        if label in (None, edition)
    }
    names = ask.archive.names_of_club(club.id)
    if label and not ties and not finishes:
        buttons = edition_buttons("club", club, names)
        raise ask.refuse("club_not_in_edition", buttons, club=club, edition=ask.archive.edition(label))
    names = {edition: name for edition, (_, name) in finishes.items()} | names
    outcomes = {edition: outcome for edition, (outcome, _) in finishes.items()}
    runs = runs_of(ties, club.id, names, outcomes)
    derived = any(tie.known_derived for tie in ties)
    return _card(ask, chosen, runs, record_of(ties, club.id), label, derived)


def _card(
    ask: Ask, chosen: ChosenClub, runs: Sequence[Run], record: ClubRecord, label: Label | None, derived: bool
) -> Answer:
    club = chosen.club
    page = turn_by_length([ask.texts.render("_run", run=run, club=club) for run in runs], ask.call.page)
    first = ask.archive.labels[0].first if ask.archive.labels else 0
    text = ask.texts.render(
        "club",
        club=club,
        chosen=chosen,
        line=[known for known in club.line if known.until is None or known.until >= first],
        blocks=page.blocks,
        record=record,
        derived=derived,
        totals=ask.archive.totals(),
    )
    turn = page_buttons(Call("club", club_argument(club, label), page.number), page)
    links = edition_buttons("results", club, record.editions)
    if label:
        links.append((Button(ask.texts.gettext("All editions"), Call("club", exactly_club(club.id))),))
    return Answer(text, (*turn, *links))


COMMANDS = (
    Command(
        "club",
        club_card,
        N_("a club through all editions"),
        N_("NAME [EDITION]"),
        "/club {club}",
        ("клуб", "команда", "team"),
    ),
)
