"""Throttling of authors who send too many requests at once, so that other authors need not wait."""

from dataclasses import dataclass

BURST = 15  # requests at once
SECONDS = 1.0  # until one more is allowed
_SET_BACK = 120.0  # seconds that a request may be older than the one before; beyond, a clock was set
_MANY = 10_000  # authors, before those without recent requests are discarded


@dataclass(slots=True)
class _Asked:
    """Leaky bucket of an author: *level* requests at the time *at*, less one per interval since.

    *told* says that the author has been notified."""

    level: float
    at: float
    told: bool = False


class Throttle:
    """Limits requests per user, or per chat for messages sent on behalf of a chat: to a *burst* of them at
    once, and one more in so many *seconds*."""

    def __init__(self, burst: int = BURST, seconds: float = SECONDS) -> None:
        self._burst = burst
        self._seconds = seconds
        self._asked: dict[int, _Asked] = {}

    def wait(self, who: int, at: float) -> float | None:
        """Seconds that *who*, a user or chat id, has to wait after a request *at* a time, in seconds; 0 when
        the request is allowed, None when a wait has been returned before."""
        asked = self._until(who, at)
        if asked.told:
            return None
        asked.level += 1
        if asked.level <= self._burst:
            return 0
        asked.told = True
        return asked.level * self._seconds

    def forgive(self, who: int) -> None:
        """Uncount the latest request of *who*."""
        if asked := self._asked.get(who):
            asked.level = max(asked.level - 1, 0)

    def _until(self, who: int, now: float) -> _Asked:
        if len(self._asked) >= _MANY:
            self._asked = {key: row for key, row in self._asked.items() if self._left(row, now)}
        asked = self._asked.setdefault(who, _Asked(0, now))
        if asked.at - now > _SET_BACK:
            asked.at = now
        asked.level, asked.at = self._left(asked, now), max(asked.at, now)
        asked.told = asked.told and asked.level > 0
        return asked

    def _left(self, asked: _Asked, now: float) -> float:
        return max(asked.level - max(now - asked.at, 0) / self._seconds, 0)
