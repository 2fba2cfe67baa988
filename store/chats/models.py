"""Dataclasses for trivia games, their questions and votes, as rows of ``chats.db`` have them. All frozen."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.sqlite import Row


class GameOn(Exception):
    """A game is already running in this chat and topic."""


class Closing(StrEnum):
    """Why a question was closed."""

    TIME = "time"
    ALL_ANSWERED = "all answered"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    VOID = "void"  # it may never have been sent
    REPLACED = "replaced"  # void, but it had been sent: its votes count, though another replaced it


class Ending(StrEnum):
    """Why a game ended."""

    PLAYED = "played"
    IDLE = "idle"
    STOPPED = "stopped"
    NO_MORE = "no more"  # questions are left
    NO_POLLS = "no polls"  # the bot has no permission to send polls
    GONE = "gone"  # the chat was deleted, or the bot removed from it
    FAILED = "failed"  # because of a bug

    @property
    def counts(self) -> bool:
        """Whether the game can have a winner."""
        return self in (Ending.PLAYED, Ending.IDLE, Ending.NO_MORE)


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram user, with the name last seen."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a game: a chat and a topic in it, 0 for none."""

    chat: int
    topic: int = 0
    private: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a game: the number of *questions*, and the *seconds* for each.

    *difficulty*, and the id of an *edition*, are None for any.
    """

    questions: int = 10
    seconds: int = 20
    difficulty: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Game:
    """A game. *starter* is the user who started it, None when not known; *stopped* is the time when a user
    ended it early; *told* says that its table has been shown in the chat. *language* is that of its messages.
    """

    id: int
    place: Place
    plan: Plan
    starter: int | None
    began: float
    stopped: float | None
    ended: float | None
    ending: Ending | None
    told: bool
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Quiz:
    """A quiz poll: its texts, the indices of the *correct* options, rising, and the *seconds* for which it is
    open."""

    question: str
    options: Sequence[str]
    correct: tuple[int, ...]
    explanation: str
    seconds: int


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as asked in a game. *poll* and *message* are None until it is known to have been sent.

    *correct* are the indices of its right options, rising. *skipped* is the time when it was skipped,
    *closed* is None while it is open.
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
    correct: tuple[int, ...]
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

    @property
    def quiz(self) -> Quiz:
        """The poll of the question."""
        return Quiz(self.question, self.options, self.correct, self.explanation, self.seconds)


@dataclass(frozen=True, slots=True)
class Sent:
    """A question that was sent: the ids of its *poll* and *message*, and its *deadline*."""

    asked: AskedQuestion
    poll: str
    message: int | None
    deadline: float


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question to be asked, with its texts.

    *key* identifies it, *kind* is what it asks; *correct* are the indices of its right options, rising;
    *edition* (its id), *round* and *tie* (numbers) are what its explanation gives away, None for none;
    *covered* is the id of the club that is covered in its picture, empty when it has none.
    """

    key: str
    kind: str
    edition: str | None
    round: int | None
    tie: int | None
    question: str
    options: Sequence[str]
    correct: tuple[int, ...]
    explanation: str
    shoot_out: bool = False
    covered: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """A user's answer to a poll: the indices of the *options* that were chosen, rising; the time when it
    arrived, and the id of its *update*."""

    poll: str
    person: Person
    options: tuple[int, ...]
    at: float
    update: int | None = None


def game_of(row: Row) -> Game:
    """The game in a row of ``games``."""
    return Game(
        id=row["game"],
        place=Place(row["chat"], row["topic"], bool(row["private"])),
        plan=Plan(row["questions"], row["seconds"], row["difficulty"], row["edition"]),
        starter=row["starter"],
        began=row["began"],
        stopped=row["stopped"],
        ended=row["ended"],
        ending=Ending(row["ending"]) if row["ending"] else None,
        told=bool(row["told"]),
        language=row["language"],
    )


def question_of(row: Row) -> AskedQuestion:
    """The question in a row of ``questions``."""
    values = {name: value for name, value in row.items() if name != "also"}
    return AskedQuestion(
        **{
            **values,
            "correct": (row["correct"], *json.loads(row["also"])),
            "options": tuple(json.loads(row["options"])),
            "shoot_out": bool(row["shoot_out"]),
            "closing": Closing(row["closing"]) if row["closing"] else None,
        }
    )
