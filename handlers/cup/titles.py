"""``/titles``: clubs by cups won and finals lost."""

from dataclasses import replace

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import Ask, Command
from handlers.core.paging import page_buttons, turn_by_size
from handlers.core.words import N_
from store.archive.archive import EmptyArchive
from store.archive.coverage import missing_years
from store.archive.titles import ClubTitles, cups_apart, title_table

APART = "apart"
MOST_YEARS = 16  # of cups won, and of finals lost, that a line names
_A_YEAR = 11  # letters


def read_titles(ask: Ask) -> bool | Call:
    """Whether cups that some count apart are to be; with an edition or a club it is the final of that, or the
    club's finals, that is asked for."""
    if not ask.archive.labels:
        raise EmptyArchive
    apart = ask.call.argument.casefold() == APART
    return replace(ask.call, command="final") if ask.call.argument and not apart else apart


def titles(ask: Ask, apart: bool) -> Answer:
    """Every club that won or lost a final, with its years; *apart* by the other way of counting."""
    archive, gettext = ask.archive, ask.texts.gettext
    disputed = cups_apart(archive)
    table = title_table(archive, apart=apart and bool(disputed))
    page = turn_by_size(table, list(map(_size, table)), ask.call.page)
    text = ask.texts.render(
        "cup/titles",
        "titles",
        competition=archive.competition,
        totals=archive.totals,
        rows=page.blocks,
        most=MOST_YEARS,
        apart=apart,
        disputed=disputed,
        unknown=archive.unknown_winners,
        missing=missing_years(archive.labels),
    )
    other = gettext("Count them together") if apart else gettext("Count them apart")
    ways = [(Button(other, Call("titles", "" if apart else APART)),)] if disputed else []
    turn = page_buttons(Call("titles", APART if apart else "", page.number), page)
    return Answer(text, (*turn, *ways, (Button(gettext("All finals"), Call("finals")),)))


def _size(row: ClubTitles) -> int:
    """About how many letters the row takes, not fewer."""
    years = min(len(row.won), MOST_YEARS) + min(len(row.lost), MOST_YEARS)
    return 40 + len(row.name) + _A_YEAR * years


COMMANDS = (
    Command(
        "titles",
        N_("clubs by cups won"),
        N_("[apart]"),
        read=read_titles,
        answer=titles,
        lasting=True,
    ),
)
