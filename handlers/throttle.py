"""Who asks too much at once waits a little, so that the others don't have to."""

from dataclasses import dataclass

BURST = 15  # questions at once
SECONDS = 1.0  # in which one more becomes possible
_SET_BACK = 120.0  # seconds by which nobody asks later than before, unless a clock was set
_MANY = 10_000  # people, before those are forgotten who have been quiet


@dataclass(slots=True)
class _Asked:
    """How much somebody asked: *level* questions at the time *at*, less one for each interval since."""

    level: float
    at: float
    told: bool = False


class Throttle:
    """Counts what each person, or chat that writes as one, asks."""

    def __init__(self) -> None:
        self._asked: dict[int, _Asked] = {}

    def wait(self, who: int, at: float) -> float | None:
        """For how many seconds *who* has to wait who asked *at* a time, in seconds; 0 when not at all, None
        when that was said already."""
        asked = self._until(who, at)
        if asked.told:
            return None
        asked.level += 1
        if asked.level <= BURST:
            return 0
        asked.told = True
        return asked.level * SECONDS

    def forgive(self, who: int) -> None:
        """Take back what *who* asked last."""
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

    @staticmethod
    def _left(asked: _Asked, now: float) -> float:
        return max(asked.level - max(now - asked.at, 0) / SECONDS, 0)
