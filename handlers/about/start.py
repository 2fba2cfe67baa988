"""``/start``, ``/help`` and ``/about``: a greeting, the list of commands, and the contents of the archive."""

from collections.abc import Sequence
from string import Formatter

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import AnyCommand, Ask, Command
from handlers.core.keyboards import rows_of
from store.archive.coverage import coverage_by_decade
from store.archive.groups import some_group
from store.archive.players import some_scorer
from store.cup.values import Day
from store.text.translatable import N_


def start(ask: Ask, _request: None) -> Answer:
    """A greeting with suggestions as buttons."""
    texts = ask.texts
    buttons = [
        Button(texts.gettext("Latest final"), Call("final")),
        Button(texts.gettext("All finals"), Call("finals")),
        Button(texts.gettext("Top scorers"), Call("scorers")),
        Button(texts.gettext("Trivia"), Call("trivia")),
        Button(texts.gettext("Help"), Call("help")),
    ]
    text = texts.render(
        "about/start",
        "start",
        competition=ask.archive.competition,
        totals=ask.archive.totals,
        latest=ask.archive.latest if ask.archive.labels else None,
    )
    return Answer(text, tuple(rows_of(buttons, 2)))


def _examples(ask: Ask, commands: Sequence[AnyCommand]) -> list[str]:
    """The examples of *commands*, without those that the archive has no values for."""
    values = {
        "edition": str(ask.archive.latest),
        "club": ask.archive.some_club(),
        "pair": " ".join(ask.archive.some_pair()),
        "group": some_group(ask.archive),
        "scorer": some_scorer(ask.archive),
        "day": ask.texts.day(Day.of(ask.services.today())),
    }
    fields = ((command.example, Formatter().parse(command.example)) for command in commands)
    known = [example for example, parts in fields if all(values[name] for _, name, _, _ in parts if name)]
    return [example.format(**values) for example in known if example]


def help_with(commands: Sequence[AnyCommand]) -> AnyCommand:
    """``/help``, which lists *commands* and itself, or shows the rules of one of them."""

    def read(ask: Ask) -> str:
        return ask.call.argument.strip().removeprefix("/").casefold()

    def answer(ask: Ask, asked: str) -> Answer:
        listed = [*commands, command]
        rules = next((known.rules for known in listed if known.name == asked), None)
        if rules:
            return rules(ask)
        examples = _examples(ask, listed) if ask.archive.labels else []
        return Answer(ask.texts.render("about/start", "help", commands=listed, examples=examples))

    command = Command("help", N_("what you can ask"), N_("[trivia]"), read=read, answer=answer)
    return command


def about(ask: Ask, _request: None) -> Answer:
    """The size of the archive, and the legend of the signs in messages."""
    text = ask.texts.render(
        "about/start",
        "about",
        competition=ask.archive.competition,
        totals=ask.archive.totals,
        decades=coverage_by_decade(ask.archive, ask.archive.totals.drawn),
        version=ask.services.version,
    )
    return Answer(text)


COMMANDS = (
    Command("start", N_("say hello"), answer=start),
    Command("about", N_("what is known, and how well"), answer=about),
)
