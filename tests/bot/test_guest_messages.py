"""Guest messages over HTTP: asked for, answered once, and with nothing sent to the chat."""

import time
from typing import Any

from tests.bot.programs import Start
from tests.bot.server import QUICK_KUBOK, BotApi
from tests.bot.test_faults import wait_for
from tests.double import person

CHAT = {"id": -77, "type": "supergroup", "title": "Others"}


def guest(query: str, age: float = 0.0) -> dict[str, Any]:
    """A message that names the bot in a chat it is not in, of *age* seconds."""
    written = {"message_id": 9, "date": int(time.time() - age), "chat": CHAT, "from": person(5)}
    return {"guest_message": written | {"text": "@kubok_bot 1993", "guest_query_id": query}}


def test_a_guest_message_gets_one_answer(api: BotApi, start: Start) -> None:
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url)
    api.push(guest("old", age=600), guest("7"))
    (answer,) = api.wait_for("answerGuestQuery")
    assert answer["guest_query_id"] == "7"
    assert "Dostyk" in answer["result"]
    wait_for(lambda: api.acknowledged >= 2)
    assert len(api.called("answerGuestQuery")) == 1
    assert "guest_message" in api.called("getUpdates")[0]["allowed_updates"]
    assert not [call for call in api.calls if str(call[1].get("chat_id")) == "-77"]


def test_one_that_was_not_answered_is_answered_after_a_restart(api: BotApi, start: Start) -> None:
    api.fault = lambda method: "no answer" if method == "answerGuestQuery" else None
    process = start(QUICK_KUBOK, TELEGRAM_API_URL=api.url)
    api.push(guest("7"))
    wait_for(lambda: api.acknowledged >= 1)
    process.kill()
    process.wait()
    api.fault = lambda _method: None
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url)
    answers = api.wait_for("answerGuestQuery")
    assert {answer["guest_query_id"] for answer in answers} == {"7"}
