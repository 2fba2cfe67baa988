"""The plans of games: what is typed behind ``/trivia``, or comes from a button."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from handlers.core.answers import Refused
from handlers.core.arguments import edition_among, edition_of_button, year_of
from handlers.core.callback_data import OldButton
from handlers.core.command import Ask, Stage
from handlers.trivia.modes import EDITION, MARATHON, with_mode
from store.chats.models import Mode, Plan
from store.cup.labels import find_labels, looks_like_label
from store.preferences.settings import settings_of, zone_of
from store.schedule.due import time_of
from store.text.folding import tidy
from store.text.vocabulary import any_of, meanings, vocabulary

QUESTIONS = range(1, 51)
SECONDS = range(10, 61)
_NUMBER = re.compile(r"[1-9]\d?", re.ASCII)
RULES = "rules"  # the keyword of the button that tells them in short


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
    return replace(plan, questions=MARATHON) if plan.mode is Mode.MARATHON else plan


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
    if call.word in (None, RULES, EDITION):
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
        **limits(ask),
    )


def limits(ask: Ask) -> dict[str, Any]:
    """The limits of a plan, for messages, with an edition as an example."""
    example = ask.archive.latest if ask.archive.labels else "1993"
    return {"edition": example, "most": QUESTIONS[-1], "shortest": SECONDS[0], "longest": SECONDS[-1]}


async def may_begin(ask: Ask, stage: Stage, *, as_taker: bool) -> None:
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
