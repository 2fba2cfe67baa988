"""Drawing of a sheet as a PNG file, by Pillow. It reads nothing but the sheet: it may run in any thread."""

import hashlib
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from handlers.canvas.fonts import ASCENT, font_of, pieces_of
from handlers.canvas.palette import Colour, Look
from handlers.canvas.sheet import WIDTH, Area, Cup, Rect, Sheet, Text

_FORMAT = 1  # goes up with every change in how shapes are drawn
_DIGITS = 32  # of a key
_FINER = 4  # times, in which round shapes are drawn, and made smaller thereafter
_RING = 0.16  # of the diameter
_COMPRESSED = 1  # of 9: nothing else runs in the process while a picture is being compressed
_COLOURS = 128  # of the file: few, and shades of them at the edges of letters


def draw(sheet: Sheet, look: Look) -> bytes:
    """The picture of *sheet* as a PNG file, 1,280 pixels wide."""
    image = Image.new("RGB", (WIDTH, sheet.height), look[Colour.PAPER])
    pen = ImageDraw.Draw(image)
    for shape in sheet.shapes:
        if isinstance(shape, Area):
            box = shape.box
            pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=look[shape.colour])
        elif isinstance(shape, Text):
            _write(pen, shape, look)
        else:
            mask = (
                _cup(shape.box.height) if isinstance(shape, Cup) else _circle(shape.box.width, shape.hollow)
            )
            image.paste(look[shape.colour], _corner(shape.box), mask)
    file = BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        file, "PNG", compress_level=_COMPRESSED
    )
    return file.getvalue()


def key_of(sheet: Sheet, look: Look) -> str:
    """What tells the picture of *sheet* from all others: a digest of what is on it and where."""
    return hashlib.sha256(f"{_FORMAT} {look} {sheet.shapes}".encode()).hexdigest()[:_DIGITS]


def _corner(box: Rect) -> tuple[int, int]:
    return box.left, box.top


def _write(pen: ImageDraw.ImageDraw, text: Text, look: Look) -> None:
    x, y = float(text.box.left), text.box.top + round(text.size * ASCENT)
    pieces = pieces_of(text.text)
    for place, piece in enumerate(pieces, 1):
        font = font_of(piece.family, text.size, bold=text.bold)
        pen.text((x, y), piece.text, fill=look[text.colour], font=font, anchor="ls")
        if place < len(pieces):
            x += font.getlength(piece.text)


@lru_cache(64)
def _circle(diameter: int, hollow: bool) -> Image.Image:
    """A mask of a circle, or a ring."""
    size = diameter * _FINER
    mask = Image.new("L", (size, size))
    pen = ImageDraw.Draw(mask)
    pen.ellipse((0, 0, size - 1, size - 1), fill=255)
    if hollow:
        edge = max(round(size * _RING), _FINER)
        pen.ellipse((edge, edge, size - 1 - edge, size - 1 - edge), fill=0)
    return mask.resize((diameter, diameter), Image.Resampling.LANCZOS)


@lru_cache(16)
def _cup(height: int) -> Image.Image:
    """A mask of a cup with two handles on a foot, four fifths as wide as it is high."""
    width = round(height * 0.8)
    wide, high = width * _FINER, height * _FINER
    mask = Image.new("L", (wide, high))
    pen = ImageDraw.Draw(mask)
    edge = max(round(wide * 0.07), 1)
    for left, right in ((0.02, 0.42), (0.58, 0.98)):  # the handles
        pen.ellipse((wide * left, high * 0.08, wide * right, high * 0.5), outline=255, width=edge)
    pen.rectangle((wide * 0.2, high * 0.02, wide * 0.8, high * 0.3), fill=255)  # the bowl
    pen.ellipse((wide * 0.2, high * 0.02, wide * 0.8, high * 0.6), fill=255)
    pen.rectangle((wide * 0.46, high * 0.55, wide * 0.54, high * 0.82), fill=255)  # the stem
    pen.rectangle((wide * 0.34, high * 0.8, wide * 0.66, high * 0.88), fill=255)  # the foot
    pen.rectangle((wide * 0.24, high * 0.9, wide * 0.76, high * 0.99), fill=255)
    return mask.resize((width, height), Image.Resampling.LANCZOS)
