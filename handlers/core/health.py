"""What the program has been through since it began, for those who watch over it."""

from dataclasses import dataclass


@dataclass(slots=True)
class Health:
    """Counts of updates and failures; *began* and *latest* are seconds since 1970."""

    began: float
    handled: int = 0
    skipped: int = 0  # came too late to be answered
    failures: int = 0
    latest: float | None = None  # when an update was handled last
    clock_ahead: float = 0.0  # seconds that the machine's clock is before Telegram's; below 0 behind it
