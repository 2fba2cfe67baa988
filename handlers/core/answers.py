"""What is asked and what comes back: calls, buttons, answers, refusals."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass

from store.cup.labels import Label
from store.cup.values import Day
from store.trivia.question import Difficulty


@dataclass(frozen=True, slots=True)
class Call:
    """A question: a command, what it is asked about, and the page, from 0, of a longer answer.

    *argument* is text that a user typed and that a command has yet to read. A button's call has typed values
    instead: an *edition*, the number of a *round* of it and of a *tie* in that, ids of *clubs*, the key of a
    *player*, a *day* of the year, the plan of a game (*questions*, *seconds*, *difficulty*), the id of the
    *user* whose button it is, or a *word* of the command's own. Where it has both, the text is about what the
    values leave open.
    """

    command: str
    argument: str = ""
    _: KW_ONLY
    edition: Label | None = None
    round: int | None = None
    tie: int | None = None
    clubs: tuple[str, ...] = ()
    player: str | None = None
    day: Day | None = None
    questions: int | None = None
    seconds: int | None = None
    difficulty: Difficulty | None = None
    user: int | None = None
    word: str | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message; *call* is what pressing it asks."""

    text: str
    call: Call


@dataclass(frozen=True, slots=True)
class Answer:
    """One message: *text* in Telegram's HTML, and rows of buttons."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()


class Refused(Exception):
    """A question that cannot be answered as it stands: a *message* of a *feature* with its *values* says why
    and what to do, *buttons* ask what may be meant."""

    def __init__(
        self,
        feature: str,
        message: str,
        buttons: Sequence[tuple[Button, ...]] = (),
        values: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(f"{feature}: {message}")
        self.feature = feature
        self.message = message
        self.buttons = tuple(buttons)
        self.values = values or {}


def rows_of(buttons: list[Button], width: int) -> list[tuple[Button, ...]]:
    """*buttons* in rows of at most *width*."""
    return [tuple(buttons[start : start + width]) for start in range(0, len(buttons), width)]
