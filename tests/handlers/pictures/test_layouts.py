"""Layouts: everything is inside the picture, and nothing lies over anything else."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.canvas.fonts import families, pieces_of
from handlers.canvas.sheet import WIDTH, Area, Cup, Rect, Sheet, Text
from handlers.core.answers import Call
from handlers.core.command import NOBODY, Ask
from handlers.pictures.layouts import laid_out
from store.archive.archive import Archive
from tests.handlers.conftest import services_of
from tests.store.seasons import archive_of

LANGUAGES = ("en", "ru", "kk")


def check(sheet: Sheet) -> None:
    """What every picture must be: texts whole on it, apart, and with a glyph for each letter."""
    page = Rect(0, 0, WIDTH, sheet.height)
    for shape in sheet.shapes:
        assert page.holds(shape.box), shape
        assert shape.box.width >= 0
        assert shape.box.height > 0
    written = [shape for shape in sheet.shapes if isinstance(shape, Text | Cup)]
    for one, other in combinations(written, 2):
        assert not inner(one).meets(inner(other)), (one, other)
    for text in sheet.texts:
        for piece in pieces_of(text.text):
            assert all(ord(letter) in families()[piece.family].characters for letter in piece.text)
    for text in sheet.texts:  # on a coloured ground as a whole, or not at all
        for ground in sheet.shapes:
            if isinstance(ground, Area) and ground.box.height > 10 and ground.box.meets(inner(text)):
                assert ground.box.holds(inner(text)), (text, ground)


def inner(shape: Text | Cup) -> Rect:
    """The part of a text's box that its letters fill: above and below are room for marks."""
    if isinstance(shape, Cup):
        return shape.box
    box, room = shape.box, shape.size // 5
    return replace(box, top=box.top + room, bottom=box.bottom - room)


def cards(archive: Archive) -> Iterator[Call]:
    for label in archive.labels:
        yield from (Call(name, edition=label) for name in ("final", "season", "scorers"))
    yield from (Call("club", clubs=(club.id,)) for club in archive.clubs())
    yield from (Call("titles"), Call("scorers", word="all"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_of_ours(ours: Archive, language: str) -> None:
    services, made = services_of(ours), 0
    for call in cards(ours):
        sheet = laid_out(Ask(call, services, replace(NOBODY, language=language)))
        if sheet is not None:
            check(sheet)
            made += 1
    assert made > 190


NAMES = (
    *("A", "Kairat", "Shakhter Karagandy", "Borussia Mönchengladbach", "Aktyubinets-Metallurg-Stroitel"),
    *("Қызылжар СК", "Ак-Булак", "დინამო თბილისი", "Динамо 🏆", "Wolverhampton Wanderers Reserves B"),
)
SCORERS = ("X", "Pavel Gohou", "Абдурахманов-Нурмухамедов", "Giorgi Mchedlishvili Junior", "Zé")
scores = st.tuples(st.integers(0, 9), st.integers(0, 9))


@st.composite
def seasons(draw: st.DrawFn) -> str:
    """A season file of eight clubs with long names: perhaps without some rounds, in two legs or after
    penalties, with up to nine scorers a side in the final."""
    clubs = draw(st.permutations(NAMES))[:8]
    lines = ["= 1990 Cup of Nations with a Long Name ="]
    for heading in ("Quarter-finals", "Semi-finals"):
        pairs = list(zip(clubs[::2], clubs[1::2], strict=True))
        if draw(st.booleans()):
            lines.append(f"=={heading}==")
            for home, away in pairs:
                one, other = draw(scores)
                kind = draw(
                    st.sampled_from(
                        ["{0} {2}-{3} {1}", "{0} 1-1 (14-13 p) {1}", "{0} 0-0 {1}\n{1} {2}-{3} {0}"]
                    )
                )
                lines.append(kind.format(home, away, one, other))
        clubs = clubs[::2]
    lines.append("==Final==")
    for _ in range(draw(st.integers(1, 2))):
        one, other = draw(scores)
        lines.append(f"{clubs[0]} {one}-{other} {clubs[1]}")
        for club, goals in ((clubs[0], one), (clubs[1], other)):
            names = [f"{draw(st.sampled_from(SCORERS))} {10 * number + 5}'" for number in range(goals)]
            if names:
                lines.append(f"  {club}: {', '.join(names)}")
    return "\n".join(lines) + "\n"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=seasons())
def test_every_picture_of_made_up_cups(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    archive = archive_of(tmp_path_factory.mktemp("cup"), a=text)
    services, (label,) = services_of(archive), archive.labels
    made = 0
    for call in (*cards(archive), Call("final", edition=label)):
        sheet = laid_out(Ask(call, services))
        if sheet is not None:
            check(sheet)
            made += 1
    assert made > 2
    archive.close()


def test_nothing_known_has_no_picture(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, a="= 1990 Cup =\nInfobox\n- Status: not held\n- Reason: an epidemic\n")
    services, (label,) = services_of(archive), archive.labels
    for call in (Call("titles"), Call("scorers", word="all"), Call("final", edition=label)):
        assert laid_out(Ask(call, services)) is None
    archive.close()


def test_colours_of_clubs_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "clubs.toml").write_text(
        '[a]\nname = "Alpha"\ncolours = ["#ffd200", "#000000"]\ncolours_sources = "S"\n', "utf-8"
    )
    archive = archive_of(tmp_path, a="= 1990 Cup =\n==Final==\nAlpha 2-1 Beta\n")
    services, (label,) = services_of(archive), archive.labels
    for call, colours in (
        (Call("final", edition=label), {"#ffd200", "#000000"}),
        (Call("club", clubs=("a",)), set()),  # it won: in the accent
        (Call("final", edition=label), {"#ffd200", "#000000"}),
    ):
        sheet = laid_out(Ask(call, services))
        assert sheet is not None
        check(sheet)
        assert {area.colour for area in sheet.shapes if area.colour.startswith("#")} == colours
    archive.close()
