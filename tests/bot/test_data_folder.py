"""The lock of the data folder, and whose it is."""

import os
import shutil
import subprocess
import sys
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


AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can give files away, and be another user",
)
NOBODY = 65534


@AS_ROOT
def test_what_root_makes_in_the_folder_of_a_service_is_the_services(tmp_path: Path, ours_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(ours_path.parent, data)
    for path in (data, *data.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    outside = tmp_path / "outside"
    outside.touch()
    (data / "link").symlink_to(outside)
    other = tmp_path / "other"
    other.touch()
    (data / "other").hardlink_to(other)
    kept, backup = data / "chats.db", tmp_path / "backup.db"
    environment = {**os.environ, "KUBOK_DATA": str(data)}
    for command in (["ask", "/final"], ["restore", str(backup)], ["import"]):
        if command[0] == "restore":
            Chats.open(kept).close()
            run(["backup", str(backup)], environment)
        run(command, environment)
    assert {path.name for path in data.rglob("*")} >= {"archive.db", "chats.db", "templates"}
    assert {path.lstat().st_uid for path in data.rglob("*") if path.name not in ("other", "link")} == {NOBODY}
    assert {path.stat().st_uid for path in (outside, backup, other)} == {0}


def run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run([*KUBOK, *command], env=environment, capture_output=True, check=True)


@AS_ROOT
@pytest.mark.parametrize("command", ["health", "import", "backup there", "restore there.db", "ask /final"])
def test_a_folder_of_another_user_is_one_sentence(tmp_path: Path, command: str) -> None:
    """As another user, in a process that has loaded all it needs, since that user may not read it here."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    (tmp_path / "there.db").touch()
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    code = f"""
import os, sys, click.testing
from bot.cli import main
arguments = {command.split()!r}
click.testing.CliRunner().invoke(main, arguments)
os.environ["KUBOK_DATA"] = "private/data"
os.seteuid({NOBODY})
main(arguments, prog_name="kubok")
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "KUBOK_DATA": str(tmp_path / "mine")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("kubok: cannot ")
    assert "private/data" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_who_is_not_root_has_nothing_to_give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("os.chown", lambda *_: pytest.fail("nothing is given away"))
    give_to_owner(tmp_path)
