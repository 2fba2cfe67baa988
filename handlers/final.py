"""``/final`` and ``/finals``: how each cup was decided."""

from handlers.answers import Answer, Ask, Button, Call, Command
from handlers.arguments import edition_only, exactly
from handlers.links import road_of
from handlers.paging import page_buttons, turn_by_number
from handlers.texts import N_
from store.archive import EmptyArchive
from store.labels import Label

_FINALS_A_PAGE = 15


def final(ask: Ask) -> Answer:
    """The final of an edition: when, where, the score, the scorers, and who won the cup."""
    label = edition_only(ask)
    edition = ask.archive.edition(label)
    titles = ask.archive.titles(label) if edition.held and edition.winner else None
    text = ask.texts.render("final", edition=edition, final=edition.final, titles=titles)
    gettext = ask.texts.gettext
    links = [
        Button(gettext("The edition"), Call("season", exactly(label))),
        Button(gettext("Sources"), Call("sources", exactly(label))),
    ]
    if edition.winner and edition.winner.club in edition.entrants:
        links.insert(0, Button(gettext("Road to the cup"), road_of(label, edition.winner.club)))
    return Answer(text, (*neighbour_buttons(ask, label), tuple(links)))


def neighbour_buttons(ask: Ask, label: Label) -> tuple[tuple[Button, ...], ...]:
    """A row that asks the same of the edition before *label* and of the one after it."""
    before, after = ask.archive.neighbours(label)
    row = []
    if before:
        row.append(Button(f"‹ {before}", Call(ask.call.command, exactly(before))))
    if after:
        row.append(Button(f"{after} ›", Call(ask.call.command, exactly(after))))
    return (tuple(row),) if row else ()


def finals(ask: Ask) -> Answer:
    """Every final, newest first, by pages."""
    archive, texts = ask.archive, ask.texts
    if not archive.labels:
        raise EmptyArchive
    page = turn_by_number(archive.labels[::-1], ask.call.page, _FINALS_A_PAGE)
    editions = [archive.edition(label) for label in page.blocks]
    text = texts.render(
        "finals",
        competition=archive.competition(),
        editions=editions,
        derived=any(edition.final and edition.final.known_derived for edition in editions),
    )
    return Answer(text, tuple(page_buttons(ask.call, page)))


COMMANDS = (
    Command(
        "final",
        final,
        N_("a final: score, scorers, venue"),
        N_("[EDITION]"),
        "/final {edition}",
        ("финал", "ақтық"),
    ),
    Command(
        "finals", finals, N_("all finals"), words=("финалы", "все финалы", "all finals", "барлық финалдар")
    ),
)
