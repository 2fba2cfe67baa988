"""Trivia questions, with their answers, and drawing the options of one to be asked."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from store.cup.labels import Label
from store.cup.ties import Tie, TieKey
from store.text.folding import digest

_KEY_DIGITS = 16  # hexadecimal
OPTIONS = 4  # of a poll
WRONG_ANSWERS = 3  # distractors next to one right answer


class Kind(StrEnum):
    """The kind of a question, in the order of listing."""

    WINNER = "winner"  # of an edition
    BEATEN = "beaten"  # the club that a club beat in a round
    KNOCKED_OUT_BY = "knocked out by"
    STAGE = "stage"  # the round in which a club was knocked out
    REACHED = "reached"  # which club played in a round
    ENTRANT = "entrant"  # which club played in an edition
    SCORE = "score"  # of a tie
    SHOOT_OUT = "shoot-out"  # the tie that went to one
    REPLAY = "replay"  # the tie that needed one
    GROUP_WINNER = "group winner"
    GROUP_LAST = "group last"
    POINTS = "points"  # of a club in a group
    SCORER = "scorer"  # of a side in a tie
    SCORED_FOR = "scored for"  # the club of a scorer in an edition
    FIRST_GOAL = "first goal"  # the scorer of the first goal of a final
    FIRST_MINUTE = "first minute"  # the minute of that goal
    TOP_SCORER = "top scorer"
    VENUE = "venue"  # of a final
    REFEREE = "referee"  # of a final
    NAME = "name"  # of a club in an edition
    EDITION_WON = "edition won"  # by a club
    FINAL_LOST = "final lost"
    FINAL_OF_TWO = "final of two"  # the edition in which two clubs played the final
    CUPS = "cups"  # the number that a club has won
    RECORD = "record"
    FINALISTS = "finalists"  # the two clubs of a final
    TWO_OF_ROUND = "two of round"  # two clubs that played in a round
    NOT_OF_ROUND = "not of round"  # the club that did not
    TWO_WINNERS = "two winners"  # two clubs that have won the cup
    NEVER_WON = "never won"  # the club that has not, though in a final
    ORDER = "order"  # of the winners of some editions
    CLUES = "clues"  # the edition that is described
    GROUP_PLACE = "group place"  # of a club in a group
    COVERED = "covered"  # the club that is covered in the picture of a final
    GAP = "gap"  # the club that is covered in the tree of an edition


class Difficulty(StrEnum):
    """The difficulty of a question."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Trace:
    """A record of a question asked in a game: its *key* and *kind*, and the *edition* and *tie* that its
    explanation gives away, None for none."""

    key: str
    kind: Kind
    edition: Label | None
    tie: TieKey | None


@dataclass(frozen=True, slots=True)
class Option:
    """An answer: *id* identifies its subject (a club, a player, an edition), *text* is shown. *size* is that
    of a club beside others in its time, empty where it does not matter."""

    id: str
    text: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all answers to it that may be shown.

    All *rights* are right, of which *count* are to be found; *wrongs* are distractors, none of which is
    right, or may be for all that is known. *about* holds the names in the question, *edition* is the one it
    is about, None when it is about several, and *tie* the one it cites. *covered* is the id of the club that
    is covered in a picture beside it, empty for a question without one. *key* is unique, and the same
    whenever the question is generated.
    """

    kind: Kind
    difficulty: Difficulty
    rights: tuple[Option, ...]
    wrongs: tuple[Option, ...]
    edition: Label | None = None
    tie: Tie | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    count: int = 1
    covered: str = ""
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        subject = (self.kind, self.edition.id if self.edition else "", dict(sorted(self.about.items())))
        key = digest(json.dumps(subject, ensure_ascii=False), _KEY_DIGITS)
        object.__setattr__(self, "key", key)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, str(self.edition or ""), *self.about.values())))

    @property
    def is_simple(self) -> bool:
        """Whether one answer is to be found, without a picture."""
        return self.count == 1 and not self.covered

    def beside(self, right: Option) -> list[Option]:
        """The distractors for *right*: those of its size."""
        return [wrong for wrong in self.wrongs if wrong.size == right.size]

    @property
    def askable(self) -> tuple[Option, ...]:
        """The right answers for which there are enough others of their size, right and wrong."""
        sizes = Counter(right.size for right in self.rights)
        return tuple(
            right
            for right in self.rights
            if sizes[right.size] >= self.count and len(self.beside(right)) >= OPTIONS - self.count
        )

    @property
    def trace(self) -> "Trace":
        """The record of the question for the game."""
        edition = self.tie.edition if self.tie else self.edition
        return Trace(self.key, self.kind, edition, self.tie.key if self.tie else None)

    def draw(self, rng: Random, fits: Callable[[Option, Option], bool] = lambda *_: True) -> "Drawn":
        """Draw so many right answers as are to be found, and distractors, four options together, at random
        and shuffled; of the distractors only those that *fits* says fit beside a right answer, if these are
        enough."""
        right, number = rng.choice(self.askable), OPTIONS - self.count
        more = [other for other in self.askable if other != right and other.size == right.size]
        rights = (right, *rng.sample(more, self.count - 1))
        wrongs = self.beside(right)
        fitting = [wrong for wrong in wrongs if fits(wrong, right)]
        options = [*rights, *rng.sample(fitting if len(fitting) >= number else wrongs, number)]
        rng.shuffle(options)
        return Drawn(self, rights, tuple(options))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question as drawn to be asked once: the *rights* among its *options*."""

    question: Question
    rights: tuple[Option, ...]
    options: tuple[Option, ...]

    @property
    def right(self) -> Option:
        """A right answer: the only one, where one is to be found."""
        return self.rights[0]

    @property
    def correct(self) -> tuple[int, ...]:
        """The indices of the right answers in *options*, rising."""
        return tuple(sorted(map(self.options.index, self.rights)))
