"""A bot that is killed at random moments, over HTTP like Telegram: no vote is lost or counted twice.

Behind the marker ``crash``: ``.venv/bin/pytest -m crash``.
"""

import itertools
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.settings import packaged_seeds
from bot.terminal.offline import OfflineTelegram
from bot.terminal.sent import SentPoll, describe
from store.chats import points
from store.importing.importer import import_seeds
from tests.bot.server import QUICK_KUBOK, TOKEN, BotApi, bot_api
from tests.double import GROUP, person

KILLS = 20
QUESTIONS = 50
PLAYERS = (11, 12, 13)
GROUPS = [{"id": -2000 - number, "type": "supergroup", "title": f"Fans {number}"} for number in range(5)]
VOTERS = 80  # in each of them
ASKERS = 100  # in private chats


class Crowd(OfflineTelegram):
    """A group in which three people answer every poll, whether the bot lives or not."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.api: BotApi | None = None
        self._rng = random.Random(seed)

    def chat_of(self, chat_id: int) -> dict[str, Any]:
        return GROUP

    def _send_poll(self, parameters: dict[str, Any]) -> dict[str, Any]:
        result = super()._send_poll(parameters)
        threading.Thread(target=self._answer, args=[self.polls[result["message_id"]]], daemon=True).start()
        time.sleep(self._rng.uniform(0, 0.05))  # in which a kill leaves the bot without the answer
        return result

    def _answer(self, poll: SentPoll) -> None:
        assert self.api
        for player in self._rng.sample(PLAYERS, len(PLAYERS)):
            time.sleep(self._rng.uniform(0, 0.05))
            right = self._rng.random() < 0.7
            poll.votes[player] = chosen = poll.choice(right=right)
            answer = {"poll_id": poll.poll, "user": person(player), "option_ids": list(chosen)}
            self.api.push({"poll_answer": {**answer, "option_persistent_ids": list(map(str, chosen))}})
            self.api.push({"poll": describe(poll)})


@pytest.fixture
def api() -> Iterator[BotApi]:
    with bot_api() as server:
        crowd = Crowd(seed=1)
        crowd.api, server.telegram = server, crowd
        yield server


def start(api: BotApi, folder: Path) -> "subprocess.Popen[str]":
    settings = {"KUBOK_DATA": str(folder / "data"), "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KUBOK", "TELEGRAM"))}
    with (folder / "output").open("a") as output:
        return subprocess.Popen(
            [sys.executable, "-c", QUICK_KUBOK],
            env={**kept, **settings, "TELEGRAM_RATE_LIMIT": "0"},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


def kill_at_random(api: BotApi, folder: Path, rng: random.Random) -> None:
    before = len(api.called("getUpdates"))
    process = start(api, folder)
    try:
        api.wait_for("getUpdates", before + 1)
        time.sleep(rng.uniform(0, 0.6))
    finally:
        process.kill()
        process.wait()


def kill_at_work(api: BotApi, folder: Path, messages: int) -> None:
    """Kill the bot while it sends a message after its first *messages*, however fast it is."""
    waits = threading.Event()
    numbers = itertools.count()

    def fault(method: str) -> str | None:
        if method != "sendMessage" or next(numbers) < messages:
            return None
        waits.set()
        return "no answer"

    api.fault = fault
    process = start(api, folder)
    try:
        assert waits.wait(20), (folder / "output").read_text()
    finally:
        process.kill()
        process.wait()
        api.fault = lambda _: None


def answered(api: BotApi) -> set[int]:
    """The people to whom the bot sent a message in private."""
    return {call["chat_id"] for call in api.called("sendMessage") if call["chat_id"] > 0}


@pytest.mark.crash
def test_a_game_survives_being_killed(api: BotApi, tmp_path: Path) -> None:
    import_seeds(packaged_seeds(), tmp_path / "data" / "archive.db")
    rng = random.Random(2)
    api.say(f"/trivia {QUESTIONS} 1s", GROUP)
    for _ in range(KILLS):
        kill_at_random(api, tmp_path, rng)
    killed_in = len(api.telegram.polls)
    process = start(api, tmp_path)
    try:
        end = time.monotonic() + 120
        while not (tables := [m.html for m in api.telegram.messages.values() if m.html.startswith("🏁")]):
            assert time.monotonic() < end, (tmp_path / "output").read_text()
            time.sleep(0.05)
    finally:
        process.kill()
        process.wait()
    with closing(sqlite3.connect(tmp_path / "data" / "chats.db")) as chats:
        chats.row_factory = sqlite3.Row
        check_answers(chats, api.telegram)
        check_table(chats, tables[-1])
    assert killed_in < QUESTIONS, "the game was over before the last kill"
    assert "Traceback" not in (tmp_path / "output").read_text()


def check_answers(chats: sqlite3.Connection, telegram: OfflineTelegram) -> None:
    """Every answer that was recorded is one that was given, and no question was asked twice."""
    polls = {poll.poll: poll for poll in telegram.polls.values()}
    asked = [re.sub(r"^.*? · ", "", f"{poll.question} {sorted(poll.options)}") for poll in polls.values()]
    assert [question for question, times in Counter(asked).items() if times > 1] == []
    sql = "SELECT * FROM questions WHERE closing NOT IN ('void', 'replaced') ORDER BY number"
    recorded = chats.execute(sql).fetchall()
    numbers = [polls[row["poll"]].question.split("/")[0] for row in recorded if not row["shoot_out"]]
    assert numbers == [str(number) for number in range(1, QUESTIONS + 1)]
    sql = """
        SELECT a.user, a.option, a.also, a."right", q.poll
        FROM answers a JOIN questions q USING (game, number)
    """
    answers = chats.execute(sql).fetchall()
    assert len(answers) > QUESTIONS
    for row in answers:
        chosen = (row["option"], *json.loads(row["also"]))
        assert polls[row["poll"]].votes[row["user"]] == chosen
        assert row["right"] == (chosen == polls[row["poll"]].correct)
    assert len({(row["user"], row["poll"]) for row in answers}) == len(answers)


def check_table(chats: sqlite3.Connection, shown: str) -> None:
    """The table shows what the recorded answers are worth, worked out anew."""
    totals: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    streaks: Counter[int] = Counter()
    rows = chats.execute("SELECT * FROM answers a JOIN questions q USING (game, number)").fetchall()
    questions = chats.execute("SELECT * FROM questions WHERE closing != 'void' ORDER BY number").fetchall()
    for question in questions:
        answers = sorted(
            (row for row in rows if row["number"] == question["number"]), key=lambda row: row["arrival"]
        )
        right = [row["user"] for row in answers if row["right"]]
        for user in PLAYERS:
            if question["closing"] == "replaced" and user not in {row["user"] for row in answers}:
                continue  # it was taken for unsent, and does not count against anybody
            if not question["shoot_out"]:
                streaks[user] = streaks[user] + 1 if user in right else 0
            if user in right:
                place = right.index(user)
                more = 2 if streaks[user] >= 3 and not question["shoot_out"] else 0
                totals[user] += 10 + (5, 3, 1)[place] + more
                rights[user] += 1
    assert points.FIRST == (5, 3, 1)
    for user in PLAYERS:
        answered = sum(row["user"] == user for row in rows)
        assert f"P{user}" in shown
        line = next(line for line in shown.split("\n") if f"P{user}" in line)
        assert f" {totals[user]} points · {rights[user]} of {answered} right" in line


@pytest.mark.crash
def test_votes_and_commands_survive_ten_kills(tmp_path: Path) -> None:
    import_seeds(packaged_seeds(), tmp_path / "data" / "archive.db")
    rng = random.Random(3)
    with bot_api() as api:
        for group in GROUPS:
            api.say("/trivia 1 60s", group)
        process = start(api, tmp_path)
        api.wait_for("sendPoll", len(GROUPS))
        time.sleep(1)  # until it is recorded that they were sent: what is in doubt is another test's
        process.kill()
        process.wait()
        polls = list(api.telegram.polls.values())
        given = {(poll.poll, user): rng.randrange(4) for poll in polls for user in range(11, 11 + VOTERS)}
        waiting = [vote(poll, user, option) for (poll, user), option in given.items()]
        waiting += [command(user) for user in range(1001, 1001 + ASKERS)]
        rng.shuffle(waiting)
        assert len(waiting) == 500
        asked = 0
        for part in range(10):
            api.push(*waiting[part::10])
            asked += sum("message" in update for update in waiting[part::10])
            kill_at_work(api, tmp_path, messages=rng.randrange(6))
            assert len(answered(api)) < asked
        api.push(command(1000))
        process = start(api, tmp_path)
        last = api.updates[-1]["update_id"]
        end = time.monotonic() + 30
        while api.acknowledged < last:
            assert time.monotonic() < end, (tmp_path / "output").read_text()
            time.sleep(0.05)
        process.terminate()
        assert process.wait(10) == 0
        users = answered(api)
    with closing(sqlite3.connect(tmp_path / "data" / "chats.db")) as chats:
        sql = "SELECT q.poll, a.user, a.option FROM answers a JOIN questions q USING (game, number)"
        recorded = chats.execute(sql).fetchall()
        assert chats.execute("SELECT * FROM inbox WHERE content != ''").fetchall() == []
    assert Counter((poll, user) for poll, user, _ in recorded) == Counter(given.keys())
    assert {(poll, user): option for poll, user, option in recorded} == given
    assert users == {1000, *range(1001, 1001 + ASKERS)}
    assert "Traceback" not in (tmp_path / "output").read_text()


def vote(poll: str, user: int, option: int) -> dict[str, Any]:
    answer = {"poll_id": poll, "user": person(user), "option_ids": [option]}
    return {"poll_answer": {**answer, "option_persistent_ids": [str(option)]}}


def command(user: int) -> dict[str, Any]:
    chat = {"id": user, "type": "private", "first_name": f"P{user}"}
    entity = {"type": "bot_command", "offset": 0, "length": 6}
    message = {"message_id": user, "date": int(time.time()), "chat": chat, "from": person(user)}
    return {"message": {**message, "text": "/final 1993", "entities": [entity]}}
