"""What people send is not lost when the disk, the network, the clock or the program fails for a while."""

import json
import os
import re
import resource
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.sent import SentPoll
from bot.tuning import InFlightLimits, ServingTimes, Tuning
from tests.bot.programs import QUICK, Start, output, program, quick, wait_for_output
from tests.bot.server import IMPATIENT_KUBOK, QUICK_KUBOK, BotApi
from tests.bot.test_faults import message, wait_for
from tests.double import GROUP, person

LONG = pytest.mark.crash  # with those that take their time
UNLIMITED = {"TELEGRAM_RATE_LIMIT": "0"}
# The program with a clock that is ahead by the seconds in the file "ahead", read each time.
SHIFTED = """
import time, pathlib
def shifted(real=time.time):
    try:
        return real() + float(pathlib.Path("ahead").read_text() or 0)
    except (OSError, ValueError):
        return real()
time.time = shifted
"""


def vote(poll: SentPoll, user: int, *, right: bool = True) -> dict[str, Any]:
    """The content of an update with a vote that Telegram takes now."""
    poll.votes[user] = chosen = poll.choice(right=right)
    answer = {"poll_id": poll.poll, "user": person(user), "option_ids": list(chosen)}
    return {"poll_answer": {**answer, "option_persistent_ids": list(map(str, chosen))}}


def polls(api: BotApi, number: int = 1) -> list[SentPoll]:
    wait_for(lambda: len(api.telegram.polls) >= number)
    return list(api.telegram.polls.values())


def table(api: BotApi, seconds: float = 30) -> str:
    """The table of the game, once it is shown."""

    def tables() -> list[str]:
        return [call["text"] for call in api.called("sendMessage") if "🏁" in call["text"]]

    wait_for(tables, seconds)
    return tables()[0].replace("<b>", "").replace("</b>", "")


def begin(api: BotApi, start: Start, asked: str, code: str = QUICK_KUBOK, **settings: str) -> Any:
    """A program with a game that is on, up to its first question."""
    api.push(message(asked, chat=GROUP))
    process = start(code, TELEGRAM_API_URL=api.url, **{**UNLIMITED, **settings})
    polls(api)
    return process


def answered(api: BotApi, user: int, year: int = 1993) -> float:
    """Ask a command; after how many seconds it is answered."""
    began = time.monotonic()
    api.push(message(f"/final {year}", user=user))
    wait_for(lambda: any(call["chat_id"] == user for call in api.called("sendMessage")))
    return time.monotonic() - began


def texts_to(api: BotApi, user: int) -> list[str]:
    return [call["text"] for call in api.called("sendMessage") if call["chat_id"] == user]


def commands(number: int) -> list[dict[str, Any]]:
    """The contents of updates with a command of each of so many people."""
    return [message("/final 1993", user=100 + place) for place in range(number)]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program that writes into chats.db and does not come to an end."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@contextmanager
def full(pid: int) -> Iterator[None]:
    """A disk without room: nothing can be written beyond the first bytes of a file."""
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1024, most))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.parametrize("trouble", ["locked", pytest.param("full", marks=LONG)])
def test_votes_while_nothing_can_be_written(api: BotApi, start: Start, tmp_path: Path, trouble: str) -> None:
    process = begin(api, start, "/trivia 1 4s", KUBOK_OWNERS="77")
    (poll,) = polls(api)
    wait_for(lambda: api.acknowledged)
    time.sleep(0.3)  # it is written down that the question was sent
    with locked(tmp_path / "data" / "chats.db") if trouble == "locked" else full(process.pid):
        api.push(*(vote(poll, user) for user in range(11, 16)))
        assert max(answered(api, user) for user in (50, 51, 52)) < 1
        api.push(message("/trivia 1 4s", user=60))  # which needs a write
        time.sleep(3.5)
        assert answered(api, 53) < 1
        assert api.acknowledged < 6  # the votes are not
    shown = table(api)
    assert all(f"P{user}" in shown for user in range(11, 16)), shown
    wait_for(
        lambda: any(call["chat_id"] == 60 and "🎲" in call["text"] for call in api.called("sendMessage"))
    )
    told = [call["text"] for call in api.called("sendMessage") if call["chat_id"] == 77]
    assert told
    assert all("OperationalError" in text for text in told)
    later = [call["text"] for call in api.called("sendMessage") if call["chat_id"] == 60]
    assert later[0] == "I cannot write that down just now. It is done as soon as I can."
    process.terminate()
    assert process.wait(10) == 0


@LONG
def test_a_vote_that_is_only_in_memory_when_the_program_is_killed(
    api: BotApi, start: Start, tmp_path: Path
) -> None:
    process = begin(api, start, "/trivia 1 5s")
    (poll,) = polls(api)
    time.sleep(0.3)
    with locked(tmp_path / "data" / "chats.db"):
        api.push(vote(poll, 11))
        time.sleep(0.5)
        process.kill()
        process.wait()
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, **UNLIMITED)
    assert "P11 15 points" in table(api)


@LONG
def test_stopping_while_nothing_can_be_written(api: BotApi, start: Start, tmp_path: Path) -> None:
    process = begin(api, start, "/trivia 1 60s")
    (poll,) = polls(api)
    time.sleep(0.3)
    with locked(tmp_path / "data" / "chats.db"):
        api.push(*(vote(poll, user) for user in range(11, 23)), message("/forgetme", user=5))
        time.sleep(0.5)
        began = time.monotonic()
        process.terminate()
        assert process.wait(15) == 0
        assert time.monotonic() - began < 10
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, **UNLIMITED)
    wait_for(lambda: api.acknowledged >= 13)
    api.push(message("/stop", user=2, chat=GROUP))
    assert "P22" in table(api)


@LONG
def test_a_start_while_nothing_can_be_written(api: BotApi, start: Start, tmp_path: Path) -> None:
    process = begin(api, start, "/trivia 1 4s")
    (poll,) = polls(api)
    time.sleep(0.3)
    process.kill()
    process.wait()
    api.push(vote(poll, 11))
    release = threading.Event()

    def hold() -> None:
        with locked(tmp_path / "data" / "chats.db"):
            release.wait(20)

    holding = threading.Thread(target=hold)
    holding.start()
    code = quick(replace(QUICK, busy=0.2))
    process = start(code, TELEGRAM_API_URL=api.url, **UNLIMITED)
    assert answered(api, 50) < 5
    release.set()
    holding.join()
    assert "P11 15 points" in table(api)


@pytest.mark.parametrize("methods", [("getUpdates",), pytest.param(None, marks=LONG)])
def test_votes_while_the_network_is_away(api: BotApi, start: Start, methods: tuple[str, ...] | None) -> None:
    begin(api, start, "/trivia 2 2s", IMPATIENT_KUBOK)
    (first,) = polls(api)
    time.sleep(0.3)
    api.fault = lambda method: "html" if methods is None or method in methods else None
    api.push(vote(first, 11), vote(first, 12))
    time.sleep(3)
    api.fault = lambda _: None
    second = polls(api, 2)[-1]
    api.push(vote(second, 11), vote(second, 12))
    shown = table(api)
    assert "P11 30 points · 2 of 2 right" in shown
    assert "P12 26 points · 2 of 2 right" in shown


def test_votes_behind_many_commands_after_a_kill(api: BotApi, start: Start) -> None:
    process = begin(api, start, "/trivia 1 2s")
    (poll,) = polls(api)
    time.sleep(0.3)
    process.kill()
    process.wait()
    api.push(
        *(message("/final 1993", user=100 + number) for number in range(250)), vote(poll, 11), vote(poll, 12)
    )
    time.sleep(3)
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url)  # with its limits
    assert "P11 15 points" in (shown := table(api))
    assert "P12 13 points" in shown


def test_votes_behind_a_flood(api: BotApi, start: Start) -> None:
    code = quick(replace(QUICK, inflight=InFlightLimits(in_memory=50)))
    begin(api, start, "/trivia 1 3s", code, TELEGRAM_RATE_LIMIT="10")
    (poll,) = polls(api)
    api.push(
        *(message("/final 1993", user=100 + number) for number in range(500)), vote(poll, 11), vote(poll, 12)
    )
    shown = table(api, 8)  # long before everybody is answered
    assert "P11 15 points" in shown
    assert "P12 13 points" in shown
    assert len(api.called("sendMessage")) < 300


@pytest.mark.parametrize(
    "ahead", [3600, *(pytest.param(seconds, marks=LONG) for seconds in (-3600, 30, -30))]
)
def test_a_clock_that_is_set_during_a_game(api: BotApi, start: Start, tmp_path: Path, ahead: int) -> None:
    begin(api, start, "/trivia 2 2s", SHIFTED + QUICK_KUBOK)
    (first,) = polls(api)
    time.sleep(0.3)
    (tmp_path / "ahead").write_text(str(ahead))
    api.push(vote(first, 11), vote(first, 12))
    began = time.monotonic()
    second = polls(api, 2)[-1]
    assert time.monotonic() - began < 4
    api.push(vote(second, 11), vote(second, 12))
    assert "P11 30 points · 2 of 2 right" in table(api)
    assert answered(api, 50) < 2


@pytest.mark.parametrize("ahead", [180, pytest.param(-180, marks=LONG)])
def test_a_clock_that_is_wrong_is_named_and_everybody_answered(
    api: BotApi, start: Start, tmp_path: Path, ahead: int
) -> None:
    (tmp_path / "ahead").write_text(str(ahead))
    api.push(message("/final 1993", user=5), message("/status", user=77))
    code = SHIFTED + program(Tuning(serving=ServingTimes(clock=0.1)))
    start(code, TELEGRAM_API_URL=api.url, KUBOK_OWNERS="77", **UNLIMITED)
    wait_for(lambda: {call["chat_id"] for call in api.called("sendMessage")} == {5, 77})
    assert answered(api, 6) < 2
    way = "ahead" if ahead > 0 else "behind"
    wait_for(lambda: any(f"{way}. Please set it right" in call["text"] for call in api.called("sendMessage")))
    wait_for_output(tmp_path, "WARNING bot.serving.beside: the machine's clock is ")
    found = re.search(r"clock is ([+-]\d+) s off", output(tmp_path))
    assert found
    assert abs(int(found[1]) - ahead) <= 2
    time.sleep(0.5)
    assert sum("set it right" in call["text"] for call in api.called("sendMessage")) == 1


def test_messages_that_look_old_though_they_were_just_written(
    api: BotApi, start: Start, tmp_path: Path
) -> None:
    """The machine's clock is three minutes ahead, and so is what the server's answers say."""
    start(TELEGRAM_API_URL=api.url, **UNLIMITED)
    api.wait_for("getUpdates", 2)
    for number in range(1, 4):
        api.push(message("/final 1993", user=5, age=180))
        assert "Dostyk" in api.wait_for("sendMessage", number)[-1]["text"]


def test_an_owners_status_is_never_passed_over(api: BotApi, start: Start) -> None:
    api.push(message("/final 1993", user=5, age=600), message("/status", user=77, age=600))
    start(TELEGRAM_API_URL=api.url, KUBOK_OWNERS="77")
    assert [call["chat_id"] for call in api.wait_for("sendMessage")] == [77]


def test_nothing_is_left_of_who_was_forgotten(api: BotApi, start: Start, tmp_path: Path) -> None:
    someone = {**person(5), "first_name": "Aigerim", "last_name": "Sapargalieva"}
    begin(api, start, "/trivia 1 60s")
    (poll,) = polls(api)
    given = vote(poll, 5)
    given["poll_answer"]["user"] = someone
    asked = message("/final 1993", user=5)
    asked["message"]["from"] = someone
    api.push(given, asked)
    wait_for(lambda: any(call["chat_id"] == 5 for call in api.called("sendMessage")))
    sent = message("x", user=5)["message"]
    button = {"id": "1", "from": someone, "chat_instance": "1", "data": "2forgetme;u5;wyes", "message": sent}
    api.push({"callback_query": button})
    api.wait_for("editMessageText")
    began = time.monotonic()

    def traces() -> list[str]:
        files = [path for path in (tmp_path / "data").iterdir() if path.name.startswith("chats.db")]
        return [path.name for path in [*files, tmp_path / "output"] if b"Aigerim" in path.read_bytes()]

    wait_for(lambda: not traces())
    assert time.monotonic() - began < 2
    assert poll.poll in json.dumps(str(api.telegram.polls))


def test_a_second_program_that_serves(api: BotApi, start: Start, tmp_path: Path) -> None:
    first = start(TELEGRAM_API_URL=api.url)
    api.wait_for("getUpdates")
    second = start(TELEGRAM_API_URL=api.url)
    assert second.wait(20) == 1
    assert output(tmp_path).startswith(f"kubok: another program serves from {tmp_path / 'data'}; ")
    first.kill()
    first.wait()
    third = start(TELEGRAM_API_URL=api.url)  # the kernel has freed the lock
    wait_for_output(tmp_path, "serving as")
    third.terminate()
    assert third.wait(10) == 0


def test_a_damaged_chats_db_is_said_before_anything_else(api: BotApi, start: Start, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("= no season")
    path = tmp_path / "data" / "chats.db"
    path.write_bytes(os.urandom(20_000))
    process = start(TELEGRAM_API_URL=api.url, KUBOK_SEEDS=str(tmp_path))
    assert process.wait(20) == 1
    assert output(tmp_path).startswith(f"kubok: cannot use {path}: file is not a database")
    assert len(output(tmp_path).splitlines()) == 1


@pytest.mark.parametrize(
    "result",
    [{"id": 1, "first_name": "Kubok"}, pytest.param([], marks=LONG), pytest.param("yes", marks=LONG)],
)
def test_a_server_that_talks_nonsense(api: BotApi, start: Start, tmp_path: Path, result: object) -> None:
    api.telegram._methods["getMe"] = lambda _: result
    process = start(TELEGRAM_API_URL=api.url)
    assert process.wait(20) == 1
    assert output(tmp_path).splitlines()[-1].startswith("kubok: 127.0.0.1:")
    assert "Traceback" not in output(tmp_path)


def test_a_poll_that_cannot_be_read_holds_nothing_up(api: BotApi, start: Start, tmp_path: Path) -> None:
    real, times = api.telegram._methods["sendPoll"], []

    def nonsense(parameters: dict[str, Any]) -> Any:
        sent = real(parameters)
        times.append(time.monotonic())
        return {"message_id": "x"} if len(times) == 1 else sent

    api.telegram._methods["sendPoll"] = nonsense
    begin(api, start, "/trivia 1 1s")
    assert "🏁" in table(api)
    assert len(times) == 2
    assert "Traceback" not in output(tmp_path)


def test_a_poll_that_cannot_be_stopped_delays_nothing(api: BotApi, start: Start, tmp_path: Path) -> None:
    api.refusals["stopPoll"] = (400, "Bad Request: poll can't be stopped")
    begin(api, start, "/trivia 2 30s")
    (first,) = polls(api)
    api.push(vote(first, 11))
    time.sleep(0.3)
    began = time.monotonic()
    api.push(message("/skip", chat=GROUP))
    polls(api, 2)
    assert time.monotonic() - began < 2
    assert "failure" not in output(tmp_path)
