"""Duels: a challenge in a group, which one user takes, or one that is sent to friends as a link."""

import logging
from dataclasses import replace
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError

from handlers.core.answers import Answer, Button, Call, Style
from handlers.core.callback_data import first_fitting
from handlers.core.command import Ask, Command, Services, Stage
from handlers.telegram.delivery import send_to
from handlers.telegram.errors import CannotSend
from handlers.trivia.next import challenge_of, questions_of
from handlers.trivia.plans import may_begin
from handlers.trivia.table import call_of, result_of, shown_name
from store.chats.models import Ending, Game, GameOn, Mode, Plan
from store.chats.modes import challenge_with, has_taken
from store.chats.people import names_of, remember
from store.cup.values import Day
from store.text.translatable import N_

logger = logging.getLogger(__name__)


def challenge(ask: Ask, plan: Plan) -> Answer:
    """The challenge of the author to the others of a group, to a game of *plan*; it is good until the end of
    the next day."""
    person = ask.author.person
    if person is None:
        raise ask.refuse("trivia/duel", "nobody")
    remember(ask.services.chats, person)
    text = ask.texts.render("trivia/duel", "challenge", name=shown_name(ask.texts, person.name))
    whole = replace(call_of(plan), user=person.id, day=_day(ask))
    call = first_fitting(whole, replace(whole, seconds=None, difficulty=None))
    return Answer(text, ((Button(ask.texts.gettext("Accept"), call, style=Style.NEXT),),))


def taken_by(ask: Ask) -> int:
    """The user who takes the challenge whose button was pressed.

    :raises Refused: when it is the challenger, nobody, or the day of the challenge is over.
    """
    person = ask.author.person
    if person is None:
        raise ask.refuse("trivia/duel", "nobody")
    if person.id == ask.call.user:
        raise ask.refuse("trivia/duel", "your_own")
    if ask.call.day not in (_day(ask), _day(ask, before=1)):
        raise ask.refuse("trivia/duel", "over")
    if not names_of(ask.services.chats, [ask.call.user or 0]):  # who has been forgotten since
        raise ask.refuse("trivia/duel", "gone")
    remember(ask.services.chats, person)
    return person.id


def _day(ask: Ask, *, before: int = 0) -> Day:
    """Today, or so many days *before*."""
    return Day.of(ask.services.today() - timedelta(before))


def names_in(ask: Ask, game: Game) -> list[str]:
    """The names of the two of a duel in a group, that of the challenger first."""
    users = [user for user in (game.starter, game.opponent) if user]
    names = names_of(ask.services.chats, users)
    return [shown_name(ask.texts, names.get(user)) for user in users]


async def duel(ask: Ask, _request: None, stage: Stage) -> None:
    """Show the challenge of a link, or begin the game that takes it."""
    services, place, person = ask.services, ask.author.place, ask.author.person
    token = ask.call.word or ""
    first = challenge_with(services.chats, token)
    if first is None or first.ending is not Ending.PLAYED:
        raise ask.refuse("trivia/duel", "gone")
    if not place.private or person is None:
        raise ask.refuse("trivia/duel", "in_private")
    if has_taken(services.chats, token, place.chat):
        raise ask.refuse("trivia/duel", "your_own" if first.place.chat == place.chat else "played")
    asked = questions_of(services, first)
    names = names_of(services.chats, [first.starter or 0])
    name = shown_name(ask.texts, names.get(first.starter or 0))
    values = {"name": name, "questions": len(asked), "seconds": first.plan.seconds}
    await may_begin(ask, stage, as_taker=True)
    if ask.call.argument != _BEGIN:
        call = Call("duel", _BEGIN, word=token)
        button = Button(ask.texts.gettext("Accept"), call, style=Style.NEXT)
        await stage.say(Answer(ask.texts.render("trivia/duel", "challenged", **values), ((button,),)))
        return
    plan = Plan(len(asked), first.plan.seconds, mode=Mode.DUEL)
    now = services.steady()
    try:
        game = services.games.start(place, plan, person.id, now, ask.author.language, token=token, takes=True)
    except GameOn:
        stop = Button(ask.texts.gettext("Stop it"), Call("stop"), style=Style.ENDS)
        raise ask.refuse("trivia/game", "on", [(stop,)]) from None
    stop = Button(ask.texts.gettext("Stop"), Call("stop"), style=Style.ENDS)
    try:
        await stage.change(Answer(ask.texts.render("trivia/duel", "begins", **values), ((stop,),)))
    finally:
        stage.wake(game.id)


async def tell_challenger(services: Services, bot: Bot, game: Game) -> None:
    """Tell who sent the challenge that *game* took how it went; not twice, and not for certain."""
    challenge, result = challenge_of(services, game), result_of(services, game)
    if challenge is None or result is None:
        return
    text = services.texts(challenge.language).render("trivia/duel", "answered", result=result)
    try:
        await send_to(bot, challenge.place, Answer(text), silent=True)
    except (CannotSend, TelegramError) as error:
        logger.info("the challenger of game %s is not told: %s", game.id, error)


_BEGIN = "begin"  # what the button adds

OF_LINKS = (Command("duel", N_("a challenge by a friend"), act=duel),)
"""Called by links and buttons; ``/help`` does not list it."""
