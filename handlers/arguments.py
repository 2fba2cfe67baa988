"""What people write behind a command: editions, clubs and rounds, in any order and spelling.

Buttons write the same arguments, with ids that need no guessing: ``=2001`` for just that edition
(a person who types 2001 may mean 2000–01), ``#kairat`` for a club, ``@2`` for the second round.
"""

from dataclasses import dataclass, replace

from handlers.answers import Ask, Button, Call, rows_of
from store.archive import EditionNotFound, SeveralEditions
from store.labels import Label, looks_like_label
from store.models import Club
from store.names import SHORTEST_QUERY, Certainty
from store.rounds import NamedRound, find_round
from store.text import fold_club, tidy

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


def edition_only(ask: Ask) -> Label:
    """The edition that the whole argument names, the latest without one.

    :raises Refused: when there is none, or when there are several.
    """
    return _edition(ask, tidy(ask.call.argument), "")


def split_edition(ask: Ask) -> tuple[Label | None, str]:
    """The edition at the end or the beginning of the argument, None when there is none, and the rest.

    A number that belongs to a club's name (``Club 33``) is no edition.

    :raises Refused: when what stands there can only be an edition and there is no such.
    """
    words = tidy(ask.call.argument).split()
    if len(words) > 1 and ask.services.clubs.is_name(" ".join(words)):
        return None, " ".join(words)
    for place in (-1, 0):
        if words and (words[place].startswith(_EDITION_MARK) or looks_like_label(words[place])):
            rest = " ".join(words[:-1] if place else words[1:])
            return _edition(ask, words[place], rest), rest
    return None, " ".join(words)


def _edition(ask: Ask, text: str, rest: str) -> Label:
    """The edition typed as *text*; the buttons of a refusal ask with *rest* again."""
    if text.startswith(_EDITION_MARK):
        exact = [label for label in ask.archive.labels if label.id == text[1:]]
        if exact:
            return exact[0]
    try:
        return ask.archive.find_edition(text)
    except EditionNotFound as error:
        raise ask.refuse("edition_not_found", asked=error.asked, known=error.known) from None
    except SeveralEditions as error:
        buttons = [
            Button(str(label), replace(ask.call, argument=exactly(label, rest).strip(), page=0))
            for label in error.labels
        ]
        raise ask.refuse("several_editions", rows_of(buttons, 3), asked=error.asked) from None


def choose_club(ask: Ask, text: str, edition: Label | None, unknown: str = "club_not_found") -> ChosenClub:
    """The club typed as *text*, by the names of *edition* first when one is given.

    :raises Refused: when it has to be asked for; with the template *unknown* when nothing is near.
    """
    if text.startswith(_CLUB_MARK):
        club = ask.archive.club(text[1:])
        if club:
            return ChosenClub(club)
    if len(fold_club(text)) < SHORTEST_QUERY:
        raise ask.refuse("club_too_short", asked=text)
    found = ask.services.clubs.find(text, edition)
    if found.club:
        club = ask.archive.club(found.club)
        if club:
            return ChosenClub(club, text if found.certainty is Certainty.CONFIDENT else None)
    clubs = [club for club in map(ask.archive.club, found.clubs) if club]
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
    """The club's name with its city, unless the name says it already."""
    if not club.city or fold_club(club.city) in fold_club(club.name):
        return club.name
    return f"{club.name} ({club.city})"


def choose_round(text: str, rounds: tuple[NamedRound, ...]) -> NamedRound | None:
    """Which of *rounds* somebody means who typed *text*, None when none."""
    if text.startswith(_ROUND_MARK) and text[1:].isdecimal():
        return next((round_ for round_ in rounds if round_.number == int(text[1:])), None)
    return find_round(text, rounds)
