"""``/results``: an edition tie by tie, round by round or for one club."""

from dataclasses import replace

from handlers.core.answers import Answer, Button, Call, rows_of
from handlers.core.arguments import (
    choose_round,
    exactly,
    exactly_round,
    exactly_tie,
    is_round_mark,
    split_edition,
    tie_number,
)
from handlers.core.choosing import (
    MOST_EDITION_BUTTONS,
    ChosenClub,
    choose_club,
    club_argument,
    club_buttons,
    edition_buttons,
)
from handlers.core.command import Ask, Command
from handlers.core.legend import signs_of, tie_block
from handlers.core.links import neighbour_buttons
from handlers.core.paging import page_buttons, turn_by_length
from handlers.core.words import N_
from store.archive.runs import editions_of_club
from store.cup.editions import Edition
from store.cup.rounds import FINAL, NamedRound, round_code
from store.cup.ties import Tie


def results(ask: Ask) -> Answer:
    """The ties of a round, or of a club in the edition; the first round without either."""
    label, rest = split_edition(ask)
    edition = ask.archive.edition(label or ask.archive.latest)
    if not edition.rounds:
        raise ask.refuse("cup/results", "none", neighbour_buttons(ask, edition.label), edition=edition)
    round_ = choose_round(rest, edition.rounds) if rest else edition.rounds[0]
    if round_ and (number := tie_number(rest)):
        return _of_tie(ask, edition, round_, number)
    if round_:
        return _of_round(ask, edition, round_)
    if round_code(rest) or is_round_mark(rest):
        raise ask.refuse(
            "cup/results", "round_not_found", rows_of(_round_buttons(edition), 6), asked=rest, edition=edition
        )
    return _of_club(ask, edition, rest)


def _of_round(ask: Ask, edition: Edition, shown: NamedRound) -> Answer:
    call = Call("results", exactly(edition.label, exactly_round(shown)), ask.call.page)
    return _answer(ask, edition, edition.ties_of(shown), shown.name, call, shown=shown)


def _of_tie(ask: Ask, edition: Edition, shown: NamedRound, number: int) -> Answer:
    """One tie alone; the whole round for a number there is none of."""
    ties = [tie for tie in edition.ties_of(shown) if tie.number == number]
    if not ties:
        return _of_round(ask, edition, shown)
    answer = _answer(ask, edition, ties, shown.name, Call("results", exactly_tie(ties[0].key)))
    clubs = [club for side in (ties[0].home, ties[0].away) if (club := ask.archive.club(side.club))]
    return replace(answer, buttons=(*answer.buttons, club_buttons(clubs)))


def _of_club(ask: Ask, edition: Edition, text: str) -> Answer:
    chosen = choose_club(ask, text, edition.label, unknown=("cup/results", "round_or_club_not_found"))
    club = chosen.club
    ties = [tie for tie in edition.ties if club.id in (tie.home.club, tie.away.club)]
    if not ties:
        played = editions_of_club(ask.archive, club.id, MOST_EDITION_BUTTONS)
        raise ask.refuse(
            "core/choice",
            "club_not_in_edition",
            edition_buttons("results", club, played),
            club=club,
            edition=edition,
        )
    call = Call("results", club_argument(club, edition.label), ask.call.page)
    return _answer(ask, edition, ties, edition.entrants[club.id][0], call, chosen=chosen)


def _answer(
    ask: Ask,
    edition: Edition,
    ties: list[Tie],
    title: str,
    call: Call,
    *,
    shown: NamedRound | None = None,
    chosen: ChosenClub | None = None,
) -> Answer:
    blocks = [tie_block(ask, edition, tie, [tie.round.name] if chosen else []) for tie in ties]
    page = turn_by_length(blocks, ask.call.page)
    text = ask.texts.render(
        "cup/results",
        "results",
        edition=edition,
        title=title,
        chosen=chosen,
        blocks=page.blocks,
        **signs_of(ties),
    )
    gettext = ask.texts.gettext
    links = [Button(gettext("The edition"), Call("season", exactly(edition.label)))]
    if shown and shown.code == FINAL:
        links.insert(0, Button(gettext("The final"), Call("final", exactly(edition.label))))
    if chosen:
        links += club_buttons([chosen.club])
    rounds = _round_buttons(edition, shown) if len(edition.rounds) > 1 else []
    return Answer(text, (*page_buttons(call, page), *rows_of(rounds, 6), tuple(links)))


def _round_buttons(edition: Edition, shown: NamedRound | None = None) -> list[Button]:
    return [
        Button(
            f"· {round_.code} ·" if round_ == shown else round_.code,
            Call("results", exactly(edition.label, exactly_round(round_))),
        )
        for round_ in edition.rounds
    ]


COMMANDS = (
    Command(
        "results",
        results,
        N_("ties of a round, or of a club"),
        N_("[EDITION] [ROUND or CLUB]"),
        "/results {edition} final",
        lasting=True,
    ),
)
