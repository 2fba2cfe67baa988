"""What time it is for Telegram, told by what it has sent, since the machine's clock may be wrong.

Everything rests on a clock that only runs: the date of a message cannot lie in Telegram's future, and an
update that was not there when Telegram had handed out everything was, as a rule, made after that. Between
these two bounds the machine's clock, or better the date of Telegram's answers, is believed.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

_FIRST = 1_376_438_400.0  # Telegram's first day, in seconds since 1970: what is older is no date
_DAY = 86_400.0
_DRIFT = 2e-4  # seconds by which the two clocks may move apart in a second
_DATES = 1.0  # second that dates are cut to
_ENOUGH = 3  # messages that look old though they were just written, before the clock is blamed
WRONG = 30.0  # seconds that the machine's clock has to be wrong to be called so


def running() -> float:
    """Seconds of a clock that is never set, and that runs while the machine sleeps where there is such."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


def steady(
    wall: Callable[[], float] = time.time, ticks: Callable[[], float] = running
) -> Callable[[], float]:
    """A clock that shows seconds since 1970 and is never set: right as *wall* was when this was called."""
    began = wall() - ticks()
    return lambda: began + ticks()


@dataclass(slots=True)
class _Bound:
    """A bound for Telegram's time less ours, that was found at a time."""

    value: float
    at: float

    def now(self, ticks: float, direction: int) -> float:
        """The bound as loose as it has become."""
        return self.value + direction * (ticks - self.at) * _DRIFT


class TelegramTime:
    """Telegram's time beside the machine's *wall* clock, both in seconds since 1970."""

    def __init__(self, wall: Callable[[], float] = time.time, ticks: Callable[[], float] = running) -> None:
        self._wall = wall
        self._ticks = ticks
        self._latest = 0.0  # that was told
        self._told: float | None = None  # by the latest answer, less ours
        self._least: _Bound | None = None
        self._most: _Bound | None = None
        self._agreeing = 0  # messages that the latter rests on

    def told(self, date: float) -> None:
        """An answer says that it is *date*: the latest is believed as long as nothing proves it wrong."""
        if date != self._latest:  # within the same second there is nothing new to learn
            self._latest = date
            self._told = date - self._ticks()

    def sent(self, date: float, not_before: float | None = None) -> None:
        """A message that Telegram sent just now has this *date*, and was written after the time *not_before*
        of the running clock, if that is known.

        Telegram may hand a message out late, which looks as if it had been written just now: what shows
        that it is later already ends that belief.
        """
        now = self._ticks()
        if not _FIRST <= date < max(self._wall(), self.now()) + _DAY:  # nonsense
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
        """Telegram's time."""
        ticks = self._ticks()
        found = self._wall() - ticks if self._told is None else self._told
        if self._least:
            found = max(found, self._least.now(ticks, -1))
        # This one last: a message that is taken for younger than it is gets an answer too many at worst.
        if self._most:
            found = min(found, self._most.now(ticks, 1))
        return found + ticks

    def wrong_by(self) -> float:
        """For how many seconds the machine's clock is ahead of Telegram's, below 0 for behind; 0 for less
        than :data:`WRONG`."""
        ahead = self._wall() - self.now()
        sure = self._told is not None or ahead < 0 or self._agreeing >= _ENOUGH
        if self._told is not None and self._agreeing < _ENOUGH:
            ahead = self._wall() - self._ticks() - self._told
        return ahead if sure and abs(ahead) > WRONG else 0.0
