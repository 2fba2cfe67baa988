"""The pool of questions that can be generated from an archive, and the choice of the next one."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from store.archive.archive import Archive
from store.cup.labels import Label
from store.trivia.question import Difficulty, Question, Trace

if TYPE_CHECKING:
    from store.trivia.generate import Maker

_EDITIONS_KEPT = 128  # whose questions are cached in memory
_CUP_IN = 6  # one question in so many is about several editions


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

    def questions(self, choice: Choice | None = None) -> Iterator[Question]:
        """The questions that match a *choice*, edition by edition, those about several editions last."""
        choice = choice or Choice()
        for group in self._groups(choice):
            yield from self._fitting(group, choice)

    def _groups(self, choice: Choice) -> list[Label | None]:
        return [choice.edition] if choice.edition else [*self._archive.labels, None]

    def _fitting(self, group: Label | None, choice: Choice) -> list[Question]:
        wanted = choice.difficulty
        return [question for question in self._made(group) if wanted in (None, question.difficulty)]

    def how_many(self, choice: Choice, most: int) -> int:
        """The number of questions that match a *choice*, counted up to *most*."""
        return sum(1 for _ in zip(range(most), self.questions(choice), strict=False))

    def pick(
        self, choice: Choice, asked: Mapping[str, int], had: Collection[Trace], rng: Random
    ) -> Question | None:
        """Pick one of the questions least often *asked*, None when all that match the choice were *had*.

        *asked* is the number of times each was asked in the chat, by key; *had* are the questions of the
        game so far. Questions about a tie or an edition new to the game are preferred, and among these the
        kinds least frequent in it. Editions and kinds are equally likely, however many questions each has.
        """
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
            groups.insert(rng.randrange(_CUP_IN), None)
        best: list[Question] = []
        for group in groups:
            candidates = [question for question in self._fitting(group, choice) if question.key not in keys]
            ranked = [*best, *candidates]
            least = min(map(rank, ranked), default=None)
            best = [question for question in ranked if rank(question) == least]
            if least == (0, False, False):
                break
        if not best:
            return None
        rarest = min(kinds[question.kind] for question in best)
        kind = rng.choice(sorted({question.kind for question in best if kinds[question.kind] == rarest}))
        return rng.choice([question for question in best if question.kind == kind])
