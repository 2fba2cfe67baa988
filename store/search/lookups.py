"""What finding the names in one text may cost.

Reading free text tries many ways to part it, which look the same words up again and again. Within
:func:`bounded` each look-up is done once, and there are only so many.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVarTuple

from store.search.found import Found

_Words = TypeVarTuple("_Words")


class TooManyLookups(Exception):
    """A text asks for more names to be looked up than it may."""


@dataclass(slots=True)
class _Budget:
    most: int
    found: dict[tuple[object, ...], Found] = field(default_factory=dict)


_budget: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def bounded(most: int) -> Iterator[None]:
    """Let :func:`looked_up` find at most *most* different names within."""
    token = _budget.set(_Budget(most))
    try:
        yield
    finally:
        _budget.reset(token)


def looked_up(find: Callable[[*_Words], Found], *words: *_Words) -> Found:
    """``find(*words)``; remembered and counted within :func:`bounded`.

    :raises TooManyLookups: when there have been as many as there may be.
    """
    budget = _budget.get()
    if budget is None:
        return find(*words)
    key = (find, *words)
    if key not in budget.found:
        if len(budget.found) >= budget.most:
            raise TooManyLookups
        budget.found[key] = find(*words)
    return budget.found[key]
