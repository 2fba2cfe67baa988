"""The pool of questions that can be generated from an archive, and the choice of the next one."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from store.archive.archive import Archive
from store.cup.labels import Label
from store.trivia.question import Difficulty, Kind, Question, Trace
from store.trivia.ratings import UNRATED, Ratings

if TYPE_CHECKING:
    from store.trivia.generate import Maker

_EDITIONS_KEPT = 128  # whose questions are cached in memory
_CUP_IN, _EASY_CUP_IN = 6, 3  # one question in so many is about several editions
_EASY_SHARE, _NOT_HARD_SHARE = 0.3, 0.75  # of a game that rises
_ONLY_WHEN_HARD = frozenset({Kind.REFEREE, Kind.FIRST_MINUTE})
_WEIGHTS: Mapping[Kind, int] = {
    **dict.fromkeys((Kind.WINNER, Kind.SCORER, Kind.TOP_SCORER, Kind.RECORD, Kind.FIRST_GOAL, Kind.CLUES), 4),
    **dict.fromkeys((Kind.FINALISTS, Kind.TWO_WINNERS, Kind.NEVER_WON, Kind.ORDER, Kind.COVERED), 3),
    **dict.fromkeys((Kind.CUPS, Kind.EDITION_WON, Kind.FINAL_OF_TWO, Kind.SCORE, Kind.SHOOT_OUT), 3),
    **dict.fromkeys((Kind.TWO_OF_ROUND, Kind.NOT_OF_ROUND, Kind.GAP), 2),
    **dict.fromkeys((Kind.BEATEN, Kind.NAME, Kind.VENUE, Kind.SCORED_FOR, Kind.GROUP_WINNER), 2),
}
"""How often each kind is chosen beside others: what is told of a cup for years more often than what is looked
up. Others count once."""


def rising(number: int, total: int) -> tuple[Difficulty, ...]:
    """The difficulty of the question of this *number*, from 1 on, in a game of *total* that rises, and what
    comes instead when there is no such question: easy first, hard last. A shoot-out, number 0, is of medium
    difficulty."""
    easy, medium, hard = Difficulty
    share = (number - 1) / max(total - 1, 1)
    if number and share < _EASY_SHARE:
        return easy, medium, hard
    return (medium, easy, hard) if share < _NOT_HARD_SHARE else (hard, medium, easy)


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of questions; None stands for any."""

    difficulty: Difficulty | None = None
    edition: Label | None = None


class Pool:
    """The questions of *archive*, generated lazily, edition by edition."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._maker: Maker | None = None
        self._made = lru_cache(_EDITIONS_KEPT)(self._make)

    def _make(self, edition: Label | None) -> tuple[Question, ...]:
        if self._maker is None:
            from store.trivia.generate import Maker

            self._maker = Maker(self._archive)
        return self._maker.questions(edition)

    def questions(self, choice: Choice | None = None, ratings: Ratings = UNRATED) -> Iterator[Question]:
        """The questions that match a *choice* by *ratings*, edition by edition, those about several editions
        last."""
        choice = choice or Choice()
        for group in self._groups(choice):
            yield from self._fitting(group, choice, ratings)

    def of_group(self, edition: Label | None) -> tuple[Question, ...]:
        """The questions about an *edition*, or with None about several."""
        return self._made(edition)

    def _groups(self, choice: Choice) -> list[Label | None]:
        return [choice.edition] if choice.edition else [*self._archive.labels, None]

    def _fitting(self, group: Label | None, choice: Choice, ratings: Ratings) -> list[Question]:
        wanted = choice.difficulty
        return [question for question in self._made(group) if wanted in (None, ratings.difficulty(question))]

    def how_many(self, choice: Choice, most: int, ratings: Ratings = UNRATED) -> int:
        """The number of questions that match a *choice* by *ratings*, counted up to *most*."""
        return sum(1 for _ in zip(range(most), self.questions(choice, ratings), strict=False))

    def pick(
        self,
        choice: Choice,
        asked: Mapping[str, int],
        had: Sequence[Trace],
        rng: Random,
        order: Sequence[Difficulty] = tuple(Difficulty),
        ratings: Ratings = UNRATED,
    ) -> Question | None:
        """Pick one of the questions least often *asked*, None when all that match the choice were *had*.

        *asked* is the number of times each was asked in the chat, by key; *had* are the questions of the
        game so far, in their order; *ratings* say how difficult each is. Where any difficulty will do, it is
        the first in this *order* of which there is a question, and who refereed or in which minute a goal
        fell is not asked as long as there is anything else. No kind comes twice in a row, as long as there is
        another. Questions about a tie or an edition new to the game are preferred, and among these the kinds
        least frequent in it. Editions are equally likely, however many questions each has, and so are kinds,
        but for their weights.
        """
        wanted = [choice.difficulty] if choice.difficulty else order
        dull = frozenset[Kind]() if choice.difficulty else _ONLY_WHEN_HARD
        latest = dull | {trace.kind for trace in had[-1:]}
        for left_out in dict.fromkeys((latest, dull, frozenset[Kind]())):
            for difficulty in wanted:
                of_it = replace(choice, difficulty=difficulty)
                if question := self._pick(of_it, asked, had, rng, left_out, ratings):
                    return question
        return None

    def _pick(
        self,
        choice: Choice,
        asked: Mapping[str, int],
        had: Sequence[Trace],
        rng: Random,
        left_out: Collection[Kind],
        ratings: Ratings,
    ) -> Question | None:
        """Pick a question of another kind than those *left_out*."""
        keys, kinds = {trace.key for trace in had}, Counter(trace.kind for trace in had)
        cited = {(trace.edition, trace.tie) for trace in had if trace.edition}
        editions = {edition for edition, _ in cited}

        def rank(question: Question) -> tuple[int, bool, bool]:
            trace = question.trace
            return asked.get(trace.key, 0), (trace.edition, trace.tie) in cited, trace.edition in editions

        groups = self._groups(choice)
        if not choice.edition:
            groups.remove(None)
            rng.shuffle(groups)
            often = _EASY_CUP_IN if choice.difficulty is Difficulty.EASY else _CUP_IN
            groups.insert(rng.randrange(often), None)
        best: list[Question] = []
        least: tuple[int, bool, bool] | None = None
        for group in groups:
            for question in self._fitting(group, choice, ratings):
                if question.key in keys or question.kind in left_out:
                    continue
                place = rank(question)
                if least is None or place < least:
                    least, best = place, []
                if place == least:
                    best.append(question)
            if least == (0, False, False):
                break
        if not best:
            return None
        rarest = min(kinds[question.kind] for question in best)
        rare = sorted({question.kind for question in best if kinds[question.kind] == rarest})
        (kind,) = rng.choices(rare, [_WEIGHTS.get(kind, 1) for kind in rare])
        return rng.choice([question for question in best if question.kind == kind])
