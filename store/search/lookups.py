"""Caching and limiting the look-ups of names in one text.

Parsing free text tests many ways to split it, which look up the same words repeatedly. Within
:func:`bounded` each look-up is done once, and their number is limited.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVarTuple

from store.search.found import Found

_Words = TypeVarTuple("_Words")


class TooManyLookups(Exception):
    """A text needs more look-ups of names than :func:`bounded` allows."""


@dataclass(slots=True)
class _Budget:
    most: int
    found: dict[tuple[object, ...], Found] = field(default_factory=dict)


_budget: ContextVar[_Budget | None] = ContextVar("budget", default=None)


@contextmanager
def bounded(most: int) -> Iterator[None]:
    """Context manager that limits :func:`looked_up` to *most* different look-ups, and caches them."""
    token = _budget.set(_Budget(most))
    try:
        yield
    finally:
        _budget.reset(token)


def looked_up(find: Callable[[*_Words], Found], *words: *_Words) -> Found:
    """``find(*words)``; cached and counted within :func:`bounded`.

    :raises TooManyLookups: when the limit has been reached.
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
