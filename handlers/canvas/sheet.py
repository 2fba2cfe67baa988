"""The sheet that a picture is laid out on: shapes at their places, in pixels from the top left.

Laying out and drawing are apart, so that a layout can be looked at, compared and tested without a picture.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from handlers.canvas.fonts import ASCENT, DESCENT, drawable, width_of
from handlers.canvas.palette import Colour

WIDTH = 1280
MARGIN = 64
INNER = WIDTH - 2 * MARGIN
LEADING = 1.3  # from line to line, in sizes
SMALLEST = 24  # pixels: on a phone, about a third of that
_ELLIPSIS = "…"
_PARTS = re.compile(r"[^ -]+[ -]*|[ -]+")
_STEP = 0.92  # by which a text is made smaller until it fits


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; its right and bottom edges are not part of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """The width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """The height in pixels."""
        return self.bottom - self.top

    def meets(self, other: "Rect") -> bool:
        """Whether the two have a pixel in common."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: "Rect") -> bool:
        """Whether *other* lies in it."""
        inside = self.left <= other.left and other.right <= self.right
        return inside and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Text:
    """A line of *text* in a *size*, in a box as wide as it is."""

    box: Rect
    text: str
    size: int
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Area:
    """A filled box; lines are narrow ones."""

    box: Rect
    colour: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle, or with *hollow* a ring of a few pixels."""

    box: Rect
    colour: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Cup:
    """The drawn cup."""

    box: Rect
    colour: str


Shape = Text | Area | Dot | Cup


class Sheet:
    """A sheet of paper, as high as what is put on it. All methods that put something there return its box."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []

    @property
    def height(self) -> int:
        """The height of the picture in pixels: that of what is on it, and a margin."""
        return max((shape.box.bottom for shape in self.shapes), default=0) + MARGIN

    @property
    def texts(self) -> Iterator[Text]:
        """The texts on it."""
        return (shape for shape in self.shapes if isinstance(shape, Text))

    def text(
        self,
        left: float,
        top: float,
        text: str,
        size: int,
        *,
        bold: bool = False,
        colour: str = Colour.INK,
        width: float = INNER,
        align: float = 0.0,
    ) -> Rect:
        """A line of *text* in a field of this *width*, at its left edge (*align* 0), in the middle (0.5) or
        at the right (1): smaller where it is too wide, and with an ellipsis where that does not do."""
        shown, fitting = fit(text, size, width, bold=bold)
        wide = ceil(width_of(shown, fitting, bold=bold))
        x = round(left + align * (width - wide))
        y = round(top + (size - fitting) * (ASCENT + DESCENT) / 2)
        box = Rect(x, y, x + wide, y + ceil(fitting * (ASCENT + DESCENT)))
        if shown:
            self.shapes.append(Text(box, shown, fitting, bold, colour))
        return box

    def lines(
        self,
        left: float,
        top: float,
        text: str,
        size: int,
        *,
        most: int = 2,
        bold: bool = False,
        colour: str = Colour.INK,
        width: float = INNER,
        align: float = 0.0,
        leading: float = LEADING,
    ) -> Rect:
        """*text* in as many lines as it needs, at most so many, and smaller where these do not do; the box of
        all of them."""
        y, right, smallest = top, left, min(size, max(SMALLEST - 4, round(size * 0.6)))
        while size > smallest and _is_too_wide(
            wrapped(text, size, width, most, bold=bold), size, width, bold
        ):
            size = max(round(size * _STEP), smallest)
        for line in wrapped(text, size, width, most, bold=bold):
            box = self.text(left, y, line, size, bold=bold, colour=colour, width=width, align=align)
            y, right = y + size * leading, max(right, box.right)
        return Rect(round(left), round(top), round(right), round(y))

    def area(self, left: float, top: float, right: float, bottom: float, colour: str) -> Rect:
        """A filled box."""
        box = Rect(round(left), round(top), round(right), round(bottom))
        self.shapes.append(Area(box, colour))
        return box

    def dot(self, x: float, y: float, diameter: int, colour: str, *, hollow: bool = False) -> Rect:
        """A circle around a point."""
        left, top = round(x - diameter / 2), round(y - diameter / 2)
        box = Rect(left, top, left + diameter, top + diameter)
        self.shapes.append(Dot(box, colour, hollow))
        return box

    def cup(self, left: float, top: float, height: int, colour: str = Colour.ACCENT) -> Rect:
        """The drawn cup, as wide as four fifths of its *height*."""
        box = Rect(round(left), round(top), round(left + height * 0.8), round(top) + height)
        self.shapes.append(Cup(box, colour))
        return box


def fit(text: str, size: int, width: float, *, bold: bool = False) -> tuple[str, int]:
    """*text* as it can be drawn in this *width*, and the size for it."""
    text = drawable(text)
    smallest = min(size, max(SMALLEST, round(size * 0.7)))
    while width_of(text, size, bold=bold) > width and size > smallest:
        size = max(round(size * _STEP), smallest)
    while text and width_of(text, size, bold=bold) > width:
        text = text.removesuffix(_ELLIPSIS)[:-1].rstrip()
        text = f"{text}{_ELLIPSIS}" if text else ""
    return text, size


def wrapped(text: str, size: int, width: float, most: int, *, bold: bool = False) -> list[str]:
    """*text* in lines of this *width*, at most so many, which begin behind a space or a hyphen: the last one
    has all the rest."""
    lines: list[str] = []
    for part in _PARTS.findall(drawable(text)):
        longer = lines[-1] + part if lines else part
        if lines and (len(lines) == most or width_of(longer.rstrip(), size, bold=bold) <= width):
            lines[-1] = longer
        else:
            lines.append(part)
    return [line.rstrip() for line in lines]


def _is_too_wide(lines: Sequence[str], size: int, width: float, bold: bool) -> bool:
    return any(width_of(line, size, bold=bold) > width for line in lines)
