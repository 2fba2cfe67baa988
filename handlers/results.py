"""``/results``: an edition tie by tie, round by round or for one club."""

from handlers.answers import Answer, Ask, Button, Call, Command, rows_of
from handlers.arguments import choose_club, choose_round, club_argument, exactly, exactly_round, split_edition
from handlers.paging import page_buttons, turn_by_length
from handlers.texts import N_
from store.models import Edition, Tie
from store.rounds import NamedRound


def results(ask: Ask) -> Answer:
    """The ties of a round, or of a club in the edition; the first round without either."""
    label, rest = split_edition(ask)
    edition = ask.archive.edition(label or ask.archive.latest)
    if not edition.rounds:
        raise ask.refuse("no_ties", edition=edition)
    round_ = choose_round(rest, edition.rounds) if rest else edition.rounds[0]
    if round_:
        return _round(ask, edition, round_)
    return _of_club(ask, edition, rest)


def _round(ask: Ask, edition: Edition, shown: NamedRound) -> Answer:
    call = Call("results", exactly(edition.label, exactly_round(shown)), ask.call.page)
    return _answer(ask, edition, edition.ties_of(shown), shown, call, title=shown.name)


def _of_club(ask: Ask, edition: Edition, text: str) -> Answer:
    club = choose_club(ask, text, edition.label, unknown="round_or_club_not_found").club
    ties = [tie for tie in edition.ties if club.id in (tie.home.club, tie.away.club)]
    if not ties:
        raise ask.refuse("club_not_in_edition", club=club, edition=edition)
    call = Call("results", club_argument(club, edition.label), ask.call.page)
    return _answer(ask, edition, ties, None, call, title=ties[0].side(club.id).name)


def _answer(
    ask: Ask, edition: Edition, ties: list[Tie], shown: NamedRound | None, call: Call, title: str
) -> Answer:
    blocks = [ask.texts.render("_tie", tie=tie, with_round=shown is None) for tie in ties]
    page = turn_by_length(blocks, ask.call.page)
    marks = "".join(page.blocks)
    text = ask.texts.render(
        "results",
        edition=edition,
        title=title,
        blocks=page.blocks,
        derived="*" in marks,
        disputed="†" in marks,
    )
    rounds = [
        Button(
            f"· {round_.code} ·" if round_ == shown else round_.code,
            Call("results", exactly(edition.label, exactly_round(round_))),
        )
        for round_ in edition.rounds
    ]
    return Answer(text, (*page_buttons(call, page), *rows_of(rounds, 6)))


COMMANDS = (
    Command(
        "results",
        results,
        N_("ties of a round, or of a club"),
        N_("[EDITION] [ROUND or CLUB]"),
        "/results {edition} final",
    ),
)
