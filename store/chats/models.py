"""A game of trivia and what belongs to it, as ``chats.db`` keeps it. All frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class GameOn(Exception):
    """A game is on already in this chat and topic."""


class Closing(StrEnum):
    """Why a question was closed."""

    TIME = "time"
    ALL_ANSWERED = "all answered"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    VOID = "void"  # it may never have been sent
    REPLACED = "replaced"  # the same, but it had been sent: votes count, though another took its place


class Ending(StrEnum):
    """Why a game ended."""

    PLAYED = "played"
    IDLE = "idle"
    STOPPED = "stopped"
    NO_MORE = "no more"  # questions
    NO_POLLS = "no polls"  # the bot may not send any
    GONE = "gone"  # the chat, or the bot from it
    FAILED = "failed"  # a fault of the program's

    @property
    def counts(self) -> bool:
        """Whether whoever is first has won."""
        return self in (Ending.PLAYED, Ending.IDLE, Ending.NO_MORE)


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram user and the name last seen."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a game is: a chat and a topic in it, 0 for none."""

    chat: int
    topic: int = 0
    private: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants to play: how many *questions* of so many *seconds*.

    *difficulty* and the id of an *edition*, None for any.
    """

    questions: int = 10
    seconds: int = 20
    difficulty: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Game:
    """A game. *starter* is the user who began it, None when that is not known; *stopped* when somebody
    ended it early; *told* says that the chat has been shown its table."""

    id: int
    place: Place
    plan: Plan
    starter: int | None
    began: float
    stopped: float | None
    ended: float | None
    ending: Ending | None
    told: bool


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a game as it was asked. *poll* and *message* are None until the chat has it for sure.

    *skipped* says when somebody wanted the next one, *closed* is None while it is open.
    """

    game: int
    number: int
    key: str
    kind: str
    edition: str | None
    round: int | None
    tie: int | None
    question: str
    options: tuple[str, ...]
    correct: int
    explanation: str
    seconds: int
    shoot_out: bool
    asked: float
    poll: str | None
    message: int | None
    deadline: float | None
    skipped: float | None
    closed: float | None
    closing: Closing | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A question that Telegram took: as which *poll* and *message*, and until when it is open."""

    asked: AskedQuestion
    poll: str
    message: int | None
    deadline: float


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question that is to be asked, in words.

    *key* tells it from others, *kind* is what it asks; *edition* (its id), *round* and *tie* (numbers) are
    what its explanation gives away, None for none.
    """

    key: str
    kind: str
    edition: str | None
    round: int | None
    tie: int | None
    question: str
    options: Sequence[str]
    correct: int
    explanation: str
    shoot_out: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """An answer that a *person* gave to a poll, which arrived at a time, by the *update* with that id."""

    poll: str
    person: Person
    option: int
    at: float
    update: int | None = None
