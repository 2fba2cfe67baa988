"""The names in a text: a club, a player, or two clubs, and the words that are none of these."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.core.answers import Call
from handlers.core.choosing import find_player
from handlers.core.command import Ask, Services
from store.cup.labels import Label
from store.search.club_words import spans
from store.search.found import Certainty, Found
from store.search.pairs import find_two
from store.text.vocabulary import vocabulary

_MOST_WORDS = 6  # that a name is searched in
_LONGEST = 3  # words of a name within other words
CLUB, PLAYER, PAIR = "club", "player", "h2h"


@dataclass(frozen=True, slots=True)
class Names:
    """The names in a text: the command *kind* for them, None when there are none, the *text* of them, and the
    words *left* that are none. *sure* says that the user need not be asked which is meant."""

    kind: str | None = None
    text: str = ""
    sure: bool = True
    left: tuple[str, ...] = ()


def find_names(services: Services, words: Sequence[str], label: Label | None) -> Names:
    """The names in *words*, those of the edition *label* before others.

    :raises store.search.lookups.TooManyLookups: within :func:`store.search.lookups.bounded`.
    """
    if not words or len(words) > _MOST_WORDS:
        return Names(left=tuple(words))
    whole = " ".join(words)
    club = services.clubs.find(whole, label)
    if club.foreign or (club.one and not club.beside):
        return Names(CLUB, whole, sure=not club.foreign)
    left = tuple(word for word in words if len(words) > 1 and not _is_in_a_name(services, word, label))
    found = _find_names(services, [word for word in words if word not in left], label)
    return replace(found, left=(*left, *found.left))


def _is_in_a_name(services: Services, word: str, label: Label | None) -> bool:
    """Whether *word* may be a name or a part of one, or stands between two."""
    between = vocabulary("two_clubs")
    return (
        word.casefold() in (*between["against"], *between["and"])
        or not any(map(str.isalnum, word))
        or services.clubs.is_part(word)
        or services.players.find(word, label).certainty is not Certainty.NONE
    )


def _find_names(services: Services, words: Sequence[str], label: Label | None) -> Names:
    """The names in *words*, each of which may be a part of one."""
    if not words:
        return Names()
    whole = " ".join(words)
    certainty, kind = named(services, whole, label)
    if kind and certainty <= Certainty.CONFIDENT:
        return Names(kind, whole)
    if kind == PAIR:
        return Names(kind, whole, sure=False)
    for first, end in spans(len(words), _LONGEST) if len(words) > 1 else ():
        part, beside = " ".join(words[first:end]), (*words[:first], *words[end:])
        found, one = named(services, part, label)
        if one and found <= Certainty.CONFIDENT:
            return Names(one, part, left=beside)
    return Names(kind, whole, sure=False) if kind else Names(left=tuple(words))


def named(services: Services, text: str, label: Label | None) -> tuple[Certainty, str | None]:
    """Which names *text* is, as the command for them, and the certainty of it."""
    found = {CLUB: services.clubs.find(text, label)}
    if found[CLUB].beside:  # the name is looked for alone
        del found[CLUB]
    elif found[CLUB].certainty is Certainty.EXACT:
        return Certainty.EXACT, CLUB
    pair = find_two(services.clubs, text, label)
    both = _both(pair[0].found, pair[1].found) if pair and pair[0].found.one != pair[1].found.one else None
    if both and both.certainty is Certainty.EXACT and not services.players.find(text, label).one:
        return Certainty.EXACT, PAIR  # which a player beside a club is not looked for in
    found[PLAYER] = find_player(Ask(Call("club", text), services), text, label)
    if both:
        found[PAIR] = both
    order = sorted(found, key=lambda command: (found[command].certainty, found[command].slips))
    surest = found[order[0]].certainty
    if surest is Certainty.NONE:
        return surest, None
    # Of equally certain ones the first; but two names of which one is ambiguous are two names.
    are_two = surest is Certainty.AMBIGUOUS and PAIR in order and found[PAIR].certainty is surest
    return surest, PAIR if are_two else order[0]


def _both(one: Found, other: Found) -> Found:
    """The certainty of two names together: none when one is ambiguous and the other not exact."""
    worse = max(one.certainty, other.certainty)
    if worse is Certainty.AMBIGUOUS and Certainty.EXACT not in (one.certainty, other.certainty):
        worse = Certainty.NONE
    return Found(worse, slips=one.slips + other.slips)
