"""Runtime counters shown by /status, /healthz and /metrics."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

_LATEST = 1_000  # durations of which quantiles are told


class Durations:
    """Durations in seconds: their *count* and *sum* since the start, and quantiles of the latest thousand."""

    __slots__ = ("_latest", "count", "sum")

    def __init__(self) -> None:
        self.count = 0
        self.sum = 0.0
        self._latest: deque[float] = deque(maxlen=_LATEST)

    def note(self, seconds: float) -> None:
        """Add a duration."""
        self.count += 1
        self.sum += seconds
        self._latest.append(seconds)

    def quantiles(self, shares: Iterable[float]) -> list[float]:
        """Of the latest durations, for each of *shares* the least that so large a share does not exceed (the
        nearest rank); nothing before the first."""
        ordered = sorted(self._latest)
        return [ordered[max(ceil(share * len(ordered)), 1) - 1] for share in shares] if ordered else []


@dataclass(slots=True)
class Requests:
    """Requests to Telegram, those for updates aside: how many were *made*, by method and outcome, and how
    many are *waiting* for their turn by Telegram's limits."""

    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    waiting: int = 0


@dataclass(slots=True)
class Health:
    """Health counters of updates and failures; *began* and *latest* are seconds since 1970.

    *work* is how long the bot was busy with each update, without waiting for Telegram or its turn;
    *lateness*, how long after its time each question of a game came to the chat.
    """

    began: float
    handled: int = 0
    skipped: int = 0  # discarded: too old, or too many in the chat's queue
    answers: int = 0  # to messages, buttons and inline queries, where the chat took them
    failures: int = 0
    latest: float | None = None  # when an update was last handled or discarded
    clock_ahead: float = 0.0  # seconds that the machine's clock is ahead of Telegram's; negative: behind
    requests: Requests = field(default_factory=Requests)
    work: Durations = field(default_factory=Durations)
    lateness: Durations = field(default_factory=Durations)
