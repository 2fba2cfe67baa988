"""What people write behind a command: editions, clubs and rounds, in any order and spelling.

Buttons write the same arguments, with ids that need no guessing: ``=2001`` for just that edition
(a person who types 2001 may mean 2000–01), ``#kairat`` for a club, ``@2`` for the second round.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from handlers.answers import Ask, Button, Call, rows_of
from handlers.texts import short
from store.archive import EditionNotFound, SeveralEditions
from store.labels import Label, find_labels, looks_like_label
from store.models import Club
from store.names import Certainty
from store.rounds import NamedRound, find_round, round_code
from store.text import fold_club, tidy

_MOST_EDITION_BUTTONS = 8
_SHORTEST_QUERY = 2  # letters
_EDITION_MARK, _CLUB_MARK, _ROUND_MARK = "=", "#", "@"


def exactly(label: Label, *rest: str) -> str:
    """The argument that means this edition and no other, followed by *rest*."""
    return " ".join((f"{_EDITION_MARK}{label.id}", *rest))


def exactly_club(club: str) -> str:
    """The argument that means the club with this id."""
    return f"{_CLUB_MARK}{club}"


def exactly_round(round_: NamedRound) -> str:
    """The argument that means this round of an edition."""
    return f"{_ROUND_MARK}{round_.number}"


@dataclass(frozen=True, slots=True)
class ChosenClub:
    """A club that was asked for; *asked* is what was typed when it was not quite its name."""

    club: Club
    asked: str | None = None


# What stands around a year when people write one: 'в 1993 году', 1993!, '93, 1996 – 97.
_SPACED = re.compile(r"\b(\d{4}|\d{2})\s*[-–—/]\s*(\d{4}|\d{2})\b")
_AROUND = "'’‘`\"“”«»()[]!?.,;:"
_FILLERS = frozenset({"in", "year", "в", "г", "год", "года", "году", "жыл", "жылы", "жылғы"})
_LATEST = frozenset({"latest", "last", "последний", "соңғы"})


def _words(ask: Ask) -> list[str]:
    """The words of the argument's first line, years bare of what people put around them."""
    first = ask.call.argument.strip().partition("\n")[0]
    words = [_year(word) for word in _SPACED.sub(r"\1-\2", tidy(first)).split()]
    years = {place for place, word in enumerate(words) if looks_like_label(word)}
    return [
        word
        for place, word in enumerate(words)
        if word.strip(_AROUND).casefold() not in _FILLERS or not {place - 1, place + 1} & years
    ]


def _year(word: str) -> str:
    """*word* without what people put around a year, where that leaves one."""
    bare = word.strip(_AROUND)
    bare = bare[:-1] if bare.endswith(("г", "ж")) else bare
    return bare if looks_like_label(bare) else word


def edition_only(ask: Ask) -> Label:
    """The edition that the whole argument names, the latest without one.

    :raises Refused: when there is none, or when there are several.
    """
    return _edition(ask, " ".join(_words(ask)), "")


def split_edition(ask: Ask) -> tuple[Label | None, str]:
    """The edition at the end or the beginning of the argument, None when there is none, and the rest.

    A number that belongs to the name of a club or round (``Club 33``, ``round of 16``) is no
    edition, nor are two digits that fit none.

    :raises Refused: when what stands there can only be an edition and there is no such.
    """
    words = _words(ask)
    whole = " ".join(words)
    if len(words) > 1 and (ask.services.clubs.is_name(whole) or round_code(whole)):
        return None, whole
    ends = [(words[place], " ".join(words[:-1] if place else words[1:])) for place in (-1, 0) if words]
    known = [end for end in ends if _fits(ask, end[0])]
    for text, rest in sorted(known, key=lambda end: len(end[0]) == 2):
        return _edition(ask, text, rest), rest
    for text, rest in ends:
        if looks_like_label(text) and (len(text) > 2 or not rest):
            return _edition(ask, text, rest), rest
    return None, whole


def _fits(ask: Ask, text: str) -> bool:
    exact = text.startswith(_EDITION_MARK) or text.casefold() in _LATEST
    return exact or bool(find_labels(text, ask.archive.labels))


def _edition(ask: Ask, text: str, rest: str) -> Label:
    """The edition typed as *text*; the buttons of a refusal ask with *rest* again."""
    if text.casefold() in _LATEST:
        return ask.archive.latest
    if text.startswith(_EDITION_MARK):
        exact = [label for label in ask.archive.labels if label.id == text[1:]]
        if exact:
            return exact[0]
    try:
        return ask.archive.find_edition(text)
    except EditionNotFound as error:
        raise ask.refuse("edition_not_found", asked=error.asked, known=error.known) from None
    except SeveralEditions as error:
        buttons = [Button(str(label), _with_edition(ask, label, rest)) for label in error.labels]
        raise ask.refuse("several_editions", rows_of(buttons, 3), asked=error.asked) from None


def _with_edition(ask: Ask, label: Label, rest: str) -> Call:
    """The same question about *label*; a *rest* too long for a button is asked by the club it means."""
    call = replace(ask.call, argument=exactly(label, rest).strip(), page=0)
    if call.fits:
        return call
    club = ask.services.clubs.find(rest, label).one
    return replace(call, argument=exactly(label, exactly_club(club)) if club else exactly(label))


def choose_club(ask: Ask, text: str, edition: Label | None, unknown: str = "club_not_found") -> ChosenClub:
    """The club typed as *text*, by the names of *edition* first when one is given.

    :raises Refused: when it has to be asked for; with the template *unknown* when nothing is near.
    """
    if text.startswith(_CLUB_MARK):
        club = ask.archive.club(text[1:])
        if club:
            return ChosenClub(club)
    if sum(char.isalnum() for char in text) < _SHORTEST_QUERY:
        raise ask.refuse("club_too_short", asked=text)
    found = ask.services.clubs.find(text, edition)
    if found.one:
        club = ask.archive.club(found.one)
        if club:
            return ChosenClub(club, text if found.certainty is Certainty.CONFIDENT else None)
    clubs = [club for club in map(ask.archive.club, found.ids) if club]
    several = found.certainty is Certainty.AMBIGUOUS
    buttons = _club_buttons(ask.call, clubs, edition)
    raise ask.refuse("several_clubs" if several else unknown, buttons, asked=text, clubs=clubs)


def _club_buttons(call: Call, clubs: list[Club], edition: Label | None) -> list[tuple[Button, ...]]:
    return rows_of(
        [
            Button(club_title(club), replace(call, argument=club_argument(club, edition), page=0))
            for club in clubs
        ],
        2,
    )


def club_argument(club: Club, edition: Label | None) -> str:
    """The argument that means *club*, in *edition* when one is given."""
    return exactly(edition, exactly_club(club.id)) if edition else exactly_club(club.id)


def club_title(club: Club) -> str:
    """The club's name with its city, unless the name says it already; cut to a button."""
    if not club.city or fold_club(club.city) in fold_club(club.name):
        return short(club.name)
    return short(f"{club.name} ({club.city})")


def edition_buttons(command: str, club: Club, labels: Iterable[Label]) -> list[tuple[Button, ...]]:
    """Buttons that ask *command* about *club* in each of the latest of *labels*."""
    latest = sorted(labels)[-_MOST_EDITION_BUTTONS:]
    return rows_of([Button(str(label), Call(command, club_argument(club, label))) for label in latest], 4)


def is_round_mark(text: str) -> bool:
    """Whether *text* can only be what :func:`exactly_round` wrote."""
    return text.startswith(_ROUND_MARK) and text[1:].isdecimal()


def choose_round(text: str, rounds: tuple[NamedRound, ...]) -> NamedRound | None:
    """Which of *rounds* somebody means who typed *text*, None when none."""
    if is_round_mark(text):
        return next((round_ for round_ in rounds if exactly_round(round_) == text), None)
    return find_round(text, rounds)
