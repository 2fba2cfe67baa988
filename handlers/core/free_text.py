"""Natural-language matching of free text: the call that a text without a command stands for."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import chain

from handlers.core.answers import Call, Refused
from handlers.core.arguments import split_edition
from handlers.core.choosing import find_player
from handlers.core.command import AnyCommand, Ask, Services, Understood, read
from store.archive.archive import EmptyArchive
from store.cup.labels import find_labels, looks_like_label
from store.cup.rounds import round_code
from store.search.days import parse_day
from store.search.found import Certainty, Found
from store.search.lookups import TooManyLookups, bounded
from store.search.pairs import find_two
from store.text.folding import tidy, words_of
from store.text.keyboards import nominatives, other_layouts
from store.text.vocabulary import vocabulary

_LONGEST = 300  # characters of a text that is matched
_MOST_LOOKUPS = 16  # of names in one text; real requests need far fewer
_FEW_WORDS = 4  # of a text that gets a follow-up question; a longer one may only mention a name
_LONGEST_CALLING = 3  # words of a command's synonym
_EDGES = " ?!.,:;="


def without_mention(text: str, username: str) -> tuple[str, bool]:
    """*text* without the bot's ``@username``, and whether it was mentioned."""
    rest, mentions = re.subn(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE)
    return " ".join(rest.split()) if mentions else text, bool(mentions)


Meaning = Call | Understood | None


def meaning_of(text: str, services: Services, commands: Collection[AnyCommand]) -> Meaning:
    """The call that *text* stands for, parsed already where matching needed it; None when nothing matches.

    Rules, in order: a command's name or synonym before or after an argument that it accepts (``final 1993``,
    ``Кайрат путь``); a day; an edition; a round; a club, a player or two clubs by name, whichever matches
    with the highest certainty; all of these without filler words such as ``who`` and ``расскажи про``; an
    ambiguous match that needs a follow-up question, if the text is short; a year anywhere in the text.
    """
    if len(text) > _LONGEST:
        return None
    text = tidy(text).strip(_EDGES)
    if not text:
        return None
    try:
        with bounded(_MOST_LOOKUPS):
            found = _meaning_of(text, services, {command.name: command for command in commands})
    except TooManyLookups:
        found = None
    return found or _by_year(text, services)


def _meaning_of(text: str, services: Services, commands: Mapping[str, AnyCommand]) -> Meaning:
    bare = " ".join(
        word
        for word in text.split()
        if word.strip(_EDGES).casefold() not in vocabulary("fillers")["around_a_question"]
    )
    # In a long text filler words are no part of a name.
    long = bare and len(text.split()) > _FEW_WORDS
    texts = (bare,) if long else tuple(dict.fromkeys((text, bare))) if bare else (text,)
    sure = (_sure(one, services, commands) for one in texts)
    asking = (_asking(one, services, commands) for one in reversed(list(texts)))
    return next((found for found in chain(sure, asking) if found), None)


def _sure(text: str, services: Services, commands: Mapping[str, AnyCommand]) -> Meaning:
    for command, call in _by_word(text, commands):
        if meant := _read(command, Ask(call, services), commands):
            return meant
    if not text.isdecimal() and not round_code(text) and parse_day(text):
        return Call("today", text)
    certainty, named = _by_name(text, services)
    if named and certainty <= Certainty.CONFIDENT:
        return named
    # The synonym of a command that takes other arguments, next to a name: "голы Волгина".
    beside = [_by_name(call.argument, services) for _, call in _by_word(text, commands) if call.argument]
    return next((named for sure, named in beside if named and sure <= Certainty.CONFIDENT), None)


def _asking(text: str, services: Services, commands: Mapping[str, AnyCommand]) -> Call | None:
    """Best ambiguous interpretation of a short text; answering it will ask a follow-up question."""
    if len(words_of(text)) > _FEW_WORDS:
        return None
    for command, call in _by_word(text, commands):
        if call.argument and ("CLUB" in command.usage or "NAME" in command.usage):
            return call
    return _by_name(text, services)[1]


def _by_word(text: str, commands: Mapping[str, AnyCommand]) -> Iterator[tuple[AnyCommand, Call]]:
    """Commands whose name or synonym begins or ends *text*, with the rest of it as the argument."""
    for spelling in (text, *other_layouts(text.casefold()), *nominatives(text.casefold())):
        words = spelling.split()
        for count in range(min(_LONGEST_CALLING, len(words)), 0, -1):
            for called, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
                if command := commands.get(_command_called(words_of(" ".join(called)))):
                    yield command, Call(command.name, " ".join(rest))


def _command_called(words: tuple[str, ...]) -> str:
    """The name of the command with the synonym *words*, else *words*, which may be a name themselves."""
    return _callings().get(words, " ".join(words))


@cache
def _callings() -> Mapping[tuple[str, ...], str]:
    return {words_of(word): name for name, words in vocabulary("commands").items() for word in words}


def _read(command: AnyCommand, ask: Ask, commands: Mapping[str, AnyCommand]) -> Meaning:
    """The call as parsed by *command*; None when its argument is refused or needs a follow-up question."""
    argument = ask.call.argument
    if argument and not (command.usage and command.read):
        return None
    try:
        return read(ask, commands)
    except (Refused, EmptyArchive):
        return None if argument else ask.call


def _by_name(text: str, services: Services) -> tuple[Certainty, Call | None]:
    """The call for the edition, the round or the names in *text*, and its certainty."""
    ask = Ask(Call("club", text), services)
    try:
        label, name = split_edition(ask)
    except EmptyArchive:
        return Certainty.EXACT, Call("season", text) if looks_like_label(text) else None
    except Refused:  # an unknown or ambiguous edition: the command says so
        rest = " ".join(word for word in text.split() if not looks_like_label(word))
        if rest == text:
            return Certainty.NONE, None
        certainty, named = _by_name(rest, services) if rest else (Certainty.EXACT, Call("season"))
        return certainty, Call(named.command, text) if named else None
    if label and not name:
        return Certainty.EXACT, Call("season", text)
    for form in (name, *nominatives(name.casefold())):
        if round_code(form) and (label or not form.isdecimal()):
            return Certainty.EXACT, Call("results", f"{form} {label}" if label else form)
    found = {"club": services.clubs.find(name, label), "player": find_player(ask, name, label)}
    pair = find_two(services.clubs, name, label)
    if pair and pair[0].found.one != pair[1].found.one:
        found["h2h"] = _both(pair[0].found, pair[1].found)
    order = sorted(found, key=lambda command: (found[command].certainty, found[command].slips))
    surest = found[order[0]].certainty
    if surest is Certainty.NONE:
        return surest, None
    # Of equally certain ones the first; but two names of which one is ambiguous are two names.
    both = surest is Certainty.AMBIGUOUS and "h2h" in order and found["h2h"].certainty is surest
    return surest, Call("h2h" if both else order[0], text)


def _both(one: Found, other: Found) -> Found:
    """The certainty of two names together: none when one is ambiguous and the other not exact."""
    worse = max(one.certainty, other.certainty)
    if worse is Certainty.AMBIGUOUS and Certainty.EXACT not in (one.certainty, other.certainty):
        worse = Certainty.NONE
    return Found(worse, slips=one.slips + other.slips)


def _by_year(text: str, services: Services) -> Call | None:
    """The call for the edition of the only known year in *text*: “who won in 1993” shows 1993."""
    years = {word.strip(_EDGES) for word in text.split()}
    known = [year for year in years if len(year) == 4 and find_labels(year, services.archive.labels)]
    return Call("season", known[0]) if len(known) == 1 else None
