"""``/scorers``: who scored how often, in an edition or over all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import edition_only, exactly
from handlers.core.command import Ask, Command
from handlers.core.links import neighbour_buttons
from handlers.core.paging import page_buttons, turn_by_number
from handlers.core.words import N_
from store.archive.archive import EmptyArchive
from store.archive.players import AllTimeScorer, all_time_scorers, how_many_scored
from store.cup.editions import Edition, EditionScorer

_ROWS_A_PAGE = 20
ALL = "all"
_Row = TypeVar("_Row", EditionScorer, AllTimeScorer)


@dataclass(frozen=True, slots=True)
class ScorersRequest:
    """The *edition* that is asked for, None for all, and how many scorers are *known* of it or of these."""

    edition: Edition | None
    known: int


def read_scorers(ask: Ask) -> ScorersRequest:
    """The edition that is asked for, or all.

    :raises Refused: when no scorer of it is known.
    """
    if ask.call.argument.casefold() == ALL:
        if not ask.archive.labels:
            raise EmptyArchive
        known = how_many_scored(ask.archive)
        if not known:
            raise ask.refuse("cup/scorers", "none", competition=ask.archive.competition)
        return ScorersRequest(None, known)
    edition = ask.archive.edition(edition_only(ask))
    if not edition.scorers:
        buttons = neighbour_buttons(ask, edition.label)
        raise ask.refuse("cup/scorers", "none_in_edition", buttons, edition=edition)
    return ScorersRequest(edition, len(edition.scorers))


def scorers(ask: Ask, asked: ScorersRequest) -> Answer:
    """The table of an edition, or of all."""
    return _of_edition(ask, asked.edition) if asked.edition else _all_time(ask, asked.known)


def _of_edition(ask: Ask, edition: Edition) -> Answer:
    label = edition.label
    page = turn_by_number(ranked(edition.scorers), ask.call.page, _ROWS_A_PAGE)
    own_goals = [
        (goals, match)
        for match in edition.played
        for goals in match.goals
        if goals.own_goal and goals.counted
    ]
    text = ask.texts.render(
        "cup/scorers",
        "edition",
        edition=edition,
        rows=page.blocks,
        official=any(scorer.official for scorer in edition.scorers),
        own_goals=own_goals if page.number + 1 == page.count else [],
        **_examples(page.blocks),
    )
    everyone = (Button(ask.texts.gettext("All editions"), Call("scorers", ALL)),)
    turn = page_buttons(Call("scorers", exactly(label), page.number), page)
    return Answer(text, (*turn, *neighbour_buttons(ask, label), everyone))


def _all_time(ask: Ask, known: int) -> Answer:
    page = turn_by_number(range(known), ask.call.page, _ROWS_A_PAGE)
    first = page.blocks[0]
    table = all_time_scorers(ask.archive, first, len(page.blocks))
    rows = [(row.rank, row.rank == place, row) for place, row in enumerate(table, start=first + 1)]
    text = ask.texts.render(
        "cup/scorers",
        "all",
        competition=ask.archive.competition,
        totals=ask.archive.totals,
        rows=rows,
        without=ask.archive.without_scorers,
        **_examples(rows),
    )
    return Answer(text, tuple(page_buttons(Call("scorers", ALL, page.number), page)))


def _examples(rows: Sequence[tuple[int, bool, _Row]]) -> dict[str, _Row | None]:
    """Of each sign that needs explaining on this page the first row that has it."""
    shown = [row for _, _, row in rows]
    return {
        "between": next((row for row in shown if row.high not in (None, row.low)), None),
        "open": next((row for row in shown if row.high is None and not _is_unnumbered(row)), None),
        "disputed": next((row for row in shown if row.disputed), None),
    }


def _is_unnumbered(row: _Row) -> bool:
    """Whether the row is of a top scorer of an edition whose number of goals is not known."""
    return isinstance(row, EditionScorer) and row.official


def ranked(table: Sequence[EditionScorer]) -> list[tuple[int, bool, EditionScorer]]:
    """Each row with its rank and whether it is the first of that rank; equal numbers share one."""
    rows: list[tuple[int, bool, EditionScorer]] = []
    for place, scorer in enumerate(table, start=1):
        same = bool(rows) and (scorer.low, scorer.high) == (rows[-1][2].low, rows[-1][2].high)
        rows.append((rows[-1][0] if same else place, not same, scorer))
    return rows


COMMANDS = (
    Command(
        "scorers",
        N_("the top scorers"),
        N_("[EDITION or all]"),
        "/scorers all",
        read=read_scorers,
        answer=scorers,
        lasting=True,
    ),
)
