"""The README's commands are the ones that are run, and its example is what the bot answers."""

import re
from pathlib import Path

from bot.terminal.console import ask
from bot.terminal.report import coverage_lines
from handlers.commands import COMMANDS
from store.archive.archive import Archive
from store.archive.coverage import coverage_by_edition
from store.seedfiles.season_txt.parse import parse_season
from tests.benchmarks.bench_scale import ways_to_ask
from tests.handlers.conftest import services_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


async def test_the_example_is_the_answer(ours: Archive) -> None:
    question, example = re.search(r"```\n(/final 1993)\n\n(.*?)\n```", README, re.DOTALL).groups()
    answer = await ask(services_of(ours), question)
    assert answer.split("\n\n[")[0] == example


def test_the_table_of_what_is_known_is_true(ours: Archive) -> None:
    (table,) = re.findall(r"<!-- kubok coverage -->\n((?:\|.*\n)+)", README)
    assert table.splitlines() == list(coverage_lines(coverage_by_edition(ours)))
    *_, ties, matches, _, _ = table.splitlines()[-1].strip("| ").split(" | ")
    assert (int(ties) >= 505, int(matches) >= 690) == (True, True)


def test_ci_runs_the_readmes_test_command() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text().splitlines()


def test_benchmarks_are_run_without_xdist_which_disables_them() -> None:
    commands = re.findall(r"^\.venv/bin/pytest .*tests/benchmarks/.*$", README, re.MULTILINE)
    assert [("--dist no " in command) for command in commands] == [True, True]
    files = {command.rpartition("/")[2] for command in commands}
    assert files == {path.name for path in (ROOT / "tests" / "benchmarks").glob("bench_*.py")}


def test_a_benchmark_asks_every_command(ours: Archive) -> None:
    answering = {command.name for command in COMMANDS if command.answer}
    assert ways_to_ask(services_of(ours)).keys() == answering


def test_the_format_example_reads() -> None:
    example = re.search(r"```\n(= 1993 .*?)```", README, re.DOTALL)[1]
    lines = [re.sub(r"\s{3,}\S.*$", "", line) for line in example.split("\n")]
    season = parse_season("\n".join(lines), "README.md")
    assert [len(section.matches) for section in season.rounds] == [4, 2, 1, 1, 1]
    assert season.rounds[-1].matches[0].attendance == 1000


def test_the_layout_shows_every_room_and_no_other() -> None:
    layout = re.search(r"## How it is laid out\n\n```\n(.*?)```", README, re.DOTALL)[1]
    shown, package = set(), ""
    for line in layout.splitlines():
        found = re.match(r"( *)([\w]+)/", line)
        if found is None:  # a line goes on
            continue
        indent, name = found.groups()
        package = package if indent else name
        shown.add(f"{package}/{name}" if indent else name)
    inner = [ROOT / package for package in ("bot", "handlers", "store")]
    rooms = {f"{room.parent.name}/{room.name}" for top in inner for room in top.iterdir() if room.is_dir()}
    tops = {"bot", "handlers", "store", "seeds", "deploy", "tests"}
    expected = {room for room in rooms if "__" not in room} | tops
    assert shown == expected


def test_the_files_it_names_are_there() -> None:
    named = re.findall(r"`((?:bot|handlers|store|tests|seeds|deploy)/[\w/]+\.\w+)`", README)
    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).exists()] == []
