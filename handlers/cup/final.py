"""``/final`` and ``/finals``: how each cup was decided."""

from collections.abc import Sequence

from handlers.core.answers import Answer, Button, Call, rows_of
from handlers.core.arguments import exactly, exactly_club, split_edition
from handlers.core.choosing import ChosenClub, called_otherwise, choose_club, club_buttons
from handlers.core.command import Ask, Command
from handlers.core.legend import signs_of
from handlers.core.links import neighbour_buttons, road_of
from handlers.core.paging import page_buttons, turn_by_number
from handlers.core.texts import short
from handlers.core.words import N_
from store.archive.archive import EmptyArchive
from store.archive.coverage import missing_years
from store.archive.finals import CupFinal, finals_of
from store.archive.runs import runs_of_club
from store.archive.titles import cups_apart
from store.cup.clubs import Club
from store.cup.editions import Edition
from store.cup.findings import Fact, FindingKind
from store.cup.labels import Label
from store.cup.runs import Outcome
from store.cup.ties import Tie

_FINALS_A_PAGE = 15
_MOST_WINNERS = 24  # of whom there are buttons
_ORDER = (Outcome.WINNER, Outcome.RUNNER_UP)  # others are finals of which nobody knows the winner


def final(ask: Ask) -> Answer:
    """The final of an edition: when, where, the score, the scorers, who won, and what is not known.

    A club with an edition means that edition's, a club alone its finals.
    """
    label, name = split_edition(ask)
    return finals(ask) if name else _final(ask, label or ask.archive.find_edition(""))


def _final(ask: Ask, label: Label) -> Answer:
    edition = ask.archive.edition(label)
    decider = edition.final
    text = ask.texts.render(
        "cup/final",
        "final",
        edition=edition,
        final=decider,
        titles=ask.archive.titles(label),
        unknown=_unknown(edition, decider) if decider else [],
        called=called_otherwise([decider], _clubs_of(ask, decider)) if decider else [],
        **signs_of([decider] if decider else []),
    )
    gettext = ask.texts.gettext
    links = [
        Button(gettext("The edition"), Call("season", exactly(label))),
        Button(gettext("Sources"), Call("sources", exactly(label))),
    ]
    if edition.winner and edition.winner.club in edition.entrants:
        links.insert(0, Button(gettext("Road to the cup"), road_of(label, edition.winner.club)))
    return Answer(text, (*neighbour_buttons(ask, label), tuple(links)))


def _clubs_of(ask: Ask, tie: Tie) -> list[Club]:
    return [club for side in (tie.home, tie.away) if (club := ask.archive.club(side.club))]


def _unknown(edition: Edition, decider: Tie) -> list[str]:
    """The facts of the final that nothing tells."""
    matches = [match for match in decider.matches if not match.walkover]
    told = {
        Fact.DATE: any(match.date for match in matches),
        Fact.VENUE: any(match.venue for match in matches),
        Fact.SCORERS: any(match.goals or any(match.others) for match in matches)
        or all(match.score and not match.score.total for match in matches),
        Fact.ATTENDANCE: any(match.attendance is not None for match in matches),
        Fact.REFEREE: any(match.referee for match in matches),
    }
    unknown = [fact for fact, known in told.items() if matches and not known]
    return list(dict.fromkeys([*unknown, *edition.doubted(FindingKind.UNKNOWN, decider)]))


def finals(ask: Ask) -> Answer:
    """Every final, newest first, by pages; with a club those that it won, then those that it lost; with
    an edition the page that has it, with both the final itself."""
    if not ask.archive.labels:
        raise EmptyArchive
    label, name = split_edition(ask)
    if name and label:
        return _final(ask, label)
    if name:
        return _finals_of(ask, choose_club(ask, name, label))
    labels = ask.archive.labels[::-1]
    number = labels.index(label) // _FINALS_A_PAGE if label else ask.call.page
    page = turn_by_number(labels, number, _FINALS_A_PAGE)
    rows = [(None, decided) for decided in finals_of(ask.archive, page.blocks)]
    turn = page_buttons(Call("finals", "", page.number), page)
    winners = [
        Button(short(f"{name} {count}"), Call("finals", exactly_club(club)))
        for club, name, count in ask.archive.winners[:_MOST_WINNERS]
    ]
    titles = Button(ask.texts.gettext("Titles"), Call("titles"))
    each = _each(page.blocks)
    return Answer(_finals_text(ask, rows), (*turn, *each, *rows_of(winners, 3), (titles,)))


def _finals_of(ask: Ask, chosen: ChosenClub) -> Answer:
    club = chosen.club
    played = [run for run in runs_of_club(ask.archive, club.id) if run.in_final]
    played.sort(key=lambda run: _ORDER.index(run.outcome) if run.outcome in _ORDER else len(_ORDER))
    page = turn_by_number(played, ask.call.page, _FINALS_A_PAGE)
    decided = finals_of(ask.archive, [run.edition for run in page.blocks])
    rows = [(run.outcome, found) for run, found in zip(page.blocks, decided, strict=True)]
    won, lost = (sum(run.outcome is outcome for run in played) for outcome in _ORDER)
    apart = [cups for cups in cups_apart(ask.archive) if cups.club == club.id]
    text = _finals_text(ask, rows, chosen=chosen, won=won, lost=lost, apart=apart)
    turn = page_buttons(Call("finals", exactly_club(club.id), page.number), page)
    gettext = ask.texts.gettext
    links = (Button(gettext("All finals"), Call("finals")), Button(gettext("Titles"), Call("titles")))
    return Answer(
        text, (*turn, *_each([run.edition for run in page.blocks]), (*links, *club_buttons([club])))
    )


def _each(labels: Sequence[Label]) -> list[tuple[Button, ...]]:
    """A button for each final."""
    return rows_of([Button(str(label), Call("final", exactly(label))) for label in labels], 5)


def _finals_text(ask: Ask, rows: Sequence[tuple[Outcome | None, CupFinal]], **values: object) -> str:
    return ask.texts.render(
        "cup/finals",
        "finals",
        competition=ask.archive.competition,
        rows=rows,
        derived=any(decided.tie and decided.tie.known_derived for _, decided in rows),
        totals=ask.archive.totals,
        sure=not (ask.archive.unknown_finalists or missing_years(ask.archive.labels)),
        **{"chosen": None, "won": 0, "lost": 0, "apart": (), **values},
    )


COMMANDS = (
    Command(
        "final",
        final,
        N_("a final: score, scorers, venue"),
        N_("[EDITION]"),
        "/final {edition}",
        lasting=True,
    ),
    Command(
        "finals",
        finals,
        N_("all finals, or a club's"),
        N_("[CLUB]"),
        "/finals {club}",
        lasting=True,
    ),
)
