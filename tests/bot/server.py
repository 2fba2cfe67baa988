"""A Bot API server on this machine, over HTTP, for programs run as a whole."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from bot.terminal.offline import CHAT, PERSON, OfflineTelegram, Refusal
from tests.bot.programs import IMPATIENT, quick

TOKEN = "123456:SECRET-token-of-the-tests"
_JSON = (
    *("chat_id", "message_id", "reply_markup", "reply_parameters", "commands", "allowed_updates", "offset"),
    *("options", "correct_option_ids", "open_period", "is_anonymous", "protect_content"),
)
QUICK_KUBOK, IMPATIENT_KUBOK = quick(), quick(IMPATIENT)
_POLL = 0.2  # seconds that getUpdates waits
_NEVER = 30.0  # seconds that nobody waits for an answer
FAULTS = ("dropped", "no answer", "answer lost", "html", "cut", "hold back")


class BotApi:
    """What the server knows: *updates* to hand out, *calls* received as (method, parameters).

    *refusals* maps a method to the (status, description) it is always refused with. *fault* says of each
    request, by its method, what goes wrong on its way: one of :data:`FAULTS`, or None.
    """

    def __init__(self) -> None:
        self.telegram = OfflineTelegram()
        self.updates: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, tuple[int, str]] = {}
        self.fault: Callable[[str], str | None] = lambda _: None
        self.acknowledged = 0  # the id up to which updates are
        self.pending = 0  # updates that wait to be sent to a webhook, as it says
        self.chats: dict[int, dict[str, Any]] = {}  # that are no private ones, by their id
        self.webhook: dict[str, Any] = {}  # what else it says of the webhook
        self.url = ""
        self.number = 0  # of the latest update
        self._lock = threading.Lock()

    def say(self, text: str, chat: dict[str, Any] = CHAT) -> None:
        """Let a person write *text*, in a private chat unless *chat* says otherwise."""
        command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
        message = {"message_id": self.telegram.next_id(), "date": int(time.time()), "text": text}
        self.push({"message": {**message, "chat": chat, "from": PERSON, "entities": [command]}})

    def push(self, *contents: dict[str, Any]) -> None:
        """Hand out an update with each of these *contents*."""
        with self._lock:
            new = [{"update_id": self.number + place, **it} for place, it in enumerate(contents, start=1)]
            self.number += len(new)
            self.updates = [*self.updates, *new]

    def called(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of *method*."""
        return [parameters for name, parameters in self.calls if name == method]

    def wait_for(self, method: str, number: int = 1, seconds: float = 20) -> list[dict[str, Any]]:
        """The parameters of the calls of *method*, once there are *number*."""
        end = time.monotonic() + seconds
        while len(self.called(method)) < number:
            if time.monotonic() > end:
                raise TimeoutError(f"{method} was called {len(self.called(method))} times: {self.calls}")
            time.sleep(0.02)
        return self.called(method)

    def answer(self, path: str, body: str) -> tuple[int, dict[str, Any]]:
        """Status and body of the answer to a request."""
        method = path.rsplit("/", 1)[-1]
        parameters: dict[str, Any] = {key: values[0] for key, values in parse_qs(body).items()}
        parameters |= {key: json.loads(parameters[key]) for key in _JSON if key in parameters}
        try:
            if not path.startswith(f"/bot{TOKEN}/"):
                raise Refusal("Unauthorized", 401)
            if method in self.refusals:
                code, description = self.refusals[method]
                raise Refusal(description, code)
            return 200, {"ok": True, "result": self._result(method, parameters)}
        except Refusal as refusal:
            return refusal.code, {"ok": False, "error_code": refusal.code, "description": refusal.description}
        finally:  # what waits for a call finds what it did
            self.calls.append((method, parameters))

    def _result(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getUpdates":
            offset = parameters.get("offset", 0)
            with self._lock:
                self.acknowledged = max(self.acknowledged, offset - 1)
                self.updates = [update for update in self.updates if update["update_id"] >= offset]
            if not self.updates:
                time.sleep(_POLL)
            return self.updates[: int(parameters.get("limit", 100))]
        if method in ("deleteWebhook", "setWebhook"):
            return True
        if method == "getWebhookInfo":
            return {
                "url": "",
                "has_custom_certificate": False,
                "pending_update_count": self.pending,
            } | self.webhook
        if method == "getChat":
            number = int(parameters["chat_id"])
            return self.chats.get(number, {"id": number, "type": "private", "first_name": "Somebody"})
        return self.telegram.call(method, parameters)


@contextmanager
def bot_api(port: int = 0) -> Iterator[BotApi]:
    """A running server; its address in ``url``."""
    api = BotApi()

    connections: set[socket.socket] = set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            connections.add(self.connection)

        def finish(self) -> None:
            connections.discard(self.connection)
            with contextlib.suppress(OSError):  # nobody is there any more
                super().finish()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            fault = api.fault(self.path.rsplit("/", 1)[-1])
            if fault == "dropped":
                self.close_connection = True
                return
            if fault == "no answer":
                time.sleep(_NEVER)
                self.close_connection = True
                return
            if fault == "html":  # as some proxies have it, which repeat the address
                status, data = 502, f"<html><h1>502 Bad Gateway</h1>{self.path}</html>".encode()
            elif fault == "hold back":
                limit = {"description": "Too Many Requests", "parameters": {"retry_after": 1}}
                status, data = 429, json.dumps({"ok": False, "error_code": 429, **limit}).encode()
            else:
                status, answer = api.answer(self.path, body)
                data = json.dumps(answer).encode()
                if fault == "answer lost":
                    self.close_connection = True
                    return
                if fault == "cut":
                    data = data[: len(data) // 2]
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A program that was killed doesn't take its answers."""

    server = Server(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        for connection in list(connections):
            with contextlib.suppress(OSError):  # it is closed already
                connection.shutdown(socket.SHUT_RDWR)
        server.server_close()
        thread.join()
