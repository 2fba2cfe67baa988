"""The file of reports, and the prompts."""

import json
import stat
from pathlib import Path

import pytest

from store.chats.database import Chats, NotKept, may_pass
from store.chats.models import Person
from store.chats.people import forget, move_chat
from store.reports.prompts import Subject
from store.reports.reports import Report, Reports

SUBJECT = Subject("1995", 1, 2, "Kazakhstan Cup 1995")


@pytest.fixture
def reports(tmp_path: Path) -> Reports:
    return Reports(Chats.in_memory(), tmp_path / "reports.jsonl", is_open=True)


def report(number: int, user: int = 5, text: str = "2–1") -> Report:
    return Report(f"-1/{number}", Person(user, "Ann"), 0.0, SUBJECT, text)


def lines(reports_path: Path) -> list[str]:
    return reports_path.read_text("utf-8").splitlines()


def test_a_line_a_report_for_the_owner_alone(reports: Reports, tmp_path: Path) -> None:
    for number in (1, 2, 1, 12):
        reports.add(report(number))
    path = tmp_path / "reports.jsonl"
    assert [json.loads(line)["id"] for line in lines(path)] == ["-1/1", "-1/2", "-1/12"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_line_that_was_broken_off(reports: Reports, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"user": 5, "name": "An', "utf-8")
    reports.add(report(1, user=6))
    assert lines(path)[0] == '{"user": 5, "name": "An'
    assert json.loads(lines(path)[1])["user"] == 6
    reports.forget(5)
    assert [json.loads(line)["user"] for line in lines(path)] == [6]


def test_forgetting_leaves_the_others_and_what_owners_wrote(reports: Reports, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    for number, user in enumerate((5, 55, 5, 15)):
        reports.add(report(number, user))
    path.write_bytes(path.read_bytes() + "done: the first two \xff\n".encode("latin-1"))
    reports.forget(5)
    assert [line[:12] for line in path.read_bytes().split(b"\n")] == [
        b'{"user": 55,',
        b'{"user": 15,',
        b"done: the fi",
        b"",
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["reports.jsonl"]


def test_any_text(reports: Reports, tmp_path: Path) -> None:
    for number, text in enumerate(("\u2028\x85\r\n", '"}\\', "\ud83d", "қазақша")):
        reports.add(report(number, text=text))
    parsed = [json.loads(line) for line in (tmp_path / "reports.jsonl").read_bytes().splitlines()]
    assert [row["text"] for row in parsed] == ["\u2028\x85\r\n", '"}\\', "?", "қазақша"]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    reports = Reports(Chats.in_memory(), tmp_path / "nowhere" / "reports.jsonl", is_open=True)
    with pytest.raises(NotKept, match=r"^cannot write .*reports.jsonl: No such file or directory$") as failed:
        reports.add(report(1))
    assert may_pass(failed.value)
    reports.forget(5)  # nothing to forget


def test_without_a_path_they_are_closed() -> None:
    assert not Reports(Chats.in_memory(), None, is_open=True).open


def test_prompts_of_a_user_are_forgotten_and_those_of_an_old_group_too() -> None:
    chats = Chats.in_memory()
    prompts = Reports(chats).prompts
    prompts.write(-1, 1, 5, SUBJECT, 100.0)
    prompts.write(-1, 2, 6, SUBJECT, 100.0)
    prompts.write(-2, 3, 6, SUBJECT, 100.0)
    assert prompts.subject_of(-1, 1, 5, 101.0) == SUBJECT
    forget(chats, 5)
    assert prompts.subject_of(-1, 1, 5, 101.0) is None
    move_chat(chats, -1, -100)
    assert [tuple(row.values()) for row in chats.rows("SELECT chat, message FROM prompts")] == [(-2, 3)]
    prompts.prune(100.0 + 8 * 86_400)
    assert chats.rows("SELECT * FROM prompts") == []
