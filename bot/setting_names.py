"""The names of settings, and those that are nearly one."""

import re
from collections.abc import Iterable

from rapidfuzz.fuzz import ratio

NAMES = (
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_API_URL",
    "TELEGRAM_RATE_LIMIT",
    "KUBOK_SEEDS",
    "KUBOK_CUP",
    "KUBOK_DATA",
    "KUBOK_OWNERS",
    "KUBOK_LOG_LEVEL",
    "KUBOK_LOG_FORMAT",
    "KUBOK_TIMEZONE",
    "KUBOK_LANGUAGE",
    "KUBOK_METRICS_PORT",
    "KUBOK_METRICS_LISTEN",
    "WEBHOOK_URL",
    "WEBHOOK_LISTEN",
    "WEBHOOK_PORT",
    "WEBHOOK_SECRET",
)
"""Every setting; ``.env.example`` documents each."""

_NAME = re.compile(r"\w+")  # anything else is a line without =, which may have a secret in it
# What Kubernetes sets for a service that is called kubok.
_OF_KUBERNETES = re.compile(r"KUBOK_(SERVICE_(HOST|PORT)|PORT(_\d+_|$))")
_PREFIXES = ("KUBOK_", "TELEGRAM_", "WEBHOOK_")
_ALIKE = 88.0  # percent from which a name of another prefix is taken for a misspelt one of ours


def unknown_names(given: Iterable[str], file: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Those of the names that are *given*, some of them in a *file*, which seem to be meant for Kubok and are
    no settings, each with the nearest that is one."""
    meant = {*filter(_is_meant, given), *filter(_is_end_of_one, file)} - {*NAMES}
    named = (name for name in sorted(meant) if _NAME.fullmatch(name) and not _OF_KUBERNETES.match(name))
    return tuple((name, _nearest(name)) for name in named)


def _is_meant(name: str) -> bool:
    """Whether a variable with this *name* is meant for Kubok."""
    return name.upper().startswith(_PREFIXES) or ratio(name.upper(), _nearest(name)) >= _ALIKE


def _is_end_of_one(name: str) -> bool:
    return any(known.endswith(f"_{name.upper()}") for known in NAMES)


def _nearest(name: str) -> str:
    """The name of the setting that is most like *name*, with and without prefixes."""
    whole = name.upper()
    tail = whole.partition("_")[2] or whole

    def likeness(known: str) -> float:
        return ratio(whole, known) + max(ratio(tail, known), ratio(tail, known.partition("_")[2]))

    return max(NAMES, key=likeness)
