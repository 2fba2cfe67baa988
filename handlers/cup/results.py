"""``/results``: the ties of an edition, by round or of one club."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import choose_round, split_edition
from handlers.core.blocks import table_blocks, tie_block
from handlers.core.choosing import (
    MOST_EDITION_BUTTONS,
    ChosenClub,
    also_buttons,
    choose_club,
    club_buttons,
    edition_buttons,
    pages_of,
)
from handlers.core.command import Ask, Command
from handlers.core.keyboards import rows_of
from handlers.core.links import copy_buttons, know_buttons, neighbour_buttons, tie_of
from handlers.core.paging import Page, page_buttons, turn_by_length, turn_by_number
from store.archive.runs import editions_of_club
from store.cup.clubs import Club
from store.cup.editions import Edition
from store.cup.rounds import FINAL, NamedRound, round_code
from store.cup.ties import Side, Tie
from store.cup.values import PartialDate
from store.text.keyboards import nominatives
from store.text.translatable import N_

_MOST_OF_A_DAY = 8  # matches in one block, of which a page has whole ones
_MOST_BYES = 40  # clubs in one block
_BYES_BESIDE_TIES = 16  # in one that takes the room of a tie
_LARGE_ROUND = 100  # ties


@dataclass(frozen=True, slots=True)
class Results:
    """A parsed ``/results`` request: *ties* of an edition below a *title*, of the round *shown*, of the club
    *chosen*, or a single one with its *clubs*. *call* requests the same ties unambiguously."""

    edition: Edition
    ties: Sequence[Tie]
    title: NamedRound | Side
    call: Call
    shown: NamedRound | None = None
    chosen: ChosenClub | None = None
    clubs: tuple[Club, ...] = ()


def read_results(ask: Ask) -> Results:
    """Parse the argument to the ties of a round, of a club, or of a club in a round, of an edition.

    By default the first round of the latest one, or all ties of the club in the latest that it has any in.

    :raises Refused: when the edition has no ties or no such round, or the club did not play in it.
    """
    label, rest = split_edition(ask)
    edition = ask.archive.edition(label or ask.archive.latest)
    if not edition.rounds:
        raise ask.refuse("cup/results", "none", neighbour_buttons(ask, edition.label), edition=edition)
    if ask.call.clubs:
        return _of_club(ask, edition, rest, latest=label is None)
    round_ = choose_round(ask, rest, edition) if rest or ask.call.round else edition.rounds[0]
    if round_ and ask.call.tie:
        return _of_tie(ask, edition, round_, ask.call.tie)
    if round_:
        return _of_round(edition, round_)
    if round_code(rest) or ask.call.round:
        buttons, asked = rows_of(_round_buttons(ask, edition), 6), rest or str(ask.call.round)
        raise ask.refuse("cup/results", "round_not_found", buttons, asked=asked, edition=edition)
    for round_text, club in _parted(rest):
        if found := choose_round(ask, round_text, edition):
            return _of_club(ask, edition, club, found)
    return _of_club(ask, edition, rest, latest=label is None)


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Every split of *text* in two whose one part is a round, with that first: ``final Dostyk``."""
    words = text.split()
    for place in range(1, len(words)):
        one, other = " ".join(words[:place]), " ".join(words[place:])
        yield from ((part, rest) for part, rest in ((one, other), (other, one)) if _names_round(part))


def _names_round(text: str) -> bool:
    return any(round_code(form) for form in (text, *nominatives(text.casefold())))


def _of_round(edition: Edition, shown: NamedRound) -> Results:
    call = Call("results", edition=edition.label, round=shown.number)
    return Results(edition, edition.ties_of(shown), shown, call, shown=shown)


def _of_tie(ask: Ask, edition: Edition, shown: NamedRound, number: int) -> Results:
    """A single tie; the whole round when it has no tie of that number."""
    tie = edition.tie(shown, number)
    if tie is None:
        return _of_round(edition, shown)
    call, clubs = tie_of(tie.key), tuple(ask.archive.clubs_of(tie))
    return Results(edition, [tie], shown, call, clubs=clubs)


def _of_club(
    ask: Ask, edition: Edition, text: str, shown: NamedRound | None = None, *, latest: bool = False
) -> Results:
    """The ties of a club in *edition*, or only those in the round *shown*; in the *latest* edition that it
    has any in, if none was named."""
    chosen = choose_club(ask, text, edition.label, unknown=("cup/results", "round_or_club_not_found"))
    club = chosen.club
    played = editions_of_club(ask.archive, club.id, MOST_EDITION_BUTTONS, with_ties=True)
    if latest and played:
        edition = ask.archive.edition(played[0])
    ties = [tie for tie in edition.ties_of_club(club.id) if shown in (None, tie.round)]
    if not ties:
        buttons = edition_buttons(ask, "results", club, played)
        raise ask.refuse("core/choice", "club_not_in_edition", buttons, club=club, edition=edition)
    call = Call("results", edition=edition.label, clubs=(club.id,))
    return Results(edition, ties, Side(club.id, edition.entrants[club.id][0]), call, chosen=chosen)


def results(ask: Ask, asked: Results) -> Answer:
    """The ties of the request, by pages."""
    edition, ties, shown, chosen = asked.edition, asked.ties, asked.shown, asked.chosen
    page = _page(ask, asked)
    text = ask.texts.render(
        "cup/results",
        "results",
        edition=edition,
        title=asked.title,
        chosen=chosen,
        blocks=page.blocks,
    )
    gettext = ask.texts.gettext
    links = [Button(gettext("The edition"), Call("season", edition=edition.label))]
    if shown and shown.code == FINAL:
        links.insert(0, Button(gettext("The final"), Call("final", edition=edition.label)))
    if chosen:
        links += club_buttons(ask, [chosen.club])
    rounds = _round_buttons(ask, edition, shown) if len(edition.rounds) > 1 else []
    if asked.clubs:  # a single tie
        rounds = [button for button in _round_buttons(ask, edition) if button.call.round == asked.call.round]
        links += know_buttons(ask, edition.label, ties[0].key)
    beside = [club_buttons(ask, asked.clubs)] if asked.clubs else []
    call, also = replace(asked.call, page=page.number), also_buttons(ask, chosen)
    copies = copy_buttons(ask, edition, ties[0]) if asked.clubs else ()
    rows = (*page_buttons(call, page), *rows_of(rounds, 6), tuple(links), *beside, *also)
    return Answer(text, rows, call=call, outward=copies)


def _page(ask: Ask, asked: Results) -> Page[str]:
    """The blocks of the page that is called for."""
    edition, ties, shown, number = asked.edition, asked.ties, asked.shown, ask.call.page
    if asked.chosen:
        return turn_by_length([tie_block(ask, tie, [tie.round], edition) for tie in ties], number)
    if edition.is_drawn or (shown and shown.has_table):
        table = edition.table_of(shown) if shown else None
        return turn_by_length(
            [*(table_blocks(ask, table) if table else ()), *_days(ask, ties, edition)], number
        )
    if len(ties) > _LARGE_ROUND:
        return _page_of_large_round(ask, asked)
    byes, unknown = _byes(ask, edition, shown), _byes(ask, edition, shown, played=True)
    return turn_by_length([*byes, *_days(ask, ties, edition), *unknown], number)


def _page_of_large_round(ask: Ask, asked: Results) -> Page[str]:
    """The same of a round with so many ties that only those of the page are read: a page has a number of ties
    that does not depend on their length."""
    edition, ties, shown = asked.edition, asked.ties, asked.shown
    byes = _byes(ask, edition, shown, most=_BYES_BESIDE_TIES)
    unknown = _byes(ask, edition, shown, most=_BYES_BESIDE_TIES, played=True)
    page = turn_by_number(range(len(byes) + len(ties) + len(unknown)), ask.call.page, _MOST_OF_A_DAY)

    def part(start: int, size: int) -> slice:
        """Those places of a part that are on the page."""
        places = [max(0, min(place - start, size)) for place in (page.blocks[0], page.blocks[-1] + 1)]
        return slice(*places)

    blocks = [
        *byes[part(0, len(byes))],
        *_days(ask, ties[part(len(byes), len(ties))], edition),
        *unknown[part(len(byes) + len(ties), len(unknown))],
    ]
    return Page(tuple(blocks), page.number, page.count)


def pages_of_results(asked: Results) -> tuple[Call, ...]:
    """The page of the ties, and those of other clubs that may be meant."""
    return pages_of(asked.call, *([asked.chosen] if asked.chosen else ()))


def _byes(
    ask: Ask, edition: Edition, shown: NamedRound | None, *, most: int = _MOST_BYES, played: bool = False
) -> list[str]:
    """The clubs with a bye in the round *shown*, or those that *played* a tie that is not known."""
    byes = [bye.side for bye in edition.byes if bye.round == shown and bye.played == played]
    return [
        ask.texts.render("cup/results", "byes", byes=byes[place : place + most], played=played)
        for place in range(0, len(byes), most)
    ]


def _days(ask: Ask, ties: Sequence[Tie], edition: Edition) -> Iterator[str]:
    """The *ties*, those of one day in one block below its date; one of several matches is a block."""
    for date, found in groupby(ties, key=_day_of):
        of_day = list(found)
        if date is None:
            yield from (tie_block(ask, tie, [], edition) for tie in of_day)
            continue
        for place in range(0, len(of_day), _MOST_OF_A_DAY):
            some = of_day[place : place + _MOST_OF_A_DAY]
            blocks = [tie_block(ask, tie, [], edition, dated=False) for tie in some]
            heading = [] if place else [ask.texts.date(date)]
            yield ask.texts.render("cup/results", "day", heading=heading, blocks=blocks)


def _day_of(tie: Tie) -> PartialDate | None:
    """The date of the only match of *tie*, None of one with several, or without a date."""
    return tie.matches[0].date if len(tie.matches) == 1 else None


def _round_buttons(ask: Ask, edition: Edition, shown: NamedRound | None = None) -> list[Button]:
    return [
        Button(
            f"· {code} ·" if round_ == shown else code,
            Call("results", edition=edition.label, round=round_.number),
        )
        for round_ in edition.rounds
        for code in (ask.texts.values.code(round_),)
    ]


COMMANDS = (
    Command(
        "results",
        N_("ties of a round, or of a club"),
        N_("[EDITION] [ROUND or CLUB]"),
        N_("/results {edition} final"),
        read=read_results,
        answer=results,
        pages=pages_of_results,
        lasting=True,
    ),
)
