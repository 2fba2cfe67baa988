"""The lock of the data folder, and whose it is."""

import os
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from bot.data_folder import AlreadyServing, DataLock, give_to_owner
from store.chats.database import Chats
from tests.bot.programs import KUBOK


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


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_root_makes_in_the_folder_of_a_service_is_the_services(tmp_path: Path, ours_path: Path) -> None:
    nobody = 65534
    data = tmp_path / "data"
    shutil.copytree(ours_path.parent, data)
    for path in (data, *data.rglob("*")):
        os.chown(path, nobody, nobody)
    outside = tmp_path / "outside"
    outside.touch()
    (data / "link").symlink_to(outside)
    kept, backup = data / "chats.db", tmp_path / "backup.db"
    environment = {**os.environ, "KUBOK_DATA": str(data)}
    for command in (["ask", "/final"], ["restore", str(backup)], ["import"]):
        if command[0] == "restore":
            Chats.open(kept).close()
            run(["backup", str(backup)], environment)
        run(command, environment)
    assert {path.name for path in data.rglob("*")} >= {"archive.db", "chats.db", "templates"}
    assert {path.lstat().st_uid for path in data.rglob("*")} == {nobody}
    assert {path.stat().st_uid for path in (outside, backup)} == {0}


def run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run([*KUBOK, *command], env=environment, capture_output=True, check=True)


def test_who_is_not_root_has_nothing_to_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("os.chown", lambda *_: pytest.fail("nothing is given away"))
    give_to_owner(tmp_path)
