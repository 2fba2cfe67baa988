"""Updates that Telegram sends to the bot."""

import socket
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.terminal.offline import PERSON
from tests.bot.programs import Start, free_port, output
from tests.bot.server import QUICK_KUBOK, BotApi

SECRET = "s3cret-of-the-hook"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


class Hooked:
    """The program behind a webhook; sends it what the server has."""

    def __init__(self, api: BotApi, start: Start, code: str | None = None, **settings: str) -> None:
        self.api = api
        self.port = free_port()
        given = {
            "TELEGRAM_API_URL": api.url,
            "WEBHOOK_URL": "https://example.org/hook",
            "WEBHOOK_PORT": str(self.port),
            "WEBHOOK_SECRET": SECRET,
        }
        arguments = [code] if code else []
        self.process = start(*arguments, **{**given, **settings})
        (self.hook,) = api.wait_for("setWebhook")

    def post(self, path: str = "/hook", number: int = -1, **more: object) -> httpx.Response:
        content = {"json": self.api.updates[number], "headers": HEADERS, **more}
        return httpx.post(f"http://127.0.0.1:{self.port}{path}", trust_env=False, timeout=10, **content)  # type: ignore[arg-type]

    def send(self, body: bytes, headers: dict[str, str]) -> httpx.Response:
        return httpx.post(
            f"http://127.0.0.1:{self.port}/hook", content=body, headers=headers, trust_env=False
        )

    def health(self) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port}/healthz", trust_env=False)


def test_what_telegram_sends_is_answered(api: BotApi, start: Start, tmp_path: Path) -> None:
    hooked = Hooked(api, start)
    assert (hooked.hook["url"], hooked.hook["secret_token"]) == ("https://example.org/hook", SECRET)
    api.say("/final 1993")
    assert hooked.post(headers={}).status_code == 403
    assert hooked.post(headers={**HEADERS, "X-Telegram-Bot-Api-Secret-Token": b"\xe9"}).status_code == 403
    assert hooked.post("/").status_code == 404
    assert hooked.post("/hook/more").status_code == 404
    assert api.called("sendMessage") == []
    assert hooked.post().status_code == 200
    (answer,) = api.wait_for("sendMessage")
    assert answer["text"].startswith("🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final")
    assert hooked.post().status_code == 200  # sent again: nothing more happens
    assert len(api.called("sendMessage")) == 1
    hooked.process.terminate()
    assert hooked.process.wait(10) == 0
    assert SECRET not in output(tmp_path)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"update_id": "x"}', b"\xff"])
def test_what_is_no_update(api: BotApi, start: Start, body: bytes) -> None:
    hooked = Hooked(api, start)
    api.say("/final")
    assert hooked.post(json=None, content=body).status_code == 400
    unknown = {"update_id": 7, "message": {"of": "no shape"}}
    assert hooked.post(json=unknown).status_code == 200  # sent again it would be no better
    assert hooked.post().status_code == 200
    assert len(api.wait_for("sendMessage")) == 1


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (b"[" * 200_000 + b"]" * 200_000, "utf-8"),
        (b'{"update_id": 9223372036854775808}', "utf-8"),
        pytest.param(b'{"update_id": 5}\xff', "utf-8", marks=pytest.mark.crash),
        (b'{"update_id": 5', "klingon"),
    ],
)
def test_nonsense_is_refused_without_a_word(
    api: BotApi, start: Start, tmp_path: Path, body: bytes, charset: str
) -> None:
    hooked = Hooked(api, start)
    headers = {**HEADERS, "Content-Type": f"application/json; charset={charset}"}
    assert hooked.send(body, headers).status_code == 400
    assert "Traceback" not in output(tmp_path)


LONG = pytest.mark.crash  # with those that take their time
PATHS = ["/a%20b", "/{a}/{b", "/healthz", *(pytest.param(path, marks=LONG) for path in ("/{a}", "/хук", "/"))]


@pytest.mark.parametrize("path", PATHS)
def test_any_path_that_an_address_may_have(api: BotApi, start: Start, path: str) -> None:
    hooked = Hooked(api, start, WEBHOOK_URL=f"https://example.org{path}?b=1")
    api.say("/final 1993")
    assert hooked.post("/other").status_code == 404
    assert hooked.post(path).status_code == 200
    assert api.wait_for("sendMessage")
    assert hooked.health().status_code == 200


def test_how_it_is(api: BotApi, start: Start) -> None:
    hooked = Hooked(api, start)
    before = hooked.health()
    assert before.status_code == 200
    assert before.json() == {
        "updates_flow": True,
        "telegram_answers": True,
        "no_other_program": True,
        "archive_answers": True,
        "chats_answer": True,
        "chats_written": True,
        "clock_right": True,
        "seconds_since_an_update": None,
        "in_hand": 0,
        "clock_ahead_seconds": 0,
    }
    api.say("/final")
    hooked.post()
    api.wait_for("sendMessage")
    while hooked.health().json()["in_hand"]:
        time.sleep(0.02)
    assert hooked.health().json()["seconds_since_an_update"] < 10


def test_a_secret_is_made_up_when_there_is_none(api: BotApi, start: Start) -> None:
    hooked = Hooked(api, start, WEBHOOK_SECRET="")
    made = hooked.hook["secret_token"]
    assert len(made) >= 40
    api.say("/final")
    assert hooked.post().status_code == 403
    assert hooked.post(headers={"X-Telegram-Bot-Api-Secret-Token": made}).status_code == 200


def test_what_takes_long_is_acknowledged_when_it_is_kept(api: BotApi, start: Start) -> None:
    hooked = Hooked(api, start)
    api.fault = lambda method: "html" if method == "sendMessage" else None
    api.say("/final 1993")
    began = time.monotonic()
    assert hooked.post().status_code == 200
    assert time.monotonic() - began < 5
    assert hooked.health().json()["in_hand"] == 1
    hooked.process.kill()
    hooked.process.wait()
    api.fault = lambda _: None
    api.calls.clear()
    Hooked(api, start, TELEGRAM_RATE_LIMIT="0")
    (answer,) = api.wait_for("sendMessage")  # though Telegram does not send it again
    assert answer["text"].startswith("🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final")


def test_a_game(api: BotApi, start: Start) -> None:
    hooked = Hooked(api, start, QUICK_KUBOK)
    api.say("/trivia 1 10s")
    hooked.post()
    api.wait_for("sendPoll")
    (sent,) = api.telegram.polls.values()
    api.push(
        {
            "poll_answer": {
                "poll_id": sent.poll,
                "user": PERSON,
                "option_ids": list(sent.correct),
                "option_persistent_ids": ["0"],
            }
        }
    )
    assert hooked.post().status_code == 200
    assert api.wait_for("sendMessage", 2)[1]["text"].endswith("1. You 15 points · 1 of 1 right")


def test_a_port_that_is_taken(api: BotApi, start: Start, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        process = start(TELEGRAM_API_URL=api.url, WEBHOOK_URL="https://example.org/", WEBHOOK_PORT=str(port))
        assert process.wait(20) == 1
    assert f"kubok: cannot listen on 127.0.0.1:{port}: " in output(tmp_path)
