"""Logging: one line an event on standard error, secrets masked in one place."""

import json
import logging
import re
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

_LINE_END = " ⏎ "  # where a text had one
# What is told of a failure: its innermost calls, each exception's words. More would cost those who wait.
_MOST_CALLS, _MOST_LETTERS = 25, 8_000
# What they tell below a warning is of no use to whoever runs the bot; PTB's would have every message.
_LIBRARIES = ("telegram", "aiohttp", "asyncio", "filelock")


class OneLine(logging.Formatter):
    """An event as one line of text, a traceback included, in which *secrets* are replaced."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The event without secrets."""
        return mask(self._line(record), self._secrets)

    def formatException(self, ei: Any) -> str:
        """The innermost calls of an exception and of those it came from, cut at some thousand letters."""
        text = "".join(traceback.format_exception(*ei, limit=-_MOST_CALLS)).rstrip("\n")
        return text if len(text) <= _MOST_LETTERS else f"…{text[-_MOST_LETTERS:]}"

    def _line(self, record: logging.LogRecord) -> str:
        return _LINE_END.join(super().format(record).splitlines())


class OneObject(OneLine):
    """An event as a JSON object on one line, with its time in UTC."""

    def _line(self, record: logging.LogRecord) -> str:
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False)


def mask(text: str, secrets: Iterable[str]) -> str:
    """*text* with each of *secrets* replaced by dots, in capitals or not: PTB changes some."""
    for secret in secrets:
        text = text.replace(secret, "…")
        if secret.lower() in text.lower():
            text = re.sub(re.escape(secret), "…", text, flags=re.IGNORECASE)
    return text


def set_up_logging(level: int, secrets: Iterable[str], *, as_json: bool = False) -> None:
    """Log from *level* on to standard error, libraries from their warnings on."""
    handler = logging.StreamHandler()
    handler.setFormatter((OneObject if as_json else OneLine)(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for library in _LIBRARIES:
        logging.getLogger(library).setLevel(max(level, logging.WARNING))
