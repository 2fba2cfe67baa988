"""Reports, their copy in a file, and the prompts that they reply to."""

import json
import stat
from pathlib import Path

import pytest

from store.chats.database import Chats
from store.chats.models import Person
from store.chats.people import forget, move_chat
from store.reports.prompts import MOST_PROMPTS, MOST_REPLIES, Prompt, Subject
from store.reports.reports import Report, Reports

SUBJECT = Subject("1995", 1, 2, "Kazakhstan Cup 1995")
DAY = 86_400.0


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    return Reports(Chats.in_memory(), tmp_path / "reports.jsonl", is_open=True)


def prompted(reports: Reports, message: int = 1, user: int = 5, now: float = 0.0) -> Prompt:
    number = reports.prompts.reserve(user, SUBJECT, now)
    assert number is not None
    reports.prompts.was_sent(number, -1, message)
    prompt = reports.prompts.of(-1, message, now)
    assert prompt is not None
    return prompt


def report(number: int, user: int = 5, text: str = "2–1", at: float = 0.0) -> Report:
    return Report(f"-1/{number}", Person(user, "Ann"), at, SUBJECT, text)


def copied(tmp_path: Path) -> list[dict[str, object]]:
    lines = (tmp_path / "reports.jsonl").read_bytes().split(b"\n")
    return [json.loads(line) for line in lines if line]


def test_each_is_a_line_for_the_owner_alone(reports: Reports, tmp_path: Path) -> None:
    prompt = prompted(reports)
    for number in (1, 2, 1, 12):
        reports.add(report(number, at=number), prompt)
    assert [row["id"] for row in copied(tmp_path)] == ["-1/1", "-1/2", "-1/12"]
    assert copied(tmp_path)[0] == {
        "id": "-1/1",
        "user": 5,
        "name": "Ann",
        "at": "1970-01-01T00:00:01+00:00",
        "edition": "1995",
        "round": 1,
        "tie": 2,
        "about": "Kazakhstan Cup 1995",
        "text": "2–1",
    }
    assert stat.S_IMODE((tmp_path / "reports.jsonl").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["reports.jsonl"]
    used = reports.prompts.of(-1, 1, 0.0)
    assert used is not None
    assert (used.replies, used.is_used_up) == (MOST_REPLIES, True)


def test_any_text(reports: Reports, tmp_path: Path) -> None:
    texts = ("\u2028\x85\r\n", '"}\\', "\ud83d", "қазақша")
    for number, text in enumerate(texts):
        reports.add(report(number, text=text, at=number), prompted(reports, message=number))
    assert [row["text"] for row in copied(tmp_path)] == [texts[0], texts[1], "?", texts[3]]


def test_forgetting_whatever_owners_did_to_the_file(reports: Reports, tmp_path: Path) -> None:
    for number, user in enumerate((5, 55, 5, 15)):
        reports.add(report(number, user), prompted(reports, number, user))
    (tmp_path / "reports.jsonl").write_text('{"user":5}\nsomething else\n')
    reports.forget(5)
    assert [row["user"] for row in copied(tmp_path)] == [55, 15]
    reports.forget(55)
    reports.forget(15)
    assert copied(tmp_path) == []


def test_a_copy_that_cannot_be_written_is_written_with_the_next(tmp_path: Path) -> None:
    reports = Reports(Chats.in_memory(), tmp_path / "not yet" / "reports.jsonl", is_open=True)
    reports.add(report(1), prompted(reports))
    (tmp_path / "not yet").mkdir()
    reports.prune(1.0)
    assert [row["id"] for row in copied(tmp_path / "not yet")] == ["-1/1"]


def test_they_are_kept_for_a_year(reports: Reports, tmp_path: Path) -> None:
    for number in (1, 2):
        reports.add(report(number, at=number * 200 * DAY), prompted(reports, number))
    reports.prune(400 * DAY)
    assert len(copied(tmp_path)) == 2
    reports.prune(600 * DAY)
    assert [row["id"] for row in copied(tmp_path)] == ["-1/2"]


def test_without_a_path_they_are_closed() -> None:
    reports = Reports(Chats.in_memory(), None, is_open=True)
    assert not reports.open
    reports.forget(5)


def test_ten_prompts_a_day_sent_or_not(reports: Reports) -> None:
    assert all(reports.prompts.reserve(5, SUBJECT, number) for number in range(MOST_PROMPTS))
    assert reports.prompts.reserve(5, SUBJECT, 20.0) is None
    assert reports.prompts.reserve(6, SUBJECT, 20.0)
    assert reports.prompts.reserve(5, SUBJECT, DAY + 20.0)


def test_prompts_of_a_user_are_forgotten_and_those_of_an_old_group_too() -> None:
    chats = Chats.in_memory()
    prompts = Reports(chats).prompts
    for chat, message, user in ((-1, 1, 5), (-1, 2, 6), (-2, 3, 6)):
        prompts.was_sent(prompts.reserve(user, SUBJECT, 100.0) or 0, chat, message)
    forget(chats, 5)
    assert prompts.of(-1, 1, 101.0) is None
    move_chat(chats, -1, -100)
    assert [tuple(row.values()) for row in chats.rows("SELECT chat, message FROM prompts")] == [(-2, 3)]
    assert prompts.of(-2, 3, 100.0 + 8 * DAY) is None
    prompts.prune(100.0 + 8 * DAY)
    assert chats.rows("SELECT * FROM prompts") == []
