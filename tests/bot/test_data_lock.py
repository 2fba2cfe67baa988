"""The lock of the data folder."""

import threading
import time
from pathlib import Path

import pytest

from bot.data_lock import AlreadyServing, DataLock


def test_one_serves_at_a_time(tmp_path: Path) -> None:
    serving, other = DataLock(tmp_path), DataLock(tmp_path)
    assert not other.is_held()
    serving.acquire()
    assert other.is_held()
    with pytest.raises(AlreadyServing, match="another program serves from"):
        other.acquire()
    serving.release()
    other.acquire()
    other.release()


def test_who_only_asks_is_in_nobodys_way(tmp_path: Path) -> None:
    """As a health check does, again and again, while a bot starts."""
    serving, ended = DataLock(tmp_path), threading.Event()
    serving.acquire()
    serving.release()

    def ask() -> None:
        while not ended.is_set():
            DataLock(tmp_path).is_held()
            time.sleep(0.001)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(100):
            serving.acquire()
            serving.release()
    finally:
        ended.set()
        asking.join()
