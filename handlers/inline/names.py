"""Clubs and players whose names begin like what is being typed."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from handlers.core.answers import Call
from handlers.core.command import Services
from store.archive.players import players_of
from store.text.folding import words_of
from store.text.keyboards import other_layouts
from store.text.romanise import sound

_SHORTEST, _LONGEST = 2, 30  # letters
_MOST = 20  # of each


class Beginnings:
    """Finds clubs and players by the beginning of one of their names, in any language, as it sounds."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def build(self) -> None:
        """Build the index, so that no query waits for it later."""
        _ = self._clubs, self._players

    def calls(self, text: str) -> Iterator[Call]:
        """The pages of clubs, those with most cups first, then of players."""
        if not _SHORTEST <= len(text) <= _LONGEST:
            return
        spellings = (text, *other_layouts(text.casefold())) if " " not in text else (text,)
        typed = tuple({_heard(spelling) for spelling in spellings} - {""})
        if typed:
            yield from (Call("club", clubs=(club,)) for club in _of(self._clubs, typed))
            yield from (Call("player", player=player) for player in _of(self._players, typed))

    @cached_property
    def _clubs(self) -> list[tuple[str, str]]:
        """What is heard of the names of clubs, with the ids of these."""
        archive = self._services.archive
        names: dict[str, dict[str, None]] = {club: {} for club, _, _ in archive.winners}
        for club in archive.clubs():
            called = (club.name, *(each.name for each in (*club.line, *club.names)))
            names.setdefault(club.id, {}).update(dict.fromkeys(called))
        for _, club_id, name in archive.names_in_editions():
            names.setdefault(club_id, {})[name] = None
        return _spoken(names)

    @cached_property
    def _players(self) -> list[tuple[str, str]]:
        """The same of players, with their keys; those of most editions first."""
        players = sorted(players_of(self._services.archive), key=lambda player: -len(player.spells))
        return _spoken(
            {
                player.key: dict.fromkeys(
                    filter(None, (player.name, player.russian, player.kazakh, *player.names))
                )
                for player in players
            }
        )


def _spoken(names: Mapping[str, Iterable[str]]) -> list[tuple[str, str]]:
    return [(heard, key) for key, each in names.items() for name in each for heard in _each_word(name)]


def _of(names: Iterable[tuple[str, str]], typed: tuple[str, ...]) -> Iterator[str]:
    """The ids of which a name begins so, each once; first those of which a name is just that."""
    begun = [(heard, key) for heard, key in names if heard.startswith(typed)]
    whole = [key for heard, key in begun if heard in typed]
    return islice(dict.fromkeys([*whole, *(key for _, key in begun)]), _MOST)


def _heard(text: str) -> str:
    return " ".join(map(sound, words_of(text)))


def _each_word(name: str) -> Iterator[str]:
    """What is heard of a name, from each of its words on."""
    words = _heard(name).split()
    return (" ".join(words[place:]) for place in range(len(words)))
