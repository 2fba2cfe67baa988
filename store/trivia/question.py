"""What a question is, and how one is drawn to be asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from store.cup.labels import Label
from store.cup.ties import Tie, TieKey
from store.text.folding import digest

_KEY_DIGITS = 16  # hexadecimal
WRONG_ANSWERS = 3  # that stand beside the right one


class Kind(StrEnum):
    """What is asked, in the order in which kinds are listed."""

    WINNER = "winner"  # of an edition
    BEATEN = "beaten"  # whom a club beat in a round
    KNOCKED_OUT_BY = "knocked out by"
    STAGE = "stage"  # in which a club went out
    REACHED = "reached"  # which club played in a round
    ENTRANT = "entrant"  # which club played in an edition
    SCORE = "score"  # of a tie
    SHOOT_OUT = "shoot-out"  # which tie went to one
    SCORER = "scorer"  # of a side in a tie
    SCORED_FOR = "scored for"  # the club of a scorer in an edition
    FIRST_GOAL = "first goal"  # whose the first of a final was
    FIRST_MINUTE = "first minute"  # when it fell
    TOP_SCORER = "top scorer"
    VENUE = "venue"  # of a final
    REFEREE = "referee"  # of a final
    NAME = "name"  # of a club in an edition
    EDITION_WON = "edition won"  # by a club
    FINAL_LOST = "final lost"
    FINAL_OF_TWO = "final of two"  # in which edition two clubs played the final
    CUPS = "cups"  # how many a club has won
    RECORD = "record"


class Difficulty(StrEnum):
    """How much one has to know to answer."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Trace:
    """What a game remembers of a question it has had: its *key* and *kind*, and the *edition* and the *tie*
    that its explanation gives away, None where it gives away none."""

    key: str
    kind: Kind
    edition: Label | None
    tie: TieKey | None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: *id* is what it stands for (a club, a man, an edition), *text* what is read."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with every answer to it that may be shown.

    Each of *rights* is right; none of *wrongs* is, or may be for all that is known. *about* holds the
    names in the question, *edition* is the one it is about, None when it is about several, and *tie* the
    one it cites. *key* tells it from every other question and is the same whenever it is made.
    """

    kind: Kind
    difficulty: Difficulty
    rights: tuple[Option, ...]
    wrongs: tuple[Option, ...]
    edition: Label | None = None
    tie: Tie | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        subject = (self.kind, self.edition.id if self.edition else "", dict(sorted(self.about.items())))
        key = digest(json.dumps(subject, ensure_ascii=False), _KEY_DIGITS)
        object.__setattr__(self, "key", key)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, str(self.edition or ""), *self.about.values())))

    @property
    def trace(self) -> "Trace":
        """What a game remembers of it."""
        edition = self.tie.edition if self.tie else self.edition
        return Trace(self.key, self.kind, edition, self.tie.key if self.tie else None)

    def draw(self, rng: Random) -> "Drawn":
        """One right answer and three wrong ones in an order of chance."""
        right = rng.choice(self.rights)
        options = [right, *rng.sample(self.wrongs, WRONG_ANSWERS)]
        rng.shuffle(options)
        return Drawn(self, right, tuple(options))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question as it is asked once: the *right* answer among its *options*."""

    question: Question
    right: Option
    options: tuple[Option, ...]

    @property
    def correct(self) -> int:
        """The place of the right answer, from 0."""
        return self.options.index(self.right)
