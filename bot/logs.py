"""Logging set-up: one line per event on standard error, with secrets masked in one place."""

import json
import logging
import re
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

_LINE_END = " ⏎ "  # replaces line breaks within an event
# Limits of a logged traceback: innermost frames of each exception, characters in all. More delays answers.
_MOST_CALLS, _MOST_LETTERS = 25, 8_000
# Libraries whose events below a warning are of no use to the operator; PTB's would contain every message.
_LIBRARIES = ("telegram", "aiohttp", "asyncio", "filelock")


class OneLine(logging.Formatter):
    """Formatter that puts an event, traceback included, on one line of text, with *secrets* masked."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Format the event, with secrets masked."""
        return mask(self._line(record), self._secrets)

    def formatException(self, ei: Any) -> str:
        """Format the innermost frames of an exception and its causes, cut to the last 8,000 characters."""
        text = "".join(traceback.format_exception(*ei, limit=-_MOST_CALLS)).rstrip("\n")
        return text if len(text) <= _MOST_LETTERS else f"…{text[-_MOST_LETTERS:]}"

    def _line(self, record: logging.LogRecord) -> str:
        return _LINE_END.join(super().format(record).splitlines())


class OneObject(OneLine):
    """Formatter that puts an event on one line as a JSON object, with its time in UTC."""

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
    """*text* with each of *secrets* replaced by an ellipsis, in any case: PTB changes the case of some."""
    for secret in secrets:
        text = text.replace(secret, "…")
        if secret.lower() in text.lower():
            text = re.sub(re.escape(secret), "…", text, flags=re.IGNORECASE)
    return text


def set_up_logging(level: int, secrets: Iterable[str], *, as_json: bool = False) -> None:
    """Log to standard error from *level* up, libraries from WARNING up at least."""
    handler = logging.StreamHandler()
    handler.setFormatter((OneObject if as_json else OneLine)(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for library in _LIBRARIES:
        logging.getLogger(library).setLevel(max(level, logging.WARNING))
