"""``/finals``: how each cup was decided, or those of a club."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.core.answers import Answer, Button, Call, rows_of
from handlers.core.arguments import exactly, exactly_club, split_edition
from handlers.core.choosing import ChosenClub, choose_club, club_buttons
from handlers.core.command import Ask, Command
from handlers.core.paging import page_buttons, turn_by_number
from handlers.core.texts import short
from handlers.core.words import N_
from store.archive.archive import EmptyArchive
from store.archive.coverage import missing_years
from store.archive.finals import CupFinal, finals_of
from store.archive.runs import runs_of_club
from store.archive.titles import cups_apart
from store.cup.labels import Label
from store.cup.runs import Outcome

_FINALS_A_PAGE = 15
_MOST_WINNERS = 24  # of whom there are buttons
_ORDER = (Outcome.WINNER, Outcome.RUNNER_UP)  # others are finals of which nobody knows the winner


@dataclass(frozen=True, slots=True)
class FinalsRequest:
    """All finals, from the page that has an *edition* on; or those of a club that was *chosen*."""

    edition: Label | None = None
    chosen: ChosenClub | None = None


def read_finals(ask: Ask) -> FinalsRequest | Call:
    """Whose finals are asked for; with a club and an edition it is the final itself."""
    if not ask.archive.labels:
        raise EmptyArchive
    label, name = split_edition(ask)
    if name and label:
        return Call("final", exactly(label))
    return FinalsRequest(label, choose_club(ask, name, label) if name else None)


def finals(ask: Ask, asked: FinalsRequest) -> Answer:
    """Every final, newest first, by pages; of a club those that it won, then those that it lost."""
    return _finals_of(ask, asked.chosen) if asked.chosen else _all_finals(ask, asked.edition)


def _all_finals(ask: Ask, label: Label | None) -> Answer:
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
        "finals",
        N_("all finals, or a club's"),
        N_("[CLUB]"),
        "/finals {club}",
        read=read_finals,
        answer=finals,
        lasting=True,
    ),
)
