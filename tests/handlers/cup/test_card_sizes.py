"""The first card of everything, as a phone shows it: few lines, few buttons, labels that are not cut."""

from collections.abc import Iterator
from itertools import permutations

import pytest

from handlers.answering import Answering
from handlers.commands import COMMANDS
from handlers.core.answers import Answer, Call, Refused
from handlers.core.keyboards import WIDTHS
from handlers.wording.folding import folded, phone_lines
from store.archive.archive import Archive
from store.archive.players import players_of
from store.cup.clubs import Club
from tests.gallery import card_lines
from tests.handlers.conftest import services_of

MOST_LINES = 20
MOST_BUTTONS = 12


def first_cards(archive: Archive) -> Iterator[Call]:
    """The call of every page about every edition, round, club, player and day of the archive."""
    of_editions = [command.name for command in COMMANDS if command.answer and "EDITION]" in command.usage]
    for label in archive.labels:
        yield from (Call(name, edition=label) for name in of_editions)
        yield Call("lineups", edition=label)
        for round_ in archive.edition(label).rounds:
            yield Call("results", edition=label, round=round_.number)
        yield from (
            Call("results", edition=label, round=tie.round.number, tie=tie.number)
            for tie in archive.edition(label).ties
        )
    for club in archive.clubs():
        yield from (Call(name, clubs=(club.id,)) for name in ("club", "clubabout", "finals", "h2h", "road"))
        yield from (Call(name, club_name) for name in ("club", "h2h") for club_name in names_of(club))
    for label, club_id, _ in archive.names_in_editions():
        yield from (Call(name, edition=label, clubs=(club_id,)) for name in ("club", "results", "road"))
    yield from (
        Call("h2h", clubs=pair)
        for pair in dict.fromkeys(
            pair
            for label in archive.labels
            for tie in archive.edition(label).ties
            for pair in permutations(filter(None, (tie.home.club, tie.away.club)), 2)
        )
    )
    yield from (Call("player", player=player.key) for player in players_of(archive))
    yield from (Call(command.name) for command in COMMANDS if command.answer)
    yield from (Call("titles", word=word) for word in ("apart", "years"))
    yield Call("scorers", word="all")


def names_of(club: Club) -> set[str]:
    """Every name of *club*, which may be one of several clubs'."""
    return {club.name, *(known.name for known in (*club.line, *club.names))}


def answered(call: Call, answering: Answering) -> Answer:
    """The answer to *call*, or the question which club is meant."""
    try:
        return answering.answer(call)
    except Refused as refused:
        return answering.refusal(refused)


def too_large(answer: Answer) -> list[str]:
    buttons = [button for row in answer.buttons for button in row]
    faults = [f"{card_lines(answer.text)} lines"] if card_lines(answer.text) > MOST_LINES else []
    faults += [f"{len(buttons)} buttons"] if len(buttons) > MOST_BUTTONS else []
    faults += [
        f"'{button.text}' cut"
        for row in answer.buttons
        for button in row
        if len(button.text) > WIDTHS[len(row)]
    ]
    return faults + ["an empty row"] * (not all(answer.buttons))


def test_no_first_card_is_larger_than_a_phone(ours: Archive) -> None:
    answering = Answering(services_of(ours), remembered=0)
    calls = list(dict.fromkeys(first_cards(ours)))
    assert len(calls) > 5_000
    found = {call: faults for call in calls if (faults := too_large(answered(call, answering)))}
    assert not found


@pytest.mark.parametrize(
    ("blocks", "most", "shown"),
    [
        (["a", "b"], 12, "a\n\nb"),
        (["a", "b", "c\nd\ne\nf"], 3, "a\n\nb\n\n<blockquote expandable>c\nd\ne\nf</blockquote>"),
        (["a", "b", "c"], 3, "a\n\nb\n\nc"),  # a quote would hide nothing
        (["1\n2\n3\n4\n5\n6"], 2, "1\n2\n\n<blockquote expandable>3\n4\n5\n6</blockquote>"),
        (["a<b"], 12, "a&lt;b"),
        (["x " * 40, "1"], 2, f"<blockquote expandable>{'x ' * 40}\n\n1</blockquote>"),
    ],
)
def test_what_is_beyond_the_first_lines_is_folded(blocks: list[str], most: int, shown: str) -> None:
    assert folded(blocks, most=most) == shown


def test_lines_are_counted_as_a_phone_wraps_them() -> None:
    assert phone_lines("<b>Kairat</b>\n\n" + "word " * 14) == 4
