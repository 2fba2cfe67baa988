"""How difficult a question is: what it is taken for at first, and what the answers to it have shown.

The share of right answers is smoothed: in all chats as if ten had answered as is expected of its difficulty,
in one chat as if five had answered as in all. A question that most get right becomes easy, one that few do
hard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from store.trivia.question import Difficulty, Question

_EXPECTED: Mapping[Difficulty, float] = {Difficulty.EASY: 0.7, Difficulty.MEDIUM: 0.5, Difficulty.HARD: 0.3}
_LEAST_EASY, _LEAST_MEDIUM = 0.6, 0.4  # shares of right answers
_WEIGHT, _WEIGHT_HERE = 10, 5  # answers that the expected share stands for

Tallies = Mapping[str, tuple[int, int]]
"""By the key of a question: how many have answered it, and how many were right."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """What the answers in all chats (*everywhere*) and in one (*here*) have shown."""

    everywhere: Tallies = field(default_factory=dict)
    here: Tallies = field(default_factory=dict)

    def share(self, question: Question) -> float:
        """The share of right answers to *question* that is expected, from 0 to 1."""
        share = _EXPECTED[question.difficulty]
        for tallies, weight in ((self.everywhere, _WEIGHT), (self.here, _WEIGHT_HERE)):
            answered, right = tallies.get(question.key, (0, 0))
            share = (right + weight * share) / (answered + weight)
        return share

    def difficulty(self, question: Question) -> Difficulty:
        """How difficult *question* is; as it was made, as long as nobody has answered it."""
        share = self.share(question)
        if share >= _LEAST_EASY:
            return Difficulty.EASY
        return Difficulty.MEDIUM if share >= _LEAST_MEDIUM else Difficulty.HARD


UNRATED = Ratings()
