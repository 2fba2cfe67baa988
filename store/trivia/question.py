"""What a question is, and how one is drawn to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from store.cup.labels import Label
from store.cup.ties import Tie

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
class Option:
    """One answer: *id* is what it stands for (a club, a man, an edition), *text* what is read."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with every answer to it that may be shown.

    Each of *rights* is right; none of *wrongs* is, or may be for all that is known. *about* holds the
    names in the question, *edition* is the one it is about, None when it is about several, and *tie* the
    one it cites. *key* is the same whenever this question is made.
    """

    kind: Kind
    difficulty: Difficulty
    rights: tuple[Option, ...]
    wrongs: tuple[Option, ...]
    edition: Label | None = None
    tie: Tie | None = None
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells it from every other question of the archive."""
        subject = "|".join(f"{name}={value}" for name, value in sorted(self.about.items()))
        edition = self.edition.id if self.edition else ""
        return f"{self.kind.replace(' ', '-')}|{edition}|{subject}"

    @property
    def cites(self) -> str:
        """What its explanation gives away: the tie as ``1993.3.1``, else the edition, else nothing."""
        if self.tie:
            return f"{self.tie.edition.id}.{self.tie.round.number}.{self.tie.number}"
        return self.edition.id if self.edition else ""

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
