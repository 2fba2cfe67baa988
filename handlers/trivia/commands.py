"""``/trivia``, ``/skip`` and ``/stop``: start, advance and end a game of quiz polls.

The game is run by :mod:`handlers.trivia.host`."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from handlers.core.answers import Answer, Button, Call, Refused, Style
from handlers.core.arguments import edition_among, edition_of_button, year_of
from handlers.core.callback_data import OldButton
from handlers.core.command import Ask, Command, Stage
from handlers.core.links import play_button
from handlers.trivia.duels import challenge, names_in, taken_by
from handlers.trivia.modes import EDITION, begun_buttons, editions_to_choose, new_token, with_mode
from handlers.trivia.next import choice_of, ratings_of
from store.chats import points
from store.chats.games import IDLE, SKIPS
from store.chats.models import Ending, Game, GameOn, Mode, Plan
from store.chats.modes import want_next
from store.chats.scores import COMPANY, LIVES, READING, is_gone, players, playing
from store.cup.labels import find_labels, looks_like_label
from store.own_questions.kept import how_many
from store.preferences.settings import settings_of, zone_of
from store.schedule.due import time_of
from store.text.folding import tidy
from store.text.translatable import N_
from store.text.vocabulary import any_of, meanings, vocabulary
from store.trivia.pool import Choice

QUESTIONS = range(1, 51)
SECONDS = range(10, 61)
_RULES = "rules"  # the keyword of the button that tells them in short
_POINTS: dict[str, Any] = {
    "right": points.RIGHT,
    "first": points.FIRST,
    "streak_from": points.STREAK_FROM,
    "streak": points.STREAK,
}
_NUMBER = re.compile(r"[1-9]\d?", re.ASCII)


@cache
def _seconds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a number of seconds in one word, and in two."""
    units = any_of(vocabulary("units")["second"])
    return (
        re.compile(rf"(\d{{1,4}})\s*{units}", re.ASCII | re.IGNORECASE),
        re.compile(rf"\b(\d{{1,4}}) {units}\b", re.IGNORECASE),
    )


def plan_of(ask: Ask) -> Plan:
    """Parse the argument, in any order, to a number of questions, a difficulty, an edition, and seconds with
    a unit (``30s``).

    :raises Refused: when a word cannot be parsed or repeats a field, or in a channel, where nobody can play.
    :raises OldButton: when a button has a plan out of range.
    """
    if ask.author.channel:
        raise ask.refuse("trivia/game", "not_here")
    plan = _plan_of_button(ask)
    given: set[str] = set()
    words = _seconds()[1].sub(r"\1s", tidy(ask.call.argument)).split()
    for place, word in enumerate(words):
        others = " ".join([*words[:place], *words[place + 1 :]])
        what, plan = _with(ask, plan, word, others, counted="questions" in given)
        if what in given:
            raise _not_read(ask, word, "twice")
        given.add(what)
    return plan


def _plan_of_button(ask: Ask) -> Plan:
    """The plan of a button; what it leaves open is as in a game without arguments."""
    call, edition, usual = ask.call, edition_of_button(ask), _usual_plan(ask)
    plan = Plan(
        usual.questions if call.questions is None else call.questions,
        usual.seconds if call.seconds is None else call.seconds,
        call.difficulty or usual.difficulty,
        edition.id if edition else None,
    )
    if plan.questions not in QUESTIONS or plan.seconds not in SECONDS:
        raise OldButton(call)
    if call.word in (None, _RULES, EDITION):
        return plan
    in_mode = with_mode(plan, call.word, counted=call.questions is not None)
    if in_mode is None:
        raise OldButton(call)
    return in_mode


def _usual_plan(ask: Ask) -> Plan:
    """The plan of a game without arguments, as is chosen for the chat."""
    chosen = settings_of(ask.services.chats, ask.author.place.chat)
    usual = Plan()
    return replace(usual, seconds=chosen.seconds or usual.seconds, difficulty=chosen.difficulty)


async def _may_begin(ask: Ask, stage: Stage, *, as_taker: bool) -> None:
    """Check that a game may be begun here and now; *as_taker* of a challenge, to which another may have had
    to be an admin.

    :raises Refused: when by the settings of the chat only admins begin one, in another topic, or later.
    """
    services, place = ask.services, ask.author.place
    chosen = settings_of(services.chats, place.chat)
    if chosen.topic is not None and chosen.topic != place.topic and not place.private:
        link = f"https://t.me/c/{str(place.chat).removeprefix('-100')}/{chosen.topic}"
        raise ask.refuse("trivia/game", "other_topic", link=link)
    zone = zone_of(services.chats, place.chat, services.timezone)
    if chosen.is_quiet(services.clock(), zone):
        raise ask.refuse("trivia/game", "quiet", until=time_of(60 * (chosen.quiet_until or 0)))
    if chosen.admins_start and not as_taker and not await stage.is_admin():
        raise ask.refuse("trivia/game", "admins_begin")


def _with(ask: Ask, plan: Plan, word: str, others: str, *, counted: bool) -> tuple[str, Plan]:
    """The name of the field that a *word* of the argument sets, and *plan* with that field set; *counted*
    says that the questions were."""
    if (mode := meanings("modes").get(word.casefold())) and (
        in_mode := with_mode(plan, mode, counted=counted)
    ):
        return "mode", in_mode
    if difficulty := meanings("difficulties").get(word.casefold()):
        return "difficulty", replace(plan, difficulty=difficulty)
    if found := _seconds()[0].fullmatch(word):
        if int(found[1]) not in SECONDS:
            raise _not_read(ask, word, "seconds")
        return "seconds", replace(plan, seconds=int(found[1]))
    if _NUMBER.fullmatch(word) and int(word) in QUESTIONS:
        return "questions", replace(plan, questions=int(word))
    year = year_of(word)
    short = word.isdecimal() and len(word) < 3 and not find_labels(word, ask.archive.labels)
    if not short and looks_like_label(year):
        return "edition", replace(plan, edition=edition_among(ask, year, others).id)
    raise _not_read(ask, word, "number" if word.isdecimal() else "word")


def _not_read(ask: Ask, word: str, why: str) -> Refused:
    return ask.refuse(
        "trivia/game",
        "not_read",
        word=word,
        why=why,
        **_limits(ask),
    )


def _limits(ask: Ask) -> dict[str, Any]:
    """The limits of a plan, for messages, with an edition as an example."""
    example = ask.archive.latest if ask.archive.labels else "1993"
    return {"edition": example, "most": QUESTIONS[-1], "shortest": SECONDS[0], "longest": SECONDS[-1]}


async def trivia(ask: Ask, plan: Plan, stage: Stage) -> None:
    """Start a game, one at a time in a chat and topic; or let the edition, or the other of a duel, be found
    first."""
    word, place = ask.call.word, ask.author.place
    if word == _RULES:
        raise ask.refuse("trivia/game", "rules_in_short", **_POINTS)
    takes = word == Mode.DUEL and ask.call.user is not None
    await _may_begin(ask, stage, as_taker=takes)
    if word == EDITION and ask.call.edition is None:
        await stage.change(editions_to_choose(ask))
        return
    opponent = taken_by(ask) if takes else None
    choice = choice_of(ask.archive, plan) or Choice()
    if plan.mode.is_own:
        there = min(how_many(ask.services.chats, place.chat), plan.questions)
        if not there:
            raise ask.refuse("own/questions", "none")
    else:
        there = ask.services.pool.how_many(choice, plan.questions, ratings_of(ask.services, place.chat))
    if not there:
        raise ask.refuse("trivia/game", "none", edition=choice.edition, difficulty=plan.difficulty)
    in_place = (word is not None and await _drop(ask, stage)) or takes or word == EDITION
    announce = stage.change if in_place else stage.say
    if plan.mode is Mode.DUEL and not place.private and not takes:
        if ask.services.games.current(place):
            raise _on(ask)
        await announce(challenge(ask, plan))
        return
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
        lives=LIVES,
        **_POINTS,
    )
    try:
        await announce(Answer(text, begun_buttons(ask, replace(plan, questions=wanted))))
    finally:  # the game has started, whether it could be announced or not
        stage.wake(game.id)


def _on(ask: Ask) -> Refused:
    """The refusal of a second game."""
    stop = Button(ask.texts.gettext("Stop it"), Call("stop"), style=Style.ENDS)
    return ask.refuse("trivia/game", "on", [(stop,)])


async def _drop(ask: Ask, stage: Stage) -> bool:
    """End the game here in favour of another mode, if nobody has answered yet and the author may decide;
    whether there was one."""
    games, chats = ask.services.games, ask.services.chats
    game = games.current(ask.author.place)
    if game is None or players(chats, game.id) or not await _may_decide(ask, stage, game):
        return False
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
    now = ask.services.steady()
    if question := games.open_question(game):
        games.skip_now(question, now)
    want_next(ask.services.chats, game, now)
    stage.wake(game.id)


def rules(ask: Ask) -> Answer:
    """The rules of the game, and the points for answers."""
    text = ask.texts.render(
        "trivia/game",
        "rules",
        plan=Plan(),
        **_limits(ask),
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
