"""Reports of users, over HTTP: none is lost when it comes late, or when nothing can be written."""

import json
import time
from pathlib import Path
from typing import Any

from tests.bot.programs import Start
from tests.bot.server import BotApi
from tests.bot.test_faults import message, wait_for
from tests.bot.test_nothing_lost import locked
from tests.double import BOT_USER, person

USER = 5
CHAT = {"id": USER, "type": "private", "first_name": "P"}


def pressed() -> dict[str, Any]:
    """The content of an update with a press of "I know" on a tie."""
    described = {"message_id": 1, "date": 1, "chat": CHAT, "from": BOT_USER, "text": "…"}
    query = {"id": "7", "from": person(USER), "chat_instance": "1", "data": "2know;e1995;r1;t1"}
    return {"callback_query": {**query, "message": described}}


def prompted(api: BotApi) -> int:
    """Press "I know"; the id of the prompt."""
    api.push(pressed())
    (prompt,) = api.wait_for("sendMessage")
    assert prompt["reply_markup"]["force_reply"] is True
    wait_for(lambda: api.acknowledged == api.number)
    return max(api.telegram.messages)


def reply(prompt: int, text: str, age: float) -> dict[str, Any]:
    update = message(text, USER, age)
    replied = {"message_id": prompt, "date": 1, "chat": CHAT, "from": BOT_USER, "text": "…"}
    del update["message"]["entities"]
    return {"message": {**update["message"], "reply_to_message": replied}}


def told(api: BotApi, chat: int) -> list[str]:
    return [call["text"] for call in api.called("sendMessage") if call["chat_id"] == chat]


def test_a_report_that_comes_late(api: BotApi, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "data" / "reports.jsonl"
    process = start(TELEGRAM_API_URL=api.url, KUBOK_OWNERS="77")
    prompt = prompted(api)
    process.terminate()
    assert process.wait(10) == 0
    api.push(reply(prompt, "2–1, my father was there", age=600), message("/final 1993", USER, age=600))
    process = start(TELEGRAM_API_URL=api.url, KUBOK_OWNERS="77")
    wait_for(lambda: any(text.startswith("Thank you!") for text in told(api, USER)))
    (line,) = path.read_text("utf-8").splitlines()
    assert json.loads(line)["text"] == "2–1, my father was there"
    assert len([text for text in told(api, 77) if "my father was there" in text]) == 1
    assert not any("Dostyk" in text for text in told(api, USER))  # a question of ten minutes ago
    process.terminate()
    assert process.wait(10) == 0


def test_while_nothing_can_be_written(api: BotApi, start: Start, tmp_path: Path) -> None:
    """No more than one prompt is sent, and no reply is lost."""
    start(TELEGRAM_API_URL=api.url, KUBOK_OWNERS="77")
    prompt = prompted(api)
    with locked(tmp_path / "data" / "chats.db"):
        api.push(reply(prompt, "2–1", age=0), pressed())
        time.sleep(2)
        assert told(api, 77) == []
    wait_for(lambda: any(text.startswith("Thank you!") for text in told(api, USER)))
    wait_for(lambda: len([text for text in told(api, USER) if text.startswith("✍️")]) == 2)
    (line,) = (tmp_path / "data" / "reports.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["text"] == "2–1"
    api.push(reply(max(api.telegram.messages), "3–1", age=0))
    wait_for(lambda: len((tmp_path / "data" / "reports.jsonl").read_text("utf-8").splitlines()) == 2)
