"""The colours of pictures, light and dark; every text on its ground has the contrast of WCAG 2.2 AA."""

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """The role of a colour in a picture."""

    PAPER = "paper"  # the ground
    PANEL = "panel"  # the ground of what belongs together
    INK = "ink"
    MUTED = "muted"  # for what is read second
    RULE = "rule"  # lines and frames
    ACCENT = "accent"  # for the cup and what won it
    ON_ACCENT = "on_accent"  # text on it
    PALE = "pale"  # the ground of what is not known whole
    BAR = "bar"  # bars of charts that did not win


LIGHT: dict[str, str] = {
    Colour.PAPER: "#fbfaf7",
    Colour.PANEL: "#f1efe9",
    Colour.INK: "#17191d",
    Colour.MUTED: "#575c66",
    Colour.RULE: "#d3d0c7",
    Colour.ACCENT: "#0a6b4b",
    Colour.ON_ACCENT: "#ffffff",
    Colour.PALE: "#e7e4dc",
    Colour.BAR: "#8fa79c",
}
DARK: dict[str, str] = {
    Colour.PAPER: "#14171c",
    Colour.PANEL: "#1e232a",
    Colour.INK: "#f1f3f5",
    Colour.MUTED: "#a7aeb9",
    Colour.RULE: "#39404a",
    Colour.ACCENT: "#4cc38f",
    Colour.ON_ACCENT: "#08130e",
    Colour.PALE: "#272d36",
    Colour.BAR: "#4d6b60",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures look: *dark* or light."""

    dark: bool = False

    def __getitem__(self, colour: Colour | str) -> str:
        """The value of *colour*, such as ``#14171c``; that of a club is a value already."""
        return (DARK if self.dark else LIGHT).get(colour, colour)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
