"""What is asked and what comes back: calls, buttons, answers, refusals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CALLBACK_BYTES = 64  # Telegram's limit for the data of a button
_VERSION = "1"
_SEPARATOR = "|"


class OldButton(Exception):
    """A button that this version of the program does not know."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command with its argument and, for what is longer than a message, the page from 0.

    What a person types and what a button stands for alike: a button asks the command again.
    """

    command: str
    argument: str = ""
    page: int = 0

    def encode(self) -> str:
        """The call as a button's data.

        :raises ValueError: when it is longer than Telegram allows, or ambiguous.
        """
        data = _SEPARATOR.join((_VERSION, self.command, self.argument, str(self.page)))
        if len(data.encode()) > CALLBACK_BYTES or data.count(_SEPARATOR) != 3:
            raise ValueError(data)
        return data

    @property
    def fits(self) -> bool:
        """Whether a button can hold it."""
        try:
            self.encode()
        except ValueError:
            return False
        return True

    @classmethod
    def decode(cls, data: str) -> "Call":
        """The call that :meth:`encode` wrote.

        :raises OldButton: when this version does not write such data.
        """
        version, *rest = data.split(_SEPARATOR)
        if version != _VERSION or len(rest) != 3 or not rest[2].isdecimal() or len(rest[2]) > 6:
            raise OldButton(data)
        return cls(rest[0], rest[1], int(rest[2]))


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
