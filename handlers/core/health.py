"""Runtime counters shown by /status and /healthz."""

from dataclasses import dataclass


@dataclass(slots=True)
class Health:
    """Health counters of updates and failures; *began* and *latest* are seconds since 1970."""

    began: float
    handled: int = 0
    skipped: int = 0  # discarded: too old, or too many in the chat's queue
    failures: int = 0
    latest: float | None = None  # when an update was last handled or discarded
    clock_ahead: float = 0.0  # seconds that the machine's clock is ahead of Telegram's; negative: behind
