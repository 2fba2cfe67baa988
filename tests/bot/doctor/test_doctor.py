"""What the doctor says of set-ups that are wrong, and of one that is right."""

import os
import re
import shutil
import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

from bot.cli import main
from bot.data_folder import DataLock
from bot.doctor.folders import check_data
from bot.doctor.machine import check_clock, check_package, check_zone
from bot.settings import load_settings
from store.chats.database import Chats
from tests.bot.server import TOKEN, BotApi
from tests.store.chats.test_database import LATER, OLD

SEASON = "= 1990 Cup =\n\n==Final==\n1 May 1990\nAda 2-1 Bor\n"
OWNER = 42
DAY = 86_400
PASSWORD = "hush-hush"


@dataclass
class SetUp:
    """A right set-up in *folder*: settings in a file and in the *environment*, seeds, and a server."""

    folder: Path
    api: BotApi
    monkeypatch: pytest.MonkeyPatch
    lines: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in [name for name in os.environ if name.startswith(("KUBOK", "TELEGRAM", "WEBHOOK"))]:
            self.monkeypatch.delenv(name)
        self.monkeypatch.chdir(self.folder)
        (self.folder / "seeds").mkdir()
        (self.folder / "seeds" / "season_1990.txt").write_text(SEASON)
        self.data.mkdir(mode=0o700)
        shutil.copy(OLD, self.chats)
        self.chats.chmod(0o600)
        self.lines = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.api.url,
            "KUBOK_SEEDS": "seeds",
            "KUBOK_DATA": "data",
        }

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def chats(self) -> Path:
        return self.data / "chats.db"

    def doctor(self, more: str = "") -> tuple[int, str]:
        """The exit code, and what is said."""
        env = self.folder / ".env"
        if not env.exists():
            env.write_text("".join(f"{name}={value}\n" for name, value in self.lines.items()) + more)
            env.chmod(0o600)
        before = (
            {path: path.stat().st_mtime_ns for path in self.data.rglob("*")} if self.data.is_dir() else {}
        )
        done = CliRunner().invoke(main, ["doctor"])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        if self.data.is_dir():
            kept = {path for path in self.data.rglob("*") if path.name != "serving.lock"}
            assert kept == {path for path in before if path.name != "serving.lock"}
        assert PASSWORD not in done.output
        assert TOKEN not in done.output
        assert TOKEN.partition(":")[2] not in done.output
        return done.exit_code, done.output


@pytest.fixture
def right(tmp_path: Path, api: BotApi, monkeypatch: pytest.MonkeyPatch) -> SetUp:
    monkeypatch.setattr("logging.disable", lambda: None)  # of all tests after it
    return SetUp(tmp_path, api, monkeypatch)


def test_a_right_one(right: SetUp) -> None:
    right.lines["KUBOK_OWNERS"] = str(OWNER)
    code, said = right.doctor()
    assert (code, said.splitlines()[-1]) == (0, "Nothing is wrong.")
    assert [line for line in said.splitlines()[:-1] if not line.startswith("✓ ")] == []
    assert "chats.db is intact" in said
    assert "Telegram knows the bot: @" in said


def test_copies_that_have_what_was_deleted(right: SetUp) -> None:
    name = "chats-before-%Y%m%d-%H%M%S"
    for days, end in ((6.9, ".db"), (7.1, "-1.db"), (7.1, "-1.db-wal")):
        shutil.copy(
            right.chats, right.data / time.strftime(name + end, time.localtime(time.time() - days * DAY))
        )
    (old,) = right.data.glob("chats-before-*-1.db")
    code, said = right.doctor()
    assert code == 0
    assert said.count("older than seven days") == 1
    assert f"! {old} is older than seven days, and has what users have had deleted since." in said
    assert f"→ rm {old}*" in said


@pytest.mark.parametrize(("version", "doubtful"), [("3.51.2", True), ("3.51.3", False), ("3.53.0", False)])
def test_a_replica_by_a_sqlite_with_a_fault(
    right: SetUp, monkeypatch: pytest.MonkeyPatch, version: str, doubtful: bool
) -> None:
    monkeypatch.setattr("sqlite3.sqlite_version", version)
    assert "two programs" not in right.doctor()[1]
    (right.data / ".chats.db-litestream").mkdir()
    code, said = right.doctor()
    assert (code, "two programs write at the same moment" in said) == (0, doubtful)


def test_one_beside_a_bot_that_serves(right: SetUp) -> None:
    lock = DataLock(right.data)
    lock.acquire()
    with closing(Chats.open(right.chats)):
        code, said = right.doctor()
    lock.release()
    assert (code, "A bot serves from it now." in said) == (0, True)


def no_text(right: SetUp) -> None:
    (right.folder / ".env").write_bytes("KUBOK_CUP=Кубок\n".encode("cp1251"))


def no_folder(right: SetUp) -> None:
    shutil.rmtree(right.data)
    right.data.touch()


def no_file(right: SetUp) -> None:
    right.chats.unlink()
    right.chats.mkdir(mode=0o700)


def no_chats(right: SetUp) -> None:
    right.chats.write_bytes(b"no database" * 100)


def damaged(right: SetUp) -> None:
    content = bytearray(right.chats.read_bytes())
    content[4096 : 4096 * 3] = bytes(4096 * 2)
    right.chats.write_bytes(content)


def later(right: SetUp) -> None:
    Chats.open(right.chats).close()
    with closing(sqlite3.connect(right.chats)) as database:
        database.executescript(LATER)


def bad_line(right: SetUp) -> None:
    (right.folder / "seeds" / "season_1990.txt").write_text(SEASON.replace("2-1", "2-"))


def two_cups(right: SetUp) -> None:
    for year in ("1990", "1991", "1992"):
        for name in ("Cup", "Another Shield"):
            season = SEASON.replace("1990 Cup", f"{year} {name}").replace("1990", year)
            (right.folder / "seeds" / f"{name.lower()}_{year}.txt").write_text(season)
    (right.folder / "seeds" / "season_1990.txt").unlink()


def taken_port(right: SetUp) -> None:
    right.lines |= {"WEBHOOK_URL": "https://example.org/hook", "WEBHOOK_LISTEN": "203.0.113.7"}


def hook(url: str) -> Callable[[SetUp], None]:
    def prepare(right: SetUp) -> None:
        right.lines |= {"WEBHOOK_URL": url, "WEBHOOK_PORT": "0"}
        del right.lines["TELEGRAM_API_URL"]
        del right.lines["TELEGRAM_BOT_TOKEN"]

    return prepare


def refused(method: str, code: int, description: str, **lines: str) -> Callable[[SetUp], None]:
    def prepare(right: SetUp) -> None:
        right.api.refusals[method] = code, description
        right.lines |= lines

    return prepare


def with_password(right: SetUp) -> None:
    """Whose password must not show, see :meth:`SetUp.doctor`."""
    right.lines["TELEGRAM_API_URL"] = right.api.url.replace("//", f"//kubok:{PASSWORD}@")
    right.api.refusals["getMe"] = 401, "Unauthorized"


def webhook_elsewhere(right: SetUp) -> None:
    right.api.webhook = {"url": "https://elsewhere.example/"}
    right.lines["WEBHOOK_URL"] = "https://example.org/hook"


def not_delivered(right: SetUp) -> None:
    right.lines["WEBHOOK_URL"] = "https://example.org/hook"
    right.api.webhook = {
        "url": right.lines["WEBHOOK_URL"],
        "last_error_message": "Connection refused",
        "last_error_date": int(time.time()) - 60,
    }


def line(text: str) -> Callable[[SetUp], None]:
    name, _, value = text.partition("=")
    return lambda right: right.lines.__setitem__(name, value)


def mode(name: str, bits: int) -> Callable[[SetUp], None]:
    def prepare(right: SetUp) -> None:
        (right.folder / ".env").write_text(
            "".join(f"{name}={value}\n" for name, value in right.lines.items())
        )
        (right.folder / ".env").chmod(0o600)
        (right.folder / name).chmod(bits)

    return prepare


@pytest.mark.parametrize(
    ("prepare", "said", "do"),
    [
        (line("TELEGRAM_BOT_TOKEN=hello"), "TELEGRAM_BOT_TOKEN does not look like", "see .env.example"),
        (line("KUBOK_LOG_LEVEL=LOUD"), "KUBOK_LOG_LEVEL is 'LOUD'", "see .env.example"),
        (line("KUBOK_TIMEZONE=Mars"), "KUBOK_TIMEZONE is 'Mars'", "see .env.example"),
        (line("KUBOK_OWNERS=@me"), "KUBOK_OWNERS has '@me'", "see .env.example"),
        (line("KUBOK_DATTA=data"), "KUBOK_DATTA is no setting", "if you meant KUBOK_DATA"),
        (line("TELEGRAM_TOKEN=x"), "TELEGRAM_TOKEN is no setting", "if you meant TELEGRAM_BOT_TOKEN"),
        (line("KUBOK_OWNERS 42"), "Line 5 of .env is no setting", "NAME=value"),
        (no_text, ".env cannot be read as UTF-8", "Save it as UTF-8"),
        (mode(".env", 0o644), ".env has the bot's token, and others can read it", "chmod 600 .env"),
        (line("WEBHOOK_PORT=8080"), "WEBHOOK_PORT without WEBHOOK_URL", "Set WEBHOOK_URL too"),
        (hook("http://example.org/"), "WEBHOOK_URL is no https address", "certificate"),
        (hook("https://example.org:8081/"), "WEBHOOK_URL has the port 8081", "443, 80, 88 and 8443"),
        (hook("https://example.org/"), "there is no TELEGRAM_BOT_TOKEN", "@BotFather"),
        (taken_port, "Nothing can listen on 203.0.113.7:8080", "Set WEBHOOK_PORT"),
        (line("KUBOK_METRICS_PORT=many"), "KUBOK_METRICS_PORT is 'many', not a port", "Correct it"),
        (
            line("KUBOK_METRICS_LISTEN=::1"),
            "KUBOK_METRICS_LISTEN without KUBOK_METRICS_PORT",
            "Set KUBOK_METRICS_PORT too",
        ),
        (
            line("KUBOK_METRICS_PORT=9100\nKUBOK_METRICS_LISTEN=203.0.113.7"),
            "Nothing can listen on 203.0.113.7:9100",
            "Set KUBOK_METRICS_PORT to a free port",
        ),
        (
            line("WEBHOOK_URL=https://example.org/hook\nWEBHOOK_PORT=9100\nKUBOK_METRICS_PORT=9100"),
            "WEBHOOK_PORT and KUBOK_METRICS_PORT are both 9100.",
            "Take KUBOK_METRICS_PORT out",
        ),
        (line("KUBOK_SEEDS=nowhere"), "There is no seeds folder", "Set KUBOK_SEEDS"),
        (bad_line, "season_1990.txt:5", "kubok import --check"),
        (two_cups, "has files of several cups", "KUBOK_CUP"),
        (line("KUBOK_CUP=Coppa"), "Coppa", "KUBOK_CUP"),
        (no_folder, "data is no folder", "KUBOK_DATA"),
        (mode("data", 0o777), "Others can write in", "chmod 700"),
        (mode("data/chats.db", 0o644), "Others can open", "chmod 600"),
        (no_file, "chats.db cannot be opened and written", "chown"),
        (no_chats, "file is not a database", "kubok restore"),
        (damaged, "is damaged", "kubok restore"),
        (later, "was used by a later version", "kubok restore"),
        (line("TELEGRAM_API_URL=http://127.0.0.1:1"), "does not answer", "correct the address"),
        (refused("getMe", 401, "Unauthorized"), "does not know the bot", "@BotFather"),
        (refused("getMe", 404, "Not Found"), "does not know the bot", "@BotFather"),
        (with_password, "does not know the bot", "@BotFather"),
        (refused("getMe", 500, "Internal Server Error"), "does not answer", "Start it"),
        (
            refused("getChat", 400, "Bad Request: chat not found", KUBOK_OWNERS="42"),
            "cannot write to the owner 42",
            "press Start",
        ),
        (webhook_elsewhere, "another address than WEBHOOK_URL", "One token, one program"),
        (not_delivered, "could not deliver updates: Connection refused", "certificate"),
    ],
)
def test_a_wrong_one(right: SetUp, prepare: Callable[[SetUp], None], said: str, do: str) -> None:
    prepare(right)
    code, told = right.doctor()
    lines = told.splitlines()
    (place,) = [place for place, text in enumerate(lines) if text.startswith("✗") and said in text]
    assert lines[place + 1].startswith("  → ")
    assert do in lines[place + 1]
    assert (code, lines[-1].startswith("kubok: ")) == (1, True)


SWITCHES = ("can_join_groups", "supports_inline_queries", "supports_guest_queries")


def test_what_may_be_meant_so(right: SetUp) -> None:
    """It is told, but nothing is wrong."""
    right.api.webhook = {"url": "https://elsewhere.example/"}
    right.api.pending = 101
    right.data.chmod(0o755)
    call = right.api.telegram.call
    right.monkeypatch.setattr(
        right.api.telegram,
        "call",
        lambda method, given: call(method, given) | dict.fromkeys(SWITCHES, False),
    )
    code, said = right.doctor()
    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("!")] == [
        f"! Others can look into {right.data}.",
        "! The bot cannot be added to groups.",
        "! The bot has no inline mode.",
        "! The bot cannot be asked in chats that it is not in.",
        "! Telegram sends the bot's updates to a webhook, while Kubok is set to fetch them.",
        "! 101 updates wait at Telegram.",
    ]


def test_an_owner_that_is_a_group(right: SetUp) -> None:
    right.lines["KUBOK_OWNERS"] = str(OWNER)
    right.api.chats[OWNER] = {"id": OWNER, "type": "group", "title": "Fans"}
    code, said = right.doctor()
    assert (code, f"✗ {OWNER} of KUBOK_OWNERS is no person." in said) == (1, True)


def test_a_server_that_does_not_know_every_method(right: SetUp) -> None:
    right.lines["KUBOK_OWNERS"] = str(OWNER)
    right.api.refusals["getWebhookInfo"] = 404, "Not Found"
    code, said = right.doctor()
    assert (code, "! Telegram did not tell more: " in said) == (0, True)


def test_many_lines_that_cannot_be_read(right: SetUp) -> None:
    for year in range(1980, 1990):
        (right.folder / "seeds" / f"season_{year}.txt").write_text(SEASON.replace("2-1", "2-"))
    code, said = right.doctor()
    assert (code, said.count("✗")) == (1, 6)
    assert "✗ 5 more lines of the seeds cannot be read." in said


def test_a_locked_database(right: SetUp) -> None:
    with closing(sqlite3.connect(right.chats, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, said = right.doctor()
    assert code == 1
    assert f"✗ {right.chats} cannot be written: database is locked." in said


def test_a_clock_that_is_wrong_by_telegram(right: SetUp) -> None:
    later = formatdate(time.time() + 3 * 3600, usegmt=True)
    right.monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda _: later)
    code, said = right.doctor()
    assert code == 1
    assert re.search(r"✗ The clock of this machine is 1\d{4} seconds behind\.\n  → timedatectl", said)


def test_a_clock_before_the_program() -> None:
    assert list(check_clock()) == []
    (found,) = check_clock(datetime(2015, 1, 1, tzinfo=UTC).timestamp())
    assert "behind" in found.text


def test_the_folder_of_another_user(right: SetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    code, said = right.doctor()
    assert code == 1
    assert f"✗ {right.data} cannot be opened and written.\n  → Let it belong to the user" in said
    shutil.rmtree(right.data)
    code, said = right.doctor()
    assert code == 1
    assert f"✗ {right.data} cannot be made" in said


def test_a_database_of_another_user(right: SetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1_000_000)
    code, said = right.doctor()
    assert code == 0
    assert f"! {right.chats} belongs to another user." in said


def test_a_full_disk(right: SetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, sign in ((1_000_000, "✗"), (50_000_000, "!"), (10**10, "✓")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: shutil._ntuple_diskusage(1, 1, free))  # type: ignore[attr-defined]
        first = next(iter(check_data(load_settings({"KUBOK_DATA": str(right.data)}, Path("none")))))
        assert first.level.value == sign


def test_old_data_of_time_zones() -> None:
    assert check_zone(ZoneInfo("Asia/Almaty")).level.value == "✓"
    assert check_zone(ZoneInfo("Asia/Omsk")).do == "pip install -U tzdata"


def test_packages_of_another_version() -> None:
    assert list(check_package(Requirement("click>=8"))) == []
    (other,) = check_package(Requirement("click<8"))
    assert "Kubok needs <8" in other.text
    (none,) = check_package(Requirement("no-such-package"))
    assert "is not installed" in none.text


def test_telegram_that_cannot_be_reached_is_no_mistake_of_ones_own(right: SetUp) -> None:
    """There may be no network where the settings are written."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        right.monkeypatch.setattr(
            "bot.doctor.telegram.TELEGRAM", f"http://127.0.0.1:{closed.getsockname()[1]}"
        )
        del right.lines["TELEGRAM_API_URL"]
        code, said = right.doctor()
    assert (code, "! Telegram cannot be reached: " in said) == (0, True)
