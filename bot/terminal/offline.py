"""In-process fake of the Bot API: the server's side of a chat, without a network.

The same Application, handlers and templates run against it in the terminal, for
``kubok ask``, and under the tests, which make it stricter still.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Callable
from typing import Any

from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData

from bot.terminal.markup import BadMarkup, plain
from bot.terminal.sent import SentMessage, SentPoll, describe, described_photo

OFFLINE_TOKEN = "1:offline"  # noqa: S105 - stands for no token
BOT_USER: dict[str, Any] = {"id": 1, "is_bot": True, "first_name": "Kubok", "username": "kubok_bot"}
ITSELF = {**BOT_USER, "supports_inline_queries": True, "supports_guest_queries": True}  # only getMe says so
PERSON: dict[str, Any] = {"id": 2, "is_bot": False, "first_name": "You"}
CHAT: dict[str, Any] = {"id": 2, "type": "private", "first_name": "You"}
LONGEST_MESSAGE, LONGEST_CAPTION = 4096, 1024  # UTF-16 code units, after the markup is removed


class Refusal(Exception):
    """Error response of the Bot API: *code*, *description*, and the machine-readable *parameters*."""

    def __init__(self, description: str, code: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.parameters = parameters
        self.code = code
        self.description = description


class OfflineTelegram(BaseRequest):
    """PTB request class that answers requests in the process; it stores the bot's messages in *messages* and
    its quiz polls in *polls*, latest last."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.changed = asyncio.Event()  # set when a message or poll has been sent or edited
        self.messages: dict[int, SentMessage] = {}
        self.polls: dict[int, SentPoll] = {}
        self.files: dict[str, tuple[str, bytes]] = {}  # names and contents of photos, by their ids
        self._uploads: dict[str, tuple[str, bytes]] = {}  # in the current request, by their fields in it
        self.notices: list[str] = []  # shown over the chat when a button is pressed
        self._changed: list[SentMessage] = []
        self._new_polls: list[SentPoll] = []
        self._last_id = 0
        self._methods: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getMe": lambda _: ITSELF,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "sendPhoto": self._send_photo,
            "editMessageMedia": self._edit_message_media,
            "sendPoll": self._send_poll,
            "stopPoll": self._stop_poll,
            "answerCallbackQuery": self._answer_callback_query,
            "setMyCommands": lambda _: True,
            "setMyDescription": lambda _: True,
            "setMyShortDescription": lambda _: True,
            "setMyName": lambda _: True,
            "answerInlineQuery": lambda _: True,
            "answerGuestQuery": lambda _: {"inline_message_id": secrets.token_hex(8)},
            "getFile": self._get_file,
            "getMyName": lambda _: {"name": BOT_USER["first_name"]},
        }

    @property
    def read_timeout(self) -> float | None:
        """None: there are no timeouts."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The HTTP status and body with which the Bot API would respond."""
        name = url.rsplit("/", 1)[-1]
        if "/file/bot" in url:
            return 200, self.files[name][1]
        parameters = request_data.parameters if request_data else {}
        uploads = request_data.multipart_data if request_data and request_data.contains_files else {}
        self._uploads = {
            name: (file, content)
            for name, (file, content, _) in uploads.items()
            if isinstance(content, bytes)
        }
        parameters = {name: name for name in uploads if not name.startswith("attached")} | parameters
        try:
            return 200, json.dumps({"ok": True, "result": self.call(name, parameters)}).encode()
        except Refusal as refusal:
            body: dict[str, Any] = {
                "ok": False,
                "error_code": refusal.code,
                "description": refusal.description,
            }
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return refusal.code, json.dumps(body).encode()

    def call(self, method: str, parameters: dict[str, Any]) -> Any:
        """Call a Bot API method, and return its result.

        :raises Refusal: when Telegram would respond with an error.
        """
        answer = self._methods.get(method)
        if answer is None:
            raise Refusal("Not Found: method not found", 404)
        return answer(parameters)

    def take_changed(self) -> list[SentMessage]:
        """The messages sent or edited since the last call."""
        changed, self._changed = self._changed, []
        return changed

    def is_open(self, poll: SentPoll) -> bool:
        """Whether *poll* accepts votes."""
        return not poll.closed and self.clock() < poll.closes

    def take_polls(self) -> list[SentPoll]:
        """The polls sent since the last call."""
        polls, self._new_polls = self._new_polls, []
        return polls

    def next_id(self) -> int:
        """A new id, unique among messages and updates."""
        self._last_id += 1
        return self._last_id

    def chat_of(self, chat_id: int) -> dict[str, Any]:
        """The chat with this id as a Bot API object."""
        return {**CHAT, "id": chat_id}

    def _send_message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        message = SentMessage(parameters["chat_id"], self.next_id(), "", [], parameters)
        self._put(message, parameters)
        self.messages[message.id] = message
        return self._described(message)

    def _edit_message_text(self, parameters: dict[str, Any]) -> dict[str, Any]:
        message = self.messages.get(parameters["message_id"])
        if message is None:
            raise Refusal("Bad Request: message to edit not found")
        before = (message.html, message.buttons)
        if before == (parameters["text"], _buttons(parameters)):
            raise Refusal(
                "Bad Request: message is not modified: specified new message content and reply markup"
                " are exactly the same as a current content and reply markup of the message"
            )
        self._put(message, parameters)
        message.edited = True
        return self._described(message)

    def _send_photo(self, parameters: dict[str, Any]) -> dict[str, Any]:
        message = SentMessage(parameters["chat_id"], self.next_id(), "", [], parameters)
        self._photograph(message, parameters["photo"], parameters)
        self.messages[message.id] = message
        return self._described(message)

    def _edit_message_media(self, parameters: dict[str, Any]) -> dict[str, Any]:
        message = self.messages.get(parameters["message_id"])
        if message is None or not message.photo:
            raise Refusal("Bad Request: message to edit not found")
        media = parameters["media"]
        self._photograph(message, media["media"], {**media, "reply_markup": parameters.get("reply_markup")})
        message.edited = True
        return self._described(message)

    def _photograph(self, message: SentMessage, photo: str, parameters: dict[str, Any]) -> None:
        """Make *message* one with a *photo*: the id of a file, or an upload."""
        message.photo = self._stored(photo)
        self._put(message, {**parameters, "text": parameters["caption"]}, LONGEST_CAPTION)

    def _stored(self, photo: str) -> str:
        """The id of the file of a *photo*: that id, or the reference to an upload."""
        upload = self._uploads.pop(photo.removeprefix("attach://"), None)
        if upload is None and photo not in self.files:
            raise Refusal("Bad Request: wrong file identifier/HTTP URL specified")
        file = photo if upload is None else f"file{self.next_id()}"
        if upload is not None:
            self.files[file] = upload
        return file

    def _get_file(self, parameters: dict[str, Any]) -> dict[str, Any]:
        number = parameters["file_id"]
        if number not in self.files:
            raise Refusal("Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[number][1])
        return {
            "file_id": number,
            "file_unique_id": number,
            "file_size": size,
            "file_path": f"documents/{number}",
        }

    def _send_poll(self, parameters: dict[str, Any]) -> dict[str, Any]:
        number = self.next_id()
        media = [name for name in ("media", "explanation_media") if name in parameters]
        photos = {name: self._stored(parameters[name]["media"]) for name in media}
        poll = SentPoll(
            chat=parameters["chat_id"],
            id=number,
            poll=secrets.token_hex(8),
            question=parameters["question"],
            options=[option["text"] for option in parameters["options"]],
            correct=tuple(parameters["correct_option_ids"]),
            explanation=parameters.get("explanation", ""),
            sent=parameters,
            closes=self.clock() + parameters.get("open_period", float("inf")),
        )
        self.polls[poll.id] = poll
        self._new_polls.append(poll)
        self.changed.set()
        return {
            "message_id": poll.id,
            "date": int(time.time()),
            "chat": self.chat_of(poll.chat),
            "from": BOT_USER,
            "poll": describe(poll)
            | {name: {"photo": described_photo(file)} for name, file in photos.items()},
        }

    def _stop_poll(self, parameters: dict[str, Any]) -> dict[str, Any]:
        poll = self.polls.get(parameters["message_id"])
        if poll is None or poll.chat != parameters["chat_id"]:
            raise Refusal("Bad Request: message with poll to stop not found")
        if poll.closed:
            raise Refusal("Bad Request: poll has already been closed")
        poll.closed = True
        return describe(poll)

    def _put(self, message: SentMessage, parameters: dict[str, Any], longest: int = LONGEST_MESSAGE) -> None:
        text = parameters["text"]
        try:
            shown = plain(text) if parameters.get("parse_mode") == "HTML" else text
        except BadMarkup as error:
            raise Refusal(f"Bad Request: can't parse entities: {error}") from None
        if not shown.strip():
            raise Refusal("Bad Request: message text is empty")
        if len(shown.encode("utf-16-le")) // 2 > longest:
            raise Refusal("Bad Request: message is too long")
        message.html, message.buttons = text, _buttons(parameters)
        self._changed.append(message)
        self.changed.set()

    def _described(self, message: SentMessage) -> dict[str, Any]:
        return {
            "message_id": message.id,
            "date": int(time.time()),
            "chat": self.chat_of(message.chat),
            "from": BOT_USER,
            **self._content(message),
        }

    def _content(self, message: SentMessage) -> dict[str, Any]:
        shown = plain(message.html) if message.sent.get("parse_mode") == "HTML" else message.html
        if not message.photo:
            return {"text": shown}
        return {"caption": shown, "photo": described_photo(message.photo)}

    def _answer_callback_query(self, parameters: dict[str, Any]) -> bool:
        if parameters.get("text"):
            self.notices.append(parameters["text"])
        return True


def _buttons(parameters: dict[str, Any]) -> list[list[tuple[str, str]]]:
    markup = parameters.get("reply_markup") or {}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    rows = []
    for row in markup.get("inline_keyboard", []):
        pressed = [(button["text"], button.get("callback_data") or button.get("url")) for button in row]
        rows.append([(text, data) for text, data in pressed if data])
    return [row for row in rows if row]
