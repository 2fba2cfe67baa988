"""``/road``: a club's road through an edition, until it won the cup or was knocked out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import split_edition
from handlers.core.blocks import tie_block
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
from handlers.core.links import road_of
from handlers.core.paging import page_buttons, turn_by_length
from handlers.wording.texts import short
from store.archive.runs import editions_of_club, names_of_club, runs_of_club
from store.cards.road import RoadCard, road_card
from store.cup.editions import Edition
from store.cup.labels import Label
from store.cup.rounds import NamedRound
from store.text.folding import fold_club
from store.text.keyboards import nominatives
from store.text.translatable import N_


@dataclass(frozen=True, slots=True)
class RoadRequest:
    """A parsed ``/road`` request: the club, the edition, and the latest editions that it *played* in."""

    chosen: ChosenClub
    edition: Edition
    played: list[Label]


def read_road(ask: Ask) -> RoadRequest:
    """Parse the argument to a club and an edition, by default the latest the club played under that name;
    an edition alone means its winner.

    :raises Refused: when the club is missing or ambiguous, or no tie of it in the edition is known.
    """
    label, name = split_edition(ask)
    if label and not (name or ask.call.clubs) and (winner := ask.archive.edition(label).winner):
        return read_road(replace(ask, call=road_of(label, winner.club)))
    if not (name or ask.call.clubs):
        raise ask.refuse("cup/road", "empty", club=ask.some_club(), editions=ask.archive.labels)
    chosen = choose_club(ask, name, label)
    archive, club = ask.archive, chosen.club
    label = label or _edition_of(name, names_of_club(archive, club.id))
    run = next(iter(runs_of_club(archive, club.id, label)), None) if label else None
    edition = archive.edition(label or archive.latest)
    if run and not run.rounds:
        raise ask.refuse("cup/road", "not_known", edition=edition, run=run)
    played = editions_of_club(archive, club.id, MOST_EDITION_BUTTONS + 1)
    if run is None:
        buttons = edition_buttons(ask, "road", club, played)
        raise ask.refuse("core/choice", "club_not_in_edition", buttons, club=club, edition=edition)
    return RoadRequest(chosen, edition, played)


def _edition_of(name: str, played: Mapping[Label, str]) -> Label | None:
    """The latest edition in which a club was called *name*, else the latest that it *played* in."""
    keys = tuple(f"{fold_club(form)} " for form in (name, *nominatives(name.casefold())))
    called = [label for label, then in played.items() if f"{fold_club(then)} ".startswith(keys)]
    return max(called or played, default=None)


def road(ask: Ask, asked: RoadRequest) -> Answer:
    """Every tie of a club in an edition, and the outcome."""
    club, edition = asked.chosen.club, asked.edition
    card = road_card(edition, club.id)
    blocks = [block for found in card.run.stations for block in _station(ask, card, found)]
    page = turn_by_length(blocks, ask.call.page)
    text = ask.texts.render(
        "cup/road", "road", card, chosen=asked.chosen, blocks=page.blocks, first=not page.number
    )
    call = replace(pages_of_road(asked)[0], page=page.number)
    turn = page_buttons(call, page)
    others = edition_buttons(ask, "road", club, (label for label in asked.played if label != edition.label))
    gettext = ask.texts.gettext
    links = [Button(gettext("The club"), Call("club", clubs=(club.id,)))]
    if beaten_by := card.run.knocked_out_by:
        title = short(ask.texts.sentence("Road of %(club)s", club=beaten_by))
        links.append(Button(title, road_of(edition.label, beaten_by.club)))
    links.append(Button(gettext("The edition"), Call("season", edition=edition.label)))
    return Answer(text, (*turn, *others, *rows_of(links, 3), *also_buttons(ask, asked.chosen)), call=call)


def pages_of_road(asked: RoadRequest) -> tuple[Call, ...]:
    """The page of the club's road, and those of others that it may be."""
    chosen = asked.chosen
    return pages_of(road_of(asked.edition.label, chosen.club.id), chosen)


def _station(ask: Ask, card: RoadCard, found: NamedRound) -> Iterator[str]:
    """The blocks of one round of a club's road: its ties, its matches in a group, or its bye."""
    run = card.run
    ties = [tie for tie in run.ties if tie.round == found]
    if table := run.table_of(found):
        yield ask.texts.render("cup/road", "group", table=table, ties=ties, club=run.club)
        return
    if found in run.byes:
        yield ask.texts.render("cup/road", "bye", round=found)
    if found in run.hidden:
        yield ask.texts.render("cup/road", "hidden", round=found)
    for tie in ties:
        yield tie_block(ask, tie, [found], card.edition)


COMMANDS = (
    Command(
        "road",
        N_("a club's way through an edition"),
        N_("CLUB [EDITION]"),
        "/road {club} {edition}",
        read=read_road,
        answer=road,
        pages=pages_of_road,
        lasting=True,
    ),
)
