"""The gallery has every kind of message, and none of them is too large for a phone."""

from pathlib import Path

from handlers.commands import COMMANDS
from tests.gallery import card_lines, cut_labels, write

MOST_LINES = 20


def test_the_gallery(tmp_path: Path) -> None:
    messages = write(tmp_path / "gallery")
    assert len(messages) >= 100
    assert {
        shown.asked: card_lines(shown.html) for shown in messages if card_lines(shown.html) > MOST_LINES
    } == {}
    cut = {shown.asked: cut_labels(shown.buttons) for shown in messages if shown.asked != "a question"}
    assert {asked: labels for asked, labels in cut.items() if labels} == {}
    asked = " ".join(shown.asked for shown in messages)
    assert [command.name for command in COMMANDS if f"/{command.name}" not in asked] == []
    texts = sorted((tmp_path / "gallery").glob("*.txt"))
    assert len(texts) == len(messages)
    page = (tmp_path / "gallery" / "index.html").read_text("utf-8")
    assert page.count("<figure>") == len(messages)
    assert "<blockquote expandable>" in page
