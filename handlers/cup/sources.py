"""``/sources``: the sources of an edition, additions to it, and contradictions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from handlers.core.answers import Answer, Button, Call
from handlers.core.arguments import edition_only
from handlers.core.command import Ask, Command
from handlers.core.links import neighbour_buttons
from handlers.core.paging import page_buttons, turn_by_length
from handlers.wording.languages import SOURCE_LANGUAGE
from store.archive.sources import sources_of
from store.cards.legend import signs_of
from store.cards.scorers import signs_of_scorers
from store.cup.editions import Edition
from store.cup.findings import Fact, Finding, FindingKind
from store.cup.gaps import unknown_of_final
from store.cup.labels import Label
from store.cup.ties import Goals
from store.text.translatable import N_

_MOST_NAMES = 60  # in one block

_T = TypeVar("_T")


def sources(ask: Ask, label: Label) -> Answer:
    """The season file, contradictions, derived facts, and what other sources add or say, by pages."""
    edition = ask.archive.edition(label)
    found = sources_of(ask.archive, label)
    texts, marked = ask.texts, edition.marked_ties
    blocks = [
        *(
            texts.render("cup/sources", "finding", finding=finding, place=edition.place_of(finding.line))
            for finding in _each_once(edition.findings)
        ),
        *(
            [texts.render("cup/sources", "unknown", unknown=unknown)]
            if (unknown := _unknown(edition))
            else []
        ),
        *(texts.render("cup/sources", "note", note=note) for note in found.notes),
        *filter(None, (texts.render("cup/sources", "derived", tie=tie) for tie in marked)),
        *(texts.render("cup/sources", "written", names=names) for names in _some(_written(edition))),
        *(texts.render("cup/sources", "spelled", names=names) for names in _some(_spelled(ask, edition))),
        *([texts.render("cup/sources", "tables", tables=edition.tables)] if edition.tables else []),
        *(texts.render("cup/sources", "addition", addition=addition) for addition in found.additions),
        *(texts.render("cup/sources", "line_up", line_up=line_up) for line_up in found.line_ups),
        *([texts.render("cup/sources", "made_from", sources=edition.sources)] if edition.sources else []),
        texts.render(
            "cup/sources",
            "signs",
            signs=signs_of(marked),
            tables=edition.tables,
            scorers=signs_of_scorers(edition.marked_scorers),
        ),
    ]
    page = turn_by_length([block for block in blocks if block], ask.call.page)
    text = texts.render("cup/sources", "sources", edition=edition, found=found, blocks=page.blocks)
    call = Call("sources", edition=label, page=page.number)
    links = [Button(texts.gettext("The edition"), Call("season", edition=label))]
    if edition.final:
        links.insert(0, Button(texts.gettext("The final"), Call("final", edition=label)))
    rows = (*page_buttons(call, page), *neighbour_buttons(ask, label), tuple(links))
    return Answer(text, rows, call=call)


def _unknown(edition: Edition) -> list[Fact]:
    """The facts of the final that no source has, without those that the supplement says are not known."""
    doubted = edition.doubted(FindingKind.UNKNOWN, edition.final) if edition.final else []
    found = unknown_of_final(edition.final) if edition.final and not edition.is_drawn else []
    return [fact for fact in found if fact not in doubted]


def _written(edition: Edition) -> list[tuple[str, Goals]]:
    """The names of scorers as the season file writes them, each with an entry of the scorer, unless the full
    name ends with the one written."""
    by_name = sorted(edition.written_otherwise, key=lambda entry: (entry.written, entry.name))
    return [(entry.written, entry) for entry in by_name]


def _spelled(ask: Ask, edition: Edition) -> list[Goals]:
    """The scorers whose names are transliterated, each once, in the order of the file."""
    if ask.texts.language == SOURCE_LANGUAGE:
        return []
    names = {entry.name: entry for entry in edition.entries}
    return [entry for entry in names.values() if ask.texts.values.is_spelled(entry)]


def _some(names: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """*names* in parts that fit into a block each."""
    yield from (names[place : place + _MOST_NAMES] for place in range(0, len(names), _MOST_NAMES))


def _each_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """*findings* without the repetitions of a doubt about several matches, which says itself what it is
    about."""
    seen = []
    for finding in findings:
        doubt = replace(finding, line=0)
        if not finding.kind.is_doubt or doubt not in seen:
            yield finding
            seen.append(doubt)


COMMANDS = (
    Command(
        "sources",
        N_("sources and contradictions of an edition"),
        N_("[EDITION]"),
        "/sources {edition}",
        read=edition_only,
        answer=sources,
        lasting=True,
    ),
)
