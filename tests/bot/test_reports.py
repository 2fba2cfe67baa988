"""Reports of users, over HTTP: none is lost when it comes late, or when its file cannot be written."""

import json
from pathlib import Path
from typing import Any

from tests.bot.programs import Start
from tests.bot.server import BotApi
from tests.bot.test_faults import message, wait_for
from tests.double import BOT_USER, person

USER = 5
CHAT = {"id": USER, "type": "private", "first_name": "P"}


def prompted(api: BotApi) -> int:
    """Press "I know" on a tie; the id of the prompt."""
    described = {"message_id": 1, "date": 1, "chat": CHAT, "from": BOT_USER, "text": "…"}
    query = {"id": "7", "from": person(USER), "chat_instance": "1", "data": "2know;e1995;r1;t1"}
    api.push({"callback_query": {**query, "message": described}})
    (prompt,) = api.wait_for("sendMessage")
    assert prompt["reply_markup"]["force_reply"] is True
    wait_for(lambda: api.acknowledged == api.number)
    return max(api.telegram.messages)


def reply(prompt: int, text: str, age: float) -> dict[str, Any]:
    update = message(text, USER, age)
    replied = {"message_id": prompt, "date": 1, "chat": CHAT, "from": BOT_USER, "text": "…"}
    del update["message"]["entities"]
    return {"message": {**update["message"], "reply_to_message": replied}}


def test_a_report_that_comes_late_and_cannot_be_kept_at_first(
    api: BotApi, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "data" / "reports.jsonl"
    process = start(TELEGRAM_API_URL=api.url, KUBOK_OWNERS="77")
    prompt = prompted(api)
    process.terminate()
    assert process.wait(10) == 0
    path.mkdir()
    api.push(reply(prompt, "2–1, my father was there", age=600), message("/final 1993", USER, age=600))
    process = start(TELEGRAM_API_URL=api.url, KUBOK_OWNERS="77")

    def told(chat: int) -> list[str]:
        return [call["text"] for call in api.called("sendMessage") if call["chat_id"] == chat]

    wait_for(lambda: "I cannot write that down just now. It is done as soon as I can." in told(USER))
    path.rmdir()
    wait_for(lambda: any(text.startswith("Thank you!") for text in told(USER)))
    (line,) = path.read_text("utf-8").splitlines()
    assert json.loads(line)["text"] == "2–1, my father was there"
    assert len([text for text in told(77) if "my father was there" in text]) == 1
    assert not any("Dostyk" in text for text in told(USER))  # a question of ten minutes ago is passed over
    process.terminate()
    assert process.wait(10) == 0
