"""Estimate of Telegram's server time from the dates it sends, since the machine's clock may be wrong.

All is measured on a monotonic clock. The date of a message is a lower bound of Telegram's time, since it
cannot be in Telegram's future. An update that was not pending when Telegram had returned everything was, as a
rule, created after that, which gives an upper bound. Between these bounds the machine's clock is trusted, or
better, the date of Telegram's responses.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

_FIRST = 1_376_438_400.0  # Telegram's first day, in seconds since 1970: earlier dates are invalid
_DAY = 86_400.0
_DRIFT = 2e-4  # seconds per second by which the two clocks may drift apart
_DATES = 1.0  # second: the resolution to which dates are truncated
_ENOUGH = 3  # messages that look old although just written, before the machine's clock is called wrong
WRONG = 30.0  # seconds of deviation above which the machine's clock is called wrong


def running() -> float:
    """Seconds of a monotonic clock, including system suspend where ``CLOCK_BOOTTIME`` is available."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


def steady(
    wall: Callable[[], float] = time.time, ticks: Callable[[], float] = running
) -> Callable[[], float]:
    """A monotonic clock in seconds since 1970, set once from *wall* when this is called."""
    began = wall() - ticks()
    return lambda: began + ticks()


@dataclass(slots=True)
class _Bound:
    """A bound of Telegram's time minus the monotonic clock, determined *at* a time of the latter."""

    value: float
    at: float

    def now(self, ticks: float, direction: int) -> float:
        """The bound at *ticks*, loosened by the possible drift; *direction* is 1 for an upper, -1 for a lower
        bound."""
        return self.value + direction * (ticks - self.at) * _DRIFT


class TelegramTime:
    """Telegram's time, estimated with the machine's *wall* clock, both in seconds since 1970, and the
    monotonic clock *ticks*."""

    def __init__(self, wall: Callable[[], float] = time.time, ticks: Callable[[], float] = running) -> None:
        self._wall = wall
        self._ticks = ticks
        self._latest = 0.0  # date of a response
        self._told: float | None = None  # that date minus the monotonic clock
        self._least: _Bound | None = None
        self._most: _Bound | None = None
        self._agreeing = 0  # messages that the upper bound is based on

    def told(self, date: float) -> None:
        """Note the *date* of a response: the latest is trusted as long as it is within the bounds."""
        if date != self._latest:  # within the same second there is nothing new to learn
            self._latest = date
            self._told = date - self._ticks()

    def sent(self, date: float, not_before: float | None = None) -> None:
        """Note the *date* of a message received just now, and written after *not_before* by the monotonic
        clock, if that is known.

        A message that Telegram delivers late looks as if just written, and makes the upper bound too low: a
        date above the bound discards it.
        """
        now = self._ticks()
        if not _FIRST <= date < max(self._wall(), self.now()) + _DAY:  # invalid
            return
        least = date - now
        if self._least is None or least > self._least.now(now, -1):
            self._least = _Bound(least, now)
            if self._most and least > self._most.now(now, 1):
                self._most, self._agreeing = None, 0
        if not_before is not None:
            most = date + _DATES - not_before
            self._agreeing += 1
            if self._most is None or most < self._most.now(now, 1):
                self._most = _Bound(most, now)

    def now(self) -> float:
        """Telegram's time in seconds since 1970."""
        ticks = self._ticks()
        found = self._wall() - ticks if self._told is None else self._told
        if self._least:
            found = max(found, self._least.now(ticks, -1))
        # The upper bound last: a message taken for younger than it is gets, at worst, an answer too many.
        if self._most:
            found = min(found, self._most.now(ticks, 1))
        return found + ticks

    def wrong_by(self) -> float:
        """Seconds by which the machine's clock is ahead of Telegram's, negative when behind; 0 up to
        :data:`WRONG`, and while that is uncertain."""
        ahead = self._wall() - self.now()
        sure = self._told is not None or ahead < 0 or self._agreeing >= _ENOUGH
        if self._told is not None and self._agreeing < _ENOUGH:
            ahead = self._wall() - self._ticks() - self._told
        return ahead if sure and abs(ahead) > WRONG else 0.0
