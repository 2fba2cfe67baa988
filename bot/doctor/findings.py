"""What the doctor says of one thing that it looked at."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How a thing is; the value is the sign in front of it."""

    GOOD = "✓"
    DOUBTFUL = "!"  # worth a look, but the bot works
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is so, in one sentence, and what to *do* about it, empty where nothing is to be done."""

    level: Level
    text: str
    do: str = ""


def good(text: str) -> Finding:
    """What is as it should be."""
    return Finding(Level.GOOD, text)


def doubtful(text: str, do: str) -> Finding:
    """What may be meant so."""
    return Finding(Level.DOUBTFUL, text, do)


def wrong(text: str, do: str) -> Finding:
    """What keeps the bot from working, loses something, or shows something to others."""
    return Finding(Level.WRONG, text, do)
