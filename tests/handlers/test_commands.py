"""One command table: handlers, /help, Telegram's menu and the README agree with it."""

import re
from pathlib import Path

from handlers.commands import COMMANDS
from store.text.vocabulary import vocabulary
from tests.double import Talk

README = Path(__file__).parents[2] / "README.md"


def test_names_and_summaries_fit_telegrams_menu() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in names)
    assert all(1 <= len(command.summary) <= 256 for command in COMMANDS)


def test_the_readme_has_the_table() -> None:
    rows = [
        f"| `/{command.name}{f' {command.usage}' if command.usage else ''}` | {command.summary} |"
        for command in COMMANDS
    ]
    assert "\n".join(rows) in README.read_text()


async def test_every_command_of_the_table_answers(bot: Talk) -> None:
    answered = []
    for command in COMMANDS:
        messages = await bot.say(f"/{command.name}")
        assert all("don't know" not in message.html for message in messages)
        answered += [command.name] * len(messages)
    assert answered == [command.name for command in COMMANDS if command.name != "skip"]


def test_the_vocabulary_calls_only_commands_there_are() -> None:
    assert set(vocabulary("commands")) <= {command.name for command in COMMANDS}
