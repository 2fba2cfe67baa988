"""Inline queries over HTTP: they are answered at once, acknowledged, and stand in no file."""

from pathlib import Path

from tests.bot.programs import Start, output
from tests.bot.server import QUICK_KUBOK, BotApi
from tests.bot.test_faults import wait_for
from tests.double import person


def test_what_is_typed_is_answered_and_kept_nowhere(api: BotApi, start: Start, tmp_path: Path) -> None:
    typed = ("Kairat Zharmukhamedov", "1993")
    process = start(QUICK_KUBOK, TELEGRAM_API_URL=api.url)
    for text in typed:
        api.push({"inline_query": {"id": "7", "from": person(5), "query": text, "offset": ""}})
    answers = api.wait_for("answerInlineQuery", 2)
    assert any('-1993"' in answer["results"] for answer in answers)
    wait_for(lambda: api.acknowledged >= 2)
    process.kill()  # the write-ahead log stays as it is
    process.wait()
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert not [path for path in files if b"Zharmukhamedov" in path.read_bytes()]
    assert "Zharmukhamedov" not in output(tmp_path)
    assert "inline_query" in api.called("getUpdates")[0]["allowed_updates"]
