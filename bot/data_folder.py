"""The data folder: one process serves from it at a time, and what is in it is its owner's."""

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_NAME = "serving.lock"
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

        :raises PermissionError: when this user may not look into the folder.
        """
        try:
            (self._data / _NAME).stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        with suppress(OSError):
            try:
                self.acquire(wait=0)
            except AlreadyServing:
                return True
            self.release()
        return False


def give_to_owner(data: Path) -> None:
    """Give what root has made in the folder *data* to the owner of the folder: a bot that runs as that user
    could not use it otherwise. Other users have nothing to give."""
    if os.name != "posix" or os.geteuid() != 0:
        return
    try:
        owner = data.stat()
    except OSError:  # there is none
        return
    # By open folders, and without following links: that user can put others in their places meanwhile.
    for _, folders, files, folder in os.fwalk(data.resolve()):
        for name in (*folders, *files):
            with suppress(OSError):  # it is gone
                found = os.stat(name, dir_fd=folder, follow_symlinks=False)
                if found.st_uid == 0 and (name in folders or found.st_nlink == 1):
                    os.chown(name, owner.st_uid, owner.st_gid, dir_fd=folder, follow_symlinks=False)
