"""The program as a whole, started as a person starts it, over HTTP where Telegram is meant."""

import contextlib
import json
import logging
import os
import pty
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.terminal.offline import PERSON
from bot.tuning import PollingTimes, Tuning
from tests.bot.programs import KUBOK, PROGRAM, Start, free_port, output, program, wait_for_output
from tests.bot.server import QUICK_KUBOK, TOKEN, BotApi, bot_api

OLD = Path(__file__).parents[1] / "store" / "chats" / "chats_0_1_0.db"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """The program sets logging up for itself."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@dataclass
class Ended:
    """How the program ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run(environment: dict[str, str], cwd: Path, *arguments: str, **more: str) -> Ended:
    """Run to the end, within this process; *more* are settings, and ``stdin`` what to type."""
    stdin = more.pop("stdin", None)
    unset = dict.fromkeys(set(os.environ) - set(environment))
    with contextlib.chdir(cwd):
        result = CliRunner().invoke(main, arguments, input=stdin, env={**unset, **environment, **more})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


def test_picture(environment: dict[str, str], tmp_path: Path) -> None:
    light, dark = tmp_path / "light.png", tmp_path / "dark.png"
    answer = run(environment, tmp_path, "picture", "/final 1993", str(light))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    run(environment, tmp_path, "picture", "--dark", "final 1993", str(dark))
    assert light.read_bytes()[:4] == dark.read_bytes()[:4] == b"\x89PNG"
    assert light.read_bytes() != dark.read_bytes()
    for question in ("hello", "/trivia", "/help", "/final 1850", ""):
        answer = run(environment, tmp_path, "picture", question, str(tmp_path / "none.png"))
        assert (answer.returncode, answer.stdout) == (1, "")
        assert answer.stderr.startswith("kubok: there is no picture of")
    answer = run(environment, tmp_path, "picture", "/final", str(tmp_path / "no" / "x.png"))
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "none.png").exists()


def test_ask(environment: dict[str, str], tmp_path: Path) -> None:
    answer = run(environment, tmp_path, "ask", "/final 1993")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(
        "🏆 Dostyk 4–2 Taraz\nKazakhstan Cup 1993 · Final\n8 November 1993 · Central Stadium, Almaty"
    )
    assert "🏆 Dostyk 4–2 Taraz\n" in answer.stdout
    assert answer.stdout.endswith(
        "[ ‹ 1992 ] [ 1994 › ]\n[ Road to the cup ] [ The edition ]\n[ Sources ] [ Line-ups ]\n[ Picture ]\n"
    )


@pytest.mark.parametrize("arguments", [[], ["chat"]])
def test_chat_through_a_pipe(environment: dict[str, str], tmp_path: Path, arguments: list[str]) -> None:
    talk = run(environment, tmp_path, *arguments, stdin="/final 1993\n\n1\n89\n")
    assert (talk.returncode, talk.stderr) == (0, "")
    assert talk.stdout.split("> 1\n")[1].startswith("🏆 Kairat 5–1 Fosfor\nKazakhstan Cup 1992 · Final\n")
    assert "> 89\nI know no edition “89”" in talk.stdout


def test_chat_needs_somebody_to_chat_with(environment: dict[str, str], tmp_path: Path) -> None:
    nobody = run(environment, tmp_path)
    assert nobody.returncode == 1
    assert nobody.stderr == "kubok: there is no TELEGRAM_BOT_TOKEN, and no terminal to chat in\n"


def test_export(environment: dict[str, str], tmp_path: Path) -> None:
    done = run(environment, tmp_path, "export", "exported")
    told = "exported: 35 editions as season files, Football.TXT, CSV and JSON\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{told}  csv/results.csv: 721 rows\n")
    assert done.stdout.endswith("more tables; DATA.md says what is in each\n")
    assert sorted(path.name for path in (tmp_path / "exported").iterdir()) == [
        *("DATA.md", "archive.json", "csv", "datapackage.json", "football.txt", "seasons"),
    ]
    again = run(environment, tmp_path, "export", "exported")
    assert (again.returncode, again.stderr) == (1, "kubok: exported is not empty\n")


PROMPTING = b"\x1b[?2004h"  # bracketed paste on: the prompt is there to type at


def test_chat_in_a_terminal(environment: dict[str, str], tmp_path: Path) -> None:
    master, slave = pty.openpty()
    terminal = {**environment, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    process = subprocess.Popen(KUBOK, env=terminal, cwd=tmp_path, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    read_until(master, PROMPTING)
    os.write(master, b"/final 1993\r")
    assert b"\x1b[1mDostyk\x1b[0m 4\xe2\x80\x932 Taraz\r\n" in read_until(master, PROMPTING)
    os.write(master, b"1\r")
    assert b"\x1b[1mKairat\x1b[0m 5\xe2\x80\x931 Fosfor\r\n" in read_until(master, PROMPTING)
    os.write(master, b"\x04")
    assert process.wait(20) == 0
    os.close(master)
    assert "+/final 1993" in (tmp_path / "data" / "console_history").read_text()


def read_until(master: int, end: bytes, seconds: float = 20) -> bytes:
    """What a terminal shows up to *end*."""
    seen, deadline = b"", time.monotonic() + seconds
    while end not in seen:
        if not select.select([master], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise TimeoutError(seen)
        seen += os.read(master, 65536)
    return seen


def test_import(environment: dict[str, str], tmp_path: Path) -> None:
    first = run(environment, tmp_path, "import")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith(
        "1992.txt: edition 1992\n1993.txt: edition 1993\n  ⚠️ Malyshev is named as a scorer of Shakhter,"
        " who scored no goal in that match; counted for nobody. (line 93)\n",
    )
    again = run(environment, tmp_path, "import")
    assert "1992.txt: unchanged\n1993.txt: unchanged\n" in again.stdout


def test_import_with_a_bad_file(environment: dict[str, str], tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "1993.txt").write_text("= 1993 Cup =\n==Final==\nA 1-0 B\n")
    (seeds / "1994.txt").write_text("= 1994 Cup =\n==Final==\n8 Juli 1994\nA 1-0 B\n")
    done = run(environment, tmp_path, "import", KUBOK_SEEDS=str(seeds))
    error = "1994.txt:3: unknown month 'Juli', expected January to December, spelt out in English\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "1993.txt: edition 1993\n", error)
    answer = run(environment, tmp_path, "ask", "/final 1993", KUBOK_SEEDS=str(seeds))
    assert (answer.returncode, answer.stderr) == (0, error)
    assert "A 1–0 B" in answer.stdout
    checked = run(environment, tmp_path, "import", "--check", str(seeds / "1994.txt"))
    assert (checked.returncode, checked.stdout) == (1, "")
    assert checked.stderr == f"{seeds / '1994.txt'}{error.removeprefix('1994.txt')}"


def test_import_of_a_table(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("Date,Round,Home,Score,Away\n1993-11-08,Final,A,1-x,B\n")
    seeds = tmp_path / "seeds"
    bad = run(environment, tmp_path, "import", "--csv", "m.csv", "--cup", "My Cup", KUBOK_SEEDS=str(seeds))
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr == "m.csv:2: column D 'Score': '1-x' is no score, expected two numbers such as 2-1\n"
    (tmp_path / "m.csv").write_text("Date,Round,Home,Score,Away,TV\n1993-11-08,Final,A,1-0,B,yes\n")
    done = run(environment, tmp_path, "import", "--csv", "m.csv", "--cup", "My Cup", KUBOK_SEEDS=str(seeds))
    left = "  left out: 1 column without a place here (TV)\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"My Cup.csv: edition 1993\n{left}"
    answer = run(environment, tmp_path, "ask", "/final 1993", KUBOK_SEEDS=str(seeds))
    assert "A 1–0 B" in answer.stdout
    alone = run(environment, tmp_path, "import", "--csv", "m.csv", KUBOK_SEEDS=str(seeds))
    assert (alone.returncode, "--csv goes with --cup" in alone.stderr) == (2, True)
    nameless = run(environment, tmp_path, "import", "--csv", "m.csv", "--cup", "", KUBOK_SEEDS=str(seeds))
    assert (nameless.returncode, nameless.stdout) == (1, "")
    assert "cannot be the name of a file" in nameless.stderr
    ours = run(environment, tmp_path, "import", "--csv", "m.csv", "--cup", "My Cup")
    assert ours.stderr.endswith(
        "has files of another cup; name a folder for 'My Cup', as KUBOK_SEEDS=my-cup\n"
    )


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"TELEGRAM_BOT_TOKEN": "nonsense"}, "TELEGRAM_BOT_TOKEN does not look like a bot's token"),
        ({"KUBOK_SEEDS": "/nowhere"}, "there is no seeds folder /nowhere"),
        ({"KUBOK_DATA": "/dev/null/data"}, "cannot write /dev/null/data/archive.db"),
        ({"WEBHOOK_URL": "https://example.org/x"}, "WEBHOOK_URL is set, but there is no TELEGRAM_BOT_TOKEN"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    environment: dict[str, str], tmp_path: Path, settings: dict[str, str], says: str
) -> None:
    failed = run(environment, tmp_path, **settings)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith(f"kubok: {says}")
    assert failed.stderr.count("\n") == 1
    assert "nonsense" not in failed.stderr


@pytest.mark.parametrize("question", ["", "  "])
def test_ask_nothing(environment: dict[str, str], tmp_path: Path, question: str) -> None:
    failed = run(environment, tmp_path, "ask", question)
    assert (failed.returncode, failed.stderr) == (
        1,
        'kubok: there is nothing to answer; ask for example "/final"\n',
    )


def test_odd_input_in_a_pipe(environment: dict[str, str], tmp_path: Path) -> None:
    odd = subprocess.run(
        [*KUBOK, "chat"],
        env=environment,
        cwd=tmp_path,
        input=b"/club \xff\xfe\n" + b"9" * 5000 + b"\n/final 93\n",
        capture_output=True,
        check=False,
    )
    assert odd.returncode == 0
    assert odd.stdout.decode().count("Something went wrong") == 0
    assert "Dostyk 4–2 Taraz" in odd.stdout.decode()


def test_settings_from_a_file(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KUBOK_SEEDS=/nowhere\n")
    assert "there is no seeds folder /nowhere" in run(environment, tmp_path, "ask", "/final").stderr


def test_settings_from_another_file(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KUBOK_LANGUAGE=kk")
    file = tmp_path / "kubok of the cup.env"
    file.write_text("KUBOK_LANGUAGE=ru\nKUBOK_CUP=Kazakhstan Cup\nTELEGRAM_BOT_TOKEN=none\n")
    for command in (["ask", "/final 1993"], ["health"], ["backup", "there"], ["chat"], []):
        refused = run(environment, tmp_path, "--settings", str(file), *command)
        assert (refused.returncode, refused.stderr.count("TELEGRAM_BOT_TOKEN does not look like")) == (1, 1)
    file.write_text("KUBOK_LANGUAGE=ru\nKUBOK_CUP=Kazakhstan Cup\n")
    assert (
        "Кубок Казахстана" in run(environment, tmp_path, "--settings", str(file), "ask", "/final 1993").stdout
    )
    missing = run(environment, tmp_path, "--settings", "missing.env", "ask", "/final")
    assert (missing.returncode, "'missing.env' does not exist" in missing.stderr) == (2, True)


def test_backup_without_anything_to_back_up(environment: dict[str, str], tmp_path: Path) -> None:
    failed = run(environment, tmp_path, "backup", "copy.db")
    assert failed.returncode == 1
    assert failed.stderr.startswith("kubok: there is no ")


def test_backups_in_a_folder(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(OLD, tmp_path / "data" / "chats.db")
    for deleted in ("", "; older ones deleted: 1"):
        done = run(environment, tmp_path, "backup", "backups", "--keep", "1")
        assert re.fullmatch(
            rf"backups/chats-[\d-]+\.db: 7 games, 4 people, \d+ kB{deleted}\n", done.stdout
        ), done.stderr
    assert len(list((tmp_path / "backups").iterdir())) == 1
    for wrong in (("backups", "--force"), ("copy.db", "--keep", "2"), ("backups", "--keep", "0"), ("",)):
        refused = run(environment, tmp_path, "backup", *wrong)
        assert (refused.returncode, refused.stdout) == (2, "")
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_a_setting_that_is_none_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_TOKEN=123:ABC-DEF_ghi12\n")
    done = run(environment, tmp_path, "ask", "/final 1993")
    assert "Dostyk" in done.stdout
    assert "TELEGRAM_TOKEN is no setting of Kubok; did you mean TELEGRAM_BOT_TOKEN?" in done.stderr
    assert "ABC" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serving_on_telegram(api: BotApi, start: Start, tmp_path: Path, number: int) -> None:
    api.say("/final 1993")
    process = start(TELEGRAM_API_URL=api.url, KUBOK_LOG_LEVEL="DEBUG")
    (answer,) = api.wait_for("sendMessage")
    assert answer["text"].startswith("🏆 <b>Dostyk</b> 4–2 Taraz\nKazakhstan Cup 1993 · Final")
    menus = api.wait_for("setMyCommands", 4)
    assert [command["command"] for command in menus[0]["commands"]][:3] == ["final", "club", "h2h"]
    assert [json.loads(menu["scope"])["type"] for menu in menus] == [
        *("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
    ]
    api.say("/club Kairat")
    assert api.wait_for("sendMessage", 2)[1]["text"].startswith("<b>Kairat</b>")
    process.send_signal(number)
    assert process.wait(10) == 0
    assert "serving as @kubok_bot" in output(tmp_path)
    said = re.search(
        r"Kubok (\S+) as @kubok_bot: Kazakhstan Cup, (\d+) editions, data in (.+)", output(tmp_path)
    )
    assert said
    assert (said[1], int(said[2]) > 30) == (version("kubok"), True)
    assert said[3] == f"{tmp_path / 'data'}, polling, owners: none"
    assert TOKEN not in output(tmp_path)
    assert TOKEN.split(":")[1] not in output(tmp_path)
    assert "Traceback" not in output(tmp_path)
    assert "HTTP Request" not in output(tmp_path)  # which would have the token in its address


def test_a_refused_token(api: BotApi, start: Start, tmp_path: Path) -> None:
    process = start(TELEGRAM_API_URL=api.url, TELEGRAM_BOT_TOKEN="123456:another-token-of-nobody")
    assert process.wait(20) == 1
    assert output(tmp_path) == (
        f"kubok: {api.url.removeprefix('http://')} refuses the token in TELEGRAM_BOT_TOKEN: "
        "is it the one from BotFather?\n"
    )


def test_a_server_that_is_down_at_first(start: Start, tmp_path: Path) -> None:
    port = free_port()
    process = start(TELEGRAM_API_URL=f"http://127.0.0.1:{port}")
    wait_for_output(tmp_path, "trying again in")
    with bot_api(port) as api:
        api.say("/final 93")
        api.wait_for("sendMessage")
        process.terminate()
        assert process.wait(10) == 0
    assert f"cannot reach 127.0.0.1:{port}" in output(tmp_path)
    assert TOKEN not in output(tmp_path)


def test_stopping_while_the_server_is_down(start: Start, tmp_path: Path) -> None:
    process = start(TELEGRAM_API_URL="http://127.0.0.1:9")
    wait_for_output(tmp_path, "trying again in")
    process.terminate()
    assert process.wait(10) == 0


def test_a_server_that_refuses_for_a_while(api: BotApi, start: Start, tmp_path: Path) -> None:
    process = start(TELEGRAM_API_URL=api.url)
    api.wait_for("getUpdates", 2)
    api.refusals["getUpdates"] = (502, "Bad Gateway")
    wait_for_output(tmp_path, "fetching updates failed, trying again")
    api.refusals.clear()
    api.say("/final")
    api.wait_for("sendMessage")
    process.terminate()
    assert process.wait(10) == 0
    assert TOKEN not in output(tmp_path)


def test_stopping_while_the_server_refuses_to_begin(api: BotApi, start: Start, tmp_path: Path) -> None:
    api.refusals["deleteWebhook"] = (502, "Bad Gateway")
    process = start(TELEGRAM_API_URL=api.url)
    wait_for_output(tmp_path, "trying again in")
    process.terminate()
    assert process.wait(10) == 0
    assert "Traceback" not in output(tmp_path)


HASTY_KUBOK = program(Tuning(polling=PollingTimes(refusals=1.0, between_refusals=0.1)))


@pytest.mark.parametrize(
    "refusal", [(401, "Unauthorized"), (404, "Not Found"), (409, "Conflict: terminated")]
)
def test_what_is_refused_for_a_moment_is_waited_out(
    api: BotApi, start: Start, tmp_path: Path, refusal: tuple[int, str]
) -> None:
    process = start(program(Tuning(polling=PollingTimes(between_refusals=0.1))), TELEGRAM_API_URL=api.url)
    api.wait_for("getUpdates")
    api.refusals["getUpdates"] = refusal
    wait_for_output(tmp_path, "fetching updates was refused, trying again")
    del api.refusals["getUpdates"]
    api.say("/final 1993")
    assert "<b>Dostyk</b> 4–2 Taraz" in api.wait_for("sendMessage")[0]["text"]
    process.terminate()
    assert process.wait(10) == 0
    assert TOKEN not in output(tmp_path)


def test_a_token_refused_later(api: BotApi, start: Start, tmp_path: Path) -> None:
    process = start(HASTY_KUBOK, TELEGRAM_API_URL=api.url)
    api.wait_for("getUpdates")
    api.refusals["getUpdates"] = (401, "Unauthorized")
    assert process.wait(20) == 1
    assert "refuses the token in TELEGRAM_BOT_TOKEN" in output(tmp_path).splitlines()[-1]
    assert TOKEN not in output(tmp_path)


def test_another_program_that_fetches(api: BotApi, start: Start, tmp_path: Path) -> None:
    process = start(HASTY_KUBOK, TELEGRAM_API_URL=api.url)
    api.wait_for("getUpdates")
    api.refusals["getUpdates"] = (409, "Conflict: terminated by other getUpdates request")
    assert process.wait(20) == 1
    assert output(tmp_path).splitlines()[-1] == (
        "kubok: another program is fetching updates with the token in TELEGRAM_BOT_TOKEN; only one can"
    )


def test_a_webhook_that_is_refused(api: BotApi, start: Start, tmp_path: Path) -> None:
    api.refusals["setWebhook"] = (400, "Bad Request: bad webhook: HTTPS url must be provided")
    process = start(
        TELEGRAM_API_URL=api.url, WEBHOOK_URL="http://example.org/hook", WEBHOOK_PORT=str(free_port())
    )
    assert process.wait(20) == 1
    assert output(tmp_path).splitlines()[-1].endswith("ad webhook: https url must be provided")


def test_a_slow_rate_limit(api: BotApi, start: Start) -> None:
    api.say("/final 1993")
    start(TELEGRAM_API_URL=api.url, TELEGRAM_RATE_LIMIT="0.5")
    assert api.wait_for("sendMessage")


def test_playing_in_the_terminal(environment: dict[str, str], tmp_path: Path) -> None:
    talk = run(environment, tmp_path, "chat", stdin="/trivia 2 easy 1993\n1\n2\n/me\n/trivia 5\n")
    assert (talk.returncode, talk.stderr) == (0, "")
    begun, first, second, me, _ = talk.stdout.split("\n> ")
    assert begun.startswith("> /trivia 2 easy 1993\n🎲 Trivia · 1993 · easy · 2 questions · 20 s each\n")
    assert re.search(r"\n1/2 · .+\?\n 1  .+\n 2  .+\n 3  .+\n 4  .+\n$", begun)
    assert re.match(r"1\n(✓ Right\.|✗ It was .+\.) .+\n\n2/2 · .+\?\n 1  ", first)
    assert re.match(
        r"2\n(✓ Right\.|✗ It was .+\.) .+\n\n🏁 Trivia · 1993 · easy · 2 questions\n\n1\. You ", second
    )
    assert "\nGames: 1, won 0\n" in me
    again = run(environment, tmp_path, "chat", stdin="/stop\n/me\n")
    assert "No game is on here." in again.stdout  # a quiz ends with the chat
    assert "\nGames: 1, won 0\n" in again.stdout


def test_asking_for_a_quiz_once(environment: dict[str, str], tmp_path: Path) -> None:
    answer = run(environment, tmp_path, "ask", "/trivia 3")
    assert re.search(r"\n\n1/3 · .+\?\n(\( \) .+\n){4}$", answer.stdout)
    assert list((tmp_path / "data").glob("*.db")) == [tmp_path / "data" / "archive.db"]


def test_counting_and_checking_questions(environment: dict[str, str], tmp_path: Path) -> None:
    counted = run(environment, tmp_path, "questions", "--check")
    assert (counted.returncode, counted.stderr) == (0, "")
    *_, total, verdict = counted.stdout.splitlines()
    assert int(total.split()[-1]) >= 500
    assert (
        verdict == "Every question has one right answer, no option that gives itself away, and fits a poll."
    )
    assert run(environment, tmp_path, "questions").stdout == counted.stdout.removesuffix(f"{verdict}\n")


def test_a_chats_db_that_is_damaged(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "chats.db").write_text("not a database" * 100)
    ended = run(environment, tmp_path, TELEGRAM_BOT_TOKEN=TOKEN)
    assert ended.returncode == 1
    assert re.fullmatch(
        r"kubok: cannot use .*chats\.db: file is not a database; .*left as it is: .*\n", ended.stderr
    )


def test_a_game_over_http(api: BotApi, start: Start, tmp_path: Path) -> None:
    api.say("/trivia 1 10s")
    process = start(QUICK_KUBOK, TELEGRAM_API_URL=api.url)
    (poll,) = api.wait_for("sendPoll")
    assert (poll["chat_id"], poll["type"], poll["is_anonymous"]) == (2, "quiz", False)
    (sent,) = api.telegram.polls.values()
    answer = {"poll_id": sent.poll, "user": PERSON, "option_ids": list(sent.correct)}
    api.push({"poll_answer": {**answer, "option_persistent_ids": list(map(str, sent.correct))}})
    api.wait_for("stopPoll")
    _, table = api.wait_for("sendMessage", 2)
    assert table["text"].endswith("1. You 15 points · 1 of 1 right")
    wanted = api.called("getUpdates")[-1]["allowed_updates"]
    assert {"poll", "poll_answer", "my_chat_member"} <= set(wanted)
    process.terminate()
    assert process.wait(20) == 0
    assert "Traceback" not in output(tmp_path)


def test_a_game_goes_on_after_a_kill(api: BotApi, start: Start) -> None:
    api.say("/trivia 1 1s")
    process = start(QUICK_KUBOK, TELEGRAM_API_URL=api.url)
    api.wait_for("sendPoll")
    process.kill()
    process.wait()
    start(QUICK_KUBOK, TELEGRAM_API_URL=api.url)
    # Nobody has answered: the game is taken up, and shows its table when the question has run out.
    _, table = api.wait_for("sendMessage", 2)
    assert "Nobody answered." in table["text"]


def test_backup_and_restore(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    shutil.copy(OLD, tmp_path / "data" / "chats.db")
    done = run(environment, tmp_path, "backup", "copy.db")
    assert re.fullmatch(r"copy\.db: 7 games, 4 people, \d+ kB\n", done.stdout)
    again = run(environment, tmp_path, "backup", "copy.db")
    told = "kubok: copy.db is there already; name another file, or replace it with --force\n"
    assert (again.returncode, again.stderr) == (1, told)
    assert run(environment, tmp_path, "backup", "--force", "copy.db").returncode == 0
    back = run(environment, tmp_path, "restore", "copy.db")
    said, _, kept = back.stdout.strip().partition("; what was there is kept as ")
    assert re.fullmatch(r".*chats\.db is now copy\.db: 7 games, 4 people, \d+ kB", said)
    assert re.fullmatch(r"chats-before-\d{8}-\d{6}\.db", Path(kept).name)
    assert Path(kept).is_file()
    bad = run(environment, tmp_path, "restore", "pyproject.toml")
    assert (bad.returncode, bad.stderr) == (1, "kubok: there is no pyproject.toml to restore\n")


def test_beside_a_bot_that_serves(
    api: BotApi, start: Start, environment: dict[str, str], tmp_path: Path
) -> None:
    process = start(TELEGRAM_API_URL=api.url)
    api.wait_for("getUpdates")
    assert run(environment, tmp_path, "backup", "copy.db").returncode == 0
    refused = run(environment, tmp_path, "restore", "copy.db")
    assert refused.returncode == 1
    assert refused.stderr.startswith("kubok: another program serves from ")
    imported = run(environment, tmp_path, "import")
    assert imported.stdout.endswith(
        "The bot that is running goes on with what it read when it was started.\n"
    )
    assert "Dostyk 4–2 Taraz" in run(environment, tmp_path, "ask", "/final 1993").stdout
    process.kill()
    process.wait()
    assert run(environment, tmp_path, "restore", "copy.db").returncode == 0
    assert "running" not in run(environment, tmp_path, "import").stdout


def test_input_and_output_that_are_not_there(environment: dict[str, str], tmp_path: Path) -> None:
    command = " ".join(map(shlex.quote, KUBOK))
    for line, said in {
        f"{command} ask '/final' > /dev/full": "kubok: cannot write the answer: No space left on device\n",
        f"{command} <&-": "kubok: there is no TELEGRAM_BOT_TOKEN, and no terminal to chat in\n",
    }.items():
        ended = subprocess.run(
            ["sh", "-c", line], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (ended.returncode, ended.stderr) == (1, said)


def test_a_data_folder_without_room(environment: dict[str, str], tmp_path: Path) -> None:
    """What needs no write is answered; a season that changed meanwhile is not served yet."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "1993.txt").write_text("= 1993 Cup =\n==Final==\nAlfa 1-0 Beta\n")
    settings = {**environment, "KUBOK_SEEDS": str(seeds)}
    assert "Alfa 1–0 Beta" in run(settings, tmp_path, "ask", "/final 1993").stdout
    (seeds / "1993.txt").write_text("= 1993 Cup =\n==Final==\nAlfa 2-0 Beta\n")
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)); {PROGRAM}"
    ended = subprocess.run(
        [sys.executable, "-c", code.replace("main(prog_name='kubok')", "main(['ask', '/final 1993'])")],
        env=settings,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0
    assert "Alfa 1–0 Beta" in ended.stdout
    assert "cannot write" in ended.stderr
    assert "what was read before is served" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_other_seeds_for_the_same_data_folder(api: BotApi, start: Start, tmp_path: Path) -> None:
    shutil.copy(OLD, tmp_path / "data" / "chats.db")
    first = start(TELEGRAM_API_URL=api.url)
    api.wait_for("getUpdates")
    first.terminate()
    assert first.wait(10) == 0
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "1993.txt").write_text("= 1993 Village Cup =\n==Final==\nAlfa 1-0 Beta\n")
    start(TELEGRAM_API_URL=api.url, KUBOK_SEEDS=str(seeds))
    wait_for_output(
        tmp_path, "has games of Kazakhstan Cup too; they are kept apart from those of Village Cup"
    )
