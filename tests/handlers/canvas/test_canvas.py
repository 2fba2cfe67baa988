"""Sheets, fonts and colours: what can be drawn, where it is, and whether it can be read."""

from io import BytesIO

import pytest
from PIL import Image

from handlers.canvas.drawing import draw, key_of
from handlers.canvas.fonts import drawable, families, is_right_to_left, pieces_of, width_of
from handlers.canvas.palette import DARK, LIGHT, Colour, Look, contrast
from handlers.canvas.sheet import MARGIN, WIDTH, Rect, Sheet, fit, wrapped

WRITTEN_ON = [
    (Colour.INK, Colour.PAPER),
    (Colour.INK, Colour.PANEL),
    (Colour.INK, Colour.PALE),
    (Colour.INK, Colour.BAR),
    (Colour.MUTED, Colour.PAPER),
    (Colour.MUTED, Colour.PANEL),
    (Colour.MUTED, Colour.PALE),
    (Colour.ACCENT, Colour.PAPER),
    (Colour.ON_ACCENT, Colour.ACCENT),
]
KAZAKH = "ҚқҒғҢңӨөҰұҮүҺһІіӘә"


@pytest.mark.parametrize(("text", "ground"), WRITTEN_ON)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_the_contrast_of_aa(palette: dict[str, str], text: Colour, ground: Colour) -> None:
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_stand_out(palette: dict[str, str]) -> None:
    """Contrast of what is no text, https://www.w3.org/TR/WCAG22/#non-text-contrast, but for decoration."""
    assert contrast(palette[Colour.ACCENT], palette[Colour.PAPER]) >= 3
    assert contrast(palette[Colour.ACCENT], palette[Colour.BAR]) >= 1.9
    assert contrast(palette[Colour.BAR], palette[Colour.PAPER]) >= 2.4


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        (f"{KAZAKH} Dostyk 4–2 Тараз 30′ ·†*←→…«»", f"{KAZAKH} Dostyk 4–2 Тараз 30′ ·†*←→…«»"),
        ("Ελλάδα", "Ελλάδα"),
        ("⚽ Marat 🏆", "Marat"),
        ("🏆", ""),
        ("a\u200db\ufe0f", "ab"),
        ("თბილისი", "Tbilisi"),
        ("  two   words ", "two words"),
        ("e\u0301", "é"),
        ("\ud800", ""),
    ],
)
def test_what_no_font_has_is_left_out_or_in_latin_letters(text: str, drawn: str) -> None:
    assert drawable(text) == drawn
    for piece in pieces_of(drawn):
        assert all(ord(character) in families()[piece.family].characters for character in piece.text)


@pytest.mark.parametrize(
    ("text", "right"),
    [("Ali", False), ("علي", True), ("12 علي", True), ("דוד", True), ("", False), ("7", False)],
)
def test_direction(text: str, right: bool) -> None:
    assert is_right_to_left(text) is right


def test_a_text_is_made_smaller_and_then_cut() -> None:
    assert fit("Kairat", 54, 500) == ("Kairat", 54)
    text, size = fit("Shakhter Karagandy", 54, 420, bold=True)
    assert (text, 37 < size < 54) == ("Shakhter Karagandy", True)
    cut, size = fit("Shakhter Karagandy " * 5, 54, 420)
    assert cut.endswith("…")
    assert width_of(cut, size, bold=False) <= 420
    assert fit("Wide", 54, 1) == ("", 38)
    assert fit("🏆", 54, 100) == ("", 54)


def test_wrapping() -> None:
    text = "The source does not say how many goals each of the two scored in the first half"
    lines = wrapped(text, 30, 400, 3)
    assert len(lines) == 3
    assert " ".join(lines) == text
    assert all(width_of(line, 30, bold=False) <= 400 for line in lines[:-1])
    assert wrapped("", 30, 400, 3) == []


def test_boxes() -> None:
    one = Rect(10, 10, 20, 20)
    assert one.meets(Rect(19, 19, 30, 30))
    assert not one.meets(Rect(20, 10, 30, 20))
    assert not one.meets(Rect(10, 20, 20, 30))
    assert Rect(0, 0, 40, 40).holds(one)
    assert not one.holds(Rect(10, 10, 21, 20))
    assert (one.width, one.height) == (10, 10)


def test_a_drawn_sheet_is_a_png_file_of_the_width_of_all() -> None:
    sheet = Sheet()
    sheet.text(MARGIN, 10, f"{KAZAKH} 4–2", 40, bold=True)
    sheet.area(MARGIN, 80, 200, 90, Colour.ACCENT)
    sheet.dot(300, 85, 20, "#ff0000", hollow=True)
    sheet.cup(400, 60, 50)
    for look in (Look(), Look(dark=True)):
        with Image.open(BytesIO(draw(sheet, look))) as image:
            assert (image.format, image.size) == ("PNG", (WIDTH, sheet.height))
            corner = image.convert("RGB").getpixel((0, 0))
        assert corner == pytest.approx(tuple(bytes.fromhex(look[Colour.PAPER][1:])), abs=4)


def test_the_key_tells_pictures_apart_by_their_content() -> None:
    def made(text: str) -> Sheet:
        sheet = Sheet()
        sheet.text(0, 0, text, 30)
        return sheet

    assert key_of(made("a"), Look()) == key_of(made("a"), Look())
    keys = {key_of(made("a"), Look()), key_of(made("b"), Look()), key_of(made("a"), Look(dark=True))}
    assert len(keys) == 3
