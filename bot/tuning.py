"""How long the components of the bot wait, and how much they hold: the defaults are for Telegram.

``bot.cli.main`` takes a :class:`Tuning` as its ``obj``, so that a program under test has shorter waits.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class InFlightLimits:
    """How long updates in flight are waited for, in seconds, and how many are held."""

    patience: float = 1.0  # that a webhook request waits for an update that could not be stored
    storing: float = 0.2  # to store an update, after which it is handled from memory
    retry: float = 0.02  # between attempts to store it meanwhile
    retry_later: float = 0.25  # and afterwards
    batching: float = 0.05  # until handled updates are committed, if no new one arrives
    scrub_again: float = 2.0  # between attempts to remove deleted data from the write-ahead log
    alone: float = 5.0  # for which a possible poison update is handled alone
    all_alone: float = 30.0  # the same for all of them together
    in_memory: int = 2_000  # updates at a time, besides votes; the others wait on disk
    remembered: int = 1_000  # ids of handled updates


@dataclass(frozen=True, slots=True)
class PollingTimes:
    """How long polling waits, in seconds."""

    long_poll: int = 30  # that Telegram waits for an update
    first_wait: float = 0.5  # before the next attempt after a failure, doubled each time
    longest_wait: float = 30.0
    refusals: float = 120.0  # for which refusals are retried
    between_refusals: float = 3.0


@dataclass(frozen=True, slots=True)
class ServingTimes:
    """How long start-up and shutdown wait, in seconds."""

    first_wait: float = 1.0  # before the server is tried again, doubled each time
    longest_wait: float = 30.0
    finishing: float = 5.0  # for updates in flight at shutdown
    clock: float = 5.0  # between checks of the clock
    beat: float = 30.0  # between reports of how the bot is
    silence: float = 90.0  # for which Telegram may say nothing
    stuck: float = 600.0  # in flight, after which an update shows that processing is stuck


@dataclass(frozen=True, slots=True)
class Tuning:
    """Times in seconds, and limits.

    *pause* is the time between two questions of a game, *in_doubt* that in which it may turn out that a
    question had been sent. *busy* is how long ``chats.db`` may be locked by another process at start-up.
    *burst* messages go to a chat at once.
    """

    inflight: InFlightLimits = field(default_factory=InFlightLimits)
    polling: PollingTimes = field(default_factory=PollingTimes)
    serving: ServingTimes = field(default_factory=ServingTimes)
    read_timeout: float = 10.0
    burst: int = 5
    first_wait: float = 0.5  # before a request is retried after a network error
    pause: float = 3.0
    in_doubt: float = 3.0
    busy: float = 5.0
