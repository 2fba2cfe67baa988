"""Logging: one line an event on standard error, secrets masked in one place."""

import logging
from collections.abc import Iterable


class MaskingFormatter(logging.Formatter):
    """Replaces *secrets* in whatever is written: message, arguments, traceback."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The record as text without secrets."""
        return mask(super().format(record), self._secrets)


def mask(text: str, secrets: Iterable[str]) -> str:
    """*text* with each of *secrets* replaced by dots."""
    for secret in secrets:
        text = text.replace(secret, "…")
    return text


def set_up_logging(level: int, secrets: Iterable[str]) -> None:
    """Log from *level* on to standard error; libraries below their warnings only when debugging."""
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx names every request's address at INFO, and with it the token.
    for library in ("httpx", "httpcore", "telegram", "apscheduler", "tornado", "filelock"):
        logging.getLogger(library).setLevel(logging.WARNING)
