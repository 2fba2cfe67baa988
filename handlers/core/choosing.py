"""Which club, which two, or which man somebody means; who has to be asked gets buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handlers.core.answers import Button, Call, rows_of
from handlers.core.arguments import CLUB_MARK, PLAYER_MARK, exactly, exactly_club, exactly_player
from handlers.core.command import Ask
from handlers.core.texts import short
from store.cup.clubs import Club, ClubName
from store.cup.labels import Label
from store.cup.players import Player
from store.search.found import Certainty, Found, one_or_ask
from store.search.pairs import Half, find_two, is_parted
from store.text.folding import fold_club
from store.text.keyboards import nominatives

Message = tuple[str, str]  # the feature whose text it is, and which of its messages

MOST_EDITION_BUTTONS = 16
_FEATURE = "core/choice"
_UNKNOWN: Message = (_FEATURE, "club_not_found")
_SHORTEST_QUERY = 2  # letters
_MOST_WORDS = 6  # of a player's name with a club's


@dataclass(frozen=True, slots=True)
class ChosenClub:
    """A club that was asked for; *asked* is what was typed when it was not quite its name."""

    club: Club
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class ChosenPlayer:
    """A man who was asked for; *asked* is what was typed when it was not quite his name."""

    player: Player
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several clubs that a name fits, and what of it fits, if not its name today."""

    club: Club
    eras: tuple[ClubName, ...]


def choose_club(ask: Ask, text: str, edition: Label | None, unknown: Message = _UNKNOWN) -> ChosenClub:
    """The club typed as *text*, by the names of *edition* first when one is given.

    :raises Refused: when it has to be asked for; with the message *unknown* when nothing is near.
    """
    marked = ask.archive.club(text[1:]) if text.startswith(CLUB_MARK) else None
    if marked:
        return ChosenClub(marked)
    _long_enough(ask, text)
    return _decide_club(ask, text, ask.services.clubs.find(text, edition), edition, unknown=unknown)


def choose_two(ask: Ask, text: str, edition: Label | None) -> tuple[ChosenClub, ...]:
    """The two clubs typed as *text*, which may be one club twice; one alone when *text* is one name.

    :raises Refused: when one of them has to be asked for.
    """
    halves = _halves(ask, text, edition)
    if halves is None:
        return (choose_club(ask, text, edition),)
    one, other = halves
    after = exactly_club(other.found.one) if other.found.one else other.text
    if other.found.certainty is Certainty.NONE and one.found.certainty is Certainty.AMBIGUOUS:
        _decide_club(ask, other.text, other.found, edition)  # no use in asking for the first
    first = _decide_club(ask, one.text, _but(one.found, other.found.one), edition, after=after)
    found = _but(other.found, first.club.id)
    second = _decide_club(ask, other.text, found, edition, before=exactly_club(first.club.id))
    return first, second


def _but(found: Found, club: str | None) -> Found:
    """*found* without the *club* that is the other of two, if that leaves any."""
    ids = tuple(other for other in found.ids if other != club)
    if found.certainty is not Certainty.AMBIGUOUS or not ids:
        return found
    return one_or_ask(ids, Certainty.CONFIDENT)


def _halves(ask: Ask, text: str, edition: Label | None) -> tuple[Half, Half] | None:
    """The two names in *text*, None when it is one name."""
    clubs = ask.services.clubs
    words = text.split()
    marks = [place for place, word in enumerate(words) if word.startswith(CLUB_MARK)]
    if marks:
        # A button writes one id or two; what stands beside one was typed.
        place = len(words) - 1 if marks == [len(words) - 1] else 1
        parts = [" ".join(part) for part in (words[:place], words[place:]) if part]
        halves = [
            Half(
                part,
                Found(Certainty.EXACT, (part[1:],))
                if part.startswith(CLUB_MARK)
                else clubs.find(part, edition),
            )
            for part in parts
        ]
        return (halves[0], halves[1]) if len(halves) > 1 else None
    whole, pair = clubs.find(text, edition), find_two(clubs, text, edition)
    if pair is None or is_parted(text):
        return pair
    one, other = pair[0].found, pair[1].found
    if any(_is_another(ask, half, found) for half, found in ((pair[1], one), (pair[0], other))):
        return pair
    surest = one.certainty is other.certainty is Certainty.EXACT and one.one != other.one
    return pair if surest or not whole.one else None


def _is_another(ask: Ask, half: Half, beside: Found) -> bool:
    """Whether *half* can only be another club than the one *beside* it, and is what that is called today.

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
    before: str = "",
    after: str = "",
    unknown: Message = _UNKNOWN,
) -> ChosenClub:
    """The club of *found*, or the question which; buttons ask again with what stands *before* and *after*."""
    clubs = [club for club in map(ask.archive.club, found.ids) if club]
    if found.one and clubs:
        same = fold_club(text) == fold_club(clubs[0].name)
        return ChosenClub(clubs[0], None if found.certainty is Certainty.EXACT or same else text)
    buttons = []
    for club in clubs:
        parts = (exactly(edition) if edition else "", before, exactly_club(club.id), after)
        # What a button has no room for is left out: the edition, else what stands after, else both.
        calls = [
            replace(ask.call, argument=" ".join(filter(None, parts[start:end])), page=0)
            for start, end in ((0, 4), (1, 4), (0, 3), (1, 3))
        ]
        buttons.append(Button(club_title(club), next(call for call in calls if call.fits)))
    feature, message = (_FEATURE, "several_clubs") if found.certainty is Certainty.AMBIGUOUS else unknown
    choices = [Choice(club, eras_of(ask, club, text)) for club in clubs]
    beside = ask.archive.club(before.removeprefix(CLUB_MARK)) if before else None
    raise ask.refuse(feature, message, rows_of(buttons, 2), asked=text, choices=choices, beside=beside)


def eras_of(ask: Ask, club: Club, asked: str) -> tuple[ClubName, ...]:
    """When *club* bore the name *asked*, in the cup or else at all; else what it was called in the cup."""
    keys = [fold_club(form) for form in (asked, *nominatives(asked.casefold()))]
    eras = ask.services.clubs.eras(club.id)
    in_cup = tuple(known for known in eras if _begins(known.name, keys))
    return in_cup or tuple(known for known in club.line if fold_club(known.name) in keys) or tuple(eras)


def _begins(name: str, keys: Iterable[str]) -> bool:
    """Whether *name* is or begins with one of the folded *keys*."""
    return f"{fold_club(name)} ".startswith(tuple(f"{key} " for key in keys))


def choose_player(ask: Ask, text: str, edition: Label | None) -> ChosenPlayer:
    """The man typed as *text*; of several, those who scored in *edition* when one is given.

    :raises Refused: when he has to be asked for.
    """
    players = ask.services.players
    marked = players.with_key(text[1:]) if text.startswith(PLAYER_MARK) else None
    if marked:
        return ChosenPlayer(marked)
    _long_enough(ask, text, "player_too_short")
    found = find_player(ask, text, edition)
    if found.one:
        asked = text if found.certainty is Certainty.CONFIDENT else None
        return ChosenPlayer(players.get(found.one), asked)
    men = [players.get(player) for player in found.ids]
    message = "several_players" if found.certainty is Certainty.AMBIGUOUS else "player_not_found"
    raise ask.refuse(_FEATURE, message, rows_of(player_buttons(men), 2), asked=text, men=men)


def find_player(ask: Ask, text: str, edition: Label | None) -> Found:
    """The man named in *text*, alone or with a club that he played for."""
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
            men = [man for one in club.ids if (man := players.find(name, edition, one)).one]
            if len(men) == 1:
                sure = min(club.certainty, Certainty.CONFIDENT)
                return replace(men[0], certainty=max(men[0].certainty, sure))
    return whole


def player_buttons(men: Iterable[Player]) -> list[Button]:
    """A button for each man's card."""
    return [Button(player_title(man), Call("player", exactly_player(man))) for man in men]


def player_title(player: Player) -> str:
    """The man's name with his club and edition, cut to a button."""
    label, side = player.spells[0]
    return short(f"{player.name} ({side.name} {label})" if side.name else f"{player.name} ({label})")


def club_argument(club: Club, edition: Label | None) -> str:
    """The argument that means *club*, in *edition* when one is given."""
    return exactly(edition, exactly_club(club.id)) if edition else exactly_club(club.id)


def club_title(club: Club) -> str:
    """The club's name with its city, unless the name says it already; cut to a button."""
    if not club.city or fold_club(club.city) in fold_club(club.name):
        return short(club.name)
    return short(f"{club.name} ({club.city})")


def club_buttons(clubs: Sequence[Club]) -> tuple[Button, ...]:
    """A row of buttons for the clubs' cards."""
    return tuple(Button(club_title(club), Call("club", exactly_club(club.id))) for club in clubs)


def edition_buttons(command: str, club: Club, labels: Iterable[Label]) -> list[tuple[Button, ...]]:
    """Buttons that ask *command* about *club* in the latest of *labels*, newest first as in lists."""
    latest = sorted(labels, reverse=True)[:MOST_EDITION_BUTTONS]
    return rows_of([Button(str(label), Call(command, club_argument(club, label))) for label in latest], 4)
