"""Who serves from a data folder: one program at a time, as the kernel knows."""

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_NAME = "serving.lock"


class AlreadyServing(Exception):
    """Another program serves from the folder; the text says so in one sentence."""


class DataLock:
    """The lock of the data folder *data*, held from :meth:`acquire` on until it is released or the program
    dies in whatever way."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = FileLock(data / _NAME, timeout=0)

    def acquire(self) -> None:
        """Take the lock.

        :raises AlreadyServing: when another program has it.
        :raises OSError: when the folder cannot be written.
        """
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout:
            raise AlreadyServing(
                f"another program serves from {self._data}; stop it first, or give KUBOK_DATA another folder"
            ) from None

    def release(self) -> None:
        """Let go of it."""
        self._lock.release()

    def is_held(self) -> bool:
        """Whether another program has it."""
        if not (self._data / _NAME).exists():
            return False
        with suppress(OSError):
            try:
                self.acquire()
            except AlreadyServing:
                return True
            self.release()
        return False
