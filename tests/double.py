"""A strict Bot API: refuses what Telegram refuses, and fails the test for what it would never accept.

``pytest.fail`` and not ``assert``: an ``AssertionError`` inside a request is wrapped as a
``NetworkError`` and lost.
"""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Update

from bot.terminal.build import Program
from bot.terminal.markup import plain
from bot.terminal.offline import BOT_USER, PERSON, OfflineTelegram
from bot.terminal.sent import SentMessage, described_photo
from handlers.core.answers import Call
from handlers.core.callback_data import encode
from handlers.core.keyboards import WIDTHS

# The parameters our methods may have, of those the Bot API knows.
PARAMETERS = {
    "getMe": set(),
    "sendMessage": {
        *("chat_id", "message_thread_id", "text", "parse_mode", "reply_markup", "reply_parameters"),
        *("link_preview_options", "direct_messages_topic_id", "disable_notification"),
    },
    "editMessageText": {
        "chat_id",
        "message_id",
        "text",
        "parse_mode",
        "reply_markup",
        "link_preview_options",
    },
    "sendPoll": {
        *(
            "chat_id",
            "message_thread_id",
            "allows_multiple_answers",
            "media",
            "explanation_media",
            "question",
            "options",
            "type",
            "is_anonymous",
            "correct_option_ids",
        ),
        *("explanation", "open_period", "protect_content", "shuffle_options", "hide_results_until_closes"),
        *("description", "disable_notification", "reply_markup"),
    },
    "sendPhoto": {"chat_id", "message_thread_id", "photo", "caption", "parse_mode", "reply_markup"},
    "editMessageMedia": {"chat_id", "message_id", "media", "reply_markup"},
    "stopPoll": {"chat_id", "message_id"},
    "getChatAdministrators": {"chat_id"},
    "getChatMember": {"chat_id", "user_id"},
    "getFile": {"file_id"},
    "answerCallbackQuery": {"callback_query_id", "text", "show_alert"},
    "setMyCommands": {"commands", "scope", "language_code"},
    "setMyDescription": {"description", "language_code"},
    "setMyShortDescription": {"short_description", "language_code"},
    "setMyName": {"name", "language_code"},
    "getMyName": {"language_code"},
    "answerInlineQuery": {
        *("inline_query_id", "results", "cache_time", "is_personal", "next_offset", "button"),
    },
    "answerGuestQuery": {"guest_query_id", "result"},
}
BASIC_GROUP = {"id": -5, "type": "group", "title": "Old fans"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Fans"}
FORUM = {"id": -1002, "type": "supergroup", "title": "Forum", "is_forum": True}
CHANNEL = {"id": -1003, "type": "channel", "title": "News"}
_NEXT_PAGE = re.compile(r"\d+/\d+ ›")
CHATS = {chat["id"]: chat for chat in (BASIC_GROUP, GROUP, FORUM, CHANNEL)}


class StrictTelegram(OfflineTelegram):
    """Keeps every call as (method, parameters) in *calls*.

    *refusals* maps a method to what it is refused with once, *outages* to what it is refused with for as long
    as it stands there; *admins* are users who are admins everywhere.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__(clock)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, Exception] = {}
        self.outages: dict[str, Exception] = {}
        self.admins: set[int] = set()
        self.anonymous = False  # whether admins post on behalf of the group
        self.unlisted: set[int] = set()  # admins whom the list of admins leaves out
        self.left: set[int] = set()  # users who have left every chat
        self.restricted: set[int] = set()  # users who were restricted, and have left
        self.foreign: set[int] = set()  # ids of chats that the bot is not in
        self._guests: set[str] = set()  # queries that were answered
        self._methods["getChatAdministrators"] = self._administrators
        self._methods["getChatMember"] = self._member

    def _administrators(self, _parameters: dict[str, Any]) -> list[dict[str, Any]]:
        return [self._admin(user) for user in self.admins]

    def _admin(self, user: int) -> dict[str, Any]:
        rights = dict.fromkeys(_RIGHTS, False) | {"is_anonymous": self.anonymous}
        return {"status": "administrator", "user": person(user), **rights}

    def _member(self, parameters: dict[str, Any]) -> dict[str, Any]:
        user = parameters["user_id"]
        if user in self.admins | self.unlisted:
            return self._admin(user)
        if user in self.restricted:
            rights = dict.fromkeys(_RESTRICTED, False)
            return {"status": "restricted", "user": person(user), "until_date": 0, **rights}
        return {"status": "left" if user in self.left else "member", "user": person(user)}

    def call(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "answerInlineQuery":  # the results come in JSON
            parameters = parameters | {"results": json.loads(parameters["results"])}
        self.calls.append((method, parameters))
        if method not in PARAMETERS:
            pytest.fail(f"{method} is no method we mean to use")
        if unknown := set(parameters) - PARAMETERS[method]:
            pytest.fail(f"{method} with {unknown}")
        if parameters.get("chat_id") in self.foreign:
            pytest.fail(f"{method} in a chat that the bot is not in: {parameters}")
        if method == "answerGuestQuery":
            check_article(parameters["result"])
            if parameters["guest_query_id"] in self._guests:
                pytest.fail("a guest message was answered twice")
            self._guests.add(parameters["guest_query_id"])
        if method == "answerInlineQuery":
            for result in parameters["results"]:
                check_article(result)
        if method in self.refusals:
            raise self.refusals.pop(method)
        if method in self.outages:
            raise self.outages[method]
        for row in _keyboard(parameters):
            for button in row:
                check_button(button)
            if any(len(button["text"]) > WIDTHS.get(len(row), 0) for button in row):
                pytest.fail(f"a row wider than a phone: {[button['text'] for button in row]}")
        if sum(map(len, _keyboard(parameters))) > 100:
            pytest.fail("more than a hundred buttons")
        if len(_keyboard(parameters)) > 20 or any(len(row) > 8 for row in _keyboard(parameters)):
            pytest.fail("too many buttons")
        if method == "sendPoll":
            check_poll(parameters)
        if method == "answerCallbackQuery" and len(parameters.get("text", "")) > 200:
            pytest.fail("a notice of more than 200 characters")
        return super().call(method, parameters)

    def chat_of(self, chat_id: int) -> dict[str, Any]:
        return CHATS.get(chat_id) or super().chat_of(chat_id)


_RESTRICTED = (
    *("is_member", "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos"),
    *("can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_edit_tag"),
    *("can_send_other_messages", "can_add_web_page_previews", "can_change_info", "can_invite_users"),
    *("can_pin_messages", "can_manage_topics", "can_react_to_messages"),
)
_RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)


def person(user: int, name: str | None = None, language: str | None = None) -> dict[str, Any]:
    """A user as the Bot API describes one, whose Telegram is in a *language*."""
    code = {"language_code": language} if language else {}
    return {**PERSON, "id": user, "first_name": name or f"P{user}", **code}


def check_button(button: dict[str, Any]) -> None:
    """Fail for a button that Telegram would not take, or that nobody could press, see
    https://core.telegram.org/bots/api#inlinekeyboardbutton."""
    (kind,) = set(button) - {"text", "style"}
    does = button[kind]
    wrong = {
        "text": not button["text"].strip() or len(button["text"]) > 64,
        "style": button.get("style", "danger") not in ("danger", "success", "primary"),
        "callback_data": kind == "callback_data" and not 1 <= len(does.encode()) <= 64,
        "url": kind == "url" and not re.fullmatch(r"https://t\.me/[!-~]+", does),
        "copy_text": kind == "copy_text" and not 1 <= len(does["text"]) <= 256,
        "query": kind == "switch_inline_query_chosen_chat"
        and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", does["query"]),
        "kind": kind not in ("callback_data", "url", "copy_text", "switch_inline_query_chosen_chat"),
    }
    if broken := [name for name, broken in wrong.items() if broken]:
        pytest.fail(f"a button with wrong {', '.join(broken)}: {button}")


def check_article(result: dict[str, Any]) -> None:
    """Fail for a result that Telegram would not take, or with a button that nobody can answer where it goes,
    see https://core.telegram.org/bots/api#inlinequeryresultarticle."""
    content = result["input_message_content"]
    buttons = [button for row in _keyboard(result) for button in row]
    for button in buttons:
        check_button(button)
    known = {"type", "id", "title", "description", "input_message_content", "reply_markup"}
    wrong = {
        "fields": set(result) - known,
        "type": result["type"] != "article",
        "id": not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", result["id"]),
        "title": not result["title"].strip() or "<" in result["title"],
        "description": "<" in result.get("description", ""),
        "text": not 1 <= _units(plain(content["message_text"])) <= 4096,
        "parse mode": content["parse_mode"] != "HTML",
        "content": set(content) - {"message_text", "parse_mode", "link_preview_options"},
        "buttons": [button for button in buttons if not {"url", "copy_text"} & set(button)],
    }
    if broken := [name for name, broken in wrong.items() if broken]:
        pytest.fail(f"a card with wrong {', '.join(broken)}: {result}")


def check_poll(parameters: dict[str, Any]) -> None:
    """Fail for a poll that Telegram would not take, https://core.telegram.org/bots/api#sendpoll."""
    options = [option["text"] for option in parameters["options"]]
    explanation, correct = parameters["explanation"], list(parameters["correct_option_ids"])
    wrong = {
        "question": not 1 <= _units(parameters["question"]) <= 300,
        "number of options": not 2 <= len(options) <= 12,
        "options": not all(1 <= _units(option) <= 100 for option in options),
        "options alike": len(set(options)) < len(options),
        "white space": any(text != text.strip() for text in (parameters["question"], *options)),
        "explanation": _units(explanation) > 200 or explanation.count("\n") > 2,
        "correct option": [n for n in parameters["correct_option_ids"] if not 0 <= n < len(options)] != [],
        "several correct": (len(correct) > 1) != parameters.get("allows_multiple_answers", False),
        "order of correct": correct != sorted(set(correct)),
        "open period": not 5 <= parameters["open_period"] <= 2_628_000,
        "kind": parameters["type"] != "quiz" or parameters["is_anonymous"] is not False,
        "order": parameters["shuffle_options"] is not True,
        "description": not 0 <= _units(parameters.get("description", "")) <= 1024,
        "protection": parameters["protect_content"] is not True,
        "markup": any("<b>" in text or "&amp;" in text for text in (parameters["question"], explanation)),
    }
    if broken := [name for name, broken in wrong.items() if broken]:
        pytest.fail(f"a poll with wrong {', '.join(broken)}: {parameters}")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _keyboard(parameters: dict[str, Any]) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
    return rows


class Talk:
    """Talks to an application through a :class:`StrictTelegram`.

    A handler's exception, which ``process_update`` swallows, is raised here, unless *forgiving*.
    """

    def __init__(self, program: Program, telegram: StrictTelegram) -> None:
        self.application = program.application
        self._settle = program.timers.settle
        self.telegram = telegram
        self.forgiving = False
        self.failures: list[BaseException] = []

        async def note(_update: object, context: Any) -> None:
            self.failures.append(context.error)

        self.application.add_error_handler(note)

    async def update(self, content: dict[str, Any]) -> list[SentMessage]:
        """Process an update; the messages it sent or changed."""
        number = {"update_id": self.telegram.next_id()}
        await self.application.process_update(Update.de_json({**number, **content}, self.application.bot))
        if self.failures and not self.forgiving:
            raise self.failures[0]
        await self._settle()
        return self.telegram.take_changed()

    def message(self, text: str, chat: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """A message as the Bot API describes it, in a private chat unless *chat* says otherwise."""
        message: dict[str, Any] = {
            "message_id": self.telegram.next_id(),
            "date": 0,
            "chat": chat or {"id": 2, "type": "private", "first_name": "You"},
            "text": text,
        }
        if chat is not CHANNEL:
            message["from"] = PERSON
        if text.startswith("/"):
            command = text.split(maxsplit=1)[0]
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        return {**message, **more}

    async def say(self, text: str, chat: dict[str, Any] | None = None, **more: Any) -> list[SentMessage]:
        """Send a message; the messages that came or changed."""
        return await self.update({"message": self.message(text, chat, **more)})

    async def guest(self, text: str, chat: int = -77, **more: Any) -> dict[str, Any] | None:
        """Name the bot in a *chat* that it is not in; its answer, None when there is none."""
        self.telegram.foreign.add(chat)
        number = str(self.telegram.next_id())
        where = {"id": chat, "type": "supergroup", "title": "Others"}
        before = len(self.telegram.calls)
        message = self.message(text, where, guest_query_id=number, **more)
        assert await self.update({"guest_message": message}) == []
        answers = [sent for method, sent in self.telegram.calls[before:] if method == "answerGuestQuery"]
        if [method for method, _ in self.telegram.calls[before:]] != ["answerGuestQuery"] * len(answers):
            pytest.fail(f"more than an answer: {self.telegram.calls[before:]}")
        return answers[0]["result"] if answers else None

    async def ask(self, text: str) -> SentMessage:
        """The one answer to a message."""
        (answer,) = await self.say(text)
        return answer

    async def whole(self, message: SentMessage) -> str:
        """The text of *message* on this page and those behind it, as HTML."""
        pages = [str(message.html)]
        while turn := [data for row in message.buttons for label, data in row if _NEXT_PAGE.fullmatch(label)]:
            (message,) = await self.press(message, turn[0])
            pages.append(str(message.html))
        return "\n\n".join(pages)

    async def ask_exactly(self, command: str, **values: Any) -> SentMessage:
        """The answer to a button that asks *command* with typed *values*."""
        message = await self.ask("/privacy")
        (answer,) = await self.press(message, encode(Call(command, **values)))
        return answer

    async def press(
        self, message: SentMessage, data: str, user: dict[str, Any] = PERSON
    ) -> list[SentMessage]:
        """Press a button of *message*; the messages that came or changed."""
        chat = self.telegram.chat_of(message.chat)
        described = {"message_id": message.id, "date": 1, "chat": chat, "from": BOT_USER, "text": "…"}
        if message.photo:
            described["photo"] = described_photo(message.photo)
        if topic := message.sent.get("message_thread_id"):
            described |= {"message_thread_id": topic, "is_topic_message": True}
        query = {"id": "7", "from": user, "chat_instance": "1", "data": data, "message": described}
        before = len(self.telegram.calls)
        changed = await self.update({"callback_query": query})
        calls = [method for method, _ in self.telegram.calls[before:]]
        if calls.count("answerCallbackQuery") != 1 and not self.forgiving:
            pytest.fail(f"a button was answered {calls.count('answerCallbackQuery')} times")
        return changed


def buttons_of(message: SentMessage) -> dict[str, str]:
    """The callback data of the buttons of *message* by what they say."""
    return dict(button for row in message.buttons for button in row)


def texts(message: SentMessage) -> list[str]:
    """What the buttons of *message* say."""
    return [text for row in message.buttons for text, _ in row]
