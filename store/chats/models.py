"""Dataclasses for trivia games, their questions and votes, as rows of ``chats.db`` have them. All frozen."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.sqlite import Row


class GameOn(Exception):
    """A game is already running in this chat and topic."""


class Mode(StrEnum):
    """How a game is played."""

    CLASSIC = "classic"
    MARATHON = "marathon"  # until who plays has been wrong three times
    DUEL = "duel"  # between two
    TEAMS = "teams"  # by favourite clubs
    OWN = "own"  # with the questions of the chat
    HOSTED = "hosted"  # with these, each when the host asks for it

    @property
    def has_shoot_out(self) -> bool:
        """Whether a tie at the top is decided by one more question."""
        return self in (Mode.CLASSIC, Mode.DUEL)

    @property
    def is_own(self) -> bool:
        """Whether its questions are those of the chat."""
        return self in (Mode.OWN, Mode.HOSTED)


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
    LEFT = "left"  # by the host, who asked for no other question
    DROPPED = "dropped"  # for another one, before it had an answer

    @property
    def counts(self) -> bool:
        """Whether the game can have a winner."""
        return self in (Ending.PLAYED, Ending.IDLE, Ending.NO_MORE, Ending.LEFT)


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

    *difficulty*, and the id of an *edition*, are None for any. In a marathon, *questions* is the number at
    most.
    """

    questions: int = 10
    seconds: int = 20
    difficulty: str | None = None
    edition: str | None = None
    mode: Mode = Mode.CLASSIC


@dataclass(frozen=True, slots=True)
class Game:
    """A game. *starter* is the user who started it, None when not known; *stopped* is the time when a user
    ended it early; *told* says that its table has been shown in the chat. *language* is that of its messages.

    *opponent* is the other user of a duel in a group, None when not known. A duel in private chats is several
    games of the same questions with the same *token*: the challenge, and those of who *takes* it. *wanted* is
    the number of the question after which the host of a quiz night asked for the next.
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
    opponent: int | None = None
    token: str | None = None
    takes: bool = False
    wanted: int = 0

    @property
    def is_of_two(self) -> bool:
        """Whether it is a duel in a group, in which only its :attr:`pair` play."""
        return self.plan.mode is Mode.DUEL and not self.place.private

    @property
    def pair(self) -> frozenset[int]:
        """The users of a duel in a group, as far as they are known."""
        return frozenset(user for user in (self.starter, self.opponent) if user is not None)

    def goes_on_after(self, question: "AskedQuestion") -> bool:
        """Whether what comes after a *question* comes by itself, or the host of a quiz night has asked for
        it."""
        return self.plan.mode is not Mode.HOSTED or self.wanted >= question.number


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
    covered: str = ""

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
        plan=Plan(row["questions"], row["seconds"], row["difficulty"], row["edition"], Mode(row["mode"])),
        starter=row["starter"],
        began=row["began"],
        stopped=row["stopped"],
        ended=row["ended"],
        ending=Ending(row["ending"]) if row["ending"] else None,
        told=bool(row["told"]),
        language=row["language"],
        opponent=row["opponent"],
        token=row["token"],
        takes=bool(row["takes"]),
        wanted=row["wanted"] or 0,
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
