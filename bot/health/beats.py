"""The file that says of a serving bot how it is, at each beat; ``kubok health`` reads it.

It is written over in place, so that a full disk does not make it a lie. Its times are by the monotonic clock
of the machine, since the other one may be wrong.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from bot.telegram_time import running
from store.chats.database import keep_private

FILE = "health.json"  # in the data folder
_SIZE = 1_000  # bytes of the file, always
_BEATS = 3  # that may fail to come
_NOT_YET = "it has not begun to serve, or its data folder was moved"
_COMPLAINTS = {
    "updates_flow": "an update has been in hand for too long",
    "telegram_answers": "Telegram does not answer",
    "no_other_program": "another program fetches the updates of its token",
    "archive_answers": "archive.db cannot be read",
    "chats_answer": "chats.db cannot be read",
    "chats_written": "chats.db cannot be written: it is locked or was moved, or the disk is full",
    "clock_right": "the clock of the machine is wrong",
}
"""What is said of each part of a report that is False."""


def write_beat(data: Path, report: Mapping[str, object], every: float) -> None:
    """Write a *report*, which is *every* so many seconds, into the file in the folder *data*.

    :raises OSError: when it cannot be written.
    """
    path = data / FILE
    keep_private(path)
    with path.open("r+b") as file:
        file.write(json.dumps({"at": running(), "every": every, "report": report}).encode().ljust(_SIZE))


def end_beats(data: Path) -> None:
    """Remove the file, if that is possible."""
    with suppress(OSError):
        (data / FILE).unlink(missing_ok=True)


def complaints(data: Path) -> Iterator[str]:
    """What is wrong with the bot that serves from *data*, by its latest report; nothing when it is well."""
    try:
        beat = json.loads((data / FILE).read_bytes())
        silent, every, report = running() - beat["at"], beat["every"], beat["report"]
    except FileNotFoundError:
        yield _NOT_YET
        return
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{data / FILE} cannot be read"
        return
    if silent < 0:  # of a time before the machine was started
        yield _NOT_YET
        return
    if silent > _BEATS * every:
        yield f"it has not been heard of for {silent:.0f} seconds"
        return
    for name, words in _COMPLAINTS.items():
        if report.get(name) is False:
            yield words
