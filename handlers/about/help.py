"""``/help``: what can be asked, in twelve lines; by topic, and about each command."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

from handlers.core.answers import Answer, Button, Call
from handlers.core.command import AnyCommand, Ask, Command
from handlers.core.keyboards import rows_of
from store.archive.groups import some_group
from store.archive.players import some_scorer
from store.cup.values import Day
from store.text.translatable import N_


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the help: the keyword of its button, the button's label, and the names of its commands."""

    key: str
    label: str
    commands: tuple[str, ...]


TOPICS = (
    Topic("finals", N_("Finals and cups"), ("final", "finals", "titles", "season")),
    Topic("clubs", N_("Clubs"), ("club", "clubs", "road", "h2h", "results", "group")),
    Topic("players", N_("Scorers, records"), ("scorers", "player", "records", "today")),
    Topic("trivia", N_("Trivia"), ("trivia", "daily", "follow", "questions", "skip", "stop", "top", "me")),
    Topic(
        "data",
        N_("Data, privacy"),
        ("sources", "missing", "about", "settings", "language", "privacy", "forgetme", "help"),
    ),
)


def _values(ask: Ask) -> dict[str, str]:
    """What fills the placeholders of examples, empty for what the archive does not have."""
    if not ask.archive.labels:
        return {}
    return {
        "edition": ask.show(ask.archive.latest),
        "club": ask.some_club(),
        "pair": ask.some_pair(),
        "group": some_group(ask.archive),
        "scorer": ask.texts.values.called(some_scorer(ask.archive)),
        "day": ask.texts.day(Day.of(ask.services.today())),
    }


def _example(ask: Ask, command: AnyCommand, values: dict[str, str]) -> str:
    """The example of *command* with *values* in it; its name alone where one of them is missing."""
    example = ask.texts.gettext(command.example) if command.example else ""
    fields = [name for _, name, _, _ in Formatter().parse(example) if name]
    known = example and all(values.get(name) for name in fields)
    return example.format(**values) if known else f"/{command.name}"


def help_with(commands: Sequence[AnyCommand]) -> AnyCommand:
    """``/help``, which tells what can be asked, or about a topic of *commands* and itself, or one of them."""

    def answer(ask: Ask, asked: str) -> Answer:
        known = {one.name: one for one in (*commands, command)}
        topic = next((topic for topic in TOPICS if topic.key == ask.call.word), None)
        values = _values(ask)
        if topic:
            shown = [
                (known[name], _example(ask, known[name], values)) for name in topic.commands if name in known
            ]
            text = ask.texts.render("about/help", "topic", topic=topic, commands=shown)
            back = Button(ask.texts.gettext("Help"), Call("help"))
            return Answer(text, ((back,),), call=Call("help", word=topic.key))
        if one := known.get(asked):
            return one.rules(ask) if one.rules else _about(ask, one, values)
        text = ask.texts.render("about/help", "help", values=values, competition=ask.archive.competition)
        topics = [
            Button(ask.texts.gettext(topic.label), Call("help", word=topic.key))
            for topic in TOPICS
            if any(name in known for name in topic.commands)
        ]
        return Answer(text, tuple(rows_of(topics, 2)), call=Call("help"))

    command = Command("help", N_("what you can ask"), N_("[COMMAND]"), read=_read, answer=answer)
    return command


def _read(ask: Ask) -> str:
    return ask.call.argument.strip().removeprefix("/").casefold()


def _about(ask: Ask, command: AnyCommand, values: dict[str, str]) -> Answer:
    """What *command* shows, how it is written, and an example."""
    text = ask.texts.render("about/help", "command", command=command, example=_example(ask, command, values))
    return Answer(text, ((Button(ask.texts.gettext("Help"), Call("help")),),))
