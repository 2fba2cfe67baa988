"""``/start``, ``/help`` and ``/about``: what the bot is, understands and knows."""

from collections.abc import Sequence

from handlers.answers import Answer, Ask, Button, Call, Command, rows_of
from handlers.texts import N_


def start(ask: Ask) -> Answer:
    """A greeting with the first things to try as buttons."""
    texts = ask.texts
    buttons = [
        Button(texts.gettext("Latest final"), Call("final")),
        Button(texts.gettext("All finals"), Call("finals")),
        Button(texts.gettext("Top scorers"), Call("scorers")),
        Button(texts.gettext("Help"), Call("help")),
    ]
    text = texts.render(
        "start",
        competition=ask.archive.competition(),
        totals=ask.archive.totals(),
        latest=ask.archive.latest if ask.archive.labels else None,
    )
    return Answer(text, tuple(rows_of(buttons, 2)))


def help_with(commands: Sequence[Command]) -> Command:
    """``/help``, which lists *commands* and itself."""

    def answer(ask: Ask) -> Answer:
        listed = [*commands, command]
        examples = []
        if ask.archive.labels:
            values = {"edition": ask.archive.latest, "club": ask.archive.some_club()}
            examples = [known.example.format(**values) for known in listed if known.example]
        return Answer(ask.texts.render("help", commands=listed, examples=examples))

    command = Command("help", answer, N_("what you can ask"))
    return command


def about(ask: Ask) -> Answer:
    """How much the archive holds, and what the signs in messages mean."""
    text = ask.texts.render(
        "about",
        competition=ask.archive.competition(),
        totals=ask.archive.totals(),
        version=ask.services.version,
    )
    return Answer(text)


COMMANDS = (
    Command("start", start, N_("say hello")),
    Command("about", about, N_("what is known, and how well")),
)
