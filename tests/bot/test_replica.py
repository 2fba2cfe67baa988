"""A replica of ``chats.db`` kept by Litestream: all is lost, and all is there again."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.programs import KUBOK, Start
from tests.bot.server import QUICK_KUBOK, BotApi
from tests.bot.test_faults import message
from tests.bot.test_nothing_lost import UNLIMITED, begin, polls, table, vote
from tests.double import GROUP

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "litestream.yml"
_BESIDE = Path(sys.executable).with_name("litestream")
LITESTREAM = str(_BESIDE) if _BESIDE.exists() else shutil.which("litestream")

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(LITESTREAM is None, reason="Litestream is not installed: the extra “replica”"),
]


class Replica:
    """Litestream with our configuration, for the data folder of a test and a folder as replica."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.data, self.replica = folder / "data", folder / "replica"
        self._log = folder / "litestream"
        self._environment = environment | {"DATA": str(self.data), "REPLICA": str(self.replica)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            command = [str(LITESTREAM), "replicate", "-config", str(CONFIGURATION)]
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def kill(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def restored(self, path: Path) -> bool:
        """Whether it could be restored to *path*."""
        path.unlink(missing_ok=True)
        command = [str(LITESTREAM), "restore", "-o", str(path), f"file://{self.replica}"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def wait_until_it_has(self, answers: int, path: Path) -> None:
        """Wait until what can be restored to *path* has so many answers."""
        end = time.monotonic() + 20
        while not (self.restored(path) and answers_in(path) == answers):
            assert time.monotonic() < end, self._log.read_text()
            time.sleep(0.2)


def answers_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        (number,) = database.execute("SELECT COUNT(*) FROM answers").fetchone()
        return int(number)


@pytest.fixture
def replica(tmp_path: Path, environment: dict[str, str]) -> Iterator[Replica]:
    kept = Replica(tmp_path, environment)
    yield kept
    kept.kill()


def test_disks_are_lost_and_the_game_goes_on(
    api: BotApi, start: Start, replica: Replica, environment: dict[str, str], tmp_path: Path
) -> None:
    restored = tmp_path / "restored.db"
    bot = begin(api, start, "/trivia 3 60s")
    replica.start()
    for number, player in enumerate((11, 12, 11), start=1):
        api.push(vote(polls(api, number)[-1], player))
        replica.wait_until_it_has(number, restored)
        bot.kill()
        bot.wait()
        replica.kill()
        shutil.rmtree(tmp_path / "data")
        assert replica.restored(restored)
        command = [*KUBOK, "restore", str(restored)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert "1 game, " in done.stdout
        bot = start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, **UNLIMITED)
        replica.start()
        api.push(message("/skip", chat=GROUP))
    shown = table(api)
    assert "🥇 P11 30 points" in shown
    assert "🥈 P12 15 points" in shown
