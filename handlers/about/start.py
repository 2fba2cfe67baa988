"""``/start`` and ``/about``: a greeting, also of a group, and the contents of the archive."""

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.command import Ask, Command, Services
from handlers.core.deep_links import LOST
from handlers.core.keyboards import rows_of
from handlers.core.links import language_buttons
from store.archive.coverage import coverage_by_decade, coverage_by_edition
from store.text.translatable import N_

LONGEST_NAME_OF_BOT = 64  # https://core.telegram.org/bots/api#setmyname


def start(ask: Ask, _request: None) -> Answer:
    """Who the bot is and what it can be asked, with things to begin with as buttons."""
    texts, archive = ask.texts, ask.archive
    buttons = [Button(texts.gettext("Trivia"), Call("trivia")), Button(texts.gettext("Help"), Call("help"))]
    if archive.labels:
        final = Button(texts.sentence("Final of %(edition)s", edition=archive.latest), Call("final"))
        buttons = [final, *_prominent_club(ask), Button(texts.gettext("Titles"), Call("titles")), *buttons]
    add = Button(texts.gettext("Add to a group"), Call("help"), link="startgroup=trivia")
    text = texts.render(
        "about/start",
        "start",
        competition=archive.competition,
        totals=archive.totals,
        club=ask.some_club() if archive.labels else "",
        lost=ask.call.word == LOST,
    )
    return Answer(text, (*rows_of(buttons, 2), (add,), *language_buttons(ask)))


def _prominent_club(ask: Ask) -> list[Button]:
    """The club with the most cups, as a button; none where no winner is known."""
    return [
        Button(ask.texts.values.club(club, name), Call("club", clubs=(club,)))
        for club, name, _ in ask.archive.winners[:1]
    ]


def hello(ask: Ask) -> Answer:
    """The first message in a group: what the bot is for, with a game and the latest final as buttons, and the
    languages."""
    texts, archive = ask.texts, ask.archive
    buttons = [Button(texts.gettext("Trivia"), Call("trivia"), style=Style.NEXT)]
    if archive.labels:
        buttons.append(Button(texts.gettext("Latest final"), Call("final")))
    text = texts.render("about/start", "hello", competition=archive.competition, totals=archive.totals)
    return Answer(text, (tuple(buttons), *language_buttons(ask)))


def description(services: Services, language: str, which: str) -> str:
    """What the bot says of itself in *language* where it has not been started (``description``, at most 512
    characters), and on its profile (``short_description``, at most 120)."""
    archive = services.archive
    return services.texts(language).plain(
        "about/start",
        which,
        competition=archive.competition,
        totals=archive.totals,
        known=bool(archive.labels),
    )


def name_of_bot(services: Services, language: str) -> str:
    """The name of the bot in *language*, that of the cup, at most 64 characters; empty where the seeds have
    no name of the cup in it: then the name that the bot was given holds."""
    competition = services.archive.competition or ""
    name = services.texts(language).values.translated(competition)
    return name if name != competition and len(name) <= LONGEST_NAME_OF_BOT else ""


def about(ask: Ask, _request: None) -> Answer:
    """The size of the archive, and the legend of the signs in messages."""
    text = ask.texts.render(
        "about/start",
        "about",
        competition=ask.archive.competition,
        totals=ask.archive.totals,
        decades=coverage_by_decade(ask.archive.once(coverage_by_edition), ask.archive.totals.drawn),
        version=ask.services.version,
    )
    return Answer(text)


COMMANDS = (
    Command("start", N_("say hello"), answer=start),
    Command("about", N_("what is known, and how well"), answer=about),
)
