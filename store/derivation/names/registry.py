"""The registry: lookup of registered clubs and players by name."""

from collections.abc import Iterable
from dataclasses import replace

from store.cup.clubs import RegisteredClub
from store.cup.players import RegisteredPlayer
from store.derivation.names.facts import FactNames
from store.text.folding import fold_player, key_as_written


class Registry:
    """The registered clubs and players, and the names of facts; empty when the files are missing."""

    def __init__(
        self,
        clubs: Iterable[RegisteredClub] = (),
        players: Iterable[RegisteredPlayer] = (),
        facts: FactNames | None = None,
    ) -> None:
        self.facts = facts or FactNames()
        self.clubs = {club.id: self._in_city(club) for club in clubs}
        self.players = {player.id: player for player in players}
        self._in_edition: dict[tuple[str, str], str] = {}
        self._any_time: dict[str, set[str]] = {}
        for club in self.clubs.values():
            for edition, names in club.editions.items():
                for name in names:
                    self._in_edition[edition, key_as_written(name)] = club.id
                    self._any_time.setdefault(key_as_written(name), set()).add(club.id)
            for name in club.all_names():
                self._any_time.setdefault(key_as_written(name), set()).add(club.id)
        self._players = {
            (edition, club, fold_player(name)): player.id
            for player in self.players.values()
            for edition, club, name in player.appearances
        }

    def _in_city(self, club: RegisteredClub) -> RegisteredClub:
        """*club* with all names of its city."""
        names = dict.fromkeys((*club.city_names, *self.facts.city_names(club.city)))
        return replace(club, city_names=tuple(names))

    def club_of(self, name: str, edition: str) -> str | None:
        """The id of the club called *name* in the file of *edition*, None when not known.

        Looked up in the names listed for that edition, else in all names and aliases, where it must
        be of one club only.
        """
        listed = self._in_edition.get((edition, key_as_written(name)))
        if listed:
            return listed
        bearers = self._any_time.get(key_as_written(name), set())
        return next(iter(bearers)) if len(bearers) == 1 else None

    def bearers(self, name: str) -> list[str]:
        """The ids of all clubs that have ever had exactly this *name*, sorted."""
        return sorted(self._any_time.get(key_as_written(name), set()))

    def player_of(self, name: str, club: str, edition: str) -> str | None:
        """The id of the player called *name* at *club* in the file of *edition*, None when not registered."""
        return self._players.get((edition, club, fold_player(name))) if self._players else None
