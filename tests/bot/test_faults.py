"""A server, a network and people that behave as they shouldn't."""

import json
import random
import re
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.markup import plain
from bot.terminal.offline import PERSON
from bot.tuning import ServingTimes, Tuning
from tests.bot.programs import QUICK, Start, free_port, output, program, quick
from tests.bot.server import FAULTS, IMPATIENT_KUBOK, TOKEN, BotApi, bot_api
from tests.double import GROUP, person

WORKING = {"TELEGRAM_RATE_LIMIT": "0", "KUBOK_LOG_LEVEL": "DEBUG"}


def message(text: str, user: int = 2, age: float = 0, chat: dict[str, Any] | None = None) -> dict[str, Any]:
    """The content of an update with what *user* wrote so many seconds ago."""
    length = len(text.split()[0])
    content = {
        "message_id": random.randrange(10**9),
        "date": int(time.time() - age),
        "chat": chat or {"id": user, "type": "private", "first_name": "P"},
        "from": person(user),
        "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": length}],
    }
    return {"message": content}


def no_secrets(tmp_path: Path) -> None:
    assert TOKEN.split(":")[1] not in output(tmp_path)
    assert "Traceback" not in output(tmp_path)
    assert "never awaited" not in output(tmp_path)


SLOW = [pytest.param(method, marks=pytest.mark.crash) for method in ("getMe", "deleteWebhook")]


@pytest.mark.parametrize("method", ["sendMessage", "getUpdates", *SLOW])
def test_what_goes_wrong_on_its_way(api: BotApi, start: Start, tmp_path: Path, method: str) -> None:
    left = list(FAULTS)
    api.fault = lambda called: left.pop() if called == method and left else None
    api.say("/final 1993")
    process = start(IMPATIENT_KUBOK, TELEGRAM_API_URL=api.url, **WORKING)
    assert "<b>Dostyk</b> 4–2 Taraz" in api.wait_for("sendMessage")[0]["text"]
    api.say("/final 1992")
    wait_for(lambda: "Cup 1992" in api.called("sendMessage")[-1]["text"])
    assert not left
    process.terminate()
    assert process.wait(10) == 0
    no_secrets(tmp_path)


REFUSALS = [
    (403, "Forbidden: bot was blocked by the user"),
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: user is deactivated"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: message to be replied not found"),
    (400, "Bad Request: TOPIC_CLOSED"),
    (400, "Bad Request: message thread not found"),
    (400, "Bad Request: message is too long"),
]


def test_chats_that_refuse(api: BotApi, start: Start, tmp_path: Path) -> None:
    process = start(IMPATIENT_KUBOK, TELEGRAM_API_URL=api.url, **WORKING)
    for user, refusal in enumerate(REFUSALS, start=1):
        api.refusals["sendMessage"] = refusal
        api.push(message("/final 1993", user=user))
        wait_for(lambda user=user: api.acknowledged == user)
    api.refusals.clear()
    api.push(message("/final 1992", user=99))
    wait_for(lambda: api.called("sendMessage")[-1]["chat_id"] == 99)
    assert "Cup 1992" in api.called("sendMessage")[-1]["text"]
    process.terminate()
    assert process.wait(10) == 0
    assert TOKEN.split(":")[1] not in output(tmp_path)
    # What no chat would take is ours, and told as such; what this one doesn't take is not.
    failures = [line for line in output(tmp_path).splitlines() if " ERROR " in line]
    assert [line.rpartition(": ")[2] for line in failures] == ["Message is too long"]


def wait_for(condition: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_odd_updates(api: BotApi, start: Start, tmp_path: Path) -> None:
    chat = {"id": 2, "type": "private", "first_name": "You"}
    api.push(
        {},
        {"of_a_kind_that_nobody_knows": {"deep": [{"er": None}]}},
        {"message": {"without": "anything"}},
        {"message": {"message_id": 1, "date": int(time.time()), "chat": chat, "sticker": {"x": 1}}},
        {"edited_message": message("/final 1993")["message"]},
        {"callback_query": {"id": "1", "from": PERSON, "chat_instance": "1", "data": "\0|||"}},
        {"poll_answer": {"poll_id": "nobody's", "user": PERSON, "option_ids": [99],
                         "option_persistent_ids": ["x"]}},
        message(f"/club {'x' * 2**20}"),
        message("/final 1993"),
    )  # fmt: skip
    api.updates.append(api.updates[-1])  # once more
    process = start(IMPATIENT_KUBOK, TELEGRAM_API_URL=api.url, **WORKING)
    wait_for(lambda: api.acknowledged == 9)
    texts = [call["text"] for call in api.wait_for("sendMessage", 2)]
    assert len(texts) == 2
    assert texts[0].startswith("I know no club “xxx")
    assert len(texts[0]) < 500
    assert "<b>Dostyk</b> 4–2 Taraz" in texts[1]
    process.terminate()
    assert process.wait(10) == 0
    assert "update 3 is of no known shape" in output(tmp_path)
    assert "failure" not in output(tmp_path)


@pytest.mark.crash
def test_ten_thousand_updates_waiting(api: BotApi, start: Start, tmp_path: Path) -> None:
    old = [message("/final 1993", user=number % 50 + 100, age=600) for number in range(9_990)]
    api.push(message("/trivia 1 60s", chat=GROUP), *old[:5_000])
    process = start(IMPATIENT_KUBOK, TELEGRAM_API_URL=api.url, **WORKING)
    api.wait_for("sendPoll")
    process.terminate()
    assert process.wait(10) == 0
    (poll,) = api.telegram.polls.values()
    vote = {"poll_id": poll.poll, "option_ids": list(poll.correct), "option_persistent_ids": ["0"]}
    votes = [{"poll_answer": {**vote, "user": person(user)}} for user in range(11, 21)]
    api.push(*old[5_000:], *votes, message("/stop", chat=GROUP), message("/final 1992", user=7))
    began = time.monotonic()
    process = start(IMPATIENT_KUBOK, TELEGRAM_API_URL=api.url, **WORKING)
    wait_for(lambda: api.acknowledged == 10_003, seconds=60)
    assert time.monotonic() - began < 60
    wait_for(lambda: [call for call in api.called("sendMessage") if "🏁" in call["text"]])
    answered = {call["chat_id"] for call in api.called("sendMessage")}
    assert answered <= {GROUP["id"], 7}
    table = next(call["text"] for call in api.called("sendMessage") if "🏁" in call["text"])
    assert all(f"P{user}" in table for user in range(11, 21))
    process.terminate()
    assert process.wait(10) == 0
    assert "Traceback" not in output(tmp_path)


def test_who_floods_is_cooled_and_nobody_else_waits(api: BotApi, start: Start) -> None:
    start(program(Tuning(burst=14)), TELEGRAM_API_URL=api.url)
    api.push(*(message("/final 1993", user=5) for _ in range(300)), message("/final 1992", user=6))
    wait_for(lambda: [call for call in api.called("sendMessage") if call["chat_id"] == 6], seconds=5)
    wait_for(lambda: [call for call in api.called("sendMessage") if "at once" in call["text"]])
    time.sleep(0.5)
    to_flooder = [call["text"] for call in api.called("sendMessage") if call["chat_id"] == 5]
    assert len(to_flooder) == 16
    told = r"That was a lot at once\. I answer you again in \d+ seconds?\."
    assert re.fullmatch(told, plain(to_flooder[-1]))


def test_without_limits_nobody_is_cooled(api: BotApi, start: Start) -> None:
    start(TELEGRAM_API_URL=api.url, TELEGRAM_RATE_LIMIT="0")
    api.push(*(message("/final 1993", user=5) for _ in range(100)))
    assert all("Dostyk" in call["text"] for call in api.wait_for("sendMessage", 100))


@pytest.mark.crash
def test_stopping_while_an_answer_hangs(api: BotApi, start: Start, tmp_path: Path) -> None:
    code = program(Tuning(serving=ServingTimes(finishing=1.0)))
    process = start(code, TELEGRAM_API_URL=api.url, **WORKING)
    api.wait_for("getUpdates")
    api.fault = lambda method: "no answer" if method == "sendMessage" else None
    api.push(message("/final 1993", user=5), message("/final 1992", user=5))
    time.sleep(1.5)
    process.terminate()
    began = time.monotonic()
    assert process.wait(10) == 0
    assert time.monotonic() - began < 10
    assert "2 updates are left to the next start" in output(tmp_path)
    api.fault = lambda _: None
    start(TELEGRAM_API_URL=api.url, **WORKING)
    texts = [call["text"] for call in api.wait_for("sendMessage", 2)]
    assert ["1993" in texts[0], "1992" in texts[1]] == [True, True]


@pytest.mark.crash
def test_stopping_while_a_game_cannot_go_on(api: BotApi, start: Start) -> None:
    process = start(quick(replace(QUICK, serving=ServingTimes(finishing=1.0))), TELEGRAM_API_URL=api.url)
    api.push(message("/trivia 1 1s", user=5))
    api.wait_for("sendPoll")
    api.fault = lambda method: "dropped" if method in ("sendMessage", "stopPoll") else None
    time.sleep(2)  # in which the question runs out, and its table cannot be shown
    process.terminate()
    assert process.wait(10) == 0


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
def test_stopping_while_the_start_hangs(api: BotApi, start: Start, method: str) -> None:
    asked = threading.Event()
    api.fault = lambda called: asked.set() or "no answer" if called == method else None
    process = start(TELEGRAM_API_URL=api.url)
    assert asked.wait(20)
    process.terminate()
    assert process.wait(5) == 0


def test_what_is_handled_when_told_to_stop_is_finished(api: BotApi, start: Start) -> None:
    process = start(TELEGRAM_API_URL=api.url, **WORKING)
    api.wait_for("getUpdates")
    slow = threading.Event()
    api.fault = lambda method: slow.wait(1.0) and None if method == "sendMessage" else None
    api.push(message("/final 1993", user=5))
    time.sleep(0.3)
    process.terminate()
    assert process.wait(10) == 0
    assert len(api.called("sendMessage")) == 1
    assert api.acknowledged == 1


def test_a_server_that_restarts(start: Start, tmp_path: Path) -> None:
    port = free_port()
    process = None
    for number in range(3):
        with bot_api(port) as api:
            api.number = number * 10  # its updates go on
            process = process or start(IMPATIENT_KUBOK, TELEGRAM_API_URL=api.url, **WORKING)
            api.push(message("/final 1993", user=5))
            assert "Dostyk" in api.wait_for("sendMessage")[0]["text"]
        time.sleep(0.3)
    assert process
    process.terminate()
    assert process.wait(10) == 0
    no_secrets(tmp_path)


FAILING_KUBOK = f"""
import handlers.answering
def fail(answering, meant, author):
    raise ValueError(f"failing at {{meant.argument}}")
handlers.answering.Answering.answer = fail
{IMPATIENT_KUBOK}"""


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_failure_of_ours_is_told_once(api: BotApi, start: Start, tmp_path: Path, format_: str) -> None:
    api.push(*(message(f"/final {number}", user=5) for number in range(20)))
    settings = {"KUBOK_OWNERS": "77 78", "KUBOK_LOG_FORMAT": format_, "TELEGRAM_RATE_LIMIT": "0"}
    process = start(FAILING_KUBOK, TELEGRAM_API_URL=api.url, **settings)
    wait_for(lambda: api.acknowledged == 20)
    process.terminate()
    assert process.wait(10) == 0
    told = [call for call in api.called("sendMessage") if call["chat_id"] in (77, 78)]
    assert [call["chat_id"] for call in told] == [77, 78]
    reference = re.search(r"[0-9a-f]{8}", told[0]["text"])
    assert reference
    (line,) = [line for line in output(tmp_path).splitlines() if reference[0] in line]
    assert "failing at 0" in line
    lines = output(tmp_path).splitlines()
    assert sum("Traceback" in line for line in lines) == 20
    if format_ == "json":
        events = [json.loads(line) for line in lines]
        assert {event["level"] for event in events} == {"INFO", "ERROR"}
        assert all(event["time"].startswith("20") and event["message"] for event in events)
    else:
        assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ [A-Z]+ ", line) for line in lines)
    apologies = [call["text"] for call in api.called("sendMessage") if call["chat_id"] == 5]
    assert len(apologies) == 20


def test_owners_ask_how_it_is(api: BotApi, start: Start) -> None:
    api.push(message("/final", user=5), message("/status", user=5))
    start(TELEGRAM_API_URL=api.url, KUBOK_OWNERS="77")
    api.wait_for("sendMessage", 2)
    api.push(message("/status", user=77))
    answers = {call["chat_id"]: call["text"] for call in api.wait_for("sendMessage", 3)}
    assert "/status" in answers[5]  # not known
    assert "Up for" not in answers[5]
    assert re.search(
        r"Up for \d+ seconds?\nEditions: 35\nUpdates handled: \d\nFailures: 0\n"
        r"Latest update: \d+ seconds? ago\n\narchive.db [\d,]+ kB · chats.db \d+ kB$",
        answers[77],
    )


@pytest.mark.crash
def test_an_hour_of_faults_in_a_minute(start: Start, tmp_path: Path) -> None:
    """Every third request goes wrong, and the server is away again and again; every question is answered."""
    port, rng = free_port(), random.Random(5)
    process, asked = None, 0
    answered: set[int] = set()
    end = time.monotonic() + 40
    while time.monotonic() < end:
        with bot_api(port) as api:
            api.number = asked  # its updates go on
            api.fault = lambda _: rng.choice(FAULTS) if rng.random() < 0.33 else None
            process = process or start(IMPATIENT_KUBOK, TELEGRAM_API_URL=api.url, **WORKING)
            stop = time.monotonic() + rng.uniform(2, 6)
            while time.monotonic() < stop:
                asked += 1
                api.push(message("/final 1993", user=asked))
                time.sleep(rng.uniform(0, 0.1))
            wait_for(lambda: api.acknowledged == asked, seconds=60)  # noqa: B023 - it is called here
        answered |= {call["chat_id"] for call in api.called("sendMessage")}
        time.sleep(rng.uniform(0.2, 1))
    with bot_api(port) as api:
        api.number = asked
        api.push(message("/final 1992", user=asked + 1))
        missing = set(range(1, asked + 2)) - answered
        wait_for(lambda: {call["chat_id"] for call in api.called("sendMessage")} >= missing, seconds=60)
    assert process
    assert asked > 200
    process.terminate()
    assert process.wait(10) == 0
    no_secrets(tmp_path)
