"""Just talking: the question in a text that is no command, if there is one."""

import re
from collections.abc import Iterable, Iterator

from handlers.answers import Ask, Call, Command, Refused, Services
from handlers.arguments import split_edition
from handlers.choosing import find_player
from store.archive import EmptyArchive
from store.labels import find_labels, looks_like_label
from store.letters import other_layouts
from store.names import Certainty, Found
from store.pairs import find_two
from store.text import tidy, words_of

_LONGEST = 200  # characters of a text that may be a question
_FEW_WORDS = 4  # of a text that is asked back about; a longer one may only mention a name
_LONGEST_CALLING = 3  # words that a command is called by
_EDGES = " ?!.,:;"


def without_mention(text: str, username: str) -> tuple[str, bool]:
    """*text* without the bot's ``@username``, and whether it was there."""
    rest, mentions = re.subn(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE)
    return " ".join(rest.split()) if mentions else text, bool(mentions)


def call_of(text: str, services: Services, commands: Iterable[Command]) -> Call | None:
    """The command that *text* stands for, None when it is not understood.

    Rules, in order: what people call a command, before or behind an argument that it understands
    (``final 1993``, ``Кайрат путь``); an edition; a club, a player or two clubs by name, by whichever
    is found most surely; a command with an argument that it asks back about; a year somewhere.
    """
    text = tidy(text).strip(_EDGES)
    if not text or len(text) > _LONGEST:
        return None
    asked_back: Call | None = None
    for command, call in _by_word(text, commands):
        if _understands(command, call, services):
            return call
        asked_back = asked_back or (call if command.usage and len(text.split()) <= _FEW_WORDS else None)
    return _by_name(text, services) or asked_back or _by_year(text, services)


def _by_word(text: str, commands: Iterable[Command]) -> Iterator[tuple[Command, Call]]:
    """Commands that the first or the last words of *text* stand for, with what is left as the argument."""
    names = {words_of(word): command for command in commands for word in (command.name, *command.words)}
    for spelling in (text, *other_layouts(text.casefold())):
        words = spelling.split()
        for count in range(min(_LONGEST_CALLING, len(words)), 0, -1):
            for called, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
                if command := names.get(words_of(" ".join(called))):
                    yield command, Call(command.name, " ".join(rest))


def _understands(command: Command, call: Call, services: Services) -> bool:
    """Whether the *command* answers the call and does not ask back."""
    if call.argument and not command.usage:
        return False
    try:
        command.answer(Ask(call, services))
    except (Refused, EmptyArchive):
        return not call.argument
    return True


def _by_name(text: str, services: Services) -> Call | None:
    ask = Ask(Call("club", text), services)
    try:
        label, name = split_edition(ask)
    except (Refused, EmptyArchive):  # an edition that there is none of, or several: said by the command
        return Call("season", text) if looks_like_label(text) else None
    if label and not name:
        return Call("season", text)
    found = {"club": services.clubs.find(name, label), "player": find_player(ask, name, label)}
    pair = find_two(services.clubs, name, label)
    if pair and pair[0].found.one != pair[1].found.one:
        found["h2h"] = _both(pair[0].found, pair[1].found)
    # Of equally sure ones the first; but two names of which one has to be asked for are two names.
    order = sorted(found, key=lambda command: (found[command].certainty, found[command].slips))
    surest = found[order[0]].certainty
    if surest is Certainty.AMBIGUOUS:
        if len(words_of(name)) > _FEW_WORDS:
            return None
        return Call("h2h" if "h2h" in order and found["h2h"].certainty is surest else order[0], text)
    return Call(order[0], text) if surest is not Certainty.NONE else None


def _both(one: Found, other: Found) -> Found:
    """How surely two names are found; none when neither is exact."""
    worse = max(one.certainty, other.certainty)
    if worse is Certainty.AMBIGUOUS and Certainty.EXACT not in (one.certainty, other.certainty):
        worse = Certainty.NONE
    return Found(worse, slips=one.slips + other.slips)


def _by_year(text: str, services: Services) -> Call | None:
    """The one year in *text* that is an edition's: who asks who won in 1993 is shown 1993."""
    years = {word.strip(_EDGES) for word in text.split()}
    known = [year for year in years if len(year) == 4 and find_labels(year, services.archive.labels)]
    return Call("season", known[0]) if len(known) == 1 else None
