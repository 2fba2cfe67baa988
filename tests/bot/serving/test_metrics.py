"""What ``/metrics`` says, while updates are fetched and while they are sent."""

import re
import resource
import socket
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.health.beats import complaints
from bot.terminal.offline import PERSON
from tests.bot.programs import IMPATIENT, Start, free_port, output, quick, wait_for_output
from tests.bot.server import QUICK_KUBOK, TOKEN, BotApi

GROUP = {"id": -1007, "type": "supergroup", "title": "Terrace of Almaty"}
LABELS = {"outcome", "method", "quantile", "version", "cup", "what"}
Figures = dict[tuple[str, ...], float]


def page(port: int, path: str = "/metrics") -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{port}{path}", trust_env=False, timeout=5)


def figures(port: int) -> Figures:
    """Every figure, by its name and the values of its labels."""
    text = page(port).text
    families = list(text_string_to_metric_families(text))
    assert all(family.documentation and family.type != "unknown" for family in families)
    samples = [sample for family in families for sample in family.samples]
    assert {name for sample in samples for name in sample.labels} <= LABELS
    found = {(sample.name, *sample.labels.values()): sample.value for sample in samples}
    assert len(found) == len(samples)
    return found


def until(port: int, name: str, value: float) -> Figures:
    """The figures, once there are some and the sum of one is at least so much."""
    end = time.monotonic() + 20
    while True:
        try:
            now = figures(port)
        except httpx.ConnectError:
            now = {}
        if sum(number for key, number in now.items() if key[0] == name) >= value:
            return now
        assert time.monotonic() < end, now
        time.sleep(0.05)


@pytest.fixture
def port() -> int:
    return free_port()


def test_figures_agree_with_the_log_of_a_load_run(
    api: BotApi, start: Start, tmp_path: Path, port: int
) -> None:
    faults = iter(["hold back", "answer lost"])
    api.fault = lambda method: next(faults, None) if method == "sendMessage" else None
    start(quick(IMPATIENT), TELEGRAM_API_URL=api.url, TELEGRAM_RATE_LIMIT="0", KUBOK_METRICS_PORT=str(port))
    before = until(port, "kubok_well", 7)
    for number in range(40):
        api.say(("/final 1993", "Кайрат", "/scorers 1992", "кто выиграл в 1999")[number % 4])
    api.say("/trivia 3 60s", GROUP)
    api.wait_for("sendMessage", 42)
    api.wait_for("sendPoll", 1)
    api.refusals = {"sendMessage": (400, "Bad Request: can't parse entities")}
    for _ in range(3):
        api.say("/titles")
    now = until(port, "kubok_work_seconds_count", 44)

    def grown(*name: str) -> float:
        return now[name] - before.get(name, 0)

    polls = len(api.called("sendPoll"))
    told = len(re.findall(r"ERROR handlers.failures: failure \w{8} while", output(tmp_path)))
    sent = len(api.called("sendMessage"))  # heeded or refused, or heeded with the answer lost
    assert grown("kubok_updates_total", "handled") == 44
    assert now["kubok_answers_total",] == 41
    assert now["kubok_errors_total",] == told == 3
    assert now["kubok_requests_total", "sendMessage", "held_back"] == 1
    assert now["kubok_requests_total", "sendMessage", "unreached"] == 1
    refused, done = (now["kubok_requests_total", "sendMessage", how] for how in ("refused", "done"))
    assert refused == 6  # three answers, and that there are none
    assert done + refused + 1 == sent
    assert now["kubok_requests_total", "sendPoll", "done"] == polls
    assert now["kubok_question_lateness_seconds_count",] == polls
    assert 0 <= now["kubok_question_lateness_seconds", "0.99"] < 5
    assert now["kubok_work_seconds_count",] == 44
    assert 0 < now["kubok_work_seconds", "0.5"] <= now["kubok_work_seconds", "0.99"] < 2
    assert now["kubok_work_seconds_sum",] >= now["kubok_work_seconds", "0.99"]
    assert (now["kubok_updates_waiting",], now["kubok_requests_waiting",]) == (0, 0)


def test_it_tells_of_nobody(api: BotApi, start: Start, port: int) -> None:
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, KUBOK_METRICS_PORT=str(port), KUBOK_OWNERS="777000111")
    until(port, "kubok_well", 7)
    api.say("Volgin", GROUP)
    api.say("/trivia 1", GROUP)
    api.say("/me")
    api.wait_for("sendPoll")
    text = page(port).text
    values = re.findall(r'"([^"]*)"', text)
    numbers = (777000111, GROUP["id"], PERSON["id"])
    words = (TOKEN, TOKEN.partition(":")[2], "Volgin", GROUP["title"], PERSON["first_name"])
    assert not [number for number in numbers if str(number) in values]
    assert not [word for word in words if str(word) in text]


def test_what_a_chat_does_not_take_is_no_answer(api: BotApi, start: Start, port: int) -> None:
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, KUBOK_METRICS_PORT=str(port))
    until(port, "kubok_well", 7)
    api.say("/final 1993")
    api.wait_for("sendMessage")
    api.refusals = {"sendMessage": (403, "Forbidden: bot was blocked by the user")}
    api.say("/final 1994")
    now = until(port, "kubok_work_seconds_count", 2)
    assert (now["kubok_answers_total",], now["kubok_errors_total",]) == (1, 0)
    assert now["kubok_requests_total", "sendMessage", "refused"] == 1


def test_thousands_who_connect_and_say_nothing(api: BotApi, start: Start, tmp_path: Path, port: int) -> None:
    process = start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, KUBOK_METRICS_PORT=str(port))
    until(port, "kubok_well", 7)
    resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (450, 450))
    with ExitStack() as stack:
        for _ in range(600):
            with suppress(OSError):  # it is closed at once
                stack.enter_context(closing(socket.create_connection(("127.0.0.1", port), timeout=5)))
        api.say("/final 1993")
        api.wait_for("sendMessage", seconds=5)
        assert list(complaints(tmp_path / "data")) == []
    assert until(port, "kubok_answers_total", 1)
    assert "Too many open files" not in output(tmp_path)


def test_what_is_no_http_is_not_in_the_log(api: BotApi, start: Start, tmp_path: Path, port: int) -> None:
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, KUBOK_METRICS_PORT=str(port))
    until(port, "kubok_well", 7)
    for nonsense in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
        b"HELO kubok\r\n\r\n",
        b"GET / HTTP/9.x\r\n\r\n",
    ):
        with closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as client:
            client.sendall(nonsense)
            assert client.recv(100).startswith(b"HTTP/1.0 400")
    assert "ERROR" not in output(tmp_path)


def test_it_is_beside_a_webhook_too(api: BotApi, start: Start, port: int) -> None:
    hook, both = "https://example.org/hook", free_port()
    start(
        QUICK_KUBOK,
        TELEGRAM_API_URL=api.url,
        WEBHOOK_URL=hook,
        WEBHOOK_PORT=str(port),
        KUBOK_METRICS_PORT=str(both),
    )
    api.webhook = {"url": hook}
    api.wait_for("setWebhook")
    for number in (port, both):
        assert figures(number)["kubok_editions",] == 35
        assert page(number).headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert page(number, "/healthz").status_code == 200
    assert page(both, "/hook").status_code == 404
    assert httpx.post(f"http://127.0.0.1:{both}/metrics", trust_env=False).status_code == 405


def test_what_is_wrong_is_seen_before_telegram_is_reached(start: Start, port: int) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    start(quick(IMPATIENT), TELEGRAM_API_URL=nowhere, KUBOK_METRICS_PORT=str(port))
    seen = until(port, "kubok_well", 5)
    assert seen["kubok_well", "telegram_answers"] == 0
    assert seen["kubok_well", "chats_written"] == 1
    assert page(port, "/healthz").status_code == 503


@pytest.mark.parametrize("listen", ["a..b", "no.such.host.invalid", "203.0.113.7"])
def test_a_place_that_is_none_is_one_sentence(
    api: BotApi, start: Start, tmp_path: Path, port: int, listen: str
) -> None:
    more = {"KUBOK_METRICS_PORT": str(port), "KUBOK_METRICS_LISTEN": listen}
    assert start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, **more).wait(20) == 1
    assert output(tmp_path).startswith(f"kubok: cannot listen on {listen}:{port}: ")
    assert output(tmp_path).count("\n") == 1


def test_a_port_that_is_taken_is_one_sentence(api: BotApi, start: Start, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        number = taken.getsockname()[1]
        process = start(QUICK_KUBOK, TELEGRAM_API_URL=api.url, KUBOK_METRICS_PORT=str(number))
        assert process.wait(20) == 1
        wait_for_output(tmp_path, f"kubok: cannot listen on 127.0.0.1:{number}: Address already in use")
        assert "Traceback" not in output(tmp_path)
        assert api.called("getMe") == []
