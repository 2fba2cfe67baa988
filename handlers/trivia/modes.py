"""The modes of games: what is played in each, and the buttons that offer them below the first message."""

import secrets
from dataclasses import replace
from string import ascii_lowercase

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.command import Ask, Services
from handlers.core.keyboards import rows_of
from handlers.core.paging import page_buttons, turn_by_number
from handlers.wording.texts import short
from handlers.wording.words import MODES
from store.chats.models import AskedQuestion, Game, Mode, Plan
from store.own_questions.parse import MOST_QUESTIONS

EDITION = "edition"  # the keyword of the button that lets one choose it
_QUICK = "quick"
_QUICK_QUESTIONS, MARATHON = 5, 100  # the questions of these, of a marathon at most
_EDITIONS_A_PAGE = 24
_CLUBS_OFFERED = 6
_TOKEN = 16  # letters, which nobody guesses
_OFFERED = (Mode.MARATHON, Mode.DUEL, Mode.TEAMS)


def with_mode(plan: Plan, word: str, *, counted: bool = False) -> Plan | None:
    """*plan* in the mode of a keyword, with as many questions as that has unless they were *counted*; None
    for another word."""
    usual = {_QUICK: _QUICK_QUESTIONS, Mode.OWN: MOST_QUESTIONS, Mode.HOSTED: MOST_QUESTIONS}
    if word not in {_QUICK, *Mode}:
        return None
    questions = plan.questions if counted else usual.get(word, plan.questions)
    return replace(plan, mode=Mode.CLASSIC if word == _QUICK else Mode(word), questions=questions)


def new_token() -> str:
    """The token of a new duel in private chats."""
    return "".join(secrets.choice(ascii_lowercase) for _ in range(_TOKEN))


def begun_buttons(ask: Ask, plan: Plan) -> tuple[tuple[Button, ...], ...]:
    """The buttons of a game that begins with *plan*: the rules, the end, the clubs of teams, other modes."""
    gettext = ask.texts.gettext
    first = (
        Button(gettext("Rules"), Call("trivia", word="rules")),
        Button(gettext("Stop"), Call("stop"), style=Style.ENDS),
    )
    if plan.mode is Mode.TEAMS:
        return (first, *rows_of(_clubs(ask), 3))
    if plan != replace(Plan(), seconds=plan.seconds, difficulty=plan.difficulty):
        return (first,)
    return (first, *rows_of(_others(ask), 3))


def _others(ask: Ask) -> list[Button]:
    """The modes that are offered beside the usual game."""
    private, gettext = ask.author.place.private, ask.texts.gettext
    quick = Button(gettext("Quick: 5"), Call("trivia", word=_QUICK))
    modes = [mode for mode in _OFFERED if not (private and mode is Mode.TEAMS)]
    others = [Button(gettext(MODES[mode]), Call("trivia", word=mode)) for mode in modes]
    own = Button(gettext(MODES[Mode.OWN]), Call("questions", word="new"))
    return [quick, *others, Button(gettext("An edition"), Call("trivia", word=EDITION)), own]


def _clubs(ask: Ask) -> list[Button]:
    """The clubs that won most cups, to play for."""
    winners = ask.archive.winners[:_CLUBS_OFFERED]
    called = ask.texts.values.club
    return [Button(short(called(club, name), 11), Call("me", clubs=(club,))) for club, name, _ in winners]


def next_button(services: Services, game: Game, asked: AskedQuestion) -> Button | None:
    """The button below a question of a quiz night, for its host; None in another game."""
    if game.plan.mode is not Mode.HOSTED:
        return None
    return Button(
        services.texts(game.language).gettext("Next"),
        Call("next", game=game.id, questions=asked.number),
        style=Style.NEXT,
    )


def editions_to_choose(ask: Ask) -> Answer:
    """The editions, latest first, a game about each at a tap."""
    page = turn_by_number(ask.archive.labels[::-1], ask.call.page, _EDITIONS_A_PAGE)
    call = Call("trivia", word=EDITION)
    buttons = [Button(ask.show(label), replace(call, edition=label)) for label in page.blocks]
    text = ask.texts.render("trivia/game", "editions")
    return Answer(text, (*rows_of(buttons, 4), *page_buttons(call, page)))
