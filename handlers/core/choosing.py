"""Resolving names to a club, two clubs or a player; an ambiguous name gets a follow-up question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handlers.core.answers import Button, Call
from handlers.core.callback_data import OldButton, first_fitting
from handlers.core.command import Ask
from handlers.core.keyboards import WIDTHS, rows_of
from handlers.wording.texts import short
from store.cup.clubs import Club, ClubName
from store.cup.labels import Label
from store.cup.players import Player
from store.search.found import Certainty, Found, one_or_ask
from store.search.pairs import Half, find_two, is_parted
from store.text.folding import fold_club
from store.text.keyboards import nominatives

Message = tuple[str, str]  # a feature, and the name of one of its messages

MOST_EDITION_BUTTONS = 6
_FEATURE = "core/choice"
_UNKNOWN: Message = (_FEATURE, "club_not_found")
_MOST_OTHERS = 4  # clubs that a name may mean as well, with a button
_SHORTEST_QUERY = 2  # letters
_MOST_WORDS = 6  # of a player's and a club's name together


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate for a typed name: a club, and those of its names that match, see :func:`eras_of`."""

    club: Club
    eras: tuple[ClubName, ...]


@dataclass(frozen=True, slots=True)
class ChosenClub:
    """A resolved club; *asked* is the typed text when it did not match exactly, else None, *others* are clubs
    that it may mean as well, each with the times at which it was called so."""

    club: Club
    asked: str | None = None
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenPlayer:
    """A resolved player; *asked* is the typed text when it did not match exactly, else None."""

    player: Player
    asked: str | None = None


def choose_club(ask: Ask, text: str, edition: Label | None, unknown: Message = _UNKNOWN) -> ChosenClub:
    """The club of a button, or the one typed as *text*, by the names of *edition* first when one is given.

    :raises Refused: when the text is too short or ambiguous; with the message *unknown* when no club matches.
    :raises OldButton: when the club of the button no longer exists.
    """
    if ask.call.clubs:
        return ChosenClub(_club_of_button(ask, ask.call.clubs[0]))
    _long_enough(ask, text)
    return _decide_club(ask, text, ask.services.clubs.find(text, edition), edition, unknown=unknown)


def _club_of_button(ask: Ask, club: str) -> Club:
    known = ask.archive.club(club)
    if known is None:
        raise OldButton(club)
    return known


def choose_two(ask: Ask, text: str, edition: Label | None) -> tuple[ChosenClub, ...]:
    """The two clubs of a button or typed as *text*, possibly the same club twice; only one when one is given.

    A button may have the one, and *text* be the other as it was typed.

    :raises Refused: when one of them is ambiguous or unknown.
    :raises OldButton: when a club of the button no longer exists.
    """
    chosen = _two(ask, text, edition)
    ids = {found.club.id for found in chosen}
    return tuple(
        replace(found, others=tuple(other for other in found.others if other.club.id not in ids))
        for found in chosen
    )


def _two(ask: Ask, text: str, edition: Label | None) -> tuple[ChosenClub, ...]:
    """The clubs of :func:`choose_two`, each with all others that its name may mean."""
    given = [_club_of_button(ask, club) for club in ask.call.clubs[:2]]
    if len(given) == 1 and text:
        found = _but(ask.services.clubs.find(text, edition), given[0].id)
        return ChosenClub(given[0]), _decide_club(ask, text, found, edition, before=given[0])
    if given:
        return tuple(map(ChosenClub, given))
    halves = _halves(ask, text, edition)
    if halves is None:
        return (choose_club(ask, text, edition),)
    one, other = halves
    if other.found.certainty is Certainty.NONE and one.found.certainty is Certainty.AMBIGUOUS:
        _decide_club(ask, other.text, other.found, edition)  # no use in resolving the first
    first = _decide_club(ask, one.text, _but(one.found, other.found.one), edition, after=other)
    found = _but(other.found, first.club.id)
    second = _decide_club(ask, other.text, found, edition, before=first.club)
    return first, second


def _but(found: Found, club: str | None) -> Found:
    """An ambiguous *found* without *club*, which is the other of two, if that leaves any candidate."""
    ids = tuple(other for other in found.ids if other != club)
    if found.certainty is not Certainty.AMBIGUOUS or not ids:
        return found
    return one_or_ask(ids, Certainty.CONFIDENT)


def _halves(ask: Ask, text: str, edition: Label | None) -> tuple[Half, Half] | None:
    """The two names in *text* with their candidates, None when it is one name."""
    clubs = ask.services.clubs
    whole, pair = clubs.find(text, edition), find_two(clubs, text, edition)
    if pair is None or is_parted(text):
        return pair
    one, other = pair[0].found, pair[1].found
    if any(_is_another(ask, half, found) for half, found in ((pair[1], one), (pair[0], other))):
        return pair
    surest = one.certainty is other.certainty is Certainty.EXACT and one.one != other.one
    return pair if surest or not whole.one else None


def _is_another(ask: Ask, half: Half, beside: Found) -> bool:
    """Whether *half* is the present name of the only candidate that is not the club found *beside* it.

    So ``Zhenis Astana`` is the two clubs and not Zhenis of Astana.
    """
    rest = _but(half.found, beside.one)
    if beside.certainty is not Certainty.EXACT or half.found.one or rest.one is None:
        return False
    club = ask.archive.club(rest.one)
    return club is not None and fold_club(club.name) == fold_club(half.text)


def _long_enough(ask: Ask, text: str, message: str = "club_too_short") -> None:
    if sum(char.isalnum() for char in text) < _SHORTEST_QUERY:
        raise ask.refuse(_FEATURE, message, asked=text)


def _decide_club(
    ask: Ask,
    text: str,
    found: Found,
    edition: Label | None,
    *,
    before: Club | None = None,
    after: Half | None = None,
    unknown: Message = _UNKNOWN,
) -> ChosenClub:
    """The club of *found*, else a follow-up question; its buttons repeat the call with the club *before* and
    the name *after* the chosen one."""
    clubs = [club for club in map(ask.archive.club, found.ids) if club]
    if found.one and clubs:
        same = found.certainty is Certainty.EXACT or _is_name_of(clubs[0], text)
        asked = None if same else text
        return ChosenClub(clubs[0], asked, _also_meant(ask, found, text))
    titles = _titles(ask, clubs)
    buttons = [
        Button(title, _with_club(ask, edition, before, club, after))
        for title, club in zip(titles, clubs, strict=True)
    ]
    if found.foreign:
        every = [(Button(ask.texts.gettext("All clubs"), Call("clubs")),)]
        raise ask.refuse(_FEATURE, "foreign_club", every, asked=text, competition=ask.archive.competition)
    feature, message = (_FEATURE, "several_clubs") if found.certainty is Certainty.AMBIGUOUS else unknown
    choices = [Choice(club, eras_of(ask, club, text)) for club in clubs]
    if not choices:
        buttons = [Button(ask.texts.gettext("All clubs"), Call("clubs"))]
    raise ask.refuse(feature, message, rows_of(buttons, 2), asked=text, choices=choices, beside=before)


def _is_name_of(club: Club, text: str) -> bool:
    """Whether *text* is a name of *club*, perhaps with an ending of a case."""
    names = {fold_club(name) for name in (club.name, *(known.name for known in (*club.line, *club.names)))}
    return any(fold_club(form) in names for form in (text, *nominatives(text.casefold())))


def _also_meant(ask: Ask, found: Found, text: str) -> tuple[Choice, ...]:
    """The clubs that *text* may mean beside the one of *found*, with the times when they were called so."""
    known = (ask.archive.club(other) for other in found.others)
    choices = (Choice(club, eras_called(ask, club, text)) for club in known if club)
    key = fold_club(text)
    return tuple(one for one in choices if one.eras or not fold_club(one.club.name).startswith(f"{key} "))


def also_buttons(ask: Ask, *chosen: ChosenClub | None) -> list[tuple[Button, ...]]:
    """A row with a button for each club that one of those *chosen* may mean as well: the same call for it."""
    found = calls_of_others(ask.call.command, *filter(None, chosen))
    return rows_of([Button(short(ask.show(other), WIDTHS[2]), call) for other, call in found], 2)


def calls_of_others(command: str, *chosen: ChosenClub) -> list[tuple[Club, Call]]:
    """Calls of *command* for the clubs that one of those *chosen* may mean as well, each with that club."""
    clubs = [found.club.id for found in chosen]
    calls = [
        (other.club, Call(command, clubs=(*clubs[:place], other.club.id, *clubs[place + 1 :])))
        for place, found in enumerate(chosen)
        for other in found.others
    ]
    return calls[:_MOST_OTHERS]


def pages_of(page: Call, *chosen: ChosenClub) -> tuple[Call, ...]:
    """*page*, and the pages of clubs that one of those *chosen* for it may mean as well."""
    return page, *(call for _, call in calls_of_others(page.command, *chosen))


def _with_club(ask: Ask, edition: Label | None, before: Club | None, club: Club, after: Half | None) -> Call:
    """The same call for *club* with the one *before* and the name *after* it; what does not fit into callback
    data is left out: the edition, else *after*, else both."""
    clubs = (before.id, club.id) if before else (club.id,)
    short_of_one = replace(ask.call, argument="", edition=edition, clubs=clubs, page=0)
    if after is None:
        whole = short_of_one
    elif after.found.one:
        whole = replace(short_of_one, clubs=(*clubs, after.found.one))
    else:
        whole = replace(short_of_one, argument=after.text)
    return first_fitting(
        whole, replace(whole, edition=None), short_of_one, replace(short_of_one, edition=None)
    )


def eras_of(ask: Ask, club: Club, asked: str) -> tuple[ClubName, ...]:
    """The names of *club*, with years, matching *asked*: those in the cup, else any; else all in the cup."""
    eras = ask.services.clubs.eras(club.id)
    return eras_called(ask, club, asked, beginning=True) or tuple(eras)


def eras_called(ask: Ask, club: Club, asked: str, *, beginning: bool = False) -> tuple[ClubName, ...]:
    """The names of *club*, with years, that are *asked*, or *beginning* so: those in the cup, else any."""
    keys = [fold_club(form) for form in (asked, *nominatives(asked.casefold()))]
    eras = ask.services.clubs.eras(club.id)
    in_cup = tuple(known for known in eras if fold_club(known.name) in keys)
    if beginning and not in_cup:
        in_cup = tuple(known for known in eras if _begins(known.name, keys))
    return in_cup or tuple(known for known in club.line if fold_club(known.name) in keys)


def _begins(name: str, keys: Iterable[str]) -> bool:
    """Whether *name* is or begins with one of the folded *keys*."""
    return f"{fold_club(name)} ".startswith(tuple(f"{key} " for key in keys))


def choose_player(ask: Ask, text: str, edition: Label | None) -> ChosenPlayer:
    """The player of a button, or the one typed as *text*; of several, those who scored in *edition* when
    one is given.

    :raises Refused: when the text is too short, ambiguous or unknown.
    :raises OldButton: when the player of the button no longer exists.
    """
    players = ask.services.players
    if ask.call.player:
        player = players.with_key(ask.call.player)
        if player is None:
            raise OldButton(ask.call.player)
        return ChosenPlayer(player)
    _long_enough(ask, text, "player_too_short")
    found = find_player(ask, text, edition)
    if found.one:
        asked = text if found.certainty is Certainty.CONFIDENT else None
        return ChosenPlayer(players.get(found.one), asked)
    known = [players.get(one) for one in found.ids]
    message = "several_players" if found.certainty is Certainty.AMBIGUOUS else "player_not_found"
    raise ask.refuse(_FEATURE, message, rows_of(player_buttons(ask, known), 2), asked=text, players=known)


def find_player(ask: Ask, text: str, edition: Label | None) -> Found:
    """The players that match *text*, which is a name alone or with a club that they scored for."""
    players, whole = ask.services.players, ask.services.players.find(text, edition)
    words = text.split()
    if whole.one or len(words) > _MOST_WORDS:
        return whole
    for place in range(1, len(words)):
        one, other = " ".join(words[:place]), " ".join(words[place:])
        for name, club_name in ((one, other), (other, one)):
            club = ask.services.clubs.find(club_name, edition)
            if club.certainty is Certainty.NONE:
                continue
            sure = [found for one in club.ids if (found := players.find(name, edition, one)).one]
            if len(sure) == 1:
                certainty = max(sure[0].certainty, min(club.certainty, Certainty.CONFIDENT))
                return replace(sure[0], certainty=certainty)
    return whole


def player_buttons(ask: Ask, players: Iterable[Player]) -> list[Button]:
    """A button for the card of each player."""
    return [Button(player_title(ask, player), Call("player", player=player.key)) for player in players]


def player_title(ask: Ask, player: Player) -> str:
    """The player's name with their first club and edition, shortened to fit a button."""
    label, side = player.spells[0]
    name, year = ask.show(player), ask.show(label)
    return short(f"{name} ({ask.show(side)} {year})" if side.name else f"{name} ({year})")


def club_title(ask: Ask, club: Club) -> str:
    """The club's name with its city, unless the name contains it; shortened to fit a button."""
    name, city = ask.show(club), ask.texts.values.city(club)
    return short(f"{name} ({city})" if city else name)


def _titles(ask: Ask, clubs: Sequence[Club]) -> list[str]:
    """The titles of *clubs*, with the year of the first edition of those that would have the same."""
    titles = [club_title(ask, club) for club in clubs]
    eras = [ask.services.clubs.eras(club.id) for club in clubs]
    return [
        f"{title} {known[0].since}" if titles.count(title) > 1 and known else title
        for title, known in zip(titles, eras, strict=True)
    ]


def club_buttons(ask: Ask, clubs: Sequence[Club]) -> tuple[Button, ...]:
    """A row of buttons for the cards of *clubs*."""
    return tuple(Button(club_title(ask, club), Call("club", clubs=(club.id,))) for club in clubs)


def edition_buttons(ask: Ask, command: str, club: Club, labels: Iterable[Label]) -> list[tuple[Button, ...]]:
    """Buttons that call *command* for *club* in the latest of *labels*, newest first as in lists."""
    latest = sorted(labels, reverse=True)[:MOST_EDITION_BUTTONS]
    calls = {label: Call(command, edition=label, clubs=(club.id,)) for label in latest}
    return rows_of([Button(ask.show(label), call) for label, call in calls.items()], 4)
