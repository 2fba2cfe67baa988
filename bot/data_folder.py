"""The data folder: one process serves from it at a time, and what is in it is its owner's."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_NAME = "serving.lock"
_OURS = re.compile(
    r"(archive|chats|terminal)\b.*|serving\.lock|health\.json|reports\.jsonl.*|console_history|templates"
)
_ANY = re.compile(r".*")
_ASKING = 0.3  # seconds for which a program that only asks may hold the lock


class AlreadyServing(Exception):
    """Raised when another process serves from the folder; the text says so in one sentence."""


class DataLock:
    """File lock of the folder *data*, held from :meth:`acquire` until :meth:`release` or the end of the
    process, crashes included, as the kernel releases it."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._lock = FileLock(data / _NAME)

    def acquire(self, wait: float = _ASKING) -> None:
        """Acquire the lock, within *wait* seconds.

        :raises AlreadyServing: when another process holds it.
        :raises OSError: when the folder cannot be written.
        """
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=wait, poll_interval=_ASKING / 10)
        except Timeout:
            raise AlreadyServing(
                f"another program serves from {self._data}; stop it first, or give KUBOK_DATA another folder"
            ) from None

    def release(self) -> None:
        """Release the lock."""
        self._lock.release()

    def is_held(self) -> bool:
        """Whether another process holds the lock.

        :raises OSError: when this user cannot tell, as one who may not write there.
        """
        try:
            (self._data / _NAME).stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        try:
            self.acquire(wait=0)
        except AlreadyServing:
            return True
        self.release()
        return False


def give_to_owner(data: Path) -> None:
    """Give what root has made in the folder *data* to the owner of the folder: a bot that runs as that user
    could not use it otherwise. Other users have nothing to give.

    That user may put anything in place of anything meanwhile: only files and folders of Kubok's names are
    given, as they are open, and none that has another name elsewhere.
    """
    if os.name != "posix" or os.geteuid() != 0:
        return
    with suppress(OSError), _opened(data.resolve()) as folder:
        found = os.fstat(folder)
        if found.st_uid != 0:
            _give(folder, found, _OURS)


def _give(folder: int, owner: os.stat_result, names: re.Pattern[str]) -> None:
    for name in filter(names.fullmatch, os.listdir(folder)):
        with suppress(OSError), _opened(name, folder) as number:
            found = os.fstat(number)
            is_folder = stat.S_ISDIR(found.st_mode)
            alone = is_folder or (stat.S_ISREG(found.st_mode) and found.st_nlink == 1)
            if found.st_uid == 0 and found.st_dev == owner.st_dev and alone:
                os.fchown(number, owner.st_uid, owner.st_gid)
            if is_folder:
                _give(number, owner, _ANY)


@contextmanager
def _opened(path: Path | str, folder: int | None = None) -> Iterator[int]:
    number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    try:
        yield number
    finally:
        os.close(number)
