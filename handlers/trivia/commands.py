"""``/trivia``, ``/skip`` and ``/stop``: start, advance and end a game of quiz polls.

The game is run by :mod:`handlers.trivia.host`."""

from dataclasses import replace
from typing import Any

from handlers.core.answers import Answer, Button, Call, Refused, Style
from handlers.core.command import Ask, Command, Stage
from handlers.core.links import play_button
from handlers.trivia.duels import challenge, names_in, taken_by
from handlers.trivia.modes import EDITION, begun_buttons, editions_to_choose, new_token
from handlers.trivia.next import choice_of, ratings_of
from handlers.trivia.plans import RULES, limits, may_begin, plan_of
from handlers.trivia.table import shown_name
from store.chats import points
from store.chats.games import IDLE, SKIPS
from store.chats.models import Ending, Game, GameOn, Mode, Plan
from store.chats.modes import want_next
from store.chats.scores import COMPANY, LIVES, READING, is_gone, players, playing
from store.own_questions.kept import how_many
from store.text.translatable import N_
from store.trivia.pool import Choice

_POINTS: dict[str, Any] = {
    "right": points.RIGHT,
    "first": points.FIRST,
    "streak_from": points.STREAK_FROM,
    "streak": points.STREAK,
}


async def trivia(ask: Ask, plan: Plan, stage: Stage) -> None:
    """Start a game, one at a time in a chat and topic; or let the edition, or the other of a duel, be found
    first."""
    word, place = ask.call.word, ask.author.place
    if word == RULES:
        raise ask.refuse("trivia/game", "rules_in_short", **_POINTS)
    takes = word == Mode.DUEL and ask.call.user is not None
    await may_begin(ask, stage, as_taker=takes)
    if word == EDITION and ask.call.edition is None:
        await _let_choose(ask, stage)
        return
    if plan.mode.is_own:
        plan = replace(plan, difficulty=None, edition=None)
    choice, there = _there_are(ask, plan)
    if plan.mode is Mode.DUEL and not place.private and not takes:
        await _challenge(ask, plan, stage)
        return
    opponent = taken_by(ask) if takes else None
    in_place = await _drop(ask, stage) or takes or word == EDITION
    announce = stage.change if in_place else stage.say
    wanted, plan = plan.questions, replace(plan, questions=there)
    starter = ask.call.user if takes else ask.author.person.id if ask.author.person else None
    token = new_token() if plan.mode is Mode.DUEL and place.private else None
    try:
        game = ask.services.games.start(
            place, plan, starter, ask.services.steady(), ask.author.language, opponent, token
        )
    except GameOn:
        raise _on(ask) from None
    text = ask.texts.render(
        "trivia/game",
        "begins",
        plan=plan,
        edition=choice.edition,
        all_there_are=there < wanted and plan.mode is not Mode.MARATHON and not plan.mode.is_own,
        private=place.private,
        pair=names_in(ask, game) if opponent else [],
        host=shown_name(ask.texts, ask.author.person.name if ask.author.person else None),
        lives=LIVES,
        **_POINTS,
    )
    try:
        await announce(Answer(text, begun_buttons(ask, replace(plan, questions=wanted))))
    finally:  # the game has started, whether it could be announced or not
        stage.wake(game.id)


def _there_are(ask: Ask, plan: Plan) -> tuple[Choice, int]:
    """What *plan* chooses of the cup, and how many of its questions there are.

    :raises Refused: when there is none.
    """
    chat, choice = ask.author.place.chat, choice_of(ask.archive, plan) or Choice()
    if plan.mode.is_own:
        there = min(how_many(ask.services.chats, chat), plan.questions)
        if not there:
            raise ask.refuse("own/questions", "none")
        return choice, there
    there = ask.services.pool.how_many(choice, plan.questions, ratings_of(ask.services, chat))
    if not there:
        raise ask.refuse("trivia/game", "none", edition=choice.edition, difficulty=plan.difficulty)
    return choice, there


async def _let_choose(ask: Ask, stage: Stage) -> None:
    """Show the editions in place of the announcement of a game, if that may still be dropped for another."""
    game = ask.services.games.current(ask.author.place)
    if game and (players(ask.services.chats, game.id) or not await _may_decide(ask, stage, game)):
        raise _on(ask)
    await (stage.change if game else stage.say)(editions_to_choose(ask))


async def _challenge(ask: Ask, plan: Plan, stage: Stage) -> None:
    """Let the author of a group challenge the others to a duel, unless a game is on that goes on."""
    answer = challenge(ask, plan)
    dropped = await _drop(ask, stage)
    if ask.services.games.current(ask.author.place):
        raise _on(ask)
    await (stage.change(answer) if dropped else stage.say(answer))


def _on(ask: Ask) -> Refused:
    """The refusal of a second game."""
    stop = Button(ask.texts.gettext("Stop it"), Call("stop"), style=Style.ENDS)
    return ask.refuse("trivia/game", "on", [(stop,)])


async def _drop(ask: Ask, stage: Stage) -> bool:
    """End the game here in favour of another mode, if a button of its announcement was pressed, nobody has
    answered yet and the author may decide; whether it was ended."""
    games, chats = ask.services.games, ask.services.chats
    if ask.call.word is None or (ask.call.seconds is not None and ask.call.user is None):
        return False  # it was typed, or is to be played again
    game = games.current(ask.author.place)
    if game is None or not await _may_decide(ask, stage, game) or players(chats, game.id):
        return False  # an answer may have come while Telegram was asked
    games.finish(game, Ending.DROPPED, ask.services.clock(), told=True)
    stage.wake(game.id)
    return True


async def _may_decide(ask: Ask, stage: Stage, game: Game) -> bool:
    """Whether the author started the game, or is an admin."""
    person = ask.author.person
    return (person is not None and person.id == game.starter) or await stage.is_admin()


def _game_here(ask: Ask) -> Game:
    game = ask.services.games.current(ask.author.place)
    if game is None:
        raise ask.refuse("trivia/game", "off", [(play_button(ask),)])
    return game


async def skip(ask: Ask, _request: None, stage: Stage) -> None:
    """Skip to the next question: at once for the starter and admins, else when three players ask for it, or
    all if they are fewer."""
    game, games = _game_here(ask), ask.services.games
    question = games.open_question(game)
    if question is None:
        raise ask.refuse("trivia/game", "skip_not_open")
    if not await _may_decide(ask, stage, game):
        person, playing = ask.author.person, players(ask.services.chats, game.id)
        needed = min(SKIPS, len(playing) or SKIPS)
        if person is None or person.id not in playing:
            raise ask.refuse("trivia/game", "skip_players", number=needed)
        number = games.skip(question, person.id, ask.services.steady(), needed)
        if number < needed:
            if number == 1:  # one short message per question
                await stage.say(
                    Answer(ask.texts.render("trivia/game", "skip_wanted", number=number, needed=needed))
                )
            return
    else:
        games.skip_now(question, ask.services.steady())
    stage.wake(game.id)


async def stop(ask: Ask, _request: None, stage: Stage) -> None:
    """End the game and show its table: for the starter and admins, or, when the starter no longer plays, when
    most of those who play ask for it."""
    game, games = _game_here(ask), ask.services.games
    if not await _may_decide(ask, stage, game):
        person, active = ask.author.person, playing(ask.services.chats, game.id, None)
        if person is None or person.id not in active or not is_gone(ask.services.chats, game):
            raise ask.refuse("trivia/game", "stop_not_yours")
        needed = len(active) // 2 + 1
        number = games.want_stop(game, person.id, ask.services.steady(), active, needed)
        if number < needed:
            if number == 1:
                await stage.say(Answer(ask.texts.render("trivia/game", "stop_wanted", needed=needed)))
            return
    else:
        games.stop(game, ask.services.steady())
    stage.wake(game.id)


async def next_one(ask: Ask, _request: None, stage: Stage) -> None:
    """Bring the next question of a quiz night, on behalf of the host, who began it, or an admin."""
    game, games = _game_here(ask), ask.services.games
    if game.plan.mode is not Mode.HOSTED:
        raise ask.refuse("trivia/game", "not_hosted")
    if not await _may_decide(ask, stage, game):
        raise ask.refuse("trivia/game", "next_not_yours")
    asked = games.questions(game.id)
    pressed = (ask.call.game, ask.call.questions)  # below which question; a typed command is for the last
    if not asked or (ask.call.game is not None and pressed != (game.id, asked[-1].number)):
        raise ask.refuse("trivia/game", "next_over")
    if asked[-1].closed is None:
        games.skip_now(asked[-1], ask.services.steady())
    want_next(ask.services.chats, asked[-1])
    stage.wake(game.id)


def rules(ask: Ask) -> Answer:
    """The rules of the game, and the points for answers."""
    text = ask.texts.render(
        "trivia/game",
        "rules",
        plan=Plan(),
        **limits(ask),
        **_POINTS,
        skips=SKIPS,
        idle=IDLE,
        reading=READING,
        company=COMPANY,
        lives=LIVES,
    )
    return Answer(text, ((play_button(ask),),))


COMMANDS = (
    Command(
        "trivia",
        N_("a quiz, alone or in a group"),
        N_("[NUMBER or MODE] [easy, medium or hard] [EDITION] [30s]"),
        N_("/trivia 5 easy 30s"),
        read=plan_of,
        act=trivia,
        rules=rules,
    ),
    Command("skip", N_("the next question of the quiz"), act=skip),
    Command("stop", N_("end the quiz"), act=stop),
)
OF_HOSTS = (Command("next", N_("the next question of a quiz night"), act=next_one),)
"""For hosts, who are told; ``/help`` does not list it."""
