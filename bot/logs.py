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


def _not_of_the_retry_loop(record: logging.LogRecord) -> bool:
    """False for what PTB logs of failed tries to reach the server, which ``bot.serve`` says itself."""
    return not record.getMessage().startswith("Network Retry Loop")


def set_up_logging(level: int, secrets: Iterable[str]) -> None:
    """Log from *level* on to standard error, libraries from their warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("telegram.ext").addFilter(_not_of_the_retry_loop)
    # httpx names every request's address at INFO, and with it the token.
    for library in ("httpx", "httpcore", "telegram", "apscheduler", "tornado", "filelock"):
        logging.getLogger(library).setLevel(logging.WARNING)
