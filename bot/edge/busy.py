"""How long the event loop is busy with something, without the time in which it waits."""

from collections.abc import Awaitable, Callable, Generator
from functools import partial
from time import perf_counter
from typing import Any


class Busy:
    """Awaitable that awaits *work*, and calls *note* with the seconds for which that kept the loop busy."""

    __slots__ = ("_note", "_work")

    def __init__(self, work: Awaitable[Any], note: Callable[[float], None]) -> None:
        self._work = work
        self._note = note

    def __await__(self) -> Generator[Any, Any, Any]:
        """Run the work step by step; returns what it returns.

        :raises BaseException: any exception that the work raises.
        """
        steps = self._work.__await__()
        step, busy = partial(steps.send, None), 0.0
        try:
            while True:
                began = perf_counter()
                try:
                    awaited = step()
                except StopIteration as end:
                    return end.value
                finally:
                    busy += perf_counter() - began
                try:
                    step = partial(steps.send, (yield awaited))
                except BaseException as error:  # noqa: BLE001 - such as a cancellation: the work deals with it
                    step = partial(steps.throw, error)
        finally:
            self._note(busy)
