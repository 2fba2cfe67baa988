"""Calls of commands and their results: answers, buttons, refusals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from store.cup.labels import Label
from store.cup.values import Day
from store.trivia.question import Difficulty


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a command: its name, its argument or values, and the page, from 0, of a longer answer.

    *argument* is text typed by a user, not parsed yet. The call of a button has typed values instead: an
    *edition*, the number of a *round* of it and of a *tie* in that, ids of *clubs*, the key of a *player*, a
    *day* of the year, the plan of a game (*questions*, *seconds*, *difficulty*), the id of a *game*, that of
    the *user* whose button it is, or a keyword of the command (*word*). With both, the text gives what the
    values leave open. *back* is the call for the page that it was opened from.
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
    game: int | None = None
    word: str | None = None
    page: int = 0
    back: "Call | None" = None


class Style(StrEnum):
    """The colour of a button, by what it does: red for what ends or deletes something, blue for what a user
    most likely does next."""

    ENDS = "danger"
    NEXT = "primary"


@dataclass(frozen=True, slots=True)
class Button:
    """A button of an inline keyboard; pressing it makes *call*.

    With a *link*, the query of a deep link such as ``startgroup=trivia``, it opens that on Telegram instead;
    with a text to *copy*, of at most 256 characters, that is copied; with the parameter of a deep link in
    *share*, the page that this opens is offered to a chat that the user chooses, or a link with the
    words *said*.
    """

    text: str
    call: Call
    link: str = ""
    copy: str = ""
    share: str = ""
    said: str = ""
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The content of one message: *text* in Telegram's HTML, and rows of *buttons*.

    With a *placeholder*, shown in the empty input field, the user is prompted to reply to it; such a message
    has no buttons. *call* shows the same page again, whatever was typed for it; None for what is no page.
    *parameter* is that of the deep link which opens the page, empty when there is none; the buttons *outward*
    take it to other chats and programs.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    placeholder: str = ""
    call: Call | None = None
    parameter: str = ""
    outward: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be sent as a photo: *draw* makes the file, in any thread, and *key* tells it from all
    others by its content. The *caption*, in Telegram's HTML, says what it shows; *buttons* are below it.

    *name* is that of the file, without an ending. The file of one that is *lasting* is sent again by its id.
    """

    key: str
    name: str
    caption: str
    draw: Callable[[], bytes]
    buttons: tuple[tuple[Button, ...], ...] = ()
    lasting: bool = True


class Refused(Exception):
    """Raised when a call cannot be answered: a *message* of a *feature*, rendered with *values*, says why and
    what to do, *buttons* offer candidates."""

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
